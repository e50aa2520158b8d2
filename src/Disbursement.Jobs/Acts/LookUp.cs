using Disbursement.Domain.Households;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Privacy;

namespace Disbursement.Jobs.Acts;

/// <summary>
/// Finds what the books hold on a person by the identity number: recorded, by a part of the keyed hash and never by the number, before
/// anything is shown.
/// </summary>
internal sealed class LookUp(ActSetting setting)
{
    private const int KeyDigits = 8;

    public ActOutcome Run(CitizenId id, Officer officer, string reason) =>
        PerformAct.Run(setting, officer, OfficialAct.Supervise, "look-up", "person", reason, _ =>
        {
            using ClaimantKeys keys = new(setting.Ring);
            return new ActOutcome.Done("", "", $"claimant={keys.Of(id).ToString()[..KeyDigits]}");
        });
}
