using Microsoft.EntityFrameworkCore.Migrations;

namespace Disbursement.Jobs.Store;

/// <summary>What the model cannot say: triggers that refuse to change or delete what is sealed.</summary>
internal static class AppendOnlyTriggers
{
    private static readonly (string Name, string Key)[] Sealed = [("claimants", "number"), ("decisions", "id"), ("transfers", "id")];
    private static readonly (string Name, string Key)[] Kept = [("batches", "number"), ("payments", "id")];

    /// <summary>
    /// INSERT OR REPLACE deletes without telling the delete trigger: a key that exists is refused before it. These triggers would cost a run an undo
    /// journal for each of its rows, so sealing takes them away and puts them back inside its one transaction.
    /// </summary>
    public static IReadOnlyList<string> GuardsAgainstReplace { get; } = [.. Sealed.Select(GuardAppendOnly), .. Kept.Select(GuardKept)];

    /// <summary>Takes the guards away for the length of a transaction.</summary>
    public static IReadOnlyList<string> LiftGuards { get; } =
        [.. Sealed.Select(table => $"DROP TRIGGER {table.Name}_append_only_insert;"), .. Kept.Select(table => $"DROP TRIGGER {table.Name}_kept_insert;")];

    /// <summary>The first step: what a run seals.</summary>
    public static void OnSqlite(MigrationBuilder migration)
    {
        foreach ((string table, _) in Sealed)
            Refuse(migration, table, $"UPDATE ON {table}", $"DELETE ON {table}");
        foreach ((string Name, string Key) table in Sealed)
            migration.Sql(GuardAppendOnly(table));

        // Found by key alone: a table clustered by its key needs one look where a table with an index needs two.
        migration.Sql("DROP TABLE standings;");
        migration.Sql("CREATE TABLE standings (claimant_key BLOB NOT NULL CONSTRAINT PK_standings PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;");
    }

    /// <summary>All of it on SQL Server, where no row is replaced by an insert. A trigger there sees all rows of a statement at once, also where there are none; its error takes the transaction with it.</summary>
    public static void OnSqlServer(MigrationBuilder migration)
    {
        foreach ((string table, string columns) in ((string, string)[])[("claimants", ClaimantColumns), ("decisions", ""), ("transfers", ""), .. ActTables.Select(one => (one.Name, one.Columns)), ("payees", PayeeColumns)])
        {
            string touched = columns.Length == 0 ? "" : $" AND (NOT EXISTS (SELECT 1 FROM inserted) OR {string.Join(" OR ", columns.Split(", ").Select(column => $"UPDATE({column})"))})";
            migration.Sql($"EXEC('CREATE TRIGGER {table}_append_only ON {table} AFTER UPDATE, DELETE AS BEGIN IF EXISTS (SELECT 1 FROM deleted){touched} BEGIN THROW 51000, ''{table} is append-only'', 1; END END')");
        }

        foreach ((string table, _) in Kept)
            migration.Sql($"EXEC('CREATE TRIGGER {table}_kept ON {table} AFTER DELETE AS BEGIN IF EXISTS (SELECT 1 FROM deleted) BEGIN THROW 51000, ''{table} are never deleted'', 1; END END')");
    }

    /// <summary>The second step: what officers do. A sealed value may be sealed anew with a newer key; nothing else of its row may change.</summary>
    public static void ActsOnSqlite(MigrationBuilder migration)
    {
        foreach ((string table, string key, string columns) in ActTables)
        {
            Refuse(migration, table, columns.Length == 0 ? $"UPDATE ON {table}" : $"UPDATE OF {columns} ON {table}", $"DELETE ON {table}");
            migration.Sql(GuardAppendOnly((table, key)));
        }

        migration.Sql("DROP TRIGGER claimants_append_only_update;");
        migration.Sql($"CREATE TRIGGER claimants_append_only_update BEFORE UPDATE OF {ClaimantColumns} ON claimants BEGIN SELECT RAISE(ABORT, 'claimants is append-only'); END;");
        foreach ((string Name, string Key) table in Kept)
        {
            migration.Sql(GuardKept(table));
            migration.Sql($"CREATE TRIGGER {table.Name}_kept_delete BEFORE DELETE ON {table.Name} BEGIN SELECT RAISE(ABORT, '{table.Name} are never deleted'); END;");
        }
    }

    /// <summary>The third step: accounts that officers gave.</summary>
    public static void PayeesOnSqlite(MigrationBuilder migration)
    {
        Refuse(migration, "payees", $"UPDATE OF {PayeeColumns} ON payees", "DELETE ON payees");
        migration.Sql(GuardAppendOnly(("payees", "id")));
    }

    private const string PayeeColumns = "id, payment_no, claimant_key, officer_id, officer, reason, recorded_at";

    private const string ClaimantColumns = "number, run_number, claimant_key, region_code, household_no, role, input_ordinal, line, facts, applied_on, standing_before";

    private static readonly (string Name, string Key, string Columns)[] ActTables =
    [
        ("audit", "sequence", ""),
        ("batch_acts", "id", ""),
        ("officer_names", "name", ""),
        ("run_makers", "id", ""),
        ("return_files", "id", ""),
        ("quarantine", "id", "id, file_id, line, code, payment_no, expected, found"),
        ("roster_imports", "id", ""),
    ];

    private static string GuardAppendOnly((string Name, string Key) table) =>
        $"CREATE TRIGGER {table.Name}_append_only_insert BEFORE INSERT ON {table.Name} WHEN EXISTS (SELECT 1 FROM {table.Name} WHERE {table.Key} = NEW.{table.Key}) BEGIN SELECT RAISE(ABORT, '{table.Name} is append-only'); END;";

    private static string GuardKept((string Name, string Key) table) =>
        $"CREATE TRIGGER {table.Name}_kept_insert BEFORE INSERT ON {table.Name} WHEN EXISTS (SELECT 1 FROM {table.Name} WHERE {table.Key} = NEW.{table.Key}) BEGIN SELECT RAISE(ABORT, '{table.Name} are never replaced'); END;";

    private static void Refuse(MigrationBuilder migration, string table, string update, string delete)
    {
        migration.Sql($"CREATE TRIGGER {table}_append_only_update BEFORE {update} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;");
        migration.Sql($"CREATE TRIGGER {table}_append_only_delete BEFORE {delete} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;");
    }
}
