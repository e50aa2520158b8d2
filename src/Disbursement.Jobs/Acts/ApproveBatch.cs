using Disbursement.Domain.Batches;
using Disbursement.Domain.Officers;
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
    public ActOutcome Run(string batch, Officer officer, string? reviewed) =>
        PerformAct.Run(setting, officer, OfficialAct.Approve, "approve", batch, null, act =>
        {
            if (BatchAtHand.Find(act, batch) is not { } found)
                return new ActOutcome.Refused(ActRefusal.NoSuch("批次", "batch", batch));

            IReadOnlyList<BatchFileBytes> files = found.Bytes();
            string named = reviewed?.ToLowerInvariant() ?? files[0].OnDisk ?? "";
            if (found.Facts.Approve(officer, named, files) is { } refusal)
                return new ActOutcome.Refused(refusal);

            if (Disputed(act, found) is { } objection)
                return new ActOutcome.Refused(HoldPayment.Stands(objection));
            if (StopPayments.Refusal(act, found, PaymentState.Proposed) is { } stopped)
                return new ActOutcome.Refused(stopped);
            if (new AwaitPosting(setting).Refusal(act.Db, found) is { } early)
                return new ActOutcome.Refused(early);
            (ActRefusal? beyond, string budget) = new SpendBudget(setting).Of(act, found);
            if (beyond is not null)
                return new ActOutcome.Refused(beyond);

            bool needsTwo = setting.Levels.NeedsTwo(found.Record);
            if (needsTwo && found.FirstApproval is null)
                return First(act, found, officer, named, budget);
            if (needsTwo && ApprovalLevels.NotTwice(found.FirstApproval!, officer, batch) is { } twice)
                return new ActOutcome.Refused(twice);

            BatchActs.Add(act, found, BatchActs.Approve, officer, named);
            found.Record.State = LifeCycle.Text(BatchState.Approved);
            act.Db.SaveChanges();
            int approved = BatchPayments.Move(act, found.Record.Number, PaymentState.Proposed, PaymentState.Approved);
            return new ActOutcome.Done($"批次 {batch} 已审批：{approved} 笔，SHA-256 {named}。",
                $"Batch {batch} is approved: {approved} payments, SHA-256 {named}.",
                $"sha256={named} files={found.Record.FilesSha256} payments={approved}{budget}{(needsTwo ? ApprovalLevels.Kept : "")}");
        });

    /// <summary>The first of two signatures: the batch waits for the other one.</summary>
    private static ActOutcome.Done First(ActTransaction act, BatchAtHand batch, Officer officer, string named, string budget)
    {
        BatchActs.Add(act, batch, BatchActs.FirstApprove, officer, named);
        string id = batch.Record.Id;
        return new ActOutcome.Done(
            $"批次 {id} 金额较大，须由两位审核人员审批：{officer.Name} 已审批（SHA-256 {named}），还差另一位。",
            $"Batch {id} is approved by {officer.Name} (SHA-256 {named}); its amount needs two reviewers, and another one is missing.",
            $"sha256={named} files={batch.Record.FilesSha256}{budget} first=yes") { NeedsPerson = true };
    }

    /// <summary>An objection to a payment that the files name: it could not be taken out of them, or somebody let it go.</summary>
    private static Objection? Disputed(ActTransaction act, BatchAtHand batch)
    {
        string first = batch.Record.Id + "-";
        return ObjectionBook.All(act.Connection, act.Transaction)
            .FirstOrDefault(one => one.Stands && one.PaymentNo.StartsWith(first, StringComparison.Ordinal)
                && BatchPayments.Find(act, one.PaymentNo)?.State == LifeCycle.Text(PaymentState.Proposed));
    }
}
