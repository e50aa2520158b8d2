using Disbursement.Domain.Amounts;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Ledger;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Store.Books;

/// <summary>A payment as its row says, and the one it replaces.</summary>
internal sealed record StoredPaymentState(string PaymentNo, PaymentState State, long AmountFen, bool IsLeftOut, ClaimantKey Claimant,
    string? Replaces, PaymentState? ReplacedState, long ReplacedFen)
{
    /// <summary>The number of the claimant's row.</summary>
    public required long ClaimantNumber { get; init; }
}

/// <summary>Payments, held against the books.</summary>
internal sealed partial class ReadBooks
{
    /// <summary>The payment o that a payment p pays again.</summary>
    private static readonly string Replaced = $"payments o ON o.id = {PackedIds.PaymentOf("p.replaces")} AND o.payment_no = p.replaces";

    /// <summary>Every stop that was ever put on.</summary>
    public IReadOnlyList<Stop> Stops() => StopBook.All(connection, null);

    /// <summary>What was sent to the bank after a moment: payment, person, scheme and when.</summary>
    public IEnumerable<(string Payment, ClaimantKey Person, string Scheme, DateTimeOffset At)> Released(DateTimeOffset after)
    {
        using StoredRows reader = Query(
            "SELECT payment, claimant, scheme, recorded_at FROM transfers WHERE event = 'release' AND recorded_at > @after ORDER BY id",
            ("@after", after.ToUnixTimeSeconds()));
        while (reader.Read())
        {
            yield return (reader.GetString(0), ClaimantKey.Read(reader.BytesInPlace(1)), reader.GetString(2),
                DateTimeOffset.FromUnixTimeSeconds(reader.Long(3)));
        }
    }

    /// <summary>What claimants owe back, by claimant and offset group, in the order of keys.</summary>
    public IEnumerable<(ClaimantKey Claimant, string Group, Money Open)> Receivables()
    {
        using StoredRows reader = Query("""
            SELECT claimant, offset_group, SUM(fen) FROM (
                SELECT claimant, SUBSTRING(debit, 19, 64) AS offset_group, fen FROM transfers WHERE SUBSTRING(debit, 1, 11) = 'receivable:'
                UNION ALL SELECT claimant, SUBSTRING(credit, 19, 64), -fen FROM transfers
                  WHERE SUBSTRING(credit, 1, 11) = 'receivable:') AS moved
            GROUP BY claimant, offset_group HAVING SUM(fen) <> 0 ORDER BY claimant
            """);
        while (reader.Read())
            yield return (ClaimantKey.Read(reader.BytesInPlace(0)), reader.GetString(1), new Money(reader.Long(2)));
    }

    /// <summary>Sums of payments by the account that holds them: payable, transit or treasury.</summary>
    public IReadOnlyDictionary<(string Kind, string County), long> OpenPayments()
    {
        string account = $"CASE p.state WHEN {PaymentState.Released.Quoted()} THEN 'transit' WHEN {PaymentState.Paid.Quoted()} "
            + "THEN 'treasury' ELSE 'payable' END";
        using StoredRows reader = Query($"""
            SELECT {account}, b.county, SUM(p.amount_fen)
            FROM payments p JOIN batches b ON b.number = p.batch_number
            WHERE p.state IN ({StoredWords.Listed([.. LifeCycle.Owed, PaymentState.Paid])})
            GROUP BY {account}, b.county
            """);
        Dictionary<(string, string), long> sums = [];
        while (reader.Read())
            sums[(reader.GetString(0), reader.GetString(1))] = reader.Long(2);
        return sums;
    }

    /// <summary>Repayments and waivers of receivables, in the order of the books.</summary>
    public IEnumerable<(string Event, string County, string Group, long Fen, long At, string Actor)> GivenBack()
    {
        using StoredRows reader = Query("SELECT event, book, SUBSTRING(credit, 19, 64), fen, recorded_at, actor FROM transfers WHERE event "
            + "IN ('repaid', 'waived') ORDER BY id");
        while (reader.Read())
            yield return (reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.Long(3), reader.Long(4),
                reader.GetString(5));
    }

    /// <summary>What was taken back and what of it was withdrawn, by batch; empty where a recovery names none.</summary>
    public IReadOnlyDictionary<string, (int Recoveries, long Fen, int Withdrawn, long WithdrawnFen)> Recoveries()
    {
        using StoredRows reader = Query($"""
            SELECT COALESCE(batch, ''), SUM(CASE WHEN event = 'recover' THEN 1 ELSE 0 END), SUM(CASE WHEN event = 'recover' THEN fen ELSE 0
              END), SUM(CASE WHEN event = 'withdrawn' THEN 1 ELSE 0 END), SUM(CASE WHEN event = 'withdrawn' THEN fen ELSE 0 END)
            FROM transfers WHERE {TransfersTable.MovesReceivables} AND event IN ('recover', 'withdrawn') GROUP BY COALESCE(batch, '')
            """);
        Dictionary<string, (int, long, int, long)> batches = [];
        while (reader.Read())
            batches[reader.GetString(0)] = (reader.Int(1), reader.Long(2), reader.Int(3), reader.Long(4));
        return batches;
    }

