using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Rosters;
using Microsoft.Data.Sqlite;

namespace Disbursement.Jobs.Tests.Proofs;

/// <summary>
/// A copy of the full story whose database can be altered past its triggers and foreign keys, as somebody with the file in hand can:
/// altered, guarded again, judged, and whole again.
/// </summary>
internal sealed class UnguardedBooks : IDisposable
{
    private readonly string _whole;

    public UnguardedBooks()
    {
        Office = FullStory.Copy();
        _whole = Path.Combine(Office.Inputs.Root, "whole.db");
        using (TestDatabase database = Office.Inputs.Rows())
        {
            database.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }

        File.Copy(Office.Inputs.DatabaseFile, _whole);
    }

    public TestOffice Office { get; }

    /// <summary>The database with nothing altered.</summary>
    public void MakeWhole()
    {
        File.Delete(Office.Inputs.DatabaseFile + "-wal");
        File.Delete(Office.Inputs.DatabaseFile + "-shm");
        File.Copy(_whole, Office.Inputs.DatabaseFile, overwrite: true);
    }

    /// <summary>Alters a whole database without its triggers, and leaves no trace in the definitions of tables and triggers.</summary>
    public void Alter(Action<SqliteConnection> alter)
    {
        MakeWhole();
        using SqliteConnection connection = Open();
        List<(string Name, string Table, string Sql)> triggers =
            Definitions(connection, "trigger"), tables = Definitions(connection, "table");
        foreach ((string name, _, _) in triggers)
            Execute(connection, $"DROP TRIGGER {name}");
        alter(connection);
        foreach ((string name, _, string sql) in tables.Except(Definitions(connection, "table")))
            Execute(connection, $"PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = "
                + $"'{sql.Replace("'", "''", StringComparison.Ordinal)}' WHERE name = '{name}'; PRAGMA writable_schema = RESET;");
        HashSet<string> left = [.. Definitions(connection, "table").Select(table => table.Name)];
        foreach ((_, _, string sql) in triggers.Where(trigger => left.Contains(trigger.Table)))
            Execute(connection, sql);
    }

    public SqliteConnection Open()
    {
        SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = Office.Inputs.DatabaseFile,
            Mode = SqliteOpenMode.ReadWrite, Pooling = false, ForeignKeys = false }.ToString());
        connection.Open();
        return connection;
    }

    /// <summary>What <c>verify</c> names, and where it names nothing, what <c>verify --replay</c> does.</summary>
    /// <param name="likely">The number of a run whose replay alone is tried before that of all.</param>
    public string[] Breaks(long likely = 0)
    {
        string[] breaks = Office.Breaks();
        if (breaks.Length == 0 && likely > 0
            && Office.Texts($"SELECT id FROM runs WHERE number = {likely} AND state = 'Sealed' AND kind = 'yearly'") is [string run])
            breaks = Replayed(run);
        return breaks.Length > 0 ? breaks : Replayed(null);
    }

    /// <summary>
    /// Everything that <c>verify --replay</c> names, where the replay comes after the proofs whatever they find; only tables that a replay
    /// reads are worth its time.
    /// </summary>
    public string[] AllBreaks(string table) =>
        [.. Office.Breaks(),
            .. table is "runs" or "run_inputs" or "claimants" or "decisions" or "batches" or "payments" or "transfers" or "standings"
                ? Replayed(null)
                : []];

    private static List<(string Name, string Table, string Sql)> Definitions(SqliteConnection connection, string type)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"SELECT name, tbl_name, sql FROM sqlite_master WHERE type = '{type}' AND sql IS NOT NULL";
        using SqliteDataReader reader = command.ExecuteReader();
        List<(string, string, string)> definitions = [];
        while (reader.Read())
            definitions.Add((reader.GetString(0), reader.GetString(1), reader.GetString(2)));
        return definitions;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private string[] Replayed(string? run) =>
        [.. Office.Inputs.Replay(run).Where(check => check.FirstBreak is not null).Select(check => $"{check.Number}: {check.FirstBreak}")];

    public void Dispose() => Office.Dispose();
}
