using System.Data.Common;
using System.Text.RegularExpressions;
using Disbursement.Jobs.Store.Connections;
using Microsoft.Data.SqlClient;
using Quartz.Impl.AdoJobStore;

namespace Disbursement.Jobs.Schedule;

/// <summary>
/// The scheduler's own tables on a SQL Server, for a login that may make tables: the application's may not, and needs none once they are
/// there.
/// </summary>
internal static partial class ScheduleTables
{
    private const string Resource = "Quartz.Impl.AdoJobStore.Schema.create_sqlServer.sql";
    private const string Prefix = AdoConstants.DefaultTablePrefix;
    private const string Separator = "--;;";

    /// <summary>The statements that the scheduler's library brings along, each making only what is missing.</summary>
    public static IReadOnlyList<string> Statements { get; } = Read();

    /// <summary>The tables, in the order in which they are made.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Statements.Select(statement => Made().Match(statement)).Where(made => made.Success).Select(made => made.Groups[1].Value)];

    /// <summary>The statements as a script that a person can read and run.</summary>
    public static string Script() => string.Concat(Statements.Select(statement => statement + "\nGO\n\n"));

    /// <summary>What the application's role may do with the tables: rows come and go in all of them.</summary>
    public static string Rights(string role) =>
        string.Concat(Names.Order(StringComparer.Ordinal).Select(table => $"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {role};\n"));

    /// <summary>Makes what is missing.</summary>
    /// <exception cref="StoreRefusal">The login may not make tables.</exception>
    public static void Make(Database store)
    {
        using DbConnection connection = store.Connect();
        HashSet<string> there = new(StringComparer.OrdinalIgnoreCase);
        using (DbCommand command = Sql.Command(connection, null, "SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES"))
        {
            using DbDataReader reader = command.ExecuteReader();
            while (reader.Read())
                there.Add(reader.GetString(0));
        }

        if (Names.All(there.Contains))
            return;

        try
        {
            foreach (string statement in Statements)
                Sql.Execute(connection, null, statement);
        }
        catch (SqlException exception)
        {
            throw new StoreRefusal($"{store.Name} lacks tables of the scheduler, and they could not be made: let a login that may make "
                + $"tables give 'disburse db migrate', or carry out what 'disburse db script' prints. ({exception.Message})", exception)
            {
                Chinese = $"{store.Name} 缺少调度器的表，且无法建立：请由有权建表的登录名运行 disburse db migrate，或执行 disburse db script 输出的脚本。（{exception.Message}）",
            };
        }
    }

    private static string[] Read()
    {
        using Stream resource = typeof(AdoConstants).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException(
            $"The scheduler's library has no {Resource} any more.");
        using StreamReader reader = new(resource);
        string script = reader.ReadToEnd().Replace("{0}", Prefix, StringComparison.Ordinal).Replace("{1}", Prefix, StringComparison.Ordinal)
            .ReplaceLineEndings("\n");
        return [.. script.Split($"\n{Separator}\n").Select(part => Remark().Replace(part, "").Trim()).Where(part => part.Length > 0)];
    }

    [GeneratedRegex(@"CREATE TABLE (\w+)")]
    private static partial Regex Made();

    [GeneratedRegex(@"^--.*$\n?", RegexOptions.Multiline)]
    private static partial Regex Remark();
}
