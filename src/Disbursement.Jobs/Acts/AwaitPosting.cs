using Disbursement.Domain.Batches;
using Disbursement.Domain.Officers;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Words;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Acts;

/// <summary>
/// Where the pack says so, a batch is approved only after its payments were posted publicly for as long as the pack says. What is paid
/// again was posted before.
/// </summary>
internal sealed class AwaitPosting(ActSetting setting)
{
    /// <summary>Today in China.</summary>
    public DateOnly Today => Day(setting.Clock);

    /// <summary>Today in China by a clock.</summary>
    public static DateOnly Day(TimeProvider clock) => Instants.DayInChina(clock.GetUtcNow());

    /// <summary>The terms of posting of the pack that a run went by.</summary>
    public PostingTerms TermsOf(RunRecord run) => setting.Archived.PackOf(run).PostingTerms;

    /// <summary>How a batch stands to its posting; null where it waits for none.</summary>
    public static (PostingTerms Terms, Posting? Posting)? Of(DisbursementDb db, RunRecord run, BatchRecord batch, PostingTerms terms)
    {
        (long first, long end) = PaymentId.OfBatch(new(batch.Number));
        return terms.IsAwaited && db.Payments.Any(payment => payment.Id > first && payment.Id < end && payment.Replaces == null)
            ? (terms, PostingBook.Of(db, run.Id, batch.County))
            : null;
    }

    /// <summary>Why the batch is not approved yet; null where it may be.</summary>
    public ActRefusal? Refusal(DisbursementDb db, BatchAtHand batch)
    {
        if (Of(db, batch.Run, batch.Record, TermsOf(batch.Run)) is not { } awaited)
            return null;
        if (awaited.Posting is not { } posting)
        {
            return new ActRefusal(
                "NOT-POSTED", $"批次 {batch.Record.Id} 尚未公示。请先生成并张贴公示（notice --run {batch.Run.Id} --county {batch.Record.County} --post）。",
                $"The payments of batch {batch.Record.Id} were not posted yet. Print and post them first (notice --run {batch.Run.Id} "
                    + $"--county {batch.Record.County} --post).");
        }

        int left = posting.DaysLeft(Today);
        return left == 0
            ? null
            : new ActRefusal(
                "NOTICE-PERIOD", $"批次 {batch.Record.Id} 公示至 {posting.Until:yyyy-MM-dd}，还有 {left} 天，期满后方可审批。",
                $"Batch {batch.Record.Id} is posted until {posting.Until:yyyy-MM-dd}: {Counted.Of(left, "day")} left. It may be "
                    + "approved after that.");
    }
}
