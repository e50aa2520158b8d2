using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Rosters;
using Microsoft.Playwright;

namespace Disbursement.Review.Tests;

/// <summary>
/// An operator's day: a run with its preview, the rejects and their correction, the bank's answers, and what failed paid again.
/// </summary>
[TestFixture]
internal sealed class OperatorDayTests
{
    private const string Batch = "2026-1-320302-ocr";

    private TestConsole _console = null!;

    private TestOffice Office => _console.Office;

    [TearDown]
    public async Task Close() => await _console.DisposeAsync();

    [TestCase("zh-CN")]
    [TestCase("en")]
    public async Task An_operator_previews_a_run_starts_it_and_a_second_viewer_sees_it_too(string language)
    {
        TestOffice office = TestConsole.Office2026();
        _console = await TestConsole.Over(office);
        office.Inputs.RosterOf(2027, "c.csv", [.. Enumerable.Range(1, 40).Select(i => A.Household(i))]);
        await using Visitor zhang = await (await Browser.Open(_console, language)).SignIn("zhang", "/runs/start");
        await zhang.Page.FillAsync("input[name=year]", "2027");
        await zhang.Press("preview");
        await zhang.Ready();
        Assert.That(await zhang.Text(), Does.Contain("c.csv").And.Contain("2027-1"));
        await zhang.Picture($"operator-1-preview-{language}");

        Assert.That(await zhang.Text("[data-test=outlook]"), Is.EqualTo(language == "en" ? "a new number" : "新批号"));
        await zhang.Press("start");
        await zhang.Page.WaitForSelectorAsync(".mud-dialog [data-test=confirm]");
        Assert.That(await zhang.Text(".mud-dialog"), Does.Contain("2027-1"));
        await zhang.Confirm();
        await zhang.Page.WaitForSelectorAsync("[data-test=sealed]");
        await zhang.Picture($"operator-2-sealed-{language}");
        await using Visitor second = await (await Browser.Open(_console, language)).SignIn("zhang", "/runs/start");
        Assert.That(await second.Text("[data-test=sealed]"), Does.Contain("2027-1"));
        await second.Page.ClickAsync("[data-test=sealed] a");
        await second.At("**/runs/2027-1");
        await second.Picture($"operator-3-run-{language}");

        Assert.That((office.Text("SELECT state FROM runs WHERE id = '2027-1'"), office.Text("SELECT maker FROM runs WHERE id = '2027-1'")),
            Is.EqualTo(("Sealed", "zhang")));
        Assert.That(zhang.Complaints.Concat(second.Complaints), Is.Empty);
    }

    [TestCase("zh-CN", "发放至 2027-06", "不能再按截至 2027-03 发放")]
    public async Task An_operator_pays_a_year_through_June_and_cannot_go_back_to_March(string language, string asked, string refused)
    {
        TestOffice office = TestConsole.Office2026();
        _console = await TestConsole.Over(office);
        office.Inputs.RosterOf(2027, "c.csv", [.. Enumerable.Range(1, 3).Select(i => A.Household(i))]);
        await using Visitor zhang = await (await Browser.Open(_console, language)).SignIn("zhang", "/runs/start?year=2027");
        await zhang.Page.SelectOptionAsync("select[name=through]", "6");
        await zhang.Press("preview");
        await zhang.Ready();
        await zhang.Picture($"operator-through-{language}");
        await zhang.Press("start");
        await zhang.Page.WaitForSelectorAsync(".mud-dialog [data-test=confirm]");
        Assert.That(await zhang.Text(".mud-dialog"), Does.Contain(asked));
        await zhang.Confirm();
        await zhang.Page.WaitForSelectorAsync("[data-test=sealed]");

        await zhang.Go("/runs/start?year=2027&through=3");
        Assert.That(await zhang.Text("main"), Does.Contain(refused));
        Assert.That((office.Text("SELECT through_month FROM runs WHERE id = '2027-1'"), zhang.Complaints.Count), Is.EqualTo(("6", 0)));
    }

    [Test]
    public async Task Two_tabs_that_both_start_a_run_make_one()
    {
        TestOffice office = TestConsole.Office2026();
        _console = await TestConsole.Over(office);
        office.Inputs.RosterOf(2027, "c.csv", [.. Enumerable.Range(1, 40).Select(i => A.Household(i))]);
        await using Visitor zhang = await (await Browser.Open(_console, "en")).SignIn("zhang", "/runs/start?year=2027");
        Visitor other = await zhang.AnotherTab();
        await other.Go("/runs/start?year=2027");
        foreach (Visitor tab in new[] { zhang, other })
        {
            await tab.Press("start");
            await tab.Page.WaitForSelectorAsync(".mud-dialog [data-test=confirm]");
        }

        await zhang.Confirm();
        await zhang.Page.WaitForSelectorAsync("[data-test=sealed]");
        await other.Confirm();
        Assert.That(await other.Told(), Does.StartWith("There is run 2027-1 (sealed) since the page was shown."));
        Assert.That(await other.Text("[data-test=outlook]"), Does.Contain("nothing has changed since 2027-1"));
        Assert.That((office.Texts("SELECT id FROM runs WHERE year = 2027"), _console.HasAct("run", "zhang", "refused")),
            Is.EqualTo((new[] { "2027-1" }, true)));

        await other.Press("start");
        await other.Page.WaitForSelectorAsync(".mud-dialog [data-test=confirm]");
        Assert.That(await other.Text(".mud-dialog"), Does.Contain("would have nothing to pay"));
    }

