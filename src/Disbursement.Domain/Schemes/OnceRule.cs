using System.Globalization;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Households;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Policies;

namespace Disbursement.Domain.Schemes;

/// <summary>A scheme that owes one sum, in one year alone.</summary>
/// <remarks>
/// Where the definition names a fact and words, the sum is that of a household: half of it to each claimant, the whole where the fact has
/// one of the words in the year that decides.
/// </remarks>
public sealed class OnceRule : SchemeRule
{
    private readonly Func<Case, DateOnly?> _qualifyingDate;
    private readonly Scheme[] _further;
    private readonly Rate? _flat;
    private readonly (int UpTo, Rate Rate)[] _steps = [];
    private readonly ClaimantFact? _wholeFact;
    private readonly int _wholeWords;

    public OnceRule(SchemeDefinition definition, SchemeTerms terms)
        : this(definition, terms, QualifyingDateOf(definition), new KindTerms(definition.Amount, definition, terms))
    {
    }

    private OnceRule(SchemeDefinition definition, SchemeTerms terms, Func<Case, DateOnly?> qualifyingDate, KindTerms amount)
        : base(definition, terms, [
            SharedConditions.AccountableDate(qualifyingDate),
            SharedConditions.ThroughDate(
                c => LatestMonth(c, qualifyingDate(c), amount.AppliedOn(c), amount.Schemes(AmountArguments.FurtherMonthOf))),
        ])
    {
        _qualifyingDate = qualifyingDate;
        _further = amount.Schemes(AmountArguments.FurtherMonthOf);
        if (amount.Has(AmountArguments.By))
            _steps = [.. amount.RatesBy(AmountArguments.Rate)
                .Select(step => (int.Parse(step.Key, CultureInfo.InvariantCulture), step.Rate))];
        else
            _flat = amount.Rate(AmountArguments.Rate);
        if (amount.Has(AmountArguments.Fact))
        {
            _wholeFact = amount.Fact(AmountArguments.Fact);
            _wholeWords = amount.WordsOf(_wholeFact, AmountArguments.WholeWords);
        }
    }

    /// <summary>
    /// The year whose facts decide: that in which the sum is owed. Where they refuse a sum that the ledger has, and those of the year of
    /// the dates do not, these: it is owed once, and stays where the ledger has it.
    /// </summary>
    /// <remarks>
    /// Otherwise a run would take it back, and the next one over the same roster, which finds no sum in the ledger any more, would owe it
    /// in the year of the dates and pay it again.
    /// </remarks>
    public int DecidingYear(Case c) => Years(c).Deciding;

    /// <summary>
    /// The sum is owed in the latest of the years of the qualifying date, of the application (the run's year where nobody applied and
    /// somebody must) and of any further date; but where the ledger has the sum already, in the year it has it in.
    /// </summary>
    private (int Owed, int Deciding) Years(Case c)
    {
        int byDates = OwedYearByDates(c);
        return c.History.SettledYear(Scheme) is { } settled && settled != byDates
            ? (settled, RefusalsOf(c, settled) != 0 && RefusalsOf(c, byDates) == 0 ? byDates : settled)
            : (byDates, byDates);
    }

    private int OwedYearByDates(Case c)
    {
        DateOnly? qualifying = _qualifyingDate(c);
        bool waits = NeedsApplication || qualifying is null;
        int year = Math.Max(qualifying?.Year ?? 0, AppliedOn(c)?.Year ?? (waits ? c.RunYear : 0));
        return Math.Max(year, _further.Length == 0 ? 0 : c.FirstMonthOf(_further)?.Year ?? 0);
    }

    public override Decision Decide(Case c)
    {
        (int owedYear, int decidingYear) = Years(c);
        bool isWaived = NeedsApplication && AppliedOn(c) is null;
        uint refusals = RefusalsOf(c, decidingYear);
        bool isOwed = refusals == 0;
        if (isOwed && owedYear != c.RunYear)
            refusals = Decision.OwedInAnotherYear;
        Outcome outcome = refusals != 0 ? Outcome.Refused : isWaived ? Outcome.Unclaimed : Outcome.Granted;

        YearDue[] dues = new YearDue[c.RunYear - c.DuesFrom + 1];
        for (int i = 0; i < dues.Length; i++)
        {
            int year = c.DuesFrom + i;
            dues[i] = new YearDue(year, isOwed && !isWaived && year == owedYear ? Sum(c, decidingYear) : default);
        }

        return Decided(outcome, refusals, Months.None, dues);
    }

    public override bool IsRateUnchanged(Case c, int before, int after) => true;

    public override Money DueAfter(Case c, Month last) => Money.Zero;

    private protected override Layered Owed(Case c, int year, Months months) => Sum(c, year);

    /// <summary>The sum in force on the qualifying date.</summary>
    private Layered Sum(Case c, int decidingYear)
    {
        DateOnly day = _qualifyingDate(c)!.Value;
        Layered sum = (_flat ?? OfAge(c)).On(day, c.Household.County);
        return _wholeFact is null || (_wholeWords >> _wholeFact.Code!(c, decidingYear) & 1) != 0 ? sum : sum.Half();
    }

    /// <summary>The rate of the step that holds the age at death of the child that died last; nothing above the last step.</summary>
    private Rate OfAge(Case c)
    {
        Child child = LastToDie(c)!;
        int age = Ages.InFullYears(child.BirthDate, child.DeathDate!.Value);
        foreach ((int upTo, Rate rate) in _steps)
        {
            if (age <= upTo)
                return rate;
        }

        return Rate.Nothing;
    }

    private static Func<Case, DateOnly?> QualifyingDateOf(SchemeDefinition definition)
    {
        string name = definition.Amount.Text(AmountArguments.QualifyingDate);
        return name == AmountArguments.LastChildDeath ? c => LastToDie(c)?.DeathDate : ClaimantFact.Find(name, definition)!.Date!;
    }

    /// <summary>The latest month of all dates that the sum waits for; null where there is none.</summary>
    private static Month? LatestMonth(Case c, DateOnly? qualifyingDate, DateOnly? appliedOn, Scheme[] further)
    {
        Month? latest = further.Length == 0 ? null : c.FirstMonthOf(further);
        foreach (DateOnly? date in (ReadOnlySpan<DateOnly?>)[qualifyingDate, appliedOn])
        {
            if (date is { } day && !(latest >= Month.Of(day)))
                latest = Month.Of(day);
        }

        return latest;
    }

    /// <summary>The child that died last; on a tie the first of them.</summary>
    private static Child? LastToDie(Case c)
    {
        Child? last = null;
        foreach (Child child in c.Household.Children)
        {
            if (child.DeathDate is { } death && (last is null || death > last.DeathDate))
                last = child;
        }

        return last;
    }
}
