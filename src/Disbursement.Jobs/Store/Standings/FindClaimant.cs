using System.Data.Common;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Households;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Store.Standings;

/// <summary>A claimant's row of one run with the place it was read from.</summary>
internal sealed record ClaimantSeen(
    long Number, string Run, Month Through, string PackSha256, string RegionCode, string HouseholdNo, string Role, string Roster,
    string RosterSha256, bool IsCorrection, RowNumber Line, RosterSpan? Rows, byte[]? StandingBefore)
{
    /// <summary>The run's year.</summary>
    public int Year => Through.Year;
}

/// <summary>A decision as stored.</summary>
internal sealed record StoredDecision(string Scheme, Outcome Outcome, string Codes, string Months, long DueFen);

/// <summary>A payment as stored.</summary>
internal sealed record StoredPayment(long Id, string PaymentNo, string Scheme, PaymentState State, long CurrentFen, long ArrearsFen,
    long OffsetFen, long AmountFen, string Flags);

/// <summary>Finds what the database holds on one person, by claimant key.</summary>
internal static class FindClaimant
{
    /// <summary>Every row of a person, oldest run first.</summary>
    public static IReadOnlyList<ClaimantSeen> Seen(DbConnection connection, ClaimantKey key, int? year)
    {
        using DbCommand command = Sql.Command(
            connection, null,
            $"""
            SELECT c.number, r.id, r.year, r.through_month, r.pack_sha256, c.region_code, c.household_no, c.role, i.path, i.sha256, c.line,
                c.standing_before, c.rows_from, c.rows_length, c.rows_above
            FROM claimants c JOIN runs r ON r.number = c.run_number
            JOIN run_inputs i ON i.id = {PackedIds.RunItem("c.run_number", "c.input_ordinal")}
            WHERE c.number = @number AND c.claimant_key = @key
            """,
            ("@number", 0L), ("@key", key.ToBytes()));
        List<ClaimantSeen> seen = [];
        foreach (long number in ClaimantIndex.Find(connection, key, year))
        {
            command.Parameters[0].Value = number;
            using DbDataReader reader = command.ExecuteReader();
            if (!reader.Read())
                continue;

            string path = reader.GetString(8);
            seen.Add(new ClaimantSeen(
                reader.Long(0), reader.GetString(1), new Month(reader.Int(2), reader.Int(3)), reader.GetString(4), reader.GetString(5),
                reader.GetString(6), reader.GetString(7),
                path, reader.GetString(9), path.StartsWith("corrections/", StringComparison.Ordinal), reader.Long(10),
                ClaimantsTable.SpanOf(reader, 12, reader.Long(10)), reader.IsDBNull(11)
                    ? null
                    : (byte[])reader.GetValue(11)));
        }

        return [.. seen.OrderBy(row => new ClaimantNumber(row.Number).Run).ThenBy(row => row.RegionCode, StringComparer.Ordinal)
            .ThenBy(row => row.HouseholdNo, StringComparer.Ordinal)];
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

    /// <summary>
    /// The payments to one row: those of its own run, and those that later runs and reissues made again and that go to no newer row.
    /// </summary>
    public static IReadOnlyList<StoredPayment> Payments(DbConnection connection, long number, string regionCode)
    {
        const string Columns = "p.id, p.payment_no, b.scheme, p.state, p.current_fen, p.arrears_fen, p.offset_fen, p.amount_fen, "
            + "coalesce(p.flags, '')";
        using DbCommand command = Sql.Command(
            connection, null,
            $"""
            SELECT {Columns} FROM batches b CROSS JOIN payments p
            WHERE b.run_number = @run AND b.county = @county AND {PackedIds.IsOfBatch("p.id", "b.number")}
              AND p.claimant_number = @number AND p.replaces IS NULL
            UNION ALL SELECT {Columns} FROM payments p JOIN batches b ON b.number = p.batch_number
            WHERE p.claimant_number = @number AND p.replaces IS NOT NULL
            ORDER BY 1
            """,
            ("@run", new ClaimantNumber(number).Run), ("@county", regionCode[..6]), ("@number", number));
        List<StoredPayment> payments = [];
        using DbDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            payments.Add(new StoredPayment(
                reader.Long(0), reader.GetString(1), reader.GetString(2), reader.Word<PaymentState>(3), reader.Long(4), reader.Long(5),
                reader.Long(6), reader.Long(7), reader.GetString(8)));
        }

        return payments;
    }
}
