using Disbursement.Domain.Amounts;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Policies;

namespace Disbursement.Domain.Schemes;

/// <summary><c>shp</c>: old-age security for families in special hardship 养老保障.</summary>
public sealed class OldAgeSecurity : WholeYearRule
{
    /// <summary>The rule.</summary>
    public static OldAgeSecurity Rule { get; } = new();

    public override Scheme Scheme => Scheme.Shp;

    public override bool NeedsApplication => false;

    public override IReadOnlyList<Condition> Conditions { get; } =
    [
        SpecialHardship.Family,
        new("SHP-AGE",
            "当年或以前年满60周岁",
            "reaches the age in or before the year",
            (c, year) => Months.When(Ages.Reached(c.Claimant.BirthDate, c.Claimant.DeathDate, c.Pack.OldAgeSecurity.Age)?.Year <= year),
            (c, _) => Facts.Show("birth_date", c.Claimant.BirthDate),
            "schemes.shp.age"),
        SharedConditions.Alive(Scheme.Shp),
        SharedConditions.Accountable,
        SharedConditions.Through,
    ];

    public override bool IsConsidered(Case c) => c.HasSpecialMonths;

    protected override Layered RateOn(Case c, DateOnly day) => c.Pack.OldAgeSecurity.Rate.On(day, c.Household.County);
}
