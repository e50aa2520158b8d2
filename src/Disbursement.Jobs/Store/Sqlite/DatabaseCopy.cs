using Disbursement.Domain.Ledger;
using Disbursement.Domain.Words;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store.Connections;
using Microsoft.Data.Sqlite;

namespace Disbursement.Jobs.Store.Sqlite;

/// <summary>Copies a database while others use it, and looks into a database file without changing it.</summary>
internal static class DatabaseCopy
{
    /// <summary>
    /// Copies the database with SQLite's online backup: one moment of it, whole. The copy is sound before it gets its name.
    /// </summary>
    /// <exception cref="StoreRefusal">The copy is not sound, or the target exists.</exception>
    public static DatabaseFindings BackUp(SqliteDatabase store, string target)
    {
        if (File.Exists(target))
            throw new StoreRefusal($"{target} exists already; name another file. Nothing was copied.");

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(target))!);
        string beside = target + ".part";
        PrivateFile.CreateBeside(beside).Dispose();
        try
        {
            using (SqliteConnection source = store.Connect())
            using (SqliteConnection copy = new(Address(beside, SqliteOpenMode.ReadWrite)))
            {
                copy.Open();
                source.BackupDatabase(copy);
                Execute(copy, "PRAGMA journal_mode = DELETE");
            }

            DatabaseFindings findings = Check(beside);
            if (findings.Problems.Count > 0)
                throw new StoreRefusal($"The copy is not sound: {findings.Problems[0]} Nothing was kept.");

            using (FileStream stream = new(beside, FileMode.Open, FileAccess.ReadWrite))
                stream.Flush(flushToDisk: true);
            PrivateFile.MoveNew(beside, target);
            return findings;
        }
        catch (SqliteException exception) when (MachineFault.IsFull(exception))
        {
            throw MachineFault.NoRoomFor(target, exception);
        }
        finally
        {
            foreach (string left in new[] { beside, beside + "-journal", beside + "-wal", beside + "-shm" })
                File.Delete(left);
        }
    }

    /// <summary>Puts a backup in the place of a data folder's database.</summary>
    public static void Restore(string backup, string data)
    {
        string place = Path.Combine(data, Database.FileName), beside = place + ".restoring";
        Directory.CreateDirectory(data);
        using (FileStream source = File.OpenRead(backup))
        using (FileStream target = PrivateFile.CreateBeside(beside))
        {
            source.CopyTo(target);
            target.Flush(flushToDisk: true);
        }

        using (SqliteConnection connection = new(Address(beside, SqliteOpenMode.ReadWrite)))
        {
            connection.Open();
            Execute(connection, "PRAGMA journal_mode = WAL");
        }

        if (File.Exists(place))
            PrivateFile.MoveNew(place, HeadsFile.Replaced(place));
        foreach (string side in new[] { place + "-wal", place + "-shm" })
            File.Delete(side);
        PrivateFile.MoveNew(beside, place);
    }

    /// <summary>Looks into a file: is it ours, whole, up to date, and guarded by its triggers?</summary>
    public static DatabaseFindings Check(string file)
    {
        List<string> problems = [];
        Dictionary<string, long> heads = [];
        bool isNewer = false;
        try
        {
            using SqliteConnection connection = new(Address(file, SqliteOpenMode.ReadOnly));
            connection.Open();
            problems.AddRange(
                Texts(connection, "PRAGMA integrity_check").Where(line => line != "ok").Take(5).Select(line => $"{file}: {line}"));
            problems.AddRange(Texts(connection, "SELECT \"table\" || ' row ' || rowid FROM pragma_foreign_key_check LIMIT 5")
                .Select(row => $"{file}: {row} names a row that is missing"));
            IReadOnlyList<string> applied = SqliteMigrations.Applied(connection);
            int pending = SqliteMigrations.All.Except(applied).Count();
            isNewer = applied.Except(SqliteMigrations.All).Any();
            if (isNewer)
                problems.Add(StoreRefusal.Newer(file).Message);
            else if (pending > 0)
                problems.Add($"{file} is of an older version of this program: {Counted.Of(pending, "migration")} to come (db migrate)");
            else
                problems.AddRange(SqliteSchema.Compare(connection, file).Problems);
            foreach (string book in Texts(connection, "SELECT DISTINCT book FROM transfers"))
                heads[book] = Database.ChainOf(connection, book) is TransferChain chain ? chain.Sequence : 0;
            heads["audit"] = AuditTrail.Head(connection, null).Sequence;
        }
        catch (SqliteException exception) when (!MachineFault.IsOfRights(exception))
        {
            problems.Add($"{file} is not a sound database of this program: {exception.Message}");
        }

        return new DatabaseFindings(problems, heads) { IsNewer = isNewer };
    }

    private static string Address(string file, SqliteOpenMode mode) =>
        new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false }.ToString();

    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static List<string> Texts(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        using SqliteDataReader reader = command.ExecuteReader();
        List<string> texts = [];
        while (reader.Read())
            texts.Add(reader.GetString(0));
        return texts;
    }
}
