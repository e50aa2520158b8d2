using System.Globalization;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Review.Words;
using Disbursement.Jobs.Tests.Acts;
using Microsoft.Playwright;

namespace Disbursement.Review.Tests;

/// <summary>
/// Lists of a busy office are paged, added up whole and exported as they are shown; what is chosen in them is chosen knowingly.
/// </summary>
[TestFixture]
internal sealed class LongListTests
{
    private const int PageSize = 50;

    private TestConsole _console = null!;

    private TestOffice Office => _console.Office;

    [OneTimeSetUp]
    public async Task Open() => _console = await TestConsole.Over(BusyOffice.Tell());

    [OneTimeTearDown]
    public async Task Close() => await _console.DisposeAsync();

    private static IEnumerable<TestCaseData> Lists()
    {
        yield return new TestCaseData("/batches", "zhao");
        yield return new TestCaseData("/batches/2027-1-320302-ocr/payments", "zhao");
        yield return new TestCaseData("/receivables", "li");
        yield return new TestCaseData("/returns/3", "li");
        yield return new TestCaseData("/unpaid?county=320302&state=proposed", "zhao");
        yield return new TestCaseData("/audit", "zhao");
    }

    [Test]
    public async Task Batches_stand_on_pages_and_their_sum_is_of_all_that_the_filter_shows()
    {
        long batches = Office.Number("SELECT COUNT(*) FROM batches"), fen = Office.Number("SELECT SUM(total_fen) FROM batches");
        Assert.That(batches, Is.GreaterThan(PageSize));
        await using Visitor li = await (await Browser.Open(_console, width: 390)).SignIn("li", "/batches");
        await li.Picture("batches-phone");
        int rows = await li.Page.Locator(".list .grid tbody tr").CountAsync();
        string sum = await li.Text("p.sum");
        await li.Go("/batches?page=9999");

        Assert.That(rows, Is.EqualTo(PageSize));
        Assert.That(sum, Does.Contain($"{batches} 个批次").And.Contain(Language.Money(fen)));
        Assert.That(await li.Page.Locator(".list .grid tbody tr").CountAsync(), Is.EqualTo((batches - 1) % PageSize + 1),
            "beyond the last page is the last one");
        Assert.That(li.Complaints, Is.Empty);
    }

    [Test]
    public async Task The_box_above_the_batches_chooses_what_is_in_sight_and_other_pages_only_when_asked()
    {
        long proposed = Office.Number("SELECT COUNT(*) FROM batches WHERE state = 'proposed'");
        Assert.That(proposed, Is.GreaterThan(PageSize));
        await using Visitor li = await (await Browser.Open(_console)).SignIn("li", "/batches?state=proposed");
        await li.Page.CheckAsync("[data-test=choose-all]");
        await li.Page.WaitForSelectorAsync("[data-test=chosen]");
        (string page, string button) = (await li.Text("[data-test=chosen]"), await li.Text("[data-test=approve-chosen]"));
        await li.Page.ClickAsync(".list .pager a >> nth=0");
        await li.Page.WaitForSelectorAsync("[data-test=chosen]:has-text('其他页')");
        string elsewhere = await li.Text("[data-test=chosen]");
        await li.Press("choose-every-page");
        await li.Page.WaitForSelectorAsync($"[data-test=approve-chosen]:has-text('（{proposed}）')");
        await li.Picture("batches-chosen");
        await li.Press("approve-chosen");
        await li.Page.WaitForSelectorAsync(".mud-dialog [data-test=confirm]");
        string asked = await li.Text(".mud-dialog");
        await li.Page.ClickAsync(".mud-dialog [data-leave]");
        await li.Press("choose-none");
        await li.Page.WaitForSelectorAsync("[data-test=chosen]", new() { State = WaitForSelectorState.Detached });

        Assert.That((page, button), Is.EqualTo((page, $"审批所选（{PageSize}）")));
        Assert.That(page, Does.StartWith($"已选 {PageSize} 个").And.Not.Contain("其他页"));
        Assert.That(elsewhere, Does.StartWith($"已选 {PageSize} 个").And.Contain($"其中 {PageSize} 个在其他页"));
        Assert.That(asked, Does.Contain($"{proposed} 个批次"));
        Assert.That(li.Complaints, Is.Empty);
    }

