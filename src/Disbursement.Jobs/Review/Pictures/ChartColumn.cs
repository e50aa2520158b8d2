using System.Globalization;

namespace Disbursement.Jobs.Review.Pictures;

/// <summary>One column or bar of a chart: a value for each series and, in a forecast, the range of their sum.</summary>
public sealed record ChartColumn(string Label, IReadOnlyList<long> Values)
{
    public (long Low, long High)? Range { get; init; }

    public long Sum => Values.Sum();

    public long Top => Math.Max(Sum, Range?.High ?? 0);
}

/// <summary>Computes sizes for drawing a chart, never amounts of money.</summary>
internal static class ChartScale
{
    private const int MostTicks = 5;

    /// <summary>The steps of an axis from zero to above the greatest value: round numbers, at most five.</summary>
    public static IReadOnlyList<long> Ticks(long greatest)
    {
        long step = 1;
        for (int i = 0; step < greatest / (decimal)MostTicks; i++)
            step = i % 3 == 1 ? step / 2 * 5 : step * 2;
        return [.. Enumerable.Range(0, (int)decimal.Ceiling(greatest / (decimal)step) + 1).Select(i => i * step)];
    }

    /// <summary>A part of a whole as a percentage for SVG.</summary>
    public static string Percent(decimal part, decimal whole) =>
        string.Create(CultureInfo.InvariantCulture, $"{(whole == 0 ? 0 : part * 100 / whole):0.###}%");

    /// <summary>The height of a value in pixels.</summary>
    public static string Pixels(decimal part, decimal whole, int pixels) =>
        string.Create(CultureInfo.InvariantCulture, $"{(whole == 0 ? 0 : part * pixels / whole):0.##}");
}
