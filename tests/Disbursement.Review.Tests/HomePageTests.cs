using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Proofs;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Tables;
using Disbursement.Jobs.Tests.Acts;

namespace Disbursement.Review.Tests;

/// <summary>
/// The front page tells each officer what waits for them, and an empty office how to begin; open pages follow the others.
/// </summary>
[TestFixture]
internal sealed class HomePageTests
{
    private const string Batch = "2026-1-320302-ocr";
    private const string Approvals = "() => document.querySelector('.side [href=\"/batches\"] [data-test=count]')?.firstChild.data.trim()";

    [Test]
    public async Task A_new_office_is_led_through_four_steps_and_may_load_the_sample_once()
    {
        await using TestConsole console = await TestConsole.Over(TestOffice.Staffed());
        TestOffice office = console.Office;
        await using Visitor chen = await (await Browser.Open(console)).SignIn("chen");
        await chen.Picture("home-first-start");
        Assert.That(await chen.Page.Locator("[data-test=steps] li").AllInnerTextsAsync(), Has.Count.EqualTo(4));
        Assert.That(await chen.Page.Locator("[data-test=steps] .done-step").CountAsync(), Is.EqualTo(2), "officers and pack are there");

        await chen.Press("sample");
        await chen.Confirm();
        Assert.That(await chen.Told(), Does.Contain("合成样例").And.Contain("并非真实人员"));
        await chen.Page.WaitForFunctionAsync("() => document.querySelectorAll('[data-test=steps] .done-step').length === 3");
        Assert.That(await chen.Page.Locator("[data-test=sample]").CountAsync(), Is.Zero);
        Assert.That(new LoadSample(office.Setting).Run(office.Inputs.Inputs, office.Operator, CancellationToken.None),
            Is.InstanceOf<ActOutcome.Refused>().With.Property(nameof(ActOutcome.Refused.Refusal)).Property("Code").EqualTo("NOT-EMPTY"));
        Assert.That((console.HasAct(LoadSample.Name, "chen"), office.Breaks()), Is.EqualTo((true, Array.Empty<string>())));
        Assert.That(chen.Complaints, Is.Empty);
    }

    [Test]
    public async Task What_one_does_the_open_pages_of_the_others_show_within_two_seconds()
    {
        await using TestConsole console = await TestConsole.Over(TestConsole.Office2026());
        TestOffice office = console.Office;
        await using Visitor li = await (await Browser.Open(console)).SignIn("li");
        await using Visitor wu = await (await Browser.Open(console)).SignIn("wu", $"/batches/{Batch}");
        await li.Page.WaitForFunctionAsync($"() => ({Approvals})() === '2'");
        await li.Picture("home-reviewer");
        Assert.That(await li.Text("[data-test=todo]"), Does.Contain("批次待审批").And.Contain("¥").And.Not.Contain("待放行"));

        TestOffice.Done(office.Approve(Batch));
        Task shown = Task.WhenAll(
            li.Page.WaitForFunctionAsync("() => document.querySelector('[data-test=todo]').innerText.includes('批次待放行')"),
            wu.Page.WaitForSelectorAsync("[data-test=release]"));
        Assert.That(await Task.WhenAny(shown, Task.Delay(TimeSpan.FromSeconds(20))), Is.SameAs(shown), "pages follow by themselves");
        Assert.That(await wu.Page.Locator("[data-test=approve]").CountAsync(), Is.Zero);

        TestOffice.Done(new ReleaseBatch(office.Setting).Run(Batch, office["wu"]));
        await li.Page.WaitForFunctionAsync($"() => ({Approvals})() === '1'");
        Assert.That(li.Complaints.Concat(wu.Complaints), Is.Empty);
    }

    [Test]
    public async Task Who_is_asked_for_an_answer_is_told_so_on_the_front_page_until_it_is_given()
    {
        await using TestConsole console = await TestConsole.Over(TestConsole.Office2026());
        TestOffice office = console.Office;
        TestOffice.Done(new AddComment(office.Setting).Run(Batch, "请在周五前核完", office["zhang"].Id, office["wu"]));
        using Walker zhang = await new Walker(console).SignIn("zhang"), li = await new Walker(console).SignIn("li");
        Assert.That((await zhang.Get("/")).Body, Does.Contain("请在周五前核完").And.Contain($"/batches/{Batch}"));
        Assert.That((await li.Get("/")).Body, Does.Not.Contain("请在周五前核完"));

        TestOffice.Done(new AddComment(office.Setting).Run(Batch, "已核", null, office["zhang"]));
        Assert.That((await zhang.Get("/")).Body, Does.Not.Contain("请在周五前核完"));
    }

