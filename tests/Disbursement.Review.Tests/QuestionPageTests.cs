using System.Net;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Questions.Audits;
using Disbursement.Jobs.Reports;
using Disbursement.Jobs.Tests.Acts;
using Microsoft.Playwright;

namespace Disbursement.Review.Tests;

/// <summary>An auditor asks the audit office's questions and exports the answers.</summary>
[TestFixture]
internal sealed class QuestionPageTests
{
    private const string Batch = "2026-1-320302-ocr";

    private TestConsole _console = null!;

    private TestOffice Office => _console.Office;

    [OneTimeSetUp]
    public async Task Open()
    {
        TestOffice office = TestConsole.Office2026();
        office.Send(Batch);
        _console = await TestConsole.Over(office);
    }

    [OneTimeTearDown]
    public async Task Close() => await _console.DisposeAsync();

    [TestCase("zh-CN", "60 行", "看不到什么")]
    public async Task An_auditor_chooses_a_question_and_sees_sums_lines_and_what_the_answer_cannot_see(
        string language, string count, string unseen)
    {
        await using Visitor zhao = await (await Browser.Open(_console, language)).SignIn("zhao", "/questions");
        Assert.That(await zhao.Page.Locator("[data-test=questions] tbody tr").CountAsync(), Is.EqualTo(AskAudit.Questions.Count));
        await zhao.Picture($"question-1-list-{language}");
        await zhao.Page.ClickAsync("[data-test=questions] a[href='/questions/unanswered?year=2026']");
        await zhao.At("**/questions/unanswered?year=2026");
        await zhao.Page.WaitForSelectorAsync("[data-test=answer]");
        await zhao.Picture($"question-2-answer-{language}");

        Assert.That(await zhao.Text("[data-test=answer]"), Does.Contain(count).And.Contain("¥3,600.00"));
        Assert.That(await zhao.Text("[data-test=sums]"), Does.Contain("鼓楼区"));
        Assert.That(await zhao.Page.Locator("[data-test=findings] tbody tr").CountAsync(), Is.EqualTo(50));
        Assert.That(await zhao.Text(), Does.Contain(unseen).And.Not.Match("[0-9]{17}[0-9X]"));
        await zhao.Page.ClickAsync(".pager a >> nth=0");
        await zhao.At("**page=2");
        await zhao.Page.WaitForFunctionAsync("() => document.querySelectorAll('[data-test=findings] tbody tr').length === 10");
        await zhao.Page.ClickAsync($"[data-test=findings] a[href='/payments/{Batch}-000060']");
        await zhao.At($"**/payments/{Batch}-000060");
        Assert.That(zhao.Complaints, Is.Empty);
    }

    [Test]
    public async Task Every_question_is_answered_in_the_console()
    {
        await using Visitor zhao = await (await Browser.Open(_console)).SignIn("zhao");
        foreach (AuditQuestion question in AskAudit.Questions)
        {
            await zhao.Go($"/questions/{question.Name}?year=2026");
            await zhao.Page.WaitForSelectorAsync("[data-test=answer]");
            Assert.That(await zhao.Text("[data-test=answer]"), Does.Contain($"{Asked(question, new AuditOrder { Year = 2026 }).Count} 行"),
                question.Name);
            await zhao.Picture($"question-3-{question.Name}");
        }

        Assert.That(zhao.Complaints, Is.Empty);
    }

    [Test]
    public async Task What_exactly_is_asked_stands_in_the_form_and_a_wrong_value_counts_as_none()
    {
        await using Visitor zhao = await (await Browser.Open(_console, "en"))
            .SignIn("zhao", "/questions/check-sample?year=2026&size=5&seed=11&weighted=true");
        await zhao.Page.WaitForSelectorAsync("[data-test=answer]");
        Assert.That(await zhao.Text(), Does.Contain("Seed 11, size 5, weighted by amount"));
        string[] drawn = [.. await zhao.Page.Locator("[data-test=findings] tbody a").AllInnerTextsAsync()];
        Assert.That(drawn, Is.EqualTo(Asked(new CheckSample(), new AuditOrder { Year = 2026, Size = 5, Seed = 11, IsWeighted = true })
            .Select(line => line.Cells[1])));

        await zhao.Go("/questions/shared-account?year=1812&county=nowhere&over=1");
        await zhao.Page.WaitForSelectorAsync("[data-test=answer]");
        Assert.That(await zhao.Text(), Does.Contain("more than 1 persons"));
        await zhao.Go("/questions/who-is-rich");
        Assert.That(await zhao.Text("[role=alert]"), Does.Contain("who-is-rich"));
    }

    [TestCase("csv")]
    [TestCase("xlsx")]
    public async Task An_answer_is_taken_along_whole_on_record(string format)
    {
        await using Visitor zhao = await (await Browser.Open(_console)).SignIn("zhao", "/questions/unanswered?year=2026&county=320302");
        await zhao.Page.WaitForSelectorAsync("[data-test=answer]");
        IDownload download = await zhao.Page.RunAndWaitForDownloadAsync(() => zhao.Press(format));

        Assert.That(download.SuggestedFilename, Is.EqualTo($"unanswered-2026-320302.{format}"));
        if (format == "csv")
            Assert.That((await File.ReadAllTextAsync(await download.PathAsync())).Split("\r\n"), Has.Length.EqualTo(1 + 60 + 1));
        Assert.That(Office.LastAct(),
            Does.ContainKey("act").WithValue("take-file").And.ContainKey("subject").WithValue("2026 320302").And.ContainKey("detail")
                .WithValue("list=report-unanswered").And.ContainKey("actor").WithValue("zhao"));
    }

    [TestCase("zhao", "steps", "csv", HttpStatusCode.OK)]
    [TestCase("zhao", "../keys", "csv", HttpStatusCode.NotFound)]
    [TestCase("zhao", "steps", "exe", HttpStatusCode.NotFound)]
    [TestCase("li", "steps", "csv", HttpStatusCode.Forbidden)]
    [TestCase("zhang", "steps", "csv", HttpStatusCode.Forbidden)]
    [TestCase("chen", "steps", "csv", HttpStatusCode.Forbidden)]
    public async Task An_answer_goes_to_auditors_alone(string name, string question, string format, HttpStatusCode expected)
    {
        using Walker officer = await new Walker(_console).SignIn(name);
        using HttpResponseMessage answer =
            await officer.Send("/", "/files/question", ("question", question), ("year", "2026"), ("format", format));

        Assert.That(answer.StatusCode, Is.EqualTo(expected));
    }

    [Test]
    public async Task Before_the_first_run_there_is_nothing_to_ask()
    {
        TestOffice empty = TestOffice.Staffed();
        await using TestConsole console = await TestConsole.Over(empty);
        using Walker zhao = await new Walker(console).SignIn("zhao");

        Assert.That((await zhao.Get("/questions")).Body, Does.Contain("class=\"empty\""));
        Assert.That((await zhao.Get("/questions/steps")).Status, Is.EqualTo(HttpStatusCode.OK));
    }

    /// <summary>The lines as the program gives them without the console.</summary>
    private List<ReportLine> Asked(AuditQuestion question, AuditOrder order) =>
        [.. AskAudit.Run(question, new AuditSetting(Office.Inputs.Data, Office.Setting.Store, Office.Setting.Ring, Office.Inputs.Clock),
            order, CancellationToken.None).Lines];
}
