using Disbursement.Domain.Amounts;
using Disbursement.Domain.History;
using Disbursement.Domain.Households;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;
using Disbursement.Domain.Settlement;

namespace Disbursement.Domain.Assessment;

/// <summary>What a sealed run leaves behind about a claimant for the runs after it.</summary>
public static class AfterRun
{
    /// <summary>The history with this run's application, facts, accruals, payments and receivables.</summary>
    /// <remarks>A claimant in more than one household leaves nothing behind.</remarks>
    public static ClaimantHistory Of(AssessedClaimant assessed)
    {
        ClaimantHistory before = assessed.Case.History;
        if (assessed.IsDuplicate)
            return before;

        return new ClaimantHistory
        {
            FirstAppliedOn = assessed.Case.AppliedOn,
            Facts = Facts(assessed, before.Facts),
            Further = Further(assessed, before.Further),
            Settled = Settled(assessed, before.Settled),
            Paid = Paid(assessed, before.Paid),
            Receivables = Receivables(assessed, before.Receivables),
        };
    }

    private static IReadOnlyList<(int Year, YearFacts Facts)> Facts(AssessedClaimant assessed,
        IReadOnlyList<(int Year, YearFacts Facts)> before)
    {
        if (assessed.Decisions.Count == 0)
            return before;

        int year = assessed.Case.RunYear;
        return before.Count == 0
            ? [(year, assessed.Case.Claimant.Facts)]
            : [.. before.Where(facts => facts.Year != year), (year, assessed.Case.Claimant.Facts)];
    }

    /// <summary>Further facts of the year like the others, and the earliest day of each application, decided about or not.</summary>
    private static IReadOnlyList<(int Year, FurtherFact Fact)> Further(AssessedClaimant assessed,
        IReadOnlyList<(int Year, FurtherFact Fact)> before)
    {
        Case c = assessed.Case;
        if (c.Pack.Facts.Count == 0)
            return before;

        (int, FurtherFact)[] applied = [.. c.Rules.ApplicationColumns.Select(column => (column, Day: c.FirstAppliedIn(column)))
            .Where(first => first.Day is not null).Select(first => (0, new FurtherFact(first.column, first.Day!.Value.DayNumber)))];
        FurtherFact[] own = assessed.Decisions.Count == 0 ? [] : [.. c.Claimant.Further.All.Where(
            fact => c.Pack.Facts.Any(known => known.Name == fact.Name && known.IsOfYear))];
        return
        [
            .. before.Where(fact => fact.Year == 0
                ? !applied.Any(first => first.Item2.Name == fact.Fact.Name)
                : fact.Year != c.RunYear || assessed.Decisions.Count == 0),
            .. applied, .. own.Select(fact => (c.RunYear, fact)),
        ];
    }

    private static IReadOnlyList<(Scheme Scheme, int Year, Money Amount)> Settled(AssessedClaimant assessed,
        IReadOnlyList<(Scheme Scheme, int Year, Money Amount)> before)
    {
        if (assessed.Settlement.Schemes.Count == 0)
            return before;

        List<(Scheme Scheme, int Year, Money Amount)> sums = [.. before];
        foreach (SchemeSettlement scheme in assessed.Settlement.Schemes)
        {
            foreach (Accrual accrual in scheme.Accruals)
                Add(sums, scheme.Decision.Scheme, accrual.Year, accrual.Amount.Total);
            foreach (Recovery recovery in scheme.Recoveries)
                Add(sums, scheme.Decision.Scheme, recovery.Year, -recovery.Amount);
        }

        return InOrder(sums);
    }

    private static IReadOnlyList<(Scheme Scheme, int Year, Money Amount)> Paid(AssessedClaimant assessed,
        IReadOnlyList<(Scheme Scheme, int Year, Money Amount)> before)
    {
        if (assessed.Settlement.Schemes.Count == 0)
            return before;

        List<(Scheme Scheme, int Year, Money Amount)> sums = [.. before];
        foreach (SchemeSettlement scheme in assessed.Settlement.Schemes)
            Add(sums, scheme.Decision.Scheme, assessed.Case.RunYear, scheme.Payment);
        return InOrder(sums);
    }

    private static IReadOnlyList<(string Group, Money Amount)> Receivables(AssessedClaimant assessed,
        IReadOnlyList<(string Group, Money Amount)> before)
    {
        if (assessed.Settlement.Receivables.Count == 0)
            return before;

        Dictionary<string, Money> open = before.ToDictionary(entry => entry.Group, entry => entry.Amount);
        foreach (ReceivableChange change in assessed.Settlement.Receivables)
            open[change.Group] = change.After;
        return [.. open.Where(entry => entry.Value != Money.Zero).OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => (entry.Key, entry.Value))];
    }

    private static void Add(List<(Scheme Scheme, int Year, Money Amount)> sums, Scheme scheme, int year, Money amount)
    {
        int known = sums.FindIndex(entry => entry.Scheme == scheme && entry.Year == year);
        if (known < 0)
            sums.Add((scheme, year, amount));
        else
            sums[known] = (scheme, year, sums[known].Amount + amount);
    }

    private static List<(Scheme Scheme, int Year, Money Amount)> InOrder(List<(Scheme Scheme, int Year, Money Amount)> sums)
    {
        sums.RemoveAll(entry => entry.Amount == Money.Zero);
        if (sums.Count > 1)
            sums.Sort((left, right) => left.Scheme != right.Scheme ? left.Scheme.CompareTo(right.Scheme) : left.Year.CompareTo(right.Year));
        return sums;
    }
}
