using Disbursement.Domain.Amounts;
using Disbursement.Domain.Households;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Policies;

namespace Disbursement.Domain.Schemes;

/// <summary><c>shg</c>: consolation for bereaved families in special hardship 精神慰藉, once.</summary>
/// <remarks>A household sum by the child's age at death: half to each claimant, the whole to a widowed one.</remarks>
public sealed class Consolation : OnceRule
{
    /// <summary>The rule.</summary>
    public static Consolation Rule { get; } = new();

    public override Scheme Scheme => Scheme.Shg;

    public override bool NeedsApplication => false;

    public override IReadOnlyList<Condition> Conditions { get; } =
    [
        new("SHG-BEREAVED",
            "有因子女死亡享受特别扶助的月份",
            "special assistance after a child's death is due in some month",
            (c, _) => Months.When(c.FirstBereavedMonth is not null),
            (c, _) => Facts.Show("first sab month", c.FirstBereavedMonth)),
        SharedConditions.AccountableDate(c => LastToDie(c)?.DeathDate),
        SharedConditions.ThroughDate(c => Rule!.LatestMonth(c)),
    ];

    public override bool IsConsidered(Case c) => c.HasSpecialMonths;

    public override DateOnly? QualifyingDate(Case c) => LastToDie(c)?.DeathDate;

    protected override Month? FurtherMonth(Case c) => c.FirstBereavedMonth;

    protected override Layered Sum(Case c, int owedYear)
    {
        Child child = LastToDie(c)!;
        DateOnly death = child.DeathDate!.Value;
        Rate step = c.Pack.Consolation.For(Ages.InFullYears(child.BirthDate, death));
        Layered household = step.On(death, c.Household.County);
        return c.FactsOf(owedYear).MaritalStatus == MaritalStatus.Widowed ? household : household.Half();
    }

    /// <summary>The child that died last; on a tie the first of them.</summary>
    private static Child? LastToDie(Case c)
    {
        Child? last = null;
        foreach (Child child in c.Household.Children)
        {
            if (child.DeathDate is { } death && (last is null || death > last.DeathDate))
                last = child;
        }

        return last;
    }
}