    [TestCase("county")]
    [TestCase("scheme")]
    [TestCase("state")]
    [TestCase("run")]
    public async Task Batches_are_added_up_and_a_group_leads_to_its_own(string group)
    {
        long batches = Office.Number("SELECT COUNT(*) FROM batches"), fen = Office.Number("SELECT SUM(total_fen) FROM batches");
        await using Visitor zhao = await (await Browser.Open(_console)).SignIn("zhao", $"/batches?group={group}");
        string foot = await zhao.Text("[data-test=groups] tfoot");
        string own = await zhao.Page.InnerTextAsync("[data-test=groups] tbody tr:first-child td:nth-child(2)");
        await zhao.Page.ClickAsync("[data-test=groups] tbody a >> nth=0");
        await zhao.Page.WaitForSelectorAsync(".list .grid");

        Assert.That(foot, Does.Contain(Language.Count(batches)).And.Contain(Language.Money(fen)));
        Assert.That(await zhao.Text("p.sum"), Does.StartWith($"{own} 个批次"));
    }

    [TestCase("/receivables?group=age", "age")]
    [TestCase("/receivables?group=county", "county")]
    [TestCase("/receivables?group=stand", "stand")]
    [TestCase("/returns/3?group=problem", "problem")]
    [TestCase("/returns/3?group=stand", "stand")]
    public async Task Receivables_and_lines_in_quarantine_are_added_up_and_exported_so(string place, string filter)
    {
        await using Visitor li = await (await Browser.Open(_console)).SignIn("li", place);
        await li.Picture($"groups-{place.Split('/')[1].Split('?')[0]}-{filter}");
        string[] shown = await li.Page.EvaluateAsync<string[]>(
            "() => [...document.querySelectorAll('[data-test=groups] :is(thead th, tbody td)')].map(cell => cell.innerText.trim())");
        string[] exported = [.. (await Export(li)).SelectMany(row => row)];
        await li.Page.ClickAsync("[data-test=groups] tbody a >> nth=0");
        await li.Page.WaitForSelectorAsync(".list .grid tbody tr");

        Assert.That(shown.Select(Plain), Is.EqualTo(exported.Select(Plain)));
        Assert.That(li.Page.Url, Does.Contain($"{filter}=").And.Not.Contain("group="));
        Assert.That(li.Complaints, Is.Empty);
    }

    [TestCaseSource(nameof(Lists))]
    public async Task What_is_exported_has_the_columns_that_are_shown_and_none_that_is_hidden(string place, string name)
    {
        await using Visitor visitor = await (await Browser.Open(_console)).SignIn(name, place);
        await visitor.Page.ClickAsync("[data-test=columns] summary");
        string[] shown = [.. (await Shown(visitor)).Select(head => head is "#" ? "编号" : head).Where(head => head != "操作")];
        string[] whole = (await Export(visitor))[0];
        int hidden = await visitor.Page.Locator("[data-test=columns] input").CountAsync();
        for (int i = 0; i < hidden; i++)
            await visitor.Page.Locator("[data-test=columns] input").Nth(i).UncheckAsync();
        await visitor.Page.WaitForFunctionAsync("() => [...document.querySelectorAll('.list thead th')]"
            + ".filter(head => head.offsetParent !== null).length === 1");
        await visitor.Quiet();
        string[] left = (await Export(visitor))[0];
        await visitor.Press("all-columns");

        Assert.That(shown, Is.SubsetOf(whole));
        Assert.That(left.Intersect(shown), Is.EqualTo(shown[..1]), "the first column alone is left");
        Assert.That(visitor.Complaints, Is.Empty);
    }

    private static async Task<string[][]> Export(Visitor visitor)
    {
        IDownload file = await visitor.Page.RunAndWaitForDownloadAsync(() => visitor.Press("export"));
        return [.. (await File.ReadAllLinesAsync((await file.PathAsync())!)).Select(line => line.Trim('\uFEFF').Split(','))];
    }

    private static string Plain(string cell) => cell.Replace(",", "", StringComparison.Ordinal).Replace("¥", "", StringComparison.Ordinal)
        .Trim().ToUpper(CultureInfo.InvariantCulture);

    private static Task<string[]> Shown(Visitor visitor) => visitor.Page.EvaluateAsync<string[]>(
        "() => [...document.querySelectorAll('.list thead th')].filter(head => head.offsetParent !== null)"
            + ".map(head => head.innerText.replace(/[↑↓]/, '').trim())");
}
