using System.Buffers.Binary;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SQLitePCL;

namespace Disbursement.Jobs.Store;

/// <summary>Writes rows into SQLite by prepared statements on the connection's own handle, inside the caller's transaction.</summary>
internal sealed class SqliteBulkWriter : IDisposable
{
    private readonly sqlite3 _handle;
    private readonly sqlite3_stmt[] _statements;

    public SqliteBulkWriter(DbContext db, SqliteConnection connection)
    {
        _handle = connection.Handle!;
        _statements = new sqlite3_stmt[Enum.GetValues<BulkTable>().Length];
        for (int i = 0; i < _statements.Length; i++)
        {
            Check(raw.sqlite3_prepare_v2(_handle, BulkTables.Insert(db, (BulkTable)i), out sqlite3_stmt statement));
            _statements[i] = statement;
        }
    }

    /// <summary>Rows written so far.</summary>
    public long Rows { get; private set; }

    /// <summary>Writes every row of a buffer.</summary>
    public void Write(ReadOnlySpan<byte> rows)
    {
        while (!rows.IsEmpty)
        {
            int width = BulkTables.Width((BulkTable)rows[0]);
            sqlite3_stmt statement = _statements[rows[0]];
            rows = rows[1..];
            for (int i = 1; i <= width; i++)
                rows = Bind(statement, i, rows);
            int result = raw.sqlite3_step(statement);
            raw.sqlite3_reset(statement);
            if (result != raw.SQLITE_DONE)
                Check(result);
            Rows++;
        }
    }

    public void Dispose()
    {
        foreach (sqlite3_stmt statement in _statements)
            statement.Dispose();
    }

    private static ReadOnlySpan<byte> Bind(sqlite3_stmt statement, int index, ReadOnlySpan<byte> rest)
    {
        BulkValue kind = (BulkValue)rest[0];
        switch (kind)
        {
            case BulkValue.Null:
                raw.sqlite3_bind_null(statement, index);
                return rest[1..];
            case BulkValue.Integer:
                raw.sqlite3_bind_int64(statement, index, BinaryPrimitives.ReadInt64LittleEndian(rest[1..]));
                return rest[9..];
            default:
                int length = BinaryPrimitives.ReadInt32LittleEndian(rest[1..]);
                if (kind == BulkValue.Text)
                    raw.sqlite3_bind_text(statement, index, rest.Slice(5, length));
                else
                    raw.sqlite3_bind_blob(statement, index, rest.Slice(5, length));
                return rest[(5 + length)..];
        }
    }

    private void Check(int result)
    {
        if (result is not (raw.SQLITE_OK or raw.SQLITE_DONE))
            throw new SqliteException(raw.sqlite3_errmsg(_handle).utf8_to_string(), result, raw.sqlite3_extended_errcode(_handle));
    }
}
