namespace Disbursement.Domain.Batches;

/// <summary>
/// Number of a batch in the database. It follows from the run, the county and the scheme, so that counties of a run number their batches
/// without asking one another: the run stands in the upper bits, then the place of the county among all bureaus (from 0), then the place of
/// the scheme in the pack.
/// </summary>
public readonly record struct BatchNumber(int Value)
{
    private const int SchemeBits = 8;
    private const int CountyBits = 8;

    /// <summary>How many numbers each run has: run 2 begins at twice this number.</summary>
    public const int PerRun = 1 << SchemeBits + CountyBits;

    /// <summary>How many counties the numbers of a run have room for.</summary>
    public const int MostCounties = 1 << CountyBits;

    /// <summary>How many schemes a pack may have.</summary>
    public const int MostSchemes = 1 << SchemeBits;

    /// <summary>The run that made the batch.</summary>
    public int Run => Value >> SchemeBits + CountyBits;

    /// <summary>The number after this one.</summary>
    public BatchNumber Next => new(Value + 1);

    /// <summary>The number of a batch.</summary>
    /// <param name="run">Number of the run.</param>
    /// <param name="county">Place of the county among all bureaus in the order of their codes, from 0.</param>
    /// <param name="scheme">Place of the scheme in the pack, from 0.</param>
    public static BatchNumber Of(int run, int county, int scheme)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(county);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(county, MostCounties);
        ArgumentOutOfRangeException.ThrowIfNegative(scheme);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(scheme, MostSchemes);
        return new BatchNumber(checked(run * PerRun) + (county << SchemeBits | scheme));
    }

    /// <summary>The numbers that a run can give: from the first on, before the end.</summary>
    public static (long First, long End) OfRun(int run) => ((long)run * PerRun, (run + 1L) * PerRun);
}
