using System.Globalization;
using System.Text;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Returns;

namespace Disbursement.Jobs.ReturnFiles;

/// <summary>How banks write values, and what they mean.</summary>
internal static class ReturnValues
{
    /// <summary>The longest payment number that is looked for.</summary>
    public const int LongestPaymentNo = 64;
    private const int MostDigitsOfYuan = 13;
    private const int DigitsOfSerial = 5;

    private static readonly string[] DateForms = ["yyyy-MM-dd", "yyyyMMdd", "yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyy年M月d日"];

    private static readonly string[] TimeForms =
        [" H:m:s", " H:m", "'T'H:m:s", "'T'H:m", " H:m:s.FFF", "'T'H:m:s.FFF", " HHmmss", "H时m分s秒", " H时m分s秒"];

    private static readonly string[] DayAndTimeForms =
        [.. DateForms.SelectMany(date => TimeForms.Select(time => date + time)), "yyyyMMddHHmmss", "yyyyMMddHHmm"];

    private static readonly DateOnly ExcelEpoch = new(1899, 12, 30);

    /// <summary>Full-width characters as half-width ones, white space and byte order marks around them dropped.</summary>
    public static string Narrow(string value)
    {
        if (value.AsSpan().IndexOfAnyExceptInRange('\0', '\u00FF') < 0)
            return value.Trim();

        StringBuilder narrow = new(value.Length);
        foreach (char character in value)
        {
            if (character is >= '！' and <= '～')
                narrow.Append((char)(character - 0xFEE0));
            else if (character is not ('\uFEFF' or '\u200B'))
                narrow.Append(character);
        }

        return narrow.ToString().Trim();
    }

    /// <summary>Free text: only what stands around it is dropped; empty, <c>-</c>, <c>/</c> and 无 mean none.</summary>
    public static string Text(string value)
    {
        string text = value.Trim().Trim('\uFEFF', '\u200B').Trim();
        return text is "-" or "/" or "无" ? "" : text;
    }

    /// <summary>Yuan: digits, in groups of three with commas or without, and up to two after a point; no sign, no unit.</summary>
    public static bool TryAmount(string text, out Money amount)
    {
        amount = default;
        int point = text.IndexOf('.', StringComparison.Ordinal);
        string whole = Ungrouped(point < 0 ? text : text[..point]), part = point < 0 ? "00" : text[(point + 1)..];
        if (whole.Length is 0 or > MostDigitsOfYuan || part.Length is not (1 or 2) || !IsDigits(whole) || !IsDigits(part))
            return false;

        amount = new Money(
            long.Parse(whole, CultureInfo.InvariantCulture) * 100 + int.Parse(part.PadRight(2, '0'), CultureInfo.InvariantCulture));
        return true;
    }

    /// <summary>An amount as a bank writes it, in its unit and with its separators.</summary>
    public static bool TryAmount(string text, BankLayout bank, out Money amount)
    {
        amount = default;
        if (bank.Thousands is null && text.Contains(bank.DecimalPoint == ',' ? '.' : ',', StringComparison.Ordinal))
            return false;

        // As we write it: groups with commas, a point before the fen.
        string own = bank.DecimalPoint == ',' ? string.Concat(text.Select(one => one == ',' ? '.' : one == '.' ? ',' : one)) : text;
        if (bank.Unit == AmountUnit.Yuan)
            return TryAmount(own, out amount);
        if (own.Contains('.', StringComparison.Ordinal) || !TryAmount(own, out Money hundredfold))
            return false;

        amount = new Money(hundredfold.Fen / 100);
        return true;
    }

    /// <summary>A day as a bank writes it.</summary>
    public static bool TryDay(string text, BankLayout bank, out DateOnly day)
    {
        if (bank.Days.Count == 0)
            return TryDay(text, out day);

        bool isDay = DateTime.TryParseExact(text, [.. bank.Days], CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime time);
        day = isDay ? DateOnly.FromDateTime(time) : default;
        return isDay;
    }

    /// <summary>An account: half-width, without the spaces and hyphens that make it easier to read.</summary>
    public static string AccountKey(string text) => string.Concat(Narrow(text).Where(one => !char.IsWhiteSpace(one) && one is not '-'));

    /// <summary>A name: half-width, without white space and the dots within names of several parts.</summary>
    public static string NameKey(string text) =>
        string.Concat(Narrow(text).Where(one => !char.IsWhiteSpace(one) && one is not ('·' or '•' or '・' or '‧' or '．' or '.')));

    /// <summary>The length of the longest number within a text.</summary>
    public static int LongestNumber(string text)
    {
        int longest = 0, digits = 0;
        foreach (char character in text)
        {
            digits = char.IsAsciiDigit(character) ? digits + 1 : 0;
            longest = Math.Max(longest, digits);
        }

        return longest;
    }

    /// <summary>A day in any of the ways that a roster may have it; a time behind it is passed over.</summary>
    public static bool TryDay(string text, out DateOnly day)
    {
        if (DateOnly.TryParseExact(text, DateForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out day))
            return true;
        if (DateTime.TryParseExact(text, DayAndTimeForms, CultureInfo.InvariantCulture, DateTimeStyles.AllowInnerWhite, out DateTime time))
        {
            day = DateOnly.FromDateTime(time);
            return true;
        }

        // Days since 1900 as spreadsheets count them; what stands behind the point is the time.
        int point = text.IndexOf('.', StringComparison.Ordinal);
        string serial = point < 0 ? text : text[..point];
        if (serial.Length != DigitsOfSerial || !IsDigits(serial) || point >= 0 && !IsDigits(text[(point + 1)..]))
            return false;

        day = ExcelEpoch.AddDays(int.Parse(serial, CultureInfo.InvariantCulture));
        return true;
    }

    /// <summary>The digits without commas between groups of three; as it stands where a comma stands elsewhere.</summary>
    private static string Ungrouped(string whole)
    {
        int first = whole.IndexOf(',', StringComparison.Ordinal);
        if (first is not (1 or 2 or 3) || (whole.Length - first) % 4 != 0)
            return whole;

        for (int i = first; i < whole.Length; i++)
        {
            if (whole[i] == ',' != ((i - first) % 4 == 0))
                return whole;
        }

        return whole.Replace(",", "", StringComparison.Ordinal);
    }

    private static bool IsDigits(string text) => text.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0;
}
