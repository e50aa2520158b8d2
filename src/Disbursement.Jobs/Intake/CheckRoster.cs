using System.Globalization;
using System.Text;
using Disbursement.Domain.Households;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Sorting;

namespace Disbursement.Jobs.Intake;

/// <summary>
/// Reads a roster by the very steps of a run, beside the other rosters of its year and in place of the one that has its name, and keeps
/// nothing: what the run would say of it is known before it counts. Rows wait outside memory, as they do in a run.
/// </summary>
/// <param name="year">The year of the run.</param>
/// <param name="inputs">The inputs folder.</param>
/// <param name="form">The columns that rosters may have.</param>
/// <param name="work">An empty folder for copies and transcripts.</param>
/// <param name="progress">How much has been read.</param>
internal sealed class CheckRoster(int year, string inputs, RosterForm form, string work, ReadingProgress progress)
{
    private const int Budget = 8 << 20;
    private const int MostPlaces = 5;
    private const int MostGone = 5;

    private readonly HashSet<uint> _known = Counties(Path.Combine(inputs, "bureaus.csv"));

    /// <param name="file">The roster.</param>
    /// <param name="name">The name that it is to have below the rosters of the year.</param>
    /// <param name="stop">Stops the reading.</param>
    /// <param name="see">Sees each household of the file; may be null.</param>
    public RosterCheck Run(string file, string name, CancellationToken stop, Action<HouseholdCopy>? see = null)
    {
        (RosterFile own, RosterFile[] others, RosterFile? present) = Line(file, name);
        progress.TotalBytes = ReadRosters.BytesOf([[own, .. others], present is null ? [] : [present]]);
        SortedSegments fragments = new(work, "checked", FragmentKey.CountyLength);
        Orphans orphans = new();
        RosterReading reading = Read(own, fragments, orphans, stop);
        if (reading.Refusal is not null)
            return new RosterCheck(reading);

        RosterReading[] readings = new RosterReading[others.Length + 1];
        readings[own.Ordinal] = reading;
        foreach (RosterFile other in others)
        {
            readings[other.Ordinal] = Read(other, fragments, orphans, stop);
            File.Delete(readings[other.Ordinal].TextPath);
        }

        HeaderCell[] header = [.. reading.Header.Select((text, place) => new HeaderCell(place, text, reading.Columns[place]))];
        Tally tally = new(reading, header);
        foreach (string county in fragments.Partitions.OrderBy(AcceptHouseholds.IsUnknown))
            Judge(county, fragments, readings, orphans, tally, see, stop);
        return new RosterCheck(reading)
        {
            Counties = [.. tally.Counties],
            Replaced = tally.Replaced,
            Problems = tally.Problems(),
            Header = header,
            FirstRows = ShowRows.Run(reading),
            Against = present is null ? null : Compare(present, fragments, own.Ordinal, stop),
        };
    }

    /// <summary>The rosters of the year in the order of their names, the one in question among them.</summary>
    private (RosterFile Own, RosterFile[] Others, RosterFile? Present) Line(string file, string name)
    {
        string folder = Path.Combine(inputs, "rosters", year.ToString(CultureInfo.InvariantCulture));
        IReadOnlyList<RosterFile> there = Directory.Exists(folder) ? FindRosters.Run(inputs, year).Rosters : [];
        RosterFile? present = there.FirstOrDefault(one => one.Name == name);
        RosterFile own = new(0, file, name, FindRosters.IsCorrection(name));
        RosterFile[] all = [.. there.Where(one => one != present).Append(own).OrderBy(one => one.Name, StringComparer.Ordinal)
            .Select((one, ordinal) => one with { Ordinal = ordinal })];
        own = all.Single(one => one.Name == name);
        bool isItself = present is not null && Path.GetFullPath(present.FullPath) == Path.GetFullPath(file);
        return (own, [.. all.Where(one => one != own)], isItself ? null : present is null ? null : present with { Ordinal = all.Length });
    }

    private RosterReading Read(RosterFile file, SortedSegments fragments, Orphans orphans, CancellationToken stop)
    {
        RosterReading reading = new(file);
        SegmentWriter writer = new(fragments, Budget);
        new ReadRoster(_known, year, form, writer, orphans, progress)
            .Run(new OpenRoster(null, work).Run(file, form.Table, stop), reading, stop);
        writer.Finish();
        return reading;
    }

