using Disbursement.Domain.Households;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Policies;

namespace Disbursement.Domain.Schemes;

/// <summary><c>sab</c>: special assistance for parents whose only child died 独生子女死亡家庭特别扶助.</summary>
public sealed class BereavedAssistance : SpecialAssistance
{
    private BereavedAssistance() => Conditions =
    [
        Born,
        Certificate,
        Cutover,
        Age,
        OneChild,
        new("SAB-CHILD-DEAD",
            "子女均已死亡（自死亡次月起）",
            "every child died in an earlier month",
            ChildrenDead,
            (c, _) => Facts.Show("death_dates", string.Join(",", DeathDates(c)))),
        SharedConditions.AppliedMonth("SA-APPLIED"),
        SharedConditions.Alive(Scheme.Sab),
        SharedConditions.Accountable,
        SharedConditions.Through,
    ];

    /// <summary>The rule.</summary>
    public static BereavedAssistance Rule { get; } = new();

    public override Scheme Scheme => Scheme.Sab;

    public override IReadOnlyList<Condition> Conditions { get; }

    public override bool IsConsidered(Case c)
    {
        foreach (Child child in c.Household.Children)
        {
            if (child.DeathDate?.Year <= c.RunYear)
                return true;
        }

        return false;
    }

    protected override SpecialAssistanceTerms Terms(Case c) => c.Pack.BereavedAssistance;

    private static Months ChildrenDead(Case c, int year) => MonthByMonth(year, month =>
    {
        bool hasChild = false;
        foreach (Child child in c.Household.Children)
        {
            if (!HasArrivedBefore(child, month))
                continue;
            if (!DiedBefore(child, month))
                return false;

            hasChild = true;
        }

        return hasChild;
    });

    private static List<string> DeathDates(Case c)
    {
        List<string> dates = [];
        foreach (Child child in c.Household.Children)
            dates.Add(child.DeathDate?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) ?? "-");
        return dates;
    }
}
