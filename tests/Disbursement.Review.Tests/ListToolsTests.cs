using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Review.Words;
using Disbursement.Jobs.Tests.Acts;
using Microsoft.Playwright;

namespace Disbursement.Review.Tests;

/// <summary>Lists are shown as each officer wants them: columns, kept filters, sums by group. What is exported is what is shown.</summary>
[TestFixture]
internal sealed class ListToolsTests
{
    private const string Batch = "2026-1-320302-ocr", List = $"/batches/{Batch}/payments";

    private TestConsole _console = null!;

    private TestOffice Office => _console.Office;

    [OneTimeSetUp]
    public async Task Open() => _console = await TestConsole.Over(TestConsole.Office2026());

    [OneTimeTearDown]
    public async Task Close() => await _console.DisposeAsync();

    [Test]
    public async Task Whoever_hides_a_column_sees_and_exports_the_list_without_it_on_every_machine_and_others_see_it()
    {
        await using Visitor li = await (await Browser.Open(_console)).SignIn("li", List);
        await li.Page.ClickAsync("[data-test=columns] summary");
        await li.Page.UncheckAsync("[data-test=column-Account]");
        await li.Page.UncheckAsync("[data-test=column-Household]");
        await li.Page.WaitForSelectorAsync("[data-hide='4 11']");
        await li.Picture("list-columns");
        IDownload file = await li.Page.RunAndWaitForDownloadAsync(() => li.Press("export"));
        string head = (await File.ReadAllLinesAsync((await file.PathAsync())!))[0];
        await using Visitor elsewhere = await (await Browser.Open(_console)).SignIn("li", List);
        await using Visitor wu = await (await Browser.Open(_console)).SignIn("wu", List);

        Assert.That(await Shown(li), Has.No.Member("银行账号").And.No.Member("户编号").And.Member("姓名"));
        Assert.That(head, Does.Contain("姓名").And.Not.Contain("银行账号").And.Not.Contain("户编号"));
        Assert.That((await Shown(elsewhere)).Length, Is.EqualTo(9), "it is kept for the officer");
        Assert.That((await Shown(wu)).Length, Is.EqualTo(11), "others see what they want");
        await elsewhere.Page.ClickAsync("[data-test=columns] summary");
        await elsewhere.Press("all-columns");
        await elsewhere.Page.WaitForSelectorAsync("[data-hide='']", new() { State = WaitForSelectorState.Attached });
        Assert.That((await Shown(elsewhere)).Length, Is.EqualTo(11));
        Assert.That(li.Complaints.Concat(elsewhere.Complaints), Is.Empty);
    }

    [Test]
    public async Task A_filter_is_kept_under_a_name_and_dropped_again()
    {
        await using Visitor li = await (await Browser.Open(_console)).SignIn("li", $"{List}?least=60&sort=amount&down=true&page=1");
        await li.Page.ClickAsync("[data-test=filters] summary");
        await li.Page.FillAsync("[data-test=filter-name]", "大额在前");
        await li.Press("keep-filter");
        await li.Page.WaitForSelectorAsync(".kept a");
        await li.Picture("list-filters");
        await li.Go(List);
        await li.Page.ClickAsync("[data-test=filters] summary");
        await li.Page.ClickAsync(".kept a");
        await li.At($"**{List}?**least=60**");
        string address = li.Page.Url;
        await li.Press("drop-filter");
        await li.Page.WaitForSelectorAsync(".kept", new() { State = WaitForSelectorState.Detached });

        Assert.That(address, Does.Contain("sort=amount").And.Contain("down=true").And.Not.Contain("page"));
        Assert.That(li.Complaints, Is.Empty);
    }

    [TestCase("township")]
    [TestCase("village")]
    [TestCase("state")]
    [TestCase("flags")]
    public async Task Payments_are_added_up_by_group_and_each_group_leads_to_its_own(string group)
    {
        long fen = Office.Number($"SELECT total_fen FROM batches WHERE id = '{Batch}'"),
            payments = Office.Number($"SELECT payments FROM batches WHERE id = '{Batch}'");
        await using Visitor li = await (await Browser.Open(_console)).SignIn("li", $"{List}?group={group}");
        await li.Picture($"list-group-{group}");
        string[] counts = [.. await li.Page.Locator("[data-test=groups] tbody td:nth-child(2)").AllInnerTextsAsync()];
        string foot = await li.Text("[data-test=groups] tfoot");
        await li.Page.ClickAsync("[data-test=groups] tbody a >> nth=0");
        await li.Page.WaitForSelectorAsync(".list .grid");

        Assert.That(counts.Sum(long.Parse), Is.EqualTo(payments));
        Assert.That(foot, Does.Contain(Language.Money(fen)));
        Assert.That(await li.Text("[data-test=sum]"), Does.Contain($"{counts[0]} 笔"));
        Assert.That(li.Complaints, Is.Empty);
    }

    [Test]
    public async Task Lists_of_batches_and_acts_offer_the_same()
    {
        await using Visitor zhao = await (await Browser.Open(_console)).SignIn("zhao", "/audit");
        await zhao.Page.ClickAsync("[data-test=columns] summary");
        await zhao.Page.UncheckAsync("[data-test=column-Details]");
        await zhao.Page.WaitForSelectorAsync("[data-hide='8']");
        int acts = (await Shown(zhao)).Length;
        await zhao.Go("/batches");
        await zhao.Page.ClickAsync("[data-test=columns] summary");
        await zhao.Page.UncheckAsync("[data-test=column-Scheme]");
        await zhao.Page.WaitForSelectorAsync("[data-hide='3']");

        Assert.That((acts, (await Shown(zhao)).Length), Is.EqualTo((7, 10)));
        Assert.That(Office.Breaks(), Is.Empty);
        Assert.That(Office.Number("SELECT COUNT(*) FROM audit WHERE act LIKE '%view%'"), Is.Zero);
    }

    [Test]
    public void A_list_keeps_so_many_filters_and_no_name_that_says_nothing()
    {
        KeepViews views = new(Office.Setting.Store, Office.Setting.Clock);
        string Saved(string name, string filter) => TestOffice.CodeOf(views.Save(Office["sun"], "unpaid", name, filter));
        string[] codes = [.. Enumerable.Range(1, KeepViews.Most + 1).Select(i => Saved($"n{i}", "?a=1")), Saved("n1", "?a=2"),
            Saved(" \n", "?"), Saved(new string('长', 41), "?")];

        Assert.That(codes, Is.EqualTo(Enumerable.Repeat("done", KeepViews.Most).Concat(["VIEW-MOST", "done", "VIEW-NAME", "VIEW-NAME"])));
        Assert.That(views.Of(Office["sun"], "unpaid").First(one => one.Name == "n1").Content, Is.EqualTo("?a=2"));
        Assert.That(views.Of(Office["li"], "unpaid"), Is.Empty);
    }

    private static Task<string[]> Shown(Visitor visitor) => visitor.Page.EvaluateAsync<string[]>(
        "() => [...document.querySelectorAll('.list thead th')].filter(head => head.offsetParent !== null)"
            + ".map(head => head.innerText.trim())");
}
