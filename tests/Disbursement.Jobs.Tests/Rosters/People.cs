using System.Globalization;

namespace Disbursement.Jobs.Tests.Rosters;

/// <summary>Numbers of made-up people: right ones, and the right ones' parts for wrong ones.</summary>
internal static class People
{
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>An id number of 18 characters; <paramref name="sequence"/> tells people of one day apart.</summary>
    public static string Id(DateOnly birth, bool isFemale, int sequence = 1)
    {
        string digits = string.Create(CultureInfo.InvariantCulture, $"320302{birth:yyyyMMdd}{sequence % 450 * 2 + (isFemale ? 0 : 1):000}");
        return digits + CheckCharacter(digits);
    }

    public static string Id(string birth, bool isFemale, int sequence = 1) =>
        Id(DateOnly.ParseExact(birth, "yyyy-MM-dd", CultureInfo.InvariantCulture), isFemale, sequence);

    /// <summary>The check character of 17 digits.</summary>
    public static char CheckCharacter(string digits) => "10X98765432"[digits.Select((digit, i) => (digit - '0') * Weights[i]).Sum() % 11];

    /// <summary>The 15 digits of the first generation for an 18-character number of the 1900s.</summary>
    public static string FirstGeneration(string id) => id[..6] + id[8..17];

    /// <summary>The same number with another check character.</summary>
    public static string WithWrongCheck(string id) => id[..17] + (id[17] == '1' ? '2' : '1');

    /// <summary>A card number of 19 digits with its Luhn digit.</summary>
    public static string Card(int number) => WithLuhn(string.Create(CultureInfo.InvariantCulture, $"622848{number:000000000000}"));

    public static string WithLuhn(string digits)
    {
        int sum = 0;
        for (int i = 0; i < digits.Length; i++)
        {
            int digit = digits[^(i + 1)] - '0';
            sum += i % 2 == 1 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2;
        }

        return digits + (char)('0' + (10 - sum % 10) % 10);
    }

    /// <summary>The number with a last digit that fails Luhn.</summary>
    public static string WithWrongLuhn(string number) => number[..^1] + (char)('0' + (number[^1] - '0' + 1) % 10);

    /// <summary>Digits, letters and a few signs in full width.</summary>
    public static string FullWidth(string text) =>
        string.Concat(text.Select(character => char.IsAsciiLetterOrDigit(character) ? (char)(character + 0xFEE0) : character));
}
