using Disbursement.Domain.Batches;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Store.Payments;

/// <summary>A batch that waits for a reviewer.</summary>
/// <param name="Id">Its name.</param>
/// <param name="County">Whose it is.</param>
/// <param name="State">proposed or approved.</param>
/// <param name="Since">Since when it is in that state.</param>
/// <param name="Payments">How many payments wait in it.</param>
/// <param name="Fen">Their amount.</param>
internal sealed record WaitingBatch(string Id, string County, string State, DateTimeOffset Since, int Payments, long Fen)
{
    /// <summary>Who has given the first of two approvals of the files as they are; null where nobody has.</summary>
    public int? FirstBy { get; init; }

    /// <summary>Whole days that it has waited.</summary>
    public int Days(DateTimeOffset now) => (int)Math.Max(0, (now - Since).TotalDays);
}

/// <summary>Batches that nobody has approved, or released, yet.</summary>
internal static class WaitingBatches
{
    public static IReadOnlyList<WaitingBatch> List(DisbursementDb db)
    {
        string proposed = LifeCycle.Text(BatchState.Proposed), approved = LifeCycle.Text(BatchState.Approved);
        Dictionary<int, DateTimeOffset> runs = db.Runs.ToRead().Where(run => run.State == RunState.Sealed)
            .ToDictionary(run => run.Number, run => run.SealedAt ?? run.StartedAt);
        BatchRecord[] batches =
            [.. db.Batches.ToRead().Where(batch => batch.State == proposed || batch.State == approved).OrderBy(batch => batch.Number)];
        Dictionary<int, BatchActRecord> last = db.BatchActs.ToRead()
            .Where(act => db.Batches.Any(batch => batch.Number == act.BatchNumber && (batch.State == proposed || batch.State == approved)))
            .OrderBy(act => act.Id).AsEnumerable().GroupBy(act => act.BatchNumber).ToDictionary(acts => acts.Key, acts => acts.Last());
        return
        [
            .. batches.Where(batch => runs.ContainsKey(batch.RunNumber))
                .Select(batch => new WaitingBatch(
                    batch.Id, batch.County, batch.State, last.TryGetValue(batch.Number, out BatchActRecord? act)
                        ? DateTimeOffset.FromUnixTimeSeconds(act.RecordedAt)
                        : runs[batch.RunNumber], batch.Payments, batch.TotalFen)
                {
                    FirstBy = batch.State == proposed && act is { Act: BatchActRecord.FirstApproval } first
                        && first.FilesSha256 == batch.FilesSha256 ? first.OfficerId : null,
                }),
        ];
    }
}
