namespace Disbursement.Jobs.Intake;

/// <summary>How much of the rosters has been read; workers only add, whoever shows it looks.</summary>
internal sealed class ReadingProgress
{
    private long _rows, _bytes, _gathered;

    /// <summary>Bytes of all rosters of the year, as they lie in their folder; 0 until they are known.</summary>
    public long TotalBytes { get; set; }

    /// <summary>
    /// Bytes read, in the measure of <see cref="TotalBytes"/>: of a file that is turned into plain text first, its share of the file's own.
    /// </summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Rows read.</summary>
    public long Rows => Interlocked.Read(ref _rows);

    /// <summary>Rows that were put together to households, out of <see cref="Rows"/> once all are read.</summary>
    public long Gathered => Interlocked.Read(ref _gathered);

    public void Add(long rows, long bytes)
    {
        Interlocked.Add(ref _rows, rows);
        Interlocked.Add(ref _bytes, bytes);
    }

    public void Gather(long rows) => Interlocked.Add(ref _gathered, rows);
}
