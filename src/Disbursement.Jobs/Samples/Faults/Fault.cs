using Disbursement.Jobs.Samples.Rows;

namespace Disbursement.Jobs.Samples.Faults;

/// <summary>Puts one problem into a household.</summary>
internal delegate void Spoil(SpoiltHousehold household, FaultScene scene, ref SeededDraws draws);

/// <summary>A kind of problem: the code a run answers with, and how a household comes by it.</summary>
/// <param name="Code">The code of the formats and rules, as <c>R-ID</c>.</param>
/// <param name="Spoil">Puts it in.</param>
/// <param name="IsCellAlone">Whether it changes nothing but cells, so that it goes together with another.</param>
internal sealed record Fault(string Code, Spoil Spoil, bool IsCellAlone)
{
    public static Fault InCells(string code, Spoil spoil) => new(code, spoil, IsCellAlone: true);

    public static Fault InRows(string code, Spoil spoil) => new(code, spoil, IsCellAlone: false);
}

/// <summary>What a fault may need to know beyond its household.</summary>
/// <param name="Year">The run's year.</param>
/// <param name="Round">How often all kinds of faults have had their turn before.</param>
/// <param name="Neighbours">Other households that a claimant may stand in as well.</param>
internal sealed record FaultScene(int Year, long Round, IOtherHouseholds Neighbours);

/// <summary>Reads other households of the sample, as they stand on the roster.</summary>
internal interface IOtherHouseholds
{
    /// <summary>A parent of that role in another household, of this county or of another; null where none was found.</summary>
    SpoiltRow? FindParent(bool isMother, bool inOtherCounty, ref SeededDraws draws);
}
