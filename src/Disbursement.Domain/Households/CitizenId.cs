using System.Text;

namespace Disbursement.Domain.Households;

/// <summary>A citizen identity number (公民身份号码, GB 11643): 17 digits and a check character.</summary>
/// <remarks>
/// Held as the 17 digits; the ISO 7064 MOD 11-2 check character follows from them. 15-digit numbers of the first generation are read as
/// 19xx.
/// </remarks>
/// <param name="Digits">The first 17 digits as one number; 0 means no number.</param>
public readonly record struct CitizenId(ulong Digits) : IComparable<CitizenId>
{
    private static ReadOnlySpan<byte> Weights => [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    private static ReadOnlySpan<byte> CheckCharacters => "10X98765432"u8;

    /// <summary>Whether there is a number at all.</summary>
    public bool IsGiven => Digits != 0;

    /// <summary>The date of birth in the number.</summary>
    public DateOnly BirthDate
    {
        get
        {
            int date = (int)(Digits / 1000 % 100_000_000);
            return new DateOnly(date / 10000, date / 100 % 100, date % 100);
        }
    }

    /// <summary>Whether the number is a woman's: the 17th digit is even.</summary>
    public bool IsFemale => Digits % 2 == 0;

    /// <summary>Reads 18 or 15 characters of ASCII; a lower-case <c>x</c> counts as <c>X</c>.</summary>
    /// <param name="text">ASCII text without surrounding white space.</param>
    /// <param name="id">The number where it is right.</param>
    /// <returns>What is wrong, or <see cref="CitizenIdDefect.None"/>.</returns>
    public static CitizenIdDefect Read(ReadOnlySpan<byte> text, out CitizenId id)
    {
        id = default;
        if (text.Length is not (18 or 15))
            return CitizenIdDefect.Length;

        Span<byte> digits = stackalloc byte[17];
        if (text.Length == 18)
        {
            text[..17].CopyTo(digits);
        }
        else
        {
            text[..6].CopyTo(digits);
            digits[6] = (byte)'1';
            digits[7] = (byte)'9';
            text[6..].CopyTo(digits[8..]);
        }

        ulong number = 0;
        int sum = 0;
        for (int i = 0; i < 17; i++)
        {
            int digit = digits[i] - '0';
            if (digit is < 0 or > 9)
                return CitizenIdDefect.Characters;

            number = number * 10 + (uint)digit;
            sum += digit * Weights[i];
        }

        if (text.Length == 18)
        {
            byte check = text[17] == (byte)'x' ? (byte)'X' : text[17];
            if (check != (byte)'X' && check is < (byte)'0' or > (byte)'9')
                return CitizenIdDefect.Characters;
            if (check != CheckCharacters[sum % 11])
                return CitizenIdDefect.CheckCharacter;
        }

        int date = (int)(number / 1000 % 100_000_000);
        int year = date / 10000, month = date / 100 % 100, day = date % 100;
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return CitizenIdDefect.BirthDate;

        id = new CitizenId(number);
        return CitizenIdDefect.None;
    }

    /// <summary>Reads a number written as text.</summary>
    public static bool TryParse(string text, out CitizenId id) =>
        Read(Encoding.ASCII.GetBytes(text.Trim()), out id) == CitizenIdDefect.None;

    /// <summary>Writes the 18 characters.</summary>
    public void Format(Span<byte> destination)
    {
        ulong rest = Digits;
        int sum = 0;
        for (int i = 16; i >= 0; i--)
        {
            int digit = (int)(rest % 10);
            rest /= 10;
            destination[i] = (byte)('0' + digit);
            sum += digit * Weights[i];
        }

        destination[17] = CheckCharacters[sum % 11];
    }

    public int CompareTo(CitizenId other) => Digits.CompareTo(other.Digits);

    /// <summary>The whole number: personal data, for payment files only.</summary>
    public override string ToString()
    {
        if (!IsGiven)
            return "";

        Span<byte> text = stackalloc byte[18];
        Format(text);
        return Encoding.ASCII.GetString(text);
    }
}

/// <summary>What is wrong with an identity number.</summary>
public enum CitizenIdDefect
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Neither 18 nor 15 characters.</summary>
    Length,

    /// <summary>Something other than digits and a final X.</summary>
    Characters,

    /// <summary>The check character does not follow from the digits.</summary>
    CheckCharacter,

    /// <summary>The birth date in it does not exist.</summary>
    BirthDate,
}
