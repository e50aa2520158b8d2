using System.Net;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;
using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.ReturnFiles;

namespace Disbursement.Review.Tests;

/// <summary>Lists, page by page and whole: the same rows, the same powers, the same masked numbers.</summary>
[TestFixture]
internal sealed class ListTests
{
    private const string Batch = "2026-1-320302-ocr";

    private TestConsole _console = null!;

    private TestOffice Office => _console.Office;

    [OneTimeSetUp]
    public async Task Open()
    {
        TestOffice office = TestConsole.Office2026();
        office.Send(Batch);
        string answers = Path.Combine(office.Inputs.Root, "bank.csv");
        ComposeReturns.Write(answers, [.. Enumerable.Range(1, 9).Select(
            i => office.Answer($"{Batch}-{i:000000}", i % 3 == 0 ? "paid" : "failed", i % 3 == 0 ? "" : "账户已销户") with { SettledOn = "" })]);
        TestOffice.Done(new ImportReturns(office.Setting).Run(answers, office.Operator, CancellationToken.None));
        office.Inputs.Clock.Advance(TimeSpan.FromDays(40));
        TestOffice.Done(new ReissuePayments(office.Setting).Run("2026-1", office.Operator, null, CancellationToken.None));
        TestOffice.Done(new HoldPayment(office.Setting).Hold("2026-1-320303-ocr-000001", office["sun"], "=证书待核"));
        _console = await TestConsole.Over(office);
    }

    [OneTimeTearDown]
    public async Task Close() => await _console.DisposeAsync();

    [Test]
    public void Unpaid_payments_are_the_same_page_by_page_as_at_once()
    {
        using System.Data.Common.DbConnection connection = Office.Setting.Store.Connect();
        using DisbursementDb db = Office.Setting.Store.Model();
        OpenPayment[] whole = [.. new ReadReports(connection).Unpaid(null)];
        IReadOnlyList<UnpaidPart> parts = ReadUnpaid.Parts(db);
        List<OpenPayment> pages = [];
        for (int skip = 0; skip < whole.Length; skip += 7)
            pages.AddRange(ReadUnpaid.Page(db, parts, skip, 7));

        Assert.That(whole.Count(payment => payment.Replaces is not null), Is.EqualTo(6));
        Assert.That(pages, Is.EqualTo(whole));
        Assert.That(parts.Sum(part => (long)part.Payments), Is.EqualTo(whole.Length));
    }

    [Test]
    public async Task A_region_without_a_name_bears_that_of_its_county()
    {
        using Walker li = await new Walker(_console).SignIn("li");
        (_, _, string page) = await li.Get($"/batches/{Batch}/payments");

        Assert.That(page, Does.Contain("320302001001 鼓楼区"));
    }

    [Test]
    public async Task Whom_a_comment_asks_is_named_in_the_record_of_acts()
    {
        TestOffice.Done(new AddComment(Office.Setting).Run(Batch, "请核对存折", Office["wu"].Id, Office.Reviewer));
        using Walker zhao = await new Walker(_console).SignIn("zhao");
        (_, _, string page) = await zhao.Get("/audit?what=comment");

        Assert.That(page, Does.Contain("请其答复 wu"));
    }

    [TestCase("li", "/batches?state=", "gone", "proposed")]
    [TestCase("li", "/batches?group=", "gone", "county")]
    [TestCase("li", "/batches?county=", "999999", "320302")]
    [TestCase("li", $"/batches/{Batch}/payments?state=", "gone", "paid")]
    [TestCase("li", $"/batches/{Batch}/payments?flag=", "GONE", "JUMP%2BNEW-ARREARS")]
    [TestCase("zhang", "/rosters?county=", "999999", "320302")]
    [TestCase("li", $"/batches/{Batch}/comparison?what=", "7", "gone")]
    [TestCase("li", "/unpaid?county=320302&state=", "gone", "failed")]
    [TestCase("li", "/objections?state=", "gone", "open")]
    [TestCase("li", "/review?what=", "gone", "new")]
    [TestCase("zhao", "/audit?outcome=", "gone", "refused")]
    [TestCase("zhao", "/audit?what=", "gone", "hold")]
    [TestCase("zhao", "/audit?until=", "31-12-2026", "2026-12-31")]
    [TestCase("zhao", "/ledger?county=", "999999", "320303")]
    [TestCase("zhao", "/ledger/320302?happening=", "vanished", "paid")]
    public async Task A_filter_that_the_page_does_not_offer_is_told(string name, string address, string unknown, string known)
    {
        using Walker officer = await new Walker(_console).SignIn(name);
        (_, _, string told) = await officer.Get(address + unknown);
        (_, _, string untold) = await officer.Get(address + known);
        (_, _, string any) = await officer.Get(address);

        Assert.That(told, Does.Contain("data-test=\"unknown-filter\"").And.Contain(unknown));
        Assert.That(untold + any, Does.Not.Contain("unknown-filter"));
    }

