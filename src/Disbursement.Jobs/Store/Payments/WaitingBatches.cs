using Disbursement.Domain.Batches;
using Disbursement.Domain.Periods;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Store.Payments;

/// <summary>A batch that waits for a reviewer.</summary>
/// <param name="Id">Its name.</param>
/// <param name="County">Whose it is.</param>
/// <param name="State">proposed or approved.</param>
/// <param name="Since">Since when it is in that state.</param>
/// <param name="Payments">How many payments wait in it.</param>
/// <param name="Fen">Their amount.</param>
internal sealed record WaitingBatch(string Id, string County, BatchState State, DateTimeOffset Since, int Payments, long Fen)
{
    /// <summary>Who has given the first of two approvals of the files as they are; null where nobody has.</summary>
    public int? FirstBy { get; init; }

    /// <summary>Days of the calendar that it has waited, as everything that waits is counted.</summary>
    public int Days(DateTimeOffset now) => Math.Max(0, Instants.DayInChina(now).DayNumber - Instants.DayInChina(Since).DayNumber);
}

/// <summary>Batches that nobody has approved, or released, yet.</summary>
internal static class WaitingBatches
{
    /// <summary>
    /// The first of two approvals of a batch, of its files as they are; null where there is none, or another act came after it.
    /// </summary>
    /// <param name="acts">What was done to the batch, in order.</param>
    /// <param name="filesSha256">The hash of its files.</param>
    public static BatchActRecord? FirstApproval(IEnumerable<BatchActRecord> acts, string filesSha256) =>
        acts.LastOrDefault() is { Act: BatchActRecord.FirstApproval } first && first.FilesSha256 == filesSha256 ? first : null;

    public static IReadOnlyList<WaitingBatch> List(DisbursementDb db)
    {
        Dictionary<int, DateTimeOffset> runs = db.Runs.ToRead().Where(run => run.State == RunState.Sealed)
            .ToDictionary(run => run.Number, run => run.SealedAt ?? run.StartedAt);
        BatchRecord[] batches =
            [.. db.Batches.ToRead().Where(batch => batch.State == BatchState.Proposed || batch.State == BatchState.Approved)
                .OrderBy(batch => batch.Number)];
        ILookup<int, BatchActRecord> acts = db.BatchActs.ToRead()
            .Where(act => db.Batches.Any(batch => batch.Number == act.BatchNumber
                && (batch.State == BatchState.Proposed || batch.State == BatchState.Approved)))
            .OrderBy(act => act.Id).ToLookup(act => act.BatchNumber);
        return
        [
            .. batches.Where(batch => runs.ContainsKey(batch.RunNumber))
                .Select(batch => new WaitingBatch(
                    batch.Id, batch.County, batch.State, acts[batch.Number].LastOrDefault() is { } act
                        ? DateTimeOffset.FromUnixTimeSeconds(act.RecordedAt)
                        : runs[batch.RunNumber], batch.Payments, batch.TotalFen)
                {
                    FirstBy = FirstApproval(acts[batch.Number], batch.FilesSha256)?.OfficerId,
                }),
        ];
    }
}
