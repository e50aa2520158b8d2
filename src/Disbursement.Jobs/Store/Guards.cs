using Disbursement.Domain.Batches;

namespace Disbursement.Jobs.Store;

/// <summary>A table whose rows stay what they were when they were written.</summary>
/// <param name="Table">Its name.</param>
/// <param name="Key">The column that is its key.</param>
/// <param name="Columns">The columns that never change; none where no column may change.</param>
internal sealed record AppendOnlyTable(string Table, string Key, params IReadOnlyList<string> Columns);

/// <summary>
/// What the database itself refuses, whatever program asks: to change what is sealed, to take a step that the life cycle does not know, to approve or release without
/// the act of a reviewer, and to approve or release what one made. Each provider has its own triggers for it.
/// </summary>
internal static class Guards
{
    public const string NotFollowing = "the life cycle does not allow this state";
    public const string MakerIsNotChecker = "who made a run may not approve or release its batches";
    public const string NoAct = "a batch needs the act of a reviewer on its present files";
    public const string Fixed = "what a payment is does not change";
    public const string Renumbered = "the number of a batch does not change";

    /// <summary>Tables that grow and do nothing else. A sealed value may be sealed anew with a newer key.</summary>
    public static IReadOnlyList<AppendOnlyTable> AppendOnly { get; } =
    [
        new("claimants", "number", "number", "run_number", "claimant_key", "region_code", "household_no", "role", "input_ordinal", "line", "facts", "applied_on", "standing_before"),
        new("decisions", "id"),
        new("transfers", "id"),
        new("audit", "sequence"),
        new("batch_acts", "id"),
        new("officer_names", "name"),
        new("run_makers", "id"),
        new("return_files", "id"),
        new("quarantine", "id", "id", "file_id", "line", "code", "payment_no", "expected", "found"),
        new("roster_imports", "id"),
        new("payees", "id", "id", "payment_no", "claimant_key", "officer_id", "officer", "reason", "recorded_at"),
    ];

    /// <summary>Tables whose rows move on and are never deleted, with their keys.</summary>
    public static IReadOnlyList<(string Table, string Key)> Kept { get; } = [("batches", "number"), ("payments", "id")];

    /// <summary>Columns of a payment that never change.</summary>
    public static IReadOnlyList<string> FixedOfPayment { get; } =
    [
        "id", "batch_number", "payment_no", "claimant_number", "months", "current_fen", "arrears_fen", "offset_fen", "amount_fen", "flags", "province_fen", "city_fen", "county_fen", "replaces",
    ];

    /// <summary>Whether a batch may go from one state to another, or stay.</summary>
    public static string BatchStep(string before, string after) =>
        Step([.. LifeCycle.BatchSteps.Select(step => (LifeCycle.Text(step.From), LifeCycle.Text(step.To)))], before, after);

    /// <summary>Whether a payment may go from one state to another, or stay.</summary>
    public static string PaymentStep(string before, string after) =>
        Step([.. LifeCycle.PaymentSteps.Select(step => (LifeCycle.Text(step.From), LifeCycle.Text(step.To)))], before, after);

    /// <summary>Whether the officer of an act had a hand in the run, under any name, or is no reviewer.</summary>
    public static string MadeOrNoReviewer(string act) => $"""
        NOT EXISTS (SELECT 1 FROM officers o WHERE o.id = {act}.officer_id AND o.role = 'reviewer')
          OR EXISTS (SELECT 1 FROM batches b JOIN run_makers m ON m.run_number = b.run_number
            WHERE b.number = {act}.batch_number AND (m.officer_id = {act}.officer_id
              OR m.name IN (SELECT n.name FROM officer_names n WHERE n.officer_id = {act}.officer_id)))
        """;

    /// <summary>The acts of reviewers that let a batch into its state, on the files that it has.</summary>
    public static string ActOn(string batch) => $"""
        SELECT 1 FROM batch_acts a WHERE a.batch_number = {batch}.number AND a.files_sha256 = {batch}.files_sha256
            AND a.act = CASE {batch}.state WHEN 'approved' THEN 'approve' ELSE 'release' END
        """;

    private static string Step((string From, string To)[] steps, string before, string after)
    {
        IEnumerable<string> each = steps.GroupBy(step => step.From).Select(from => $"({before} = '{from.Key}' AND {after} IN ({string.Join(", ", from.Select(step => $"'{step.To}'"))}))");
        return string.Join("\n  OR ", each.Prepend($"{before} = {after}"));
    }
}
