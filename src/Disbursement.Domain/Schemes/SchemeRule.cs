using Disbursement.Domain.Amounts;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Policies;

namespace Disbursement.Domain.Schemes;

/// <summary>A scheme as a run judges it: its definition with what the pack says, made once for a pack.</summary>
public abstract class SchemeRule
{
    private readonly Func<Case, int, Months>[] _considered;
    private readonly Condition[] _conditions;

    private protected SchemeRule(SchemeDefinition definition, SchemeTerms terms, IReadOnlyList<Condition> shared)
    {
        Definition = definition;
        Terms = terms;
        _conditions = [.. definition.Conditions.Select(condition => Condition.Of(condition, definition, terms)), .. shared];
        _considered = [.. definition.ConsideredWhen.Select(condition => Condition.Of(condition, definition, terms).Allows)];
        IReadOnlyList<ConditionKind> kinds =
            [.. definition.ConsideredWhen.Concat(definition.Conditions).Select(condition => ConditionKinds.Find(condition.Kind)!)];
        RestsOnChildren = definition.Subject == SchemeSubject.Child || kinds.Any(kind => kind.RestsOnChildren);
        FollowsOtherSchemes = kinds.Take(definition.ConsideredWhen.Count)
            .Any(kind => kind.Arguments.Any(argument => argument.Type == ArgumentType.Schemes));
    }

    /// <summary>The definition.</summary>
    public SchemeDefinition Definition { get; }

    /// <summary>What the pack says of it.</summary>
    public SchemeTerms Terms { get; }

    public Scheme Scheme => Definition.Scheme;

    /// <summary>The conditions in the order of the definition, then DECEASED, ACCOUNTABLE and THROUGH.</summary>
    public IReadOnlyList<Condition> Conditions => _conditions;

    /// <summary>Whether an application is needed; without one the outcome can at best be unclaimed.</summary>
    public bool NeedsApplication => Definition.NeedsApplication;

    /// <summary>Whether what is owed depends on a child of the household.</summary>
    public bool RestsOnChildren { get; }

    /// <summary>Whether it is considered only for those whom another scheme pays, so that there is an application already.</summary>
    public bool FollowsOtherSchemes { get; }

    /// <summary>The first application for the scheme, of all accepted rosters; null where nobody applied.</summary>
    public DateOnly? AppliedOn(Case c) =>
        Definition.ApplicationFact is { } column ? c.FirstAppliedIn(column) : c.AppliedOn;

    /// <summary>Whether there is a decision at all.</summary>
    public virtual bool IsConsidered(Case c)
    {
        foreach (Func<Case, int, Months> allows in _considered)
        {
            if (allows(c, c.RunYear).IsNone)
                return false;
        }

        return true;
    }

    /// <summary>The months of a year that all conditions leave, as if the claimant had applied in time where nobody applied.</summary>
    public Months EntitledMonths(Case c, int year)
    {
        Months months = Months.All;
        foreach (Condition condition in _conditions)
        {
            months &= condition.Allows(c, year);
            if (months.IsNone)
                break;
        }

        return months;
    }

    /// <summary>Decides about the run's year and works out what each year owes from <see cref="Case.DuesFrom"/> on.</summary>
    public virtual Decision Decide(Case c)
    {
        Months months = EntitledMonths(c, c.RunYear);
        bool isWaived = NeedsApplication && AppliedOn(c) is null;
        Outcome outcome = months.IsNone ? Outcome.Refused : isWaived ? Outcome.Unclaimed : Outcome.Granted;
        uint refusals = outcome == Outcome.Refused ? RefusalsOf(c, c.RunYear) : 0;

        YearDue[] dues = new YearDue[c.RunYear - c.DuesFrom + 1];
        for (int i = 0; i < dues.Length; i++)
        {
            int year = c.DuesFrom + i;
            Months entitled = isWaived ? Months.None : year == c.RunYear ? months : EntitledMonths(c, year);
            dues[i] = new YearDue(year, entitled.IsNone ? default : Owed(c, year, entitled));
        }

        return Decided(outcome, refusals, outcome == Outcome.Refused ? Months.None : months, dues);
    }

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

    /// <summary>What the entitled months of a year owe.</summary>
    private protected abstract Layered Owed(Case c, int year, Months months);

    private protected Decision Decided(Outcome outcome, uint refusals, Months months, YearDue[] dues) =>
        new(Scheme, outcome, refusals, months, dues) { Conditions = _conditions };

    /// <summary>The conditions that leave no month; where none does, those that exclude some month.</summary>
    private protected uint RefusalsOf(Case c, int year)
    {
        uint failed = 0, excluding = 0;
        for (int i = 0; i < _conditions.Length; i++)
        {
            Months allowed = _conditions[i].Allows(c, year);
            if (allowed.IsNone)
                failed |= 1u << i;
            if (!allowed.IsAll)
                excluding |= 1u << i;
        }

        return failed != 0 ? failed : excluding;
    }
}
