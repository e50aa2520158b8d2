using Disbursement.Domain.Policies;

namespace Disbursement.Domain.Schemes;

/// <summary>Asks every scheme about a claimant.</summary>
public static class AssessClaimant
{
    /// <summary>The decisions of a claimant in the order of schemes; a scheme that is not considered gives none.</summary>
    public static IReadOnlyList<Decision> Run(Case c)
    {
        List<Decision>? decisions = null;
        foreach (SchemeRule rule in c.Rules.About(c.Claimant))
        {
            if (rule.IsConsidered(c))
                (decisions ??= []).Add(rule.Decide(c));
        }

        return decisions ?? [];
    }

    /// <summary>
    /// The decisions of a claimant who stands in more than one household: refused, and what follows other schemes is not considered.
    /// </summary>
    public static IReadOnlyList<Decision> AsDuplicate(Case c)
    {
        List<Decision> decisions = [];
        foreach (SchemeRule rule in c.Rules.About(c.Claimant))
        {
            if (!rule.FollowsOtherSchemes && rule.IsConsidered(c))
                decisions.Add(Decision.RefusedDuplicate(rule.Scheme));
        }

        return decisions;
    }
}