    private static void Judge(string county, SortedSegments fragments, RosterReading[] readings, Orphans orphans, Tally tally,
        Action<HouseholdCopy>? see, CancellationToken stop)
    {
        bool isUnknown = AcceptHouseholds.IsUnknown(county);
        long accepted = 0, rejected = 0;
        using HouseholdReader households = new(fragments.Open(county), readings, isUnknown ? new Orphans() : orphans);
        while (households.MoveNext())
        {
            stop.ThrowIfCancellationRequested();
            HouseholdCopy copy = households.Current;
            if (copy.File != tally.Own)
                continue;

            see?.Invoke(copy);
            if (copy.IsReplaced)
                tally.Replaced++;
            else if (!copy.IsRejected)
                accepted++;
            else if (!isUnknown || !orphans.WasMatched(copy.File, copy.Number))
                rejected++;
            if (copy.IsRejected)
                tally.Add(copy);
        }

        if (accepted + rejected > 0)
            tally.Counties.Add(new Acceptance(isUnknown ? ReadRejects.NoCounty : county, accepted, rejected));
    }

    /// <summary>
    /// Goes along the households of both files in their order. The one that lies there may be refused by now; then nothing of it counts.
    /// </summary>
    private RosterDifference Compare(RosterFile present, SortedSegments fragments, int own, CancellationToken stop)
    {
        SortedSegments before = new(work, "before", FragmentKey.CountyLength);
        RosterReading reading = Read(present, before, new Orphans(), stop);
        long households = 0, gone = 0, added = 0;
        List<string> firstGone = [];
        foreach (string county in fragments.Partitions.Union(before.Partitions))
        {
            using SegmentMerge left = before.Open(county), right = fragments.Open(county);
            byte[]? old = reading.Refusal is null ? Next(left, null, present.Ordinal) : null, fresh = Next(right, null, own);
            while (old is not null || fresh is not null)
            {
                stop.ThrowIfCancellationRequested();
                int order = old is null ? 1 : fresh is null ? -1 : old.AsSpan().SequenceCompareTo(fresh);
                households += order <= 0 ? 1 : 0;
                gone += order < 0 ? 1 : 0;
                added += order > 0 ? 1 : 0;
                if (order < 0 && firstGone.Count < MostGone)
                    firstGone.Add($"{Encoding.ASCII.GetString(old!, 0, FragmentKey.CountyLength)} "
                        + Encoding.ASCII.GetString(old!.AsSpan(FragmentKey.CountyLength)));
                (old, fresh) = (order <= 0 ? Next(left, old, present.Ordinal) : old, order >= 0 ? Next(right, fresh, own) : fresh);
            }
        }

        return new RosterDifference(reading.Sha256, reading.Bytes, households, gone, firstGone, added) { Counties = reading.Counties };
    }

    /// <summary>The next household of a file that has a number and is another than this one; null where there is none.</summary>
    private static byte[]? Next(SegmentMerge rows, byte[]? after, int file)
    {
        while (rows.MoveNext())
        {
            ReadOnlySpan<byte> household = FragmentKey.Household(rows.Key);
            if (FragmentKey.File(rows.Key) == file && !FragmentKey.Number(rows.Key).IsEmpty
                && (after is null || !household.SequenceEqual(after)))
                return household.ToArray();
        }

        return null;
    }

    private static HashSet<uint> Counties(string bureaus) => File.Exists(bureaus)
        ? [.. ReadBureaus.Run(bureaus, File.ReadAllBytes(bureaus)).Bureaus.Select(bureau => bureau.County)
            .Where(county => county.Length == FragmentKey.CountyLength && county.All(char.IsAsciiDigit))
            .Select(county => uint.Parse(county, CultureInfo.InvariantCulture))]
        : [];

    /// <summary>Counts the problems of the file in question; of each kind the first places are kept.</summary>
    private sealed class Tally(RosterReading reading, HeaderCell[] header)
    {
        private readonly Dictionary<ProblemCode, (long Rows, List<ProblemPlace> Places)> _found = [];

        public int Own => reading.File.Ordinal;

        public List<Acceptance> Counties { get; } = [];

        public long Replaced { get; set; }

        public void Add(HouseholdCopy copy)
        {
            for (int row = 0; row < copy.RowCount; row++)
            {
                foreach (IGrouping<ProblemCode, RosterProblem> kind in copy.ProblemsOf(row).GroupBy(problem => problem.Code))
                {
                    (long rows, List<ProblemPlace> places) = _found.GetValueOrDefault(kind.Key, (0, []));
                    if (places.Count < MostPlaces)
                        places.Add(Place(copy.Row(row).Values.Line, kind.First()));
                    _found[kind.Key] = (rows + 1, places);
                }
            }
        }

        public IReadOnlyList<FoundProblem> Problems() =>
        [
            .. _found.Select(one => new FoundProblem(RosterProblem.TextOf(one.Key), one.Value.Rows, one.Value.Places))
                .OrderByDescending(one => one.Rows).ThenBy(one => one.Code, StringComparer.Ordinal),
        ];

        private ProblemPlace Place(RowNumber row, RosterProblem problem) => new(
            row.Say(reading.Sheets), problem.Column is { } column ? Array.Find(header, cell => cell.Column == column) : null,
            new FileRemark(problem.Say(isChinese: false), problem.Say(isChinese: true)));
    }
}
