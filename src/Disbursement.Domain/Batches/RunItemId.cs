namespace Disbursement.Domain.Batches;

/// <summary>
/// Id of what a run has a list of (inputs, registers, makers): the run in the upper bits, the place in the list (from 0) in the lower ones.
/// </summary>
public readonly record struct RunItemId(long Value)
{
    private const int PlaceBits = 32;

    /// <summary>How many ids each run has.</summary>
    public const long PerRun = 1L << PlaceBits;

    /// <summary>The id of an item.</summary>
    public static RunItemId Of(int run, int place) => new((long)run << PlaceBits | (uint)place);
}
