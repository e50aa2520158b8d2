using Microsoft.EntityFrameworkCore.Migrations;

namespace Disbursement.Jobs.Store;

/// <summary>What the model cannot say: triggers that refuse to change or delete what is sealed.</summary>
internal static class AppendOnlyTriggers
{
    /// <summary>
    /// INSERT OR REPLACE deletes without telling the delete trigger: a key that exists is refused before it. These triggers would cost a run an undo
    /// journal for each of its rows, so sealing takes them away and puts them back inside its one transaction.
    /// </summary>
    public static IReadOnlyList<string> GuardsAgainstReplace { get; } =
    [
        .. Keys.Select(table =>
            $"CREATE TRIGGER {table.Name}_append_only_insert BEFORE INSERT ON {table.Name} WHEN EXISTS (SELECT 1 FROM {table.Name} WHERE {table.Key} = NEW.{table.Key}) BEGIN SELECT RAISE(ABORT, '{table.Name} is append-only'); END;"),
    ];

    /// <summary>Takes the guards away for the length of a transaction.</summary>
    public static IReadOnlyList<string> LiftGuards { get; } = [.. Keys.Select(table => $"DROP TRIGGER {table.Name}_append_only_insert;")];

    private static IEnumerable<(string Name, string Key)> Keys => [("claimants", "number"), ("decisions", "id"), ("transfers", "id")];

    public static void OnSqlite(MigrationBuilder migration)
    {
        foreach (string table in DisbursementDb.AppendOnlyTables)
        {
            foreach (string act in new[] { "UPDATE", "DELETE" })
            {
                migration.Sql(
                    $"CREATE TRIGGER {table}_append_only_{act.ToLowerInvariant()} BEFORE {act} ON {table} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;");
            }
        }

        foreach (string trigger in GuardsAgainstReplace)
            migration.Sql(trigger);

        // Found by key alone: a table clustered by its key needs one look where a table with an index needs two.
        migration.Sql("DROP TABLE standings;");
        migration.Sql("CREATE TABLE standings (claimant_key BLOB NOT NULL CONSTRAINT PK_standings PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;");
    }

    public static void OnSqlServer(MigrationBuilder migration)
    {
        foreach (string table in DisbursementDb.AppendOnlyTables)
        {
            migration.Sql(
                $"EXEC('CREATE TRIGGER {table}_append_only ON {table} AFTER UPDATE, DELETE AS BEGIN ROLLBACK TRANSACTION; THROW 51000, ''{table} is append-only'', 1; END')");
        }
    }
}
