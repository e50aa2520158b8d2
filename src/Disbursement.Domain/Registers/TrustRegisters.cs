using Disbursement.Domain.Households;

namespace Disbursement.Domain.Registers;

/// <summary>Where the pack trusts registers, they decide: the rules see what they record.</summary>
/// <remarks>Parameter: <c>trustRegisters</c>.</remarks>
public static class TrustRegisters
{
    /// <summary>The household with the facts of the registers in place of the roster's.</summary>
    public static AcceptedHousehold Run(AcceptedHousehold household, IReadOnlyList<Contradiction> contradictions)
    {
        if (contradictions.Count == 0)
            return household;

        Household roster = household.Household;
        List<Child> children = [.. roster.Children];
        foreach (Contradiction birth in contradictions.Where(one => one.Entry.Kind == RegisterKind.Birth))
            children.Add(new Child { Id = birth.Entry.Child, BirthDate = birth.Entry.On, Place = birth.RosterPlace });
        for (int i = 0; i < children.Count; i++)
            children[i] = Child(children[i], contradictions);
        return household with { Household = new Household(roster.RegionCode, roster.Number, Parent(roster.Mother, contradictions),
            Parent(roster.Father, contradictions), [.. children]) };
    }

    private static Claimant? Parent(Claimant? claimant, IReadOnlyList<Contradiction> contradictions)
    {
        if (claimant is null)
            return null;

        foreach (Contradiction one in contradictions)
        {
            if (one.Entry.Kind == RegisterKind.Death && one.Member == claimant.Id)
                claimant = claimant with { DeathDate = one.Entry.On };
        }

        return claimant;
    }

    private static Child Child(Child child, IReadOnlyList<Contradiction> contradictions)
    {
        foreach (Contradiction one in contradictions)
        {
            if (!child.Id.IsGiven || one.Member != child.Id)
                continue;

            child = one.Entry.Kind switch
            {
                RegisterKind.Death => child with { DeathDate = one.Entry.On },
                RegisterKind.Disability => child with
                {
                    DisabilityGrade = one.Entry.Grade,
                    DisabilityDate = one.Entry.On,
                    DisabilityEndedOn = child.DisabilityEndedOn >= one.Entry.On ? child.DisabilityEndedOn : null,
                },
                _ => child,
            };
        }

        return child;
    }
}
