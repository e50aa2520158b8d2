using Disbursement.Domain.Households;

namespace Disbursement.Domain.Schemes;

/// <summary>
/// Id of a decision in the database: the claimant's number in the upper bits, the place of the scheme in the pack in the lower ones.
/// </summary>
public readonly record struct DecisionId(long Value)
{
    private const int SchemeBits = 8;

    /// <summary>How many ids each claimant has.</summary>
    public const int PerClaimant = 1 << SchemeBits;

    /// <summary>How many ids each run has.</summary>
    public const long PerRun = ClaimantNumber.PerRun * PerClaimant;

    /// <summary>The id of a decision.</summary>
    /// <param name="claimant">Whom it is about.</param>
    /// <param name="place">Place of the scheme in the pack, from 0.</param>
    public static DecisionId Of(ClaimantNumber claimant, int place) => new(claimant.Value << SchemeBits | (uint)place);

    /// <summary>The ids that decisions about a claimant can have: from the first on, before the end.</summary>
    public static (long First, long End) OfClaimant(ClaimantNumber claimant) =>
        (claimant.Value * PerClaimant, (claimant.Value + 1) * PerClaimant);

    /// <summary>The ids that decisions of a run can have: from the first on, before the end.</summary>
    public static (long First, long End) OfRun(int run) => (run * PerRun, (run + 1) * PerRun);
}
