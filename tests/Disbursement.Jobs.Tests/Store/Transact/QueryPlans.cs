using System.Data.Common;
using System.Text.RegularExpressions;
using Disbursement.Jobs.Store.Connections;
using Microsoft.Data.Sqlite;

namespace Disbursement.Jobs.Tests.Store.Transact;

/// <summary>How SQLite means to carry out statements: what takes no time over a test's rows takes hours over a million.</summary>
internal static partial class QueryPlans
{
    /// <summary>
    /// The statements that read a whole table for each row of another, or make an index of one before they begin, each with the step that
    /// does. Tables that stay small at any size of a city may be read anew.
    /// </summary>
    public static string[] ReadingAnew(Database store, IEnumerable<string> statements)
    {
        using DbConnection connection = store.Connect();
        return [.. statements.Where(text => Query().IsMatch(text)).Select(text => (Text: text, Step: Of(connection, text)))
            .Where(one => one.Step is not null).Select(one => $"{one.Step}: {one.Text.ReplaceLineEndings(" ")}")];
    }

    private static string? Of(DbConnection connection, string text)
    {
        using SqliteCommand command = (SqliteCommand)Sql.Command(connection, null, text);
        foreach (string name in Parameter().Matches(command.CommandText).Select(match => match.Value).Distinct())
            command.Parameters.AddWithValue(name, DBNull.Value);
        command.CommandText = "EXPLAIN QUERY PLAN " + command.CommandText;
        HashSet<long> begun = [];
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            string step = reader.GetString(3);
            if (step.Contains("AUTOMATIC", StringComparison.Ordinal)
                || step.StartsWith("SCAN", StringComparison.Ordinal) && begun.Contains(reader.GetInt64(1)))
                return step;
            if (step.StartsWith("SCAN", StringComparison.Ordinal) || step.StartsWith("SEARCH", StringComparison.Ordinal))
                begun.Add(reader.GetInt64(1));
        }

        return null;
    }

    [GeneratedRegex(@"^\s*(SELECT|WITH|INSERT|UPDATE|DELETE)\b")]
    private static partial Regex Query();

    [GeneratedRegex(@"@\w+")]
    private static partial Regex Parameter();
}
