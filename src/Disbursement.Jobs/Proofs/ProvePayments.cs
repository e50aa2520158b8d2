using Disbursement.Domain.Amounts;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Ledger;
using Disbursement.Jobs.Store.Books;

namespace Disbursement.Jobs.Proofs;

/// <summary>
/// Check 3: what the accounts hold is what the payments are, in sum and one by one: amount, claimant and state of each follow from its
/// transfers.
/// </summary>
internal static class ProvePayments
{
    /// <summary>How many payments of some batches were looked at, and the first that breaks it.</summary>
    /// <param name="books">Reads them.</param>
    /// <param name="balance">What the accounts hold.</param>
    /// <param name="batches">The batches.</param>
    /// <param name="isAll">Whether they are all that there are: each transfer then names a payment of theirs.</param>
    /// <param name="stop">Ends the work early.</param>
    public static (long Checked, string? FirstBreak) Run(
        ReadBooks books, TrialBalance balance, IReadOnlyList<StoredBatch> batches, bool isAll, CancellationToken stop)
    {
        string? first = Sums(books, balance);
        long count = 0;
        foreach (IGrouping<string, StoredBatch> county in batches.GroupBy(batch => batch.County))
        {
            if (first is not null)
                break;

            PaymentTraces traces = books.Traces(county.Key, stop);
            foreach (StoredPaymentState payment in books.Payments(county))
            {
                stop.ThrowIfCancellationRequested();
                count++;
                first ??= Break(payment, traces);
            }

            if (isAll)
                first ??= traces.Unseen().Select(number => $"book {county.Key}: transfers name payment {number}, which does not exist")
                    .FirstOrDefault();
        }

        return (count, first);
    }

    private static string? Sums(ReadBooks books, TrialBalance balance)
    {
        Dictionary<string, Money> accounts = balance.Accounts.ToDictionary(account => account.Account, account => -account.Balance);
        IReadOnlyDictionary<(string Kind, string County), long> payments = books.OpenPayments();
        ILookup<string, long> repaid =
            books.GivenBack().Where(one => one.Event == "repaid").ToLookup(one => one.County, one => one.Fen);
        foreach (string kind in new[] { "payable", "transit", "treasury" })
        {
            Dictionary<string, Money> booked = accounts.Where(account => account.Key.StartsWith(kind + ":", StringComparison.Ordinal))
                .ToDictionary(account => account.Key[(kind.Length + 1)..], account => account.Value);
            foreach (string county in booked.Keys.Union(payments.Keys.Where(key => key.Kind == kind).Select(key => key.County))
                .Order(StringComparer.Ordinal))
            {
                Money account = booked.GetValueOrDefault(county), owed = new(payments.GetValueOrDefault((kind, county)));
                if (kind == "treasury")
                    owed -= new Money(repaid[county].Sum());
                if (account != owed)
                    return $"{kind}:{county} is {account}, its payments{(kind == "treasury" ? " less what was repaid" : "")} are {owed}";
            }
        }

        return null;
    }

    /// <summary>
    /// Whether a payment may stand for the one before it: that one is paid again, or it arrived after all and this one went, or both were
    /// paid and one is owed back.
    /// </summary>
    private static bool IsInPlace(StoredPaymentState payment, PaymentTraces traces) =>
        payment.ReplacedState == PaymentState.Reissued
        || payment.ReplacedState is PaymentState.Paid or PaymentState.Failed && (payment.State == PaymentState.Reissued
            || traces[payment.Replaces!].IsDuplicate);

    private static string? Break(StoredPaymentState payment, PaymentTraces traces)
    {
        ref PaymentTrace trace = ref traces[payment.PaymentNo];
        trace.IsSeen = true;
        if (payment.Replaces is null)
        {
            if (!trace.IsNamed || trace.Fen != payment.AmountFen)
                return $"payment {payment.PaymentNo} is {new Money(payment.AmountFen)}, its transfers make {new Money(trace.Fen)}";
        }
        else if (!IsInPlace(payment, traces) || payment.ReplacedFen != payment.AmountFen)
        {
            return $"payment {payment.PaymentNo} of {new Money(payment.AmountFen)} replaces {payment.Replaces}, which is "
                + $"{payment.ReplacedState?.Word() ?? "missing"} with {new Money(payment.ReplacedFen)}";
        }

        if (trace.IsNamed && trace.Claimant != payment.Claimant)
            return $"payment {payment.PaymentNo} is another claimant's than its transfers";
        if (trace.Released > 0 && trace.Released != payment.AmountFen)
            return $"payment {payment.PaymentNo} is {new Money(payment.AmountFen)}, but {new Money(trace.Released)} was released";

        bool fits = trace.LastAct switch
        {
            null => payment.State is PaymentState.Proposed or PaymentState.Approved or PaymentState.Held
                || payment is { State: PaymentState.Reissued, IsLeftOut: true } or { State: PaymentState.Reissued, Replaces: not null },
            "release" => payment.State == PaymentState.Released,
            "paid" or "late" => payment.State == PaymentState.Paid,
            "failed" or "bounced" => payment.State is PaymentState.Failed or PaymentState.Reissued,
            _ => payment.State == PaymentState.Cancelled,
        };
        return fits ? null : $"payment {payment.PaymentNo} is {payment.State.Word()}, but the last its transfers say is "
            + $"{trace.LastAct ?? "that it was accrued"}";
    }
}
