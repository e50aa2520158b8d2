using System.Globalization;
using System.Numerics;
using System.Text;

namespace Disbursement.Domain.Periods;

/// <summary>A set of months of one year.</summary>
/// <param name="Bits">Bit 0 is January, bit 11 December.</param>
public readonly record struct Months(ushort Bits)
{
    /// <summary>January to December.</summary>
    public static Months All => new(0xFFF);

    /// <summary>No month.</summary>
    public static Months None => default;

    /// <summary>How many months the set holds.</summary>
    public int Count => BitOperations.PopCount(Bits);

    /// <summary>Whether the set is empty.</summary>
    public bool IsNone => Bits == 0;

    /// <summary>Whether the set is the whole year.</summary>
    public bool IsAll => Bits == 0xFFF;

    /// <summary>The last month of the set, 1 to 12; 0 of an empty set.</summary>
    public int Last => Bits == 0 ? 0 : BitOperations.Log2(Bits) + 1;

    /// <summary>The first month of the set, 1 to 12; 0 of an empty set.</summary>
    public int First => Bits == 0 ? 0 : BitOperations.TrailingZeroCount(Bits) + 1;

    /// <summary>Everything or nothing.</summary>
    public static Months When(bool holds) => holds ? All : None;

    /// <summary>The months of <paramref name="year"/> from <paramref name="first"/> on, that one included.</summary>
    public static Months From(Month first, int year)
    {
        int skipped = first.Index - year * 12;
        return skipped <= 0 ? All : skipped >= 12 ? None : new((ushort)(0xFFF << skipped & 0xFFF));
    }

    /// <summary>The months of <paramref name="year"/> up to <paramref name="last"/>, that one included.</summary>
    public static Months Until(Month last, int year)
    {
        int kept = last.Index - year * 12 + 1;
        return kept >= 12 ? All : kept <= 0 ? None : new((ushort)((1 << kept) - 1));
    }

    /// <summary>Whether the month numbered 1 to 12 is in the set.</summary>
    public bool Contains(int number) => (Bits >> number - 1 & 1) != 0;

    public static Months operator &(Months left, Months right) => new((ushort)(left.Bits & right.Bits));

    public static Months operator |(Months left, Months right) => new((ushort)(left.Bits | right.Bits));

    /// <summary>Runs of months as payment files show them: <c>1-12</c>, <c>1-5,7</c>, empty for none.</summary>
    public override string ToString()
    {
        if (IsAll)
            return "1-12";

        StringBuilder text = new();
        for (int first = 1; first <= 12; first++)
        {
            if (!Contains(first))
                continue;

            int last = first;
            while (last < 12 && Contains(last + 1))
                last++;
            if (text.Length > 0)
                text.Append(',');
            text.Append(CultureInfo.InvariantCulture, $"{first}");
            if (last > first)
                text.Append(CultureInfo.InvariantCulture, $"-{last}");
            first = last;
        }

        return text.ToString();
    }
}
