using Microsoft.Data.Sqlite;

namespace Disbursement.Jobs.Store;

/// <summary>
/// Rows of a query with the command behind them, which goes when they go. A command that is left to the garbage collector ends its statement on another thread, in the middle of what the
/// connection does on this one: SQLite is set up without locks, so that tears its memory.
/// </summary>
internal sealed class StoredRows : IDisposable
{
    private readonly SqliteCommand _command;
    private readonly SqliteDataReader _reader;

    private StoredRows(SqliteCommand command, SqliteDataReader reader)
    {
        _command = command;
        _reader = reader;
    }

    public static StoredRows Of(SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        SqliteCommand command = connection.CreateCommand();
        try
        {
            command.CommandText = sql;
            foreach ((string name, object value) in parameters)
                command.Parameters.AddWithValue(name, value);
            return new StoredRows(command, command.ExecuteReader());
        }
        catch
        {
            command.Dispose();
            throw;
        }
    }

    public bool Read() => _reader.Read();

    public string GetString(int column) => _reader.GetString(column);

    public int GetInt32(int column) => _reader.GetInt32(column);

    public long GetInt64(int column) => _reader.GetInt64(column);

    public object GetValue(int column) => _reader.GetValue(column);

    public bool IsDBNull(int column) => _reader.IsDBNull(column);

    public void Dispose()
    {
        _reader.Dispose();
        _command.Dispose();
    }
}
