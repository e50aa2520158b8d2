using Disbursement.Domain.Amounts;

namespace Disbursement.Jobs.Runs.Parts;

/// <summary>What another pack than the last run's changes for one scheme, over the same facts.</summary>
/// <param name="Gaining">Claimants who get more.</param>
/// <param name="GainedFen">What they get more; not negative.</param>
/// <param name="Losing">Claimants who get less, or are asked for money.</param>
/// <param name="LostFen">What they get less; not negative.</param>
internal readonly record struct PackEffect(long Gaining, long GainedFen, long Losing, long LostFen)
{
    /// <summary>The effect on one claimant.</summary>
    public static PackEffect Of(Money difference) =>
        difference > Money.Zero ? new(1, difference.Fen, 0, 0) : new(0, 0, 1, -difference.Fen);

    public static PackEffect operator +(PackEffect left, PackEffect right) => new(
        left.Gaining + right.Gaining, left.GainedFen + right.GainedFen, left.Losing + right.Losing, left.LostFen + right.LostFen);
}
