namespace Disbursement.Domain.Amounts;

/// <summary>Percentages borne by the four levels of government; they add up to 100.</summary>
/// <param name="Central">Percent of the central level.</param>
/// <param name="Province">Percent of the province.</param>
/// <param name="City">Percent of the city.</param>
/// <param name="County">Percent of the county.</param>
public sealed record Shares(int Central, int Province, int City, int County)
{
    /// <summary>Splits <paramref name="total"/> (which may be negative) so that the four parts add up to it.</summary>
    /// <remarks>Largest remainder to the fen; ties go in the order central, province, city, county (rules, section 5).</remarks>
    public LevelSums Split(Money total)
    {
        int sign = total.Fen < 0 ? -1 : 1;
        long size = Math.Abs(total.Fen);
        ReadOnlySpan<int> percents = [Central, Province, City, County];
        Span<long> parts = stackalloc long[4];
        Span<long> rests = stackalloc long[4];
        long left = size;
        for (int i = 0; i < 4; i++)
        {
            parts[i] = size / 100 * percents[i] + size % 100 * percents[i] / 100;
            rests[i] = size % 100 * percents[i] % 100;
            left -= parts[i];
        }

        for (; left > 0; left--)
        {
            int largest = 0;
            for (int i = 1; i < 4; i++)
            {
                if (rests[i] > rests[largest])
                    largest = i;
            }

            parts[largest]++;
            rests[largest] = -1;
        }

        return new LevelSums(new(sign * parts[0]), new(sign * parts[1]), new(sign * parts[2]), new(sign * parts[3]));
    }
}

/// <summary>What each level of government bears of a batch, in fen.</summary>
public readonly record struct LevelSums(Money Central, Money Province, Money City, Money County)
{
    /// <summary>The four levels together.</summary>
    public Money Total => Central + Province + City + County;

    public static LevelSums operator +(LevelSums left, LevelSums right) =>
        new(left.Central + right.Central, left.Province + right.Province, left.City + right.City, left.County + right.County);
}
