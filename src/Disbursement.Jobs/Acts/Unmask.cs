using Disbursement.Domain.Officers;
using Disbursement.Jobs.Store.Payments;

namespace Disbursement.Jobs.Acts;

/// <summary>
/// Shows an officer whole id numbers and accounts: allowed to reviewers of the county and to auditors, with a reason, and recorded before
/// anything is shown.
/// </summary>
internal sealed class Unmask(ActSetting setting)
{
    public ActOutcome Run(string paymentNo, Officer officer, string reason) =>
        PerformAct.Run(setting, officer, OfficialAct.Unmask, "unmask", paymentNo, reason, act =>
        {
            if (BatchPayments.Find(act, paymentNo) is not { } payment || BatchAtHand.Find(act, payment.Batch) is not { } batch)
                return new ActOutcome.Refused(ActRefusal.NoSuch("付款", "payment", paymentNo));

            return batch.Facts.NotFor(officer) is { } refusal ? new ActOutcome.Refused(refusal) : new ActOutcome.Done("", "");
        });
}
