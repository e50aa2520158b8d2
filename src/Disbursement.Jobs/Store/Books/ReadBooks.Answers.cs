using Disbursement.Domain.Batches;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Store.Books;

/// <summary>A payment that a line of a return file answered; one that a later file took back says what the line said.</summary>
internal sealed record StoredAnswer(long File, long Line, string PaymentNo, PaymentState State, string? Note, string? On);

/// <summary>A payment with what is noted on it.</summary>
internal sealed record StoredNote(string PaymentNo, string Batch, PaymentState State, string? Note, ClaimantKey Claimant)
{
    /// <summary>The hold that stands on it.</summary>
    public string? Hold { get; init; }
}

/// <summary>A payment with the hold on it and the one on the payment that it replaces.</summary>
internal sealed record StoredHold(string PaymentNo, PaymentState State, string? Hold, string? Replaces, string? HoldBefore);

/// <summary>What banks and officers left on payments.</summary>
internal sealed partial class ReadBooks
{
    /// <summary>Every answer that was booked, in the order of files and lines: those that stand, and those that were taken back.</summary>
    public IEnumerable<StoredAnswer> Answers()
    {
        using StoredRows reader = Query($"""
            SELECT COALESCE(return_file, 0), COALESCE(return_line, 0), payment_no, state, note, answered_on FROM payments
            WHERE return_file IS NOT NULL OR return_line IS NOT NULL OR answered_on IS NOT NULL
              OR state = {PaymentState.Failed.Quoted()}
            UNION ALL SELECT file_id, line, payment_no, status, note, answered_on FROM earlier_answers
            ORDER BY 1, 2
            """);
        while (reader.Read())
            yield return new StoredAnswer(reader.Long(0), reader.Long(1), reader.GetString(2),
                reader.Word<PaymentState>(3), reader.TextOrNull(4),
                reader.DayOrNull(5));
    }

    /// <summary>Payments whose note is an officer's: all that bear one, or must, but those that still bear the bank's.</summary>
    public IEnumerable<StoredNote> Notes()
    {
        using StoredRows reader = Query($"""
            SELECT p.payment_no, b.id, p.state, p.note, p.hold, c.claimant_key FROM payments p
            JOIN batches b ON b.number = p.batch_number JOIN claimants c ON c.number = p.claimant_number
            WHERE p.state IN ({StoredWords.Listed([PaymentState.Held, PaymentState.Cancelled])})
              OR p.note IS NOT NULL AND (p.return_file IS NULL
              OR p.state NOT IN ({StoredWords.Listed([PaymentState.Paid, PaymentState.Failed, PaymentState.Reissued])})) ORDER BY p.id
            """);
        while (reader.Read())
            yield return new StoredNote(reader.GetString(0), reader.GetString(1), reader.Word<PaymentState>(2), reader.TextOrNull(3),
                ClaimantKey.Read(reader.BytesInPlace(5)))
            {
                Hold = reader.TextOrNull(4),
            };
    }

    /// <summary>Payments with a hold, and those that come after one with a hold, in the order of their numbers.</summary>
    public IEnumerable<StoredHold> Held()
    {
        using StoredRows reader = Query($"""
            SELECT p.payment_no, p.state, p.hold, p.replaces, o.hold FROM payments p LEFT JOIN {Replaced}
            WHERE (p.hold IS NOT NULL OR p.replaces IS NOT NULL) AND (p.hold IS NOT NULL OR o.hold IS NOT NULL) ORDER BY p.id
            """);
        while (reader.Read())
            yield return new StoredHold(reader.GetString(0), reader.Word<PaymentState>(1), reader.TextOrNull(2), reader.TextOrNull(3),
                reader.TextOrNull(4));
    }

    /// <summary>The first payment that does not go where the one it replaces was last told to go.</summary>
    public string? StrayPayee()
    {
        using StoredRows reader = Query($"""
            SELECT d.payment_no FROM (
                SELECT p.id, p.payment_no, p.payee, COALESCE((SELECT MAX(n.id) FROM payees n
                  WHERE n.payment_no = p.replaces), o.payee) AS due FROM payments p
                LEFT JOIN {Replaced}
                WHERE p.payee IS NOT NULL OR p.replaces IS NOT NULL) AS d
            WHERE {Sql.Differ("d.payee", "d.due")} ORDER BY d.id
            """);
        return reader.Read() ? $"payment {reader.GetString(0)} does not go where an officer sent the one it replaces" : null;
    }

    /// <summary>The first payment that is not made up as the one it pays again.</summary>
    public string? StrayReissue()
    {
        using StoredRows reader = Query($"""
            SELECT p.payment_no, p.replaces, p.flags, o.flags, CASE WHEN {Sql.Differ("p.flags", "o.flags")} THEN 1 ELSE 0 END
            FROM payments p JOIN {Replaced}
            JOIN batches b ON b.number = p.batch_number JOIN batches ob ON ob.number = o.batch_number
            WHERE p.replaces IS NOT NULL AND (p.current_fen + p.arrears_fen <> o.current_fen + o.arrears_fen OR p.offset_fen <> o.offset_fen
              OR p.province_fen <> o.province_fen
                OR p.city_fen <> o.city_fen OR p.county_fen <> o.county_fen OR {Sql.Differ("p.flags", "o.flags")}
                OR (p.months IS NOT NULL
                  AND {Sql.Differ("p.months", "o.months")}) OR b.county <> ob.county OR b.scheme <> ob.scheme)
            """);
        while (reader.Read())
        {
            // What stands against the household is found anew by every run.
            if (reader.Int(4) == 0 || ReviewFlagsOf.OfPayment(reader.TextOrNull(2)) != ReviewFlagsOf.OfPayment(reader.TextOrNull(3)))
                return $"payment {reader.GetString(0)} is not made up as {reader.GetString(1)}, which it replaces";
        }

        return null;
    }

    /// <summary>The claimant of a payment; empty where there is no such payment.</summary>
    public byte[] ClaimantOf(string paymentNo)
    {
        using StoredRows reader = Query($"""
            SELECT c.claimant_key FROM payments p JOIN claimants c ON c.number = p.claimant_number
            WHERE p.id = {PackedIds.PaymentOf("@no")} AND p.payment_no = @no
            """, ("@no", paymentNo));
        return reader.Read() ? reader.Bytes(0) : [];
    }

    /// <summary>The digest over the quarantine of a return file.</summary>
    public string QuarantineOf(int file) => QuarantineDigest.Of(connection, null, file);
}
