using System.Data.Common;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Returns;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Disbursement.Jobs.Store.Payments;

/// <summary>A payment that was sent to a bank, with the account that it was sent to.</summary>
/// <param name="PaymentNo">Its number.</param>
/// <param name="Batch">The number of its batch.</param>
/// <param name="County">Its county.</param>
/// <param name="AmountFen">What was to be paid.</param>
/// <param name="ReleasedOn">The day in China on which its batch was released.</param>
/// <param name="Answer">The answer that is booked; null where there is none.</param>
/// <param name="Person">Whom it was sent to.</param>
internal sealed record SentPayment(
    string PaymentNo, int Batch, string County, long AmountFen, DateOnly ReleasedOn, KnownAnswer? Answer, Person Person);

/// <summary>Reads the payments that banks may still answer without naming them.</summary>
internal static class SentPayments
{
    private const string From = """
        SELECT p.payment_no, p.batch_number, b.county, p.amount_fen, p.state, p.answered_on, COALESCE(-g.id, c.number),
          COALESCE(g.personal, c.personal), r.released
        FROM payments p JOIN batches b ON b.number = p.batch_number JOIN claimants c ON c.number = p.claimant_number
          JOIN (SELECT batch_number, MAX(recorded_at) AS released FROM batch_acts WHERE act = 'release' GROUP BY batch_number) r
            ON r.batch_number = p.batch_number
          LEFT JOIN payees g ON g.id = p.payee
        """;

    /// <summary>All that were released since a moment, whatever has become of them: one pass over them.</summary>
    /// <param name="act">The act that reads.</param>
    /// <param name="since">Seconds since 1970, UTC.</param>
    /// <param name="sealer">Opens the accounts.</param>
    public static IEnumerable<SentPayment> Since(ActTransaction act, long since, Sealer sealer)
    {
        using DbCommand command = act.Command(
            $"{From} WHERE r.released >= @since AND p.is_left_out = @out "
                + $"AND p.state IN ({StoredWords.Listed(Ever)})",
            ("@since", since), ("@out", false));
        using DbDataReader reader = command.ExecuteReader();
        while (reader.Read())
            yield return Read(reader, sealer);
    }

    /// <summary>One by its number; null where it was never sent.</summary>
    public static SentPayment? Find(DisbursementDb db, string paymentNo, Sealer sealer)
    {
        if (!PaymentNumber.TrySplit(paymentNo, out string batch, out int sequence)
            || db.Batches.ToRead().Where(one => one.Id == batch).Select(one => (int?)one.Number).FirstOrDefault() is not { } number)
            return null;

        db.Database.OpenConnection();
        using DbCommand command = Sql.Command(db.Database.GetDbConnection(), null, $"{From} WHERE p.id = @id AND p.payment_no = @no",
            ("@id", PaymentId.Of(new(number), sequence).Value), ("@no", paymentNo));
        using DbDataReader reader = command.ExecuteReader();
        return reader.Read() ? Read(reader, sealer) : null;
    }

    /// <summary>The batches whose bank text has so many lines and such a sum, in a county.</summary>
    public static IReadOnlyList<int> BatchesOf(ActTransaction act, string county, int rows, long fen)
    {
        using DbCommand command = act.Command("""
            SELECT f.batch_number FROM batch_files f JOIN batches b ON b.number = f.batch_number
            WHERE f.format = 'bank' AND b.county = @county AND f.rows = @rows AND f.total_fen = @fen
            """, ("@county", county), ("@rows", rows), ("@fen", fen));
        using DbDataReader reader = command.ExecuteReader();
        List<int> batches = [];
        while (reader.Read())
            batches.Add(reader.Int(0));
        return batches;
    }

    /// <summary>States of payments that may have been sent to the bank.</summary>
    private static readonly PaymentState[] Ever =
        [.. LifeCycle.Sent, PaymentState.Failed, PaymentState.Reissued, PaymentState.Cancelled];

    private static SentPayment Read(DbDataReader reader, Sealer sealer)
    {
        PaymentState state = reader.Word<PaymentState>(4);
        DateOnly? day = reader.DayOrNull(5) is { } text
            ? DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)
            : null;
        ReturnStatus said = state == PaymentState.Paid ? ReturnStatus.Paid : ReturnStatus.Failed;
        return new SentPayment(
            reader.GetString(0), reader.Int(1), reader.GetString(2), reader.Long(3),
            Instants.DayInChina(DateTimeOffset.FromUnixTimeSeconds(reader.Long(8))),
            state == PaymentState.Released ? null : new KnownAnswer(said, day),
            SealedPerson.Read(reader, 6).Open(sealer));
    }
}
