using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Store.SqlServer;

/// <summary>
/// The triggers of a server's database, as statements. A trigger there sees all rows of a statement at once, also where there are none, and
/// its error takes the transaction with it. A migration has each of them as literal text; a test holds the two together.
/// </summary>
internal static class SqlServerTriggers
{
    /// <summary>
    /// All triggers by name. Rows before and after are paired by their keys, so no key may change: a batch under another number would have
    /// no state before. No insert replaces a row.
    /// </summary>
    public static IReadOnlyList<(string Name, string Sql)> All { get; } =
    [
        .. AllTables.AppendOnly.Select(table => Refuse($"{table.Name}_append_only", table.Name, "UPDATE, DELETE",
            $"EXISTS (SELECT 1 FROM deleted){Touched(table)}", $"{table.Name} is append-only")),
        .. AllTables.Kept.Select(table => Refuse(
            $"{table.Name}_kept", table.Name, "DELETE", "EXISTS (SELECT 1 FROM deleted)", $"{table.Name} are never deleted")),
        Refuse("batches_fixed", "batches", "UPDATE", "EXISTS (SELECT 1 FROM inserted) AND UPDATE(number)", Guards.Renumbered),
        Refuse("batches_life_cycle", "batches", "UPDATE", $"UPDATE(state) AND EXISTS (SELECT 1 FROM inserted i JOIN deleted d ON d.number "
            + $"= i.number\nWHERE NOT ({Guards.BatchStep("d.state", "i.state")}))", Guards.NotFollowing),
        Refuse("payments_life_cycle", "payments", "UPDATE", $"UPDATE(state) AND EXISTS (SELECT 1 FROM inserted i JOIN deleted d ON d.id = "
            + $"i.id\nWHERE NOT ({Guards.PaymentStep("d.state", "i.state")}))", Guards.NotFollowing),
        Refuse("payments_fixed", "payments", "UPDATE",
            $"EXISTS (SELECT 1 FROM inserted) AND ({AnyOf(PaymentsTable.Table.Having(Traits.Fixed))})", Guards.Fixed),
        Refuse("batch_acts_maker", "batch_acts", "INSERT",
            "EXISTS (SELECT 1 FROM inserted i WHERE i.act IN ('first-approve', 'approve', 'release') AND "
                + $"({Guards.MadeOrNoReviewer("i")}))",
            Guards.MakerIsNotChecker),
        Refuse("batches_need_act", "batches", "UPDATE",
            $"UPDATE(state) AND EXISTS (SELECT 1 FROM inserted i JOIN deleted d ON d.number = i.number\nWHERE d.state <> i.state AND "
                + $"i.state IN ({Guards.Signed}) AND NOT EXISTS ({Guards.ActOn("i")}))", Guards.NoAct),
    ];

    private static string Touched(StoredTable table) =>
        Guards.Unchanging(table) is { Length: > 0 } unchanging ? $" AND (NOT EXISTS (SELECT 1 FROM inserted) OR {AnyOf(unchanging)})" : "";

    private static string AnyOf(string[] columns) => string.Join(" OR ", columns.Select(column => $"UPDATE({column})"));

    private static (string Name, string Sql) Refuse(string name, string table, string on, string when, string message) =>
        (name, $"CREATE TRIGGER {name} ON {table} AFTER {on} AS BEGIN\nIF {when}\nBEGIN THROW 51000, '{message}', 1; END END");
}
