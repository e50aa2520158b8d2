using System.Buffers;
using System.Text;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Privacy;

namespace Disbursement.Jobs.Intake.Forms;

/// <summary>
/// Writes a text anew so that every record is one line under one header line: titles are left out, lone carriage returns end lines, a line
/// break in a quoted value becomes a space (in a known column a character that rejects the row), <c>="…"</c> becomes its text, and a line
/// over the limit is cut short.
/// </summary>
internal sealed class TranscribeText(char separator, bool[] isKnown, int fields)
{
    private const byte Quote = (byte)'"';
    private const byte BreakInValue = (byte)'\v';
    private const int MostLinesInValue = 50;

    private static readonly SearchValues<byte> Blanks = SearchValues.Create(" \t,;|\"\u001A\r"u8);

    private readonly byte _separator = (byte)separator;
    private readonly List<byte> _record = [];
    private readonly List<byte[]> _taken = [];
    private byte[] _changed = new byte[4096];
    private long _line;

    /// <summary>Where each line of the transcript comes from.</summary>
    public LineMap Lines { get; } = new();

    /// <summary>Lines of the transcript that were cut short.</summary>
    public HashSet<long> Overlong { get; } = [];

    /// <summary>Lines within values: the second and later lines of a record.</summary>
    public long Continued { get; private set; }

    /// <summary>Blank lines left out.</summary>
    public long Blank { get; private set; }

    /// <summary>Writes the transcript.</summary>
    /// <param name="from">The text, in UTF-8.</param>
    /// <param name="to">The transcript.</param>
    /// <param name="header">The cells of the header.</param>
    /// <param name="after">The last line of the header in the text.</param>
    /// <param name="stop">Stops the writing.</param>
    public void Run(string from, string to, IReadOnlyList<string> header, long after, CancellationToken stop)
    {
        using FileStream target = PrivateFile.Create(to);
        using LineCursor lines = new(from);
        target.Write(Encoding.UTF8.GetBytes(HeaderLine(header)));
        target.WriteByte((byte)'\n');
        _line = 1;
        Queue<byte[]> ahead = [];
        while (ahead.Count > 0 || lines.MoveNext())
        {
            stop.ThrowIfCancellationRequested();
            if (ahead.TryDequeue(out byte[]? waiting))
            {
                Write(target, waiting, lines.Number - ahead.Count);
                continue;
            }

            if (lines.Number <= after)
                continue;

            ReadOnlyMemory<byte> bytes = lines.Bytes;
            if (lines.IsTooLong)
            {
                Overlong.Add(_line + 1);
                Write(target, Whole(bytes.Span), lines.Number);
            }
            else if (IsBlank(bytes.Span))
            {
                Blank++;
            }
            else if (bytes.Span.Contains(Quote) && State(bytes.Span).IsOpen)
            {
                Join(target, lines, bytes.ToArray(), ahead);
            }
            else
            {
                Write(target, bytes.Span, lines.Number);
            }
        }
    }

    /// <summary>
    /// Whether a line holds nothing but separators, white space, pairs of quotes and the mark that ended files once (Ctrl-Z).
    /// </summary>
    public static bool IsBlank(ReadOnlySpan<byte> line) => line.IndexOfAnyExcept(Blanks) < 0 && (line.Count(Quote) & 1) == 0;

    /// <summary>
    /// A line that ends within a quoted value is joined with those after it, if they make one whole record and none of them is a record by
    /// itself.
    /// </summary>
    private void Join(FileStream target, LineCursor lines, byte[] first, Queue<byte[]> ahead)
    {
        long start = lines.Number;
        _record.Clear();
        _record.AddRange(first);
        _taken.Clear();
        bool isWhole = false;
        while (!isWhole && _taken.Count < MostLinesInValue && lines.MoveNext())
        {
            byte[] next = lines.Bytes.ToArray();
            _taken.Add(next);
            _record.Add((byte)'\n');
            _record.AddRange(next);
            if (lines.IsTooLong || _record.Count > FileLimits.LongestLine || State(next) is { IsOpen: false, IsSound: true } alone
                && alone.Fields == fields)
                break;

            (int count, bool isOpen, bool isSound) = State(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_record));
            isWhole = !isOpen && isSound && count == fields;
            if (!isOpen && !isWhole)
                break;
        }

