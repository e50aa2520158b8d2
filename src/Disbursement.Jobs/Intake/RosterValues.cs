using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Disbursement.Jobs.Intake;

/// <summary>How clerks write values, and what they mean. Works on UTF-8.</summary>
internal static class RosterValues
{
    private static readonly SearchValues<byte> FullWidthLeads = SearchValues.Create([0xC2, 0xE2, 0xE3, 0xEF]);
    private static readonly int ExcelEpoch = new DateOnly(1899, 12, 30).DayNumber;

    /// <summary>Drops surrounding white space and reads full-width characters as half-width; empty where there is no value.</summary>
    /// <param name="raw">The cell.</param>
    /// <param name="isText">Whether it is free text, in which only digits and letters are changed.</param>
    /// <param name="scratch">Room for a changed value: as long as the longest line.</param>
    public static ReadOnlySpan<byte> Normalise(ReadOnlySpan<byte> raw, bool isText, byte[] scratch)
    {
        ReadOnlySpan<byte> value = TrimAscii(raw);
        if (!value.IsEmpty && value[0] is (byte)'\'' or (byte)'=')
            value = WithoutTextMark(value);
        if (value.IndexOfAny(FullWidthLeads) >= 0)
            value = Narrow(value, isText, scratch);
        return IsNoValue(value) ? default : value;
    }

    /// <summary>A date in any of the ways of the format page, as a day number.</summary>
    public static bool TryDate(ReadOnlySpan<byte> text, out int day)
    {
        day = 0;
        if (text.Length == 10 && text[4] == '-' && text[7] == '-')
            return Digits(text[..4], out int y) && Digits(text.Slice(5, 2), out int m) && Digits(text[8..], out int d)
                && TryDay(y, m, d, out day);
        if (text.Length == 8 && Digits(text, out int compact))
            return TryDay(compact / 10000, compact / 100 % 100, compact % 100, out day);
        if (text.Length == 5 && Digits(text, out int serial) && serial > 60)
        {
            day = ExcelEpoch + serial;
            return true;
        }

        return TryParts(text, out day);
    }

    /// <summary>
    /// Whether a value has the form of a date and yet names no day, such as 30 February. A control character is of no form.
    /// </summary>
    public static bool IsDayThatIsNone(ReadOnlySpan<byte> text)
    {
        Span<byte> digits = stackalloc byte[8];
        int parts = 0, length = 0, written = 0;
        foreach (byte character in text)
        {
            if (character < ' ')
                return false;
            if (character is >= (byte)'0' and <= (byte)'9' && written < digits.Length)
            {
                digits[written++] = character;
                length++;
            }
            else if (length > 0)
            {
                (parts, length) = (parts + 1, 0);
            }
        }

        bool isCompact = text.Length == 8 && written == 8;
        bool isParted = parts + (length > 0 ? 1 : 0) == 3 && text.Length is >= 8 and <= 17 && IsDigits(text[..4])
            && (text[4] is (byte)'/' or (byte)'-' || text[4..].StartsWith("年"u8));
        return isCompact || isParted;
    }

    /// <summary>Yuan as a plain decimal number.</summary>
    public static bool TryYuan(ReadOnlySpan<byte> text, out decimal yuan)
    {
        yuan = 0;
        foreach (byte character in text)
        {
            if (character is < (byte)'0' or > (byte)'9' && character is not ((byte)'.' or (byte)'-' or (byte)'+'))
                return false;
        }

        if (Utf8Parser.TryParse(text, out yuan, out int used) && used == text.Length)
            return true;

        // Digits that no decimal holds are a number all the same, and too large a one.
        yuan = decimal.MaxValue;
        return text.Length > 28 && text.IndexOfAnyInRange((byte)'0', (byte)'9') == 0 && text.Count((byte)'.') < 2
            && text.IndexOfAny((byte)'-', (byte)'+') < 0;
    }

    /// <summary>Whether a number shows that a spreadsheet turned it into scientific notation.</summary>
    public static bool IsScientific(ReadOnlySpan<byte> text)
    {
        int e = text.IndexOfAny((byte)'e', (byte)'E');
        if (e < 1 || e == text.Length - 1 || text[0] is < (byte)'0' or > (byte)'9')
            return false;

        foreach (byte character in text[..e])
        {
            if (character is < (byte)'0' or > (byte)'9' && character != '.')
                return false;
        }

        ReadOnlySpan<byte> exponent = text[(e + 1)..].TrimStart((byte)'+');
        return exponent.Length > 0 && exponent.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
    }

