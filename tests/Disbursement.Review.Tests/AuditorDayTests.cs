using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Rosters;
using Microsoft.Playwright;

namespace Disbursement.Review.Tests;

/// <summary>An auditor's day: a person, the books down to the roster line, the proofs, the record of acts, an export.</summary>
[TestFixture]
internal sealed class AuditorDayTests
{
    private const string Batch = "2026-1-320302-ocr";

    private TestConsole _console = null!;

    [SetUp]
    public async Task Open() => _console = await TestConsole.Over(TestConsole.Office2026());

    [TearDown]
    public async Task Close() => await _console.DisposeAsync();

    [TestCase("zh-CN")]
    [TestCase("en")]
    public async Task An_auditor_finds_a_person_on_record_and_the_number_stands_in_no_link(string language)
    {
        string id = A.Household(7).MotherId;
        await using Visitor zhao = await (await Browser.Open(_console, language)).SignIn("zhao", "/find");
        await zhao.Page.FillAsync("[data-test=find]", id);
        await zhao.Press("seek");
        await zhao.Confirm("群众来信核查");
        await zhao.Page.WaitForSelectorAsync("details.scheme");
        await zhao.Picture($"auditor-1-person-{language}");

        Assert.That(await zhao.Text(), Does.Contain("H-00007").And.Not.Contain(id));
        Assert.That(zhao.Page.Url, Does.Not.Contain(id));
        Assert.That((_console.HasAct("look-up", "zhao"), _console.Office.Texts("SELECT coalesce(subject, '') || coalesce(detail, '') FROM "
            + "audit").Any(text => text.Contains(id, StringComparison.Ordinal))), Is.EqualTo((true, false)));
        Assert.That(zhao.Complaints, Is.Empty);
    }

    [TestCase("2026-1", "**/runs/2026-1")]
    [TestCase(Batch, $"**/batches/{Batch}")]
    [TestCase($"{Batch}-000009", $"**/payments/{Batch}-000009")]
    [TestCase("320302/9", "**/transfers/320302/9")]
    public async Task An_auditor_finds_anything_by_its_number(string number, string place)
    {
        await using Visitor zhao = await (await Browser.Open(_console)).SignIn("zhao", "/find");
        await zhao.Page.FillAsync("[data-test=find]", number);
        await zhao.Press("seek");

        await zhao.At(place);
    }

    [Test]
    public async Task The_books_lead_from_an_account_to_the_line_of_a_roster()
    {
        await using Visitor zhao = await (await Browser.Open(_console)).SignIn("zhao", "/ledger");
        await zhao.Picture("auditor-2-balance");
        await zhao.Page.ClickAsync("a[href*='expense%3A320302%3Aocr']");
        await zhao.At("**/ledger/320302?**");
        Assert.That(await zhao.Text("main"), Does.Contain("支出").And.Not.Contain("expense:"));
        Assert.That(await zhao.Page.InputValueAsync("select[name=account]"), Is.EqualTo("expense:320302:ocr"));
        await zhao.Picture("auditor-3-account");
        await zhao.Page.ClickAsync("a[href='/transfers/320302/7']");
        await zhao.At("**/transfers/320302/7");
        await zhao.Page.WaitForSelectorAsync("text=a.csv : 11");
        await zhao.Picture("auditor-4-transfer");

        Assert.That(zhao.Complaints, Is.Empty);
    }

    [Test]
    public async Task The_books_are_proved_and_replayed_in_sight_of_everybody()
    {
        await using Visitor zhao = await (await Browser.Open(_console)).SignIn("zhao", "/verify");
        Assert.That(await zhao.Text("[data-test=last-whole]"), Does.Contain("尚无"));
        await zhao.Press("replay");
        await zhao.Page.WaitForSelectorAsync("[data-test=proved].told-done", new PageWaitForSelectorOptions { Timeout = 60_000 });
        await zhao.Picture("auditor-5-proved");
        await using Visitor again = await (await Browser.Open(_console)).SignIn("zhao", "/verify");
        Assert.That(await again.Text(), Does.Contain("全部核对通过").And.Contain("2026-1"));
        await zhao.Page.WaitForSelectorAsync("[data-test=last-whole] >> text=核对无误：2026-");

        Assert.That(zhao.Complaints, Is.Empty);
    }

    [Test]
    public async Task A_book_that_was_touched_is_shown_as_broken()
    {
        await File.AppendAllTextAsync(_console.Office.FileOf(Batch), "x");
        await using Visitor zhao = await (await Browser.Open(_console)).SignIn("zhao", "/verify");
        await zhao.Press("verify");
        await zhao.Page.WaitForSelectorAsync("[data-test=proved].told-refused", new PageWaitForSelectorOptions { Timeout = 60_000 });

        Assert.That(await zhao.Text(), Does.Contain(Batch));
    }

    [Test]
    public async Task The_record_of_acts_is_filtered_and_the_books_are_taken_along()
    {
        _ = _console.Office.Approve(Batch, _console.Office["sun"]);
        await using Visitor zhao = await (await Browser.Open(_console)).SignIn("zhao", "/audit?outcome=refused");
        Assert.That(await zhao.Text(), Does.Contain("不属于所管区县").And.Not.Contain("NOT-YOUR-COUNTY"));
        Assert.That(await zhao.Page.Locator("main a[href='/help#refusal-NOT-YOUR-COUNTY']").CountAsync(), Is.EqualTo(1));
        await zhao.Picture("auditor-6-acts");
        await zhao.Go("/ledger");
        IDownload download = await zhao.Page.RunAndWaitForDownloadAsync(() => zhao.Page.ClickAsync("form[action='/files/ledger'] button"));

        Assert.That(download.SuggestedFilename, Is.EqualTo("ledger.journal"));
        Assert.That(await File.ReadAllTextAsync(await download.PathAsync()), Does.Contain("320302"));
        await zhao.Go("/ledger?county=320303");
        IDownload one = await zhao.Page.RunAndWaitForDownloadAsync(() => zhao.Press("export-ledger"));
        Assert.That(one.SuggestedFilename, Is.EqualTo("ledger-320303.journal"), "what is shown is what is taken");
        Assert.That(zhao.Complaints, Is.Empty);
    }
}
