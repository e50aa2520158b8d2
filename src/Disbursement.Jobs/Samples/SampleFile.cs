using Disbursement.Jobs.Samples.Rows;

namespace Disbursement.Jobs.Samples;

/// <summary>One roster file being written: the header first, then households.</summary>
internal sealed class SampleFile : IDisposable
{
    private const int BufferLength = 1 << 20;

    // Above the longest household, faults of ordinary length included.
    private const int RoomForHousehold = 1 << 15;

    private readonly FileStream _file;

    public SampleFile(string path)
    {
        _file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
        Rows.Text(RosterHeader.Bytes);
    }

    /// <summary>Where a household is written, after <see cref="MakeRoom"/>.</summary>
    public RowBytes Rows { get; } = new(BufferLength);

    public long Length => _file.Length + Rows.Length;

    public void MakeRoom()
    {
        if (Rows.Room < RoomForHousehold)
            Flush();
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        Flush();
        _file.Write(bytes);
    }

    public void Dispose()
    {
        Flush();
        _file.Dispose();
    }

    private void Flush()
    {
        _file.Write(Rows.Written);
        Rows.Clear();
    }
}
