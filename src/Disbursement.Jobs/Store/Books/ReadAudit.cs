using System.Data.Common;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Households;
using Disbursement.Domain.Schemes;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Store.Books;

/// <summary>A payment as an auditor reads it, with the row of its claimant and who they are, sealed.</summary>
internal sealed record AuditPayment
{
    public required long Id { get; init; }

    public required string PaymentNo { get; init; }

    public required string Run { get; init; }

    public required string Batch { get; init; }

    public required int BatchNumber { get; init; }

    public required string County { get; init; }

    public required string Scheme { get; init; }

    public required PaymentState State { get; init; }

    public required string Months { get; init; }

    public required long CurrentFen { get; init; }

    public required long ArrearsFen { get; init; }

    public required long AmountFen { get; init; }

    public required string? Replaces { get; init; }

    public required string? Note { get; init; }

    public required string? AnsweredOn { get; init; }

    public required int? ReturnFile { get; init; }

    public required ClaimantKey Key { get; init; }

    public required string RegionCode { get; init; }

    public required string HouseholdNo { get; init; }

    public required string Role { get; init; }

    public required string Roster { get; init; }

    public required RowNumber Line { get; init; }

    /// <summary>Facts without a date of that row, packed.</summary>
    public required int Facts { get; init; }

    /// <summary>What was known of the claimant before; empty for nothing.</summary>
    public required byte[]? StandingBefore { get; init; }

    /// <summary>The claimant as they are paid: where an officer gave another account, with that one.</summary>
    public required SealedPerson Personal { get; init; }
}

/// <summary>An act on a batch.</summary>
internal sealed record AuditAct(string Act, string Officer, DateTimeOffset At);

/// <summary>A batch with its run, its makers and its acts in their order.</summary>
internal sealed record AuditBatch(
    int Number, string Id, string Run, int RunNumber, string PackSha256, int Year, string County, string Scheme,
        BatchState State, int Payments,
    long TotalFen, string Maker, DateTimeOffset StartedAt, DateTimeOffset? SealedAt,
    IReadOnlyList<string> Makers, IReadOnlyList<AuditAct> Acts)
{
    /// <summary>The last act of a kind.</summary>
    public AuditAct? Last(string act) => Acts.LastOrDefault(one => one.Act == act);
}

/// <summary>Someone who is eligible and never applied, as a run saw them.</summary>
internal sealed record NeverApplied(string Run, string RegionCode, string HouseholdNo, string Role, string Scheme, string Months,
    string Roster, RowNumber Line, SealedPerson Personal);

/// <summary>Reads what the audit office asks of the books, a row at a time.</summary>
internal sealed partial class ReadAudit(DbConnection connection)
{
    private const string Columns = """
        p.id, p.payment_no, r.id, b.id, b.number, b.county, b.scheme, p.state, p.months, p.current_fen, p.arrears_fen, p.amount_fen,
          p.replaces, p.note, p.answered_on, p.return_file,
          c.claimant_key, c.region_code, c.household_no, c.role, i.path, c.line, c.standing_before,
          COALESCE(-y.id, c.number), COALESCE(y.personal, c.personal), c.facts
        """;

    /// <summary>The payments p of the batch b, found by their ids.</summary>
    private static readonly string OfBatch = PackedIds.IsOfBatch("p.id", "b.number");

    /// <summary>The claimant c of a payment p, the roster i of that row, and the account y that an officer gave.</summary>
    private static readonly string Claimant =
        $"JOIN claimants c ON c.number = p.claimant_number JOIN run_inputs i ON i.id = "
            + $"{PackedIds.RunItem("c.run_number", "c.input_ordinal")} LEFT JOIN payees y ON y.id = p.payee";

    /// <summary>Payments on their way to the bank or answered as paid, of the runs of a year, in the order of their numbers.</summary>
    public IEnumerable<AuditPayment> Sent(int year, string? county) => Payments(year, county, PaymentState.Released, PaymentState.Paid);

    /// <summary>Payments of the runs of a year that are in one of two states, in the order of their numbers.</summary>
    public IEnumerable<AuditPayment> Payments(int year, string? county, PaymentState state, PaymentState orState)
    {
        using StoredRows reader = Query($"""
            SELECT {Columns}
            FROM runs r JOIN batches b ON b.run_number = r.number
            CROSS JOIN payments p
            {Claimant}
            WHERE {OfBatch}
              AND r.year = @year AND (p.state = @state OR p.state = @other) AND (@county IS NULL OR b.county = @county) ORDER BY p.id
            """, ("@year", year), ("@state", state), ("@other", orState), ("@county", county));
        while (reader.Read())
            yield return Payment(reader);
    }

