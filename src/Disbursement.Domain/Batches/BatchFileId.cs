namespace Disbursement.Domain.Batches;

/// <summary>
/// Id of a file of a batch in the database: the batch in the upper bits, the file's place in the batch (from 0) in the lower ones.
/// </summary>
public readonly record struct BatchFileId(long Value)
{
    /// <summary>
    /// The format of the file of what a batch takes back. It stands beside the payment files; no bureau orders it and no template bears the
    /// name.
    /// </summary>
    public const string Recoveries = "recoveries";

    private const int PlaceBits = 8;

    /// <summary>How many files a batch can have.</summary>
    public const long PerBatch = 1 << PlaceBits;

    /// <summary>How many ids each run has.</summary>
    public const long PerRun = BatchNumber.PerRun * PerBatch;

    /// <summary>The file's place in its batch, from 0.</summary>
    public int Place => (int)(Value % PerBatch);

    /// <summary>The id of a file.</summary>
    public static BatchFileId Of(BatchNumber batch, int place) => new((long)batch.Value << PlaceBits | (uint)place);

    /// <summary>The ids that files of a run can have: from the first on, before the end.</summary>
    public static (long First, long End) OfRun(int run) => (run * PerRun, (run + 1) * PerRun);
}
