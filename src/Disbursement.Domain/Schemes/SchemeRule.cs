using Disbursement.Domain.Amounts;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Policies;

namespace Disbursement.Domain.Schemes;

/// <summary>A scheme of the rules: when it is considered, its conditions, and what a year owes.</summary>
public abstract class SchemeRule
{
    public abstract Scheme Scheme { get; }

    /// <summary>The conditions in the order of the tables, then DECEASED, ACCOUNTABLE and THROUGH.</summary>
    public abstract IReadOnlyList<Condition> Conditions { get; }

    /// <summary>Whether an application is needed; without one the outcome can at best be unclaimed.</summary>
    public virtual bool NeedsApplication => true;

    /// <summary>Whether what is owed depends on a child of the household.</summary>
    public virtual bool RestsOnChildren => true;

    /// <summary>Whether there is a decision at all.</summary>
    public abstract bool IsConsidered(Case c);

    /// <summary>The months of a year that all conditions leave, as if the claimant had applied in time where nobody applied.</summary>
    public Months EntitledMonths(Case c, int year)
    {
        Months months = Months.All;
        foreach (Condition condition in Conditions)
        {
            months &= condition.Allows(c, year);
            if (months.IsNone)
                break;
        }

        return months;
    }

    /// <summary>Decides about the run's year and works out what each accountable year owes.</summary>
    public virtual Decision Decide(Case c)
    {
        Months months = EntitledMonths(c, c.RunYear);
        bool isWaived = NeedsApplication && c.AppliedOn is null;
        Outcome outcome = months.IsNone ? Outcome.Refused : isWaived ? Outcome.Unclaimed : Outcome.Granted;
        uint refusals = outcome == Outcome.Refused ? RefusalsOf(c, c.RunYear) : 0;

        YearDue[] dues = new YearDue[c.RunYear - c.FirstYear + 1];
        for (int i = 0; i < dues.Length; i++)
        {
            int year = c.FirstYear + i;
            Months entitled = isWaived ? Months.None : year == c.RunYear ? months : EntitledMonths(c, year);
            dues[i] = new YearDue(year, entitled.IsNone ? default : Owed(c, year, entitled));
        }

        return new Decision(Scheme, outcome, refusals, outcome == Outcome.Refused ? Months.None : ShownMonths(months), dues);
    }

    /// <summary>What the entitled months of a year owe.</summary>
    protected abstract Layered Owed(Case c, int year, Months months);

    /// <summary>Whether the rate that counts for the claimant was the same in two years, judged on their last days.</summary>
    public abstract bool IsRateUnchanged(Case c, int before, int after);

    /// <summary>What a year owes on account of its months after a given one alone; nothing for sums owed once and for costs.</summary>
    public virtual Money DueAfter(Case c, Month last)
    {
        Months entitled = EntitledMonths(c, last.Year), before = entitled & Months.Until(last, last.Year);
        if (before == entitled)
            return Money.Zero;

        Money whole = Owed(c, last.Year, entitled).Total;
        return before.IsNone ? whole : whole - Owed(c, last.Year, before).Total;
    }

    /// <summary>The months that a payment names.</summary>
    protected virtual Months ShownMonths(Months months) => months;

    /// <summary>The conditions that leave no month; where none does, those that exclude some month.</summary>
    protected uint RefusalsOf(Case c, int year)
    {
        uint failed = 0, excluding = 0;
        for (int i = 0; i < Conditions.Count; i++)
        {
            Months allowed = Conditions[i].Allows(c, year);
            if (allowed.IsNone)
                failed |= 1u << i;
            if (!allowed.IsAll)
                excluding |= 1u << i;
        }

        return failed != 0 ? failed : excluding;
    }
}

/// <summary>A scheme that owes a rate for every entitled month, the one in force on its first day.</summary>
public abstract class MonthlyRule : SchemeRule
{
    /// <summary>The monthly rate on a day.</summary>
    protected abstract Layered RateOn(Case c, int year, DateOnly day);

    public override bool IsRateUnchanged(Case c, int before, int after) =>
        RateOn(c, before, new DateOnly(before, 12, 31)) == RateOn(c, after, new DateOnly(after, 12, 31));

    protected override Layered Owed(Case c, int year, Months months)
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
public abstract class WholeYearRule : SchemeRule
{
    /// <summary>The yearly rate on a day.</summary>
    protected abstract Layered RateOn(Case c, DateOnly day);

    public override bool IsRateUnchanged(Case c, int before, int after) =>
        RateOn(c, new DateOnly(before, 12, 31)) == RateOn(c, new DateOnly(after, 12, 31));

    protected override Layered Owed(Case c, int year, Months months) => RateOn(c, new DateOnly(year, months.Last, 1));
}
