using Disbursement.Domain.Assessment;
using Disbursement.Domain.Households;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Registers;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Standings;

namespace Disbursement.Jobs.Assessment;

/// <summary>
/// Gives each accepted household of a county what the rules need: what registers say, what earlier runs left behind, and who stands
/// elsewhere too. The run, a trial of a pack and a forecast all assess through here. One instance belongs to one thread.
/// </summary>
/// <param name="pack">Says whether registers decide.</param>
/// <param name="registers">What registers record about a person; null where there are none.</param>
/// <param name="isDuplicate">Whether a claimant stands in more than one household of the year.</param>
/// <param name="hasNamesakes">Whether other children have the birth date, sex and name of a child, and other numbers.</param>
/// <param name="store">Knows what earlier runs left behind; null where there was none.</param>
/// <param name="ring">The keys of claimants.</param>
internal sealed class TakeUpHouseholds(
    PolicyPack pack, RegisterLookup? registers, Func<Claimant, bool> isDuplicate, Func<Child, bool> hasNamesakes, Database? store,
    KeyRing ring) : IDisposable
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
        return new HouseholdAtHand(
            roster, contradictions, [.. Subjects.Of(seen.Household, pack).Select(claimant => TakeUp(seen, claimant))]);
    }

    private ClaimantAtHand TakeUp(AcceptedHousehold seen, Claimant claimant)
    {
        (ClaimantKey key, byte[]? stored, bool isUnclear) = Known(claimant);
        return new ClaimantAtHand(
            seen, claimant, key, stored, stored is null ? Standing.Unknown : Standing.Read(stored), isUnclear || isDuplicate(claimant));
    }

    /// <summary>
    /// Under which key the books know a person. A child that had no number when it was first paid keeps the key that it was given then;
    /// where two have numbers now, nobody can say which of them it was.
    /// </summary>
    private (ClaimantKey Key, byte[]? Stored, bool IsUnclear) Known(Claimant claimant)
    {
        ClaimantKey key = claimant.Child is { } child ? _keys.OfChild(ChildKey.Of(child).Value) : _keys.Of(claimant.Id);
        byte[]? stored = _standings?.Run(key);
        if (stored is not null || _standings is null || claimant.Child is not { Id.IsGiven: true } numbered)
            return (key, stored, false);

        ClaimantKey before = _keys.OfChild(ChildKey.WithoutNumber(numbered).Value);
        return _standings.Run(before) is { } known ? (before, known, hasNamesakes(numbered)) : (key, null, false);
    }
}
