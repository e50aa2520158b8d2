using Disbursement.Domain.Amounts;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Policies;

namespace Disbursement.Domain.Schemes;

/// <summary>A scheme with a rate for a period: one for everybody, or one for each word of a fact.</summary>
public abstract class PeriodRule : SchemeRule
{
    private readonly Rate? _flat;
    private readonly ClaimantFact? _by;
    private readonly Rate[] _byCode = [];

    private protected PeriodRule(SchemeDefinition definition, SchemeTerms terms)
        : base(definition, terms, [SharedConditions.Alive(terms), SharedConditions.Accountable, SharedConditions.Through])
    {
        KindTerms amount = new(definition.Amount, definition, terms);
        if (!amount.Has(AmountArguments.By))
        {
            _flat = amount.Rate(AmountArguments.Rate);
            return;
        }

        _by = amount.Fact(AmountArguments.By);
        IReadOnlyList<(string Key, Rate Rate)> rates = amount.RatesBy(AmountArguments.Rate);
        _byCode = [.. _by.Words.Select(word => rates.FirstOrDefault(rate => rate.Key == word).Rate ?? Rate.Nothing)];
    }

    private protected Layered RateOn(Case c, int year, DateOnly day) =>
        (_flat ?? _byCode[_by!.Code!(c, year)]).On(day, c.Household.County);

    public override bool IsRateUnchanged(Case c, int before, int after) =>
        RateOn(c, before, new DateOnly(before, 12, 31)) == RateOn(c, after, new DateOnly(after, 12, 31));
}

/// <summary>A scheme that owes a rate for every entitled month, the one in force on its first day.</summary>
public sealed class MonthlyRule(SchemeDefinition definition, SchemeTerms terms) : PeriodRule(definition, terms)
{
    private protected override Layered Owed(Case c, int year, Months months)
    {
        Layered sum = default;
        for (int month = months.First; month <= months.Last; month++)
        {
            if (months.Contains(month))
                sum += RateOn(c, year, new DateOnly(year, month, 1));
        }

        return sum;
    }
}

/// <summary>A scheme in which a year with an entitled month owes the yearly rate in force on the first day of the last one.</summary>
public sealed class WholeYearRule(SchemeDefinition definition, SchemeTerms terms) : PeriodRule(definition, terms)
{
    private protected override Layered Owed(Case c, int year, Months months) => RateOn(c, year, new DateOnly(year, months.Last, 1));
}
