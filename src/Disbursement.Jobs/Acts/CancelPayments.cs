using Disbursement.Domain.Amounts;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Ledger.Bookings;
using Disbursement.Domain.Officers;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Settlement;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Standings;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Acts;

/// <summary>
/// Takes payments back in the ledger, line by line, so that the next run computes them again. Part of a rejection, or an act of its own.
/// </summary>
internal sealed class CancelPayments(ActSetting setting, ActTransaction act, RunRecord run, string county)
{
    private readonly BookedLines _booked = new(act, county);
    private readonly Lazy<PolicyPack> _pack = new(() => setting.Archived.PackOf(run));

    /// <summary>Cancels payments of one county; tells why not, where one cannot be.</summary>
    public ActRefusal? Run(IEnumerable<PaymentFacts> payments, string note, string actor)
    {
        foreach (PaymentFacts payment in payments)
        {
            if (Cancel(payment, note, actor) is { } refusal)
                return refusal;
        }

        return null;
    }

    private ActRefusal? Cancel(PaymentFacts payment, string note, string actor)
    {
        string first = BatchPayments.First(act, payment.PaymentNo);
        _ = Scheme.TryParse(payment.Scheme, out Scheme scheme);
        string group = _pack.Value.TermsOf(scheme).ReceivableGroup;
        IReadOnlyList<BookedLine> lines = _booked.Of(first);
        Standing standing = StandingRows.Read(act, payment.ClaimantKey);
        CancelledPayment? cancelled = CancelledPayment.Of(
            standing.History, scheme, group, [.. lines.Where(line => line.IsAccrual).Select(line => (line.Year!.Value, line.Amount))],
            [.. lines.Where(line => !line.IsAccrual).Select(line => (line.OffsetGroup, line.Amount))], YearOf(first),
            new Money(payment.AmountFen));
        if (cancelled is null)
        {
            return new ActRefusal(
                "TAKEN-INTO-ACCOUNT", $"付款 {payment.PaymentNo} 的金额已被以后的批次追回并从另一笔付款中抵扣；请先退回那个批次；若抵扣后没有付款，则本笔应照付，请放行。",
                $"Payment {payment.PaymentNo}: a later run has recovered it and kept it back from another payment. Reject the batch of "
                    + $"that one first; where nothing was left to pay there, this payment is owed as it stands: release it.");
        }

        AppendTransfers book = act.Book(county);
        foreach ((string offsetGroup, Money amount) in cancelled.Offsets)
            book.Add(Domain.Ledger.Bookings.Cancel.Offset(county, offsetGroup), amount, payment, null, actor);
        foreach (CancelledAccrual accrual in cancelled.Accruals)
        {
            if (accrual.FromExpense > Money.Zero)
                book.Add(Domain.Ledger.Bookings.Cancel.Accrual(county, scheme), accrual.FromExpense, payment, accrual.Year, actor);
            if (accrual.FromReceivable > Money.Zero)
                book.Add(Domain.Ledger.Bookings.Cancel.Recovery(county, group), accrual.FromReceivable, payment, null, actor);
        }

        StandingRows.Write(act, payment.ClaimantKey, standing with
        {
            History = cancelled.After,
            Account = standing.Account.TakenBack(YearOf(payment.PaymentNo)),
        });
        BatchPayments.Move(act, payment, PaymentState.Cancelled, note);
        return null;
    }

    private static int YearOf(string paymentNo) => int.Parse(paymentNo.AsSpan(0, 4), System.Globalization.CultureInfo.InvariantCulture);
}
