using Disbursement.Domain.Amounts;
using Disbursement.Domain.Households;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Questions;
using Disbursement.Jobs.Reports;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Tests.Proofs;
using Disbursement.Jobs.Tests.Rosters;
using MiniExcelLibs;

namespace Disbursement.Jobs.Tests.Acts;

/// <summary>What a claimant owes back is repaid or given up by two officers, and the books follow.</summary>
[TestFixture]
internal sealed class ReceivableTests
{
    private static readonly DateOnly Day = new(2026, 6, 1);

    private static TestOffice _base = null!;

    private TestOffice _office = null!;

    /// <summary>
    /// Two parents are paid for a disabled child, who had not been disabled since September: 1380.00 of each are owed back.
    /// </summary>
    [OneTimeSetUp]
    public void StaffOffice()
    {
        _base = TestOffice.Staffed();
        _base.Inputs.Roster("a.csv", FullStory.WithDisabledChild(3));
        _base.Run();
        _base.Send("2026-1-320302-sad");
        TestOffice.Done(_base.Import("a.csv", _base.Answer("2026-1-320302-sad-000001"), _base.Answer("2026-1-320302-sad-000002")));
        TestOffice.Done(_base.Correct("c.csv", null, FullStory.WithDisabledChild(3, ("disability_ended_on", "2026-09-15"))));
        _base.Run();
        _base.Send("2026-2-320302-sad");
    }

    [OneTimeTearDown]
    public void CloseBase() => _base.Dispose();

    [SetUp]
    public void CopyOffice() => _office = _base.Copy();

    [TearDown]
    public void CloseOffice() => _office.Dispose();

    private IReadOnlyList<Receivable> Open()
    {
        using System.Data.Common.DbConnection connection = _office.Setting.Store.Connect();
        return ReadReceivables.Run(connection, null);
    }

    [Test]
    public void A_repayment_is_booked_once_a_reviewer_confirms_it_and_the_books_prove_it()
    {
        Receivable one = Open()[0];
        Assert.That((one.Open, one.County, Open().Count), Is.EqualTo((new Money(138000), "320302", 2)));
        Dictionary<string, long> before = _office.Balances();
        TestOffice.Done(new AskReceivable(_office.Setting).Repaid(one.Number, new Money(100000), Day, "收据 12", _office.Operator));
        Assert.That(_office.Balances(), Is.EqualTo(before), "nothing is booked before the reviewer");
        Assert.That(Ask(one.Number, 100), Is.EqualTo("PENDING"));
        Assert.That(TestOffice.CodeOf(new AnswerReceivable(_office.Setting).Confirm(one.Number, _office.Operator)),
            Is.EqualTo("NOT-YOUR-POWER"));

        TestOffice.Done(new AnswerReceivable(_office.Setting).Confirm(one.Number, _office.Reviewer));

        Dictionary<string, long> after = _office.Balances();
        Assert.That((after["treasury:320302"] - before["treasury:320302"], Open().Single(other => other.Number == one.Number).Open),
            Is.EqualTo((100000L, new Money(38000))));
        Assert.That(TestOffice.CodeOf(new AnswerReceivable(_office.Setting).Confirm(one.Number, _office.Reviewer)),
            Is.EqualTo("NO-REQUEST"), "never twice");
        Assert.That(_office.Breaks(), Is.Empty);
        _office.Run();
        Assert.That((_office.Breaks().Length, _office.Inputs.Replay().Count(check => check.FirstBreak is not null)), Is.EqualTo((0, 0)));
    }

