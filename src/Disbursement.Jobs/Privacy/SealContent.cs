namespace Disbursement.Jobs.Privacy;

/// <summary>Writes a sealed file while its content goes by, for its owner alone. Without its end it is no sealed file.</summary>
internal sealed class SealContent : IDisposable
{
    private readonly FileStream _file;
    private readonly SealedFile _seal;
    private readonly byte[] _chunk = new byte[SealedFile.ChunkLength];
    private readonly byte[] _sealed = new byte[SealedFile.SealedChunkLength];
    private int _held;
    private long _chunks;

    /// <param name="path">The file, replaced if it is there.</param>
    /// <param name="ring">The keys; the newest seals.</param>
    public SealContent(string path, KeyRing ring)
    {
        _seal = SealedFile.New(ring);
        _file = PrivateFile.Create(path);
        _file.Write(_seal.Head);
    }

    /// <summary>The next bytes of the content.</summary>
    public void Add(ReadOnlySpan<byte> content)
    {
        while (content.Length > 0)
        {
            if (_held == 0 && content.Length >= _chunk.Length)
            {
                Write(content[.._chunk.Length]);
                content = content[_chunk.Length..];
                continue;
            }

            int taken = Math.Min(content.Length, _chunk.Length - _held);
            content[..taken].CopyTo(_chunk.AsSpan(_held));
            _held += taken;
            content = content[taken..];
            if (_held == _chunk.Length)
                WriteHeld();
        }
    }

    /// <summary>Writes the end and everything to the disk.</summary>
    /// <param name="sha256">Of the content, lower-case hexadecimal.</param>
    public void Finish(string sha256)
    {
        if (_held > 0)
            WriteHeld();
        byte[] end = new byte[SealedFile.EndLength];
        _seal.Seal(Convert.FromHexString(sha256), end, _chunks, isEnd: true);
        _file.Write(end);
        _file.Flush(flushToDisk: true);
    }

    public void Dispose()
    {
        _file.Dispose();
        _seal.Dispose();
    }

    private void WriteHeld()
    {
        Write(_chunk.AsSpan(0, _held));
        _held = 0;
    }

    private void Write(ReadOnlySpan<byte> plain)
    {
        Span<byte> whole = _sealed.AsSpan(0, plain.Length + SealedFile.TagLength);
        _seal.Seal(plain, whole, _chunks++, isEnd: false);
        _file.Write(whole);
    }
}
