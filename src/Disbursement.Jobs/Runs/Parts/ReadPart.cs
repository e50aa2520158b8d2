using Disbursement.Jobs.Files;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Sorting;

namespace Disbursement.Jobs.Runs.Parts;

/// <summary>A group of rosters, read.</summary>
internal sealed record ReadPart(ReadFiles Read) : IProduct<ReadPart>
{
    public const string Fragments = "fragments";

    public byte[] Save(PartPlace place) => SavedPart.Of(new Saved(
        [.. Read.Files.Select(file => SavedFile.Of(file, place.Folder))], Read.Fragments.Index(), Read.Orphans.Keys, Read.Orphans.Beside));

    public static ReadPart Load(PartPlace place, byte[] saved)
    {
        Saved read = SavedPart.Read<Saved>(saved);
        return new ReadPart(new ReadFiles([.. read.Files.Select(file => file.ToReading(place.Folder))],
            SortedSegments.Load(place.Folder, Fragments, FragmentKey.CountyLength, read.Fragments), Orphans.Of(read.Orphans, read.Beside)));
    }

    private sealed record Saved(IReadOnlyList<SavedFile> Files, IReadOnlyList<KeptSegment> Fragments, IReadOnlyList<ulong> Orphans,
        IReadOnlyList<KeyValuePair<ulong, long>> Beside);

    /// <summary>A roster that was read; its text is named from the part's folder, which may lie elsewhere on another machine.</summary>
    private sealed record SavedFile(
        RosterFile File, string Sha256, long Bytes, string Encoding, string Text, bool IsAsKept, FileRemark? Refusal,
        IReadOnlyList<string> Header, string Counties, char Separator, IReadOnlyList<FileRemark> Warnings, FileRemark? Changed, long Rows,
        IReadOnlyList<RosterColumn?> Columns, IReadOnlyList<string> Sheets, IReadOnlyList<FileRemark> Unread, long HeaderLines,
        long OtherLines)
    {
        public static SavedFile Of(RosterReading reading, string folder) => new(
            reading.File, reading.Sha256, reading.Bytes, reading.Encoding, reading.TextPath.Length == 0
                ? ""
                : Path.GetRelativePath(folder, reading.TextPath), reading.IsAsKept, reading.Refusal, reading.Header,
            string.Join(' ', reading.Counties), reading.Separator, [.. reading.Warnings.Where(warning => warning != reading.Changed)],
            reading.Changed, reading.Rows,
            reading.Columns, reading.Sheets, reading.Unread, reading.HeaderLines, reading.OtherLines);

        public RosterReading ToReading(string folder)
        {
            RosterReading reading = new(File)
            {
                Sha256 = Sha256,
                Bytes = Bytes,
                Encoding = Encoding,
                TextPath = Text.Length == 0 ? "" : Path.GetFullPath(Path.Combine(folder, Text)),
                IsAsKept = IsAsKept,
                Refusal = Refusal,
                Header = Header,
                Columns = Columns,
                Sheets = Sheets,
                HeaderLines = HeaderLines,
                OtherLines = OtherLines,
                Separator = Separator,
                Rows = Rows,
            };
            reading.Counties.UnionWith(Counties.Split(' ', StringSplitOptions.RemoveEmptyEntries));
            reading.Warnings.AddRange(Warnings);
            reading.Unread.AddRange(Unread);
            reading.Changed = Changed;
            return reading;
        }
    }
}
