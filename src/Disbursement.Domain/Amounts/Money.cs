using System.Globalization;
using System.Text;

namespace Disbursement.Domain.Amounts;

/// <summary>An amount in whole fen (1 yuan = 100 fen); may be negative. Sums are checked, and nothing rounds by itself.</summary>
/// <param name="Fen">The amount in fen.</param>
public readonly record struct Money(long Fen) : IComparable<Money>
{
    /// <summary>Characters of the longest amount as text: a sign, seventeen digits of yuan, a point and two decimals.</summary>
    private const int LongestText = 21;

    private const decimal MostRead = 1_000_000_000_000m;

    private const string Digits = "零壹贰叁肆伍陆柒捌玖", Places = "仟佰拾";

    private static readonly string[] Groups = ["", "万", "亿", "万亿", "亿亿"];

    /// <summary>No money.</summary>
    public static Money Zero => default;

    /// <summary>Reads yuan with up to two decimals, such as <c>590.00</c>; exact.</summary>
    /// <exception cref="ArgumentException">More than two decimals.</exception>
    public static Money FromYuan(decimal yuan)
    {
        decimal fen = yuan * 100m;
        if (fen != decimal.Truncate(fen))
            throw new ArgumentException($"{yuan.ToString(CultureInfo.InvariantCulture)} yuan is not a whole number of fen.", nameof(yuan));

        return new Money((long)fen);
    }

    /// <summary>Reads yuan as <see cref="ToString"/> writes them; whoever altered a text is no reason to fail.</summary>
    /// <param name="yuan">Yuan with at most two decimals and no separators.</param>
    /// <param name="amount">The amount; none where the text is not one.</param>
    /// <returns>Whether the text is an amount of at most 1,000,000,000,000 yuan, in either direction.</returns>
    public static bool TryRead(string yuan, out Money amount)
    {
        bool isRead = decimal.TryParse(yuan, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
            out decimal read) && Math.Abs(read) <= MostRead && decimal.Round(read, 2) == read;
        amount = isRead ? FromYuan(read) : Zero;
        return isRead;
    }

    public static Money operator +(Money left, Money right) => new(checked(left.Fen + right.Fen));

    public static Money operator -(Money left, Money right) => new(checked(left.Fen - right.Fen));

    public static Money operator -(Money amount) => new(checked(-amount.Fen));

    public static bool operator >(Money left, Money right) => left.Fen > right.Fen;

    public static bool operator <(Money left, Money right) => left.Fen < right.Fen;

    public static bool operator >=(Money left, Money right) => left.Fen >= right.Fen;

    public static bool operator <=(Money left, Money right) => left.Fen <= right.Fen;

    /// <summary>
    /// The fraction <paramref name="numerator"/> / <paramref name="denominator"/> of this amount, rounded half away from zero to the fen.
    /// </summary>
    /// <remarks>Rules, section 1: a share or percentage is rounded once, at the end.</remarks>
    public Money Portion(long numerator, long denominator) =>
        new((long)decimal.Round((decimal)Fen * numerator / denominator, 0, MidpointRounding.AwayFromZero));

    /// <summary>The smaller of two amounts.</summary>
    public static Money Min(Money left, Money right) => left.Fen <= right.Fen ? left : right;

    /// <summary>The amount without its sign, in fen; the least that a long holds has one too.</summary>
    public ulong Magnitude => Fen < 0 ? (ulong)-(Fen + 1) + 1 : (ulong)Fen;

    /// <summary>The amount in yuan, exact.</summary>
    public decimal Yuan => Fen / 100m;

    public int CompareTo(Money other) => Fen.CompareTo(other.Fen);

    /// <summary>Yuan with exactly two decimals and no separators: <c>-1170.00</c>.</summary>
    public override string ToString()
    {
        ulong fen = Magnitude;
        return string.Create(CultureInfo.InvariantCulture, stackalloc char[LongestText],
            $"{(Fen < 0 ? "-" : "")}{fen / 100}.{(char)('0' + fen / 10 % 10)}{(char)('0' + fen % 10)}");
    }

    /// <summary>Yuan with two decimals and separators, for people to read: <c>276,637.40</c>.</summary>
    public string Grouped() => Yuan.ToString("N2", CultureInfo.InvariantCulture);

    /// <summary>
    /// The amount as it stands on vouchers 大写金额, such as <c>壹仟零伍拾元零叁分</c>; <c>整</c> ends one without fen, <c>负</c> begins one
    /// below zero.
    /// </summary>
    public string InCapitals()
    {
        ulong fen = Magnitude, yuan = fen / 100;
        int jiao = (int)(fen / 10 % 10), last = (int)(fen % 10);
        StringBuilder said = new(Fen < 0 ? "负" : "");
        if (yuan > 0 || fen == 0)
            said.Append(InCapitals(yuan)).Append('元');
        if (jiao > 0)
            said.Append(Digits[jiao]).Append('角');
        else if (last > 0 && yuan > 0)
            said.Append(Digits[0]);
        return said.Append(last > 0 ? $"{Digits[last]}分" : "整").ToString();
    }

    /// <summary>Whole yuan by groups of four digits; zeros between digits are said once.</summary>
    private static string InCapitals(ulong yuan)
    {
        if (yuan == 0)
            return "零";

        StringBuilder said = new();
        bool isGap = false;
        ulong size = 10_000_000_000_000_000;
        for (int group = Groups.Length - 1; group >= 0; group--, size /= 10_000)
        {
            int four = (int)(yuan / size % 10_000);
            foreach ((int digit, int place) in new[] { (four / 1000, 0), (four / 100 % 10, 1), (four / 10 % 10, 2), (four % 10, 3) })
            {
                if (digit == 0)
                {
                    isGap = said.Length > 0;
                    continue;
                }

                if (isGap)
                    said.Append(Digits[0]);
                isGap = false;
                said.Append(Digits[digit]);
                if (place < Places.Length)
                    said.Append(Places[place]);
            }

            if (four > 0)
                said.Append(Groups[group]);
        }

        return said.ToString();
    }
}
