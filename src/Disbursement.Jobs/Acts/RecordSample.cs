using System.Globalization;
using Disbursement.Domain.Officers;
using Disbursement.Domain.Words;
using Disbursement.Jobs.Batches;
using Disbursement.Jobs.Store.Payments;

namespace Disbursement.Jobs.Acts;

/// <summary>
/// Records what came of checking a drawn sample of a batch by hand: which draw it was, and how many payments of it were wrong.
/// </summary>
internal sealed class RecordSample(ActSetting setting)
{
    public const string Name = "check-sample";

    /// <param name="batch">The batch.</param>
    /// <param name="seed">The seed of the draw.</param>
    /// <param name="size">Its size.</param>
    /// <param name="wrong">How many of the drawn payments were wrong.</param>
    /// <param name="officer">Who checked.</param>
    /// <param name="remark">What was looked at, and what was found.</param>
    public ActOutcome Run(string batch, ulong seed, int size, int wrong, Officer officer, string remark) =>
        PerformAct.Run(setting, officer, OfficialAct.CheckSample, Name, batch, remark, act =>
        {
            if (ReadBatches.Find(act.Db, batch) is not { } record)
                return new ActOutcome.Refused(ActRefusal.NoSuch("批次", "batch", batch));
            if (BatchAtHand.Find(act, batch)!.Facts.NotFor(officer) is { } refusal)
                return new ActOutcome.Refused(refusal);

            int drawn = size is < 1 or > DrawPayments.Most ? 0 : DrawPayments.Run(act.Db, record.Number, seed, size).Count;
            if (drawn == 0 || wrong < 0 || wrong > drawn)
                return new ActOutcome.Refused(Impossible(drawn));

            return new ActOutcome.Done(
                $"批次 {batch} 抽查 {drawn} 笔（种子 {seed}），不符 {wrong} 笔，已记录。{(wrong > 0 ? "请暂扣不符的付款，或退回批次。" : "")}",
                $"Of batch {batch} {Counted.Of(drawn, "payment was", "payments were")} checked (seed {seed}), {wrong} of them wrong: "
                    + $"recorded.{(wrong > 0 ? " Hold the wrong ones, or reject the batch." : "")}",
                string.Create(CultureInfo.InvariantCulture, $"seed={seed} size={size} drawn={drawn} wrong={wrong}"))
                {
                    NeedsPerson = wrong > 0,
                };
        });

    /// <summary>What is no sample, or cannot have come of one.</summary>
    public static ActRefusal Impossible(int drawn) =>
        new("SAMPLE", $"样本须为 1 至 {DrawPayments.Most} 笔，不符笔数不得多于抽出的笔数（{drawn}）。",
            $"A sample has 1 to {DrawPayments.Most} payments, and no more of them are wrong than were drawn ({drawn}).") { IsUsage = true };
}
