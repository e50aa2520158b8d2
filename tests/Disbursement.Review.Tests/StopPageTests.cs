using Disbursement.Domain.Amounts;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Review.Tests;

/// <summary>The acts that need two reviewers, pressed in a real browser: a stop and its lifting, a first and a second approval.</summary>
[TestFixture]
internal sealed class StopPageTests
{
    private const string Batch = "2026-1-320302-ocr";

    private static readonly string Mother = A.Household(1).Rows[0]["id_number"];

    private TestConsole _console = null!;

    private TestOffice Office => _console.Office;

    [TearDown]
    public async Task Close() => await _console.DisposeAsync();

    [TestCase("zh-CN")]
    public async Task A_reviewer_stops_a_person_and_another_lifts_the_stop(string language)
    {
        _console = await TestConsole.Over(TestConsole.Office2026());
        await using Visitor li = await (await Browser.Open(_console, language)).SignIn("li", "/stops");
        await li.Press("stop");
        await li.Write(".mud-dialog [data-test=id]", Mother);
        await li.Write(".mud-dialog [data-test=from]", "2026-05");
        await li.Write(".mud-dialog [data-test=document]", "核查通知 7");
        await li.Write(".mud-dialog [data-test=reason]", "户籍迁出待核实");
        await li.Quiet();
        await li.Picture($"stop-1-dialog-{language}");
        await li.Press("confirm");
        Assert.That(await li.Told(), Does.Contain("1"));
        Assert.That(await li.Text("[data-test=stops]"),
            Does.Contain("核查通知 7").And.Contain("li").And.Contain("王秀英").And.Contain("3203**********0021"));
        Assert.That(await li.Page.Locator("[data-test=lift-stop]").CountAsync(), Is.Zero, "another officer lifts it");
        Assert.That(Office.Number("SELECT COUNT(*) FROM payments WHERE state = 'held' AND note LIKE 'STOPPED%'"), Is.EqualTo(1));
        Assert.That(await li.Text(), Does.Not.Contain(Mother), "the page names nobody by number");

        await using Visitor wu = await (await Browser.Open(_console, language)).SignIn("wu", "/stops");
        await wu.Picture($"stop-2-list-{language}");
        await wu.Press("lift-stop");
        await wu.Confirm("已核实");
        Assert.That(await wu.Told(), Does.Contain("1"));

        Assert.That((Office.Number("SELECT COUNT(*) FROM payments WHERE state = 'held'"), Office.Breaks().Length), Is.EqualTo((0, 0)));
        Assert.That((_console.HasAct("stop", "li"), _console.HasAct("lift-stop", "wu")), Is.EqualTo((true, true)));
        Assert.That(li.Complaints.Concat(wu.Complaints), Is.Empty);
    }

    [TestCase("en")]
    public async Task Two_reviewers_approve_a_large_batch_and_the_first_releases_it(string language)
    {
        _console = await TestConsole.Over(TestConsole.Office2026(), levels: new ApprovalLevels(Money.FromYuan(100)));
        await using Visitor li = await (await Browser.Open(_console, language)).SignIn("li", $"/batches/{Batch}");
        await li.Press("approve");
        await li.Confirm();
        await li.Told();
        Assert.That(await li.Text("[data-test=one-more]"), Does.Contain("li"));
        await li.Picture($"levels-1-one-more-{language}");
        await li.Press("approve");
        await li.Confirm();
        Assert.That(await li.Told(), Does.Contain(language == "en" ? "another one is missing" : "还差另一位"));

        await using Visitor wu = await (await Browser.Open(_console, language)).SignIn("wu", $"/batches/{Batch}");
        await wu.Press("approve");
        await wu.Confirm();
        Assert.That(await wu.Told(), Does.Contain(Office.Sha256(Batch)));
        await wu.Press("release");
        await wu.Confirm();
        Assert.That(await wu.Told(), Does.Contain(language == "en" ? "somebody else releases it" : "须由另一人放行"));
        await li.Go($"/batches/{Batch}");
        await li.Press("release");
        await li.Confirm();
        await li.Told();

        Assert.That((Office.StateOf(Batch), Office.Breaks().Length), Is.EqualTo(("released", 0)));
        Assert.That(li.Complaints.Concat(wu.Complaints), Is.Empty);
    }
}
