namespace Disbursement.Jobs.Sorting;

/// <summary>Records in the order of their keys, in a spill file or still in memory, with the place of each partition.</summary>
internal sealed record SortedSegment(string? File, byte[]? Memory, IReadOnlyDictionary<string, (long Start, long End)> Partitions);

/// <summary>A segment in a file that is kept, as another process reads it.</summary>
internal sealed record KeptSegment(string File, IReadOnlyList<KeptPartition> Partitions);

/// <summary>Where a partition stands in the file, in bytes.</summary>
internal sealed record KeptPartition(string Name, long Start, long End);

/// <summary>
/// Records sorted by key in bounded memory: writers sort what fits, spill it, and a merge reads all segments in order.
/// </summary>
/// <param name="folder">Where spill files go; it belongs to the run and vanishes with it.</param>
/// <param name="name">What the records are, for the names of the files.</param>
/// <param name="partitionLength">How many leading bytes of a key tell its partition (ASCII); 0 for one partition.</param>
/// <param name="isKept">Whether every record goes to a file, and to the disk, so that another process can go on with it.</param>
internal sealed class SortedSegments(string folder, string name, int partitionLength, bool isKept = false)
{
    private readonly Lock _gate = new();
    private readonly List<SortedSegment> _segments = [];
    private int _files;

    public int PartitionLength => partitionLength;

    public bool IsKept => isKept;

    /// <summary>Several as one. The files stay where they are.</summary>
    public static SortedSegments Of(IEnumerable<SortedSegments> parts)
    {
        SortedSegments[] all = [.. parts];
        SortedSegments whole = new("", "", all.FirstOrDefault()?.PartitionLength ?? 0);
        whole._segments.AddRange(all.SelectMany(part => part._segments));
        return whole;
    }

    /// <summary>Those that another process wrote and kept, as its <see cref="Index"/> names them.</summary>
    public static SortedSegments Load(string folder, string name, int partitionLength, IEnumerable<KeptSegment> index)
    {
        SortedSegments segments = new(folder, name, partitionLength, isKept: true);
        segments._segments.AddRange(index.Select(segment => new SortedSegment(
            Path.Combine(folder, segment.File),
            null,
            segment.Partitions.ToDictionary(partition => partition.Name, partition => (partition.Start, partition.End)))));
        return segments;
    }

    /// <summary>What another process must know to read them.</summary>
    public IReadOnlyList<KeptSegment> Index()
    {
        lock (_gate)
        {
            return
            [
                .. _segments.Select(segment => new KeptSegment(
                    Path.GetFileName(segment.File!),
                    [.. segment.Partitions.Select(
                        partition => new KeptPartition(partition.Key, partition.Value.Start, partition.Value.End))])),
            ];
        }
    }

    /// <summary>Partitions that hold records, in ordinal order.</summary>
    public IReadOnlyList<string> Partitions
    {
        get
        {
            lock (_gate)
                return [.. _segments.SelectMany(segment => segment.Partitions.Keys).Distinct().Order(StringComparer.Ordinal)];
        }
    }

    public string NextFile() => Path.Combine(folder, $"{name}-{Interlocked.Increment(ref _files):0000}.seg");

    public void Add(SortedSegment segment)
    {
        lock (_gate)
            _segments.Add(segment);
    }

    /// <summary>Reads one partition in the order of keys.</summary>
    public SegmentMerge Open(string partition = "")
    {
        lock (_gate)
        {
            IEnumerable<SortedSegment> holding = _segments.Where(segment => segment.Partitions.ContainsKey(partition));
            return new SegmentMerge([.. holding.Select(segment => new SegmentCursor(segment, partition))]);
        }
    }

    /// <summary>Deletes the spill files.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            foreach (SortedSegment segment in _segments)
            {
                if (segment.File is not null)
                    File.Delete(segment.File);
            }

            _segments.Clear();
        }
    }
}
