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

    /// <summary>The statements that go through a table from its beginning to its end, each with the step that does.</summary>
    /// <param name="store">The books.</param>
    /// <param name="statements">The statements.</param>
    /// <param name="alias">What they call the table.</param>
    public static string[] GoingThrough(Database store, IEnumerable<string> statements, string alias)
    {
        using DbConnection connection = store.Connect();
        return [.. statements.Where(text => Query().IsMatch(text)).SelectMany(text => Steps(connection, text)
            .Where(step => IsScan(step.Step) && step.Step.Split(' ')[1] == alias).Select(step => $"{step.Step}: {text}"))];
    }

    private static string? Of(DbConnection connection, string text)
    {
        HashSet<long> begun = [];
        foreach ((long id, long parent, string step) in Steps(connection, text))
        {
            if (step.Contains("AUTOMATIC", StringComparison.Ordinal) || IsScan(step) && begun.Contains(parent))
                return step;
            // A query within a query that names a row of the outer one is asked for each of its rows.
            if (step.StartsWith("CORRELATED", StringComparison.Ordinal))
                begun.Add(id);
            else if (IsScan(step) || step.StartsWith("SEARCH", StringComparison.Ordinal))
                begun.Add(parent);
        }

        return null;
    }

    /// <summary>A search that names no index goes through the rows until one fits.</summary>
    private static bool IsScan(string step) => step.StartsWith("SCAN", StringComparison.Ordinal)
        || step.StartsWith("SEARCH", StringComparison.Ordinal) && !step.Contains(" USING ", StringComparison.Ordinal);

    private static List<(long Id, long Parent, string Step)> Steps(DbConnection connection, string text)
    {
        using SqliteCommand command = (SqliteCommand)Sql.Command(connection, null, text);
        foreach (string name in Parameter().Matches(command.CommandText).Select(match => match.Value).Distinct())
            command.Parameters.AddWithValue(name, DBNull.Value);
        command.CommandText = "EXPLAIN QUERY PLAN " + command.CommandText;
        List<(long Id, long Parent, string Step)> steps = [];
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read())
            steps.Add((reader.GetInt64(0), reader.GetInt64(1), reader.GetString(3)));
        return steps;
    }

    [GeneratedRegex(@"^\s*(SELECT|WITH|INSERT|UPDATE|DELETE)\b")]
    private static partial Regex Query();

    [GeneratedRegex(@"@\w+")]
    private static partial Regex Parameter();
}
