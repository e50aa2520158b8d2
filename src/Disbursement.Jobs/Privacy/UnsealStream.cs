using System.Security.Cryptography;

namespace Disbursement.Jobs.Privacy;

/// <summary>
/// The content of a sealed file, from its beginning to its end. No byte is given before its chunk has proved itself, and none at all where
/// the end is not that of the content that is asked for.
/// </summary>
internal sealed class UnsealStream : Stream
{
    private readonly FileStream _file;
    private readonly SealedFile _seal;
    private readonly byte[] _sealed = new byte[SealedFile.SealedChunkLength];
    private readonly byte[] _chunk = new byte[SealedFile.ChunkLength];
    private long _left;
    private long _number;
    private int _at;
    private int _held;

    /// <param name="path">The file.</param>
    /// <param name="ring">The keys.</param>
    /// <param name="sha256">Of the content that is asked for, lower-case hexadecimal.</param>
    /// <exception cref="CryptographicException">
    /// It is not the sealed file of that content, was cut short, or its key is not there.
    /// </exception>
    public UnsealStream(string path, KeyRing ring, string sha256)
    {
        SealedFile? seal = null;
        _file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1);
        try
        {
            Length = _left = SealedFile.ContentOf(_file.Length) ?? throw new CryptographicException("The sealed file was cut short.");
            byte[] head = new byte[SealedFile.HeadLength], end = new byte[SealedFile.EndLength], named = new byte[SHA256.HashSizeInBytes];
            _file.ReadExactly(head);
            seal = SealedFile.Of(head, ring);
            _file.Seek(-SealedFile.EndLength, SeekOrigin.End);
            _file.ReadExactly(end);
            seal.Open(end, named, (Length + SealedFile.ChunkLength - 1) / SealedFile.ChunkLength, isEnd: true);
            if (Convert.ToHexStringLower(named) != sha256)
                throw new CryptographicException("The sealed file holds another content than its name says.");

            _file.Seek(SealedFile.HeadLength, SeekOrigin.Begin);
            _seal = seal;
        }
        catch
        {
            seal?.Dispose();
            _file.Dispose();
            throw;
        }
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    /// <summary>Bytes of the content.</summary>
    public override long Length { get; }

    public override long Position
    {
        get => Length - _left - (_held - _at);
        set => throw new NotSupportedException();
    }

    /// <summary>Goes on at another place; what lies between is not opened.</summary>
    /// <param name="place">The next byte of the content, counted from 0.</param>
    /// <exception cref="CryptographicException">The content is not that long.</exception>
    public void GoTo(long place)
    {
        if (place < 0 || place > Length)
            throw new CryptographicException("The sealed file is shorter than what is looked for in it.");

        (_number, long within) = Math.DivRem(place, SealedFile.ChunkLength);
        _file.Seek(SealedFile.HeadLength + _number * SealedFile.SealedChunkLength, SeekOrigin.Begin);
        (_left, _at, _held) = (Length - _number * SealedFile.ChunkLength, 0, 0);
        if (Next())
            _at = (int)within;
    }

    public override int Read(Span<byte> buffer)
    {
        if (_at == _held && !Next())
            return 0;

        int taken = Math.Min(buffer.Length, _held - _at);
        _chunk.AsSpan(_at, taken).CopyTo(buffer);
        _at += taken;
        return taken;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Read(buffer.Span));

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _file.Dispose();
            _seal.Dispose();
            CryptographicOperations.ZeroMemory(_chunk);
        }

        base.Dispose(disposing);
    }

    private bool Next()
    {
        if (_left == 0)
            return false;

        int length = (int)Math.Min(_left, SealedFile.ChunkLength);
        Span<byte> part = _sealed.AsSpan(0, length + SealedFile.TagLength);
        _file.ReadExactly(part);
        _seal.Open(part, _chunk.AsSpan(0, length), _number++, isEnd: false);
        (_left, _at, _held) = (_left - length, 0, length);
        return true;
    }
}
