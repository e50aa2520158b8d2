using Disbursement.Domain.Batches;
using Disbursement.Jobs.Samples;
using Disbursement.Jobs.Samples.Rows;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Batches;

/// <summary>
/// Draws payments of a batch to be checked by hand. The same seed draws the same payments of it, on every machine, whatever became of them
/// meanwhile.
/// </summary>
internal static class DrawPayments
{
    /// <summary>Payments that are drawn at most: more is no sample.</summary>
    public const int Most = 200;

    /// <summary>The drawn payments in the order of their numbers; all of them where the batch has fewer.</summary>
    /// <param name="db">The database.</param>
    /// <param name="batch">Number of the batch.</param>
    /// <param name="seed">What the draw follows from.</param>
    /// <param name="size">How many, from 1 to <see cref="Most"/>.</param>
    public static IReadOnlyList<PaymentRecord> Run(DisbursementDb db, int batch, ulong seed, int size)
    {
        (long first, long end) = PaymentId.OfBatch(new(batch));
        long[] drawn = [.. Among(db.Payments.ToRead().Where(payment => payment.Id > first
            && payment.Id < end).Select(payment => payment.Id), seed, size)];
        return [.. db.Payments.ToRead().Where(payment => drawn.Contains(payment.Id)).OrderBy(payment => payment.Id)];
    }

    /// <summary>
    /// So many ids, in no order: every id has a number of its own that follows from the seed, and those with the smallest are drawn.
    /// </summary>
    public static IEnumerable<long> Among(IEnumerable<long> ids, ulong seed, int size)
    {
        PriorityQueue<long, (ulong Draw, long Id)> smallest =
            new(Comparer<(ulong Draw, long Id)>.Create((left, right) => right.CompareTo(left)));
        foreach (long id in ids)
        {
            (ulong, long) draw = (new SeededDraws(seed, (ulong)id).Next(), id);
            if (smallest.Count < size)
                smallest.Enqueue(id, draw);
            else if (size > 0)
                smallest.EnqueueDequeue(id, draw);
        }

        return smallest.UnorderedItems.Select(item => item.Element);
    }
}
