using Disbursement.Domain.Amounts;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Tests.ReturnFiles;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Acts;

/// <summary>
/// A payment fails, is paid again or given up, and its money arrives after all when the other one cannot be stopped: it is owed back, and
/// the books know it.
/// </summary>
[TestFixture]
internal sealed class PaidTwiceTests
{
    private const string First = "2026-1-320302-ocr", Again = "2026-2-320302-ocr";
    private const string Payment = First + "-000001", Other = First + "-000002", New = Again + "-000001";
    private const string Receivable = "receivable:320302:ocr", Payable = "payable:320302", Treasury = "treasury:320302";

    private static TestOffice _base = null!;

    private TestOffice _office = null!;

    [OneTimeSetUp]
    public void StaffOffice()
    {
        _base = TestOffice.Staffed();
        _base.Inputs.Roster("a.csv", A.Household(1));
        _base.Run();
        _base.Send(First);
        _base.Inputs.Clock.SetUtcNow(TestOffice.Answered);
        TestOffice.Done(_base.Import("1.csv", _base.Answer(Payment, "failed", "账户已销") with { SettledOn = "2026-06-05" },
            _base.Answer(Other) with { SettledOn = "2026-06-05" }));
    }

    [OneTimeTearDown]
    public void CloseBase() => _base.Dispose();

    [SetUp]
    public void CopyOffice() => _office = _base.Copy();

    [TearDown]
    public void CloseOffice() => _office.Dispose();

    [Test]
    public void What_was_paid_twice_is_owed_back_and_kept_from_the_next_payment()
    {
        PayTwice();

        Assert.That((_office.PaymentState(Payment), _office.PaymentState(New)), Is.EqualTo(("paid", "paid")));
        Assert.That(Balances(), Is.EqualTo((6000L, 0L, -18000L)));
        Assert.That(_office.Breaks(), Is.Empty);
        Assert.That(File.ReadAllText(Letter()), Does.Contain("60.00"));

        _office.Inputs.RosterOf(2027, "a.csv", A.Household(1)).Clock.SetUtcNow(TestOffice.Answered.AddYears(1));
        _office.Run(2027);
        Assert.That((_office.Payments("2027-1-320302-ocr").Length, Balances().Receivable, _office.Breaks().Length), Is.EqualTo((1, 0L, 0)));
        Assert.That(_office.Inputs.Replay().Select(check => check.FirstBreak), Is.All.Null);
    }

    [TestCase(Payment, New)]
    [TestCase(New, Payment)]
    public void What_the_bank_returns_of_the_two_is_neither_owed_back_nor_owed(string returned, string kept)
    {
        PayTwice();
        _office.Inputs.Clock.Advance(TimeSpan.FromMinutes(1));
        TestOffice.Done(_office.Import("back.csv", _office.Answer(returned, "failed", "重复") with { SettledOn = "2026-06-12" }));

        Assert.That((_office.PaymentState(returned), _office.PaymentState(kept)), Is.EqualTo(("reissued", "paid")));
        Assert.That((Balances(), _office.Breaks().Length), Is.EqualTo(((0L, 0L, -12000L), 0)));
        Assert.That(TestOffice.CodeOf(_office.Reissue("2026-1")), Is.EqualTo("NOTHING"));
        _office.Run();
        Assert.That(_office.Payments("2026-3-320302-ocr"), Is.Empty);
        Assert.That(_office.Inputs.Replay().Select(check => check.FirstBreak), Is.All.Null);

        ArriveAfterAll("2026-06-12", returned);
        Assert.That((BookAndConfirm(), Balances().Receivable, _office.Breaks().Length), Is.EqualTo(("done done", 6000L, 0)));
    }

    [Test]
    public void What_was_repaid_before_the_bank_returned_it_is_owed_again()
    {
        PayTwice();
        string number = Number();
        TestOffice.Done(new AskReceivable(_office.Setting)
            .Repaid(number, Money.FromYuan(60), new DateOnly(2026, 6, 12), "收据1", _office.Operator));
        TestOffice.Done(new AnswerReceivable(_office.Setting).Confirm(number, _office.Reviewer));
        TestOffice.Done(_office.Import("back.csv", _office.Answer(Payment, "failed") with { SettledOn = "2026-06-12" }));

        Assert.That((_office.PaymentState(Payment), Balances(), _office.Breaks().Length), Is.EqualTo(("failed", (0L, -6000L, -6000L), 0)));
        TestOffice.Done(_office.Reissue("2026-1"));
        Assert.That((_office.Payments("2026-3-320302-ocr").Length, _office.Breaks().Length), Is.EqualTo((1, 0)));
    }

