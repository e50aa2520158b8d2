using Disbursement.Domain.Amounts;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Policies;

namespace Disbursement.Domain.Schemes;

/// <summary>A scheme that owes a rate for each of some days of the run's year, up to a number of them.</summary>
/// <remarks>The rate is the one in force on 1 January of the year, as with a cost: the days have no dates of their own.</remarks>
public sealed class PerDayRule : SchemeRule
{
    private readonly Func<Case, int, long> _days;
    private readonly Rate _rate;
    private readonly int _most;

    public PerDayRule(SchemeDefinition definition, SchemeTerms terms)
        : base(definition, terms, [SharedConditions.Alive(terms), SharedConditions.Accountable, SharedConditions.Through])
    {
        KindTerms amount = new(definition.Amount, definition, terms);
        _days = amount.Fact(AmountArguments.Fact).Count!;
        _rate = amount.Rate(AmountArguments.Rate);
        _most = amount.Whole(AmountArguments.Most);
    }

    /// <summary>How many days a year had is known at its end: only a run through December considers it.</summary>
    public override bool IsConsidered(Case c) => c.Through.IsDecember && base.IsConsidered(c);

    public override Decision Decide(Case c)
    {
        Months months = EntitledMonths(c, c.RunYear);
        bool isWaived = NeedsApplication && AppliedOn(c) is null;
        Outcome outcome = months.IsNone ? Outcome.Refused : isWaived ? Outcome.Unclaimed : Outcome.Granted;
        Layered due = outcome == Outcome.Granted ? Owed(c, c.RunYear, months) : default;
        return Decided(outcome, months.IsNone ? RefusalsOf(c, c.RunYear) : 0, Months.None, [new YearDue(c.RunYear, due)]);
    }

    public override bool IsRateUnchanged(Case c, int before, int after) => RateOf(c, before) == RateOf(c, after);

    public override Money DueAfter(Case c, Month last) => Money.Zero;

    private protected override Layered Owed(Case c, int year, Months months) =>
        RateOf(c, year) * (int)Math.Min(_days(c, year), _most);

    private Layered RateOf(Case c, int year) => _rate.On(new DateOnly(year, 1, 1), c.Household.County);
}
