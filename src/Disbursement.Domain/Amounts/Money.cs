using System.Globalization;

namespace Disbursement.Domain.Amounts;

/// <summary>An amount in whole fen (1 yuan = 100 fen); may be negative. Sums are checked, and nothing rounds by itself.</summary>
/// <param name="Fen">The amount in fen.</param>
public readonly record struct Money(long Fen) : IComparable<Money>
{
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

    /// <summary>The amount in yuan, exact.</summary>
    public decimal Yuan => Fen / 100m;

    public int CompareTo(Money other) => Fen.CompareTo(other.Fen);

    /// <summary>Yuan with exactly two decimals and no separators: <c>-1170.00</c>.</summary>
    public override string ToString() => Yuan.ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>Yuan with two decimals and separators, for people to read: <c>276,637.40</c>.</summary>
    public string Grouped() => Yuan.ToString("N2", CultureInfo.InvariantCulture);
}
