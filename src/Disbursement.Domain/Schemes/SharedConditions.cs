using Disbursement.Domain.Periods;
using Disbursement.Domain.Policies;

namespace Disbursement.Domain.Schemes;

/// <summary>The conditions that all schemes share (rules, section 2).</summary>
internal static class SharedConditions
{
    /// <summary>Nothing after the month of death, or after December of that year.</summary>
    public static Condition Alive(SchemeTerms terms) => new(
        SharedWords.Deceased.Code,
        SharedWords.Deceased.Chinese,
        SharedWords.Deceased.English,
        (c, year) => c.Claimant.DeathDate is not { } death ? Months.All
            : Months.Until(
                terms.DeathCutoff == DeathCutoff.DeathMonth ? Month.Of(death) : new Month(death.Year, 12), year),
        (c, _) => Facts.Show("death_date", c.Claimant.DeathDate),
        $"schemes.{terms.Scheme.Code}.deathCutoff");

    /// <summary>Months before the accountable period were settled outside this system.</summary>
    public static Condition Accountable { get; } = new(
        SharedWords.Accountable.Code,
        SharedWords.Accountable.Chinese,
        SharedWords.Accountable.English,
        (c, year) => Months.From(c.Pack.AccountableFrom, year),
        (_, year) => Facts.Show("year", year),
        "accountableFrom");

    /// <summary>Months of the run's year after the one that the run goes through; a later run of the year looks at them.</summary>
    public static Condition Through { get; } = new(
        SharedWords.Through.Code,
        SharedWords.Through.Chinese,
        SharedWords.Through.English,
        (c, year) => Months.Until(c.Through, year),
        (c, _) => Facts.Show("through", c.Through)) { IsAsked = c => !c.Through.IsDecember };

    /// <summary>A sum with a date after the month that the run goes through is left to a later run of the year.</summary>
    public static Condition ThroughDate(Func<Case, Month?> latest) => new(
        SharedWords.Through.Code,
        "各相关日期均不晚于本次发放截至的月份",
        "none of its dates is after the month that the run goes through",
        (c, _) => Months.When(!(latest(c) > c.Through)),
        (c, _) => Facts.All(Facts.Show("latest date", latest(c)), Facts.Show("through", c.Through)))
    {
        IsAsked = c => !c.Through.IsDecember,
    };

    /// <summary>A qualifying date before the accountable period owes nothing.</summary>
    public static Condition AccountableDate(Func<Case, DateOnly?> qualifyingDate) => new(
        SharedWords.Accountable.Code,
        "条件成就日在本系统核算期内",
        "the qualifying date is within the period this system accounts for",
        (c, _) => Months.When(qualifyingDate(c) is not { } date || Month.Of(date) >= c.Pack.AccountableFrom),
        (c, _) => Facts.Show("qualifying_date", qualifyingDate(c)),
        "accountableFrom");
}
