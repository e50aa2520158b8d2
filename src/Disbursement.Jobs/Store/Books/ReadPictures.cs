using Disbursement.Domain.Batches;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Store.Books;

/// <summary>Heads and money of one scheme in one county and year: yearly batches that were not rejected.</summary>
internal sealed record PaidSum(int Year, string County, string Scheme, long Heads, long Fen);

/// <summary>Payments of a run in one county that are in the same state.</summary>
internal sealed record RunOutcome(string Run, string County, PaymentState State, long Payments, long Fen);

/// <summary>Households that a run accepted and rejected.</summary>
internal sealed record RunIntake(string Run, long Accepted, long Rejected);

/// <summary>How long a batch has waited for an approval, or did.</summary>
internal sealed record ApprovalWait(string Batch, string County, string Scheme, long Fen, DateTimeOffset Since, DateTimeOffset? ApprovedAt);

/// <summary>What the pictures are drawn from, over all counties.</summary>
internal sealed record PictureSums(IReadOnlyList<PaidSum> Paid, IReadOnlyList<RunOutcome> Outcomes, IReadOnlyList<RunIntake> Intakes,
    IReadOnlyList<ApprovalWait> Waits);

/// <summary>
/// Sums up the books for pictures. One look through the payments; whoever asks often keeps the answer for as long as nobody has acted.
/// </summary>
internal static class ReadPictures
{
    /// <summary>Tells one state of the books from the next: every change is an act on record.</summary>
    public static long StateOf(DisbursementDb db) => db.Audit.ToRead().Max(act => (long?)act.Sequence) ?? 0;

    public static PictureSums Run(DisbursementDb db)
    {
        BatchRecord[] batches = [.. db.Batches.ToRead()];
        Dictionary<int, RunRecord> runs = db.Runs.ToRead().ToDictionary(run => run.Number);
        return new PictureSums(Paid(batches, runs), Outcomes(db, batches, runs), Intakes(db, runs), Waits(db, batches, runs));
    }

    private static PaidSum[] Paid(BatchRecord[] batches, Dictionary<int, RunRecord> runs) =>
    [
        .. batches.Where(batch => batch.State != BatchState.Rejected && runs[batch.RunNumber].Kind == RunKind.Yearly)
        .GroupBy(batch => (runs[batch.RunNumber].Year, batch.County, batch.Scheme))
            .Select(group => new PaidSum(group.Key.Year, group.Key.County, group.Key.Scheme, group.Sum(batch => (long)batch.Payments),
                group.Sum(batch => batch.TotalFen))),
    ];

    private static RunOutcome[] Outcomes(DisbursementDb db, BatchRecord[] batches, Dictionary<int, RunRecord> runs)
    {
        var sums = db.Payments.ToRead().GroupBy(payment => new { payment.BatchNumber, payment.State }).Select(
            group => new { group.Key.BatchNumber, group.Key.State, Count = group.LongCount(),
                Fen = group.Sum(payment => payment.AmountFen) }).ToArray();
        Dictionary<int, BatchRecord> known = batches.ToDictionary(batch => batch.Number);
        return
        [
            .. sums.Select(sum => (Batch: known[sum.BatchNumber], Sum: sum))
            .GroupBy(one => (one.Batch.RunNumber, one.Batch.County, one.Sum.State)).OrderBy(group => group.Key.RunNumber)
                .Select(group => new RunOutcome(runs[group.Key.RunNumber].Id, group.Key.County, group.Key.State,
                    group.Sum(one => one.Sum.Count), group.Sum(one => one.Sum.Fen))),
        ];
    }

    private static RunIntake[] Intakes(DisbursementDb db, Dictionary<int, RunRecord> runs)
    {
        var sums = db.RunInputs.ToRead().GroupBy(input => input.RunNumber).Select(group => new { group.Key,
            Accepted = group.Sum(input => input.Accepted), Rejected = group.Sum(input => input.Rejected) }).ToArray();
        return [.. sums.OrderBy(sum => sum.Key).Select(sum => new RunIntake(runs[sum.Key].Id, sum.Accepted, sum.Rejected))];
    }

    private static ApprovalWait[] Waits(DisbursementDb db, BatchRecord[] batches, Dictionary<int, RunRecord> runs)
    {
        Dictionary<int, long> approved = db.BatchActs.ToRead().Where(act => act.Act == "approve").GroupBy(act => act.BatchNumber)
            .Select(group => new { group.Key, At = group.Max(act => act.RecordedAt) }).ToDictionary(group => group.Key, group => group.At);
        return
        [
            .. batches.Where(batch => batch.State == BatchState.Proposed || approved.ContainsKey(batch.Number))
                .OrderBy(batch => batch.Number)
            .Select(batch => new ApprovalWait(
                batch.Id, batch.County, batch.Scheme, batch.TotalFen, runs[batch.RunNumber].SealedAt ?? runs[batch.RunNumber].StartedAt,
                batch.State != BatchState.Proposed && approved.TryGetValue(batch.Number, out long at)
                    ? DateTimeOffset.FromUnixTimeSeconds(at)
                    : null)),
        ];
    }
}
