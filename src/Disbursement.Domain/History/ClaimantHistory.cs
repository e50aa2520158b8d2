using Disbursement.Domain.Amounts;
using Disbursement.Domain.Households;
using Disbursement.Domain.Policies;

namespace Disbursement.Domain.History;

/// <summary>What sealed runs and the ledger left behind about a claimant, in every county.</summary>
public sealed record ClaimantHistory
{
    /// <summary>Nobody has seen the claimant before.</summary>
    public static ClaimantHistory Empty { get; } = new();

    /// <summary>The earliest application date that any accepted roster of a sealed run gave.</summary>
    public DateOnly? FirstAppliedOn { get; init; }

    /// <summary>The undated facts of the last sealed run of each year in which the claimant had a decision.</summary>
    public IReadOnlyList<(int Year, YearFacts Facts)> Facts { get; init; } = [];

    /// <summary>
    /// Facts that definitions ask for: those that belong to a year under it, and under year 0 the earliest day of an application.
    /// </summary>
    public IReadOnlyList<(int Year, FurtherFact Fact)> Further { get; init; } = [];

    /// <summary>What the ledger has accrued, per scheme and year; entries of zero may be left out.</summary>
    public IReadOnlyList<(Scheme Scheme, int Year, Money Amount)> Settled { get; init; } = [];

    /// <summary>What runs of each year have paid, per scheme.</summary>
    public IReadOnlyList<(Scheme Scheme, int Year, Money Amount)> Paid { get; init; } = [];

    /// <summary>Open receivables per offset group.</summary>
    public IReadOnlyList<(string Group, Money Amount)> Receivables { get; init; } = [];

    /// <summary>The same with an application on record.</summary>
    /// <param name="day">Its day.</param>
    /// <param name="columns">Further columns that date applications, of which the same is so.</param>
    public ClaimantHistory AppliedOn(DateOnly day, IEnumerable<string> columns) => this with
    {
        FirstAppliedOn = day,
        Further = [.. Further, .. columns.Where(column => FirstOf(column) is null)
            .Select(column => (0, new FurtherFact(column, day.DayNumber)))],
    };

    /// <summary>The same with more open in an offset group.</summary>
    public ClaimantHistory Owing(string group, Money amount) => this with
    {
        Receivables =
        [
            .. Receivables.Where(entry => entry.Group != group).Append((group, ReceivableOf(group) + amount))
                .Where(entry => entry.Item2 != Money.Zero).OrderBy(entry => entry.Item1, StringComparer.Ordinal),
        ],
    };

    /// <summary>The same with less open in an offset group.</summary>
    public ClaimantHistory Repaying(string group, Money amount) => Owing(group, -amount);

    /// <summary>The same where a recovery is given back: it is accrued again, and less is open in its offset group.</summary>
    public ClaimantHistory Withdrawing(Scheme scheme, int year, string group, Money amount) => Repaying(group, amount) with
    {
        Settled =
        [
            .. Settled.Where(entry => (entry.Scheme, entry.Year) != (scheme, year))
                .Append((scheme, year, SettledOf(scheme, year) + amount)).OrderBy(entry => entry.Item1).ThenBy(entry => entry.Item2),
        ],
    };

    /// <summary>Whether any sealed run decided about the claimant.</summary>
    public bool HasDecision => Facts.Count > 0;

    /// <summary>The accrued sum of one scheme and year.</summary>
    public Money SettledOf(Scheme scheme, int year) => Find(Settled, scheme, year);

    /// <summary>The paid sum of one scheme in the runs of one year.</summary>
    public Money PaidOf(Scheme scheme, int year) => Find(Paid, scheme, year);

    /// <summary>The first year in which the ledger has something of a scheme.</summary>
    public int? SettledYear(Scheme scheme)
    {
        int? first = null;
        foreach ((Scheme s, int year, Money amount) in Settled)
        {
            if (s == scheme && amount > Money.Zero && !(first <= year))
                first = year;
        }

        return first;
    }

    /// <summary>The undated facts recorded for a year.</summary>
    public YearFacts? FactsOf(int year)
    {
        foreach ((int y, YearFacts facts) in Facts)
        {
            if (y == year)
                return facts;
        }

        return null;
    }

    /// <summary>A further fact that is recorded for a year.</summary>
    public FurtherFact? FurtherOf(int year, string name)
    {
        foreach ((int y, FurtherFact fact) in Further)
        {
            if (y == year && fact.Name == name)
                return fact;
        }

        return null;
    }

    /// <summary>The earliest day that a further column gave for an application.</summary>
    public DateOnly? FirstOf(string column) =>
        FurtherOf(0, column) is { } fact ? DateOnly.FromDayNumber((int)fact.Value) : null;

    /// <summary>The open receivable of an offset group.</summary>
    public Money ReceivableOf(string group)
    {
        for (int i = 0; i < Receivables.Count; i++)
        {
            if (Receivables[i].Group == group)
                return Receivables[i].Amount;
        }

        return Money.Zero;
    }

    private static Money Find(IReadOnlyList<(Scheme Scheme, int Year, Money Amount)> entries, Scheme scheme, int year)
    {
        for (int i = 0; i < entries.Count; i++)
        {
            if (entries[i].Scheme == scheme && entries[i].Year == year)
                return entries[i].Amount;
        }

        return Money.Zero;
    }
}
