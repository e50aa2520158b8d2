using System.Data.Common;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Ledger;
using Disbursement.Domain.Ledger.Bookings;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Store.Connections;

/// <summary>Appends the transfers of an act to one book, each chained to the one before.</summary>
internal sealed class AppendTransfers(ActTransaction act, string county)
{
    public TransferChain Chain { get; } = Head(act, county);

    /// <summary>Where a book stands in the database.</summary>
    public static TransferChain Head(ActTransaction act, string county)
    {
        (long first, long end) = TransferId.OfBook(county);
        using DbCommand command = act.Command(
            "SELECT sequence, hash FROM transfers WHERE id = (SELECT MAX(id) FROM transfers WHERE id > @first AND id < @end)",
            ("@first", first), ("@end", end));
        using DbDataReader reader = command.ExecuteReader();
        return reader.Read() ? new TransferChain(reader.Long(0), (byte[])reader.GetValue(1)) : new TransferChain(0, []);
    }

    public void Add(Booking booking, Money amount, PaymentFacts payment, int? year, string actor) => Add(booking, amount,
        new TransferTags(payment.Run, payment.Batch, payment.PaymentNo, payment.ClaimantKey, payment.Scheme), year, actor);

    public void Add(Booking booking, Money amount, TransferTags tags, int? year, string actor)
    {
        Transfer transfer = new(
            county, Chain.Sequence + 1, booking.Event, booking.Debit, booking.Credit, amount, tags.Run, tags.Batch,
            tags.Payment, Convert.ToHexStringLower(tags.ClaimantKey), tags.Scheme, year,
            act.Now, actor);
        Chain.Append(transfer);
        act.Append(transfer, ClaimantKey.Read(tags.ClaimantKey), Chain.Head);
    }
}

/// <summary>What a transfer says beside its money: a payment of a batch, or a receivable of no payment.</summary>
internal sealed record TransferTags(string Run, string? Batch, string? Payment, byte[] ClaimantKey, string Scheme);

/// <summary>What a transfer says of the payment behind it.</summary>
internal sealed record PaymentFacts(long Id, string PaymentNo, string Run, string Batch, string Scheme, string County, byte[] ClaimantKey,
    long AmountFen, PaymentState State, string? Replaces);
