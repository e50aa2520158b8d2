using Disbursement.Domain.Amounts;
using Disbursement.Jobs.Privacy;
using Microsoft.Data.Sqlite;

namespace Disbursement.Jobs.Store;

/// <summary>A payment that is owed and has not been answered for as paid.</summary>
internal sealed record OpenPayment(string PaymentNo, string County, string Scheme, string State, Money Amount, DateTimeOffset DueSince, string RegionCode, string HouseholdNo, string Role, string? Replaces, string? Note);

/// <summary>A movement of a receivable.</summary>
internal sealed record ReceivableMovement(DateTimeOffset RecordedAt, string Event, string Run, string? Payment, Money Amount);

/// <summary>What one claimant owes back in one offset group, and how it came about.</summary>
internal sealed record OpenReceivable(string RegionCode, string HouseholdNo, string Role, string Group, Money Open, IReadOnlyList<ReceivableMovement> History);

/// <summary>Reads what finance staff ask of the books every month.</summary>
internal sealed class ReadReports(SqliteConnection connection)
{
    /// <summary>Every payment that waits: for a reviewer, for the bank, for another account. Oldest first; a payment that replaces another has been due since that one was.</summary>
    public IReadOnlyList<OpenPayment> Unpaid(string? county)
    {
        using StoredRows reader = Query("""
            WITH RECURSIVE waiting AS (
                SELECT p.id, p.payment_no, b.county, b.scheme, p.state, p.amount_fen, p.replaces, p.note, p.claimant_number FROM payments p JOIN batches b ON b.number = p.batch_number
                WHERE p.state IN ('proposed', 'approved', 'held', 'released', 'failed') AND ($county IS NULL OR b.county = $county)),
            chain(id, first, before) AS (
                SELECT id, payment_no, replaces FROM waiting
                UNION ALL SELECT c.id, o.payment_no, o.replaces FROM chain c
                    JOIN batches ob ON ob.id = substr(c.before, 1, length(rtrim(c.before, '0123456789')) - 1)
                    JOIN payments o ON o.id > (ob.number << 32) AND o.id < ((ob.number + 1) << 32) AND o.payment_no = c.before
                WHERE c.before IS NOT NULL)
            SELECT w.payment_no, w.county, w.scheme, w.state, w.amount_fen, r.started_at, k.region_code, k.household_no, k.role, w.replaces, w.note
            FROM waiting w JOIN chain c ON c.id = w.id AND c.before IS NULL
            JOIN batches fb ON fb.id = substr(c.first, 1, length(rtrim(c.first, '0123456789')) - 1) JOIN runs r ON r.number = fb.run_number
            JOIN claimants k ON k.number = w.claimant_number ORDER BY r.number, w.id
            """, ("$county", county is null ? DBNull.Value : county));
        List<OpenPayment> payments = [];
        while (reader.Read())
        {
            payments.Add(new OpenPayment(
                reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), new Money(reader.GetInt64(4)), StoredTime.Read(reader.GetInt64(5)), reader.GetString(6), reader.GetString(7), reader.GetString(8),
                reader.IsDBNull(9) ? null : reader.GetString(9), reader.IsDBNull(10) ? null : reader.GetString(10)));
        }

        return payments;
    }

    /// <summary>Every open receivable with its history, in the order of region and household.</summary>
    public IReadOnlyList<OpenReceivable> Receivables(string? county)
    {
        (ClaimantKey Claimant, string Group, Money Open)[] open = [.. new ReadBooks(connection).Receivables()];
        HashSet<ClaimantKey> keys = [.. open.Select(receivable => receivable.Claimant)];
        Dictionary<ClaimantKey, (string Region, string Household, string Role)> places = Places(keys);
        ILookup<(ClaimantKey, string), ReceivableMovement> history = History(keys).ToLookup(movement => (movement.Claimant, movement.Group), movement => movement.Movement);
        return
        [
            .. open.Select(receivable => places[receivable.Claimant] is var place
                    ? new OpenReceivable(place.Region, place.Household, place.Role, receivable.Group, receivable.Open, [.. history[(receivable.Claimant, receivable.Group)]])
                    : null!)
                .Where(receivable => county is null || receivable.RegionCode.StartsWith(county, StringComparison.Ordinal))
                .OrderBy(receivable => receivable.RegionCode, StringComparer.Ordinal).ThenBy(receivable => receivable.HouseholdNo, StringComparer.Ordinal).ThenByDescending(receivable => receivable.Role, StringComparer.Ordinal),
        ];
    }

    private IEnumerable<(ClaimantKey Claimant, string Group, ReceivableMovement Movement)> History(HashSet<ClaimantKey> keys)
    {
        using StoredRows reader = Query("""
            SELECT claimant, debit, credit, recorded_at, event, run, payment, fen FROM transfers WHERE debit GLOB 'receivable:*' OR credit GLOB 'receivable:*' ORDER BY recorded_at, id
            """);
        while (reader.Read())
        {
            ClaimantKey key = ClaimantKey.Read((byte[])reader.GetValue(0));
            if (!keys.Contains(key))
                continue;

            string debit = reader.GetString(1), account = debit.StartsWith("receivable:", StringComparison.Ordinal) ? debit : reader.GetString(2);
            Money amount = new(account == debit ? reader.GetInt64(7) : -reader.GetInt64(7));
            yield return (key, account[(account.LastIndexOf(':') + 1)..],
                new ReceivableMovement(DateTimeOffset.FromUnixTimeSeconds(reader.GetInt64(3)), reader.GetString(4), reader.GetString(5), reader.IsDBNull(6) ? null : reader.GetString(6), amount));
        }
    }

    private Dictionary<ClaimantKey, (string Region, string Household, string Role)> Places(HashSet<ClaimantKey> keys)
    {
        Dictionary<ClaimantKey, (string, string, string)> places = [];
        if (keys.Count == 0)
            return places;

        using StoredRows reader = Query("SELECT claimant_key, region_code, household_no, role FROM claimants ORDER BY number");
        while (reader.Read())
        {
            ClaimantKey key = ClaimantKey.Read((byte[])reader.GetValue(0));
            if (keys.Contains(key))
                places[key] = (reader.GetString(1), reader.GetString(2), reader.GetString(3));
        }

        return places;
    }

    private StoredRows Query(string sql, params ReadOnlySpan<(string Name, object Value)> parameters) => StoredRows.Of(connection, sql, parameters);
}

/// <summary>Times as the model stores them in SQLite.</summary>
internal static class StoredTime
{
    public static DateTimeOffset Read(long stored) => (DateTimeOffset)new Microsoft.EntityFrameworkCore.Storage.ValueConversion.DateTimeOffsetToBinaryConverter().ConvertFromProvider(stored)!;
}
