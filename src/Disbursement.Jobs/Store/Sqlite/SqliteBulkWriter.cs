using System.Runtime.CompilerServices;
using Disbursement.Jobs.Store.Bulk;
using Disbursement.Jobs.Store.Tables;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Disbursement.Jobs.Store.Sqlite;

/// <summary>Writes rows into SQLite by prepared statements on the connection's own handle, inside the caller's transaction.</summary>
internal sealed class SqliteBulkWriter : IBulkWriter
{
    private readonly sqlite3 _handle;
    private readonly int _together;
    private readonly Statement?[] _one = new Statement?[Enum.GetValues<BulkTable>().Length];
    private readonly Statement?[] _many = new Statement?[Enum.GetValues<BulkTable>().Length];
    private readonly int[] _widths = [.. Enum.GetValues<BulkTable>().Select(BulkTables.Width)];

    /// <summary>A writer.</summary>
    /// <param name="connection">The connection, in a transaction.</param>
    /// <param name="together">How many rows of a table one statement takes, where so many follow one another. Under a trigger that may
    /// refuse a row SQLite keeps the pages that a statement touches until it is whole, which costs more than a row.</param>
    public SqliteBulkWriter(SqliteConnection connection, int together = 1) => (_handle, _together) = (connection.Handle!, together);

    /// <summary>Rows written so far.</summary>
    public long Rows { get; private set; }

    /// <summary>Writes every row of a buffer.</summary>
    public unsafe void Write(ReadOnlySpan<byte> rows)
    {
        fixed (byte* start = rows)
        {
            byte* at = start;
            byte* end = start + rows.Length;
            while (at < end)
                at = AreTogether(at, end) ? Write(at, _many, _together) : Write(at, _one, 1);
        }
    }

    /// <summary>Every row is written at once: nothing waits.</summary>
    public void Finish()
    {
    }

    public void Dispose()
    {
        foreach (Statement? statement in _one.Concat(_many))
            statement?.Handle.Dispose();
    }

    /// <summary>Whether as many rows of one table follow as one statement takes.</summary>
    private unsafe bool AreTogether(byte* at, byte* end)
    {
        if (_together == 1)
            return false;

        byte table = *at;
        for (int row = 0; row < _together; row++)
        {
            if (at >= end || *at != table)
                return false;

            at++;
            for (int i = 0; i < _widths[table]; i++)
                at = Behind(at);
        }

        return true;
    }

    /// <summary>Writes rows of one table by one statement; tells where the next one is.</summary>
    private unsafe byte* Write(byte* at, Statement?[] statements, int rows)
    {
        int table = *at;
        nint statement = (statements[table] ??= Prepare((BulkTable)table, rows)).Pointer;
        int index = 0;
        for (int row = 0; row < rows; row++)
        {
            at++;
            for (int i = 0; i < _widths[table]; i++)
                at = Bind(statement, ++index, at);
        }

        int result = SqliteNative.Step(statement);
        _ = SqliteNative.Reset(statement);
        if (result != raw.SQLITE_DONE)
            Check(result);
        Rows += rows;
        return at;
    }

    private Statement Prepare(BulkTable table, int rows)
    {
        Check(raw.sqlite3_prepare_v2(_handle, BulkTables.Insert(table, rows), out sqlite3_stmt statement));
        return new Statement(statement, statement.DangerousGetHandle());
    }

    /// <summary>Where the next value stands.</summary>
    private static unsafe byte* Behind(byte* at) => (BulkValue)(*at) switch
    {
        BulkValue.Null => at + 1,
        BulkValue.Integer => at + 1 + sizeof(long),
        _ => at + 1 + sizeof(int) + Unsafe.ReadUnaligned<int>(at + 1),
    };

    private static unsafe byte* Bind(nint statement, int index, byte* at)
    {
        const nint NotCopied = 0;
        switch ((BulkValue)(*at++))
        {
            case BulkValue.Null:
                _ = SqliteNative.BindNull(statement, index);
                return at;
            case BulkValue.Integer:
                _ = SqliteNative.BindInt64(statement, index, Unsafe.ReadUnaligned<long>(at));
                return at + sizeof(long);
            case BulkValue.Text:
                int text = Unsafe.ReadUnaligned<int>(at);
                _ = SqliteNative.BindText(statement, index, at + sizeof(int), text, NotCopied);
                return at + sizeof(int) + text;
            default:
                int blob = Unsafe.ReadUnaligned<int>(at);
                _ = SqliteNative.BindBlob(statement, index, at + sizeof(int), blob, NotCopied);
                return at + sizeof(int) + blob;
        }
    }

    private void Check(int result)
    {
        if (result is not (raw.SQLITE_OK or raw.SQLITE_DONE))
            throw new SqliteException(raw.sqlite3_errmsg(_handle).utf8_to_string(), result, raw.sqlite3_extended_errcode(_handle));
    }

    private sealed record Statement(sqlite3_stmt Handle, nint Pointer);
}
