namespace Disbursement.Domain.Batches;

/// <summary>Id of a payment in the database: its batch in the upper bits, its sequence in the batch (from 1) in the lower ones.</summary>
public readonly record struct PaymentId(long Value)
{
    private const int SequenceBits = 32;

    /// <summary>How many ids each batch has: batch 4096 begins at 4096 times this number.</summary>
    public const long PerBatch = 1L << SequenceBits;

    /// <summary>How many ids each run has.</summary>
    public const long PerRun = BatchNumber.PerRun * PerBatch;

    /// <summary>The id of a payment.</summary>
    public static PaymentId Of(BatchNumber batch, int sequence) => new((long)batch.Value << SequenceBits | (uint)sequence);

    /// <summary>The ids that payments of a batch can have: after the first, before the end.</summary>
    public static (long First, long End) OfBatch(BatchNumber batch) => Between(batch, batch.Next);

    /// <summary>The ids that payments of batches can have, from one batch to the last, that one included.</summary>
    public static (long First, long End) OfBatches(BatchNumber from, BatchNumber last) => Between(from, last.Next);

    /// <summary>The ids that payments of a run can have: after the first, before the end.</summary>
    public static (long First, long End) OfRun(int run) => (run * PerRun, (run + 1) * PerRun);

    private static (long First, long End) Between(BatchNumber first, BatchNumber end) => (first.Value * PerBatch, end.Value * PerBatch);
}
