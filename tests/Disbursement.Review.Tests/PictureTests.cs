using Disbursement.Jobs.Review.Pictures;
using Disbursement.Jobs.Review.Words;
using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Review.Tests;

/// <summary>Charts: each has a table with its figures, limited to the counties of the viewer.</summary>
[TestFixture]
internal sealed class PictureTests
{
    private static readonly string[] Pictures =
        ["money-by-year", "heads-by-year", "money-by-county", "heads-by-county", "run-outcomes", "approval-ages"];

    private TestConsole _console = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        TestOffice office = TestConsole.Office2026();
        office.Send("2026-1-320302-ocr");
        office.Inputs.RosterOf(2027, "c.csv", [.. Enumerable.Range(1, 36).Select(i => A.Household(i)),
            .. Enumerable.Range(41, 9).Select(i => A.Household(i, "320303001001"))]);
        office.Inputs.Clock.Advance(TimeSpan.FromDays(400));
        office.Run(2027);
        office.Inputs.Clock.Advance(TimeSpan.FromDays(20));
        _console = await TestConsole.Over(office);
    }

    [OneTimeTearDown]
    public async Task Close() => await _console.DisposeAsync();

    [TestCase("zh-CN", 1280)]
    [TestCase("en", 1280)]
    [TestCase("zh-CN", 390)]
    public async Task Every_chart_is_drawn_with_its_table_and_the_forecast_on_request(string language, int width)
    {
        await using Visitor zhao = await (await Browser.Open(_console, language, width)).SignIn("zhao", "/pictures");

        // One that somebody else asked for is everybody's.
        if (await zhao.Page.Locator("[data-test=forecast]").CountAsync() == 0)
            await zhao.Press("foresee");
        await zhao.Page.WaitForSelectorAsync("[data-test=forecast]");
        foreach (string picture in Pictures.Append("forecast"))
        {
            Assert.That(await zhao.Page.Locator($"[data-test={picture}] rect.series").CountAsync(), Is.Positive, picture);
            await zhao.Page.ClickAsync($"[data-test={picture}] summary");
            Assert.That(await zhao.Page.Locator($"[data-test={picture}] tbody tr").CountAsync(), Is.Positive, picture);
        }

        await zhao.Picture($"pictures-{language}-{width}");
        await zhao.Page.EmulateMediaAsync(new() { ColorScheme = Microsoft.Playwright.ColorScheme.Dark });
        await zhao.Picture($"pictures-{language}-{width}-dark");

        Assert.That(zhao.Complaints, Is.Empty);
    }

    [Test]
    public async Task A_reviewer_of_one_county_sees_the_sums_of_that_county_alone()
    {
        using Walker sun = await new Walker(_console).SignIn("sun"), li = await new Walker(_console).SignIn("li");
        (_, _, string own) = await sun.Get("/pictures");
        (_, _, string all) = await li.Get("/pictures");

        Assert.That(own, Does.Not.Contain("鼓楼区").And.Contain("云龙区"));
        Assert.That(all, Does.Contain("鼓楼区").And.Contain("云龙区"));
    }

    [Test]
    public async Task What_is_drawn_follows_the_acts()
    {
        using Walker zhao = await new Walker(_console).SignIn("zhao");
        (_, _, string before) = await zhao.Get("/pictures");
        TestOffice.Done(
            new Jobs.Acts.HoldPayment(_console.Office.Setting).Hold("2026-1-320303-ocr-000001", _console.Office.Reviewer, "证书待核"));
        (_, _, string after) = await zhao.Get("/pictures");

        Assert.That((before.Contains("· held ·", StringComparison.Ordinal) || before.Contains("· 暂扣 ·", StringComparison.Ordinal),
            after.Contains("· 暂扣 ·", StringComparison.Ordinal)), Is.EqualTo((false, true)));
    }

    [Test]
    public async Task Why_a_forecast_came_to_nothing_is_told_in_the_language_of_whoever_reads_it()
    {
        await using TestConsole console = await TestConsole.Over(TestConsole.Office2026());
        File.Delete(Directory.GetFiles(Path.Combine(console.Office.Inputs.Inputs, "policy"), "*.yaml").Single());
        await using Visitor zhao = await (await Browser.Open(console)).SignIn("zhao", "/pictures");
        await zhao.Press("foresee");
        await zhao.Page.WaitForSelectorAsync("main [role=alert]");
        await using Visitor li = await (await Browser.Open(console, "en")).SignIn("li", "/pictures");

        Assert.That(await zhao.Text("main [role=alert]"), Does.Contain("政策包"));
        Assert.That(await li.Text("main [role=alert]"), Does.Contain("There is no policy pack"));
    }

    [TestCase(0, new long[] { 0 })]
    [TestCase(1, new long[] { 0, 1 })]
    [TestCase(5, new long[] { 0, 1, 2, 3, 4, 5 })]
    [TestCase(6, new long[] { 0, 2, 4, 6 })]
    [TestCase(180_000, new long[] { 0, 50_000, 100_000, 150_000, 200_000 })]
    public void An_axis_has_round_steps(long greatest, long[] ticks) => Assert.That(ChartScale.Ticks(greatest), Is.EqualTo(ticks));

    [Test]
    public void An_axis_bears_the_greatest_sums() =>
        Assert.That(ChartScale.Ticks(4_000_000_000_000_000_000)[^1], Is.GreaterThanOrEqualTo(4_000_000_000_000_000_000));

    [TestCase(true, 5_000, "50元")]
    [TestCase(true, 12_500_000, "12.5万元")]
    [TestCase(true, 120_000_000_000, "12亿元")]
    [TestCase(false, 5_000, "¥50")]
    [TestCase(false, 12_500_000, "¥125k")]
    [TestCase(false, 120_000_000_000, "¥1.2bn")]
    public void Money_is_short_on_an_axis(bool isChinese, long fen, string text) =>
        Assert.That(new Language(isChinese).ShortMoney(fen), Is.EqualTo(text));
}
