using Disbursement.Domain.Households;
using Disbursement.Jobs.Questions;
using Disbursement.Jobs.Reports;
using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Rosters;
using Disbursement.Jobs.Tests.Tools;

namespace Disbursement.Jobs.Tests.Questions;

/// <summary>Applications on a promise: paid until the deadline, held after it, listed all the while.</summary>
[TestFixture]
internal sealed class PromiseTests
{
    private const string Batch = "2026-1-320302-ocr";

    private TestOffice _office = null!;

    private TestInputs Inputs => _office.Inputs;

    [SetUp]
    public void MakeOffice() => _office = TestOffice.Staffed();

    [TearDown]
    public void CloseOffice() => _office.Dispose();

    [TestCase("死亡证明;离婚证@2026-09-30", "死亡证明;离婚证", "2026-09-30")]
    [TestCase(" 死亡证明＠２０２６年９月30日 ", "死亡证明", "2026-09-30")]
    [TestCase("a@b @20270101", "a@b", "2027-01-01")]
    public void A_promise_is_read_as_clerks_write_it(string cell, string documents, string until)
    {
        Inputs.Roster("a.csv", A.Household(1).Mother(("promised", cell)));

        _office.Run();

        Assert.That(Promises().Select(one => (one.Documents, $"{one.Until:yyyy-MM-dd}", one.Roster, one.Line.Row)),
            Is.EqualTo([(documents, until, "a.csv", 2L)]));
    }

    [TestCase("死亡证明")]
    [TestCase("@2026-09-30")]
    [TestCase("死亡证明@")]
    [TestCase("死亡证明@2026-02-30")]
    public void What_is_no_promise_rejects_the_household(string cell)
    {
        TestRun run = Inputs.Roster("a.csv", A.Household(1).Child(("promised", cell))).Read();

        Assert.That((run.Codes("H-00001"), run.Problems),
            Is.EqualTo(("R-FORMAT", "\n\npromised is not of the right form, expected 证件A;证件B@2026-09-30")));
    }

    [TestCase("2026-06-01", "proposed")]
    [TestCase("2026-05-31", "held")]
    public void The_household_is_paid_until_its_deadline_and_held_after_it(string until, string state)
    {
        Inputs.Roster("a.csv", A.Household(1).Child(("promised", $"出生证明@{until}")), A.Household(2));

        _office.Run();

        Assert.That(_office.Payments(Batch),
            Is.EqualTo([$"{Batch}-000001 {state}", $"{Batch}-000002 {state}", $"{Batch}-000003 proposed", $"{Batch}-000004 proposed"]));
        Assert.That(_office.Rows("SELECT DISTINCT flags, note FROM payments WHERE state = 'held'")
            .Select(row => (row["flags"], row["note"])), Is.EqualTo(
            state == "held"
                ? [("PROMISE-DUE", "PROMISE-DUE 出生证明 was promised until 2026-05-31 and a.csv line 4 still has the promise")]
                : Array.Empty<(string, string)>()));
        Assert.That(Inputs.Replay().Select(check => check.FirstBreak), Is.All.Null);
        Assert.That(_office.Breaks(), Is.Empty);
    }

    [Test]
    public void The_value_date_counts_where_one_is_given()
    {
        Inputs.Roster("a.csv", A.Household(1).Mother(("promised", "离婚证@2026-09-30")));

        Inputs.Run(Inputs.Order() with { ValueDate = new DateOnly(2026, 10, 1) });

        Assert.That(_office.Payments(Batch), Has.All.EndsWith("held"));
    }

    [Test]
    public void Once_the_roster_has_the_promise_no_more_what_was_held_waits_until_it_is_let_go()
    {
        Inputs.Roster("a.csv", A.Household(1).Mother(("promised", "离婚证@2026-05-31")), A.Household(2));
        _office.Run();
        _office.Send(Batch);
        Inputs.Roster("a.csv", A.Household(1), A.Household(2));

        _office.Run();

        Assert.That(_office.Payments("2026-2-320302-ocr"),
            Is.EqualTo(["2026-2-320302-ocr-000001 held", "2026-2-320302-ocr-000002 held"]));
        Assert.That(_office.Text("SELECT note FROM payments WHERE payment_no = '2026-2-320302-ocr-000001'"),
            Does.StartWith($"HELD {Batch}-000001: PROMISE-DUE"));
        Assert.That(_office.Breaks(), Is.Empty);
        TestOffice.Done(_office.Unhold("2026-2-320302-ocr-000001"));
        Assert.That((_office.PaymentState("2026-2-320302-ocr-000001"), _office.Breaks().Length), Is.EqualTo(("proposed", 0)));
        Assert.That(Inputs.Replay().Select(check => check.FirstBreak), Is.All.Null);
    }

