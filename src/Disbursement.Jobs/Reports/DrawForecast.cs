using Disbursement.Domain.Amounts;
using ScottPlot;
using ScottPlot.Plottables;
using SkiaSharp;

namespace Disbursement.Jobs.Reports;

/// <summary>Draws money by scheme and year, with the range around it.</summary>
internal static class DrawForecast
{
    private const int Width = 1400, Height = 800;
    private const double Million = 100_000_000;

    private static readonly string[] Chosen =
        ["Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", "WenQuanYi Micro Hei", "SimHei"];

    /// <summary>Writes the same picture as PNG and as SVG.</summary>
    /// <param name="png">Path of the PNG file.</param>
    /// <param name="svg">Path of the SVG file.</param>
    /// <param name="rows">One row a scheme and year.</param>
    /// <param name="isChinese">The language of the texts.</param>
    public static void Run(string png, string svg, IReadOnlyList<ForecastRow> rows, bool isChinese)
    {
        using Plot plot = new();
        int[] years = [.. rows.Select(row => row.Year).Distinct().Order()];
        string title = isChinese
            ? $"{years[0]}–{years[^1]} 年各项目预计应发金额（百万元，阴影为 95% 区间）"
            : $"Expected dues by scheme, {years[0]}–{years[^1]} (million yuan; shaded: 95 % range)";
        if (Chinese() is { } font)
            plot.Font.Set(font);
        ScottPlot.Palettes.Category10 colours = new();
        foreach ((int i, IGrouping<string, ForecastRow> scheme) in rows.GroupBy(row => row.Scheme).Index())
        {
            double[] x = [.. scheme.Select(row => (double)row.Year)];
            Scatter line = plot.Add.Scatter(x, [.. scheme.Select(row => Of(row.Expected))]);
            line.LegendText = $"{scheme.Key} {scheme.First().Title}";
            line.LineWidth = 2;
            line.Color = colours.GetColor(i);
            FillY range = plot.Add.FillY(x, [.. scheme.Select(row => Math.Max(0, Of(row.Expected - row.EitherWay)))],
                [.. scheme.Select(row => Of(row.Expected + row.EitherWay))]);
            range.FillColor = line.Color.WithAlpha(.15);
            range.LineWidth = 0;
        }

        plot.Title(title);
        plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericManual([.. years.Select(year => new Tick(year, $"{year}"))]);
        plot.Axes.SetLimitsY(0, Math.Max(1, rows.Max(row => Of(row.Expected + row.EitherWay))) * 1.05);
        plot.YLabel(isChinese ? "百万元" : "million yuan");
        plot.Legend.Padding = new PixelPadding(10, 10, 6, 14);
        plot.Legend.FontSize = 13;
        plot.Axes.Left.MinimumSize = 80;
        plot.Axes.Title.MinimumSize = 40;
        plot.ShowLegend(Edge.Right);
        plot.SavePng(png, Width, Height);
        plot.SaveSvg(svg, Width, Height);
    }

    /// <summary>A font of this machine that has Chinese characters; null where there is none, and then they are drawn as boxes.</summary>
    private static string? Chinese()
    {
        string[] installed = SKFontManager.Default.GetFontFamilies();
        return Chosen.FirstOrDefault(installed.Contains);
    }

    /// <summary>Millions of yuan, for the eye alone.</summary>
    private static double Of(Money money) => money.Fen / Million;
}