    [Test]
    public async Task A_run_that_cannot_be_made_says_every_mistake()
    {
        _console = await TestConsole.Over(TestConsole.Office2026());
        await using Visitor zhang = await (await Browser.Open(_console, "en")).SignIn("zhang", "/runs/start?year=2031");

        Assert.That(await zhang.Text(), Does.Contain("Put the rosters of 2031 there"));
        Assert.That(await zhang.Page.Locator("[data-test=start]").CountAsync(), Is.Zero);
    }

    [Test]
    public async Task An_operator_downloads_the_rejects_and_uploads_the_correction()
    {
        _console = await TestConsole.Over(TestConsole.Office2026());
        await using Visitor zhang = await (await Browser.Open(_console)).SignIn("zhang", "/runs/2026-1");
        await zhang.Picture("operator-4-rejects");
        IDownload download = await zhang.Page.RunAndWaitForDownloadAsync(() => zhang.Page.ClickAsync("form[action='/files/run'] button"));
        Assert.That(await File.ReadAllTextAsync(await download.PathAsync()), Does.Contain("H-00043"));

        await zhang.Upload("correction", new FilePayload { Name = "../更正 43.csv", MimeType = "text/csv",
            Buffer = System.Text.Encoding.UTF8.GetBytes(RosterText.Of(A.Household(43, "320303001001"))) });
        Assert.That(await zhang.Told(), Does.Contain("更正 43.csv"));

        string place = Path.Combine(Office.Inputs.Inputs, "rosters", "2026", "corrections", "更正 43.csv");
        Assert.That((File.Exists(place), _console.HasAct("import-correction", "zhang"), _console.HasAct("take-file", "zhang")),
            Is.EqualTo((true, true, true)));
        Assert.That(zhang.Complaints, Is.Empty);
    }

    [TestCase("x.exe")]
    [TestCase(".csv")]
    [TestCase("..")]
    public async Task A_correction_under_a_strange_name_is_not_taken(string name)
    {
        _console = await TestConsole.Over(TestConsole.Office2026());
        await using Visitor zhang = await (await Browser.Open(_console)).SignIn("zhang", "/runs/2026-1");
        await zhang.Upload("correction", new FilePayload { Name = name, MimeType = "text/csv", Buffer = [1, 2, 3] });

        Assert.That(await zhang.Told(), Does.Contain(".csv"));
        Assert.That(Directory.Exists(Path.Combine(Office.Inputs.Inputs, "rosters", "2026", "corrections")), Is.False);
    }

    [Test]
    public async Task An_operator_takes_the_banks_answers_and_has_what_failed_paid_again()
    {
        _console = await TestConsole.Over(TestConsole.Office2026());
        Office.Send(Batch);
        string answers = Path.Combine(Office.Inputs.Root, "bank.csv");
        Jobs.Tests.ReturnFiles.ComposeReturns.Write(answers, [Office.Answer($"{Batch}-000001") with { SettledOn = "" },
            Office.Answer($"{Batch}-000002", "failed", "账户已销户") with { SettledOn = "" }, new($"{Batch}-000003", "1.00", "paid", "")]);
        await using Visitor zhang = await (await Browser.Open(_console)).SignIn("zhang", "/returns");
        await zhang.Upload("returns", answers);
        Assert.That(await zhang.Told(), Does.Contain("成功 1").And.Contain("失败 1").And.Contain("待核 1"));
        await zhang.Picture("operator-5-returns");
        await zhang.Page.ClickAsync("text=bank.csv >> nth=-1");
        await zhang.At("**/returns/1");
        Assert.That(await zhang.Text(), Does.Contain("Q-AMOUNT"));
        await zhang.Picture("operator-6-quarantine");

        await zhang.Go("/runs/2026-1");
        await zhang.Press("reissue");
        await zhang.Confirm();
        Assert.That(await zhang.Told(), Does.Contain("2026-2"));
        Assert.That(Office.PaymentState($"{Batch}-000002"), Is.EqualTo("reissued"));
        Assert.That(zhang.Complaints, Is.Empty);
    }
}
