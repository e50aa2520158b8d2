using Disbursement.Domain.History;
using Disbursement.Domain.Households;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Policies;

namespace Disbursement.Domain.Schemes;

/// <summary>One claimant of one household in one run: everything a rule may look at.</summary>
public sealed class Case
{
    /// <summary>By place of the scheme, then by year; null where nobody has asked yet.</summary>
    private Months?[]? _months;
    private Case? _wholeYear;
    private (Scheme[] Schemes, Month? Month)? _first;

    /// <summary>A case.</summary>
    /// <param name="household">The claimant's household.</param>
    /// <param name="claimant">The claimant.</param>
    /// <param name="history">What earlier runs left behind.</param>
    /// <param name="rules">The schemes of the pack.</param>
    /// <param name="through">The last month of the run's year that the run pays, that month included; its year is the run's.</param>
    /// <param name="duesFrom">The first year whose dues are worked out, that year included; the first accountable one where null.</param>
    public Case(Household household, Claimant claimant, ClaimantHistory history, SchemeRules rules, Month through, int? duesFrom = null)
    {
        Household = household;
        Claimant = claimant;
        History = history;
        Rules = rules;
        Through = through;
        FirstYear = Math.Min(Pack.AccountableFrom.Year, RunYear);
        DuesFrom = duesFrom ?? FirstYear;
        AppliedOn = history.FirstAppliedOn is { } first && !(claimant.AppliedOn < first) ? first : claimant.AppliedOn;
    }

    public Household Household { get; }

    public Claimant Claimant { get; }

    public ClaimantHistory History { get; }

    public SchemeRules Rules { get; }

    public PolicyPack Pack => Rules.Pack;

    /// <summary>The last month of the run's year that the run pays.</summary>
    public Month Through { get; }

    public int RunYear => Through.Year;

    /// <summary>The first application of all accepted rosters: a renewed date never takes back what was due.</summary>
    public DateOnly? AppliedOn { get; }

    /// <summary>The first year that may hold entitled months.</summary>
    public int FirstYear { get; }

    /// <summary>
    /// The first year whose dues are worked out, that year included. Conditions look at all accountable years all the same.
    /// </summary>
    public int DuesFrom { get; }

    /// <summary>The undated facts that count for a year: this roster's for the run's year, else those recorded for that year.</summary>
    public YearFacts FactsOf(int year) => year == RunYear ? Claimant.Facts : History.FactsOf(year) ?? Claimant.Facts;

    /// <summary>Whether anybody ever applied for the claimant, for any scheme.</summary>
    public bool HasApplied => AppliedOn is not null || Rules.ApplicationColumns.Any(column => FirstAppliedIn(column) is not null);

    /// <summary>The first application that a further column gave, in this roster or an earlier one.</summary>
    public DateOnly? FirstAppliedIn(string column)
    {
        DateOnly? now = Claimant.Further.Of(column) is { } fact ? DateOnly.FromDayNumber((int)fact.Value) : null;
        return History.FirstOf(column) is { } first && !(now < first) ? first : now;
    }

    /// <summary>
    /// A further fact that counts for a year: this roster's, or the one recorded for that year where it belongs to its year.
    /// </summary>
    public FurtherFact? FurtherOf(FactDefinition fact, int year) => fact.IsOfYear && year != RunYear
        ? History.FactsOf(year) is null ? Claimant.Further.Of(fact.Name) : History.FurtherOf(year, fact.Name)
        : Claimant.Further.Of(fact.Name);

    /// <summary>
    /// The months of a year that a scheme would entitle to one who applied in time; of the whole year, also where the run ends before.
    /// </summary>
    public Months WholeMonthsOf(Scheme scheme, int year)
    {
        if (year > RunYear || year < FirstYear)
            return Months.None;

        int place = Rules.PlaceOf(scheme), years = RunYear - FirstYear + 1;
        Span<Months?> known = (_months ??= new Months?[Rules.All.Count * years]).AsSpan(place * years, years);
        if (known[year - FirstYear] is { } months)
            return months;

        SchemeRule rule = Rules.All[place];
        Case whole = Through.IsDecember ? this : _wholeYear ??= new Case(Household, Claimant, History, Rules, Month.December(RunYear));
        if (!rule.IsConsidered(whole))
        {
            known.Fill(Months.None);
            return Months.None;
        }

        months = rule.EntitledMonths(whole, year);
        known[year - FirstYear] = months;
        return months;
    }

    /// <summary>
    /// The months of a year that one of some schemes entitles, as far as the run goes (the special months, where they are those of special
    /// assistance). Without an application there are none.
    /// </summary>
    public Months MonthsOf(Scheme[] schemes, int year)
    {
        Months months = Months.None;
        foreach (Scheme scheme in schemes)
        {
            if (Rules.Of(scheme).AppliedOn(this) is not null)
                months |= WholeMonthsOf(scheme, year);
        }

        return months & Months.Until(Through, year);
    }

    /// <summary>The first of those months in the accountable years up to the run's, if there is one.</summary>
    public Month? FirstMonthOf(Scheme[] schemes)
    {
        // Schemes that follow others mostly follow the same ones.
        if (_first is not { } found || !found.Schemes.AsSpan().SequenceEqual(schemes))
            _first = found = (schemes, FindFirstMonthOf(schemes));
        return found.Month;
    }

    private Month? FindFirstMonthOf(Scheme[] schemes)
    {
        Month? first = null;
        foreach (Scheme scheme in schemes)
        {
            if (Rules.Of(scheme).AppliedOn(this) is null)
                continue;

            int last = first?.Year ?? RunYear;
            for (int year = FirstYear; year <= last; year++)
            {
                if ((WholeMonthsOf(scheme, year) & Months.Until(Through, year)) is { IsNone: false } months)
                {
                    Month own = new(year, months.First);
                    first = own < first ? own : first ?? own;
                    break;
                }
            }
        }

        return first;
    }
}
