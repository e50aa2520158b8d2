using Disbursement.Domain.Batches;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Store.Payments;

/// <summary>A payment that somebody should look at.</summary>
internal sealed record QueuedPayment(long Id, string PaymentNo, string? Flags, PaymentState State);

/// <summary>Payments that reviewers go through one after another.</summary>
internal static class ReviewQueue
{
    /// <summary>Payments of a queue at most: whoever has more to look at takes one batch, or rejects it.</summary>
    public const int Most = 5000;

    private static readonly PaymentState[] Over = [PaymentState.Cancelled, PaymentState.Reissued];

    /// <summary>
    /// Payments of some batches that bear a flag, batch by batch in the order of their numbers: one question a run, however many they are,
    /// and no more of it is read than is asked for. Runs in between are not looked at.
    /// </summary>
    public static IEnumerable<(int Batch, QueuedPayment Payment)> Flagged(DisbursementDb db, IReadOnlyCollection<int> batches) =>
        batches.GroupBy(batch => new BatchNumber(batch).Run).OrderBy(run => run.Key).SelectMany(run => OfRun(db, [.. run]));

    private static IEnumerable<(int Batch, QueuedPayment Payment)> OfRun(DisbursementDb db, HashSet<int> asked)
    {
        (long first, long end) = PaymentId.OfBatches(new(asked.Min()), new(asked.Max()));
        return db.Payments.ToRead()
            .Where(payment => payment.Id > first && payment.Id < end && payment.Flags != null && !Over.Contains(payment.State))
            .OrderBy(payment => payment.Id)
            .Select(payment => new { payment.BatchNumber, payment.Id, payment.PaymentNo, payment.Flags, payment.State })
            .AsEnumerable().Where(one => asked.Contains(one.BatchNumber))
            .Select(one => (one.BatchNumber, new QueuedPayment(one.Id, one.PaymentNo, one.Flags, one.State)));
    }

    /// <summary>Those of them that the files of the batch name: neither held nor left behind.</summary>
    public static IReadOnlyList<QueuedPayment> InFiles(DisbursementDb db, int batch) => [.. Of(db, batch)
        .Where(payment => payment.Flags != null && (payment.State == PaymentState.Proposed || payment.State == PaymentState.Approved))
        .Select(payment => new QueuedPayment(payment.Id, payment.PaymentNo, payment.Flags, payment.State))];

    /// <summary>These payments of a batch, in the order of their numbers.</summary>
    public static IReadOnlyList<QueuedPayment> These(DisbursementDb db, int batch, IReadOnlyCollection<long> ids) =>
        Read(Of(db, batch).Where(payment => ids.Contains(payment.Id)));

    /// <summary>How many payments of a batch are held.</summary>
    public static int Held(DisbursementDb db, int batch) => Of(db, batch).Count(payment => payment.State == PaymentState.Held);

    private static IQueryable<PaymentRecord> Of(DisbursementDb db, int batch)
    {
        (long first, long end) = PaymentId.OfBatch(new(batch));
        return db.Payments.ToRead().Where(payment => payment.Id > first && payment.Id < end);
    }

    private static QueuedPayment[] Read(IQueryable<PaymentRecord> payments) => [.. payments.OrderBy(payment => payment.Id)
        .Select(payment => new QueuedPayment(payment.Id, payment.PaymentNo, payment.Flags, payment.State))];
}
