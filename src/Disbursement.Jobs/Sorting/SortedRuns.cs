namespace Disbursement.Jobs.Sorting;

/// <summary>A sorted stretch of records, in a spill file or still in memory, with the place of each partition.</summary>
internal sealed record SortedRun(string? File, byte[]? Memory, IReadOnlyDictionary<string, (long Start, long End)> Partitions);

/// <summary>A sorted stretch in a file that is kept.</summary>
internal sealed record KeptRun(string File, IReadOnlyList<KeptPartition> Partitions);

/// <summary>Where a partition stands in the file, in bytes.</summary>
internal sealed record KeptPartition(string Name, long Start, long End);

/// <summary>
/// Records sorted by key in bounded memory: writers sort what fits, spill it, and a merge reads all stretches in order.
/// </summary>
/// <param name="folder">Where spill files go; it belongs to the run and vanishes with it.</param>
/// <param name="name">What the records are, for the names of the files.</param>
/// <param name="partitionLength">How many leading bytes of a key tell its partition (ASCII); 0 for one partition.</param>
/// <param name="isKept">Whether every record goes to a file, and to the disk, so that another process can go on with it.</param>
internal sealed class SortedRuns(string folder, string name, int partitionLength, bool isKept = false)
{
    private readonly Lock _gate = new();
    private readonly List<SortedRun> _runs = [];
    private int _files;

    public int PartitionLength => partitionLength;

    public bool IsKept => isKept;

    /// <summary>Several as one. The files stay where they are.</summary>
    public static SortedRuns Of(IEnumerable<SortedRuns> parts)
    {
        SortedRuns[] all = [.. parts];
        SortedRuns whole = new("", "", all.FirstOrDefault()?.PartitionLength ?? 0);
        whole._runs.AddRange(all.SelectMany(part => part._runs));
        return whole;
    }

    /// <summary>Those that another process wrote and kept, as its <see cref="Index"/> names them.</summary>
    public static SortedRuns Load(string folder, string name, int partitionLength, IEnumerable<KeptRun> index)
    {
        SortedRuns runs = new(folder, name, partitionLength, isKept: true);
        runs._runs.AddRange(index.Select(run => new SortedRun(Path.Combine(folder, run.File), null, run.Partitions.ToDictionary(partition => partition.Name, partition => (partition.Start, partition.End)))));
        return runs;
    }

    /// <summary>What another process must know to read them.</summary>
    public IReadOnlyList<KeptRun> Index()
    {
        lock (_gate)
            return [.. _runs.Select(run => new KeptRun(Path.GetFileName(run.File!), [.. run.Partitions.Select(partition => new KeptPartition(partition.Key, partition.Value.Start, partition.Value.End))]))];
    }

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