    /// <summary>Whether all characters are ASCII digits.</summary>
    public static bool IsDigits(ReadOnlySpan<byte> text) => text.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;

    /// <summary>Compares with a name of a list, ASCII case ignored.</summary>
    public static bool Is(ReadOnlySpan<byte> value, ReadOnlySpan<byte> name) =>
        Ascii.EqualsIgnoreCase(value, name) || value.SequenceEqual(name);

    private static bool IsNoValue(ReadOnlySpan<byte> value) => value.Length switch
    {
        0 => true,
        1 => value[0] is (byte)'-' or (byte)'/',
        3 => value.SequenceEqual("无"u8),
        _ => false,
    };

    /// <summary>
    /// What spreadsheets, and we in a file of rejects, put around a text so that it stays one: a leading apostrophe, or <c>="…"</c>, or
    /// one before the other.
    /// </summary>
    private static ReadOnlySpan<byte> WithoutTextMark(ReadOnlySpan<byte> value)
    {
        if (value[0] == (byte)'\'')
            value = TrimAscii(value[1..]);

        return value is [(byte)'=', (byte)'"', .., (byte)'"'] ? TrimAscii(value[2..^1]) : value;
    }

    private static ReadOnlySpan<byte> TrimAscii(ReadOnlySpan<byte> value)
    {
        int start = 0, end = value.Length;
        while (start < end && value[start] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            start++;
        while (end > start && value[end - 1] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            end--;
        return value[start..end];
    }

    private static ReadOnlySpan<byte> Narrow(ReadOnlySpan<byte> value, bool isText, byte[] scratch)
    {
        int written = 0;
        while (!value.IsEmpty)
        {
            _ = Rune.DecodeFromUtf8(value, out Rune rune, out int used);
            int code = rune.Value;
            bool isForm = code is >= 0xFF01 and <= 0xFF5E;
            bool isDigitOrLetter = isForm && char.IsAsciiLetterOrDigit((char)(code - 0xFEE0));
            if (isDigitOrLetter || isForm && !isText)
                scratch[written++] = (byte)(code - 0xFEE0);
            else if (code is 0xFEFF or 0x200B && (!isText || written == 0 || used == value.Length))
                written += 0;
            else if (Rune.IsWhiteSpace(rune))
                scratch[written++] = (byte)' ';
            else
                written += Copy(value[..used], scratch.AsSpan(written));
            value = value[used..];
        }

        return TrimAscii(scratch.AsSpan(0, written));
    }

    private static int Copy(ReadOnlySpan<byte> from, Span<byte> to)
    {
        from.CopyTo(to);
        return from.Length;
    }

    private static bool TryParts(ReadOnlySpan<byte> text, out int day)
    {
        day = 0;
        if (text.Length < 8 || text.Length > 17)
            return false;
        if (text[4] is (byte)'/' or (byte)'-')
            return Split(text, text.Slice(4, 1), text.Slice(4, 1), default, out day);
        return text[4..].StartsWith("年"u8) && Split(text, "年"u8, "月"u8, "日"u8, out day);
    }

    private static bool Split(ReadOnlySpan<byte> text, ReadOnlySpan<byte> afterYear, ReadOnlySpan<byte> afterMonth,
        ReadOnlySpan<byte> afterDay, out int day)
    {
        day = 0;
        ReadOnlySpan<byte> rest = text[(4 + afterYear.Length)..];
        int split = rest.IndexOf(afterMonth);
        if (split is not (1 or 2) || !rest.EndsWith(afterDay))
            return false;

        ReadOnlySpan<byte> last = rest[(split + afterMonth.Length)..];
        last = last[..^afterDay.Length];
        return last.Length is 1 or 2 && Digits(text[..4], out int y) && Digits(rest[..split], out int m) && Digits(last, out int d)
            && TryDay(y, m, d, out day);
    }

    private static bool Digits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (byte character in text)
        {
            int digit = character - '0';
            if (digit is < 0 or > 9)
                return false;
            value = value * 10 + digit;
        }

        return true;
    }

    private static bool TryDay(int year, int month, int number, out int day)
    {
        day = 0;
        if (year < 1 || month is < 1 or > 12 || number < 1 || number > DateTime.DaysInMonth(year, month))
            return false;

        day = new DateOnly(year, month, number).DayNumber;
        return true;
    }
}
