namespace Disbursement.Domain.Households;

/// <summary>A bank account number: 8 to 32 digits.</summary>
/// <remarks>Compared exactly, leading zeros included.</remarks>
/// <param name="Value">The digits as one number.</param>
/// <param name="Length">How many digits there are.</param>
public readonly record struct BankAccount(UInt128 Value, int Length)
{
    /// <summary>Reads the digits; a 16- or 19-digit number beginning with 62 (UnionPay card) must pass the Luhn check.</summary>
    public static BankAccountDefect Read(ReadOnlySpan<byte> text, out BankAccount account)
    {
        account = default;
        UInt128 value = 0;
        foreach (byte character in text)
        {
            int digit = character - '0';
            if (digit is < 0 or > 9)
                return BankAccountDefect.Characters;
        }

        if (text.Length is < 8 or > 32)
            return BankAccountDefect.Length;
        if (text.Length is 16 or 19 && text[0] == '6' && text[1] == '2' && !PassesLuhn(text))
            return BankAccountDefect.Luhn;

        int split = Math.Min(text.Length, 16);
        ulong high = 0, low = 0;
        foreach (byte character in text[..split])
            high = high * 10 + (uint)(character - '0');
        UInt128 scale = 1;
        foreach (byte character in text[split..])
        {
            low = low * 10 + (uint)(character - '0');
            scale *= 10;
        }

        value = high * scale + low;
        account = new BankAccount(value, text.Length);
        return BankAccountDefect.None;
    }

    private static bool PassesLuhn(ReadOnlySpan<byte> digits)
    {
        int sum = 0;
        bool isDoubled = false;
        for (int i = digits.Length - 1; i >= 0; i--)
        {
            int digit = digits[i] - '0';
            if (isDoubled)
                digit = digit > 4 ? digit * 2 - 9 : digit * 2;
            sum += digit;
            isDoubled = !isDoubled;
        }

        return sum % 10 == 0;
    }
}

/// <summary>What is wrong with a bank account number.</summary>
public enum BankAccountDefect
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Something other than digits.</summary>
    Characters,

    /// <summary>Fewer than 8 or more than 32 digits.</summary>
    Length,

    /// <summary>A card number whose Luhn check fails.</summary>
    Luhn,
}
