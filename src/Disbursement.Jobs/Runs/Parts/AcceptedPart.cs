using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Sorting;

namespace Disbursement.Jobs.Runs.Parts;

/// <summary>The households of a county, accepted or rejected.</summary>
internal sealed record AcceptedPart(AcceptedCounty County) : IProduct<AcceptedPart>
{
    public const string Ids = "ids", Accounts = "accounts", Children = "children", Names = "names";

    public byte[] Save(PartPlace place) =>
        SavedPart.Of(new Saved(County.Count, County.Files, County.Matched, County.Ids.Index(), County.Accounts.Index(),
            County.Children.Index(), County.Names.Index()));

    public static AcceptedPart Load(PartPlace place, byte[] saved)
    {
        Saved read = SavedPart.Read<Saved>(saved);
        return new AcceptedPart(new AcceptedCounty(read.Count, read.Files, read.Matched,
            SortedSegments.Load(place.Folder, Ids, 0, read.Ids), SortedSegments.Load(place.Folder, Accounts, 0, read.Accounts),
            SortedSegments.Load(place.Folder, Children, 0, read.Children), SortedSegments.Load(place.Folder, Names, 0, read.Names)));
    }

    private sealed record Saved(Acceptance Count, IReadOnlyList<FileCounts> Files, IReadOnlyList<ulong> Matched,
        IReadOnlyList<KeptSegment> Ids, IReadOnlyList<KeptSegment> Accounts, IReadOnlyList<KeptSegment> Children,
        IReadOnlyList<KeptSegment> Names);
}
