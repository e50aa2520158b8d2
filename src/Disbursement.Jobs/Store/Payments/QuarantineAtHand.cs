using Disbursement.Domain.Batches;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Store.Payments;

/// <summary>A line in quarantine that waits for a person.</summary>
/// <param name="Line">The line.</param>
/// <param name="County">The county of the payment that it names; null where it names none.</param>
internal sealed record OpenLine(QuarantineRecord Line, string? County);

/// <summary>Lines in quarantine that wait for a person.</summary>
internal static class QuarantineAtHand
{
    private const string Contradicts = "Q-CONTRADICTS";

    /// <summary>
    /// Whether a line waits: somebody said what it is and nobody confirmed it yet; or nobody has, and it names no payment, a payment that
    /// has no answer, or contradicts one.
    /// </summary>
    /// <param name="line">The line.</param>
    /// <param name="said">What an officer said of it that was not refused; null for nothing.</param>
    /// <param name="state">The present state of the payment that it names; null for none.</param>
    public static bool IsOpen(QuarantineRecord line, Resolution? said, PaymentState? state) => said is null
        ? line.PaymentNo is null || state == PaymentState.Released || line.Code == Contradicts
        : said.Outcome is null;

    /// <summary>What officers said of lines, by their place; what was refused does not count.</summary>
    public static IReadOnlyDictionary<string, Resolution> Said(DisbursementDb db) => ResolutionBook.All(db)
        .Where(one => one.Outcome != RequestAnswer.Refused).GroupBy(one => one.Place).ToDictionary(one => one.Key, one => one.Last());

    /// <summary>All that wait, in their order.</summary>
    public static IReadOnlyList<OpenLine> Open(DisbursementDb db)
    {
        IReadOnlyDictionary<string, Resolution> said = Said(db);
        List<OpenLine> open = [];
        foreach (QuarantineRecord line in db.Quarantine.ToRead().OrderBy(line => line.Id).ToList())
        {
            PaymentRecord? payment = line.PaymentNo is null ? null : ReadBatches.Payment(db, line.PaymentNo);
            if (IsOpen(line, said.GetValueOrDefault(ResolutionBook.PlaceOf(line.FileId, line.Line)), payment?.State))
                open.Add(new OpenLine(line, payment is null ? null : line.PaymentNo!.Split('-')[2]));
        }

        return open;
    }
}