    [Test]
    public void A_reissue_reads_no_roster_again_so_what_an_overdue_promise_held_is_held_on()
    {
        Inputs.Roster("a.csv", A.Household(1).Mother(("promised", "离婚证@2026-05-31")), A.Household(2));
        _office.Run();
        _office.Send(Batch);

        TestOffice.Done(_office.Reissue("2026-1"));

        Assert.That(_office.Payments("2026-2-320302-ocr"), Is.EqualTo(["2026-2-320302-ocr-000001 held", "2026-2-320302-ocr-000002 held"]));
        Assert.That(_office.Texts("SELECT DISTINCT note FROM payments WHERE payment_no LIKE '2026-2-%'"),
            Is.EqualTo(["PROMISE-DUE 离婚证 was promised until 2026-05-31 and a.csv line 2 still has the promise"]));
        TestOffice.Done(_office.Unhold("2026-2-320302-ocr-000002"));
        Assert.That(_office.Payments("2026-2-320302-ocr"),
            Is.EqualTo(["2026-2-320302-ocr-000001 held", "2026-2-320302-ocr-000002 proposed"]));
        Assert.That(_office.Breaks(), Is.Empty);
    }

    /// <summary>A reviewer who let a payment of the household go and held it for a reason of his own decided about the promise.</summary>
    [Test]
    public async Task What_a_reviewer_held_for_another_reason_is_reissued_held_and_tells_the_reason()
    {
        Inputs.Roster("a.csv", A.Household(1).Mother(("promised", "离婚证@2026-05-31")), A.Household(2));
        _office.Run();
        TestOffice.Done(_office.Unhold($"{Batch}-000001"));
        TestOffice.Done(_office.Hold($"{Batch}-000001", reason: "证书待核"));
        TestOffice.Done(_office.Cancel($"{Batch}-000002"));
        _office.Send(Batch);

        TestOffice.Done(_office.Reissue("2026-1"));

        Assert.That(_office.Payments("2026-2-320302-ocr"), Is.EqualTo(["2026-2-320302-ocr-000001 held"]));
        (_, string said, _) = await Disburse.Run("batch", "show", "2026-2-320302-ocr-000001", "--data", Inputs.Data, "--logs",
            Path.Combine(Inputs.Root, "logs"), "--lang", "en");
        Assert.That(said, Does.Contain($"pays {Batch}-000001 again, which had: 证书待核"));
        Assert.That(_office.Breaks(), Is.Empty);
    }

    [Test]
    public void The_list_names_the_nearest_deadline_first_and_what_was_paid_meanwhile()
    {
        Inputs.Roster("a.csv", A.Household(1).Mother(("promised", "离婚证@2026-09-30")),
            A.Household(2).Father(("promised", "证件A;证件B@2026-05-31")), A.Household(3));
        _office.Run();
        string file = Path.Combine(Inputs.Root, "promises.csv");

        ListPromises.Run(file, Promises(), RegionNames.None, isChinese: false);

        Assert.That(File.ReadLines(file).Select(line => line.TrimStart('\uFEFF')), Is.EqualTo(
        [
            "county,region_code,household_no,role,documents,deadline,days_left,payments,amount,held_payments,source_file,source_line,"
                + "region_name",
            "320302,320302001001,H-00002,father,证件A;证件B,2026-05-31,-1,2,120.00,2,a.csv,6,",
            "320302,320302001001,H-00001,mother,离婚证,2026-09-30,121,2,120.00,0,a.csv,2,",
        ]));
    }

    private IReadOnlyList<PromisedDocuments> Promises() => new PromisesOfRun(Inputs.Data, _office.Setting.Store, _office.Setting.Ring)
        .Run(null, null, new DateOnly(2026, 6, 1), CancellationToken.None).Promises;
}
