using Disbursement.Domain.Batches;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Store.Payments;

/// <summary>A batch that waits for a reviewer.</summary>
/// <param name="Id">Its name.</param>
/// <param name="State">proposed or approved.</param>
/// <param name="Since">Since when it is in that state.</param>
/// <param name="Payments">How many payments wait in it.</param>
/// <param name="Fen">Their amount.</param>
internal sealed record WaitingBatch(string Id, string State, DateTimeOffset Since, int Payments, long Fen)
{
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
        Dictionary<int, long> acts = db.BatchActs.ToRead()
            .Where(act => db.Batches.Any(batch => batch.Number == act.BatchNumber && (batch.State == proposed || batch.State == approved)))
            .GroupBy(act => act.BatchNumber).Select(group => new { group.Key, Last = group.Max(act => act.RecordedAt) })
            .ToDictionary(group => group.Key, group => group.Last);
        return
        [
            .. batches.Where(batch => runs.ContainsKey(batch.RunNumber))
                .Select(batch => new WaitingBatch(
                    batch.Id, batch.State, acts.TryGetValue(batch.Number, out long last)
                        ? DateTimeOffset.FromUnixTimeSeconds(last)
                        : runs[batch.RunNumber], batch.Payments, batch.TotalFen)),
        ];
    }
}
