namespace Disbursement.Jobs.Sorting;

/// <summary>A sorted stretch of records, in a spill file or still in memory, with the place of each partition.</summary>
internal sealed record SortedRun(string? File, byte[]? Memory, IReadOnlyDictionary<string, (long Start, long End)> Partitions);

/// <summary>
/// Records sorted by key in bounded memory: writers sort what fits, spill it, and a merge reads all stretches in order.
/// </summary>
/// <param name="folder">Where spill files go; it belongs to the run and vanishes with it.</param>
/// <param name="name">What the records are, for the names of the files.</param>
/// <param name="partitionLength">How many leading bytes of a key tell its partition (ASCII); 0 for one partition.</param>
internal sealed class SortedRuns(string folder, string name, int partitionLength)
{
    private readonly Lock _gate = new();
    private readonly List<SortedRun> _runs = [];
    private int _files;

    public int PartitionLength => partitionLength;

    /// <summary>Partitions that hold records, in ordinal order.</summary>
    public IReadOnlyList<string> Partitions
    {
        get
        {
            lock (_gate)
                return [.. _runs.SelectMany(run => run.Partitions.Keys).Distinct().Order(StringComparer.Ordinal)];
        }
    }

    public string NextFile() => Path.Combine(folder, $"{name}-{Interlocked.Increment(ref _files):0000}.run");

    public void Add(SortedRun run)
    {
        lock (_gate)
            _runs.Add(run);
    }

    /// <summary>Reads one partition in the order of keys.</summary>
    public RunMerge Open(string partition = "")
    {
        lock (_gate)
            return new RunMerge([.. _runs.Where(run => run.Partitions.ContainsKey(partition)).Select(run => new RunCursor(run, partition))]);
    }

    /// <summary>Deletes the spill files.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            foreach (SortedRun run in _runs)
            {
                if (run.File is not null)
                    File.Delete(run.File);
            }

            _runs.Clear();
        }
    }
}