    [Test]
    public void What_was_given_up_and_arrives_before_the_next_run_is_set_off_by_it()
    {
        TestOffice.Done(_office.Cancel(Payment));
        ArriveAfterAll();
        Assert.That((BookAndConfirm(), _office.PaymentState(Payment)), Is.EqualTo(("done done", "paid")));
        Assert.That((Balances(), _office.Breaks().Length), Is.EqualTo(((6000L, 0L, -12000L), 0)));

        _office.Run();
        Assert.That((_office.Payments("2026-2-320302-ocr").Length, Balances(), _office.Breaks().Length),
            Is.EqualTo((0, (0L, 0L, -12000L), 0)), "what is due was received");
        Assert.That(_office.Inputs.Replay().Select(check => check.FirstBreak), Is.All.Null);
    }

    [Test]
    public void What_was_given_up_arrived_and_came_back_may_be_given_up_again_for_another_reason()
    {
        TestOffice.Done(_office.Cancel(Payment));
        ArriveAfterAll();
        Assert.That(BookAndConfirm(), Is.EqualTo("done done"));
        _office.Run();
        TestOffice.Done(_office.Import("back.csv", _office.Answer(Payment, "failed") with { SettledOn = "2026-06-12" }));
        Assert.That((_office.PaymentState(Payment), _office.Breaks().Length), Is.EqualTo(("failed", 0)), "it was set off meanwhile");

        TestOffice.Done(_office.Cancel(Payment, reason: "本人放弃"));
        Assert.That((_office.PaymentState(Payment), _office.Breaks()), Is.EqualTo(("cancelled", Array.Empty<string>())));
    }

    [Test]
    public void What_was_given_up_and_computed_anew_is_not_sent_before_somebody_decides_whether_it_arrived()
    {
        TestOffice.Done(_office.Cancel(Payment));
        _office.Run();
        ArriveAfterAll();

        Assert.That(TestOffice.CodeOf(_office.Approve(Again)), Is.EqualTo("ANSWER-OPEN"));
        Assert.That((BookAndConfirm(), Balances(), _office.Breaks().Length), Is.EqualTo(("done done", (6000L, -6000L, -12000L), 0)));
        TestOffice.Done(_office.Reject(Again));
        _office.Run();
        Assert.That((_office.Payments("2026-3-320302-ocr").Length, Balances(), _office.Breaks().Length),
            Is.EqualTo((0, (0L, 0L, -12000L), 0)));
        Assert.That(_office.Inputs.Replay().Select(check => check.FirstBreak), Is.All.Null);
    }

    [Test]
    public void Two_that_were_paid_without_a_receivable_are_found()
    {
        PayTwice();
        foreach (string trigger in _office.Texts("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'transfers'"))
            _office.Execute($"DROP TRIGGER {trigger}");
        _office.Execute("UPDATE transfers SET event = 'returned' WHERE event = 'duplicate'");

        Assert.That(_office.Breaks(), Has.Some.Contains($"replaces {Payment}, which is paid"));
    }

    private void PayTwice()
    {
        TestOffice.Done(_office.Reissue("2026-1"));
        _office.Inputs.Clock.Advance(TimeSpan.FromMinutes(1));
        _office.Send(Again);
        TestOffice.Done(_office.Import("again.csv", _office.Answer(New)));
        ArriveAfterAll();
        Assert.That(BookAndConfirm(), Is.EqualTo("done done"));
    }

    /// <summary>A later file says that a payment arrived.</summary>
    private void ArriveAfterAll(string day = "2026-06-08", string payment = Payment) =>
        TestOffice.Done(_office.Import($"late-{day}.csv", _office.Answer(payment, "paid", "补") with { SettledOn = day }));

    /// <summary>Two officers book the newest line in quarantine as what it says.</summary>
    private string BookAndConfirm()
    {
        string place = _office.Text("SELECT file_id || ':' || line FROM quarantine ORDER BY id DESC LIMIT 1");
        ActOutcome said = new ResolveLine(_office.Setting).Book(place, null, null, _office.Operator, "银行来函", CancellationToken.None),
            confirmed = new ResolveLine(_office.Setting).Confirm(place, _office.Reviewer, CancellationToken.None);
        Assert.That((confirmed as ActOutcome.Done)?.English, Does.Contain($"receivable {Number()} has 60.00 yuan open"));
        return $"{TestOffice.CodeOf(said)} {TestOffice.CodeOf(confirmed)}";
    }

    private (long Receivable, long Payable, long Treasury) Balances()
    {
        Dictionary<string, long> held = _office.Balances();
        return (held.GetValueOrDefault(Receivable), held.GetValueOrDefault(Payable), held.GetValueOrDefault(Treasury));
    }

    private string Number()
    {
        using System.Data.Common.DbConnection connection = _office.Setting.Store.Connect();
        return Jobs.Store.Books.ReadReceivables.Run(connection, null).Single().Number;
    }

    private string Letter()
    {
        string file = Path.Combine(_office.Inputs.Root, "letter.html");
        TestOffice.Done(new PrintLetter(_office.Setting).Run(Number(), file, _office.Reviewer, isChinese: true));
        return file;
    }
}
