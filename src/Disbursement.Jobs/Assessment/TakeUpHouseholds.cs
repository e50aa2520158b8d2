using Disbursement.Domain.Households;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Registers;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Standings;

namespace Disbursement.Jobs.Assessment;

/// <summary>
/// Gives each accepted household of a county what the rules need: what registers say, what earlier runs left behind, and who stands
/// elsewhere too.
/// The run, a trial of a pack and a forecast all assess through here. One instance belongs to one thread.
/// </summary>
/// <param name="pack">Says whether registers decide.</param>
/// <param name="registers">What registers record about a person; null where there are none.</param>
/// <param name="isDuplicate">Whether a claimant stands in more than one household of the year.</param>
/// <param name="store">Knows what earlier runs left behind; null where there was none.</param>
/// <param name="ring">The keys of claimants.</param>
internal sealed class TakeUpHouseholds(
    PolicyPack pack, RegisterLookup? registers, Func<CitizenId, bool> isDuplicate, Database? store, KeyRing ring) : IDisposable
{
    private readonly ClaimantKeys _keys = new(ring);
    private readonly FindStanding? _standings = store is null ? null : new FindStanding(store.Connect());

    public IEnumerable<HouseholdAtHand> Run(IEnumerable<AcceptedHousehold> accepted) => accepted.Select(TakeUp);

    public void Dispose()
    {
        _standings?.Dispose();
        _keys.Dispose();
    }

    private HouseholdAtHand TakeUp(AcceptedHousehold roster)
    {
        IReadOnlyList<Contradiction> contradictions = registers is null
            ? []
            : CompareRegisters.Run(roster, pack.AccountableFrom, registers);
        AcceptedHousehold seen = HouseholdAtHand.SeenUnder(pack, roster, contradictions);
        ClaimantAtHand?[] claimants = [TakeUp(seen, seen.Household.Mother), TakeUp(seen, seen.Household.Father)];
        return new HouseholdAtHand(roster, contradictions, [.. claimants.OfType<ClaimantAtHand>()]);
    }

    private ClaimantAtHand? TakeUp(AcceptedHousehold seen, Claimant? claimant)
    {
        if (claimant is null)
            return null;

        ClaimantKey key = _keys.Of(claimant.Id);
        byte[]? stored = _standings?.Run(key);
        return new ClaimantAtHand(
            seen, claimant, key, stored, stored is null ? Standing.Unknown : Standing.Read(stored), isDuplicate(claimant.Id));
    }
}
