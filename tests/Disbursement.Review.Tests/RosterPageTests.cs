using System.Text;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Rosters;
using Microsoft.Playwright;

namespace Disbursement.Review.Tests;

/// <summary>Rosters through the browser: what is wrong is seen before it counts, and nothing that goes is lost.</summary>
[TestFixture]
internal sealed class RosterPageTests
{
    private TestConsole _console = null!;

    private TestOffice Office => _console.Office;

    private string Place(string name) => Office.Inputs.PathOf(name, 2027);

    [SetUp]
    public async Task Open()
    {
        TestOffice office = TestConsole.Office2026();
        Officer qian = office.Add("qian", OfficerRole.Operator, "320303");
        TestOffice.Done(new ManageOfficers(office.Setting).Password(qian, "qian", TestOffice.Password));
        _console = await TestConsole.Over(office);
    }

    [TearDown]
    public async Task Close() => await _console.DisposeAsync();

    [TestCase("zh-CN", "全部 12 户都会受理")]
    public async Task An_operator_hands_a_roster_in_by_the_browser_and_sees_it_paid(string language, string good)
    {
        await using Visitor zhang = await (await Browser.Open(_console, language)).SignIn("zhang", "/rosters?year=2027");
        await zhang.Picture($"rosters-1-empty-{language}");

        // A file with a wrong id number and a missing account: what is wrong is seen, and nothing is put in place by looking.
        TestHousehold[] sound = [.. Enumerable.Range(1, 12).Select(i => A.Household(i))];
        await zhang.Upload("roster", Payload("320302 鼓楼.csv", [.. sound[..10],
            A.Household(11).Mother(("id_number", "320302198503040025")), A.Household(12).Father(("bank_account", ""))]));
        await zhang.Page.WaitForSelectorAsync("[data-test=verdict]");
        Assert.That((await zhang.Text("[data-test=accepted]"), await zhang.Text("[data-test=rejected]")), Is.EqualTo(("10", "2")));
        Assert.That(await zhang.Text("[data-test=R-ID]"), Does.Contain("E").And.Contain("id_number").And.Contain("32"));
        Assert.That(await zhang.Text("[data-test=R-REQUIRED]"), Does.Contain("bank_account"));
        await zhang.Page.ClickAsync("[data-test=header] summary");
        await zhang.Page.ClickAsync("[data-test=first-rows] summary");
        Assert.That(await zhang.Text("[data-test=first-rows]"),
            Does.Contain("H-00001").And.Contain("**********").And.Not.Contain(A.Household(1).MotherId));
        await Pictures(zhang, $"rosters-2-wrong-{language}");
        Assert.That(Directory.GetFiles(Path.GetDirectoryName(Place("x"))!), Is.Empty);
        await zhang.Press("give-up");

        // A good one is confirmed, and read by the run.
        await zhang.Upload("roster", Payload("320302 鼓楼.csv", sound));
        await zhang.Page.WaitForSelectorAsync("[data-test=verdict]");
        Assert.That(await zhang.Text("[data-test=verdict]"), Does.Contain(good));
        await zhang.Press("put-in");
        await zhang.Page.WaitForSelectorAsync(".mud-dialog [data-test=confirm]");
        await zhang.Picture($"rosters-3-asks-{language}");
        await zhang.Confirm();
        Assert.That(await zhang.Told(), Does.Contain("320302 鼓楼.csv"));
        Assert.That(await File.ReadAllTextAsync(Place("320302 鼓楼.csv")), Is.EqualTo(RosterText.Of(sound)));
        Assert.That(await zhang.Text("[data-test=rosters]"), Does.Contain("zhang").And.Contain("36").And.Contain("12"));

        await zhang.Go("/runs/start?year=2027");
        await zhang.Press("start");
        await zhang.Confirm();
        await zhang.Page.WaitForSelectorAsync("[data-test=sealed]");
        await zhang.Go("/rosters?year=2027");
        Assert.That(await zhang.Text("[data-test=rosters]"), Does.Contain("2027-1").And.Not.Contain("未检查").And.Not.Contain("not checked"));
        await Pictures(zhang, $"rosters-4-read-{language}");
        Assert.That(Office.Number("SELECT COUNT(*) FROM payments p JOIN batches b ON b.number = p.batch_number JOIN runs r ON "
            + "r.number = b.run_number WHERE r.id = '2027-1'"), Is.Positive);

        // Replaced with the difference in sight, then withdrawn; both with a reason, and both are kept.
        await zhang.Upload("roster", Payload("320302 鼓楼.csv", [.. sound[..11], A.Household(13)]));
        await zhang.Page.WaitForSelectorAsync("[data-test=against]");
        Assert.That(await zhang.Text("main"), Does.Contain("H-00012"));
        await Pictures(zhang, $"rosters-5-replaces-{language}");
        await zhang.Press("put-in");
        await zhang.Confirm("乡里补报");
        Assert.That(await zhang.Told(), Does.Contain("320302 鼓楼.csv"));
        await zhang.Press("withdraw");
        await zhang.Confirm("报错了年度");
        Assert.That(await zhang.Told(), Does.Contain("320302 鼓楼.csv"));
        Assert.That(await zhang.Text("[data-test=gone]"), Does.Contain("乡里补报").And.Contain("报错了年度"));
        await Pictures(zhang, $"rosters-6-gone-{language}");

        Assert.That(Office.Texts("SELECT act FROM audit WHERE act LIKE '%-roster' ORDER BY sequence"),
            Is.EqualTo(new[] { "add-roster", "replace-roster", "withdraw-roster" }));
        Assert.That((File.Exists(Place("320302 鼓楼.csv")), Office.Breaks(), zhang.Complaints),
            Is.EqualTo((false, Array.Empty<string>(), Array.Empty<string>())));
    }

