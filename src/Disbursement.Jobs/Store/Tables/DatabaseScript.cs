using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Disbursement.Jobs.Store.Tables;

/// <summary>The database as SQL: what migrations do, and what the application's login may do on SQL Server.</summary>
internal static class DatabaseScript
{
    public const string Role = "disburse_application";

    /// <summary>Everything from an empty database on; on SQL Server each step only where it is still to come.</summary>
    public static string Of(bool isSqlServer)
    {
        using DisbursementDb db = isSqlServer ? new SqlServerDesign().CreateDbContext([]) : new SqliteDesign().CreateDbContext([]);
        return db.GetService<IMigrator>()
            .GenerateScript(options: isSqlServer ? MigrationsSqlGenerationOptions.Idempotent : MigrationsSqlGenerationOptions.Default);
    }

    /// <summary>
    /// The least that the application needs on SQL Server: it reads everywhere, adds to what grows, changes what has a life cycle, and
    /// neither changes what is sealed nor touches tables or triggers. Migrations are run under another login.
    /// </summary>
    public static string Roles()
    {
        List<string> lines = [$"IF DATABASE_PRINCIPAL_ID('{Role}') IS NULL CREATE ROLE {Role};"];
        foreach (StoredTable table in AllTables.Everywhere.Concat(AllTables.OfServer).OrderBy(table => table.Name, StringComparer.Ordinal))
            lines.AddRange(RightsOn(table));
        lines.Add($"GRANT SELECT ON __EFMigrationsHistory TO {Role};");
        lines.Add($"-- ALTER ROLE {Role} ADD MEMBER [the login's user];");
        lines.Add("-- ALTER DATABASE CURRENT SET READ_COMMITTED_SNAPSHOT ON; -- so that reviewers do not wait for a run");
        return string.Join('\n', lines) + "\n";
    }

    /// <summary>
    /// What is granted on a table, and what is denied for good; definitions are seen so that <c>db check</c> finds a trigger that is gone.
    /// </summary>
    private static IEnumerable<string> RightsOn(StoredTable table)
    {
        yield return $"GRANT SELECT, VIEW DEFINITION ON {table.Name} TO {Role};";
        if (table != TurnsTable.Table)
            yield return $"GRANT INSERT ON {table.Name} TO {Role};";

        string[] resealed = table.Having(Traits.Sealed);
        if (table.Lifetime is Lifetime.Kept or Lifetime.Changed or Lifetime.Derived)
            yield return $"GRANT UPDATE ON {table.Name} TO {Role};";
        else if (resealed.Length > 0)
            yield return $"GRANT UPDATE ON {table.Name} ({string.Join(", ", resealed)}) TO {Role};";
        else
            yield return $"DENY UPDATE ON {table.Name} TO {Role};";

        yield return $"{(table.Lifetime is Lifetime.Derived or Lifetime.Passing ? "GRANT" : "DENY")} DELETE ON {table.Name} TO {Role};";
    }
}
