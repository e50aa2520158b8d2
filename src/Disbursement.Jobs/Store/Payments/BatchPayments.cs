using System.Data.Common;
using Disbursement.Domain.Batches;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Store.Payments;

/// <summary>The payments of a batch, read and moved inside an act.</summary>
internal static class BatchPayments
{
    private const string Selected = """
        SELECT p.id, p.payment_no, r.id, b.id, b.scheme, b.county, c.claimant_key, p.amount_fen, p.state, p.replaces
        FROM payments p JOIN batches b ON b.number = p.batch_number JOIN runs r ON r.number = b.run_number
          JOIN claimants c ON c.number = p.claimant_number
        """;

    /// <summary>Moves every payment of a batch from one state to another; tells how many.</summary>
    public static int Move(ActTransaction act, int batch, PaymentState from, PaymentState to)
    {
        (long first, long end) = PaymentId.OfBatch(new(batch));
        return act.Execute(
            "UPDATE payments SET state = @to WHERE id > @first AND id < @end AND state = @from",
            ("@to", to), ("@from", from), ("@first", first), ("@end", end));
    }

    /// <summary>Moves one payment, with a note; it must be in the state that it leaves.</summary>
    public static void Move(ActTransaction act, PaymentFacts payment, PaymentState to, string? note)
    {
        int moved = act.Execute(
            "UPDATE payments SET state = @to, note = @note WHERE id = @id AND state = @from", ("@to", to), ("@note", note),
            ("@id", payment.Id), ("@from", payment.State));
        if (moved != 1)
            throw new InvalidOperationException($"Payment {payment.PaymentNo} left the state {payment.State.Word()} under the act's feet.");
    }

    /// <summary>Payments of a batch in a state, in the order of their numbers.</summary>
    public static IReadOnlyList<PaymentFacts> In(ActTransaction act, int batch, params ReadOnlySpan<PaymentState> states)
    {
        (long first, long end) = PaymentId.OfBatch(new(batch));
        return Read(act, $"WHERE p.id > @first AND p.id < @end AND p.state IN ({StoredWords.Listed(states.ToArray())}) ORDER BY p.id",
            ("@first", first), ("@end", end));
    }

    /// <summary>Whether a payment of a batch is in a state.</summary>
    public static bool Any(ActTransaction act, int batch, PaymentState state)
    {
        (long first, long end) = PaymentId.OfBatch(new(batch));
        return act.Db.Payments.Any(payment => payment.Id > first && payment.Id < end && payment.State == state);
    }

    /// <summary>A payment by its number, or null. The number tells where to look.</summary>
    public static PaymentFacts? Find(ActTransaction act, string paymentNo)
    {
        if (!PaymentNumber.TrySplit(paymentNo, out string batch, out int sequence))
            return null;

        using DbCommand find = act.Command("SELECT number FROM batches WHERE id = @id", ("@id", batch));
        if (find.ExecuteScalar() is not { } number)
            return null;

        return Read(act, "WHERE p.id = @id AND p.payment_no = @no",
            ("@id", PaymentId.Of(new(Convert.ToInt32(number, System.Globalization.CultureInfo.InvariantCulture)), sequence).Value),
            ("@no", paymentNo)).SingleOrDefault();
    }

    /// <summary>Payments of a scheme that were sent, failed and were cancelled, and that a line in quarantine with a code names.</summary>
    public static IReadOnlyList<PaymentFacts> GivenUp(ActTransaction act, string scheme, string code) => Read(act, $"""
        WHERE p.id IN (SELECT {PackedIds.PaymentOf("q.payment_no")} FROM quarantine q WHERE q.code = @code AND q.payment_no IS NOT NULL)
          AND p.state = @cancelled AND p.return_file IS NOT NULL AND b.scheme = @scheme
        """, ("@code", code), ("@cancelled", PaymentState.Cancelled), ("@scheme", scheme));

    /// <summary>The payment that a run computed, behind those that pay it again.</summary>
    public static string First(ActTransaction act, string paymentNo)
    {
        string first = paymentNo;
        while (Find(act, first)?.Replaces is { } before)
            first = before;
        return first;
    }

    /// <summary>Payments inside an act.</summary>
    /// <param name="act">The act.</param>
    /// <param name="which">A condition on <c>p</c>, the payment, <c>b</c>, its batch, or <c>c</c>, its claimant, and an order.</param>
    /// <param name="parameters">Values of the condition.</param>
    public static IReadOnlyList<PaymentFacts> Read(ActTransaction act, string which,
        params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        List<PaymentFacts> payments = [];
        using StoredRows rows = StoredRows.Of(act.Connection, act.Transaction, $"{Selected} {which}", parameters);
        while (rows.Read())
        {
            payments.Add(new PaymentFacts(rows.Long(0), rows.GetString(1), rows.Repeated(2), rows.Repeated(3), rows.Repeated(4),
                rows.Repeated(5), rows.Bytes(6), rows.Long(7), rows.Word<PaymentState>(8), rows.TextOrNull(9)));
        }

        return payments;
    }
}
