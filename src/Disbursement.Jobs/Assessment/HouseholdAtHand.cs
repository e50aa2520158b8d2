using Disbursement.Domain.Assessment;
using Disbursement.Domain.Households;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Registers;
using Disbursement.Domain.Schemes;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store.Standings;

namespace Disbursement.Jobs.Assessment;

/// <summary>An accepted household with everything that the rules need to decide about its claimants.</summary>
/// <param name="Roster">The household by its roster.</param>
/// <param name="Contradictions">Where a register of another office says otherwise; mostly none.</param>
/// <param name="Claimants">Mother and father, as far as the household has them, in this order.</param>
internal sealed record HouseholdAtHand(AcceptedHousehold Roster, IReadOnlyList<Contradiction> Contradictions,
    IReadOnlyList<ClaimantAtHand> Claimants)
{
    /// <summary>The household as the rules of a pack see it: by its roster, or by the registers where the pack trusts them.</summary>
    public static AcceptedHousehold SeenUnder(PolicyPack pack, AcceptedHousehold roster, IReadOnlyList<Contradiction> contradictions) =>
        pack.TrustsRegisters ? TrustRegisters.Run(roster, contradictions) : roster;

    /// <summary>The same household under another pack, which may trust registers where this one does not.</summary>
    public HouseholdAtHand Under(PolicyPack other)
    {
        AcceptedHousehold seen = SeenUnder(other, Roster, Contradictions);
        return this with { Claimants = [.. Claimants.Select(claimant => claimant.In(seen))] };
    }
}

/// <summary>A claimant with everything that the rules need to decide about them.</summary>
/// <param name="Household">The household as the rules see it.</param>
/// <param name="Claimant">The mother or the father of it.</param>
/// <param name="Key">The key under which the books know the claimant.</param>
/// <param name="StoredStanding">What earlier runs left behind, as it is stored; null where no sealed run has seen the claimant.</param>
/// <param name="Standing">The same, unpacked.</param>
/// <param name="IsDuplicate">Whether the claimant stands in more than one household of the year.</param>
internal sealed record ClaimantAtHand(
    AcceptedHousehold Household, Claimant Claimant, ClaimantKey Key, byte[]? StoredStanding, Standing Standing, bool IsDuplicate)
{
    /// <summary>Decides and settles.</summary>
    /// <param name="rules">The schemes of the policy pack.</param>
    /// <param name="through">The last month to pay, that month included.</param>
    public AssessedClaimant Assess(SchemeRules rules, Month through) =>
        AssessedClaimant.Of(Household, Claimant, Standing.History, rules, through, IsDuplicate);

    /// <summary>The same claimant with what other runs left behind, as it is stored; null where no run had seen the claimant.</summary>
    public ClaimantAtHand After(byte[]? storedStanding) =>
        this with { StoredStanding = storedStanding, Standing = storedStanding is null ? Standing.Unknown : Standing.Read(storedStanding) };

    /// <summary>The same claimant in a household that is seen otherwise.</summary>
    public ClaimantAtHand In(AcceptedHousehold seen) =>
        this with { Household = seen, Claimant = Claimant.Child is { } child
            ? Claimant.Of(seen.Household.Children.ToArray().First(other => other.Place == child.Place), Claimant.PaidTo)
            : Claimant.Role == Role.Mother ? seen.Household.Mother! : seen.Household.Father! };
}
