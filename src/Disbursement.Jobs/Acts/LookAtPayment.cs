using Disbursement.Domain.Officers;
using Disbursement.Jobs.Store.Payments;

namespace Disbursement.Jobs.Acts;

/// <summary>A reviewer has looked at a payment and lets it pass as far as they are concerned: on record, with the files of then.</summary>
internal sealed class LookAtPayment(ActSetting setting)
{
    public ActOutcome Run(string paymentNo, Officer officer) =>
        PerformAct.Run(setting, officer, OfficialAct.LookAt, LookBook.Name, paymentNo, null, act =>
        {
            if (BatchPayments.Find(act, paymentNo) is not { } payment || BatchAtHand.Find(act, payment.Batch) is not { } batch)
                return new ActOutcome.Refused(ActRefusal.NoSuch("付款", "payment", paymentNo));

            return batch.Facts.NotFor(officer) is { } refusal
                ? new ActOutcome.Refused(refusal)
                : new ActOutcome.Done($"付款 {paymentNo} 已阅。", $"Payment {paymentNo} was looked at.",
                    LookBook.Detail(batch.Record.FilesSha256));
        });
}
