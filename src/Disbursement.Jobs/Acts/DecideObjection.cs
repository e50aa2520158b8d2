using Disbursement.Domain.Batches;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Store.Payments;

namespace Disbursement.Jobs.Acts;

/// <summary>Decides on an objection; somebody else than who took it down. A payment goes on where nothing else keeps it back.</summary>
internal sealed class DecideObjection(ActSetting setting)
{
    /// <param name="paymentNo">The payment.</param>
    /// <param name="isUpheld">Whether the objection is right.</param>
    /// <param name="officer">Who decides.</param>
    /// <param name="reason">Why.</param>
    /// <param name="seen">The objection that the officer had before them, by the number of its act; null for the oldest open one, whichever
    /// it is.</param>
    public ActOutcome Run(string paymentNo, bool isUpheld, Officer officer, string reason, long? seen = null) =>
        PerformAct.Run(setting, officer, OfficialAct.DecideObjection, ObjectionBook.Decide, paymentNo, reason, act =>
        {
            if (BatchPayments.Find(act, paymentNo) is not { } payment || BatchAtHand.Find(act, payment.Batch) is not { } batch)
                return new ActOutcome.Refused(ActRefusal.NoSuch("付款", "payment", paymentNo));
            if (batch.Facts.NotFor(officer) is { } refusal)
                return new ActOutcome.Refused(refusal);

            IReadOnlyList<Objection> all = ObjectionBook.All(act.Connection, act.Transaction, paymentNo);
            Objection[] open = [.. all.Where(one => one.Outcome is null)];
            if (open.Length == 0)
                return new ActOutcome.Refused(new ActRefusal("NO-OBJECTION", $"对付款 {paymentNo} 没有待处理的异议。", $"There is no undecided "
                    + $"objection to payment {paymentNo}.") { IsUsage = true });
            if (seen is { } sequence && open[0].Sequence != sequence)
                return new ActOutcome.Refused(new ActRefusal("NO-OBJECTION", $"对付款 {paymentNo} 的该项异议已由他人处理；请看其余的异议。",
                    $"Somebody else has decided that objection to payment {paymentNo}; look at the others.") { IsUsage = true });
            if (open[0].RecorderId == officer.Id)
                return new ActOutcome.Refused(new ActRefusal("MAKER-IS-CHECKER", $"该异议由 {officer.Name} 登记，须由另一人处理。",
                    $"{officer.Name} took this objection down; somebody else decides it."));
            if (isUpheld)
            {
                return new ActOutcome.Done(
                    $"对付款 {paymentNo} 的异议成立；该付款不再发放，请取消（batch cancel）或退回批次。",
                    $"The objection to payment {paymentNo} is upheld: it is not paid. Cancel it (batch cancel), or reject the batch.",
                    ObjectionBook.Decision(open[0].Sequence, isUpheld, null)) { NeedsPerson = true };
            }

            bool isHeldByIt = open[0].HasHeld && all.Count(one => one.Stands) == 1 && payment.State == PaymentState.Held
                && batch.Facts.Hold(officer) is null;
            if (!isHeldByIt)
            {
                Holds.Change(act, payment, open[0].Hold,
                    all.FirstOrDefault(one => one.Stands && one.Sequence != open[0].Sequence)?.Hold);
                return Dismissed(paymentNo, open[0], null);
            }

            ActOutcome freed = new HoldPayment(setting).Move(act, batch, payment, PaymentState.Proposed, reason, officer);
            return freed is ActOutcome.Done done ? Dismissed(paymentNo, open[0], done.Detail) : freed;
        });

    private static ActOutcome.Done Dismissed(string paymentNo, Objection objection, string? files) => new(
        $"对付款 {paymentNo} 的异议不成立；{(files is null ? "付款状态不变" : "付款已恢复")}。",
        $"The objection to payment {paymentNo} is dismissed; {(files is null ? "the payment stays as it is" : "the payment is let go")}.",
        ObjectionBook.Decision(objection.Sequence, isUpheld: false, files));
}
