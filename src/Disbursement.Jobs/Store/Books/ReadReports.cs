using System.Data.Common;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Batches;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Store.Books;

/// <summary>A payment that is owed and has not been answered for as paid; its year is that of the run that computed it.</summary>
internal sealed record OpenPayment(string PaymentNo, string County, string Scheme, PaymentState State, Money Amount,
    DateTimeOffset DueSince,
    string RegionCode, string HouseholdNo, string Role, string? Replaces, string? Note, int Year);

/// <summary>A movement of a receivable.</summary>
internal sealed record ReceivableMovement(DateTimeOffset RecordedAt, string Event, string Run, string? Payment, Money Amount);

/// <summary>What one claimant owes back in one offset group, and how it came about.</summary>
internal sealed record OpenReceivable(string RegionCode, string HouseholdNo, string Role, string Group, Money Open,
    IReadOnlyList<ReceivableMovement> History);

/// <summary>What one household was paid in a run.</summary>
internal sealed record HouseholdSums(long Payments, Money Sum, long Held);

/// <summary>Reads what finance staff ask of the books every month.</summary>
internal sealed class ReadReports(DbConnection connection)
{
    /// <summary>
    /// Every payment that waits: for a reviewer, for the bank, for another account. Oldest first; a payment that replaces another has been
    /// due since that one was.
    /// </summary>
    public IReadOnlyList<OpenPayment> Unpaid(string? county)
    {
        Dictionary<string, (int Run, DateTimeOffset StartedAt, int Year)> made = [];
        using (StoredRows batches = Query(
            "SELECT b.id, r.number, r.started_at, r.year FROM batches b JOIN runs r ON r.number = b.run_number"))
        {
            while (batches.Read())
                made[batches.GetString(0)] = (batches.Int(1), batches.Time(2), batches.Int(3));
        }

        List<(int Run, OpenPayment Payment)> payments = [];
        using StoredRows reader = Query($"""
            SELECT p.payment_no, b.county, b.scheme, p.state, p.amount_fen, k.region_code, k.household_no, k.role, p.replaces, p.note
            FROM payments p JOIN batches b ON b.number = p.batch_number JOIN claimants k ON k.number = p.claimant_number
            WHERE p.state IN ({StoredWords.Listed(LifeCycle.Owed)}) AND (@county IS NULL OR b.county = @county)
              ORDER BY p.id
            """, ("@county", county));
        while (reader.Read())
        {
            string number = reader.GetString(0);
            if (FirstOf(number, reader.TextOrNull(8)) is not { } first || !PaymentNumber.TrySplit(first, out string batch, out _)
                || !made.TryGetValue(batch, out (int Run, DateTimeOffset StartedAt, int Year) run))
                continue;

            payments.Add((run.Run, new OpenPayment(
                number, reader.GetString(1), reader.GetString(2), reader.Word<PaymentState>(3), new Money(reader.Long(4)), run.StartedAt,
                reader.GetString(5), reader.GetString(6), reader.GetString(7),
                reader.TextOrNull(8), reader.TextOrNull(9), run.Year)));
        }

        return [.. payments.OrderBy(payment => payment.Run).Select(payment => payment.Payment)];
    }

    /// <summary>The payment that a run computed, behind one that pays it again; null where the chain is broken.</summary>
    private string? FirstOf(string number, string? replaces)
    {
        for (string? before = replaces; before is not null;)
        {
            using StoredRows reader = Query($"""
                SELECT o.payment_no, o.replaces FROM payments o WHERE o.id = {PackedIds.PaymentOf("@no")} AND o.payment_no = @no
                """, ("@no", before));
            if (!reader.Read())
                return null;

            number = reader.GetString(0);
            before = reader.TextOrNull(1);
        }

        return number;
    }

