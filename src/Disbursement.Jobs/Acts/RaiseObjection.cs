using Disbursement.Domain.Batches;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Payments;

namespace Disbursement.Jobs.Acts;

/// <summary>
/// Takes down what somebody says against a payment. From then on it is kept back, in this batch and from later runs, until the objection is
/// decided.
/// </summary>
internal sealed class RaiseObjection(ActSetting setting)
{
    private const int LongestName = 40;

    /// <param name="paymentNo">The payment.</param>
    /// <param name="by">Who objects, in words; no number of theirs.</param>
    /// <param name="officer">Who takes it down.</param>
    /// <param name="reason">What they say.</param>
    public ActOutcome Run(string paymentNo, string by, Officer officer, string reason) =>
        PerformAct.Run(setting, officer, OfficialAct.Object, ObjectionBook.Object, paymentNo, reason, act =>
        {
            string name = AuditEntry.Line(by) ?? "";
            if (name.Length is 0 or > LongestName || name.AsSpan().ContainsAny("[]=") || Wording.HasPersonalNumber(name))
                return new ActOutcome.Refused(new ActRefusal("OBJECTOR", $"异议人须为 1 至 {LongestName} 个字，不含方括号、等号和任何证件号、电话号码。",
                    $"Say who objects in 1 to {LongestName} characters, without brackets, '=' or any number of theirs (--by).")
                    {
                        IsUsage = true,
                    });
            if (BatchPayments.Find(act, paymentNo) is not { } payment || BatchAtHand.Find(act, payment.Batch) is not { } batch)
                return new ActOutcome.Refused(ActRefusal.NoSuch("付款", "payment", paymentNo));
            if (batch.Facts.NotFor(officer) is { } refusal)
                return new ActOutcome.Refused(refusal);
            if (payment.State is not (PaymentState.Proposed or PaymentState.Approved or PaymentState.Held or PaymentState.Failed))
                return new ActOutcome.Refused(new ActRefusal(
                    "STATE", $"付款 {paymentNo} 的状态是“{payment.State.Say(isChinese: true)}”，"
                        + "不能再登记异议；更正名册，以后的批次会追回多付部分。",
                    $"Payment {paymentNo} is {payment.State.Word()}: "
                        + $"it is too late to keep it back. Correct the roster, and later runs recover what was too much."));

            // A payment that is held already stays so; the last one of a batch cannot be taken out of it, but the batch is not approved
            // before the decision.
            bool canHold = payment.State is PaymentState.Proposed or PaymentState.Approved && batch.Record.Payments > 1;
            if (!canHold)
            {
                Holds.Put(act, payment, HoldText.Of(paymentNo, act.Now, officer.Name, AuditEntry.Line(reason)!));
                return Taken(paymentNo, name, false, null, isLast: payment.State is PaymentState.Proposed or PaymentState.Approved);
            }

            ActOutcome held = new HoldPayment(setting).Move(act, batch, payment, PaymentState.Held, reason, officer);
            return held is ActOutcome.Done done ? Taken(paymentNo, name, true, done.Detail, isLast: false) : held;
        });

    private static ActOutcome.Done Taken(string paymentNo, string by, bool hasHeld, string? files, bool isLast) => new(
        $"已登记对付款 {paymentNo} 的异议；{(isLast ? "它是批次的最后一笔，该批次在异议处理前不能审批" : "该付款在异议处理前暂扣")}。",
        $"The objection to payment {paymentNo} is taken down; " + (isLast
            ? "it is the last of its batch, which is not approved until the objection is decided."
            : "it is kept back until that is decided."),
        ObjectionBook.Detail(hasHeld, by, files));
}
