using Disbursement.Domain.Households;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Standings;
using Disbursement.Jobs.Store.Tables;
using Microsoft.Data.Sqlite;

namespace Disbursement.Jobs.Store.Replay;

/// <summary>
/// What each replay left behind about a claimant, carried on to the next one: so a run that was told something else than the runs before it
/// knew is found, also where it made no difference.
/// </summary>
internal sealed class PastStandings(SqliteConnection connection)
{
    /// <summary>Makes the tables, once, in the database that outlives the replay of one run.</summary>
    public static void Prepare(SqliteConnection connection)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"""
            CREATE TABLE IF NOT EXISTS past.standings (claimant_key BLOB NOT NULL PRIMARY KEY, value BLOB NOT NULL,
              since INTEGER NOT NULL) WITHOUT ROWID;
            CREATE TABLE IF NOT EXISTS past.reversed (claimant_key BLOB NOT NULL PRIMARY KEY, recorded_at INTEGER NOT NULL) WITHOUT ROWID;
            INSERT OR REPLACE INTO past.reversed SELECT claimant, MAX(recorded_at) FROM (
              SELECT claimant, recorded_at FROM recorded.transfers WHERE {TransfersTable.MovesStandings}
              UNION ALL SELECT claimant_key, recorded_at FROM recorded.payees) GROUP BY claimant;
            """;
        command.ExecuteNonQuery();
    }

    /// <summary>
    /// The first claimant whose recorded standing cannot be read or, if <paramref name="isKnown"/>, is not what the replays before left
    /// behind.
    /// </summary>
    public string? FirstBreak(RunRecord run, bool isKnown)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"""
            SELECT c.claimant_key, c.standing_before, {(isKnown ? "p.value" : "c.standing_before")},
              c.region_code || ' household ' || c.household_no || ' ' || c.role
            FROM recorded.claimants c LEFT JOIN past.standings p ON p.claimant_key = c.claimant_key
            WHERE c.number > $first AND c.number < $end AND (c.standing_before IS NOT NULL OR p.value IS NOT NULL) ORDER BY c.number
            """;
        (long first, long end) = ClaimantNumber.OfRun(run.Number);
        command.Parameters.AddWithValue("$first", first);
        command.Parameters.AddWithValue("$end", end);
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            byte[]? recorded = Bytes(reader, 1);
            if (recorded is not null && !CanRead(recorded))
                return $"claimant of {reader.GetString(3)}: the standing before the run cannot be read";
            if (!IsSame((byte[])reader.GetValue(0), recorded, Bytes(reader, 2)))
                return $"claimant of {reader.GetString(3)}: the standing before the run is not what the runs before left behind";
        }

        return null;
    }

    /// <summary>Takes over what the replay of a run left behind, with the claimant numbers that the record gave.</summary>
    public void Remember(RunRecord run)
    {
        connection.CreateFunction("last_number", (byte[] standing) => Standing.LastNumberOf(standing), isDeterministic: true);
        connection.CreateFunction("renumbered", (byte[] standing, long number) => Standing.Renumbered(standing, number),
            isDeterministic: true);
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = """
            INSERT OR REPLACE INTO past.standings SELECT s.claimant_key, CASE WHEN p.recorded IS NULL THEN s.value
              ELSE renumbered(s.value, p.recorded) END, $since
            FROM main.standings s LEFT JOIN pairs p ON p.again = last_number(s.value) ORDER BY s.claimant_key
            """;
        command.Parameters.AddWithValue("$since", run.StartedAt.ToUnixTimeSeconds());
        command.ExecuteNonQuery();
    }

    /// <summary>The first claimant about whom the next run would be told something else than the replayed runs left behind.</summary>
    public string? FirstBreakOfToday()
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = """
            SELECT r.claimant_key, r.value, p.value FROM recorded.standings r LEFT JOIN past.standings p ON p.claimant_key = r.claimant_key
              WHERE r.value IS NOT p.value
            UNION ALL SELECT p.claimant_key, NULL, p.value FROM past.standings p WHERE NOT EXISTS (SELECT 1 FROM recorded.standings r
              WHERE r.claimant_key = p.claimant_key)
            """;
        using SqliteDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            byte[] key = (byte[])reader.GetValue(0);
            if (!IsSame(key, Bytes(reader, 1), Bytes(reader, 2)))
                return $"claimant {Convert.ToHexStringLower(key)}: the standing is not what the runs left behind";
        }

        return null;
    }

    private static byte[]? Bytes(SqliteDataReader reader, int column) => reader.GetValue(column) as byte[];

    private bool IsSame(byte[] key, byte[]? recorded, byte[]? left)
    {
        if (recorded.AsSpan().SequenceEqual(left))
            return true;
        if (recorded is null || left is null || !CanRead(recorded) || !IsReversed(key))
            return false;

        // A payment that was taken back changes the sums; these the ledger proves (check 2). The rest must still be the same.
        Standing one = Standing.Read(recorded), other = Standing.Read(left);
        return one.LastClaimantNumber == other.LastClaimantNumber && one.History.FirstAppliedOn == other.History.FirstAppliedOn
            && one.History.Facts.SequenceEqual(other.History.Facts) && one.History.Further.SequenceEqual(other.History.Further);
    }

    /// <summary>Whether a payment was taken back after the run that left the standing behind had begun.</summary>
    private bool IsReversed(byte[] key)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT EXISTS (SELECT 1 FROM past.reversed r JOIN past.standings p ON p.claimant_key = r.claimant_key WHERE "
            + "r.claimant_key = $key AND r.recorded_at >= p.since)";
        command.Parameters.AddWithValue("$key", key);
        return (long)command.ExecuteScalar()! == 1;
    }

    private static bool CanRead(byte[] standing)
    {
        try
        {
            _ = Standing.Read(standing);
            return true;
        }
        catch (Exception exception)
            when (exception is IOException or InvalidDataException or FormatException or ArgumentException
                or OverflowException or OutOfMemoryException)
        {
            return false;
        }
    }
}
