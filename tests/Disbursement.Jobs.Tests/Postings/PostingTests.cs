using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Postings;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Rosters;
using MiniExcelLibs;

namespace Disbursement.Jobs.Tests.Postings;

/// <summary>
/// The public posting: masked, by village, with the time for objections; and batches that wait for its end where the pack says so.
/// </summary>
[TestFixture]
internal sealed class PostingTests
{
    private const string Run = "2026-1", Batch = Run + "-320302-ocr", County = "320302";

    private static readonly DateOnly Day = new(2026, 6, 1);

    private TestInputs _inputs = null!;

    [SetUp]
    public void MakeInputs() => _inputs = new TestInputs();

    [TearDown]
    public void RemoveInputs() => _inputs.Dispose();

    private string Folder => Path.Combine(_inputs.Root, "posted");

    [Test]
    public void Every_payment_stands_on_it_once_masked_under_its_village_with_the_sum_of_each()
    {
        TestOffice office = Office(A.Household(1), A.Household(2), A.Household(3, "320302002007"));
        WrittenPosting notice = Write(office).Single();
        string page = File.ReadAllText(notice.Page);

        Assert.That(page.Split("<section>"), Has.Length.EqualTo(3), "two villages");
        Assert.That(page.Split("<tr><td>"), Has.Length.EqualTo(notice.Lines + 1));
        Assert.That((long)notice.Lines, Is.EqualTo(office.Number("SELECT COUNT(*) FROM payments")));
        Assert.That(notice.Sum.Fen, Is.EqualTo(office.Number("SELECT SUM(amount_fen) FROM payments")));
        Assert.That(page,
            Does.Contain("320302002007").And.Contain("公示期 7 天：2026-06-01 至 2026-06-08").And.Contain("独生子女父母奖励金").And.Contain("支付编号"));
        Assert.That(System.Text.RegularExpressions.Regex.IsMatch(page, "[0-9]{17}[0-9X]"), Is.False, "no id number, no account");
        Assert.That(page, Does.Match("<td>3203\\*{10}[0-9X]{4}</td>"));
    }

    [Test]
    public void The_workbook_has_the_same_lines()
    {
        TestOffice office = Office(A.Household(1), A.Household(2));
        WrittenPosting notice = Write(office).Single();

        dynamic[] rows = [.. MiniExcel.Query(notice.Sheet, useHeaderRow: true)];

        Assert.That(rows, Has.Length.EqualTo(notice.Lines));
        Assert.That(rows.Select(row => (string)row.支付编号).Distinct().Count(), Is.EqualTo(notice.Lines));
    }

    [Test]
    public void A_batch_is_approved_only_after_the_posting_where_the_pack_says_so_and_the_days_left_are_told()
    {
        Awaited();
        TestOffice office = Office(A.Household(1));
        Assert.That(Refusal(office.Approve(Batch)), Does.StartWith("NOT-POSTED"));

        WrittenPosting notice = Write(office).Single();
        Assert.That(new RecordPosting(office.Setting).Run(Run, notice, Day, office.Operator), Is.InstanceOf<ActOutcome.Done>());
        Assert.That(Refusal(office.Approve(Batch)), Does.StartWith("NOTICE-PERIOD").And.Contain("6 days left"));
        _inputs.Clock.Advance(TimeSpan.FromDays(5));
        Assert.That(Refusal(office.Approve(Batch)), Does.Contain("1 day left"));
        _inputs.Clock.Advance(TimeSpan.FromDays(1));
        TestOffice.Done(office.Approve(Batch));
        Assert.That(office.Breaks(), Is.Empty);
    }

    [Test]
    public void A_posting_is_not_of_the_future_and_not_older_than_its_run()
    {
        TestOffice office = Office(A.Household(1));
        WrittenPosting notice = Write(office).Single();

        Assert.That(Refusal(new RecordPosting(office.Setting).Run(Run, notice, Day.AddDays(1), office.Operator)),
            Does.StartWith("POSTED-ON"));
        Assert.That(Refusal(new RecordPosting(office.Setting).Run(Run, notice, Day.AddDays(-1), office.Operator)),
            Does.StartWith("POSTED-ON"));
        Assert.That(Refusal(new RecordPosting(office.Setting).Run(Run, notice, Day, office.Reviewer)), Does.StartWith("NOT-YOUR-POWER"));
    }

    [Test]
    public void What_is_paid_again_was_posted_before_and_does_not_wait()
    {
        Awaited();
        TestOffice office = Office(A.Household(1), A.Household(2));
        new RecordPosting(office.Setting).Run(Run, Write(office).Single(), Day, office.Operator);
        _inputs.Clock.Advance(TimeSpan.FromDays(7));
        office.Send(Batch);
        TestOffice.Done(office.Import("r.csv", office.Answer(Batch + "-000001", "failed", "户名不符"), office.Answer(Batch + "-000002"),
            office.Answer(Batch + "-000003"), office.Answer(Batch + "-000004")));
        TestOffice.Done(office.Reissue(Run));

        TestOffice.Done(office.Approve("2026-2-320302-ocr"));
    }

    [Test]
    public void A_run_that_is_not_there_and_a_county_without_payments_are_told()
    {
        TestOffice office = Office(A.Household(1));

        Assert.That(() => new WritePostings(office.Setting.Data, office.Setting.Store, office.Setting.Ring)
            .Run("2026-9", null, Folder, Day, true), Throws.InstanceOf<RunRefusal>().With.Message.Contains("no sealed run 2026-9"));
        Assert.That(() => new WritePostings(office.Setting.Data, office.Setting.Store, office.Setting.Ring)
            .Run(Run, "320324", Folder, Day, true), Throws.InstanceOf<RunRefusal>().With.Message.Contains("nothing to post"));
    }

    [TestCase("王秀英", "王*英")]
    [TestCase("王英", "王*")]
    [TestCase("欧阳秀英", "欧*英")]
    [TestCase("𠮷田", "𠮷*")]
    [TestCase("王", "*")]
    public void A_name_shows_its_first_and_last_character(string name, string masked) =>
        Assert.That(Disbursement.Jobs.Privacy.Masking.Name(name), Is.EqualTo(masked));

    private TestOffice Office(params TestHousehold[] households)
    {
        TestOffice office = TestOffice.Staffed(_inputs.Roster("a.csv", households));
        office.Run();
        return office;
    }

    private IReadOnlyList<WrittenPosting> Write(TestOffice office) =>
        new WritePostings(office.Setting.Data, office.Setting.Store, office.Setting.Ring).Run(Run, County, Folder, Day, isChinese: true);

    private void Awaited() => File.WriteAllText(_inputs.Pack,
        File.ReadAllText(_inputs.Pack).Replace("days: 7", "days: 5", StringComparison.Ordinal)
            .Replace("approveAfter: false", "approveAfter: true", StringComparison.Ordinal));

    private static string Refusal(ActOutcome outcome) => outcome is ActOutcome.Refused refused
        ? $"{refused.Refusal.Code} {refused.Refusal.English}"
        : "done";
}
