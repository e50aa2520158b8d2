using System.Globalization;
using Disbursement.Domain.Households;
using Disbursement.Domain.Words;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Sorting;

namespace Disbursement.Jobs.Intake;

/// <summary>What a run would say of one roster.</summary>
internal sealed record RosterTrial
{
    private const int MostNamed = 5;

    /// <summary>Why the whole file would be refused, if it would.</summary>
    public FileRemark? Refusal { get; init; }

    /// <summary>What became of the file; null before it was read.</summary>
    public RosterReading? Reading { get; init; }

    public long Accepted { get; init; }

    public long Rejected { get; init; }

    /// <summary>What is wrong with the first rejected rows, with their place.</summary>
    public IReadOnlyList<FileRemark> Problems { get; init; } = [];

    /// <summary>What was passed over or is worth knowing.</summary>
    public IReadOnlyList<FileRemark> Warnings { get; init; } = [];

    public bool NeedsPerson => Rejected > 0 || Accepted == 0 || Warnings.Count > 0;

    /// <summary>The same in a sentence.</summary>
    public FileRemark Said(string name, int year)
    {
        IEnumerable<FileRemark> more = Problems.Take(MostNamed).Concat(Warnings);
        string english = Rejected == 0 ? "" : $"; {Counted.Of(Rejected, "household")} would be rejected";
        string chinese = Rejected == 0 ? "" : $"，另有 {Rejected} 户将被退回";
        return new FileRemark(
            $"{name} is among the corrections of {year}; the next run reads it: {Counted.Of(Accepted, "household")} "
                + $"accepted{english}.{string.Concat(more.Select(one => $" {one.English}."))}",
            $"{name} 已导入 {year} 年更正；下一次运行生效：受理 {Accepted} 户{chinese}。{string.Concat(more.Select(one => $"{one.Chinese}。"))}");
    }
}

/// <summary>Reads one roster by the very steps of a run, and keeps nothing: a correction is checked when it is handed in.</summary>
internal static class TryRoster
{
    private const int Budget = 1 << 20;
    private const int MostProblems = 20;

    /// <param name="file">The roster.</param>
    /// <param name="name">Its name, which tells its kind.</param>
    /// <param name="year">The year of the run.</param>
    /// <param name="bureaus">The file of bureaus; without one every county of the file counts as known.</param>
    /// <param name="form">The columns that rosters may have.</param>
    /// <param name="work">An empty folder for copies and transcripts.</param>
    /// <param name="stop">Stops the reading.</param>
    /// <param name="see">Sees each household; may be null.</param>
    public static RosterTrial Run(string file, string name, int year, string bureaus, RosterForm form, string work, CancellationToken stop,
        Action<HouseholdCopy>? see = null)
    {
        RosterReading reading = new(new RosterFile(0, file, name, IsCorrection: true));
        SortedSegments fragments = new(work, "tried", FragmentKey.CountyLength);
        SegmentWriter writer = new(fragments, Budget);
        Orphans orphans = new();
        new ReadRoster(Counties(bureaus), year, form, writer, orphans, new ReadingProgress())
            .Run(new OpenRoster(null, work).Run(reading.File, form.Table, stop), reading, stop);
        writer.Finish();
        if (reading.Refusal is not null)
            return new RosterTrial { Refusal = reading.Refusal, Reading = reading };

        long accepted = 0, rejected = 0;
        List<FileRemark> problems = [];
        foreach (string county in fragments.Partitions.OrderBy(AcceptHouseholds.IsUnknown))
        {
            // Rows that name no county are not matched with themselves.
            using HouseholdReader households =
                new(fragments.Open(county), [reading], AcceptHouseholds.IsUnknown(county) ? new Orphans() : orphans);
            while (households.MoveNext())
            {
                stop.ThrowIfCancellationRequested();
                HouseholdCopy copy = households.Current;
                see?.Invoke(copy);
                if (!copy.IsRejected)
                    accepted++;
                else if (!AcceptHouseholds.IsUnknown(county) || !orphans.WasMatched(copy.File, copy.Number))
                    rejected++;
                if (copy.IsRejected && problems.Count < MostProblems)
                    problems.AddRange(Problems(copy, reading));
            }
        }

        return new RosterTrial { Accepted = accepted, Rejected = rejected, Problems = problems, Warnings = reading.Warnings,
            Reading = reading };
    }

    private static IEnumerable<FileRemark> Problems(HouseholdCopy copy, RosterReading reading)
    {
        for (int row = 0; row < copy.RowCount; row++)
        {
            string place = new RowNumber(copy.Row(row).Values.Line).Say(reading.Sheets);
            foreach (RosterProblem problem in copy.ProblemsOf(row))
                yield return new FileRemark($"line {place}: {problem.Say(isChinese: false)}", $"第{place}行：{problem.Say(isChinese: true)}");
        }
    }

    private static HashSet<uint> Counties(string bureaus) => File.Exists(bureaus)
        ? [.. ReadBureaus.Run(bureaus, File.ReadAllBytes(bureaus)).Bureaus.Select(bureau => bureau.County)
            .Where(county => county.Length == 6 && county.All(char.IsAsciiDigit))
            .Select(county => uint.Parse(county, CultureInfo.InvariantCulture))]
        : [];
}
