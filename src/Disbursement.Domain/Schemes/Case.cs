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
    private Case? _wholeYear;

    /// <summary>A case.</summary>
    /// <param name="household">The claimant's household.</param>
    /// <param name="claimant">The claimant.</param>
    /// <param name="history">What earlier runs left behind.</param>
    /// <param name="pack">The policy pack.</param>
    /// <param name="through">The last month of the run's year that the run pays, that month included; its year is the run's.</param>
    public Case(Household household, Claimant claimant, ClaimantHistory history, PolicyPack pack, Month through)
    {
        Household = household;
        Claimant = claimant;
        History = history;
        Pack = pack;
        Through = through;
        AppliedOn = history.FirstAppliedOn is { } first && !(claimant.AppliedOn < first) ? first : claimant.AppliedOn;
    }

    public Household Household { get; }

    public Claimant Claimant { get; }

    public ClaimantHistory History { get; }

    public PolicyPack Pack { get; }

    /// <summary>The last month of the run's year that the run pays.</summary>
    public Month Through { get; }

    public int RunYear => Through.Year;

    /// <summary>The first application of all accepted rosters: a renewed date never takes back what was due.</summary>
    public DateOnly? AppliedOn { get; }

    /// <summary>The first year that may hold entitled months.</summary>
    public int FirstYear => Math.Min(Pack.AccountableFrom.Year, RunYear);

    /// <summary>The undated facts that count for a year: this roster's for the run's year, else those recorded for that year.</summary>
    public YearFacts FactsOf(int year) => year == RunYear ? Claimant.Facts : History.FactsOf(year) ?? Claimant.Facts;

    /// <summary>
    /// The months of a year that <c>sab</c> would entitle to one who applied in time; of the whole year, also where the run ends before.
    /// </summary>
    public Months BereavedMonths(int year) => Of(ref _bereaved, BereavedAssistance.Rule, year);

    /// <summary>The same of <c>sad</c>.</summary>
    public Months DisabledMonths(int year) => Of(ref _disabled, DisabledAssistance.Rule, year);

    /// <summary>
    /// The special months of a year, as far as the run goes: those that <c>sab</c> or <c>sad</c> entitles. Without an application there
    /// are none.
    /// </summary>
    public Months SpecialMonths(int year) =>
        AppliedOn is null ? Months.None : (BereavedMonths(year) | DisabledMonths(year)) & Months.Until(Through, year);

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

    /// <summary>The first month that <c>sab</c> entitles, as far as the run goes, if there is one.</summary>
    public Month? FirstBereavedMonth
    {
        get
        {
            if (AppliedOn is null)
                return null;

            for (int year = FirstYear; year <= RunYear; year++)
            {
                if ((BereavedMonths(year) & Months.Until(Through, year)) is { IsNone: false } months)
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
            Case whole = Through.IsDecember ? this : _wholeYear ??= new Case(Household, Claimant, History, Pack, Month.December(RunYear));
            if (rule.IsConsidered(whole))
            {
                for (int i = 0; i < known.Length; i++)
                    known[i] = rule.EntitledMonths(whole, FirstYear + i);
            }
        }

        return known[year - FirstYear];
    }
}
