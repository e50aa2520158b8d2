using Disbursement.Domain.Amounts;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Policies;

namespace Disbursement.Domain.Schemes;

/// <summary>A scheme that owes one sum, in one year alone.</summary>
public abstract class OnceRule : SchemeRule
{
    /// <summary>The date on which the sum depends.</summary>
    public abstract DateOnly? QualifyingDate(Case c);

    /// <summary>A further month that may put the owed year off.</summary>
    protected virtual Month? FurtherMonth(Case c) => null;

    /// <summary>The sum in force on the qualifying date.</summary>
    protected abstract Layered Sum(Case c, int owedYear);

    /// <summary>
    /// The year in which the sum is owed: the latest of the years of the qualifying date, of the application (the run's year where nobody
    /// applied) and of any further date; but where the ledger has the sum already, the year it has it in.
    /// </summary>
    public int OwedYear(Case c)
    {
        if (c.History.SettledYear(Scheme) is { } settled)
            return settled;

        int year = Math.Max(QualifyingDate(c)?.Year ?? 0, c.AppliedOn?.Year ?? c.RunYear);
        return Math.Max(year, FurtherMonth(c)?.Year ?? 0);
    }

    /// <summary>The latest month of all dates that the sum waits for; null where there is none.</summary>
    public Month? LatestMonth(Case c)
    {
        Month? latest = FurtherMonth(c);
        foreach (DateOnly? date in (ReadOnlySpan<DateOnly?>)[QualifyingDate(c), c.AppliedOn])
        {
            if (date is { } day && !(latest >= Month.Of(day)))
                latest = Month.Of(day);
        }

        return latest;
    }

    public override Decision Decide(Case c)
    {
        int owedYear = OwedYear(c);
        bool isWaived = NeedsApplication && c.AppliedOn is null;
        uint refusals = RefusalsOf(c, owedYear);
        bool isOwed = refusals == 0;
        if (isOwed && owedYear != c.RunYear)
            refusals = Decision.OwedInAnotherYear;
        Outcome outcome = refusals != 0 ? Outcome.Refused : isWaived ? Outcome.Unclaimed : Outcome.Granted;

        YearDue[] dues = new YearDue[c.RunYear - c.FirstYear + 1];
        for (int i = 0; i < dues.Length; i++)
        {
            int year = c.FirstYear + i;
            dues[i] = new YearDue(year, isOwed && !isWaived && year == owedYear ? Sum(c, owedYear) : default);
        }

        return new Decision(Scheme, outcome, refusals, Months.None, dues);
    }

    public override bool IsRateUnchanged(Case c, int before, int after) => true;

    public override Money DueAfter(Case c, Month last) => Money.Zero;

    protected override Layered Owed(Case c, int year, Months months) => Sum(c, year);
}
