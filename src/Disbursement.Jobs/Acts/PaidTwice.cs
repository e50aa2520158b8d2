using System.Data.Common;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Ledger.Bookings;
using Disbursement.Domain.Policies;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Standings;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Acts;

/// <summary>
/// What was paid twice is owed back: a receivable like any other, until it is repaid, given up, set off, or returned by the bank itself.
/// </summary>
internal sealed class PaidTwice(ActSetting setting, ActTransaction act)
{
    /// <summary>The money of a payment has arrived, and something else pays it again: the claimant owes it back.</summary>
    /// <returns>The receivable, with whatever else is open in its offset group.</returns>
    public Receivable Owe(PaymentFacts payment, string actor)
    {
        string group = GroupOf(payment);
        Money amount = new(payment.AmountFen);
        act.Book(payment.County).Add(PayTwice.Booking(payment.County, group), amount, payment, null, actor);
        Standing standing = StandingRows.Read(act, payment.ClaimantKey);
        StandingRows.Write(act, payment.ClaimantKey, standing with { History = standing.History.Owing(group, amount) });
        act.WriteWaiting();
        return ReadReceivables.Find(act.Connection, act.Transaction, ClaimantKey.Read(payment.ClaimantKey), group)
            ?? throw new InvalidOperationException($"Payment {payment.PaymentNo} was paid twice, and nothing is owed back for it.");
    }

    /// <summary>
    /// The bank returns one of two that were paid: where the money is still owed back, it is not any more, and the payment is not owed
    /// again. Where it was repaid or set off meanwhile, the payment stays failed, and is owed.
    /// </summary>
    /// <param name="payment">The payment, which has just failed.</param>
    /// <param name="words">What the bank said of it.</param>
    /// <param name="actor">Who books it.</param>
    /// <returns>Whether it is so.</returns>
    public bool Return(PaymentFacts payment, string? words, string actor)
    {
        Money amount = new(payment.AmountFen);
        if (Twice(payment) < amount)
            return false;

        string group = GroupOf(payment);
        Standing standing = StandingRows.Read(act, payment.ClaimantKey);
        if (standing.History.ReceivableOf(group) < amount)
            return false;

        act.Book(payment.County).Add(PayTwice.Returned(payment.County, group), amount, payment, null, actor);
        StandingRows.Write(act, payment.ClaimantKey, standing with { History = standing.History.Repaying(group, amount) });
        BatchPayments.Move(act, payment with { State = PaymentState.Failed }, PaymentState.Reissued, words);
        return true;
    }

    /// <summary>What was paid twice and not returned, of a payment and those that pay it again or that it pays again.</summary>
    private Money Twice(PaymentFacts payment)
    {
        act.WriteWaiting();
        using DbCommand command = act.Command($"""
            SELECT payment, event, fen FROM transfers
            WHERE {TransfersTable.MovesReceivables} AND claimant = @claimant AND event IN ('duplicate', 'returned')
            """, ("@claimant", payment.ClaimantKey));
        using DbDataReader reader = command.ExecuteReader();
        List<(string Payment, long Fen)> moved = [];
        while (reader.Read())
            moved.Add((reader.GetString(0), reader.GetString(1) == "duplicate" ? reader.Long(2) : -reader.Long(2)));
        reader.Close();
        if (moved.Count == 0)
            return Money.Zero;

        string first = BatchPayments.First(act, payment.PaymentNo);
        return new Money(moved.Where(one => BatchPayments.First(act, one.Payment) == first).Sum(one => one.Fen));
    }

    private string GroupOf(PaymentFacts payment)
    {
        RunRecord run = act.Db.Runs.ToRead().Single(one => one.Id == payment.Run);
        return setting.Archived.PackOf(run).TermsOf(Scheme.Of(payment.Scheme)).ReceivableGroup;
    }
}
