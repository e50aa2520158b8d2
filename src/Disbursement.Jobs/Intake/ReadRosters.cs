using Disbursement.Jobs.Sorting;

namespace Disbursement.Jobs.Intake;

/// <summary>Some rosters of a year, read.</summary>
/// <param name="Files">What became of each.</param>
/// <param name="Fragments">Their rows, sorted by county and household.</param>
/// <param name="Orphans">Household numbers of rows that name no county.</param>
internal sealed record ReadFiles(IReadOnlyList<RosterReading> Files, SortedSegments Fragments, Orphans Orphans);

/// <summary>Reads rosters: archived first, then row by row.</summary>
internal static class ReadRosters
{
    private const int FragmentBudget = 8 << 20;
    private const int MostGroups = 64;
    private const long SmallestGroup = 1 << 20;

    /// <summary>
    /// Cuts the rosters of a year into groups of about the same size, which are read side by side; a group keeps the order of names.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<RosterFile>> Groups(IReadOnlyList<RosterFile> files)
    {
        (RosterFile File, long Length)[] sized = [.. files.Select(file => (file, Length(file.FullPath)))];
        long most = Math.Max(SmallestGroup, sized.Sum(file => file.Length) / MostGroups);
        List<IReadOnlyList<RosterFile>> groups = [];
        List<RosterFile> group = [];
        long length = 0;
        foreach ((RosterFile file, long own) in sized)
        {
            if (group.Count > 0 && length + own > most)
            {
                groups.Add(group);
                (group, length) = ([], 0);
            }

            group.Add(file);
            length += own;
        }

        groups.Add(group);
        return groups;
    }

    /// <summary>Bytes of all rosters, as they lie in their folder.</summary>
    public static long BytesOf(IEnumerable<IReadOnlyList<RosterFile>> groups) =>
        groups.Sum(group => group.Sum(file => Length(file.FullPath)));

    /// <summary>Reads a group of rosters into sorted segments.</summary>
    public static ReadFiles Run(IReadOnlyList<RosterFile> files, IReadOnlySet<uint> counties, int year, RosterForm form, OpenRoster open,
        SortedSegments fragments, ReadingProgress progress, CancellationToken stop)
    {
        Orphans orphans = new();
        SegmentWriter writer = new(fragments, FragmentBudget);
        ReadRoster reader = new(counties, year, form, writer, orphans, progress);
        List<RosterReading> readings = [];
        foreach (RosterFile file in files)
        {
            RosterReading reading = new(file);
            reader.Run(open.Run(file, form.Table, stop), reading, stop);
            readings.Add(reading);
        }

        writer.Finish();
        return new ReadFiles(readings, fragments, orphans);
    }

    private static long Length(string path) => RosterAtRest.Look(path)?.Bytes ?? 0;
}
