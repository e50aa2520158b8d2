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

    /// <summary>The search that every page has: by what was sought and how many were found; what is shown is masked.</summary>
    /// <param name="by">What was typed: an id number, an account, a household or a name, never the words themselves.</param>
    /// <param name="key">The claimant key of an id number; null for anything else.</param>
    /// <param name="found">How many persons were found in the officer's counties.</param>
    /// <param name="officer">Who.</param>
    public ActOutcome Seek(string by, ClaimantKey? key, int found, Officer officer) =>
        PerformAct.Run(setting, officer, OfficialAct.Read, "look-up", "person", null, _ => new ActOutcome.Done("", "",
            $"by={by}{(key is { } known ? $" claimant={known.ToString()[..KeyDigits]}" : "")} found={found}"));
}
