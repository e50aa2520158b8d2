using Disbursement.Domain.Amounts;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Policies;

namespace Disbursement.Domain.Schemes;

/// <summary>A scheme that owes a share of a cost above a deductible, up to a ceiling; the run's year alone.</summary>
/// <remarks>The three values are those in force on 1 January of the year.</remarks>
public sealed class CostRule : SchemeRule
{
    private readonly Func<Case, Money?> _cost;
    private readonly IReadOnlyList<Dated<Money>> _deductible;
    private readonly IReadOnlyList<Dated<int>> _percentHundredths;
    private readonly IReadOnlyList<Dated<Money>> _ceiling;

    public CostRule(SchemeDefinition definition, SchemeTerms terms)
        : base(definition, terms, [SharedConditions.Alive(terms), SharedConditions.Accountable, SharedConditions.Through])
    {
        KindTerms amount = new(definition.Amount, definition, terms);
        _cost = amount.Fact(AmountArguments.Fact).Cost!;
        _deductible = amount.Amounts(AmountArguments.Deductible);
        _percentHundredths = amount.Percentages(AmountArguments.Percent);
        _ceiling = amount.Amounts(AmountArguments.Ceiling);
    }

    /// <summary>The cost of a year is known at its end: only a run through December considers it.</summary>
    public override bool IsConsidered(Case c) => c.Through.IsDecember && base.IsConsidered(c);

    public override Decision Decide(Case c)
    {
        Months months = EntitledMonths(c, c.RunYear);
        return months.IsNone
            ? Decided(Outcome.Refused, RefusalsOf(c, c.RunYear), Months.None, [new YearDue(c.RunYear, default)])
            : Decided(Outcome.Granted, 0, Months.None, [new YearDue(c.RunYear, Owed(c, c.RunYear, months))]);
    }

    public override bool IsRateUnchanged(Case c, int before, int after) =>
        KindsOfFacts.OfYear(_deductible, before) == KindsOfFacts.OfYear(_deductible, after) && Percent(before) == Percent(after)
            && KindsOfFacts.OfYear(_ceiling, before) == KindsOfFacts.OfYear(_ceiling, after);

    public override Money DueAfter(Case c, Month last) => Money.Zero;

    private protected override Layered Owed(Case c, int year, Months months)
    {
        Money above = _cost(c)!.Value - KindsOfFacts.OfYear(_deductible, year);
        return Layered.OfBase(Money.Min(above.Portion(Percent(year), 10_000), KindsOfFacts.OfYear(_ceiling, year)));
    }

    private int Percent(int year) => _percentHundredths.InForce(new DateOnly(year, 1, 1))?.Value ?? 0;
}
