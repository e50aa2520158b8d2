using Disbursement.Domain.Batches;
using Disbursement.Domain.Officers;
using Disbursement.Domain.Words;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Acts;

/// <summary>
/// Keeps one payment back, or lets it go again, while its batch waits or is approved. The files are written again without it or with it, so
/// an approval that was given for the files before is void.
/// </summary>
internal sealed class HoldPayment(ActSetting setting)
{
    public ActOutcome Hold(string paymentNo, Officer officer, string reason) =>
        Run(paymentNo, officer, reason, "hold", [PaymentState.Proposed, PaymentState.Approved], PaymentState.Held);

    /// <summary>Holds a payment for a stop of the person who gets it: it is let go with the stop.</summary>
    /// <param name="paymentNo">The payment.</param>
    /// <param name="stop">The number of the stop.</param>
    /// <param name="officer">Who put the stop on.</param>
    /// <param name="reason">Why.</param>
    public ActOutcome HoldFor(string paymentNo, long stop, Officer officer, string reason) => Run(
        paymentNo, officer, $"{StopBook.Code} {reason}", "hold", [PaymentState.Proposed, PaymentState.Approved], PaymentState.Held,
        StopBook.Holding(stop));

    public ActOutcome Unhold(string paymentNo, Officer officer, string reason) =>
        Run(paymentNo, officer, reason, "unhold", [PaymentState.Held], PaymentState.Proposed);

    private ActOutcome Run(string paymentNo, Officer officer, string reason, string name, PaymentState[] from, PaymentState to,
        string kept = "") =>
        PerformAct.Run(setting, officer, OfficialAct.Hold, name, paymentNo, reason, act =>
        {
            if (BatchPayments.Find(act, paymentNo) is not { } payment || BatchAtHand.Find(act, payment.Batch) is not { } batch)
                return new ActOutcome.Refused(ActRefusal.NoSuch("付款", "payment", paymentNo));
            if (batch.Facts.Hold(officer) is { } refusal)
                return new ActOutcome.Refused(refusal);
            if (from.All(state => state != payment.State))
                return new ActOutcome.Refused(new ActRefusal("STATE",
                    $"付款 {paymentNo} 的状态是“{payment.State.Say(isChinese: true)}”，"
                    + $"不能{(to == PaymentState.Held ? "暂扣" : "恢复")}。",
                        $"Cannot {name} payment {paymentNo}: it is {payment.State.Word()}."));
            if (to == PaymentState.Proposed && Objected(act, payment) is { } objection)
                return new ActOutcome.Refused(Stands(objection));
            if (to == PaymentState.Proposed && StopBook.Standing(act.Connection, act.Transaction).On(payment) is { } stop)
                return new ActOutcome.Refused(StopPayments.Stands(paymentNo, stop));

            return Move(act, batch, payment, to, reason, officer, kept);
        });

    /// <summary>What stands against a payment, or against the one that was held first and that it comes after.</summary>
    private static Objection? Objected(ActTransaction act, PaymentFacts payment)
    {
        string first = Holds.Of(act, payment) is { } hold ? HoldText.PaymentOf(hold) : payment.PaymentNo;
        return ObjectionBook.All(act.Connection, act.Transaction, payment.PaymentNo)
            .Concat(first == payment.PaymentNo ? [] : ObjectionBook.All(act.Connection, act.Transaction, first))
            .LastOrDefault(one => one.Stands && (one.PaymentNo == payment.PaymentNo || one.Outcome is null));
    }

    /// <summary>Why a payment does not move: somebody has objected to it.</summary>
    public static ActRefusal Stands(Objection objection) => objection.Outcome is null
        ? new ActRefusal("OBJECTION-OPEN", $"付款 {objection.PaymentNo} 有异议（{objection.At:yyyy-MM-dd} 登记）尚未处理；请先运行 objection decide。",
            $"There is an undecided objection to payment {objection.PaymentNo}, taken down on {objection.At:yyyy-MM-dd}: decide it first "
                + $"(objection decide).")
        : new ActRefusal("OBJECTION-UPHELD", $"对付款 {objection.PaymentNo} 的异议已认定成立；请取消该付款或退回整个批次。",
            $"The objection to payment {objection.PaymentNo} was found right: cancel the payment, or reject the batch.");

