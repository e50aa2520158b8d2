using Disbursement.Domain.Batches;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Payments;

namespace Disbursement.Jobs.Acts;

/// <summary>Refuses a batch: its payments, held ones too, are taken back in the ledger, and the next run computes them again.</summary>
internal sealed class RejectBatch(ActSetting setting)
{
    public ActOutcome Run(string batch, Officer officer, string reason) =>
        PerformAct.Run(setting, officer, OfficialAct.Reject, "reject", batch, reason, act =>
        {
            if (BatchAtHand.Find(act, batch) is not { } found)
                return new ActOutcome.Refused(ActRefusal.NoSuch("批次", "batch", batch));
            if (found.Facts.Reject(officer) is { } refusal)
                return new ActOutcome.Refused(refusal);

            IReadOnlyList<PaymentFacts> payments =
                BatchPayments.In(act, found.Record.Number, PaymentState.Proposed, PaymentState.Approved, PaymentState.Held);
            if (new CancelPayments(setting, act, found.Run, found.Record.County).Run(payments, reason, officer.Name) is { } kept)
                return new ActOutcome.Refused(kept);

            BatchActs.Add(act, found, BatchActs.Reject, officer);
            found.Record.State = LifeCycle.Text(BatchState.Rejected);
            act.Db.SaveChanges();
            string fen = new Domain.Amounts.Money(payments.Sum(payment => payment.AmountFen)).ToString();
            return new ActOutcome.Done($"批次 {batch} 已退回：{payments.Count} 笔、{fen} 元已撤销，下一次运行重新计算。",
                $"Batch {batch} is rejected: {payments.Count} payments of {fen} yuan are cancelled; the next run computes them again.",
                $"payments={payments.Count} yuan={fen}");
        });
}

/// <summary>Gives up one payment that failed or was held: it is taken back in the ledger, and the next run computes what is due.</summary>
internal sealed class CancelPayment(ActSetting setting)
{
    public ActOutcome Run(string paymentNo, Officer officer, string reason) =>
        PerformAct.Run(setting, officer, OfficialAct.Cancel, "cancel", paymentNo, reason, act =>
        {
            if (BatchPayments.Find(act, paymentNo) is not { } payment || BatchAtHand.Find(act, payment.Batch) is not { } found)
                return new ActOutcome.Refused(ActRefusal.NoSuch("付款", "payment", paymentNo));
            if (found.Facts.NotFor(officer) is { } refusal)
                return new ActOutcome.Refused(refusal);
            if (payment.State is not ("held" or "failed"))
                return new ActOutcome.Refused(new ActRefusal("STATE", $"付款 {paymentNo} 的状态是 {payment.State}；只有暂扣（held）或失败（failed）的付款可以撤销。",
                    $"Payment {paymentNo} is {payment.State}; only held and failed payments are cancelled one by one."));
            if (new CancelPayments(setting, act, found.Run, found.Record.County).Run([payment], reason, officer.Name) is { } kept)
                return new ActOutcome.Refused(kept);

            return new ActOutcome.Done($"付款 {paymentNo} 已撤销，下一次运行重新计算。",
                $"Payment {paymentNo} is cancelled; the next run computes what is due.");
        });
}

/// <summary>
/// Counts the payments that the bank did not name as paid: for banks that answer with the failures alone. The reviewer answers for it with
/// a reason.
/// </summary>
internal sealed class CloseBatch(ActSetting setting)
{
    public ActOutcome Run(string batch, Officer officer, string reason) =>
        PerformAct.Run(setting, officer, OfficialAct.Close, "close", batch, reason, act =>
        {
            if (BatchAtHand.Find(act, batch) is not { } found)
                return new ActOutcome.Refused(ActRefusal.NoSuch("批次", "batch", batch));
            if (found.Facts.Close(officer) is { } refusal)
                return new ActOutcome.Refused(refusal);

            IReadOnlyList<PaymentFacts> payments = BatchPayments.In(act, found.Record.Number, PaymentState.Released);
            foreach (PaymentFacts payment in payments)
                act.Book(found.Record.County)
                    .Add(Domain.Ledger.Bookings.Answer.Paid(found.Record.County), new(payment.AmountFen), payment, null, officer.Name);
            BatchPayments.Move(act, found.Record.Number, PaymentState.Released, PaymentState.Paid);
            BatchActs.Add(act, found, BatchActs.Settle, officer);
            found.Record.State = LifeCycle.Text(BatchState.Settled);
            return new ActOutcome.Done($"批次 {batch} 已关闭：银行未列出的 {payments.Count} 笔计为已付。", $"Batch {batch} is closed: {payments.Count} "
                + $"payments that the bank did not name count as paid.", $"payments={payments.Count}");
        });
}
