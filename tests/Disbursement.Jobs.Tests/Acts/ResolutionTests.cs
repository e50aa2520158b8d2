using Disbursement.Domain.Returns;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Tests.ReturnFiles;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Acts;

/// <summary>A line in quarantine is decided by an operator and a reviewer, and booked as what it is or dismissed.</summary>
[TestFixture]
internal sealed class ResolutionTests
{
    private const string Batch = "2026-1-320302-ocr";
    private const string First = Batch + "-000001";
    private const string Second = Batch + "-000002";

    private static TestOffice _base = null!;

    private TestOffice _office = null!;

    /// <summary>
    /// A failure of a day before the release stands in line 2, a word that is no status in line 3, a payment that there is not in 4.
    /// </summary>
    [OneTimeSetUp]
    public void StaffOffice()
    {
        _base = TestOffice.Staffed();
        _base.Inputs.Roster("a.csv", A.Household(1), A.Household(3, "320303001001"));
        _base.Run();
        _base.Send(Batch);
        TestOffice.Done(_base.Import("a.csv",
            ComposeReturns.Failed(First, "60.00", "户名不符") with { SettledOn = "2026-05-31" }, new TestReturn(Second, "60.00", "maybe"),
            ComposeReturns.Paid(Batch + "-000009", "60.00"), ComposeReturns.Paid(First, "59.00") with { PaymentNo = Second }));
    }

    [OneTimeTearDown]
    public void CloseBase() => _base.Dispose();

    [SetUp]
    public void CopyOffice() => _office = _base.Copy();

    [TearDown]
    public void CloseOffice() => _office.Dispose();

    [Test]
    public void A_line_is_booked_as_what_it_is_once_a_reviewer_confirms_it()
    {
        Dictionary<string, long> before = _office.Balances();
        Assert.That((Book("1:2"), Book("1:2"), Confirm("1:2", "zhang")), Is.EqualTo(("done", "RESOLVED", "NOT-YOUR-POWER")));
        Assert.That(_office.Balances(), Is.EqualTo(before), "nothing moves before the reviewer");

        Assert.That((Confirm("1:2"), Confirm("1:2")), Is.EqualTo(("done", "NO-REQUEST")));
        Assert.That((_office.PaymentState(First), _office.Text($"SELECT note FROM payments WHERE payment_no = '{First}'"),
            _office.StateOf(Batch), _office.Breaks().Length), Is.EqualTo(("failed", "户名不符", "released", 0)));
        Assert.That(_office.Text($"SELECT COALESCE(answered_on, 'none') FROM payments WHERE payment_no = '{First}'"), Is.EqualTo("none"),
            "a day that cannot be is not booked");

        Assert.That((Book("1:3"), Book("1:3", Second, ReturnStatus.Paid), Confirm("1:3")), Is.EqualTo(("STATUS", "done", "done")));
        Assert.That((_office.PaymentState(Second), _office.StateOf(Batch), _office.Balances()["treasury:320302"]),
            Is.EqualTo(("paid", "settled", -6000L)));
        Assert.That(_office.Breaks(), Is.Empty);
    }

    [Test]
    public void A_line_is_dismissed_with_a_reason_by_two_officers_and_what_is_not_confirmed_waits_on()
    {
        TestOffice.Done(new ResolveLine(_office.Setting).Dismiss("1:4", _office.Operator, "他行业务"));
        TestOffice.Done(new ResolveLine(_office.Setting).Refuse("1:4", _office.Reviewer, "请再问银行"));
        TestOffice.Done(new ResolveLine(_office.Setting).Dismiss("1:4", _office.Operator, "银行来函：他行业务"));

        Assert.That((Confirm("1:4"), Book("1:4"), _office.Breaks().Length), Is.EqualTo(("done", "RESOLVED", 0)));
        Assert.That(TestOffice.CodeOf(new ResolveLine(_office.Setting).Dismiss("1:2", _office.Operator, "")), Is.EqualTo("NO-REASON"));
    }

    [Test]
    public void What_cannot_be_is_not_booked()
    {
        Assert.That((Book("1:5"), Book("1:4", payment: "2026-1-320303-ocr-000001"), Book("1:4"), Book("9:1"), Book("x")),
            Is.EqualTo(("AMOUNT", "STATE", "NO-SUCH", "NO-SUCH", "NO-SUCH")));
        Assert.That(Book("1:2"), Is.EqualTo("done"));
        TestOffice.Done(_office.Import("b.csv", _office.Answer(First, "failed")));

        Assert.That((Confirm("1:2"), _office.PaymentState(First), _office.Breaks().Length), Is.EqualTo(("STATE", "failed", 0)),
            "another file answered meanwhile");
    }

    [Test]
    public void A_line_that_was_booked_out_of_quarantine_behind_the_program_s_back_is_named()
    {
        Assert.That((Book("1:2"), Confirm("1:2")), Is.EqualTo(("done", "done")));
        _office.Execute("UPDATE payments SET return_line = 3 WHERE return_line = 2");

        Assert.That(_office.Breaks(), Has.Some.Contains("no two officers booked it out of quarantine"));
    }

    private string Book(string place, string? payment = null, ReturnStatus? status = null) => TestOffice.CodeOf(
        new ResolveLine(_office.Setting).Book(place, payment, status, _office.Operator, "银行来函", CancellationToken.None));

    private string Confirm(string place, string by = "li") =>
        TestOffice.CodeOf(new ResolveLine(_office.Setting).Confirm(place, _office[by], CancellationToken.None));
}
