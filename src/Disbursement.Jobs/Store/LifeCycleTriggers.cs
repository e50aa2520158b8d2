using Disbursement.Domain.Batches;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Disbursement.Jobs.Store;

/// <summary>
/// The life cycle as the database itself enforces it, whatever program asks: which states follow which, that nobody approves or releases what they made,
/// and that no batch is approved or released without the act of a reviewer on the very bytes.
/// </summary>
internal static class LifeCycleTriggers
{
    private const string NotFollowing = "the life cycle does not allow this state";
    private const string MakerIsNotChecker = "who made a run may not approve or release its batches";
    private const string NoAct = "a batch needs the act of a reviewer on its present files";
    private const string Fixed = "what a payment is does not change";
    private const string Renumbered = "the number of a batch does not change";
    private const string FixedColumns = "id, batch_number, payment_no, claimant_number, months, current_fen, arrears_fen, offset_fen, amount_fen, flags, province_fen, city_fen, county_fen, replaces";

    private static readonly (string From, string To)[] BatchSteps = [.. LifeCycle.BatchSteps.Select(step => (LifeCycle.Text(step.From), LifeCycle.Text(step.To)))];
    private static readonly (string From, string To)[] PaymentSteps = [.. LifeCycle.PaymentSteps.Select(step => (LifeCycle.Text(step.From), LifeCycle.Text(step.To)))];

    public static void OnSqlite(MigrationBuilder migration)
    {
        Sqlite(migration, "batches_life_cycle", "UPDATE OF state ON batches", $"NOT ({Allowed(BatchSteps, "OLD.state", "NEW.state")})", NotFollowing);
        Sqlite(migration, "payments_life_cycle", "UPDATE OF state ON payments", $"NOT ({Allowed(PaymentSteps, "OLD.state", "NEW.state")})", NotFollowing);
        Sqlite(migration, "payments_fixed", $"UPDATE OF {FixedColumns} ON payments", null, Fixed);
        Sqlite(migration, "batch_acts_maker", "INSERT ON batch_acts", $"NEW.act IN ('approve', 'release') AND ({Made("NEW")})", MakerIsNotChecker);
        Sqlite(migration, "batches_need_act", "UPDATE OF state ON batches", $"OLD.state <> NEW.state AND NEW.state IN ('approved', 'released') AND NOT EXISTS ({Act("NEW")})", NoAct);
    }

    /// <summary>The same over all rows of a statement. Rows before and after are paired by their keys, so no key may change: a batch under another number would have no state before.</summary>
    public static void OnSqlServer(MigrationBuilder migration)
    {
        SqlServer(migration, "batches_fixed", "batches", "UPDATE", "EXISTS (SELECT 1 FROM inserted) AND UPDATE(number)", Renumbered);
        SqlServer(migration, "batches_life_cycle", "batches", "UPDATE", $"UPDATE(state) AND EXISTS (SELECT 1 FROM inserted i JOIN deleted d ON d.number = i.number WHERE NOT ({Allowed(BatchSteps, "d.state", "i.state")}))", NotFollowing);
        SqlServer(migration, "payments_life_cycle", "payments", "UPDATE", $"UPDATE(state) AND EXISTS (SELECT 1 FROM inserted i JOIN deleted d ON d.id = i.id WHERE NOT ({Allowed(PaymentSteps, "d.state", "i.state")}))", NotFollowing);
        SqlServer(migration, "payments_fixed", "payments", "UPDATE", $"EXISTS (SELECT 1 FROM inserted) AND ({string.Join(" OR ", FixedColumns.Split(", ").Select(column => $"UPDATE({column})"))})", Fixed);
        SqlServer(migration, "batch_acts_maker", "batch_acts", "INSERT", $"EXISTS (SELECT 1 FROM inserted i WHERE i.act IN ('approve', 'release') AND ({Made("i")}))", MakerIsNotChecker);
        SqlServer(migration, "batches_need_act", "batches", "UPDATE", $"UPDATE(state) AND EXISTS (SELECT 1 FROM inserted i JOIN deleted d ON d.number = i.number WHERE d.state <> i.state AND i.state IN ('approved', 'released') AND NOT EXISTS ({Act("i")}))", NoAct);
    }

    private static string Allowed((string From, string To)[] steps, string before, string after) =>
        $"{before} = {after} OR " + string.Join(" OR ", steps.GroupBy(step => step.From).Select(from => $"({before} = '{from.Key}' AND {after} IN ({string.Join(", ", from.Select(step => $"'{step.To}'"))}))"));

    /// <summary>Whether the officer of an act had a hand in the run, under any name, or is no reviewer.</summary>
    private static string Made(string act) =>
        $"NOT EXISTS (SELECT 1 FROM officers o WHERE o.id = {act}.officer_id AND o.role = 'reviewer') OR EXISTS (SELECT 1 FROM batches b JOIN run_makers m ON m.run_number = b.run_number WHERE b.number = {act}.batch_number AND (m.officer_id = {act}.officer_id OR m.name IN (SELECT n.name FROM officer_names n WHERE n.officer_id = {act}.officer_id)))";

    private static string Act(string batch) =>
        $"SELECT 1 FROM batch_acts a WHERE a.batch_number = {batch}.number AND a.files_sha256 = {batch}.files_sha256 AND a.act = CASE {batch}.state WHEN 'approved' THEN 'approve' ELSE 'release' END";

    private static void Sqlite(MigrationBuilder migration, string name, string on, string? when, string message) =>
        migration.Sql($"CREATE TRIGGER {name} BEFORE {on} {(when is null ? "" : $"WHEN {when} ")}BEGIN SELECT RAISE(ABORT, '{message}'); END;");

    private static void SqlServer(MigrationBuilder migration, string name, string table, string on, string when, string message)
    {
        string body = $"CREATE TRIGGER {name} ON {table} AFTER {on} AS BEGIN IF {when} BEGIN THROW 51000, '{message}', 1; END END";
        migration.Sql($"EXEC('{body.Replace("'", "''", StringComparison.Ordinal)}')");
    }
}