    /// <summary>Every open receivable with its history, in the order of region and household.</summary>
    public IReadOnlyList<OpenReceivable> Receivables(string? county)
    {
        (ClaimantKey Claimant, string Group, Money Open)[] open = [.. new ReadBooks(connection).Receivables()];
        HashSet<ClaimantKey> keys = [.. open.Select(receivable => receivable.Claimant)];
        Dictionary<ClaimantKey, (string Region, string Household, string Role)> places = Places(keys);
        ILookup<(ClaimantKey, string), ReceivableMovement> history = History(keys)
            .ToLookup(movement => (movement.Claimant, movement.Group), movement => movement.Movement);
        return
        [
            .. open.Select(receivable => places[receivable.Claimant] is var place
                    ? new OpenReceivable(place.Region, place.Household, place.Role, receivable.Group, receivable.Open,
                        [.. history[(receivable.Claimant, receivable.Group)]])
                    : null!)
                .Where(receivable => county is null || receivable.RegionCode.StartsWith(county, StringComparison.Ordinal))
                .OrderBy(receivable => receivable.RegionCode, StringComparer.Ordinal).ThenBy(receivable => receivable.HouseholdNo,
                    StringComparer.Ordinal).ThenByDescending(receivable => receivable.Role, StringComparer.Ordinal),
        ];
    }

    /// <summary>What a run paid some households, by region code and household number.</summary>
    public Dictionary<(string Region, string Household), HouseholdSums> PaidTo(string run,
        HashSet<(string Region, string Household)> households)
    {
        Dictionary<(string, string), HouseholdSums> paid = [];
        if (households.Count == 0)
            return paid;

        using StoredRows reader = Query("""
            SELECT k.region_code, k.household_no, p.amount_fen, p.state FROM payments p JOIN batches b ON b.number = p.batch_number
              JOIN runs r ON r.number = b.run_number
            JOIN claimants k ON k.number = p.claimant_number WHERE r.id = @run
            """, ("@run", run));
        while (reader.Read())
        {
            (string, string) household = (reader.GetString(0), reader.GetString(1));
            if (!households.Contains(household))
                continue;

            HouseholdSums before = paid.GetValueOrDefault(household, new HouseholdSums(0, Money.Zero, 0));
            paid[household] = new HouseholdSums(before.Payments + 1, before.Sum + new Money(reader.Long(2)),
                before.Held + (reader.Word<PaymentState>(3) == PaymentState.Held ? 1 : 0));
        }

        return paid;
    }

    private IEnumerable<(ClaimantKey Claimant, string Group, ReceivableMovement Movement)> History(HashSet<ClaimantKey> keys)
    {
        using StoredRows reader = Query("""
            SELECT claimant, debit, credit, recorded_at, event, run, payment, fen FROM transfers
              WHERE SUBSTRING(debit, 1, 11) = 'receivable:' OR SUBSTRING(credit, 1, 11) = 'receivable:' ORDER BY recorded_at, id
            """);
        while (reader.Read())
        {
            ClaimantKey key = ClaimantKey.Read(reader.BytesInPlace(0));
            if (!keys.Contains(key))
                continue;

            string debit = reader.GetString(1), account = debit.StartsWith("receivable:", StringComparison.Ordinal)
                ? debit
                : reader.GetString(2);
            Money amount = new(account == debit ? reader.Long(7) : -reader.Long(7));
            yield return (key, account[(account.LastIndexOf(':') + 1)..],
                new ReceivableMovement(DateTimeOffset.FromUnixTimeSeconds(reader.Long(3)), reader.GetString(4), reader.GetString(5),
                    reader.IsDBNull(6) ? null : reader.GetString(6), amount));
        }
    }

    /// <summary>Where some claimants stood last.</summary>
    public Dictionary<ClaimantKey, (string Region, string Household, string Role)> Places(HashSet<ClaimantKey> keys)
    {
        Dictionary<ClaimantKey, (string, string, string)> places = [];
        if (keys.Count == 0)
            return places;

        using StoredRows reader = Query("SELECT claimant_key, region_code, household_no, role FROM claimants ORDER BY number");
        while (reader.Read())
        {
            ClaimantKey key = ClaimantKey.Read(reader.BytesInPlace(0));
            if (keys.Contains(key))
                places[key] = (reader.GetString(1), reader.GetString(2), reader.GetString(3));
        }

        return places;
    }

    private StoredRows Query(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        StoredRows.Of(connection, sql, parameters);
}
