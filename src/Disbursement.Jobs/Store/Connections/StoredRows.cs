using System.Data.Common;
using System.Text;
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

    /// <summary>The statement of SQLite behind the reader; 0 on a server.</summary>
    private readonly nint _statement;

    /// <summary>Values that are remembered of a column that is read as one that repeats.</summary>
    private const int Remembered = 32;

    /// <summary>The last values of each column that is read as one that repeats, by their end.</summary>
    private (byte[] Utf8, string Text)[] _repeated = [];

    private StoredRows(DbConnection? own, DbCommand command, DbDataReader reader)
    {
        _own = own;
        _command = command;
        _reader = reader;
        _statement = reader is SqliteDataReader { Handle: { } statement } ? statement.DangerousGetHandle() : 0;
    }

    public static StoredRows Of(DbConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        Of(connection, null, sql, parameters);

    /// <param name="connection">Where the query is asked.</param>
    /// <param name="transaction">The transaction that it is part of, and whose connection it then is asked on; null for none.</param>
    /// <param name="sql">The query.</param>
    /// <param name="parameters">Its parameters.</param>
    public static StoredRows Of(
        DbConnection connection, DbTransaction? transaction, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        bool isShared = connection is SqliteConnection || transaction is not null;
        DbConnection? own = isShared ? null : (DbConnection)((ICloneable)connection).Clone();
        DbCommand? command = null;
        try
        {
            if (own is not null)
                OpenPatiently.RunBriefly(own);
            command = Sql.Command(own ?? connection, transaction, sql, parameters);
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

    public string GetString(int column) => _statement == 0 ? _reader.GetString(column) : SqliteColumns.Text(_statement, column);

    /// <summary>A text that many rows have alike, as a county or a state: it is made once for all of them, if they are few.</summary>
    public string Repeated(int column)
    {
        if (_statement == 0)
            return _reader.GetString(column);

        if (_repeated.Length == 0)
            _repeated = new (byte[], string)[_reader.FieldCount * Remembered];
        ReadOnlySpan<byte> utf8 = SqliteColumns.Utf8(_statement, column);

        // What repeats differs in its end, as accounts and schemes do.
        int place = utf8.Length < 2 ? utf8.Length : utf8[^1] * 7 + utf8[^2] + utf8.Length;
        ref (byte[] Utf8, string? Text) last = ref _repeated[column * Remembered + place % Remembered]!;
        if (last.Text is null || !utf8.SequenceEqual(last.Utf8))
            last = (utf8.ToArray(), Encoding.UTF8.GetString(utf8));
        return last.Text!;
    }

    /// <summary>A state, role or kind by its word.</summary>
    public T Word<T>(int column)
        where T : struct, Enum => StoredWords.Read<T>(Repeated(column));

    public string? TextOrNull(int column) => IsDBNull(column) ? null : GetString(column);

    public string? DayOrNull(int column) => _reader.DayOrNull(column);

    public DateTimeOffset Time(int column) => _reader.Time(column);

    public int Int(int column) => _statement == 0 ? _reader.Int(column) : checked((int)SqliteColumns.Long(_statement, column));

    public long Long(int column) => _statement == 0 ? _reader.Long(column) : SqliteColumns.Long(_statement, column);

    public byte[] Bytes(int column) => _statement == 0 ? _reader.Bytes(column) : SqliteColumns.Bytes(_statement, column).ToArray();

    /// <summary>The same as they stand in memory, until the next row is read.</summary>
    public ReadOnlySpan<byte> BytesInPlace(int column) =>
        _statement == 0 ? _reader.Bytes(column) : SqliteColumns.Bytes(_statement, column);

    public bool IsDBNull(int column) => _statement == 0 ? _reader.IsDBNull(column) : SqliteColumns.IsNull(_statement, column);

    public void Dispose()
    {
        _reader.Dispose();
        _command.Dispose();
        _own?.Dispose();
    }
}
