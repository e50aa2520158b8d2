using System.Security.Cryptography;
using System.Text;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Rosters;
using Microsoft.Playwright;

namespace Disbursement.Review.Tests;

/// <summary>Reviewers go through what needs a look, see what is open before they approve, and ask one another.</summary>
[TestFixture]
internal sealed class QueueTests
{
    private const string Batch = "2026-1-320302-ocr", Other = "2026-1-320303-ocr";

    private TestConsole _console = null!;

    private TestOffice Office => _console.Office;

    [SetUp]
    public async Task Open()
    {
        TestOffice office = TestOffice.Staffed();
        office.Inputs.Roster("a.csv", [.. Enumerable.Range(1, 6).Select(i => i > 3
            ? A.Household(i)
            : A.Household(i).Mother(("account_name", "别人的户名")))]);
        office.Inputs.Roster("b.csv", A.Household(41, "320303001001"), A.Household(42, "320303001001"));
        foreach (string name in new[] { "li", "wu", "sun" })
            TestOffice.Done(new ManageOfficers(office.Setting).Password(office[name], name, TestOffice.Password));
        office.Run();
        _console = await TestConsole.Over(office);
    }

    [TearDown]
    public async Task Close() => await _console.DisposeAsync();

    [Test]
    public async Task A_reviewer_clears_the_flags_of_a_batch_by_keys_alone_and_the_dialog_tells_what_is_open()
    {
        string[] flagged =
            Office.Texts($"SELECT payment_no FROM payments WHERE payment_no LIKE '{Batch}-%' AND flags IS NOT NULL ORDER BY id");
        Assert.That(flagged, Has.Length.EqualTo(3));
        await using Visitor li = await (await Browser.Open(_console)).SignIn("li", $"/batches/{Batch}");
        Assert.That(await OpenMatters(li), Does.Contain("审核提示 3 笔，已阅 0 笔").And.Contain("未阅：户名不符 3 笔"));

        await li.Go($"/review?batch={Batch}");
        await Stands(li, flagged[0]);
        await li.Page.WaitForSelectorAsync("details.scheme");
        await li.Picture("queue-1");
        await li.Page.Keyboard.PressAsync("o");
        await Stands(li, flagged[1]);
        await li.Page.Keyboard.PressAsync("h");
        await li.Page.WaitForSelectorAsync(".mud-dialog textarea:focus");
        await li.Page.Keyboard.TypeAsync("户名待核 jkoh");
        await li.Page.WaitForSelectorAsync(".mud-dialog [data-test=confirm]:not([disabled])");
        await li.Page.Keyboard.PressAsync("Control+Enter");
        await Stands(li, flagged[2]);
        await li.Page.Keyboard.PressAsync("k");
        await Stands(li, flagged[1]);
        await li.Page.Keyboard.PressAsync("j");
        await Stands(li, flagged[2]);
        await li.Page.WaitForTimeoutAsync(400);
        await li.Page.Keyboard.PressAsync("o");
        await li.Page.WaitForSelectorAsync("[data-test=looked]");

        Assert.That(flagged.Select(Office.PaymentState), Is.EqualTo(new[] { "proposed", "held", "proposed" }));
        Assert.That(Office.Texts("SELECT subject FROM audit WHERE act = 'look-at' AND actor = 'li' ORDER BY sequence"),
            Is.EqualTo(new[] { flagged[0], flagged[2] }));
        await li.Go("/review");
        Assert.That(await li.Text(), Does.Contain("没有需要查看的付款"));
        await li.Go($"/batches/{Batch}");
        Assert.That(await OpenMatters(li), Does.Contain("审核提示 2 笔，已阅 2 笔（您本人 2 笔）")
            .And.Contain("其中 1 笔是在文件重新生成之前阅的").And.Contain("暂扣 1 笔"));
        Assert.That(li.Complaints, Is.Empty);
        Assert.That(Office.Breaks(), Is.Empty);
    }

    [Test]
    public async Task A_key_that_is_held_down_marks_one_payment_and_not_those_that_come_after_it()
    {
        string first = Office.Text($"SELECT payment_no FROM payments WHERE payment_no LIKE '{Batch}-%' AND flags IS NOT NULL "
            + "ORDER BY id LIMIT 1")!;
        await using Visitor li = await (await Browser.Open(_console)).SignIn("li", $"/review?batch={Batch}");
        await Stands(li, first);
        await li.Page.WaitForTimeoutAsync(500);
        for (int i = 0; i < 20; i++)
            await li.Page.Keyboard.DownAsync("o");
        await li.Page.Keyboard.UpAsync("o");
        await li.Page.WaitForFunctionAsync("first => !document.querySelector('[data-test=queued]').innerText.includes(first)", first);
        await li.Quiet();

        Assert.That(Office.Texts("SELECT subject FROM audit WHERE act = 'look-at'"), Is.EqualTo(new[] { first }));
    }

    [Test]
    public async Task A_reason_that_was_given_up_does_not_turn_up_at_the_next_payment()
    {
        await using Visitor li = await (await Browser.Open(_console)).SignIn("li", $"/review?batch={Batch}");
        await li.Page.WaitForSelectorAsync("[data-test=queued]");
        await li.Page.Keyboard.PressAsync("h");
        await li.Page.WaitForSelectorAsync(".mud-dialog textarea:focus");
        await li.Page.Keyboard.TypeAsync("只与第一笔有关");
        await li.GiveUp();
        string[] kept = await li.Page.EvaluateAsync<string[]>("() => Object.keys(sessionStorage).filter(key => key.startsWith('kept:'))");
        await li.Page.Keyboard.PressAsync("j");
        await li.Page.Keyboard.PressAsync("h");
        await li.Page.WaitForSelectorAsync(".mud-dialog textarea:focus");
        await li.Quiet();

        Assert.That(kept, Is.Empty);
        Assert.That(await li.Page.InputValueAsync(".mud-dialog textarea"), Is.Empty);
    }

