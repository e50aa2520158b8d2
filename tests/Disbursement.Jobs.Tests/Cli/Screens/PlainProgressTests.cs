using Disbursement.Jobs.Cli.Screens;

namespace Disbursement.Jobs.Tests.Cli.Screens;

/// <summary>Where no bar can be drawn, a line tells the stage that is under way, and what is known of it.</summary>
[TestFixture]
public sealed class PlainProgressTests
{
    private List<StageShown> _stages = [];

    [SetUp]
    public void Begin() => _stages = [new("Starting", 0, 0, 0, "")];

    [Test]
    public void A_line_tells_the_present_stage_with_its_share_count_and_rate()
    {
        PlainProgress progress = new(() => _stages);

        Assert.That(progress.Look(TimeSpan.Zero), Is.EqualTo("Starting  00:00"));
        _stages.Add(new("Assessing", 0, 4000, 0, "households"));
        Assert.That(progress.Look(TimeSpan.FromSeconds(60)), Is.EqualTo("Assessing  01:00  0%  0 households"));
        _stages[1] = new("Assessing", 1000, 4000, 1000, "households");
        Assert.That(progress.Look(TimeSpan.FromSeconds(65)), Is.EqualTo("Assessing  01:05  25%  1,000 households  200/s"));
    }

    [Test]
    public void A_new_stage_begins_with_no_rate_of_the_one_before()
    {
        PlainProgress progress = new(() => _stages);
        _stages.Add(new("Reading", 0, 0, 9_000, "rows"));
        _ = progress.Look(TimeSpan.FromSeconds(5));
        _stages[1] = new("Reading", 0, 0, 99_000, "rows");
        Assert.That(progress.Look(TimeSpan.FromSeconds(10)), Is.EqualTo("Reading  00:10  99,000 rows  18,000/s"));

        _stages.Add(new("Paying", 0, 10, 5, "payments"));

        Assert.That(progress.Look(TimeSpan.FromSeconds(15)), Is.EqualTo("Paying  00:15  0%  5 payments"));
    }
}
