using Disbursement.Domain.Amounts;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Schemes;
using Disbursement.Domain.Settlement;

namespace Disbursement.Domain.Households;

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

        int year = assessed.Case.RunYear;
        Dictionary<(Scheme, int), Money> settled = before.Settled.ToDictionary(entry => (entry.Scheme, entry.Year), entry => entry.Amount);
        Dictionary<(Scheme, int), Money> paid = before.Paid.ToDictionary(entry => (entry.Scheme, entry.Year), entry => entry.Amount);
        Dictionary<string, Money> receivables = before.Receivables.ToDictionary(entry => entry.Group, entry => entry.Amount);
        foreach (SchemeSettlement scheme in assessed.Settlement.Schemes)
        {
            foreach (Accrual accrual in scheme.Accruals)
                Add(settled, (scheme.Decision.Scheme, accrual.Year), accrual.Amount.Total);
            foreach (Recovery recovery in scheme.Recoveries)
                Add(settled, (scheme.Decision.Scheme, recovery.Year), -recovery.Amount);
            if (scheme.Payment > Money.Zero)
                Add(paid, (scheme.Decision.Scheme, year), scheme.Payment);
        }

        foreach (ReceivableChange change in assessed.Settlement.Receivables)
            receivables[change.Group] = change.After;

        return new ClaimantHistory
        {
            FirstAppliedOn = assessed.Case.AppliedOn,
            Facts = assessed.Decisions.Count == 0
                ? before.Facts
                : [.. before.Facts.Where(facts => facts.Year != year), (year, assessed.Case.Claimant.Facts)],
            Settled = [.. Entries(settled)],
            Paid = [.. Entries(paid)],
            Receivables = [.. receivables.Where(entry => entry.Value != Money.Zero).OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => (entry.Key, entry.Value))],
        };
    }

    private static void Add(Dictionary<(Scheme, int), Money> sums, (Scheme, int) key, Money amount) => sums[key] = sums.GetValueOrDefault(key) + amount;

    private static IEnumerable<(Scheme, int, Money)> Entries(Dictionary<(Scheme Scheme, int Year), Money> sums) =>
        sums.Where(entry => entry.Value != Money.Zero).OrderBy(entry => entry.Key).Select(entry => (entry.Key.Scheme, entry.Key.Year, entry.Value));
}
