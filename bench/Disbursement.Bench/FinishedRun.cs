using Disbursement.Jobs.Store.Sqlite;
using Disbursement.Jobs.Store.Tables;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Disbursement.Bench;

/// <summary>Opens the database of a finished run for reading, and makes empty ones beside it.</summary>
internal static class FinishedRun
{
    public static SqliteDisbursementDb Open(string database)
    {
        if (!File.Exists(database))
            throw new ArgumentException($"{database} does not exist.");

        string connection =
            new SqliteConnectionStringBuilder { DataSource = database, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString();
        return new SqliteDisbursementDb(new DbContextOptionsBuilder<SqliteDisbursementDb>().UseSqlite(connection).Options);
    }

    /// <summary>A database of the same schema and page size that has the run's own row and nothing else.</summary>
    public static SqliteDatabase MakeEmpty(string folder, IEnumerable<RunRecord> runs)
    {
        Remove(folder);
        SqliteDatabase store = SqliteDatabase.Open(folder);
        using SqliteDisbursementDb db = store.Model();
        db.Runs.AddRange(runs);
        db.SaveChanges();
        return store;
    }

    public static void Remove(string folder)
    {
        if (File.Exists(Path.Combine(folder, "disbursement.db")))
            Directory.Delete(folder, recursive: true);
    }
}