    [Test]
    public void A_waiver_needs_the_number_of_a_decision_and_two_reviewers()
    {
        Receivable one = Open()[0];
        Assert.That(Waive(one.Number, "", _office.Reviewer), Is.EqualTo("DOCUMENT"));
        Assert.That(Waive(one.Number, "核销决定 2026-3", _office.Operator), Is.EqualTo("NOT-YOUR-POWER"));
        Assert.That(Waive(one.Number, "核销决定 2026-3", _office["sun"]), Is.EqualTo("NOT-YOUR-COUNTY"));
        Assert.That(Waive(one.Number, "核销决定 2026-3", _office.Reviewer), Is.EqualTo("done"));
        Assert.That(TestOffice.CodeOf(new AnswerReceivable(_office.Setting).Confirm(one.Number, _office.Reviewer)),
            Is.EqualTo("MAKER-IS-CHECKER"));

        TestOffice.Done(new AnswerReceivable(_office.Setting).Confirm(one.Number, _office["wu"]));
        Assert.That(AskReceivable.NotFor(_office["sun"], one.Number)?.Code, Is.EqualTo("NOT-YOUR-COUNTY"), "also once it is closed");

        Assert.That((Open().Count, _office.Balances()[$"waiver:320302:{one.Group}"], _office.Breaks().Length),
            Is.EqualTo((1, 138000L, 0)));
    }

    [Test]
    public void A_run_says_that_its_pack_is_another_one_and_what_it_took_back_where_nothing_is_paid()
    {
        string[] first = [.. _office.Run().Summary.Notable(isChinese: false)];
        File.AppendAllText(Path.Combine(_office.Inputs.Inputs, "policy", "xuzhou.yaml"), "\n# another pack\n");
        TestOffice.Done(_office.Correct("d.csv", null, FullStory.WithDisabledChild(3, ("disability_ended_on", "2026-08-15"))));
        RunSummary second = _office.Run().Summary;

        Assert.That((first, second.Payments), Is.EqualTo((Array.Empty<string>(), 0)));
        Assert.That(second.Notable(isChinese: false), Has.Some.Contains("is not that of run 2026-3 before")
            .And.Some.Contains("Recoveries: 2, of 920.00 yuan, listed in recoveries.csv"));
        Assert.That(second.ToText(), Does.Contain("920.00"));
    }

    [Test]
    public void A_refusal_leaves_everything_as_it_was()
    {
        Receivable one = Open()[0];
        Dictionary<string, long> before = _office.Balances();
        Assert.That(Ask(one.Number, 138000), Is.EqualTo("done"));
        TestOffice.Done(new AnswerReceivable(_office.Setting).Refuse(one.Number, _office.Reviewer, "未到账"));

        Assert.That((Ask(one.Number, 138001), Ask(one.Number, 0), Ask("320302-aaaaaaaaaaaa-sad", 1)),
            Is.EqualTo(("AMOUNT", "AMOUNT", "NO-SUCH")));
        Assert.That(_office.Balances(), Is.EqualTo(before));
        Assert.That(TestOffice.CodeOf(new AskReceivable(_office.Setting).Repaid(one.Number, new Money(1), Day.AddDays(30), "收据 1",
            _office.Operator)), Is.EqualTo("RECEIVED-ON"));
        Assert.That(_office.Breaks(), Is.Empty);
    }

    [Test]
    public void What_was_booked_behind_the_program_s_back_is_named()
    {
        Receivable one = Open()[0];
        Assert.That(Ask(one.Number, 138000), Is.EqualTo("done"));
        TestOffice.Done(new AnswerReceivable(_office.Setting).Confirm(one.Number, _office.Reviewer));
        using (TestDatabase database = _office.Inputs.Rows())
            database.Tamper("UPDATE transfers SET event = 'waived' WHERE event = 'repaid'");

        Assert.That(_office.Breaks(), Has.Some.StartsWith("4: book 320302").And.Some.StartsWith("3: treasury"));
    }

    [Test]
    public void A_letter_names_the_person_the_sum_and_the_account_and_is_recorded()
    {
        Receivable one = Open()[0];
        string file = Path.Combine(_office.Inputs.Root, "letter.html");
        TestOffice.Done(new PrintLetter(_office.Setting).Run(one.Number, file, _office.Operator, isChinese: true));

        Assert.That(File.ReadAllText(file), Does.Contain("1,380.00 元").And.Contain(one.Number).And.Contain("催缴通知"));
        Assert.That(_office.LastAct()["act"], Is.EqualTo("print-letter"));
    }

