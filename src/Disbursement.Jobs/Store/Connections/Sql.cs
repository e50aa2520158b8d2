using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace Disbursement.Jobs.Store.Connections;

/// <summary>
/// Statements in the SQL that every provider knows, with parameters by name. Three things have no common form and are written here in one
/// of our own:
/// </summary>
/// <remarks>
/// <c>BATCH_OF(column)</c> is the name of the batch in a payment number: everything before the last dash; <c>PLACE_OF(column)</c> is what
/// follows it, as a number. <c>SELECT FIRST (@most) …</c> gives so many rows at most.
/// </remarks>
internal static partial class Sql
{
    private const string First = " FIRST (@most)";

    private static readonly AsyncLocal<Action<string>?> Watcher = new();

    /// <summary>
    /// Told of each statement as it is written in the source, so that a test can hold it against the grammar of every provider. It is told
    /// of the statements of the flow of execution that set it, with the threads and tasks that are started there, and of no others.
    /// </summary>
    public static Action<string>? Watch
    {
        get => Watcher.Value;
        set => Watcher.Value = value;
    }

    public static DbCommand Command(DbConnection connection, DbTransaction? transaction, string text,
        params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        Watch?.Invoke(text);
        DbCommand command = connection.CreateCommand();
        command.CommandText = connection is SqliteConnection ? ForSqlite(text) : ForSqlServer(text);
        if (transaction is not null)
            command.Transaction = transaction;
        foreach ((string name, object? value) in parameters)
        {
            DbParameter parameter = command.CreateParameter();
            parameter.ParameterName = name;
            if (value is NoValue none)
                none.Fill(parameter);
            else
                parameter.Value = OnTheWay(value);
            command.Parameters.Add(parameter);
        }

        return command;
    }

    /// <summary>A value as a parameter takes it: states and the like go as their words.</summary>
    public static object OnTheWay(object? value) => value switch
    {
        null => DBNull.Value,
        Enum state => StoredWords.Of(state),
        _ => value,
    };

    /// <summary>Executes a statement and tells how many rows it touched.</summary>
    public static int Execute(DbConnection connection, DbTransaction? transaction, string text,
        params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using DbCommand command = Command(connection, transaction, text, parameters);
        command.CommandTimeout = 0;
        return command.ExecuteNonQuery();
    }

    /// <summary>The one number that a statement gives; 0 for none.</summary>
    public static long Number(DbConnection connection, DbTransaction? transaction, string text,
        params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using DbCommand command = Command(connection, transaction, text, parameters);
        return command.ExecuteScalar() is { } found and not DBNull
            ? Convert.ToInt64(found, System.Globalization.CultureInfo.InvariantCulture)
            : 0;
    }

    /// <summary>A condition that holds where two values differ; two that are not there are the same.</summary>
    public static string Differ(string left, string right) =>
        $"({left} <> {right} OR ({left} IS NULL AND {right} IS NOT NULL) OR ({left} IS NOT NULL AND {right} IS NULL))";

    /// <summary>The statement as SQLite takes it.</summary>
    public static string ForSqlite(string text)
    {
        if (text.Contains(First, StringComparison.Ordinal))
            text = text.Replace(First, "", StringComparison.Ordinal) + " LIMIT @most";
        if (!text.Contains("_OF(", StringComparison.Ordinal))
            return text;

        text = BatchOf().Replace(text, "substr($1, 1, length(rtrim($1, '0123456789')) - 1)");
        return PlaceOf().Replace(text, "CAST(substr($1, length(rtrim($1, '0123456789')) + 1) AS INTEGER)");
    }

    /// <summary>
    /// The statement as SQL Server takes it. The model switches off the counting of rows for its own statements; ours go by it.
    /// </summary>
    public static string ForSqlServer(string text)
    {
        string own = BatchOf()
            .Replace(text.Replace(First, " TOP (@most)", StringComparison.Ordinal), "LEFT($1, LEN($1) - CHARINDEX('-', REVERSE($1)))");
        const string Last = "RIGHT($1, CHARINDEX('-', REVERSE($1) + '-') - 1)";
        own = PlaceOf().Replace(own, $"CASE WHEN {Last} LIKE '%[^0-9]%' OR LEN({Last}) > 18 THEN NULL ELSE CAST({Last} AS bigint) END");
        return own.StartsWith("UPD", StringComparison.Ordinal) || own.StartsWith("DEL", StringComparison.Ordinal)
            ? "SET NOCOUNT OFF; " + own
            : own;
    }

    [GeneratedRegex(@"BATCH_OF\(([\w.@]+)\)")]
    private static partial Regex BatchOf();

    [GeneratedRegex(@"PLACE_OF\(([\w.@]+)\)")]
    private static partial Regex PlaceOf();
}
