using System.Globalization;
using System.Text;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;
using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.ReturnFiles;
using Disbursement.Jobs.Tests.Rosters;
using Microsoft.Playwright;

namespace Disbursement.Review.Tests;

/// <summary>
/// What a clerk, a reviewer and an auditor do on a day in an office of so many households, from the front page on, with every click, key
/// and text counted. On request; the figures are printed, and docs/operations.md has them.
/// </summary>
[TestFixture]
[NonParallelizable]
internal sealed class DayTests
{
    /// <summary>How many households the office has; nothing is counted where it is not set.</summary>
    private const string Wanted = "DISBURSE_TEST_DAYS";

    private const int Flags = 11, Rejects = 20, Lines = 18;

    private Visitor _at = null!;
    private int _clicks;
    private int _keys;
    private int _texts;

    [TestCase("zh-CN")]
    [TestCase("en")]
    public async Task The_clicks_of_each_task_are_counted_on_request(string language)
    {
        if (!int.TryParse(Environment.GetEnvironmentVariable(Wanted), NumberStyles.None, CultureInfo.InvariantCulture, out int households))
        {
            Assert.Ignore($"{Wanted} names no number of households.");
            return;
        }

        TestOffice office = TestOffice.Staffed(new TestInputs().WithSample(households, faultsPercent: 1));
        office.Inputs.Roster("z.csv", [.. Enumerable.Range(1, Flags).Select(i => A.Household(i).Mother(("account_name", "别人的户名")))]);
        office.Run();
        string first = office.Text("SELECT id FROM batches WHERE payments > 40 ORDER BY payments, id LIMIT 1")!;
        await using TestConsole console = await TestConsole.Over(office);
        await using Visitor li = await (await Browser.Open(console, language)).SignInByHand("li"),
            zhang = await (await Browser.Open(console, language)).SignInByHand("zhang"),
            zhao = await (await Browser.Open(console, language)).SignInByHand("zhao");
        await Tell(li, $"{Flags} flags are cleared", () => ClearFlags(office));
        await Tell(li, $"{office.Number("SELECT COUNT(*) FROM batches WHERE state = 'proposed'")} batches are approved", ApproveAll);
        Assert.That(office.Number("SELECT COUNT(*) FROM batches WHERE state = 'proposed'"), Is.Zero);
        await Tell(zhao, "a person is found by name", () => FindByName(office));
        await Tell(zhang, $"{Rejects} rejected rows are corrected", () => CorrectRejects(office));
        Quarantine(office, first);
        await Tell(zhang, $"{Lines} lines in quarantine are answered", AnswerLines);
        await Tell(li, $"{Lines} answers are confirmed", ConfirmLines);
        Assert.That(office.Number("SELECT COUNT(*) FROM audit WHERE act = 'confirm-line' AND outcome = 'done'"), Is.EqualTo(Lines));
        Assert.That(li.Complaints.Concat(zhang.Complaints).Concat(zhao.Complaints), Is.Empty);
    }

    private async Task ClearFlags(TestOffice office)
    {
        await Click("a[href^='/review']");
        for (int i = 0; i < Flags; i++)
        {
            await _at.Page.WaitForSelectorAsync("[data-test=queued]");
            string at = await _at.Text("[data-test=queued]");
            await _at.Page.WaitForTimeoutAsync(500);
            await Key("o");
            await _at.Page.WaitForFunctionAsync(
                "before => document.querySelector('[data-test=queued]')?.innerText !== before", at);
        }

        Assert.That(office.Number("SELECT COUNT(*) FROM audit WHERE act = 'look-at'"), Is.EqualTo(Flags));
    }

    private async Task ApproveAll()
    {
        await Click("nav a[href='/batches']");
        await Click("[data-test=choose-every-page]");
        await Click("[data-test=approve-chosen]");
        await Click(".mud-dialog [data-test=confirm]");
        await _at.Page.WaitForSelectorAsync("[data-test=chosen-results]", new() { Timeout = 600_000 });
    }

