using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Store.Sqlite;

/// <summary>
/// The triggers of a SQLite file, as statements. A migration has each of them as literal text; a test holds the two together.
/// </summary>
internal static class SqliteTriggers
{
    /// <summary>
    /// INSERT OR REPLACE deletes a row without waking the trigger on deletion, so a key that exists is refused before it. These triggers
    /// would cost a run an undo journal for each of its rows: sealing drops them and makes them again inside its one transaction.
    /// </summary>
    public static IReadOnlyList<(string Name, string Sql)> AgainstReplace { get; } =
    [
        .. AllTables.AppendOnly.Where(table => table.Having(Traits.Written).Length > 0).Select(AgainstReplacing),
        .. AllTables.Kept.Select(table => Refuse($"{table.Name}_kept_insert", $"BEFORE INSERT ON {table.Name}",
            Exists(table.Name, table.Key), $"{table.Name} are never replaced")),
    ];

    /// <summary>All triggers by name.</summary>
    public static IReadOnlyList<(string Name, string Sql)> All { get; } =
    [
        .. AllTables.AppendOnly.SelectMany(AppendOnly),
        .. AllTables.AppendOnly.Select(AgainstReplacing).Concat(AgainstReplace).Distinct(),
        .. AllTables.Kept.Select(
            table => Refuse($"{table.Name}_kept_delete", $"BEFORE DELETE ON {table.Name}", null, $"{table.Name} are never deleted")),
        Refuse("batches_life_cycle", "BEFORE UPDATE OF state ON batches", $"NOT ({Guards.BatchStep("OLD.state", "NEW.state")})",
            Guards.NotFollowing),
        Refuse("payments_life_cycle", "BEFORE UPDATE OF state ON payments", $"NOT ({Guards.PaymentStep("OLD.state", "NEW.state")})",
            Guards.NotFollowing),
        Refuse("payments_fixed", $"BEFORE UPDATE OF {string.Join(", ", PaymentsTable.Table.Having(Traits.Fixed))} ON payments", null,
            Guards.Fixed),
        Refuse("batch_acts_maker", "BEFORE INSERT ON batch_acts",
            $"NEW.act IN ('first-approve', 'approve', 'release') AND ({Guards.MadeOrNoReviewer("NEW")})", Guards.MakerIsNotChecker),
        Refuse("batches_need_act", "BEFORE UPDATE OF state ON batches",
            $"OLD.state <> NEW.state AND NEW.state IN ({Guards.Signed}) AND NOT EXISTS ({Guards.ActOn("NEW")})", Guards.NoAct),
    ];

    private static IEnumerable<(string Name, string Sql)> AppendOnly(StoredTable table)
    {
        string[] unchanging = Guards.Unchanging(table);
        string of = unchanging.Length == 0 ? "" : $"OF {string.Join(", ", unchanging)} ";
        yield return Refuse($"{table.Name}_append_only_update", $"BEFORE UPDATE {of}ON {table.Name}", null, $"{table.Name} is append-only");
        yield return Refuse($"{table.Name}_append_only_delete", $"BEFORE DELETE ON {table.Name}", null, $"{table.Name} is append-only");
    }

    private static (string Name, string Sql) AgainstReplacing(StoredTable table) =>
        Refuse($"{table.Name}_append_only_insert", $"BEFORE INSERT ON {table.Name}", Exists(table.Name, table.Key),
            $"{table.Name} is append-only");

    private static string Exists(string table, string key) => $"EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})";

    private static (string Name, string Sql) Refuse(string name, string on, string? when, string message) =>
        (name, $"CREATE TRIGGER {name} {on}\n{(when is null ? "" : $"WHEN {when}\n")}BEGIN SELECT RAISE(ABORT, '{message}'); END");
}
