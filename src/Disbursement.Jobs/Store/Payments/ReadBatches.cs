using System.Data.Common;
using Disbursement.Domain.Batches;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Store.Payments;

/// <summary>A batch as lists show it.</summary>
/// <param name="Batch">The batch.</param>
/// <param name="Run">Its run.</param>
/// <param name="Files">Its files.</param>
/// <param name="Held">How many of its payments are held.</param>
/// <param name="Failed">How many of its payments failed.</param>
internal sealed record ListedBatch(BatchRecord Batch, RunRecord Run, IReadOnlyList<BatchFileRecord> Files, int Held, int Failed);

/// <summary>Reads batches for people.</summary>
internal static class ReadBatches
{
    private static readonly string OpenPayments =
        $"SELECT batch_number, state, COUNT(*) FROM payments WHERE state IN ({StoredWords.Listed(PaymentState.Held, PaymentState.Failed)}) "
            + "GROUP BY batch_number, state";

    public static IReadOnlyList<ListedBatch> List(OpenBooks books, string? run, BatchState? state, string? county, string? id = null)
    {
        Dictionary<int, RunRecord> runs = RunsTable.Table.Read(books, "").ToDictionary(one => one.Number);
        BatchRecord[] found =
        [
            .. BatchesTable.Table.Read(books, Asked(id, state, county), ("@id", id), ("@state", state), ("@county", county))
                .Where(batch => run is null || runs[batch.RunNumber].Id == run),
        ];
        IReadOnlyDictionary<(int Batch, PaymentState State), int> open = Open(books);
        return
        [
            .. found.Select(batch => new ListedBatch(
                batch, runs[batch.RunNumber],
                BatchFilesTable.Table.Read(books, "WHERE batch_number = @batch ORDER BY id", ("@batch", batch.Number)),
                open.GetValueOrDefault((batch.Number, PaymentState.Held)), open.GetValueOrDefault((batch.Number, PaymentState.Failed)))),
        ];
    }

    /// <summary>The record of a batch by its name, or null.</summary>
    public static BatchRecord? Find(OpenBooks books, string id) =>
        BatchesTable.Table.Find(books, "WHERE id = @id", ("@id", id));

    /// <summary>The acts on a batch, oldest first.</summary>
    public static IReadOnlyList<BatchActRecord> Acts(OpenBooks books, int batch) =>
        BatchActsTable.Table.Read(books, "WHERE batch_number = @batch ORDER BY id", ("@batch", batch));

    /// <summary>
    /// The payment that another one pays again, with what the bank or a reviewer had said about it; null where it is the first.
    /// </summary>
    public static PaymentRecord? Replaced(OpenBooks books, PaymentRecord payment) => payment.Replaces is { } before
        ? Payment(books, before)
        : null;

    /// <summary>Payments that somebody should look at: flagged, held, failed or replaced ones, in the order of numbers.</summary>
    public static IReadOnlyList<PaymentRecord> Remarkable(OpenBooks books, int batch, int most)
    {
        (long first, long end) = PaymentId.OfBatch(new(batch));
        return PaymentsTable.Table.Read(
            books, "WHERE id > @first AND id < @end AND (flags IS NOT NULL OR replaces IS NOT NULL OR note IS NOT NULL) ORDER BY id",
            ("@first", first), ("@end", end), ("@most", most));
    }

    public static PaymentRecord? Payment(OpenBooks books, string paymentNo)
    {
        if (!PaymentNumber.TrySplit(paymentNo, out string batch, out int sequence)
            || books.Number("SELECT number FROM batches WHERE id = @id", ("@id", batch)) is not { } number)
            return null;

        return PaymentsTable.Table.Find(books, "WHERE id = @id AND payment_no = @no",
            ("@id", PaymentId.Of(new((int)number), sequence).Value), ("@no", paymentNo));
    }

    private static string Asked(string? id, BatchState? state, string? county)
    {
        string[] conditions =
        [
            .. new (string, object?)[] { ("id", id), ("state", state), ("county", county) }.Where(asked => asked.Item2 is not null)
                .Select(asked => $"{asked.Item1} = @{asked.Item1}"),
        ];
        return $"{(conditions.Length == 0 ? "" : $"WHERE {string.Join(" AND ", conditions)} ")}ORDER BY number";
    }

    /// <summary>
    /// How many payments of each batch are held or failed. An index knows them: a list does not count the payments of all years.
    /// </summary>
    public static IReadOnlyDictionary<(int Batch, PaymentState State), int> Open(OpenBooks books)
    {
        using DbCommand command = books.Command(OpenPayments);
        using DbDataReader reader = command.ExecuteReader();
        Dictionary<(int, PaymentState), int> open = [];
        while (reader.Read())
            open.Add((reader.Int(0), reader.Word<PaymentState>(1)), reader.Int(2));
        return open;
    }

    /// <summary>How many payments of a batch are in which state.</summary>
    public static IReadOnlyDictionary<PaymentState, int> States(OpenBooks books, int batch)
    {
        (long first, long end) = PaymentId.OfBatch(new(batch));
        using DbCommand command = books.Command(
            "SELECT state, COUNT(*) FROM payments WHERE id > @first AND id < @end GROUP BY state", ("@first", first), ("@end", end));
        using DbDataReader reader = command.ExecuteReader();
        Dictionary<PaymentState, int> states = [];
        while (reader.Read())
            states.Add(reader.Word<PaymentState>(0), reader.Int(1));
        return states;
    }
}
