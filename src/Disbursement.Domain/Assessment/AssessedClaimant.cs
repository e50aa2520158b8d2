using Disbursement.Domain.History;
using Disbursement.Domain.Households;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Schemes;
using Disbursement.Domain.Settlement;

namespace Disbursement.Domain.Assessment;

/// <summary>A claimant after the rules and the settlement.</summary>
/// <param name="Household">The accepted household.</param>
/// <param name="Case">What the rules looked at.</param>
/// <param name="IsDuplicate">Whether the claimant stands in more than one household of the run.</param>
/// <param name="Decisions">The decisions in the order of schemes.</param>
/// <param name="Settlement">What the run does about the money.</param>
public sealed record AssessedClaimant(AcceptedHousehold Household, Case Case, bool IsDuplicate, IReadOnlyList<Decision> Decisions,
    ClaimantSettlement Settlement)
{
    /// <summary>Asks every scheme about a claimant and settles the answers.</summary>
    /// <param name="household">The accepted household.</param>
    /// <param name="claimant">A claimant of it.</param>
    /// <param name="history">What earlier runs left behind.</param>
    /// <param name="rules">The schemes of the policy pack.</param>
    /// <param name="through">The last month that the run pays, that month included; its year is the run's.</param>
    /// <param name="isDuplicate">Whether the claimant stands in more than one household of the run.</param>
    public static AssessedClaimant Of(AcceptedHousehold household, Claimant claimant, ClaimantHistory history, SchemeRules rules,
        Month through, bool isDuplicate)
    {
        Case c = new(household.Household, claimant, history, rules, through);
        IReadOnlyList<Decision> decisions = isDuplicate ? AssessClaimant.AsDuplicate(c) : AssessClaimant.Run(c);
        ClaimantSettlement settlement = isDuplicate
            ? ClaimantSettlement.Nothing
            : SettleClaimant.Run(decisions, history, rules.Pack, through.Year);
        return new AssessedClaimant(household, c, isDuplicate, decisions, settlement);
    }
}
