namespace Disbursement.Jobs.Cli.Screens;

/// <summary>
/// How fast a count grows, smoothed over the last seconds: work comes in bursts, and a figure that jumps with them tells nothing.
/// </summary>
internal sealed class SteadyRate
{
    /// <summary>Seconds after which what was seen counts for about a third.</summary>
    private const double Memory = 6;

    private (double Seconds, long Count)? _before;
    private double _sum;
    private double _weight;

    /// <summary>A second's worth; 0 until two looks have been taken.</summary>
    public double PerSecond => _weight > 0 ? _sum / _weight : 0;

    public void Look(double seconds, long count)
    {
        if (_before is not { } before)
        {
            _before = (seconds, count);
            return;
        }

        double passed = seconds - before.Seconds;
        if (passed <= 0)
            return;

        double kept = Math.Exp(-passed / Memory);
        _sum = (_sum * kept) + ((1 - kept) * (count - before.Count) / passed);
        _weight = (_weight * kept) + (1 - kept);
        _before = (seconds, count);
    }
}
