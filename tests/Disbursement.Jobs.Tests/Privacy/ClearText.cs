using System.Buffers.Binary;
using System.Globalization;

namespace Disbursement.Jobs.Tests.Privacy;

/// <summary>
/// Finds numbers of persons in bytes of any kind: as UTF-8, which for digits is GB18030 too, as UTF-16 in either order, and as a binary
/// number of eight bytes.
/// </summary>
internal sealed class ClearText
{
    private const int Shortest = 8;

    private readonly HashSet<string> _numbers;
    private readonly HashSet<ulong> _binary;
    private readonly int[] _lengths;

    public ClearText(IEnumerable<string> numbers)
    {
        _numbers = [.. numbers.Where(number => number.Length >= Shortest)];
        _lengths = [.. _numbers.Select(number => number.Length).Distinct()];
        _binary = [.. _numbers.SelectMany(number => new[] { number, number[..^1] }).Where(number => number.Length >= 15
            && number.All(char.IsAsciiDigit)).Select(Value).OfType<ulong>()];
    }

    public int Count => _numbers.Count;

    /// <summary>The numbers that stand there.</summary>
    public IReadOnlySet<string> In(ReadOnlySpan<byte> bytes)
    {
        HashSet<string> found = [];
        Scan(bytes, 1, found);
        Scan(bytes, 2, found);
        for (int i = 0; i + 8 <= bytes.Length; i++)
        {
            if (_binary.Contains(BinaryPrimitives.ReadUInt64BigEndian(bytes[i..]))
                || _binary.Contains(BinaryPrimitives.ReadUInt64LittleEndian(bytes[i..])))
                found.Add(string.Create(CultureInfo.InvariantCulture, $"a binary number at {i}"));
        }

        return found;
    }

    public IReadOnlySet<string> In(string text) => In(System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>Looks through runs of digits whose bytes are <paramref name="stride"/> apart, with zeros between.</summary>
    private void Scan(ReadOnlySpan<byte> bytes, int stride, HashSet<string> found)
    {
        for (int offset = 0; offset < stride; offset++)
        {
            List<char> run = [];
            for (int i = offset; i < bytes.Length; i += stride)
            {
                bool isDigit = char.IsAsciiDigit((char)bytes[i]) || bytes[i] is (byte)'X' or (byte)'x';
                if (isDigit && (stride == 1 || run.Count == 0 || bytes[i - 1] == 0))
                {
                    run.Add(char.ToUpperInvariant((char)bytes[i]));
                    continue;
                }

                Look(run, found);
                run.Clear();
                if (isDigit)
                    run.Add(char.ToUpperInvariant((char)bytes[i]));
            }

            Look(run, found);
        }
    }

    private void Look(List<char> run, HashSet<string> found)
    {
        if (run.Count < Shortest)
            return;

        string text = string.Concat(run);
        foreach (int length in _lengths)
        {
            for (int i = 0; i + length <= text.Length; i++)
            {
                if (_numbers.TryGetValue(text.Substring(i, length), out string? number))
                    found.Add(number);
            }
        }
    }

    private static ulong? Value(string digits) => ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out ulong value)
        ? value
        : null;
}
