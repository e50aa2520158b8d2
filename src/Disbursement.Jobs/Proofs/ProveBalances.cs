using Disbursement.Domain.Amounts;
using Disbursement.Domain.History;
using Disbursement.Domain.Households;
using Disbursement.Domain.Ledger;
using Disbursement.Domain.Policies;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Store.Standings;

namespace Disbursement.Jobs.Proofs;

/// <summary>
/// Check 2: the trial balance, and what runs go by against what the ledger has, in both directions: a sum too many would keep somebody's
/// money back.
/// </summary>
internal static class ProveBalances
{
    public static (long Checked, string? FirstBreak) Run(ReadBooks books, SumTransfers sums, CancellationToken stop)
    {
        TrialBalance balance = sums.Balance;
        string? first = balance.IsBalanced ? null : $"debits {balance.Debits.Grouped()} are not credits {balance.Credits.Grouped()}";
        long count = balance.Accounts.Count;
        using IEnumerator<(ClaimantKey Claimant, Scheme Scheme, int Year, Money Settled)> ledger = sums.Settled().GetEnumerator();
        using IEnumerator<(ClaimantKey Claimant, string Group, Money Open)> owed = books.Receivables().GetEnumerator();
        using IEnumerator<(ClaimantKey Claimant, Standing Standing)> standings = books.Standings().GetEnumerator();
        List<(Scheme Scheme, int Year, Money Amount)> booked = [];
        List<(string Group, Money Amount)> receivables = [];
        bool hasLedger = ledger.MoveNext(), hasOwed = owed.MoveNext(), hasStanding = standings.MoveNext();
        while (hasLedger || hasOwed || hasStanding)
        {
            stop.ThrowIfCancellationRequested();
            ClaimantKey key = Least(hasLedger ? ledger.Current.Claimant : null, hasOwed ? owed.Current.Claimant : null,
                hasStanding ? standings.Current.Claimant : null);
            booked.Clear();
            receivables.Clear();
            for (; hasLedger && ledger.Current.Claimant == key; hasLedger = ledger.MoveNext())
                booked.Add((ledger.Current.Scheme, ledger.Current.Year, ledger.Current.Settled));
            for (; hasOwed && owed.Current.Claimant == key; hasOwed = owed.MoveNext())
                receivables.Add((owed.Current.Group, owed.Current.Open));
            ClaimantHistory kept = ClaimantHistory.Empty;
            for (; hasStanding && standings.Current.Claimant == key; hasStanding = standings.MoveNext())
                kept = standings.Current.Standing.History;
            count += booked.Count;
            first ??= Break(key, new ClaimantHistory { Settled = booked, Receivables = receivables }, kept);
        }

        return (count, first);
    }

    private static ClaimantKey Least(params ReadOnlySpan<ClaimantKey?> keys)
    {
        ClaimantKey? least = null;
        foreach (ClaimantKey? key in keys)
        {
            if (key is { } given && (least is null || given.CompareTo(least.Value) < 0))
                least = given;
        }

        return least!.Value;
    }

    private static string? Break(ClaimantKey key, ClaimantHistory booked, ClaimantHistory kept) =>
        Break(key, booked.Settled, booked, kept) ?? Break(key, kept.Settled, booked, kept)
            ?? Break(key, booked.Receivables, booked, kept) ?? Break(key, kept.Receivables, booked, kept);

    private static string? Break(
        ClaimantKey key, IReadOnlyList<(Scheme Scheme, int Year, Money Amount)> of, ClaimantHistory booked, ClaimantHistory kept)
    {
        for (int i = 0; i < of.Count; i++)
        {
            (Scheme scheme, int year, _) = of[i];
            Money ledger = booked.SettledOf(scheme, year), standing = kept.SettledOf(scheme, year);
            if (ledger < Money.Zero)
                return $"claimant {key}, {scheme.Code} {year}: the expense balance {ledger} is negative";
            if (ledger != standing)
                return $"claimant {key}, {scheme.Code} {year}: the ledger has {ledger}, the standing {standing}";
        }

        return null;
    }

    private static string? Break(
        ClaimantKey key, IReadOnlyList<(string Group, Money Amount)> of, ClaimantHistory booked, ClaimantHistory kept)
    {
        for (int i = 0; i < of.Count; i++)
        {
            string group = of[i].Group;
            Money ledger = booked.ReceivableOf(group), standing = kept.ReceivableOf(group);
            if (ledger < Money.Zero)
                return $"claimant {key}, receivable {group}: the balance {ledger} is negative";
            if (ledger != standing)
                return $"claimant {key}, receivable {group}: the ledger has {ledger}, the standing {standing}";
        }

        return null;
    }
}
