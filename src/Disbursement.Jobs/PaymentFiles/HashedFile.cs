using System.Security.Cryptography;
using Disbursement.Jobs.Privacy;

namespace Disbursement.Jobs.PaymentFiles;

/// <summary>A file that is hashed as it is written, so that the bytes on disk and the hash in the manifest cannot differ.</summary>
/// <param name="path">Where it goes; null where nothing but its hash is asked for, as a proof does: then no byte reaches a disk.</param>
internal sealed class HashedFile(string? path) : Stream
{
    private readonly FileStream? _file = path is null ? null : PrivateFile.Create(path);
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private string? _sha256;
    private long _length;

    /// <summary>SHA-256 of the bytes, lower-case hexadecimal; only once the file is closed.</summary>
    public string Sha256 => _sha256 ?? throw new InvalidOperationException("The file is still being written.");

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _length;

    public override long Position
    {
        get => _length;
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _hash.AppendData(buffer);
        _file?.Write(buffer);
        _length += buffer.Length;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() => _file?.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && _sha256 is null)
        {
            _sha256 = Convert.ToHexStringLower(_hash.GetHashAndReset());
            _file?.Flush(flushToDisk: true);
            _file?.Dispose();
            _hash.Dispose();
        }

        base.Dispose(disposing);
    }
}
