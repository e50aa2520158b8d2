namespace Disbursement.Jobs.Files;

/// <summary>
/// Goes through a file line by line in bounded memory, whatever the length of its lines. LF, CR LF and CR each end a line; in the encodings
/// that are read no character of several bytes holds either.
/// </summary>
internal sealed class LineCursor(string path) : IDisposable
{
    /// <summary>The longest line that is read, in bytes, its end not counted.</summary>
    public const int LongestLine = FileLimits.LongestLine;
    private const int KeptOfLongLine = 1024;

    private readonly FileStream _file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
    private readonly byte[] _chunk = new byte[256 << 10];
    private readonly byte[] _line = new byte[LongestLine];
    private int _at;
    private int _filled;
    private bool _isAfterReturn;

    /// <summary>Number of the line, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>The bytes of the line, or the first of a line that is too long; valid until the next move.</summary>
    public ReadOnlyMemory<byte> Bytes { get; private set; }

    /// <summary>Whether the line is over the limit and cut short.</summary>
    public bool IsTooLong { get; private set; }

    public bool MoveNext()
    {
        int held = 0;
        bool isBegun = false;
        IsTooLong = false;
        while (_at < _filled || Fill())
        {
            bool isRestOfEnd = _isAfterReturn && _chunk[_at] == '\n';
            _isAfterReturn = false;
            if (isRestOfEnd)
            {
                _at++;
                continue;
            }

            isBegun = true;
            ReadOnlySpan<byte> rest = _chunk.AsSpan(_at, _filled - _at);
            int end = rest.IndexOfAny((byte)'\n', (byte)'\r');
            ReadOnlySpan<byte> part = end < 0 ? rest : rest[..end];
            int fits = Math.Min(part.Length, LongestLine - held);
            part[..fits].CopyTo(_line.AsSpan(held));
            held += fits;
            IsTooLong |= fits < part.Length;
            _at += part.Length;
            if (end < 0)
                continue;

            _isAfterReturn = _chunk[_at] == '\r';
            _at++;
            return End(held);
        }

        return isBegun && End(held);
    }

    public void Dispose() => _file.Dispose();

    private bool End(int held)
    {
        Number++;
        Bytes = _line.AsMemory(0, IsTooLong ? KeptOfLongLine : held);
        return true;
    }

    private bool Fill()
    {
        _at = 0;
        _filled = _file.Read(_chunk);
        return _filled > 0;
    }
}
