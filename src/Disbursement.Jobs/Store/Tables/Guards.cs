using Disbursement.Domain.Batches;
using Disbursement.Domain.Officers;

namespace Disbursement.Jobs.Store.Tables;

/// <summary>
/// What the database itself refuses, whatever program asks: to change what is sealed, to take a step that the life cycle does not know, to
/// approve or release without the act of a reviewer, and to approve or release what one made. Each provider has its own triggers for it.
/// </summary>
internal static class Guards
{
    public const string NotFollowing = "the life cycle does not allow this state";
    public const string MakerIsNotChecker = "who made a run may not approve or release its batches";
    public const string NoAct = "a batch needs the act of a reviewer on its present files";
    public const string Fixed = "what a payment is does not change";
    public const string Renumbered = "the number of a batch does not change";

    /// <summary>The columns that may not change in a table that is append-only: none where no column at all may.</summary>
    public static string[] Unchanging(StoredTable table) => table.Having(Traits.Sealed).Length == 0
        ? []
        : [.. table.Columns.Where(column => !column.Traits.HasFlag(Traits.Sealed)).Select(column => column.Name)];

    /// <summary>Whether a batch may go from one state to another, or stay.</summary>
    public static string BatchStep(string before, string after) =>
        Step([.. LifeCycle.BatchSteps.Select(step => (step.From.Word(), step.To.Word()))], before, after);

    /// <summary>Whether a payment may go from one state to another, or stay.</summary>
    public static string PaymentStep(string before, string after) =>
        Step([.. LifeCycle.PaymentSteps.Select(step => (step.From.Word(), step.To.Word()))], before, after);

    /// <summary>Whether the officer of an act had a hand in the run, under any name, or is no reviewer.</summary>
    public static string MadeOrNoReviewer(string act) => $"""
        NOT EXISTS (SELECT 1 FROM officers o WHERE o.id = {act}.officer_id AND o.role = {OfficerRole.Reviewer.Quoted()})
          OR EXISTS (SELECT 1 FROM batches b JOIN run_makers m ON m.run_number = b.run_number
            WHERE b.number = {act}.batch_number AND (m.officer_id = {act}.officer_id
              OR m.name IN (SELECT n.name FROM officer_names n WHERE n.officer_id = {act}.officer_id)))
        """;

    /// <summary>The states that a batch has by the act of a reviewer alone.</summary>
    public static string Signed { get; } = StoredWords.Listed([BatchState.Approved, BatchState.Released]);

    /// <summary>The acts of reviewers that let a batch into its state, on the files that it has.</summary>
    public static string ActOn(string batch) => $"""
        SELECT 1 FROM batch_acts a WHERE a.batch_number = {batch}.number AND a.files_sha256 = {batch}.files_sha256
            AND a.act = CASE {batch}.state WHEN {BatchState.Approved.Quoted()} THEN 'approve' ELSE 'release' END
        """;

    private static string Step((string From, string To)[] steps, string before, string after)
    {
        IEnumerable<string> each = steps.GroupBy(step => step.From)
            .Select(from => $"({before} = '{from.Key}' AND {after} IN ({string.Join(", ", from.Select(step => $"'{step.To}'"))}))");
        return string.Join("\n  OR ", each.Prepend($"{before} = {after}"));
    }
}
