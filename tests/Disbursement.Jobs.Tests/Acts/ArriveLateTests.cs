using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Tests.ReturnFiles;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Acts;

/// <summary>
/// A payment fails, it is paid again, and then its money arrives after all: nobody is paid twice, and nothing stays owed.
/// </summary>
[TestFixture]
internal sealed class ArriveLateTests
{
    private const string First = "2026-1-320302-ocr", Again = "2026-2-320302-ocr";
    private const string Payment = First + "-000001", Other = First + "-000002", New = Again + "-000001";

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
    }

    [OneTimeTearDown]
    public void CloseBase() => _base.Dispose();

    [SetUp]
    public void CopyOffice() => _office = _base.Copy();

    [TearDown]
    public void CloseOffice() => _office.Dispose();

    [Test]
    public void The_first_payment_is_paid_and_the_one_that_pays_it_again_goes_out_of_the_way()
    {
        FailAndReissue(Payment, Other);
        ArriveAfterAll();

        Assert.That((TestOffice.CodeOf(_office.Approve(Again)), Book()), Is.EqualTo(("ANSWER-OPEN", "STATE")), "it is not held yet");
        TestOffice.Done(_office.Hold(New));
        Assert.That((Book(), Confirm(), _office.Breaks().Length), Is.EqualTo(("done", "done", 0)));

        Assert.That((_office.PaymentState(Payment), _office.PaymentState(New), _office.PaymentState(Again + "-000002")),
            Is.EqualTo(("paid", "reissued", "proposed")));
        Assert.That((_office.Balances()["treasury:320302"], _office.Balances()["payable:320302"]), Is.EqualTo((-6000L, -6000L)));
        _office.Send(Again);
        TestOffice.Done(_office.Import("later.csv", _office.Answer(Again + "-000002")));
        _office.Run();
        Assert.That((_office.Payments("2026-3-320302-ocr"), _office.Balances()["treasury:320302"], _office.Breaks().Length),
            Is.EqualTo((Array.Empty<string>(), -12000L, 0)), "nothing is owed any more");
        Assert.That(_office.Inputs.Replay().Select(check => check.FirstBreak), Is.All.Null);
    }

    [Test]
    public void A_batch_that_would_have_paid_nobody_else_is_rejected_with_it()
    {
        FailAndReissue(Payment);
        TestOffice.Done(_office.Approve(Again));
        ArriveAfterAll();

        Assert.That((TestOffice.CodeOf(_office.Release(Again, _office["wu"])), Book(), Confirm()),
            Is.EqualTo(("ANSWER-OPEN", "done", "done")));

        Assert.That((_office.PaymentState(Payment), _office.PaymentState(New), _office.StateOf(Again), _office.Breaks()),
            Is.EqualTo(("paid", "reissued", "rejected", Array.Empty<string>())));
        _office.Run();
        Assert.That(_office.Payments("2026-3-320302-ocr"), Is.Empty);
        Assert.That(_office.Inputs.Replay().Select(check => check.FirstBreak), Is.All.Null);
    }

    [Test]
    public void A_payment_that_is_held_beside_it_is_not_lost_with_its_batch()
    {
        FailAndReissue(Payment, Other);
        TestOffice.Done(_office.Hold(Again + "-000002"));
        ArriveAfterAll();

        Assert.That((Book(), _office.StateOf(Again), _office.PaymentState(Again + "-000002")), Is.EqualTo(("STATE", "proposed", "held")));

        // Nothing else goes with the batch: it is rejected, and the next run computes anew what is owed and sets off what arrived.
        Assert.That(TestOffice.CodeOf(_office.Hold(New)), Is.EqualTo("LAST-PAYMENT"));
        TestOffice.Done(_office.Reject(Again));
        Assert.That((Book(), Confirm(), _office.PaymentState(Payment), _office.Breaks().Length), Is.EqualTo(("done", "done", "paid", 0)));
        _office.Run();
        Assert.That((_office.Payments("2026-3-320302-ocr").Length, _office.Balances()["treasury:320302"], _office.Breaks().Length),
            Is.EqualTo((1, -6000L, 0)), "the other one, which arrives held");
    }

    [Test]
    public void What_failed_again_is_out_of_the_way_too_and_what_is_with_the_bank_is_waited_for()
    {
        FailAndReissue(Payment);
        _office.Send(Again);
        ArriveAfterAll();
        Assert.That(Book(), Is.EqualTo("STATE"), "the new one is with the bank");

        TestOffice.Done(_office.Import("again.csv", _office.Answer(New, "failed")));
        Assert.That((Book(), Confirm(), _office.PaymentState(Payment), _office.PaymentState(New), _office.Breaks().Length),
            Is.EqualTo(("done", "done", "paid", "reissued", 0)));
        Assert.That(TestOffice.CodeOf(_office.Reissue("2026-2")), Is.EqualTo("NOTHING"));
    }

    [Test]
    public void Money_that_comes_back_once_more_is_owed_and_paid_by_the_next_reissue()
    {
        FailAndReissue(Payment);
        _office.Inputs.Clock.Advance(TimeSpan.FromMinutes(1));
        ArriveAfterAll();
        Assert.That((Book(), Confirm()), Is.EqualTo(("done", "done")));
        TestOffice.Done(_office.Import("back.csv", _office.Answer(Payment, "failed") with { SettledOn = "2026-06-12" }));

        Assert.That((_office.PaymentState(Payment), _office.Breaks()), Is.EqualTo(("failed", Array.Empty<string>())));
        TestOffice.Done(_office.Reissue("2026-1"));
        Assert.That((_office.Payments("2026-3-320302-ocr"), _office.Breaks()),
            Is.EqualTo((new[] { "2026-3-320302-ocr-000001 proposed" }, Array.Empty<string>())));
        Assert.That(_office.Inputs.Replay().Select(check => check.FirstBreak), Is.All.Null, "both reissues tell what was known then");
    }

    [Test]
    public void A_line_that_is_dismissed_stands_in_nobody_s_way()
    {
        FailAndReissue(Payment);
        ArriveAfterAll();
        TestOffice.Done(new ResolveLine(_office.Setting).Dismiss(Place, _office.Operator, "银行来函：误报"));
        Assert.That(TestOffice.CodeOf(_office.Approve(Again)), Is.EqualTo("ANSWER-OPEN"), "nobody has confirmed it");

        Assert.That((Confirm(), TestOffice.CodeOf(_office.Approve(Again)), _office.Breaks().Length), Is.EqualTo(("done", "done", 0)));
    }

    /// <summary>Banks send the answers of some days again in one file.</summary>
    [TestCase("failed", "2026-06-08")]
    [TestCase("paid", "2026-06-04")]
    public void What_a_bank_said_before_and_says_once_more_stands_in_nobody_s_way(string status, string day)
    {
        FailAndReissue(Payment);
        TestOffice.Done(_office.Import("2.csv", _office.Answer(Payment, status) with { SettledOn = day }));
        Assert.That(_office.Texts("SELECT code FROM quarantine"), Is.EqualTo(new[] { "Q-NOT-RELEASED" }));

        Assert.That((TestOffice.CodeOf(_office.Approve(Again)), TestOffice.CodeOf(_office.Release(Again, _office["wu"]))),
            Is.EqualTo(("done", "done")));
    }

    [Test]
    public void A_payment_that_was_held_and_never_sent_cannot_have_arrived()
    {
        using TestOffice office = TestOffice.Staffed();
        office.Inputs.Roster("a.csv", A.Household(1));
        office.Run();
        TestOffice.Done(office.Hold(Payment));
        office.Send(First);
        TestOffice.Done(office.Reissue("2026-1"));
        TestOffice.Done(office.Import("1.csv", ComposeReturns.Paid(Payment, "60.00")));

        Assert.That(TestOffice.CodeOf(new ResolveLine(office.Setting).Book("1:2", null, null, office.Operator, "银行来函",
            CancellationToken.None)), Is.EqualTo("STATE"));
    }

    private void FailAndReissue(params string[] payments)
    {
        TestOffice.Done(_office.Import("1.csv",
            [.. payments.Select(payment => _office.Answer(payment, "failed") with { SettledOn = "2026-06-05" })]));
        if (payments.Length == 1)
            TestOffice.Done(_office.Import("other.csv", _office.Answer(Other)));
        TestOffice.Done(_office.Reissue("2026-1"));
    }

    /// <summary>A later file says that the first payment arrived.</summary>
    private void ArriveAfterAll()
    {
        TestOffice.Done(_office.Import("2.csv", _office.Answer(Payment) with { SettledOn = "2026-06-08" }));
        Assert.That(_office.Texts("SELECT code FROM quarantine"), Is.EqualTo(new[] { "Q-NOT-RELEASED" }));
    }

    private string Place => _office.Text("SELECT file_id || ':' || line FROM quarantine");

    private string Book() => TestOffice.CodeOf(
        new ResolveLine(_office.Setting).Book(Place, null, null, _office.Operator, "银行来函", CancellationToken.None));

    private string Confirm() =>
        TestOffice.CodeOf(new ResolveLine(_office.Setting).Confirm(Place, _office.Reviewer, CancellationToken.None));
}
