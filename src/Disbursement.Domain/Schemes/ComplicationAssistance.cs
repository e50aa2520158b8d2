using Disbursement.Domain.Amounts;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Policies;

namespace Disbursement.Domain.Schemes;

/// <summary><c>sac</c>: special assistance for complications of family-planning surgery 手术并发症特别扶助.</summary>
/// <remarks>No age test; it stacks with every other scheme.</remarks>
public sealed class ComplicationAssistance : MonthlyRule
{
    /// <summary>The rule.</summary>
    public static ComplicationAssistance Rule { get; } = new();

    public override Scheme Scheme => Scheme.Sac;

    public override IReadOnlyList<Condition> Conditions { get; } =
    [
        new("SAC-GRADE",
            "并发症等级为1至3级",
            "the complication is of a grade that counts",
            (c, year) => Months.When(c.FactsOf(year).ComplicationGrade is > 0 and var grade && grade <= c.Pack.Complications.MaxGrade),
            (c, year) => Facts.Show("complication_grade", c.FactsOf(year).ComplicationGrade),
            "schemes.sac.maxGrade"),
        new("SAC-PERIOD",
            "在首次鉴定与治愈之间",
            "from the first certification to the recovery",
            Period,
            (c, _) => Facts.All(Facts.Show("complication_date", c.Claimant.ComplicationDate),
                Facts.Show("complication_ended_on", c.Claimant.ComplicationEndedOn))),
        SharedConditions.AppliedMonth("SAC-APPLIED"),
        SharedConditions.Alive(Scheme.Sac),
        SharedConditions.Accountable,
        SharedConditions.Through,
    ];

    public override bool RestsOnChildren => false;

    public override bool IsConsidered(Case c) => c.Claimant.Facts.ComplicationGrade != 0;

    protected override Layered RateOn(Case c, int year, DateOnly day) =>
        c.Pack.Complications.RateByGrade.GetValueOrDefault(c.FactsOf(year).ComplicationGrade, Rate.Nothing).On(day, c.Household.County);

    private static Months Period(Case c, int year)
    {
        if (c.Claimant.ComplicationDate is not { } certified)
            return Months.None;

        Months since = Months.From(Month.Of(certified), year);
        return c.Claimant.ComplicationEndedOn is { } ended ? since & Months.Until(Month.Of(ended), year) : since;
    }
}
