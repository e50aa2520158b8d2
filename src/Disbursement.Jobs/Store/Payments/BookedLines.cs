using System.Data.Common;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Ledger;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Store.Payments;

/// <summary>A line that the sealing booked for a payment: an accrual with its year, or an offset with the account it came from.</summary>
internal readonly record struct BookedLine(bool IsAccrual, Money Amount, int? Year, string OffsetGroup);

/// <summary>Finds what the sealing booked for payments, batch by batch: one look through the county's book for each.</summary>
internal sealed class BookedLines(ActTransaction act, string county)
{
    private readonly Dictionary<string, Dictionary<string, List<BookedLine>>> _batches = [];

    /// <summary>The lines of a payment that was computed by a run (not one that pays another again).</summary>
    public IReadOnlyList<BookedLine> Of(string paymentNo)
    {
        string batch = paymentNo[..paymentNo.LastIndexOf('-')];
        if (!_batches.TryGetValue(batch, out Dictionary<string, List<BookedLine>>? payments))
            _batches[batch] = payments = Read(batch);
        return payments.TryGetValue(paymentNo, out List<BookedLine>? lines)
            ? lines
            : throw new InvalidDataException($"The ledger has no accrual for payment {paymentNo}.");
    }

    /// <summary>What is wholly set off against what the batch takes back has no payment, and goes with what is taken back.</summary>
    private Dictionary<string, List<BookedLine>> Read(string batch)
    {
        (long first, long end) = TransferId.OfBook(county);
        using DbCommand command = act.Command(
            "SELECT payment, event, credit, fen, year FROM transfers WHERE id > @first AND id < @end AND batch = @batch "
                + "AND payment IS NOT NULL AND event IN ('accrue', 'offset') ORDER BY id",
            ("@first", first), ("@end", end), ("@batch", batch));
        using DbDataReader reader = command.ExecuteReader();
        Dictionary<string, List<BookedLine>> payments = [];
        while (reader.Read())
        {
            string payment = reader.GetString(0), credit = reader.GetString(2);
            if (!payments.TryGetValue(payment, out List<BookedLine>? lines))
                payments[payment] = lines = [];
            bool isAccrual = reader.GetString(1) == "accrue";
            lines.Add(new BookedLine(isAccrual, new Money(reader.Long(3)), reader.IsDBNull(4) ? null : reader.Int(4),
                isAccrual ? "" : credit[(credit.LastIndexOf(':') + 1)..]));
        }

        return payments;
    }
}
