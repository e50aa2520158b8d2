using Disbursement.Jobs.Tests.Acts;

namespace Disbursement.Review.Tests;

/// <summary>An administrator's day: officers come, forget their password, and go; schedules are paused and resumed.</summary>
[TestFixture]
internal sealed class AdministratorDayTests
{
    private TestConsole _console = null!;

    [SetUp]
    public async Task Open() => _console = await TestConsole.Over(TestConsole.Office2026());

    [TearDown]
    public async Task Close() => await _console.DisposeAsync();

    [TestCase("zh-CN")]
    [TestCase("en")]
    public async Task An_administrator_adds_a_reviewer_of_one_county_who_chooses_a_password(string language)
    {
        await using Visitor chen = await (await Browser.Open(_console, language)).SignIn("chen", "/officers");
        await chen.Press("add-officer");
        await chen.Page.FillAsync(".mud-dialog input[data-test=officer]", "qian");
        await chen.Page.SelectOptionAsync("[data-test=role]", "Reviewer");
        await chen.Page.FillAsync(".mud-dialog input[data-test=counties]", "320302，320303");
        await chen.Confirm();
        string password = await chen.Text("[data-test=one-time]");
        await chen.Picture($"administrator-1-added-{language}");
        await using Visitor qian = await Browser.Open(_console, language);
        await qian.SignIn("qian", "/batches", password);
        Assert.That(qian.Page.Url, Does.EndWith("/password"));
        await qian.Picture($"administrator-2-password-{language}");
        await qian.Page.FillAsync("input[name=old]", password);
        await qian.Page.FillAsync("input[name=password]", TestOffice.Password);
        await qian.Page.FillAsync("input[name=again]", TestOffice.Password);
        await qian.Page.ClickAsync("button.main");
        await qian.Ready();
        await qian.Go("/batches");
        Assert.That(await qian.Text(), Does.Contain("2026-1-320302-ocr"));

        await chen.Page.ClickAsync("tr[data-officer=qian] [data-test=disable]");
        await chen.Confirm();
        await qian.Page.WaitForURLAsync("**/sign-in?why=ENDED**", new() { Timeout = 8000 });

        Assert.That(_console.Office.Text("SELECT counties FROM officers WHERE name = 'qian'"), Is.EqualTo("320302,320303"));
        Assert.That(chen.Complaints, Is.Empty);
    }

    [Test]
    public async Task An_administrator_sees_nobodys_personal_data()
    {
        await using Visitor chen = await (await Browser.Open(_console)).SignIn("chen");
        await chen.Picture("administrator-3-front");

        Assert.That(await chen.Page.Locator("aside nav a").AllInnerTextsAsync(), Is.EqualTo(new[] { "首页", "定时任务", "用户" }));
    }

    [Test]
    public async Task The_schedules_are_seen()
    {
        await using Visitor chen = await (await Browser.Open(_console)).SignIn("chen", "/schedules");
        await chen.Picture("administrator-4-schedules");

        Assert.That(await chen.Text(), Does.Contain("yearly-run").And.Contain("0 0 8 1 6 ?"));
    }
}