    [Test]
    public async Task Lines_of_one_file_lead_to_that_file_and_lines_of_several_to_the_list_of_files()
    {
        await using TestConsole console = await TestConsole.Over(TestConsole.Office2026());
        TestOffice office = console.Office;
        office.Send(Batch);
        TestOffice.Done(office.Import("one.csv", [new($"{Batch}-000001", "1.00", "paid", ""), new($"{Batch}-000002", "2.00", "paid", "")]));
        using Walker zhang = await new Walker(console).SignIn("zhang");
        (_, _, string one) = await zhang.Get("/");
        TestOffice.Done(office.Import("two.csv", [new($"{Batch}-000003", "3.00", "paid", "")]));
        (_, _, string two) = await zhang.Get("/");

        Assert.That(one, Does.Match("(?s)data-test=\"todo\".*?href=\"/returns/1\""));
        Assert.That(two, Does.Match("(?s)data-test=\"todo\".*?href=\"/returns\"").And.Not.Contain("href=\"/returns/1\""));
    }

    [Test]
    public async Task Each_role_sees_its_own_list()
    {
        await using TestConsole console = await TestConsole.Over(TestConsole.Office2026());
        using Walker zhang = await new Walker(console).SignIn("zhang"), sun = await new Walker(console).SignIn("sun"),
            zhao = await new Walker(console).SignIn("zhao");
        (_, _, string operators) = await zhang.Get("/");
        (_, _, string reviewers) = await sun.Get("/");
        (_, _, string auditors) = await zhao.Get("/");

        Assert.That(operators, Does.Contain("户被退回").And.Contain("/runs/2026-1#rejects").And.Not.Contain("批次待审批"));
        Assert.That(reviewers, Does.Contain("批次待审批").And.Contain("/batches/2026-1-320303-ocr").And.Not.Contain("户被退回"));
        Assert.That(auditors, Does.Contain("户被退回").And.Contain("批次待审批"));
    }

    [Test]
    public async Task A_proof_that_did_not_hold_is_first_on_the_lists_of_those_who_must_act_with_what_it_found()
    {
        await using TestConsole console = await TestConsole.Over(TestConsole.Office2026());
        using Walker zhao = await new Walker(console).SignIn("zhao"), chen = await new Walker(console).SignIn("chen"),
            li = await new Walker(console).SignIn("li");
        RecordProof.Run(console.Office.Setting, [new Check(4, "files", "文件", 1, "batch 2026-1-320302-ocr: it has no manifest")]);
        string[] told = [.. await Task.WhenAll(new[] { (zhao, "/"), (chen, "/"), (li, "/"), (zhao, "/verify"), (chen, "/schedules"),
            (zhao, "/audit?what=prove") }.Select(async at => (await at.Item1.Get(at.Item2)).Body))];

        Assert.That(told[0], Does.Match("(?s)data-test=\"todo\".*?href=\"/verify\".*?账目核对未通过"));
        Assert.That(told[1], Does.Match("(?s)data-test=\"todo\".*?href=\"/schedules\".*?账目核对未通过"));
        Assert.That(told[2], Does.Match("(?s)data-test=\"overdue\".*?1 项账目核对未通过或未能进行，已 0 天：先停止付款"));
        Assert.That(told[3..5], Has.All.Contain("起账目核对未通过：批次 2026-1-320302-ocr：").And.All.Contain("先停止审批和放行"));
        Assert.That(told[5], Does.Contain("核对账目").And.Contain("批次 2026-1-320302-ocr：").And.Contain("未通过 1"));

        RecordProof.Run(console.Office.Setting, [new Check(4, "files", "文件", 1, null)]);
        Assert.That((await zhao.Get("/")).Body, Does.Not.Contain("账目核对未通过"));
    }

    /// <summary>Nothing of a run that ends early, or whose process dies, is an act.</summary>
    [Test]
    public async Task A_run_whose_process_is_gone_is_on_the_list_at_once_with_what_to_do()
    {
        await using TestConsole console = await TestConsole.Over(TestConsole.Office2026());
        TestOffice office = console.Office;
        using Walker zhang = await new Walker(console).SignIn("zhang"), chen = await new Walker(console).SignIn("chen");
        Assert.That((await zhang.Get("/")).Body, Does.Not.Contain("发放中途停止"));
        new RunBook(office.Setting.Store).Start(new RunRecord
        {
            Number = 2, Id = "2026-2", Year = 2026, Ordinal = 2, State = RunState.Assessing, Maker = "zhang", Language = "zh",
            StartedAt = office.Inputs.Clock.GetUtcNow(),
        });

        (_, _, string list) = await zhang.Get("/");
        (_, _, string run) = await zhang.Get("/runs/2026-2");
        Assert.That(list, Does.Match("(?s)href=\"/runs/2026-2\".*?发放中途停止，待重新启动"));
        Assert.That((await chen.Get("/")).Body, Does.Contain("发放中途停止，待重新启动").And.Not.Contain("href=\"/runs"), "tells an operator");
        Assert.That(run, Does.Contain("请重新启动 2026 年的发放").And.Contain("href=\"/runs/start\"").And.Not.Contain("under-way"));
        using (RunLock.Take(office.Inputs.Data))
        {
            Assert.That((await zhang.Get("/")).Body, Does.Not.Contain("发放中途停止"), "somebody works on it");
            Assert.That((await zhang.Get("/runs/2026-2")).Body, Does.Contain("data-test=\"under-way\"").And.Not.Contain("请重新启动"));
        }
    }
}
