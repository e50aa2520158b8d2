using System.Text;
using System.Text.Unicode;
using Disbursement.Jobs.Privacy;

namespace Disbursement.Jobs.Intake;

/// <summary>Watches bytes go by: are they UTF-8, and which lines are too long? Needs no memory beyond a few bytes.</summary>
internal sealed class LineScan
{
    private const int KeptOfLongLine = 1024;
    private const int MostOverlong = 100_000;

    private readonly byte[] _carry = new byte[4];
    private int _carried;
    private long _line = 1;
    private long _length;

    /// <summary>Whether all bytes so far are UTF-8.</summary>
    public bool IsUtf8 { get; private set; } = true;

    /// <summary>Numbers of lines over the limit; the header is line 1.</summary>
    public HashSet<long> Overlong { get; } = [];

    public void Add(ReadOnlySpan<byte> chunk)
    {
        if (IsUtf8)
            CheckEncoding(chunk);

        while (true)
        {
            int end = chunk.IndexOf((byte)'\n');
            if (end < 0)
            {
                _length += chunk.Length;
                break;
            }

            EndLine(_length + end);
            chunk = chunk[(end + 1)..];
        }
    }

    public void Finish()
    {
        if (_carried > 0)
            IsUtf8 = false;
        if (_length > OpenRoster.LongestLine)
            EndLine(_length);
    }

    /// <summary>Copies a text file with every overlong line cut short, so that nothing after needs to hold one.</summary>
    public static void CutLongLines(string from, string to)
    {
        using FileStream source = new(from, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
        using FileStream target = PrivateFile.Create(to);
        byte[] buffer = new byte[1 << 20];
        byte[] line = new byte[OpenRoster.LongestLine];
        int held = 0;
        bool isLong = false;
        for (int read = source.Read(buffer); read > 0; read = source.Read(buffer))
        {
            ReadOnlySpan<byte> rest = buffer.AsSpan(0, read);
            while (!rest.IsEmpty)
            {
                int end = rest.IndexOf((byte)'\n');
                ReadOnlySpan<byte> part = end < 0 ? rest : rest[..end];
                int fits = Math.Min(part.Length, line.Length - held);
                part[..fits].CopyTo(line.AsSpan(held));
                held += fits;
                isLong |= fits < part.Length;
                if (end < 0)
                    break;

                WriteLine(target, line.AsSpan(0, held), isLong);
                target.WriteByte((byte)'\n');
                (held, isLong) = (0, false);
                rest = rest[(end + 1)..];
            }
        }

        WriteLine(target, line.AsSpan(0, held), isLong);
    }

    private static void WriteLine(FileStream target, ReadOnlySpan<byte> line, bool isLong)
    {
        if (!isLong)
        {
            target.Write(line);
            return;
        }

        int length = KeptOfLongLine;
        while (length > 0 && (line[length] & 0xC0) == 0x80)
            length--;
        target.Write(line[..length]);
    }

    private void EndLine(long length)
    {
        if (length > OpenRoster.LongestLine && Overlong.Count < MostOverlong)
            Overlong.Add(_line);
        _line++;
        _length = 0;
    }

    private void CheckEncoding(ReadOnlySpan<byte> chunk)
    {
        while (_carried > 0 && !chunk.IsEmpty)
        {
            _carry[_carried++] = chunk[0];
            chunk = chunk[1..];
            if (Rune.DecodeFromUtf8(_carry.AsSpan(0, _carried), out _, out _) is System.Buffers.OperationStatus.Done)
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
        Rune.DecodeFromUtf8(bytes, out _, out int consumed) == System.Buffers.OperationStatus.NeedMoreData && consumed == bytes.Length;
}
