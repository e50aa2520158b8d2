using Disbursement.Domain.Households;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Policies;

namespace Disbursement.Domain.Schemes;

/// <summary><c>sad</c>: special assistance for parents whose only child is disabled 独生子女伤残家庭特别扶助.</summary>
public sealed class DisabledAssistance : SpecialAssistance
{
    private DisabledAssistance() => Conditions =
    [
        Born,
        Certificate,
        Cutover,
        Age,
        OneChild,
        new("SAD-GRADE",
            "唯一在世子女残疾等级为1至3级，在评残与康复之间",
            "the one living child is disabled of a grade that counts, from the assessment to the recovery",
            GradeCounts,
            (c, _) => Facts.Show("grades", string.Join(",", Grades(c))),
            "schemes.sad.maxGrade"),
        SharedConditions.AppliedMonth("SA-APPLIED"),
        SharedConditions.Alive(Scheme.Sad),
        SharedConditions.Accountable,
        SharedConditions.Through,
    ];

    /// <summary>The rule.</summary>
    public static DisabledAssistance Rule { get; } = new();

    public override Scheme Scheme => Scheme.Sad;

    public override IReadOnlyList<Condition> Conditions { get; }

    public override bool IsConsidered(Case c)
    {
        foreach (Child child in c.Household.Children)
        {
            if (child.DisabilityGrade != 0)
                return true;
        }

        return false;
    }

    protected override SpecialAssistanceTerms Terms(Case c) => c.Pack.DisabledAssistance;

    private static Months GradeCounts(Case c, int year) => MonthByMonth(year, month =>
    {
        Child? living = null;
        foreach (Child child in c.Household.Children)
        {
            if (!HasArrivedBefore(child, month) || DiedBefore(child, month))
                continue;
            if (living is not null)
                return false;

            living = child;
        }

        return living is { DisabilityGrade: > 0, DisabilityDate: { } assessed }
            && living.DisabilityGrade <= c.Pack.DisabledAssistance.MaxGrade
            && Month.Of(assessed) <= month
            && (living.DisabilityEndedOn is not { } ended || month <= Month.Of(ended));
    });

    private static List<string> Grades(Case c)
    {
        List<string> grades = [];
        foreach (Child child in c.Household.Children)
            grades.Add(child.DisabilityGrade == 0 ? "-" : $"{child.DisabilityGrade} "
                + $"({child.DisabilityDate:yyyy-MM-dd}..{child.DisabilityEndedOn:yyyy-MM-dd})");
        return grades;
    }
}