    [Test]
    public void A_receivable_that_two_counties_ask_for_keeps_its_number()
    {
        Receivable before = Open()[0];
        Assert.That(Ask(before.Number, 100), Is.EqualTo("done"));
        TestHousehold moved = FullStory.WithDisabledChild(3, ("disability_ended_on", "2026-05-15"))
            .Everywhere("region_code", "320303001001");
        _office.Inputs.RosterOf(2027, "a.csv", moved).Clock.SetUtcNow(new DateTimeOffset(2027, 6, 1, 0, 0, 0, TimeSpan.Zero));

        _office.Run(2027);

        Receivable after = Open().Single(one => one.Key == before.Key);
        Assert.That((after.Number, after.County, after.Open > before.Open, after.Run),
            Is.EqualTo((before.Number, "320302", true, "2027-1")));
        TestOffice.Done(new AnswerReceivable(_office.Setting).Confirm(before.Number, _office.Reviewer));
        Assert.That(_office.Breaks(), Is.Empty);
    }

    [Test]
    public void One_receivable_is_found_by_its_number_and_every_question_goes_by_the_index()
    {
        using System.Data.Common.DbConnection connection = _office.Setting.Store.Connect();
        foreach (Receivable one in Open())
            Assert.That(ReadReceivables.Find(connection, null, one.Number), Is.EqualTo(one));
        string[] others = ["", "320302", "320302-aaaaaaaaaaaz-sad", "320302-aaaaaaaaaaaa-sad", "320303" + Open()[0].Number[6..]];
        foreach (string number in others)
            Assert.That(ReadReceivables.Find(connection, null, number), Is.Null, number);

        Assert.That(ReadReceivables.Questions.SelectMany(question => _office.Rows($"EXPLAIN QUERY PLAN {question
            .Replace("@first", "x'00'", StringComparison.Ordinal).Replace("@last", "x'ff'", StringComparison.Ordinal)}"))
            .Select(step => step["detail"]).Where(step => step.Contains("transfers", StringComparison.Ordinal)),
            Is.All.Contains("ix_transfers_receivables").And.Exactly(2).Items);
    }

    [TestCase(false)]
    [TestCase(true)]
    public void The_list_is_a_file_with_ages_places_and_what_waits(bool isWorkbook)
    {
        Receivable one = Open()[0];
        Assert.That(Ask(one.Number, 100), Is.EqualTo("done"));
        string file = Path.Combine(_office.Inputs.Root, isWorkbook ? "list.xlsx" : "list.csv");
        using System.Data.Common.DbConnection connection = _office.Setting.Store.Connect();
        using Jobs.Store.Tables.DisbursementDb db = _office.Setting.Store.Model();
        IReadOnlyList<ListedReceivable> listed = ListReceivables.Run(db, connection, Day.AddDays(111));
        RegionNames regions = new(new Dictionary<string, string> { ["320302001000"] = "样例街道" });

        WriteReceivables.Run(file, ReceivableLines.Of(connection, listed, regions, isChinese: false), isWorkbook, isChinese: false);

        string[][] rows = isWorkbook
            ? [.. MiniExcel.Query(file, sheetName: "receivables").Cast<IDictionary<string, object>>()
                .Select(row => row.Values.Select(value => value?.ToString() ?? "").ToArray())]
            : [.. File.ReadAllLines(file).Select(line => line.Split(','))];
        Assert.That(rows[0][1..7], Is.EqualTo(new[] { "county", "group", "open", "since", "days", "age" }));
        Assert.That(rows.Skip(1).Select(row => string.Join(' ', [row[1], row[3][..4], row[5], row[6], .. row[8..11]])),
            Is.All.EqualTo("320302 1380 100 91–180 days 320302001001 样例街道 H-00003"));
        Assert.That(rows.Skip(1).Count(row => row[0] == one.Number), Is.EqualTo(1));
        Assert.That(File.Exists(file) && (isWorkbook || File.ReadAllText(file).Contains("repaid 1.00", StringComparison.Ordinal)), Is.True);
    }

    private string Ask(string number, long fen) => TestOffice.CodeOf(
        new AskReceivable(_office.Setting).Repaid(number, new Money(fen), Day, "收据 12", _office.Operator));

    private string Waive(string number, string decision, Officer by) =>
        TestOffice.CodeOf(new AskReceivable(_office.Setting).Waived(number, null, decision, by, "无人可追"));
}