        if (isWhole)
        {
            Continued += _taken.Count;
            Write(target, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_record), start);
            return;
        }

        Write(target, first, start);
        foreach (byte[] line in _taken)
            ahead.Enqueue(line);
    }

    private void Write(FileStream target, ReadOnlySpan<byte> line, long number)
    {
        if (IsBlank(line))
        {
            Blank++;
            return;
        }

        _line++;
        Lines.Add(_line, number);
        target.Write(line.Contains((byte)'\n') || line.IndexOf("=\""u8) >= 0 ? Changed(line) : line);
        target.WriteByte((byte)'\n');
    }

    private static ReadOnlySpan<byte> Whole(ReadOnlySpan<byte> cut)
    {
        int length = cut.Length;
        while (length > 0 && (cut[length - 1] & 0xC0) == 0x80)
            length--;
        return length > 0 && cut[length - 1] >= 0xC0 ? cut[..(length - 1)] : cut[..Math.Max(length, 0)];
    }

    /// <summary>How many fields a line has, whether it ends within quotes, and whether every quote stands where it may.</summary>
    private (int Fields, bool IsOpen, bool IsSound) State(ReadOnlySpan<byte> line)
    {
        int count = 1;
        bool isSound = true;
        for (int at = 0; at < line.Length; at++)
        {
            if (line[at] != Quote)
            {
                int end = line[at..].IndexOf(_separator);
                if (end < 0)
                    return (count, false, isSound);
                at += end;
                count++;
                continue;
            }

            int close = Close(line, at);
            if (close < 0)
                return (count, true, isSound);
            at = close + 1;
            if (at < line.Length && line[at] != _separator)
                (isSound, at) = (false, line[at..].IndexOf(_separator) is var rest && rest < 0 ? line.Length : at + rest);
            if (at < line.Length)
                count++;
        }

        return (count, false, isSound);
    }

    private static int Close(ReadOnlySpan<byte> line, int open)
    {
        for (int at = open + 1; at < line.Length; at++)
        {
            if (line[at] != Quote)
                continue;
            if (at + 1 >= line.Length || line[at + 1] != Quote)
                return at;
            at++;
        }

        return -1;
    }

    /// <summary>The record with its line breaks and <c>="…"</c> replaced.</summary>
    private ReadOnlySpan<byte> Changed(ReadOnlySpan<byte> line)
    {
        if (_changed.Length < line.Length)
            _changed = new byte[line.Length * 2];
        int written = 0, field = 0;
        for (int at = 0; at <= line.Length; at++)
        {
            int end = End(line, at);
            ReadOnlySpan<byte> value = line[at..end];
            if (value.StartsWith("=\""u8) && value.Length >= 3 && value[^1] == Quote && !value[2..^1].Contains(Quote))
                value = value[2..^1];
            bool rejects = field < isKnown.Length && isKnown[field];
            ReadOnlySpan<byte> inner = value.Length > 1 && value[0] == Quote ? value[1..^1] : value;
            int lead = inner.Length - inner.TrimStart(" \n"u8).Length, tail = inner.Length - inner.TrimEnd(" \n"u8).Length;
            int from = value.Length - inner.Length > 0 ? 1 : 0;
            for (int i = 0; i < value.Length; i++)
            {
                bool isEdge = i - from < lead || i - from >= inner.Length - tail;
                _changed[written++] = value[i] != (byte)'\n' ? value[i] : rejects && !isEdge ? BreakInValue : (byte)' ';
            }

            if (end < line.Length)
                _changed[written++] = _separator;
            (at, field) = (end, field + 1);
        }

        return _changed.AsSpan(0, written);
    }

    /// <summary>Where the field that starts here ends: at its separator, or at the end of the line.</summary>
    private int End(ReadOnlySpan<byte> line, int at)
    {
        if (at < line.Length && line[at] == Quote && Close(line, at) is var close and >= 0)
            at = close + 1;
        return at > line.Length ? line.Length : line[at..].IndexOf(_separator) is var end && end < 0 ? line.Length : at + end;
    }

    private string HeaderLine(IReadOnlyList<string> header) => string.Join(separator, header.Select(Cell));

    /// <summary>A header cell in quotes, its line breaks as spaces.</summary>
    private static string Cell(string text) =>
        $"\"{text.ReplaceLineEndings(" ").Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
