using System.Buffers.Binary;
using Disbursement.Domain.Households;
using Disbursement.Jobs.Privacy;

namespace Disbursement.Jobs.Store.Bulk;

/// <summary>Rows that wait in a file until the run is sealed, so that whichever process seals it can load them.</summary>
/// <remarks>
/// The file is a row of pieces: length (4 bytes, little-endian), rows. Personal data in it is sealed as it is in the database. It belongs
/// to one thread.
/// </remarks>
internal sealed class RowSpool : IRowSink, IDisposable
{
    private readonly FileStream _file;
    private RowBuffer? _spare;
    private long _numbers;

    /// <param name="path">The file.</param>
    /// <param name="place">The county's place among the counties of the run: it has numbers of its own, whoever computes it.</param>
    /// <exception cref="InvalidOperationException">There are more counties than numbers were set aside for.</exception>
    public RowSpool(string path, int place)
    {
        if (place >= ClaimantNumber.MostCounties)
            throw new InvalidOperationException($"A shared run has room for {ClaimantNumber.MostCounties} counties.");

        _numbers = (long)place * ClaimantNumber.PerCounty;
        _file = PrivateFile.Create(path);
    }

    public RowBuffer Rent() => Interlocked.Exchange(ref _spare, null) ?? new RowBuffer();

    public void Submit(RowBuffer buffer)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, buffer.Bytes.Length);
        _file.Write(length);
        _file.Write(buffer.Bytes);
        buffer.Clear();
        _spare = buffer;
    }

    /// <exception cref="InvalidOperationException">The county has more claimants than numbers.</exception>
    public long ReserveNumbers(int count)
    {
        long first = _numbers + 1;
        _numbers += count;
        return first / ClaimantNumber.PerCounty == _numbers / ClaimantNumber.PerCounty
            ? first
            : throw new InvalidOperationException($"A shared run has room for {ClaimantNumber.PerCounty} claimants in a county.");
    }

    /// <summary>Nothing comes any more: the rows are on the disk.</summary>
    public void Finish() => _file.Flush(flushToDisk: true);

    public void Dispose() => _file.Dispose();

    /// <summary>Hands the rows of a file on.</summary>
    /// <exception cref="InvalidDataException">The file ends in the middle of a piece.</exception>
    public static void Load(string path, IRowSink target, CancellationToken stop)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        byte[] length = new byte[4];
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            int read = file.ReadAtLeast(length, length.Length, throwOnEndOfStream: false);
            if (read == 0)
                return;
            if (read < length.Length)
                throw new InvalidDataException($"{path} ends in the middle of a piece.");

            RowBuffer buffer = target.Rent();
            file.ReadExactly(buffer.Fill(BinaryPrimitives.ReadInt32LittleEndian(length)));
            target.Submit(buffer);
        }
    }
}
