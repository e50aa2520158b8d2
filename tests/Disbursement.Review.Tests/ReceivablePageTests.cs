using System.Net;
using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Review.Tests;

/// <summary>What is owed back, as a reviewer sees it: ages, the list as a file, the letter; and regions by their names.</summary>
[TestFixture]
internal sealed class ReceivablePageTests
{
    private TestConsole _console = null!;

    [OneTimeSetUp]
    public async Task Open() => _console = await TestConsole.Over(Owed());

    /// <summary>An office in which two parents of 320302 owe back what they were paid too much.</summary>
    internal static TestOffice Owed()
    {
        TestOffice office = TestOffice.Staffed();
        File.WriteAllText(Path.Combine(office.Inputs.Inputs, "regions.csv"), "code,name\n320302001000,样例街道\n320302001001,样例社区\n");
        office.Inputs.Roster("a.csv", Overpaid());
        office.Run();
        office.Send("2026-1-320302-sad");
        TestOffice.Done(office.Correct("c.csv", null, Overpaid(("disability_ended_on", "2026-09-15"))));
        office.Run();
        office.Send("2026-2-320302-sad");
        office.Inputs.Clock.Advance(TimeSpan.FromDays(40));
        return office;
    }

    [OneTimeTearDown]
    public async Task Close() => await _console.DisposeAsync();

    [Test]
    public async Task The_page_shows_ages_and_hands_out_list_and_letter()
    {
        await using Visitor li = await (await Browser.Open(_console)).SignIn("li", "/receivables");
        await li.Picture("reviewer-receivables");

        Assert.That(await li.Text("[data-test=sum]"), Does.Contain("2,760.00"));
        Assert.That(await li.Page.Locator("[data-test=export], [data-test=export-xlsx]").CountAsync(), Is.EqualTo(2));
        Assert.That(await li.Page.Locator("[data-test=letter]").CountAsync(), Is.EqualTo(2));
        await li.Go("/receivables?group=age");
        Assert.That(await li.Text("[data-test=groups]"), Does.Contain("31–90 天").And.Contain("2,760.00"));
        Assert.That(li.Complaints, Is.Empty);
    }

    [TestCase("", "csv")]
    [TestCase("xlsx", "xlsx")]
    public async Task The_list_is_exported_as_csv_and_as_a_workbook_on_record(string format, string ending)
    {
        using Walker li = await new Walker(_console).SignIn("li");
        using HttpResponseMessage answer = await li.Send("/", "/files/list", ("list", "receivables"), ("format", format));
        byte[] bytes = await answer.Content.ReadAsByteArrayAsync();

        Assert.That(answer.Content.Headers.ContentDisposition?.FileName, Is.EqualTo($"receivables.{ending}"));
        Assert.That(ending == "xlsx" ? System.Text.Encoding.ASCII.GetString(bytes, 0, 2) : System.Text.Encoding.UTF8.GetString(bytes),
            Does.Contain(ending == "xlsx" ? "PK" : "样例街道样例社区"));
        Assert.That(_console.HasAct("take-file", "li"), Is.True);
    }

    [Test]
    public async Task The_letter_is_for_officers_of_the_county_on_record()
    {
        using Walker li = await new Walker(_console).SignIn("li"), sun = await new Walker(_console).SignIn("sun"),
            zhao = await new Walker(_console).SignIn("zhao");
        using HttpResponseMessage list = await li.Send("/", "/files/list", ("list", "receivables"));
        string number = (await list.Content.ReadAsStringAsync()).Split("\r\n")[1].Split(',')[0];
        using HttpResponseMessage letter = await li.Send("/", "/files/letter", ("number", number)),
            elsewhere = await sun.Send("/", "/files/letter", ("number", number)),
            auditor = await zhao.Send("/", "/files/letter", ("number", number)),
            unknown = await li.Send("/", "/files/letter", ("number", "320302-aaaaaaaaaaaa-sad"));

        Assert.That(await letter.Content.ReadAsStringAsync(), Does.Contain("催缴通知").And.Contain(number).And.Contain("样例街道样例社区"));
        Assert.That((letter.StatusCode, elsewhere.StatusCode, auditor.StatusCode, unknown.StatusCode), Is.EqualTo(
            (HttpStatusCode.OK, HttpStatusCode.NotFound, HttpStatusCode.Forbidden, HttpStatusCode.NotFound)));
        Assert.That(_console.HasAct("print-letter", "li"), Is.True);
    }
    [Test]
    public async Task A_batch_of_recoveries_alone_tells_each_line_and_why_and_its_run_tells_the_sum()
    {
        await using Visitor li = await (await Browser.Open(_console)).SignIn("li", "/batches/2026-2-320302-sad");
        await li.Picture("reviewer-recoveries");

        Assert.That(await li.Text("[data-test=recovery-lines]"),
            Does.Contain("-¥1,380.00").And.Contain("other facts ¥5,520.00 → ¥4,140.00"));
        Assert.That(await li.Text("[data-test=recoveries]"), Does.Contain("2,760.00").And.Contain("2 项"));
        await li.Go("/runs/2026-2");
        Assert.That(await li.Text("[data-test=notes]"), Does.Contain("应追回 2 项，共 2,760.00 元"));
        Assert.That(li.Complaints, Is.Empty);
    }


    [Test]
    public async Task Regions_bear_their_names_where_a_code_stands()
    {
        await using Visitor li = await (await Browser.Open(_console)).SignIn("li", "/batches/2026-1-320302-sad/payments");
        await li.Picture("reviewer-payments-with-regions");

        Assert.That(await li.Text(), Does.Contain("320302001001 样例街道样例社区"));
    }

    /// <summary>Two parents who are paid for a disabled child.</summary>
    private static TestHousehold Overpaid(params (string Column, string Value)[] child) => A.Household(3)
        .Mother(("id_number", People.Id("1975-03-04", isFemale: true, 3)), ("certificate_no", ""), ("certificate_date", ""),
            ("applied_on", "2026-01-05"))
        .Father(("certificate_no", ""), ("certificate_date", ""), ("applied_on", "2026-01-05"))
        .Child([("disability_grade", "2"), ("disability_date", "2018-02-03"), .. child]);
}
