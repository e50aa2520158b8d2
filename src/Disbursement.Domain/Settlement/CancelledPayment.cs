using Disbursement.Domain.Amounts;
using Disbursement.Domain.History;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;

namespace Disbursement.Domain.Settlement;

/// <summary>
/// What a cancelled payment does to an accrual: it leaves the expense, or it settles what a later run has recovered already.
/// </summary>
/// <param name="Year">The entitlement year.</param>
/// <param name="FromExpense">Taken out of the expense, as the accrual had put it in.</param>
/// <param name="FromReceivable">Taken off the open receivable: a later run asked the claimant for it, and nothing was paid.</param>
public readonly record struct CancelledAccrual(int Year, Money FromExpense, Money FromReceivable);

/// <summary>
/// Takes a payment back before it was paid: what each line of it becomes, and what is left behind about the claimant (life cycle, section
/// 3).
/// </summary>
/// <param name="Accruals">Line by line.</param>
/// <param name="Offsets">What the claimant owes again, by offset group.</param>
/// <param name="After">The claimant's history afterwards.</param>
public sealed record CancelledPayment(IReadOnlyList<CancelledAccrual> Accruals, IReadOnlyList<(string Group, Money Amount)> Offsets,
    ClaimantHistory After)
{
    /// <summary>Works out the cancellation.</summary>
    /// <param name="history">The claimant's history now.</param>
    /// <param name="scheme">The payment's scheme.</param>
    /// <param name="group">The scheme's offset group.</param>
    /// <param name="accruals">What sealing accrued for the payment.</param>
    /// <param name="offsets">What sealing kept back of it.</param>
    /// <param name="paidInRunsOf">The year of the run that computed the payment.</param>
    /// <param name="amount">The payment.</param>
    /// <returns>The cancellation; null where a later run has kept the recovered sum back from another payment already, so that that one
    /// must be cancelled first.</returns>
    public static CancelledPayment? Of(
        ClaimantHistory history, Scheme scheme, string group, IReadOnlyList<(int Year, Money Amount)> accruals,
        IReadOnlyList<(string Group, Money Amount)> offsets, int paidInRunsOf, Money amount)
    {
        Dictionary<(Scheme, int), Money> settled = history.Settled.ToDictionary(entry => (entry.Scheme, entry.Year), entry => entry.Amount);
        Dictionary<(Scheme, int), Money> paid = history.Paid.ToDictionary(entry => (entry.Scheme, entry.Year), entry => entry.Amount);
        SortedDictionary<string, Money> open =
            new(history.Receivables.ToDictionary(entry => entry.Group, entry => entry.Amount), StringComparer.Ordinal);
        foreach ((string offsetGroup, Money offset) in offsets)
            open[offsetGroup] = open.GetValueOrDefault(offsetGroup) + offset;

        List<CancelledAccrual> cancelled = [];
        foreach ((int year, Money accrued) in accruals)
        {
            Money fromExpense = Money.Min(accrued, settled.GetValueOrDefault((scheme, year)));
            Money fromReceivable = accrued - fromExpense;
            if (fromReceivable > open.GetValueOrDefault(group))
                return null;

            settled[(scheme, year)] = settled.GetValueOrDefault((scheme, year)) - fromExpense;
            if (fromReceivable > Money.Zero)
                open[group] -= fromReceivable;
            cancelled.Add(new CancelledAccrual(year, fromExpense, fromReceivable));
        }

        paid[(scheme, paidInRunsOf)] = paid.GetValueOrDefault((scheme, paidInRunsOf)) - amount;
        ClaimantHistory after = history with
        {
            Settled = InOrder(settled),
            Paid = InOrder(paid),
            Receivables = [.. open.Where(entry => entry.Value != Money.Zero).Select(entry => (entry.Key, entry.Value))],
        };
        return new CancelledPayment(cancelled, offsets, after);
    }

    private static (Scheme, int, Money)[] InOrder(Dictionary<(Scheme Scheme, int Year), Money> sums) =>
        [.. sums.Where(entry => entry.Value != Money.Zero).OrderBy(entry => entry.Key.Scheme).ThenBy(entry => entry.Key.Year)
            .Select(entry => (entry.Key.Scheme, entry.Key.Year, entry.Value))];
}