    [TestCase("li", "payments", HttpStatusCode.OK)]
    [TestCase("sun", "payments", HttpStatusCode.NotFound)]
    [TestCase("zhao", "payments", HttpStatusCode.OK)]
    [TestCase("chen", "payments", HttpStatusCode.Forbidden)]
    [TestCase("zhao", "audit", HttpStatusCode.OK)]
    [TestCase("li", "audit", HttpStatusCode.Forbidden)]
    [TestCase("li", "transfers", HttpStatusCode.Forbidden)]
    [TestCase("zhao", "transfers", HttpStatusCode.OK)]
    [TestCase("zhang", "batches", HttpStatusCode.OK)]
    [TestCase("zhang", "unpaid", HttpStatusCode.OK)]
    [TestCase("chen", "unpaid", HttpStatusCode.Forbidden)]
    [TestCase("zhao", "officers", HttpStatusCode.NotFound)]
    public async Task A_list_is_exported_to_whoever_may_see_it_on_record(string name, string list, HttpStatusCode expected)
    {
        using Walker officer = await new Walker(_console).SignIn(name);
        using HttpResponseMessage answer = await officer.Send("/", "/files/list", ("list", list), ("batch", Batch), ("book", "320302"));
        string text = await answer.Content.ReadAsStringAsync();

        Assert.That(answer.StatusCode, Is.EqualTo(expected));
        if (expected == HttpStatusCode.OK)
        {
            Assert.That(text.Split("\r\n"), Has.Length.GreaterThan(2));
            Assert.That(
                Office.Number($"SELECT COUNT(*) FROM audit WHERE act = 'take-file' AND actor = '{name}' AND detail = 'list={list}'"),
                Is.Positive);
        }
    }

    [Test]
    public async Task An_exported_table_has_what_the_page_shows_masked_and_no_formula()
    {
        using Walker li = await new Walker(_console).SignIn("li");
        using HttpResponseMessage payments = await li.Send("/", "/files/list", ("list", "payments"), ("batch", Batch), ("state", "paid"));
        using HttpResponseMessage unpaid = await li.Send("/", "/files/list", ("list", "unpaid"), ("county", "320303"));
        string[] rows = (await payments.Content.ReadAsStringAsync()).Split("\r\n");
        string owed = await unpaid.Content.ReadAsStringAsync();

        Assert.That(rows, Has.Length.EqualTo(3 + 2));
        Assert.That(rows[1], Does.Contain("**********").And.Not.Match("[0-9]{17}"));
        Assert.That(owed, Does.Contain("'=证书待核").And.Not.Contain(Batch));
    }

    [Test]
    public async Task The_unpaid_page_leafs_through_reissued_payments_too()
    {
        await using Visitor li = await (await Browser.Open(_console)).SignIn("li", "/unpaid");
        await li.Picture("reviewer-unpaid");

        Assert.That(await li.Text(), Does.Contain("31–90"));
        Assert.That(li.Complaints, Is.Empty);
    }

    [Test]
    public async Task A_run_that_somebody_else_carries_on_is_watched_from_its_record()
    {
        using TestOffice other = TestConsole.Office2026();
        await using TestConsole console = await TestConsole.Over(other, ownsOffice: false);
        other.Inputs.RosterOf(2027, "c.csv", Jobs.Tests.Rosters.A.Household(1));
        await using Visitor zhang = await (await Browser.Open(console)).SignIn("zhang", "/runs/start");
        RunOrder order = new()
        {
            Year = 2027,
            Inputs = other.Inputs.Inputs,
            Out = other.Inputs.Out,
            Data = other.Inputs.Data,
            Maker = "cron",
        };
        RunBook runs = new(other.Setting.Store);
        RunRecord run = OpenRun.New(order, RunInputs.Read(order), runs.Next(2027).Number, 1, other.Inputs.Clock);
        using RunLock atWork = RunLock.Take(other.Inputs.Data);
        runs.Start(run);
        await zhang.Page.WaitForSelectorAsync("[data-test=under-way]");
        Assert.That(await zhang.Text("[data-test=under-way]"), Does.Contain(run.Id).And.Contain("cron").And.Contain("已创建"));
        runs.Move(run, RunState.Assessing);
        await zhang.Page.WaitForSelectorAsync("[data-test=under-way] >> text=认定中");
        await zhang.Picture("operator-7-elsewhere");
        runs.Move(run, RunState.Abandoned);
        await zhang.Page.WaitForSelectorAsync("[data-test=under-way]",
            new() { State = Microsoft.Playwright.WaitForSelectorState.Detached });

        Assert.That(zhang.Complaints, Is.Empty);
    }
}
