using Microsoft.EntityFrameworkCore.Migrations;

namespace Disbursement.Jobs.Store;

/// <summary>What the model cannot say: triggers that refuse to change or delete what is sealed.</summary>
internal static class AppendOnlyTriggers
{
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
