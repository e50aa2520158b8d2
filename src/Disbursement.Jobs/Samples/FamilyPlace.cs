using Disbursement.Jobs.Samples.Rows;

namespace Disbursement.Jobs.Samples;

/// <summary>
/// Where a household of a county stands in the plan of the sample: its kind, and its number among the households of that kind.
/// </summary>
/// <remarks>Every hundred households in a row hold each kind as often as its share says, in an order of their own.</remarks>
internal readonly record struct FamilyPlace(FamilyKind Kind, int KindIndex, long Ordinal)
{
    // Coprime with 100, so that a hundred neighbours get a hundred places.
    private static readonly int[] Strides = [1, 3, 7, 9, 11, 13, 17, 19, 21, 23, 27, 29, 31, 33, 37, 39, 41, 43, 47, 49];

    private static readonly (int Kind, int Rank)[] Hundred =
        [.. FamilyKind.All.SelectMany((kind, index) => Enumerable.Range(0, kind.Share).Select(rank => (index, rank)))];

    public static FamilyPlace Of(ulong seed, SampleCounty county, long household)
    {
        (long block, long within) = Math.DivRem(household, Hundred.Length);
        SeededDraws draws = new(seed, Streams.Block(county.Index, block));
        int stride = Strides[draws.Below(Strides.Length)];
        (int kindIndex, int rank) = Hundred[((int)within * stride + draws.Below(Hundred.Length)) % Hundred.Length];
        FamilyKind kind = FamilyKind.All[kindIndex];
        return new FamilyPlace(kind, kindIndex, block * kind.Share + rank);
    }
}
