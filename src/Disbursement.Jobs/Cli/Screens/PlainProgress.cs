using System.Globalization;

namespace Disbursement.Jobs.Cli.Screens;

/// <summary>
/// The present stage of a work as a line of text, for a file or a pipe: its name, the time since the start, the share, the count and how
/// fast it grows.
/// </summary>
/// <param name="read">The stages up to the present one.</param>
internal sealed class PlainProgress(Func<IReadOnlyList<StageShown>> read)
{
    private string _stage = "";
    private SteadyRate _rate = new();

    /// <summary>The line; what is not known is left out.</summary>
    /// <param name="since">The time since the start.</param>
    public string Look(TimeSpan since)
    {
        StageShown stage = read()[^1];
        if (stage.Name != _stage)
            (_stage, _rate) = (stage.Name, new SteadyRate());
        _rate.Look(since.TotalSeconds, stage.Count);

        List<string> parts = [stage.Name, since.ToString(@"mm\:ss", Plain)];
        if (stage.Total > 0)
            parts.Add(string.Create(Plain, $"{Math.Floor(stage.Share * 100):N0}%"));
        if (stage.Unit.Length > 0)
            parts.Add(string.Create(Plain, $"{stage.Count:N0} {stage.Unit}"));
        if (stage.Unit.Length > 0 && _rate.PerSecond > 0)
            parts.Add(string.Create(Plain, $"{_rate.PerSecond:N0}/s"));
        return string.Join("  ", parts);
    }

    private static CultureInfo Plain => CultureInfo.InvariantCulture;
}
