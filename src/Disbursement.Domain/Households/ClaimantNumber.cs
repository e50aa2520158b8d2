namespace Disbursement.Domain.Households;

/// <summary>
/// Number of a claimant's row of a run in the database: the run in the upper bits, and in the lower ones a number (from 0) that no other
/// claimant of the run has.
/// Which one it is follows from the order in which counties came to be assessed; nothing else may follow from it.
/// </summary>
public readonly record struct ClaimantNumber(long Value)
{
    private const int OrdinalBits = 32;
    private const int CountyBits = 8;

    /// <summary>How many numbers each run has.</summary>
    public const long PerRun = 1L << OrdinalBits;

    /// <summary>How many counties can number their claimants by themselves, where several processes share a run.</summary>
    public const int MostCounties = 1 << CountyBits;

    /// <summary>How many claimants each of these counties has numbers for.</summary>
    public const int PerCounty = 1 << OrdinalBits - CountyBits;

    /// <summary>The run that the row belongs to.</summary>
    public int Run => (int)(Value >> OrdinalBits);

    /// <summary>The place among the claimants of the run.</summary>
    public uint Ordinal => unchecked((uint)Value);

    /// <summary>The number of a claimant.</summary>
    public static ClaimantNumber Of(int run, long ordinal) => new((long)run << OrdinalBits | (uint)ordinal);

    /// <summary>The numbers that claimants of a run can have: from the first on, before the end.</summary>
    public static (long First, long End) OfRun(int run) => (run * PerRun, (run + 1) * PerRun);
}
