using System.Net;
using System.Security.Cryptography;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Rosters;
using Microsoft.Playwright;

namespace Disbursement.Review.Tests;

/// <summary>
/// An operator prints the posting of a county and records that it was put up; the batch tells how long it must still wait.
/// </summary>
[TestFixture]
internal sealed class PostingPageTests
{
    private const string Run = "2026-1", Batch = Run + "-320302-ocr";

    private TestConsole _console = null!;

    private TestOffice Office => _console.Office;

    [TearDown]
    public async Task Close() => await _console.DisposeAsync();

    [TestCase("zh-CN", "尚未公示", "还有 8 天", "已期满")]
    public async Task A_county_is_posted_and_its_batch_counts_the_days(string language, string before, string meanwhile, string after)
    {
        await Open(isAwaited: true);
        await Post(language, before, meanwhile);
        Office.Inputs.Clock.Advance(TimeSpan.FromDays(8));

        await using Visitor later = await (await Browser.Open(_console, language)).SignIn("li", $"/batches/{Batch}");
        Assert.That(await later.Text("[data-test=posting]"), Does.Contain(after));
        Assert.That(later.Complaints, Is.Empty);
    }

    [Test]
    public async Task A_day_that_is_not_yet_is_refused_and_a_batch_that_does_not_wait_says_nothing()
    {
        await Open(isAwaited: false);
        await using Visitor zhang = await (await Browser.Open(_console)).SignIn("zhang", $"/runs/{Run}");
        await zhang.Page.FillAsync("[data-test=posted-on]", "2026-06-02");
        await zhang.Page.PressAsync("[data-test=posted-on]", "Tab");
        await zhang.Page.WaitForSelectorAsync("input[name=day][value='2026-06-02']", new() { State = WaitForSelectorState.Attached });
        await zhang.Page.ClickAsync("[data-county='320303'] [data-test=record-posting]");
        await zhang.Confirm();
        Assert.That(await zhang.Told(), Does.Contain("2026-06-02").And.Contain("至今天之间"));
        Assert.That(_console.HasAct("post-notice", "zhang", "refused"));

        await using Visitor li = await (await Browser.Open(_console)).SignIn("li", $"/batches/{Batch}");
        Assert.That(await li.Page.Locator("[data-test=posting]").CountAsync(), Is.Zero);
        await li.Go($"/runs/{Run}");
        Assert.That(await li.Page.Locator("[data-test=postings]").CountAsync(), Is.Zero);
    }

    [TestCase("zhang", Run, "320302", "page", "2026-06-01", HttpStatusCode.OK)]
    [TestCase("zhang", Run, "320302", "sheet", "2027-01-31", HttpStatusCode.OK)]
    [TestCase("zhang", Run, "320302", "page", "9999-12-31", HttpStatusCode.NotFound)]
    [TestCase("zhang", Run, "320302", "page", "", HttpStatusCode.NotFound)]
    [TestCase("zhang", Run, "320302", "keys", "2026-06-01", HttpStatusCode.NotFound)]
    [TestCase("zhang", Run, "../etc", "page", "2026-06-01", HttpStatusCode.NotFound)]
    [TestCase("zhang", Run, "", "page", "2026-06-01", HttpStatusCode.NotFound)]
    [TestCase("zhang", "2031-1", "320302", "page", "2026-06-01", HttpStatusCode.NotFound)]
    [TestCase("li", Run, "320302", "page", "2026-06-01", HttpStatusCode.Forbidden)]
    [TestCase("zhao", Run, "320302", "page", "2026-06-01", HttpStatusCode.Forbidden)]
    public async Task A_posting_goes_to_operators_alone_and_is_never_a_path(string name, string run, string county, string kind, string day,
        HttpStatusCode expected)
    {
        await Open(isAwaited: false);
        using Walker officer = await new Walker(_console).SignIn(name);
        using HttpResponseMessage answer =
            await officer.Send("/", "/files/notice", ("run", run), ("county", county), ("kind", kind), ("day", day));

        Assert.That(answer.StatusCode, Is.EqualTo(expected));
        Assert.That(Office.Number("SELECT COUNT(*) FROM audit WHERE act = 'take-file' AND outcome = 'done'"),
            Is.EqualTo(expected == HttpStatusCode.OK ? 1 : 0), "what there is not is taken by nobody");
    }

