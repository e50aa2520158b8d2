using Disbursement.Jobs.Privacy;
using Microsoft.Data.Sqlite;

namespace Disbursement.Jobs.Store;

/// <summary>A claimant's row of one run with the place it was read from.</summary>
internal sealed record ClaimantSeen(
    long Number, string Run, int Year, string PackSha256, string RegionCode, string HouseholdNo, string Role, string Roster, string RosterSha256, bool IsCorrection, long Line, byte[]? StandingBefore);

/// <summary>A decision as stored.</summary>
internal sealed record StoredDecision(string Scheme, string Outcome, string Codes, string Months, long DueFen);

/// <summary>A payment as stored.</summary>
internal sealed record StoredPayment(string PaymentNo, string Scheme, string State, long CurrentFen, long ArrearsFen, long OffsetFen, long AmountFen, string Flags);

/// <summary>Finds what the database holds on one person, by claimant key.</summary>
internal static class FindClaimant
{
    /// <summary>Every row of a person, oldest run first.</summary>
    public static IReadOnlyList<ClaimantSeen> Seen(SqliteConnection connection, ClaimantKey key, int? year)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = """
            SELECT c.number, r.id, r.year, r.pack_sha256, c.region_code, c.household_no, c.role, i.path, i.sha256, c.line, c.standing_before
            FROM claimants c JOIN runs r ON r.number = c.run_number
            JOIN run_inputs i ON i.run_number = c.run_number AND i.ordinal = c.input_ordinal
            WHERE c.claimant_key = $key AND ($year IS NULL OR r.year = $year)
            ORDER BY r.number, c.region_code, c.household_no
            """;
        command.Parameters.AddWithValue("$key", key.ToBytes());
        command.Parameters.AddWithValue("$year", year is { } only ? only : DBNull.Value);
        List<ClaimantSeen> seen = [];
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            string path = reader.GetString(7);
            seen.Add(new ClaimantSeen(
                reader.GetInt64(0), reader.GetString(1), reader.GetInt32(2), reader.GetString(3), reader.GetString(4), reader.GetString(5), reader.GetString(6),
                path, reader.GetString(8), path.StartsWith("corrections/", StringComparison.Ordinal), reader.GetInt64(9), reader.IsDBNull(10) ? null : (byte[])reader.GetValue(10)));
        }

        return seen;
    }

    /// <summary>The decisions of one row.</summary>
    public static IReadOnlyList<StoredDecision> Decisions(SqliteConnection connection, long number)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT scheme, outcome, coalesce(codes, ''), coalesce(months, ''), due_fen FROM decisions WHERE id BETWEEN $first AND $last ORDER BY id";
        command.Parameters.AddWithValue("$first", number * 16);
        command.Parameters.AddWithValue("$last", number * 16 + 15);
        List<StoredDecision> decisions = [];
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read())
            decisions.Add(new StoredDecision(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetInt64(4)));
        return decisions;
    }

    /// <summary>The payments of one row.</summary>
    public static IReadOnlyList<StoredPayment> Payments(SqliteConnection connection, long number)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = """
            SELECT p.payment_no, b.scheme, p.state, p.current_fen, p.arrears_fen, p.offset_fen, p.amount_fen, coalesce(p.flags, '')
            FROM payments p JOIN batches b ON b.number = p.batch_number WHERE p.claimant_number = $number ORDER BY p.id
            """;
        command.Parameters.AddWithValue("$number", number);
        List<StoredPayment> payments = [];
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            payments.Add(new StoredPayment(
                reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetInt64(3), reader.GetInt64(4), reader.GetInt64(5), reader.GetInt64(6), reader.GetString(7)));
        }

        return payments;
    }
}
