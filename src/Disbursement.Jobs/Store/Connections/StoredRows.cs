using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Disbursement.Jobs.Store.Connections;

/// <summary>
/// Rows of a query with the command behind them, which goes when they go. A command that is left to the garbage collector ends its
/// statement on another thread, in the middle of what the connection does on this one: SQLite is set up without locks, so that tears its
/// memory.
/// </summary>
/// <remarks>
/// A connection to a server has one open reader at a time, and proofs read several side by side: there each has a connection of its own,
/// which the pool gives and takes back.
/// </remarks>
internal sealed class StoredRows : IDisposable
{
    private readonly DbConnection? _own;
    private readonly DbCommand _command;
    private readonly DbDataReader _reader;

    private StoredRows(DbConnection? own, DbCommand command, DbDataReader reader)
    {
        _own = own;
        _command = command;
        _reader = reader;
    }

    public static StoredRows Of(DbConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        DbConnection? own = connection is SqliteConnection ? null : (DbConnection)((ICloneable)connection).Clone();
        DbCommand? command = null;
        try
        {
            if (own is not null)
                OpenPatiently.RunBriefly(own);
            command = Sql.Command(own ?? connection, null, sql, parameters);
            if (own is not null)
                command.CommandTimeout = 0;
            return new StoredRows(own, command, command.ExecuteReader());
        }
        catch
        {
            command?.Dispose();
            own?.Dispose();
            throw;
        }
    }

    public bool Read() => _reader.Read();

    public string GetString(int column) => _reader.GetString(column);

    public string? TextOrNull(int column) => _reader.TextOrNull(column);

    public string? DayOrNull(int column) => _reader.DayOrNull(column);

    public DateTimeOffset Time(int column) => _reader.Time(column);

    public int Int(int column) => _reader.Int(column);

    public long Long(int column) => _reader.Long(column);

    public object GetValue(int column) => _reader.GetValue(column);

    public bool IsDBNull(int column) => _reader.IsDBNull(column);

    public void Dispose()
    {
        _reader.Dispose();
        _command.Dispose();
        _own?.Dispose();
    }
}
