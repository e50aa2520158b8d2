using Disbursement.Domain.Batches;
using Disbursement.Domain.Officers;
using Disbursement.Domain.Words;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Payments;

namespace Disbursement.Jobs.Acts;

/// <summary>
/// The second officer's signature on the bytes of a batch. The <c>batch approve</c> verb and the review page both come here.
/// </summary>
internal sealed class ApproveBatch(ActSetting setting)
{
    /// <param name="batch">The batch.</param>
    /// <param name="officer">Who.</param>
    /// <param name="reviewed">SHA-256 of the file that was reviewed; null to name the bytes on disk now.</param>
    /// <param name="chosen">SHA-256 over the batches that were chosen together; null for one alone.</param>
    public ActOutcome Run(string batch, Officer officer, string? reviewed, string? chosen = null) =>
        PerformAct.Run(setting, officer, OfficialAct.Approve, "approve", batch, null, act =>
        {
            if (BatchAtHand.Find(act, batch) is not { } found)
                return new ActOutcome.Refused(ActRefusal.NoSuch("批次", "batch", batch));

            IReadOnlyList<BatchFileBytes> files = found.Bytes();
            string named = reviewed?.ToLowerInvariant() ?? files[0].OnDisk ?? "";
            if (found.Facts.Approve(officer, named, files) is { } refusal)
                return new ActOutcome.Refused(refusal);

            if (DerivedFiles.Refusal(act, setting, found) is { } other)
                return new ActOutcome.Refused(other);
            if (Unsettled(act, found).FirstOrDefault() is { } unsettled)
                return new ActOutcome.Refused(unsettled);
            (ActRefusal? beyond, string kept) = new SpendBudget(setting).Run(act, found);
            if (beyond is not null)
                return new ActOutcome.Refused(beyond);

            string also = kept + ChosenBatches.Detail(chosen);

            bool needsTwo = setting.Levels.NeedsTwo(found.Record);
            if (needsTwo && found.FirstApproval is null)
                return First(act, found, officer, named, also);
            if (needsTwo && ApprovalLevels.NotTwice(found.FirstApproval!, officer, batch) is { } twice)
                return new ActOutcome.Refused(twice);

            BatchActs.Add(act, found, BatchActs.Approve, officer, named);
            found.Record.State = BatchState.Approved;
            act.Db.SaveChanges();
            int approved = BatchPayments.Move(act, found.Record.Number, PaymentState.Proposed, PaymentState.Approved);
            string taken = new Domain.Amounts.Money(found.Record.RecoveredFen).Grouped();
            bool takesBack = found.Record.Recoveries > 0;
            return new ActOutcome.Done(
                $"批次 {batch} 已审批：{approved} 笔{(takesBack ? $"，追回 {found.Record.Recoveries} 项 {taken} 元" : "")}，SHA-256 {named}。",
                $"Batch {batch} is approved: {Counted.Of(approved, "payment")}"
                    + $"{(takesBack ? $", {Counted.Of(found.Record.Recoveries, "recovery", "recoveries")} of {taken} yuan" : "")}, "
                    + $"SHA-256 {named}.",
                $"sha256={named} files={found.Record.FilesSha256} payments={approved}{also}{(needsTwo ? ApprovalLevels.Kept : "")}");
        });

    /// <summary>What people have to settle before the batch can be approved: objections, stops, open answers, the posting.</summary>
    public IEnumerable<ActRefusal> Unsettled(ActTransaction act, BatchAtHand batch)
    {
        if (Disputed(act, batch) is { } objection)
            yield return HoldPayment.Stands(objection);
        if (StopPayments.Refusal(act, batch, PaymentState.Proposed) is { } stopped)
            yield return stopped;
        if (ArriveLate.Undecided(setting, act, batch, PaymentState.Proposed) is { } open)
            yield return open;
        if (new AwaitPosting(setting).Refusal(act.Db, batch) is { } early)
            yield return early;
    }

    /// <summary>The first of two signatures: the batch waits for the other one.</summary>
    private static ActOutcome.Done First(ActTransaction act, BatchAtHand batch, Officer officer, string named, string also)
    {
        BatchActs.Add(act, batch, BatchActs.FirstApprove, officer, named);
        string id = batch.Record.Id;
        return new ActOutcome.Done(
            $"批次 {id} 金额较大，须由两位审核人员审批：{officer.Name} 已审批（SHA-256 {named}），还差另一位。",
            $"Batch {id} is approved by {officer.Name} (SHA-256 {named}); its amount needs two reviewers, and another one is missing.",
            $"sha256={named} files={batch.Record.FilesSha256}{also} first=yes") { NeedsPerson = true };
    }

    /// <summary>An objection to a payment that the files name: it could not be taken out of them, or somebody let it go.</summary>
    private static Objection? Disputed(ActTransaction act, BatchAtHand batch)
    {
        string first = batch.Record.Id + "-";
        return ObjectionBook.All(act.Connection, act.Transaction)
            .FirstOrDefault(one => one.Stands && one.PaymentNo.StartsWith(first, StringComparison.Ordinal)
                && BatchPayments.Find(act, one.PaymentNo)?.State == PaymentState.Proposed);
    }
}
