using Disbursement.Domain.Amounts;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Officers;
using Disbursement.Domain.Words;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Acts;

/// <summary>
/// Refuses a batch: its payments, held ones too, are taken back in the ledger, what it took back is given back, and the next run computes
/// all of it again. Batches of the run whose payments were cut for a debt that is given back are rejected with it.
/// </summary>
internal sealed class RejectBatch(ActSetting setting)
{
    public ActOutcome Run(string batch, Officer officer, string reason) =>
        PerformAct.Run(setting, officer, OfficialAct.Reject, "reject", batch, reason, act =>
        {
            if (BatchAtHand.Find(act, batch) is not { } found)
                return new ActOutcome.Refused(ActRefusal.NoSuch("批次", "batch", batch));

            Rejection rejection = new(setting, act, officer, reason);
            return rejection.Run(found) is { } refusal ? new ActOutcome.Refused(refusal) : rejection.Told(batch);
        });
}

/// <summary>A batch and those that must go with it, rejected inside one act.</summary>
internal sealed class Rejection(ActSetting setting, ActTransaction act, Officer officer, string reason)
{
    private readonly List<BatchAtHand> _rejected = [];
    private readonly List<PaymentFacts> _payments = [];

    /// <summary>Rejects a batch and whatever must go with it; tells why not, where one cannot be.</summary>
    public ActRefusal? Run(BatchAtHand batch)
    {
        WithdrawRecoveries withdraw = new(act, batch.Run, batch.Record.County, officer.Name);
        if (Cancel(withdraw, batch) is { } refusal)
            return refusal;

        for (int i = 0; i < _rejected.Count; i++)
        {
            if (_rejected[i].Record.Recoveries > 0 && GiveBack(withdraw, _rejected[i].Record) is { } kept)
                return kept;
        }

        foreach (BatchAtHand one in _rejected.Skip(1))
            act.Audit(PerformAct.Done(act, setting, officer, "reject", one.Record.Id, reason, $"with={batch.Record.Id}"));
        return null;
    }

    /// <summary>What was done, in words.</summary>
    public ActOutcome.Done Told(string batch)
    {
        Money sum = new(_payments.Sum(payment => payment.AmountFen)), recovered = new(_rejected.Sum(one => one.Record.RecoveredFen));
        int recoveries = _rejected.Sum(one => one.Record.Recoveries);
        string[] others = [.. _rejected.Skip(1).Select(one => one.Record.Id)];
        return new ActOutcome.Done(
            $"批次 {batch} 已退回：{_payments.Count} 笔、{sum.Grouped()} 元已撤销"
                + (recoveries > 0 ? $"，{recoveries} 项、{recovered.Grouped()} 元的追回已撤回" : "")
                + (others.Length > 0 ? $"；已抵扣这些追回的批次 {string.Join("、", others)} 一并退回" : "") + "；下一次运行重新计算。",
            $"Batch {batch} is rejected: {Counted.Of(_payments.Count, "payment")} of {sum.Grouped()} yuan "
                + $"{Counted.Are(_payments.Count)} cancelled"
                + (recoveries > 0
                    ? $", {Counted.Of(recoveries, "recovery", "recoveries")} of {recovered.Grouped()} yuan "
                        + $"{Counted.Are(recoveries)} withdrawn"
                    : "")
                + (others.Length > 0 ? $"; {string.Join(", ", others)}, cut for these recoveries, rejected with it" : "")
                + "; the next run computes them again.",
            $"payments={_payments.Count} yuan={sum}" + (recoveries > 0 ? $" recoveries={recoveries} recovered={recovered}" : ""));
    }

    /// <summary>Gives back what is free to be, takes back the payments of a batch and moves it on.</summary>
    private ActRefusal? Cancel(WithdrawRecoveries withdraw, BatchAtHand batch)
    {
        if (batch.Facts.Reject(officer) is { } refusal)
            return refusal;

        if (batch.Record.Recoveries > 0)
            withdraw.RunOpen(batch.Record);
        IReadOnlyList<PaymentFacts> payments =
            BatchPayments.In(act, batch.Record.Number, PaymentState.Proposed, PaymentState.Approved, PaymentState.Held);
        if (new CancelPayments(setting, act, batch.Run, batch.Record.County).Run(payments, reason, officer.Name) is { } kept)
            return kept;

        BatchActs.Add(act, batch, BatchActs.Reject, officer);
        batch.Record.State = BatchState.Rejected;
        act.Db.SaveChanges();
        _rejected.Add(batch);
        _payments.AddRange(payments);
        return null;
    }

    /// <summary>Gives back what a batch took back, once the batches in the way are rejected too.</summary>
    private ActRefusal? GiveBack(WithdrawRecoveries withdraw, BatchRecord batch)
    {
        while (true)
        {
            (IReadOnlyList<string> inTheWay, ActRefusal? refusal) = withdraw.Run(batch);
            if (refusal is not null || inTheWay.Count == 0)
                return refusal;

            foreach (string other in inTheWay.Select(payment => payment[..payment.LastIndexOf('-')]).Distinct())
            {
                if (Cancel(withdraw, BatchAtHand.Find(act, other)!) is { } kept)
                    return kept;
            }
        }
    }
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
            if (payment.State is not (PaymentState.Held or PaymentState.Failed))
                return new ActOutcome.Refused(new ActRefusal("STATE",
                    $"付款 {paymentNo} 的状态是“{payment.State.Say(isChinese: true)}”；只有暂扣（held）或失败（failed）的付款可以撤销。",
                    $"Payment {paymentNo} is {payment.State.Word()}; only held and failed payments are cancelled one by one."));
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
            found.Record.State = BatchState.Settled;
            return new ActOutcome.Done($"批次 {batch} 已关闭：银行未列出的 {payments.Count} 笔计为已付。", $"Batch {batch} is closed: {payments.Count} "
                + $"payments that the bank did not name count as paid.", $"payments={payments.Count}");
        });
}