    [Test]
    public async Task An_operator_of_another_county_is_refused_on_record()
    {
        await using Visitor qian = await (await Browser.Open(_console, "en")).SignIn("qian", "/rosters?year=2027");
        await qian.Upload("roster", Payload("mine.csv", [A.Household(1)]));
        await qian.Page.WaitForSelectorAsync("[data-test=not-yours]");
        await qian.Press("put-in");
        await qian.Confirm();

        Assert.That(await qian.Told(), Does.Contain("320302"));
        Assert.That((_console.HasAct("add-roster", "qian", "refused"), File.Exists(Place("mine.csv"))), Is.EqualTo((true, false)));
        await qian.Press("give-up");
        await qian.Upload("roster", Payload("mine.csv", [A.Household(1, "320303001001")]));
        await qian.Press("put-in");
        await qian.Confirm();
        Assert.That(await qian.Told(), Does.Contain("mine.csv"));
        Assert.That((_console.HasAct("add-roster", "qian"), qian.Complaints), Is.EqualTo((true, Array.Empty<string>())));
    }

    [TestCase("~$鼓楼.xlsx", "open in Excel or WPS")]
    [TestCase(".鼓楼.csv", "hidden")]
    [TestCase("鼓楼.et", "Save As")]
    public async Task A_name_that_no_run_reads_is_refused_with_the_way_out(string name, string way)
    {
        await using Visitor zhang = await (await Browser.Open(_console, "en")).SignIn("zhang", "/rosters?year=2027");
        await zhang.Upload("roster", new FilePayload { Name = name, MimeType = "text/csv", Buffer = [1, 2, 3] });

        Assert.That(await zhang.Told(), Does.Contain(way));
    }

    [Test]
    public async Task A_renamed_workbook_is_refused_and_offers_nothing_to_confirm()
    {
        await using Visitor zhang = await (await Browser.Open(_console, "en")).SignIn("zhang", "/rosters?year=2027");
        await zhang.Upload("roster", new FilePayload { Name = "a.csv", MimeType = "text/csv", Buffer = [.. "PK\x03\x04"u8, 0, 0, 0] });
        await zhang.Page.WaitForSelectorAsync("[data-test=verdict]");

        Assert.That(await zhang.Text("[data-test=verdict]"), Does.Contain("rename it to .xlsx"));
        Assert.That(await zhang.Page.Locator("[data-test=put-in]").CountAsync(), Is.Zero);
        await zhang.Picture("rosters-7-refused-en");
    }

    [Test]
    public async Task Two_who_bring_the_same_name_see_each_other_and_lose_nothing()
    {
        await using Visitor one = await (await Browser.Open(_console, "en")).SignIn("zhang", "/rosters?year=2027");
        await using Visitor other = await (await Browser.Open(_console, "en")).SignIn("zhang", "/rosters?year=2027");
        await one.Upload("roster", Payload("a.csv", [A.Household(1)]));
        await other.Upload("roster", Payload("a.csv", [A.Household(2)]));
        await one.Press("put-in");
        await one.Confirm();
        await one.Told();
        await other.Press("put-in");
        await other.Confirm();
        Assert.That(await other.Told(), Does.Contain("There is a roster a.csv already"));

        await other.Press("check-again");
        await other.Page.WaitForSelectorAsync("[data-test=against]");
        await other.Press("put-in");
        await other.Confirm("the newer list");
        await other.Told();
        Assert.That(await File.ReadAllTextAsync(Place("a.csv")), Does.Contain("H-00002"));
        Assert.That(_console.HasAct("replace-roster", "zhang"), Is.True);
    }

