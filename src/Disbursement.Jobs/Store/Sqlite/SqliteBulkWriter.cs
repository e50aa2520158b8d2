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
    private readonly sqlite3_stmt[] _statements;
    private readonly nint[] _pointers;
    private readonly int[] _widths;

    public SqliteBulkWriter(SqliteConnection connection)
    {
        _handle = connection.Handle!;
        _statements = new sqlite3_stmt[Enum.GetValues<BulkTable>().Length];
        for (int i = 0; i < _statements.Length; i++)
        {
            Check(raw.sqlite3_prepare_v2(_handle, BulkTables.Insert((BulkTable)i), out sqlite3_stmt statement));
            _statements[i] = statement;
        }

        _pointers = [.. _statements.Select(statement => statement.DangerousGetHandle())];
        _widths = [.. Enum.GetValues<BulkTable>().Select(BulkTables.Width)];
    }

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
            {
                int table = *at++;
                nint statement = _pointers[table];
                for (int i = 1; i <= _widths[table]; i++)
                    at = Bind(statement, i, at);
                int result = SqliteNative.Step(statement);
                _ = SqliteNative.Reset(statement);
                if (result != raw.SQLITE_DONE)
                    Check(result);
                Rows++;
            }
        }
    }

    /// <summary>Every row is written at once: nothing waits.</summary>
    public void Finish()
    {
    }

    public void Dispose()
    {
        foreach (sqlite3_stmt statement in _statements)
            statement.Dispose();
    }

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
}
