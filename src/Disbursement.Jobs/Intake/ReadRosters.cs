using System.Collections.Concurrent;
using Disbursement.Jobs.Sorting;

namespace Disbursement.Jobs.Intake;

/// <summary>Reads every roster of the year: archived first, then row by row, several files at a time.</summary>
internal static class ReadRosters
{
    private const int FragmentBudget = 16 << 20;

    /// <summary>What became of each file. Rows wait in <paramref name="fragments"/>, sorted by county and household.</summary>
    public static RosterReading[] Run(
        IReadOnlyList<RosterFile> files, IReadOnlySet<uint> counties, int year, OpenRoster open, SortedRuns fragments, Orphans orphans, ReadingProgress progress, int workers, CancellationToken stop)
    {
        RosterReading[] readings = [.. files.Select(file => new RosterReading(file))];
        ConcurrentQueue<RosterFile> waiting = new(files.OrderByDescending(file => Length(file.FullPath)));
        Parallel.For(0, workers, new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = stop }, _ =>
        {
            RunWriter? writer = null;
            ReadRoster? reader = null;
            while (waiting.TryDequeue(out RosterFile? file))
            {
                writer ??= new RunWriter(fragments, FragmentBudget);
                reader ??= new ReadRoster(counties, year, writer, orphans, progress);
                reader.Run(open.Run(file, stop), readings[file.Ordinal], stop);
            }

            writer?.Finish();
        });
        return readings;
    }

    private static long Length(string path)
    {
        FileInfo info = new(path);
        return info.Exists ? info.Length : 0;
    }
}
