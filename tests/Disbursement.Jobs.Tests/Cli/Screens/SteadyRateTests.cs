using Disbursement.Jobs.Cli.Screens;

namespace Disbursement.Jobs.Tests.Cli.Screens;

public sealed class SteadyRateTests
{
    [Test]
    public void Work_that_comes_in_bursts_shows_the_speed_it_has_on_the_whole()
    {
        SteadyRate rate = new();
        List<double> shown = [];
        for (int look = 0; look <= 120; look++)
        {
            rate.Look(look * 0.25, look / 4 * 8192L);
            if (look > 40)
                shown.Add(rate.PerSecond);
        }

        Assert.That(shown.Min(), Is.GreaterThan(8192 * 0.8),
            "one look in four finds anything new, and the figure does not fall to nothing");
        Assert.That(shown.Max(), Is.LessThan(8192 * 1.2));
    }

    [Test]
    public void The_first_figure_is_not_drawn_down_by_what_was_before_the_start()
    {
        SteadyRate rate = new();
        rate.Look(10, 500);
        rate.Look(10.25, 600);

        Assert.That(rate.PerSecond, Is.EqualTo(400).Within(0.001));
    }

    [Test]
    public void Work_that_stands_still_is_shown_to_stand_still_within_half_a_minute()
    {
        SteadyRate rate = new();
        for (int look = 0; look <= 40; look++)
            rate.Look(look * 0.25, look * 1000L);
        for (int look = 41; look <= 160; look++)
            rate.Look(look * 0.25, 40_000);

        Assert.That(rate.PerSecond, Is.LessThan(40));
    }
}