    /// <summary>What the runs themselves computed for one county, whatever became of it but for what was cancelled.</summary>
    public IEnumerable<AuditPayment> Computed(string run, string county)
    {
        using StoredRows reader = Query($"""
            SELECT {Columns}
            FROM runs r JOIN batches b ON b.run_number = r.number
            CROSS JOIN payments p
            {Claimant}
            WHERE {OfBatch} AND r.id = @run AND b.county = @county AND p.replaces IS NULL
              AND p.state <> {PaymentState.Cancelled.Quoted()} ORDER BY p.id
            """, ("@run", run), ("@county", county));
        while (reader.Read())
            yield return Payment(reader);
    }

    /// <summary>One payment by its id; null where there is none.</summary>
    public AuditPayment? ById(long id)
    {
        using StoredRows reader = Query($"""
            SELECT {Columns}
            FROM payments p JOIN batches b ON b.number = p.batch_number JOIN runs r ON r.number = b.run_number
            {Claimant}
            WHERE p.id = @id
            """, ("@id", id));
        return reader.Read() ? Payment(reader) : null;
    }

    /// <summary>One payment by its number; null where there is none.</summary>
    public AuditPayment? Find(string paymentNo)
    {
        using StoredRows reader = Query($"""
            SELECT {Columns}
            FROM payments p JOIN batches b ON b.number = p.batch_number JOIN runs r ON r.number = b.run_number
            {Claimant}
            WHERE p.id = {PackedIds.PaymentOf("@no")} AND p.payment_no = @no
            """, ("@no", paymentNo));
        return reader.Read() ? Payment(reader) : null;
    }

    /// <summary>The payment that a run computed, behind one that pays it again.</summary>
    public AuditPayment First(AuditPayment payment)
    {
        AuditPayment first = payment;
        while (first.Replaces is { } before && Find(before) is { } older)
            first = older;
        return first;
    }

    /// <summary>Payments to persons whom more than one county sent money to in the year, person by person.</summary>
    public IEnumerable<AuditPayment> OfTwoCounties(int year)
    {
        using StoredRows reader = Query($"""
            SELECT {Columns}
            FROM runs r JOIN batches b ON b.run_number = r.number
            CROSS JOIN payments p
            {Claimant}
            WHERE {OfBatch} AND r.year = @year
              AND p.state IN ({StoredWords.Listed(LifeCycle.Sent)}) AND c.claimant_key IN (
                SELECT tc.claimant_key FROM runs tr JOIN batches tb ON tb.run_number = tr.number
                CROSS JOIN payments tp JOIN claimants tc ON tc.number = tp.claimant_number
                WHERE {PackedIds.IsOfBatch("tp.id", "tb.number")} AND tr.year = @year AND tp.state IN ({StoredWords.Listed(LifeCycle.Sent)})
                GROUP BY tc.claimant_key HAVING MIN(tb.county) <> MAX(tb.county))
            ORDER BY c.claimant_key, p.id
            """, ("@year", year));
        while (reader.Read())
            yield return Payment(reader);
    }

    /// <summary>How many payments of a year are sent, and what they come to.</summary>
    public (long Payments, long Fen) Population(int year, string? county)
    {
        using StoredRows reader = Query($"""
            SELECT COUNT(*), COALESCE(SUM(p.amount_fen), 0) FROM runs r JOIN batches b ON b.run_number = r.number
            CROSS JOIN payments p
            WHERE {OfBatch} AND r.year = @year
              AND p.state IN ({StoredWords.Listed(LifeCycle.Sent)}) AND (@county IS NULL OR b.county = @county)
            """, ("@year", year), ("@county", county));
        return reader.Read() ? (reader.Long(0), reader.Long(1)) : (0, 0);
    }

    /// <summary>Ids and amounts of the payments of a year that are sent, in the order of their numbers.</summary>
    public IEnumerable<(long Id, long Fen)> Amounts(int year, string? county)
    {
        using StoredRows reader = Query($"""
            SELECT p.id, p.amount_fen FROM runs r JOIN batches b ON b.run_number = r.number
            CROSS JOIN payments p
            WHERE {OfBatch} AND r.year = @year
              AND p.state IN ({StoredWords.Listed(LifeCycle.Sent)}) AND (@county IS NULL OR b.county = @county) ORDER BY p.id
            """, ("@year", year), ("@county", county));
        while (reader.Read())
            yield return (reader.Long(0), reader.Long(1));
    }

