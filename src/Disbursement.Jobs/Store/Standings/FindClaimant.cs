using System.Data.Common;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Households;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store.Connections;

namespace Disbursement.Jobs.Store.Standings;

/// <summary>A claimant's row of one run with the place it was read from.</summary>
internal sealed record ClaimantSeen(
    long Number, string Run, Month Through, string PackSha256, string RegionCode, string HouseholdNo, string Role, string Roster,
    string RosterSha256, bool IsCorrection, RowNumber Line, byte[]? StandingBefore)
{
    /// <summary>The run's year.</summary>
    public int Year => Through.Year;
}

/// <summary>A decision as stored.</summary>
internal sealed record StoredDecision(string Scheme, Outcome Outcome, string Codes, string Months, long DueFen);

/// <summary>A payment as stored.</summary>
internal sealed record StoredPayment(string PaymentNo, string Scheme, PaymentState State, long CurrentFen, long ArrearsFen, long OffsetFen,
    long AmountFen, string Flags);

/// <summary>Finds what the database holds on one person, by claimant key.</summary>
internal static class FindClaimant
{
    /// <summary>Every row of a person, oldest run first.</summary>
    public static IReadOnlyList<ClaimantSeen> Seen(DbConnection connection, ClaimantKey key, int? year)
    {
        using DbCommand command = Sql.Command(
            connection, null,
            """
            SELECT c.number, r.id, r.year, r.through_month, r.pack_sha256, c.region_code, c.household_no, c.role, i.path, i.sha256, c.line,
                c.standing_before
            FROM claimants c JOIN runs r ON r.number = c.run_number
            JOIN run_inputs i ON i.run_number = c.run_number AND i.ordinal = c.input_ordinal
            WHERE c.claimant_key = @key AND (@year IS NULL OR r.year = @year)
            ORDER BY r.number, c.region_code, c.household_no
            """,
            ("@key", key.ToBytes()), ("@year", year));
        List<ClaimantSeen> seen = [];
        using DbDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            string path = reader.GetString(8);
            seen.Add(new ClaimantSeen(
                reader.Long(0), reader.GetString(1), new Month(reader.Int(2), reader.Int(3)), reader.GetString(4), reader.GetString(5),
                reader.GetString(6), reader.GetString(7),
                path, reader.GetString(9), path.StartsWith("corrections/", StringComparison.Ordinal), reader.Long(10), reader.IsDBNull(11)
                    ? null
                    : (byte[])reader.GetValue(11)));
        }

        return seen;
    }

    /// <summary>The decisions of one row.</summary>
    public static IReadOnlyList<StoredDecision> Decisions(DbConnection connection, long number)
    {
        (long first, long end) = DecisionId.OfClaimant(new(number));
        using DbCommand command = Sql.Command(
            connection, null, "SELECT scheme, outcome, coalesce(codes, ''), coalesce(months, ''), due_fen FROM decisions WHERE id >= "
                + "@first AND id < @end ORDER BY id",
            ("@first", first), ("@end", end));
        List<StoredDecision> decisions = [];
        using DbDataReader reader = command.ExecuteReader();
        while (reader.Read())
            decisions.Add(
                new StoredDecision(reader.GetString(0), reader.Word<Outcome>(1), reader.GetString(2), reader.GetString(3), reader.Long(4)));
        return decisions;
    }

    /// <summary>The payments of one row.</summary>
    public static IReadOnlyList<StoredPayment> Payments(DbConnection connection, long number)
    {
        using DbCommand command = Sql.Command(
            connection, null,
            """
            SELECT p.payment_no, b.scheme, p.state, p.current_fen, p.arrears_fen, p.offset_fen, p.amount_fen, coalesce(p.flags, '')
            FROM payments p JOIN batches b ON b.number = p.batch_number WHERE p.claimant_number = @number ORDER BY p.id
            """,
            ("@number", number));
        List<StoredPayment> payments = [];
        using DbDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            payments.Add(new StoredPayment(
                reader.GetString(0), reader.GetString(1), reader.Word<PaymentState>(2), reader.Long(3), reader.Long(4), reader.Long(5),
                reader.Long(6), reader.GetString(7)));
        }

        return payments;
    }
}
