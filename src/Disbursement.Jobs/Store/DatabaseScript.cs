using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Disbursement.Jobs.Store;

/// <summary>The database as SQL: what migrations do, and what the application's login may do on SQL Server.</summary>
internal static class DatabaseScript
{
    public const string Role = "disburse_application";
    private const string Turns = "turns";

    /// <summary>Tables with rows that move on.</summary>
    private static readonly string[] Changed = ["runs", "batches", "batch_files", "payments", "standings", "officers", "manifests", Turns];

    /// <summary>Tables whose rows follow from others.</summary>
    private static readonly string[] Emptied = ["standings", "standings_staged", "run_parts", "run_claims"];

    /// <summary>Everything from an empty database on; on SQL Server each step only where it is still to come.</summary>
    public static string Of(bool isSqlServer)
    {
        using DisbursementDb db = isSqlServer ? new SqlServerDesign().CreateDbContext([]) : new SqliteDesign().CreateDbContext([]);
        return db.GetService<IMigrator>().GenerateScript(options: isSqlServer ? MigrationsSqlGenerationOptions.Idempotent : MigrationsSqlGenerationOptions.Default);
    }

    /// <summary>
    /// The least that the application needs on SQL Server: it reads everywhere, adds to what grows, changes what has a life cycle, and neither changes what is sealed nor
    /// touches tables or triggers. Migrations are run under another login.
    /// </summary>
    public static string Roles()
    {
        using SqlServerDisbursementDb db = new SqlServerDesign().CreateDbContext([]);
        List<string> lines = [$"IF DATABASE_PRINCIPAL_ID('{Role}') IS NULL CREATE ROLE {Role};"];
        foreach (string table in db.Model.GetEntityTypes().Select(entity => entity.GetTableName()!).Order(StringComparer.Ordinal))
            lines.AddRange(RightsOn(table));
        lines.Add($"GRANT SELECT ON __EFMigrationsHistory TO {Role};");
        lines.Add($"-- ALTER ROLE {Role} ADD MEMBER [the login's user];");
        lines.Add("-- ALTER DATABASE CURRENT SET READ_COMMITTED_SNAPSHOT ON; -- so that reviewers do not wait for a run");
        return string.Join('\n', lines) + "\n";
    }

    /// <summary>What is granted on a table, and what is denied for good; definitions are seen so that <c>db check</c> finds a trigger that is gone.</summary>
    private static IEnumerable<string> RightsOn(string table)
    {
        yield return $"GRANT SELECT, VIEW DEFINITION ON {table} TO {Role};";
        if (table != Turns)
            yield return $"GRANT INSERT ON {table} TO {Role};";

        string[] resealed = [.. DisbursementDb.SealedColumns.Where(column => column.Table == table).Select(column => column.Column)];
        if (Changed.Contains(table))
            yield return $"GRANT UPDATE ON {table} TO {Role};";
        else if (resealed.Length > 0)
            yield return $"GRANT UPDATE ON {table} ({string.Join(", ", resealed)}) TO {Role};";
        else
            yield return $"DENY UPDATE ON {table} TO {Role};";

        yield return $"{(Emptied.Contains(table) ? "GRANT" : "DENY")} DELETE ON {table} TO {Role};";
    }
}