    /// <summary>Whoever the newest run of the year that knows them found eligible and without an application.</summary>
    public IEnumerable<NeverApplied> NeverApplied(int year, string? county)
    {
        using StoredRows reader = Query($"""
            SELECT r.id, c.region_code, c.household_no, c.role, d.scheme, COALESCE(d.months, ''), i.path, c.line, c.number, c.personal
            FROM (SELECT MAX(k.number) AS number FROM runs n
                  JOIN claimants k ON {PackedIds.IsOfRun("k.number", "n.number")}
                  WHERE n.year = @year GROUP BY k.claimant_key) AS newest
            JOIN claimants c ON c.number = newest.number JOIN runs r ON r.number = c.run_number
            JOIN decisions d ON {PackedIds.IsAbout("d.id", "c.number")} AND d.outcome = {Outcome.Unclaimed.Quoted()}
            JOIN run_inputs i ON i.id = {PackedIds.RunItem("c.run_number", "c.input_ordinal")}
            WHERE c.personal IS NOT NULL AND (@county IS NULL OR SUBSTRING(c.region_code, 1, 6) = @county)
            ORDER BY c.region_code, c.household_no, c.role DESC, d.id
            """, ("@year", year), ("@county", county));
        while (reader.Read())
        {
            yield return new NeverApplied(
                reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4),
                reader.GetString(5), reader.GetString(6), reader.Long(7), new SealedPerson(reader.Long(8), reader.Bytes(9)));
        }
    }

    /// <summary>Payments of the runs of a year that pay another one again at another gross amount than that one had.</summary>
    public IEnumerable<(AuditPayment Payment, long Before)> PaidAgainOtherwise(int year, string? county)
    {
        using StoredRows reader = Query($"""
            SELECT {Columns}, o.current_fen + o.arrears_fen
            FROM runs r JOIN batches b ON b.run_number = r.number
            CROSS JOIN payments p
            {Claimant}
            JOIN payments o ON o.id = {PackedIds.PaymentOf("p.replaces")} AND o.payment_no = p.replaces
            WHERE {OfBatch} AND r.year = @year AND p.state <> {PaymentState.Cancelled.Quoted()} AND (@county IS NULL OR b.county = @county)
              AND p.current_fen + p.arrears_fen <> o.current_fen + o.arrears_fen ORDER BY p.id
            """, ("@year", year), ("@county", county));
        while (reader.Read())
            yield return (Payment(reader), reader.Long(26));
    }

    /// <summary>What runs asked back, run by run.</summary>
    public IEnumerable<(ClaimantKey Key, string Scheme, string Run, long Fen)> Recoveries()
    {
        using StoredRows reader = Query("SELECT claimant, scheme, run, fen FROM transfers WHERE event = 'recover'");
        while (reader.Read())
            yield return (ClaimantKey.Read(reader.BytesInPlace(0)), reader.GetString(1), reader.GetString(2), reader.Long(3));
    }

    private static AuditPayment Payment(StoredRows reader) => new()
    {
        Id = reader.Long(0),
        PaymentNo = reader.GetString(1),
        Run = reader.GetString(2),
        Batch = reader.GetString(3),
        BatchNumber = reader.Int(4),
        County = reader.GetString(5),
        Scheme = reader.GetString(6),
        State = reader.Word<PaymentState>(7),
        Months = reader.TextOrNull(8) ?? "",
        CurrentFen = reader.Long(9),
        ArrearsFen = reader.Long(10),
        AmountFen = reader.Long(11),
        Replaces = reader.TextOrNull(12),
        Note = reader.TextOrNull(13),
        AnsweredOn = reader.DayOrNull(14),
        ReturnFile = reader.IsDBNull(15) ? null : reader.Int(15),
        Key = ClaimantKey.Read(reader.BytesInPlace(16)),
        RegionCode = reader.GetString(17),
        HouseholdNo = reader.GetString(18),
        Role = reader.GetString(19),
        Roster = reader.GetString(20),
        Line = reader.Long(21),
        StandingBefore = reader.IsDBNull(22) ? null : reader.Bytes(22),
        Facts = reader.Int(25),
        Personal = new SealedPerson(reader.Long(23), reader.IsDBNull(24) ? [] : reader.Bytes(24)),
    };

    private StoredRows Query(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        StoredRows.Of(connection, sql, parameters);
}
