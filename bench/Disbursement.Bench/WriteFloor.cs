using Disbursement.Jobs.Store.Bulk;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Sqlite;
using Disbursement.Jobs.Store.Tables;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Disbursement.Bench;

/// <summary>
/// The bare bulk write: the rows that a finished run left, taken into memory first, then written by the same prepared statements, table by
/// table in key order.
/// </summary>
internal static class WriteFloor
{
    private static readonly BulkTable[] InOrder =
    [
        BulkTable.RunInputs, BulkTable.Claimants, BulkTable.Decisions, BulkTable.Batches, BulkTable.BatchFiles, BulkTable.Payments,
        BulkTable.Transfers, BulkTable.Standings,
    ];

    public static void Run(string database, string work)
    {
        List<RowBuffer> rows = [];
        List<RunRecord> runs;
        using (SqliteDisbursementDb finished = FinishedRun.Open(database))
        {
            runs = [.. finished.Runs.AsNoTracking()];
            finished.Database.OpenConnection();
            foreach (BulkTable table in InOrder)
                Read(finished, table, rows);
        }

        Write("write-as-the-run", Path.Combine(work, "floor-full"), runs, rows,
            "PRAGMA synchronous = FULL; PRAGMA cache_size = -32768; PRAGMA wal_autocheckpoint = 0", "PRAGMA wal_checkpoint(TRUNCATE)");
        Write("write-unsafe", Path.Combine(work, "floor-unsafe"), runs, rows,
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -32768", null);
    }

    private static void Write(string name, string folder, IEnumerable<RunRecord> runs, List<RowBuffer> rows, string pragmas, string? atEnd)
    {
        SqliteDatabase store = FinishedRun.MakeEmpty(folder, runs);
        using (SqliteConnection connection = store.Connect())
        {
            Execute(connection, pragmas);
            if (atEnd is null && Ask(connection, "PRAGMA journal_mode") != "off")
                throw new InvalidOperationException("SQLite kept its journal.");

            Measure.Run(name, () =>
            {
                Execute(connection, "BEGIN IMMEDIATE");
                foreach ((string trigger, _) in SqliteTriggers.AgainstReplace)
                    Execute(connection, $"DROP TRIGGER {trigger}");
                using SqliteBulkWriter writer = new(connection);
                foreach (RowBuffer buffer in rows)
                    writer.Write(buffer.Bytes);
                Execute(connection, "COMMIT");
                if (atEnd is not null)
                    Execute(connection, atEnd);
                return (writer.Rows, new FileInfo(store.File).Length);
            });
        }

        FinishedRun.Remove(folder);
    }

    private static void Read(SqliteDisbursementDb db, BulkTable table, List<RowBuffer> rows)
    {
        // The insert statement names table and columns in the order of writing.
        string insert = BulkTables.Insert(table);
        int name = insert.IndexOf("INTO ", StringComparison.Ordinal) + 5, open = insert.IndexOf('(', StringComparison.Ordinal),
            close = insert.IndexOf(')', StringComparison.Ordinal);
        using SqliteCommand command = ((SqliteConnection)db.Database.GetDbConnection()).CreateCommand();
        command.CommandText = $"SELECT {insert[(open + 1)..close]} FROM {insert[name..open]} ORDER BY 1";
        using SqliteDataReader reader = command.ExecuteReader();
        RowBuffer buffer = new();
        while (reader.Read())
        {
            buffer.Begin(table);
            for (int i = 0; i < reader.FieldCount; i++)
                Pack(reader.GetValue(i), buffer);
            buffer.EndRows();
            if (!buffer.IsFull)
                continue;

            rows.Add(buffer);
            buffer = new RowBuffer();
        }

        rows.Add(buffer);
    }

    private static void Pack(object value, RowBuffer buffer)
    {
        _ = value switch
        {
            DBNull => buffer.Null(),
            long number => buffer.Int(number),
            string text => buffer.Text(text),
            byte[] bytes => buffer.Blob(bytes),
            _ => throw new InvalidOperationException($"A {value.GetType().Name} in the database."),
        };
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static string? Ask(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() as string;
    }
}