    [Test]
    public async Task Nothing_is_replaced_or_withdrawn_while_a_run_reads()
    {
        Office.Inputs.RosterOf(2027, "a.csv", A.Household(1));
        await using Visitor zhang = await (await Browser.Open(_console, "en")).SignIn("zhang", "/rosters?year=2027");
        using (RunLock.Take(Office.Inputs.Data))
        {
            await zhang.Press("withdraw");
            await zhang.Confirm("by mistake");
            Assert.That(await zhang.Told(), Does.Contain("already under way"));
        }

        Assert.That((File.Exists(Place("a.csv")), _console.HasAct("withdraw-roster", "zhang", "refused")), Is.EqualTo((true, true)));
    }

    [Test]
    public async Task A_file_that_was_laid_there_by_hand_is_checked_where_it_lies()
    {
        Office.Inputs.RosterOf(2027, "a.csv", A.Household(1), A.Household(2, "320303001001"));
        await using Visitor zhang = await (await Browser.Open(_console, "en")).SignIn("zhang", "/rosters?year=2027");
        await zhang.Press("check-there");
        await zhang.Page.WaitForSelectorAsync("[data-test=verdict]");

        Assert.That(await zhang.Text("[data-test=why-not]"), Does.Contain("this very file lies there already"));
        Assert.That(await zhang.Page.Locator("[data-test=put-in]").CountAsync(), Is.Zero);
        Assert.That(await zhang.Text("[data-test=rosters]"), Does.Contain("laid in the folder").And.Contain("鼓楼区, 云龙区"));
        await using Visitor qian = await (await Browser.Open(_console, "en")).SignIn("qian", "/rosters?year=2027&county=320303");
        Assert.That(await qian.Text("[data-test=rosters]"), Does.Contain("a.csv"));
        await zhang.Go("/rosters?year=2027&county=320305");
        Assert.That(await zhang.Text("main"), Does.Not.Contain("a.csv"), "it is of other counties");
    }

    [Test]
    public async Task What_an_act_that_died_has_left_is_settled_when_an_operator_opens_the_page()
    {
        await using Visitor zhang = await (await Browser.Open(_console, "en")).SignIn("zhang", "/rosters?year=2027");
        await zhang.Upload("roster", Payload("a.csv", [A.Household(1)]));
        await zhang.Press("put-in");
        await zhang.Confirm();
        await zhang.Told();

        // The page of rosters would settle it by itself as long as it is open.
        await zhang.Go("/runs");
        File.Move(Place("a.csv"), Place("a.csv.staged"));
        await zhang.Go("/runs/start?year=2027");
        Assert.That(await zhang.Text("main"), Does.Contain("or was cut short"));

        await zhang.Go("/rosters?year=2027");
        Assert.That((File.Exists(Place("a.csv")), File.Exists(Place("a.csv.staged"))), Is.EqualTo((true, false)));
        await zhang.Go("/runs/start?year=2027");
        Assert.That(await zhang.Page.Locator("[data-test=start]").CountAsync(), Is.EqualTo(1));
    }

    [Test]
    public async Task Auditors_and_administrators_read_the_list_and_have_nothing_to_press()
    {
        Office.Inputs.RosterOf(2027, "a.csv", A.Household(1));
        foreach (string name in new[] { "zhao", "chen" })
        {
            await using Visitor visitor = await (await Browser.Open(_console)).SignIn(name, "/rosters?year=2027");
            Assert.That(await visitor.Text("[data-test=rosters]"), Does.Contain("a.csv"));
            Assert.That(await visitor.Page.Locator("[data-test=roster], [data-test=withdraw]").CountAsync(), Is.Zero, name);
        }
    }

    [Test]
    public async Task What_a_correction_solved_stands_on_the_page_of_the_run()
    {
        await using Visitor zhang = await (await Browser.Open(_console, "en")).SignIn("zhang", "/runs/2026-1");
        await zhang.Upload("correction", Payload("43.csv", [A.Household(43, "320303001001")]));
        await zhang.Told();
        await zhang.Page.WaitForSelectorAsync("[data-test=corrected]");

        Assert.That(await zhang.Text("[data-test=corrected]"),
            Does.StartWith("1 file that was handed in since corrects 3 of these 3 rows"));
    }

    private static async Task Pictures(Visitor visitor, string name)
    {
        await visitor.Picture(name);
        if (!Browser.TakesPictures)
            return;

        await visitor.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await visitor.Picture($"{name}-dark");
        await visitor.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await visitor.Page.SetViewportSizeAsync(390, 844);
        await visitor.Picture($"{name}-390");
        await visitor.Page.SetViewportSizeAsync(1280, 720);
    }

    private static FilePayload Payload(string name, TestHousehold[] households) => new()
    {
        Name = name, MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(RosterText.Of(households)),
    };
}