    /// <summary>Keeps a payment back or lets it go inside an act; the detail of what was done tells batch and files.</summary>
    public ActOutcome Move(ActTransaction act, BatchAtHand batch, PaymentFacts payment, PaymentState to, string reason, Officer officer,
        string kept = "")
    {
        string paymentNo = payment.PaymentNo;
        if (to == PaymentState.Held && batch.Record.Payments == 1)
            return new ActOutcome.Refused(new ActRefusal("LAST-PAYMENT", $"{paymentNo} 是批次 {batch.Record.Id} 的最后一笔；请改为退回整个批次。",
                $"{paymentNo} is the last payment of batch {batch.Record.Id}: reject the batch instead."));
        if (batch.Bytes().FirstOrDefault(file => file.OnDisk != file.Recorded) is { } touched)
            return new ActOutcome.Refused(new ActRefusal("FILE-TOUCHED", $"文件 {touched.Path} 被改动或不见了，请先恢复原文件。",
                $"The file {touched.Path} was touched or is missing: put the original back first."));

        bool wasApproved = batch.Record.State == BatchState.Approved;
        if (wasApproved)
        {
            BatchActs.Add(act, batch, BatchActs.Void, officer);
            batch.Record.State = BatchState.Proposed;
            act.Db.SaveChanges();
            BatchPayments.Move(act, batch.Record.Number, PaymentState.Approved, PaymentState.Proposed);
            payment = payment.State == PaymentState.Approved
                ? payment with { State = PaymentState.Proposed }
                : payment;
        }

        BatchPayments.Move(act, payment, to, to == PaymentState.Held ? reason : null);
        string? lifted = to == PaymentState.Held ? null : Holds.Of(act, payment);
        act.Execute("UPDATE payments SET is_left_out = @out, hold = @hold WHERE id = @id", ("@out", to == PaymentState.Held),
            ("@hold", to == PaymentState.Held ? HoldText.Of(paymentNo, act.Now, officer.Name, AuditEntry.Line(reason)!) : null),
            ("@id", payment.Id));
        string lifts = lifted is not null && HoldText.PaymentOf(lifted) is var held && held != paymentNo ? $" lifts={held}" : "";
        if (lifts.Length > 0)
            Holds.Lift(act, lifted!);
        string was = batch.Record.FilesSha256;
        if (new RewriteFiles(act, setting).Run(batch) is { } unwritable)
            return new ActOutcome.Refused(unwritable);

        string signed = act.Db.Manifests.Find(ManifestId.Of(batch.Run.Number, batch.Record.County).Value)?.Certificate is { } certificate
            ? $" certificate={certificate}"
            : "";
        string did = to == PaymentState.Held ? "暂扣" : "恢复", voided = wasApproved ? "；原审批失效" : "";
        return new ActOutcome.Done(
            $"付款 {paymentNo} 已{did}；批次 {batch.Record.Id} 的文件已重新生成，现有 {batch.Record.Payments} 笔，SHA-256 {batch.Files[0].Sha256}{voided}。",
            $"Payment {paymentNo} is {(to == PaymentState.Held ? "held" : "let go")}; the files of batch {batch.Record.Id} are written "
                + $"again: {Counted.Of(batch.Record.Payments, "payment")}, SHA-256 "
                + $"{batch.Files[0].Sha256}{(wasApproved ? "; the approval given before is void" : "")}.",
            $"batch={batch.Record.Id}{lifts}{kept} was={was} files={batch.Record.FilesSha256}{signed}"
                + (wasApproved ? " approval=void" : ""));
    }
}
