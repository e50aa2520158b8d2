using Disbursement.Jobs.Samples.Rows;

namespace Disbursement.Jobs.Samples;

/// <summary>A made-up bank account.</summary>
/// <param name="Bank">Place in the table of banks.</param>
/// <param name="GivesBankCode">Whether the roster names the bank's code.</param>
/// <param name="Digits">The digits of the account as one number, a Luhn digit included where it is a card.</param>
internal readonly record struct SampleAccount(int Bank, bool GivesBankCode, ulong Digits)
{
    private const ulong CardNumbers19 = 10_000_000_000_000;
    private const ulong CardNumbers16 = 10_000_000_000;

    // The five digits a bank's cards begin with.
    private static readonly ulong[] CardPrefixes = [62306, 62284, 62179, 62224, 62170, 62287, 62166];

    public static int BankCount => CardPrefixes.Length;

    public static SampleAccount Draw(ref SeededDraws draws)
    {
        int common = draws.Below(1000);
        int bank = common < 480 ? 0 : 1 + draws.Below(BankCount - 1);
        bool givesBankCode = !draws.Happens(120);
        ulong digits = draws.Below(100) switch
        {
            < 88 => WithLuhnDigit(CardPrefixes[bank] * CardNumbers19 + draws.Next() % CardNumbers19),
            < 93 => WithLuhnDigit(CardPrefixes[bank] * CardNumbers16 + draws.Next() % CardNumbers16),
            _ => 3_203_000_000_000_000_000 + draws.Next() % 1_000_000_000_000_000,
        };
        return new SampleAccount(bank, givesBankCode, digits);
    }

    public static ReadOnlySpan<byte> BankName(int bank) => bank switch
    {
        0 => "江苏徐州农村商业银行"u8,
        1 => "中国农业银行"u8,
        2 => "中国邮政储蓄银行"u8,
        3 => "中国工商银行"u8,
        4 => "中国建设银行"u8,
        5 => "江苏银行"u8,
        _ => "中国银行"u8,
    };

    public static ReadOnlySpan<byte> BankCode(int bank) => bank switch
    {
        0 => "314303000014"u8,
        1 => "103303000021"u8,
        2 => "403303000038"u8,
        3 => "102303000045"u8,
        4 => "105303000012"u8,
        5 => "313303000067"u8,
        _ => "104303000073"u8,
    };

    private static ulong WithLuhnDigit(ulong digits)
    {
        ulong rest = digits;
        ulong sum = 0;
        for (bool isDoubled = true; rest > 0; isDoubled = !isDoubled)
        {
            ulong digit = rest % 10;
            rest /= 10;
            if (isDoubled)
                digit = digit > 4 ? digit * 2 - 9 : digit * 2;
            sum += digit;
        }

        return digits * 10 + (10 - sum % 10) % 10;
    }
}
