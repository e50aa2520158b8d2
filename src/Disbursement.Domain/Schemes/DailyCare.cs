using Disbursement.Domain.Amounts;
using Disbursement.Domain.Households;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Policies;

namespace Disbursement.Domain.Schemes;

/// <summary><c>shc</c>: daily care for families in special hardship 生活照料.</summary>
public sealed class DailyCare : MonthlyRule
{
    /// <summary>The rule.</summary>
    public static DailyCare Rule { get; } = new();

    public override Scheme Scheme => Scheme.Shc;

    public override bool NeedsApplication => false;

    public override IReadOnlyList<Condition> Conditions { get; } =
    [
        SpecialHardship.Family,
        new("SHC-LEVEL",
            "护理等级为半失能或失能",
            "the care level is partial or full",
            (c, year) => Months.When(c.FactsOf(year).CareLevel != CareLevel.None),
            (c, year) => Facts.Show("care_level", c.FactsOf(year).CareLevel)),
        new("SHC-AGE",
            "自本人年满60周岁当月起",
            "from the month in which the claimant reaches the age",
            (c, year) => Ages.Reached(c.Claimant.BirthDate, c.Claimant.DeathDate, c.Pack.DailyCare.Age) is { } day
                ? Months.From(Month.Of(day), year)
                : Months.None,
            (c, _) => Facts.Show("birth_date", c.Claimant.BirthDate),
            "schemes.shc.age"),
        SharedConditions.Alive(Scheme.Shc),
        SharedConditions.Accountable,
        SharedConditions.Through,
    ];

    public override bool IsConsidered(Case c) => c.HasSpecialMonths;

    protected override Layered RateOn(Case c, int year, DateOnly day) => c.FactsOf(year).CareLevel switch
    {
        CareLevel.Partial => c.Pack.DailyCare.Partial.On(day, c.Household.County),
        CareLevel.Full => c.Pack.DailyCare.Full.On(day, c.Household.County),
        _ => default,
    };
}
