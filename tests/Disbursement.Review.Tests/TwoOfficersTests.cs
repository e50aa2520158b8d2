using Disbursement.Jobs.Tests.Acts;

namespace Disbursement.Review.Tests;

/// <summary>Two reviewers at the same batch, and a connection that breaks in the middle of an act.</summary>
[TestFixture]
internal sealed class TwoOfficersTests
{
    private const string Batch = "2026-1-320302-ocr";

    private TestConsole _console = null!;

    private TestOffice Office => _console.Office;

    [SetUp]
    public async Task Open() => _console = await TestConsole.Over(TestConsole.Office2026());

    [TearDown]
    public async Task Close() => await _console.DisposeAsync();

    [Test]
    public async Task What_one_holds_the_other_cannot_approve_unseen()
    {
        await using Visitor li = await (await Browser.Open(_console)).SignIn("li", $"/batches/{Batch}");
        await using Visitor wu = await (await Browser.Open(_console)).SignIn("wu", $"/payments/{Batch}-000003");
        await li.Press("approve");
        await li.Page.WaitForSelectorAsync(".mud-dialog");
        await wu.Press("hold");
        await wu.Confirm("证书待核");
        await wu.Told();
        await li.Confirm();
        string told = await li.Told();

        Assert.That(told, Does.Contain("不是您审核的那一份"));
        Assert.That((Office.StateOf(Batch), Office.PaymentState($"{Batch}-000003")), Is.EqualTo(("proposed", "held")));
    }

    [Test]
    public async Task Two_who_approve_at_once_leave_one_approval()
    {
        await using Visitor li = await (await Browser.Open(_console)).SignIn("li", $"/batches/{Batch}");
        await using Visitor wu = await (await Browser.Open(_console)).SignIn("wu", $"/batches/{Batch}");
        await li.Press("approve");
        await wu.Press("approve");
        await Task.WhenAll(li.Confirm(), wu.Confirm());
        string[] told = [await li.Told(), await wu.Told()];

        Assert.That(told.Count(text => text.Contains("已审批：", StringComparison.Ordinal)), Is.EqualTo(1));
        Assert.That((Office.StateOf(Batch), Office.Number("SELECT COUNT(*) FROM batch_acts WHERE act = 'approve'")),
            Is.EqualTo(("approved", 1L)));
    }

    [Test]
    public async Task A_connection_lost_in_the_middle_of_an_act_neither_loses_nor_doubles_it()
    {
        await using Visitor li = await (await Browser.Open(_console)).SignIn("li", $"/payments/{Batch}-000005");
        await li.Press("hold");
        await li.Write("textarea", "待核实");
        await li.Page.ClickAsync(".mud-dialog [data-test=confirm]");
        await li.Page.Context.SetOfflineAsync(true);
        await li.Page.WaitForTimeoutAsync(1500);
        await li.Page.Context.SetOfflineAsync(false);
        await li.Go($"/payments/{Batch}-000005");
        if (Office.PaymentState($"{Batch}-000005") == "proposed")
        {
            // The click never arrived: it is given again.
            await li.Press("hold");
            await li.Confirm("待核实");
            await li.Told();
        }

        Assert.That((Office.PaymentState($"{Batch}-000005"), Office.Number("SELECT COUNT(*) FROM audit WHERE "
            + "act = 'hold' AND outcome = 'done'")), Is.EqualTo(("held", 1L)));
        Assert.That(Office.Breaks(), Is.Empty);
    }
}
