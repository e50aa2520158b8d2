using Disbursement.Domain.Amounts;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Policies;

namespace Disbursement.Domain.Schemes;

/// <summary><c>shm</c>: help with the cost of a major illness for families in special hardship 大病医疗; the run's year alone.</summary>
public sealed class MajorIllness : SchemeRule
{
    /// <summary>The rule.</summary>
    public static MajorIllness Rule { get; } = new();

    public override Scheme Scheme => Scheme.Shm;

    public override bool NeedsApplication => false;

    public override IReadOnlyList<Condition> Conditions { get; } =
    [
        SpecialHardship.FamilyYear,
        new("SHM-COST",
            "当年自付费用超过起付线",
            "the cost that the claimant bore in the year is above the deductible",
            (c, year) => Months.When(c.Claimant.MedicalSelfPaid is { } cost && cost > Deductible(c, year)),
            (c, year) => Facts.All(Facts.Show("medical_self_paid", c.Claimant.MedicalSelfPaid),
                Facts.Show("deductible", Deductible(c, year))),
            "schemes.shm.deductible", "schemes.shm.percent", "schemes.shm.ceiling"),
        SharedConditions.Alive(Scheme.Shm),
        SharedConditions.Accountable,
        SharedConditions.Through,
    ];

    /// <summary>The cost of a year is known at its end: only a run through December considers it.</summary>
    public override bool IsConsidered(Case c) => c.HasSpecialMonths && c.Through.IsDecember;

    public override Decision Decide(Case c)
    {
        Months months = EntitledMonths(c, c.RunYear);
        return months.IsNone
            ? new Decision(Scheme, Outcome.Refused, RefusalsOf(c, c.RunYear), Months.None, [new YearDue(c.RunYear, default)])
            : new Decision(Scheme, Outcome.Granted, 0, Months.None, [new YearDue(c.RunYear, Owed(c, c.RunYear, months))]);
    }

    public override bool IsRateUnchanged(Case c, int before, int after) =>
        Deductible(c, before) == Deductible(c, after) && Percent(c, before) == Percent(c, after) && Ceiling(c, before) == Ceiling(c, after);

    public override Money DueAfter(Case c, Month last) => Money.Zero;

    protected override Layered Owed(Case c, int year, Months months)
    {
        Money above = c.Claimant.MedicalSelfPaid!.Value - Deductible(c, year);
        return Layered.OfBase(Money.Min(above.Portion(Percent(c, year), 10_000), Ceiling(c, year)));
    }

    private static Money Deductible(Case c, int year) =>
        c.Pack.MajorIllness.Deductible.InForce(new DateOnly(year, 1, 1))?.Value ?? Money.Zero;

    private static int Percent(Case c, int year) => c.Pack.MajorIllness.PercentHundredths.InForce(new DateOnly(year, 1, 1))?.Value ?? 0;

    private static Money Ceiling(Case c, int year) => c.Pack.MajorIllness.Ceiling.InForce(new DateOnly(year, 1, 1))?.Value ?? Money.Zero;
}
