using Disbursement.Domain.Batches;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Review.Elements;
using Disbursement.Jobs.Review.Words;
using Disbursement.Jobs.Store.Books;

namespace Disbursement.Jobs.Review.Lists;

/// <summary>Which batches somebody wants to see; null or empty for any.</summary>
internal sealed record BatchFilter(string? Run, string? State, string? County, string? Scheme)
{
    /// <summary>Whether a batch is one of them.</summary>
    public bool Takes(BatchLine line) => Fits(Run, line.Run) && Fits(State, line.Batch.State.Word()) && Fits(County, line.Batch.County)
        && Fits(Scheme, line.Batch.Scheme);

    private static bool Fits(string? wanted, string value) => string.IsNullOrEmpty(wanted) || wanted == value;
}

/// <summary>The list of batches, as its page shows it and as it is exported.</summary>
internal static class BatchList
{
    /// <summary>The columns.</summary>
    public static ListColumns Columns { get; } = ListColumns.Of(Text.Batch, Text.County, Text.Scheme, Text.State, Text.Payments,
        Text.Amount, Text.TakenBack, Text.Held, Text.Failed, Text.WaitsDays, Text.Notes);

    /// <summary>By what batches are added up.</summary>
    public static IReadOnlyList<ListGrouping<BatchLine>> Groupings { get; } =
    [
        new("county", Text.County, line => line.Batch.County, (county, desk, _) => desk.County(county)),
        new("scheme", Text.Scheme, line => line.Batch.Scheme, (scheme, _, language) => language.Scheme(scheme)),
        new("state", Text.State, line => line.Batch.State.Word(), (state, _, language) => language.State(state)),
        new("run", Text.RunNo, line => line.Run, (run, _, _) => run),
    ];

    /// <summary>Batches added up; null where nothing goes by that name.</summary>
    public static ListGroups? Groups(string? by, IEnumerable<BatchLine> lines, Desk desk, Language language) =>
        Groupings.FirstOrDefault(one => one.Name == by) is { } grouping
            ? ListGroups.Of(lines, grouping, desk, language,
                [(Text.NavBatches, _ => 1), (Text.Payments, line => line.Batch.Payments), (Text.Held, line => line.Held),
                    (Text.Failed, line => line.Failed)],
                [(Text.Amount, line => line.Batch.TotalFen), (Text.TakenBack, line => line.Batch.RecoveredFen)])
            : null;

    /// <summary>Days for which a batch has waited for an officer; null where none is awaited.</summary>
    public static int? Waits(BatchLine line, DateTimeOffset now) =>
        line.Batch.State is BatchState.Proposed or BatchState.Approved ? (int)(now - line.StartedAt).TotalDays : null;
}