    [Test]
    public async Task A_batch_whose_archived_pack_is_lost_is_shown_all_the_same()
    {
        await Open(isAwaited: true);
        string sha256 = Office.Text("SELECT pack_sha256 FROM runs");
        File.Delete(Path.Combine(Office.Inputs.Data, "archive", sha256[..2], sha256));
        using Walker zhang = await new Walker(_console).SignIn("zhang");

        foreach (string address in new[] { $"/batches/{Batch}", $"/runs/{Run}" })
        {
            (HttpStatusCode status, _, string body) = await zhang.Get(address);
            Assert.That((status, body.Contains(Run, StringComparison.Ordinal)), Is.EqualTo((HttpStatusCode.OK, true)), address);
        }
    }

    /// <summary>
    /// The day of the posting. No page may be open while the clock is advanced by eight days, since its session would end.
    /// </summary>
    private async Task Post(string language, string before, string meanwhile)
    {
        await using Visitor li = await (await Browser.Open(_console, language)).SignIn("li", $"/batches/{Batch}");
        Assert.That(await li.Text("[data-test=posting]"), Does.Contain(before));
        await li.Picture($"posting-1-before-{language}");

        await using Visitor zhang = await (await Browser.Open(_console, language)).SignIn("zhang", $"/runs/{Run}");
        IDownload page =
            await zhang.Page.RunAndWaitForDownloadAsync(() => zhang.Page.ClickAsync("[data-county='320302'] [data-test=notice-page]"));
        IDownload sheet =
            await zhang.Page.RunAndWaitForDownloadAsync(() => zhang.Page.ClickAsync("[data-county='320302'] [data-test=notice-sheet]"));
        await zhang.Page.ClickAsync("[data-county='320302'] [data-test=record-posting]");
        await zhang.Page.WaitForSelectorAsync(".mud-dialog [data-test=confirm]");
        await zhang.Quiet();
        await zhang.Picture($"posting-2-record-{language}");
        await zhang.Confirm();
        Assert.That(await zhang.Told(), Does.Contain("2026-06-08"));
        await zhang.Picture($"posting-3-recorded-{language}");

        byte[] posted = await File.ReadAllBytesAsync(await page.PathAsync());
        Assert.That(System.Text.Encoding.UTF8.GetString(posted), Does.Contain("3203**********").And.Not.Match("[0-9]{17}[0-9X]"));
        Assert.That((page.SuggestedFilename, sheet.SuggestedFilename),
            Is.EqualTo(("2026-1-320302-notice.html", "2026-1-320302-notice.xlsx")));
        Assert.That(Office.LastAct()["detail"],
            Does.Contain("county=320302 posted=2026-06-01").And.Contain(Convert.ToHexStringLower(SHA256.HashData(posted))));
        Assert.That(await File.ReadAllBytesAsync(Path.Combine(Office.Inputs.Out, "notice-2026-1", "2026-1-320302-notice.html")),
            Is.EqualTo(posted));
        Assert.That(await zhang.Text("[data-county='320303']"), Does.Not.Contain("2026-06-08"));

        await li.Go($"/batches/{Batch}");
        Assert.That(await li.Text("[data-test=posting]"), Does.Contain(meanwhile).And.Contain("2026-06-01").And.Contain("zhang"));
        await li.Picture($"posting-4-meanwhile-{language}");
        await li.Press("approve");
        await li.Confirm();
        Assert.That(await li.Told(), Does.Contain("2026-06-08"));
        Assert.That(zhang.Complaints.Concat(li.Complaints), Is.Empty);
    }

    private async Task Open(bool isAwaited)
    {
        TestOffice office = TestOffice.Staffed();
        if (isAwaited)
            office.Inputs.EditPack("approveAfter: false", "approveAfter: true");
        office.Inputs.Roster("a.csv", [.. Enumerable.Range(1, 4).Select(i => A.Household(i))]);
        office.Inputs.Roster("b.csv", A.Household(41, "320303001001"));
        office.Run();
        _console = await TestConsole.Over(office);
    }
}
