using Disbursement.Domain.Batches;
using Disbursement.Jobs.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Disbursement.Jobs.Store.Payments;

/// <summary>A batch as lists show it.</summary>
internal sealed record ListedBatch(BatchRecord Batch, RunRecord Run, IReadOnlyList<BatchFileRecord> Files,
    IReadOnlyDictionary<string, int> States);

/// <summary>Reads batches for people.</summary>
internal static class ReadBatches
{
    public static IReadOnlyList<ListedBatch> List(DisbursementDb db, string? run, string? state, string? county, string? id = null)
    {
        IQueryable<BatchRecord> batches = db.Batches.AsNoTracking();
        if (id is not null)
            batches = batches.Where(batch => batch.Id == id);
        if (state is not null)
            batches = batches.Where(batch => batch.State == state);
        if (county is not null)
            batches = batches.Where(batch => batch.County == county);
        Dictionary<int, RunRecord> runs = db.Runs.AsNoTracking().ToDictionary(one => one.Number);
        BatchRecord[] found =
            [.. batches.OrderBy(batch => batch.Number).AsEnumerable().Where(batch => run is null || runs[batch.RunNumber].Id == run)];
        HashSet<int> numbers = [.. found.Select(batch => batch.Number)];
        ILookup<int, BatchFileRecord> files = db.BatchFiles.AsNoTracking().OrderBy(file => file.Id).AsEnumerable()
            .Where(file => numbers.Contains(file.BatchNumber)).ToLookup(file => file.BatchNumber);
        return [
            .. found.Select(batch => new ListedBatch(batch, runs[batch.RunNumber], [.. files[batch.Number]], States(db, batch.Number)))];
    }

    /// <summary>The record of a batch by its name, or null.</summary>
    public static BatchRecord? Find(DisbursementDb db, string id) => db.Batches.AsNoTracking().FirstOrDefault(batch => batch.Id == id);

    /// <summary>The acts on a batch, oldest first.</summary>
    public static IReadOnlyList<BatchActRecord> Acts(DisbursementDb db, int batch) =>
        [.. db.BatchActs.AsNoTracking().Where(act => act.BatchNumber == batch).OrderBy(act => act.Id)];

    /// <summary>
    /// The payment that another one pays again, with what the bank or a reviewer had said about it; null where it is the first.
    /// </summary>
    public static PaymentRecord? Replaced(DisbursementDb db, PaymentRecord payment) => payment.Replaces is { } before
        ? Payment(db, before)
        : null;

    /// <summary>Payments that somebody should look at: flagged, held, failed or replaced ones, in the order of numbers.</summary>
    public static IReadOnlyList<PaymentRecord> Remarkable(DisbursementDb db, int batch, int most)
    {
        (long first, long end) = PaymentId.OfBatch(new(batch));
        return
        [
            .. db.Payments.AsNoTracking().Where(payment => payment.Id > first && payment.Id < end)
                .Where(payment => payment.Flags != null || payment.Replaces != null || payment.Note != null)
                .OrderBy(payment => payment.Id).Take(most),
        ];
    }

    public static PaymentRecord? Payment(DisbursementDb db, string paymentNo)
    {
        if (!BatchPayments.TrySplit(paymentNo, out string batch, out int sequence))
            return null;

        int? number = db.Batches.AsNoTracking().Where(one => one.Id == batch).Select(one => (int?)one.Number).FirstOrDefault();
        long id = number is null ? 0 : PaymentId.Of(new(number.Value), sequence).Value;
        return db.Payments.AsNoTracking().FirstOrDefault(payment => payment.Id == id && payment.PaymentNo == paymentNo);
    }

    private static Dictionary<string, int> States(DisbursementDb db, int batch)
    {
        (long first, long end) = PaymentId.OfBatch(new(batch));
        return db.Payments.AsNoTracking().Where(payment => payment.Id > first && payment.Id < end).GroupBy(payment => payment.State)
            .Select(group => new { group.Key, Count = group.Count() }).ToDictionary(group => group.Key, group => group.Count);
    }
}