    [Test]
    public async Task What_is_new_in_a_second_run_of_the_year_is_found_in_its_own_batch()
    {
        Office.Inputs.Roster("a.csv", [.. Enumerable.Range(1, 8).Select(i => A.Household(i))]);
        string run = Office.Run().Summary.Run.Id;
        await using Visitor li = await (await Browser.Open(_console)).SignIn("li", $"/review?batch={run}-320302-ocr&what=new");
        await Stands(li, $"{run}-320302-ocr-000001");

        Assert.That(await li.Text("[data-test=place]"), Does.Contain("共 4 笔"));
    }

    [Test]
    public async Task Batches_are_approved_together_each_by_an_act_of_its_own_and_the_refused_one_says_why()
    {
        await File.AppendAllTextAsync(Office.FileOf(Other), " ");
        string manifest = string.Concat(new[] { Batch, Other }.Select(batch =>
            $"{batch} {Office.Text($"SELECT files_sha256 FROM batches WHERE id = '{batch}'")}\n"));
        string sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(manifest)));
        await using Visitor li = await (await Browser.Open(_console)).SignIn("li", "/batches");
        await li.Page.CheckAsync("[data-test=choose-all]");
        await li.Press("approve-chosen");
        await li.Page.WaitForSelectorAsync(".mud-dialog [data-test=confirm]");
        await li.Quiet();
        await li.Picture("bulk-1");
        string asked = await li.Text(".mud-dialog");
        await li.Confirm();
        string told = await li.Told();
        await li.Picture("bulk-2");

        Assert.That(asked, Does.Contain("2 个批次").And.Contain("付款文件被改动或缺失").And.Contain(sha256));
        Assert.That(told, Does.Contain("已办 1 个，未办 1 个").And.Contain(sha256));
        Assert.That(await li.Text("[data-test=chosen-results]"), Does.Contain("付款文件被改动或缺失").And.Not.Contain("FILE-TOUCHED"));
        Assert.That((Office.StateOf(Batch), Office.StateOf(Other)), Is.EqualTo(("approved", "proposed")));
        Assert.That(Office.Texts("SELECT subject FROM audit WHERE act = 'approve' AND outcome = 'done' AND detail LIKE "
            + $"'%chosen={sha256}%'"), Is.EqualTo(new[] { Batch }));
    }

    [Test]
    public async Task What_one_says_another_sees_and_answers_and_it_is_no_business_of_other_counties()
    {
        await using Visitor li = await (await Browser.Open(_console)).SignIn("li", $"/payments/{Batch}-000002");
        await li.Page.FillAsync("[data-test=comment]", "户名对不上，请查存折");
        await li.Page.SelectOptionAsync("[data-test=comment-to]", new SelectOptionValue { Label = "wu" });
        await li.Press("send-comment");
        await li.Page.WaitForSelectorAsync("[data-test=comments] article");
        await li.Picture("comment-1");
        await using Visitor wu = await (await Browser.Open(_console)).SignIn("wu");
        await wu.Page.ClickAsync("[data-test=asked] a");
        await wu.At($"**/payments/{Batch}-000002");
        await wu.Page.WaitForSelectorAsync("[data-test=comments] article");
        string seen = await wu.Text("[data-test=comments]");
        await wu.Page.FillAsync("[data-test=comment]", "存折已核，无误");
        await wu.Press("send-comment");
        await wu.Page.WaitForSelectorAsync("[data-test=comments] article:nth-of-type(2)");
        await wu.Go("/");

        Assert.That(seen, Does.Contain("户名对不上，请查存折").And.Contain("li").And.Contain("请 wu 答复"));
        Assert.That(await wu.Page.Locator("[data-test=asked]").CountAsync(), Is.Zero);
        Assert.That((Said("sun", "与我无关", null), Said("wu", "证件 320302198503040021", null), Said("wu", "请核", Office["sun"]),
            Said("chen", "请核", null)), Is.EqualTo(("NOT-YOUR-COUNTY", "PERSONAL-NUMBER", "COMMENT-TO", "NOT-YOUR-POWER")));
        Assert.That(Office.Breaks(), Is.Empty);
    }

    private string Said(string by, string text, Officer? to) =>
        TestOffice.CodeOf(new AddComment(Office.Setting).Run($"{Batch}-000002", text, to?.Id, Office[by]));

    /// <summary>What the dialog of an approval tells, which is then left.</summary>
    private static async Task<string> OpenMatters(Visitor li)
    {
        await li.Press("approve");
        await li.Page.WaitForSelectorAsync(".mud-dialog [data-test=open]");
        await li.Picture("approve-open");
        string told = await li.Text(".mud-dialog");
        await li.Page.ClickAsync(".mud-dialog [data-leave]");
        await li.Page.WaitForSelectorAsync(".mud-dialog", new() { State = WaitForSelectorState.Detached });
        return told;
    }

    private static Task Stands(Visitor li, string paymentNo) =>
        li.Page.Locator($"[data-test=queued]:has-text('{paymentNo}')").WaitForAsync();
}
