using System.Globalization;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Households;
using Disbursement.Domain.Schemes;
using Disbursement.Jobs.Store.Tables;
using Microsoft.Data.Sqlite;

namespace Disbursement.Jobs.Store.Replay;

/// <summary>Finds rows that no sealed run has: a replay of every run would never meet them.</summary>
internal static class FindStrayRows
{
    /// <summary>Tables whose keys hold the run's number, and how many of them each run has.</summary>
    private static readonly (string What, string Table, string Key, long PerRun)[] Tables =
        [("input", "run_inputs", "id", RunItemId.PerRun), ("claimant", "claimants", "number", ClaimantNumber.PerRun),
            ("decision", "decisions", "id", DecisionId.PerRun)];

    /// <summary>The first such row of the attached record.</summary>
    public static string? Run(SqliteConnection connection)
    {
        long[] runs = [.. Numbers(connection)];
        foreach ((string what, string table, string key, long each) in Tables)
        {
            for (int i = 0; i <= runs.Length; i++)
            {
                long first = i == 0 ? long.MinValue : (runs[i - 1] + 1) * each, end = i == runs.Length ? long.MaxValue : runs[i] * each;
                if (First(connection, $"SELECT {key} FROM recorded.{table} WHERE {key} >= {first} AND {key} < {end} LIMIT 1") is { } stray)
                    return $"{what} {stray} belongs to no sealed run";
            }
        }

        string? transfer = First(connection, "SELECT book || '/' || sequence FROM recorded.transfers WHERE run NOT IN (SELECT id FROM "
            + $"recorded.runs WHERE state = {RunState.Sealed.Quoted()}) LIMIT 1");
        return transfer is null ? null : $"transfer {transfer} belongs to no sealed run";
    }

    private static IEnumerable<long> Numbers(SqliteConnection connection)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"SELECT number FROM recorded.runs WHERE state = {RunState.Sealed.Quoted()} ORDER BY number";
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read())
            yield return reader.GetInt64(0);
    }

    private static string? First(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() is { } found ? Convert.ToString(found, CultureInfo.InvariantCulture) : null;
    }
}
