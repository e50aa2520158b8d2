using Disbursement.Domain.History;
using Disbursement.Domain.Households;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Policies;

namespace Disbursement.Domain.Schemes;

/// <summary>One claimant of one household in one run: everything a rule may look at.</summary>
public sealed class Case
{
    private Months[]? _bereaved;
    private Months[]? _disabled;

    public Case(Household household, Claimant claimant, ClaimantHistory history, PolicyPack pack, int runYear)
    {
        Household = household;
        Claimant = claimant;
        History = history;
        Pack = pack;
        RunYear = runYear;
        AppliedOn = history.FirstAppliedOn is { } first && !(claimant.AppliedOn < first) ? first : claimant.AppliedOn;
    }

    public Household Household { get; }

    public Claimant Claimant { get; }

    public ClaimantHistory History { get; }

    public PolicyPack Pack { get; }

    public int RunYear { get; }

    /// <summary>The first application of all accepted rosters: a renewed date never takes back what was due.</summary>
    public DateOnly? AppliedOn { get; }

    /// <summary>The first year that may hold entitled months.</summary>
    public int FirstYear => Math.Min(Pack.AccountableFrom.Year, RunYear);

    /// <summary>The undated facts that count for a year: this roster's for the run's year, else those recorded for that year.</summary>
    public YearFacts FactsOf(int year) => year == RunYear ? Claimant.Facts : History.FactsOf(year) ?? Claimant.Facts;

    /// <summary>The months of a year that <c>sab</c> would entitle to one who applied in time.</summary>
    public Months BereavedMonths(int year) => Of(ref _bereaved, BereavedAssistance.Rule, year);

    /// <summary>The months of a year that <c>sad</c> would entitle to one who applied in time.</summary>
    public Months DisabledMonths(int year) => Of(ref _disabled, DisabledAssistance.Rule, year);

    /// <summary>
    /// The special months of a year: those that <c>sab</c> or <c>sad</c> entitles. Without an application there are none.
    /// </summary>
    public Months SpecialMonths(int year) => AppliedOn is null ? Months.None : BereavedMonths(year) | DisabledMonths(year);

    /// <summary>Whether any accountable year up to the run's has a special month.</summary>
    public bool HasSpecialMonths
    {
        get
        {
            if (AppliedOn is null)
                return false;

            for (int year = FirstYear; year <= RunYear; year++)
            {
                if (!SpecialMonths(year).IsNone)
                    return true;
            }

            return false;
        }
    }

    /// <summary>The first month that <c>sab</c> entitles, if there is one.</summary>
    public Month? FirstBereavedMonth
    {
        get
        {
            if (AppliedOn is null)
                return null;

            for (int year = FirstYear; year <= RunYear; year++)
            {
                if (BereavedMonths(year) is { IsNone: false } months)
                    return new Month(year, months.First);
            }

            return null;
        }
    }

    private Months Of(ref Months[]? known, SchemeRule rule, int year)
    {
        if (year > RunYear || year < FirstYear)
            return Months.None;

        if (known is null)
        {
            known = new Months[RunYear - FirstYear + 1];
            if (rule.IsConsidered(this))
            {
                for (int i = 0; i < known.Length; i++)
                    known[i] = rule.EntitledMonths(this, FirstYear + i);
            }
        }

        return known[year - FirstYear];
    }
}
