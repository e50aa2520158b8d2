using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Disbursement.Jobs.Files;

namespace Disbursement.Jobs.Intake.Forms;

/// <summary>
/// Watches the bytes of a text go by: are they UTF-8, and is every line one that can be read as it stands? Needs a few bytes of memory.
/// </summary>
internal sealed class LineScan
{
    private readonly byte[] _carry = new byte[4];
    private int _carried;
    private long _length;
    private int _quotes;
    private bool _endsInReturn;
    private bool _endsInEquals;

    /// <summary>Whether all bytes so far are UTF-8.</summary>
    public bool IsUtf8 { get; private set; } = true;

    /// <summary>Whether a line is over the limit.</summary>
    public bool HasLongLine { get; private set; }

    /// <summary>Whether a carriage return stands anywhere but before a line feed.</summary>
    public bool HasLoneReturn { get; private set; }

    /// <summary>Whether a line has an odd number of quotes, so that a value may go on in the next line.</summary>
    public bool HasOpenQuote { get; private set; }

    /// <summary>Whether <c>="</c> stands anywhere: spreadsheets write texts so that look like numbers.</summary>
    public bool HasFormulaText { get; private set; }

    /// <summary>Whether each line can be read as it stands.</summary>
    public bool IsPlain => !HasLongLine && !HasLoneReturn && !HasOpenQuote && !HasFormulaText;

    /// <summary>Scans a file of our own.</summary>
    public static LineScan Of(string path, CancellationToken stop)
    {
        LineScan scan = new();
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(1 << 20);
        for (int read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
        {
            stop.ThrowIfCancellationRequested();
            scan.Add(buffer.AsSpan(0, read));
        }

        scan.Finish();
        ArrayPool<byte>.Shared.Return(buffer);
        return scan;
    }

    public void Add(ReadOnlySpan<byte> chunk)
    {
        if (chunk.IsEmpty)
            return;
        if (IsUtf8)
            CheckEncoding(chunk);

        HasLoneReturn |= _endsInReturn && chunk[0] != (byte)'\n';
        _endsInReturn = chunk[^1] == (byte)'\r';
        bool hasQuotes = chunk.Contains((byte)'"');
        if (hasQuotes && !HasFormulaText)
            HasFormulaText = _endsInEquals && chunk[0] == (byte)'"' || chunk.IndexOf("=\""u8) >= 0;
        _endsInEquals = chunk[^1] == (byte)'=';
        bool hasReturns = !HasLoneReturn && chunk.Contains((byte)'\r');
        while (true)
        {
            int end = chunk.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = end < 0 ? chunk : chunk[..end];
            _length += line.Length;
            if (hasQuotes)
                _quotes += line.Count((byte)'"');
            if (hasReturns)
                HasLoneReturn |= line.IndexOf((byte)'\r') is var at && at >= 0 && at != line.Length - 1;
            if (end < 0)
                break;

            EndLine();
            chunk = chunk[(end + 1)..];
        }
    }

    public void Finish()
    {
        IsUtf8 &= _carried == 0;
        HasLoneReturn |= _endsInReturn;
        EndLine();
    }

    private void EndLine()
    {
        HasLongLine |= _length > FileLimits.LongestLine;
        HasOpenQuote |= (_quotes & 1) != 0;
        (_length, _quotes) = (0, 0);
    }

    private void CheckEncoding(ReadOnlySpan<byte> chunk)
    {
        while (_carried > 0 && !chunk.IsEmpty)
        {
            _carry[_carried++] = chunk[0];
            chunk = chunk[1..];
            if (Rune.DecodeFromUtf8(_carry.AsSpan(0, _carried), out _, out _) is OperationStatus.Done)
                _carried = 0;
            else if (_carried == 4 || !Incomplete(_carry.AsSpan(0, _carried)))
                IsUtf8 = false;
            if (!IsUtf8)
                return;
        }

        int tail = 0;
        for (int i = 1; i <= Math.Min(3, chunk.Length); i++)
        {
            if (Incomplete(chunk[^i..]))
                tail = i;
        }

        IsUtf8 = Utf8.IsValid(chunk[..^tail]);
        chunk[^tail..].CopyTo(_carry);
        _carried = tail;
    }

    private static bool Incomplete(ReadOnlySpan<byte> bytes) =>
        Rune.DecodeFromUtf8(bytes, out _, out int consumed) == OperationStatus.NeedMoreData && consumed == bytes.Length;
}
