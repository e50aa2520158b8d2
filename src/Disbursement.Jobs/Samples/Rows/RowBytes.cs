using Disbursement.Domain.Households;

namespace Disbursement.Jobs.Samples.Rows;

/// <summary>Bytes of roster rows as they grow. The caller makes sure of room before a household.</summary>
internal sealed class RowBytes(int capacity)
{
    private const int CitizenIdLength = 18;

    private readonly byte[] _bytes = new byte[capacity];

    public int Length { get; private set; }

    public int Room => _bytes.Length - Length;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    public void Text(ReadOnlySpan<byte> text)
    {
        text.CopyTo(_bytes.AsSpan(Length));
        Length += text.Length;
    }

    public void Comma() => _bytes[Length++] = (byte)',';

    public void Commas(int count)
    {
        _bytes.AsSpan(Length, count).Fill((byte)',');
        Length += count;
    }

    public void EndRow() => _bytes[Length++] = (byte)'\n';

    /// <summary>Writes the number with leading zeros up to the width.</summary>
    public void Digits(ulong number, int width)
    {
        Span<byte> place = _bytes.AsSpan(Length, width);
        for (int i = width - 1; i >= 0; i--)
        {
            place[i] = (byte)('0' + number % 10);
            number /= 10;
        }

        Length += width;
    }

    public void Number(ulong number)
    {
        int width = 1;
        for (ulong rest = number / 10; rest > 0; rest /= 10)
            width++;
        Digits(number, width);
    }

    /// <summary>Writes the day as <c>2014-05-06</c>, or nothing where it is not given.</summary>
    public void Day(int day)
    {
        if (day == 0)
            return;

        DateOnly date = DateOnly.FromDayNumber(day);
        Digits((ulong)date.Year, 4);
        _bytes[Length++] = (byte)'-';
        Digits((ulong)date.Month, 2);
        _bytes[Length++] = (byte)'-';
        Digits((ulong)date.Day, 2);
    }

    public void Fen(long fen)
    {
        if (fen < 0)
            return;

        Number((ulong)fen / 100);
        _bytes[Length++] = (byte)'.';
        Digits((ulong)fen % 100, 2);
    }

    public void Id(CitizenId id)
    {
        id.Format(_bytes.AsSpan(Length, CitizenIdLength));
        Length += CitizenIdLength;
    }
}