    /// <summary>The first line that was withdrawn and is none of those that were taken back; or undone beside no withdrawal.</summary>
    public string? StrayWithdrawal()
    {
        using (StoredRows lines = Query($"""
            SELECT COALESCE(MAX(batch), 'none'), MAX(scheme), COALESCE(MAX(year), 0) FROM transfers
            WHERE {TransfersTable.MovesReceivables} AND event IN ('recover', 'withdrawn') GROUP BY batch, claimant, scheme, year
            HAVING SUM(CASE WHEN event = 'withdrawn' THEN fen ELSE 0 END) <> 0 AND SUM(CASE WHEN event = 'withdrawn' THEN fen ELSE -fen
              END) <> 0
            """))
        {
            if (lines.Read())
                return $"batch {lines.GetString(0)}: what was withdrawn of {lines.GetString(1)} {lines.Int(2)} is not what was taken back";
        }

        using StoredRows undone = Query($"""
            SELECT c.book, c.sequence FROM transfers c
            WHERE c.{TransfersTable.MovesReceivables} AND c.event = 'cancel' AND c.payment IS NULL
              AND NOT EXISTS (SELECT 1 FROM transfers w WHERE w.{TransfersTable.MovesReceivables} AND w.event = 'withdrawn'
                AND w.claimant = c.claimant AND w.batch = c.batch)
            """);
        return undone.Read() ? $"transfer {undone.GetString(0)}/{undone.Long(1)} undoes what no rejected batch had set off" : null;
    }

    /// <summary>What one book says of each payment that it names.</summary>
    public PaymentTraces Traces(string book, CancellationToken stop)
    {
        (long first, long end) = TransferId.OfBook(book);
        using StoredRows reader = Query(
            "SELECT payment, event, fen, claimant FROM transfers WHERE id > @first AND id < @end AND payment IS NOT NULL ORDER BY id",
            ("@first", first), ("@end", end));
        PaymentTraces traces = new();
        while (reader.Read())
        {
            stop.ThrowIfCancellationRequested();
            string act = reader.Repeated(1);
            ref PaymentTrace trace = ref traces[reader.GetString(0)];
            if (!trace.IsNamed)
                trace = new PaymentTrace { IsNamed = true, Claimant = ClaimantKey.Read(reader.BytesInPlace(3)) };
            long fen = reader.Long(2);
            switch (act)
            {
                case "accrue":
                    trace.Fen += fen;
                    break;
                case "offset":
                    trace.Fen -= fen;
                    break;
                case "recover" or "withdrawn" or "returned":
                    break;
                case "duplicate":
                    trace.IsDuplicate = true;
                    break;
                default:
                    trace.Released += act == "release" ? fen : 0;
                    trace.LastAct = act;
                    break;
            }
        }

        return traces;
    }

    /// <summary>
    /// The payments of some batches. Those of a run come in the order of claimants, who stand in that order in each of its batches: what
    /// is read of claimants is then read once, and not once a batch.
    /// </summary>
    public IEnumerable<StoredPaymentState> Payments(IEnumerable<StoredBatch> batches)
    {
        foreach (IGrouping<string, StoredBatch> run in batches.GroupBy(batch => batch.Run))
        {
            PriorityQueue<IEnumerator<StoredPaymentState>, long> next = new();
            try
            {
                foreach (IEnumerator<StoredPaymentState> payments in run.Select(batch => Payments(batch).GetEnumerator()))
                {
                    if (payments.MoveNext())
                        next.Enqueue(payments, payments.Current.ClaimantNumber);
                }

                while (next.TryPeek(out IEnumerator<StoredPaymentState>? payments, out _))
                {
                    yield return payments.Current;
                    if (payments.MoveNext())
                        next.DequeueEnqueue(payments, payments.Current.ClaimantNumber);
                    else
                        next.Dequeue().Dispose();
                }
            }
            finally
            {
                foreach ((IEnumerator<StoredPaymentState> left, _) in next.UnorderedItems)
                    left.Dispose();
            }
        }
    }

    private IEnumerable<StoredPaymentState> Payments(StoredBatch batch)
    {
        (long first, long end) = PaymentId.OfBatch(new(batch.Number));
        using StoredRows reader = Query($"""
            SELECT p.payment_no, p.state, p.amount_fen, p.is_left_out, c.claimant_key, p.replaces, o.state, COALESCE(o.amount_fen, 0),
              c.number
            FROM payments p JOIN claimants c ON c.number = p.claimant_number LEFT JOIN {Replaced}
            WHERE p.id > @first AND p.id < @end ORDER BY p.id
            """, ("@first", first), ("@end", end));
        while (reader.Read())
        {
            yield return new StoredPaymentState(
                reader.GetString(0), reader.Word<PaymentState>(1), reader.Long(2), reader.Long(3) != 0,
                ClaimantKey.Read(reader.BytesInPlace(4)), reader.IsDBNull(5) ? null : reader.GetString(5),
                reader.IsDBNull(6) ? null : reader.Word<PaymentState>(6), reader.Long(7))
            {
                ClaimantNumber = reader.Long(8),
            };
        }
    }
}