    private async Task FindByName(TestOffice office)
    {
        using DisbursementDb db = office.Setting.Store.Model();
        int batch = (int)office.Number("SELECT number FROM batches ORDER BY number LIMIT 1");
        string name = ListPayments.Run(db, office.Setting.Ring, batch, new PaymentFilter(), 0, 1).Page[0].Person.Name;
        await Write("[data-test=sought]", name);
        await Key("Enter");
        await _at.Page.WaitForSelectorAsync("[data-test=found] a, [data-test=person]");
        if (await _at.Page.Locator("[data-test=found] a").CountAsync() > 0)
            await Click("[data-test=found] a >> nth=0");
        await _at.Page.WaitForURLAsync("**/people/**");
    }

    private async Task CorrectRejects(TestOffice office)
    {
        await Click("[data-test=todo] a[href^='/runs/2026-1']");
        await _at.Page.WaitForSelectorAsync("#rejects");
        _clicks++;
        IDownload file = await _at.Page.RunAndWaitForDownloadAsync(
            () => _at.Page.ClickAsync("section form[action='/files/run'] button >> nth=0"));
        string[] rejected = await File.ReadAllLinesAsync((await file.PathAsync())!);
        Assert.That(rejected, Has.Length.GreaterThan(Rejects));

        // What a clerk does in the spreadsheet is no click here; any household that reads well stands for it.
        byte[] text = Encoding.UTF8.GetBytes(RosterText.Of([.. Enumerable.Range(1, Rejects).Select(i => A.Household(i))]));
        _clicks++;
        await _at.Upload("correction", new FilePayload { Name = "correction.csv", MimeType = "text/csv", Buffer = text });
        await _at.Page.WaitForSelectorAsync("[data-test=told].told-done");
        Assert.That(office.Number("SELECT COUNT(*) FROM audit WHERE act = 'import-correction' AND outcome = 'done'"), Is.Positive);
    }

    private static void Quarantine(TestOffice office, string batch)
    {
        TestOffice.Done(office.Release(batch));
        string answers = Path.Combine(office.Inputs.Root, "bank.csv");
        string[] payments = office.Texts($"SELECT payment_no FROM payments WHERE payment_no LIKE '{batch}-%' ORDER BY id LIMIT {Lines}");
        ComposeReturns.Write(answers,
            [.. payments.Select((no, i) => office.Answer(no, "failed", "账户已销户") with { SettledOn = "2031-01-01" })]);
        TestOffice.Done(new ImportReturns(office.Setting).Run(answers, office.Operator, CancellationToken.None));
        Assert.That(office.Number("SELECT COUNT(*) FROM quarantine"), Is.EqualTo(Lines));
    }

    private async Task AnswerLines()
    {
        await Click("[data-test=todo] a[href='/returns/1']");
        await Click("[data-test=choose-all]");
        await Click("[data-test=book-chosen]");
        await Write(".mud-dialog textarea", "银行电话确认");
        await Click(".mud-dialog [data-test=confirm]");
        await _at.Page.WaitForSelectorAsync("[data-test=told].told-done");
    }

    private async Task ConfirmLines()
    {
        await Click("[data-test=todo] a[href='/returns/1']");
        await Click("[data-test=choose-all]");
        await Click("[data-test=confirm-chosen]");
        await Click(".mud-dialog [data-test=confirm]");
        await _at.Page.WaitForSelectorAsync("[data-test=told].told-done");
    }

    /// <summary>Does a task from the front page on, and says what it took.</summary>
    private async Task Tell(Visitor at, string what, Func<Task> task)
    {
        (_at, _clicks, _keys, _texts) = (at, 0, 0, 0);
        await at.Go("/");
        await task();
        await TestContext.Out.WriteLineAsync($"| {what} | {_clicks} | {_keys} | {_texts} |");
    }

    private async Task Click(string what)
    {
        _clicks++;
        await _at.Page.Locator(what).Locator("visible=true").First.ClickAsync(new() { Timeout = 120_000 });
    }

    private async Task Key(string key)
    {
        _keys++;
        await _at.Page.Keyboard.PressAsync(key);
    }

    private async Task Write(string field, string text)
    {
        _texts++;
        await _at.Page.FillAsync(field, text);
    }
}
