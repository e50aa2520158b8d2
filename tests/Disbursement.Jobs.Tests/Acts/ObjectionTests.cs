using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Acts;

/// <summary>Somebody objects to a payment: it is kept back until somebody else decides, in its batch and from later runs.</summary>
[TestFixture]
internal sealed class ObjectionTests
{
    private const string Batch = "2026-1-320302-ocr", Payment = Batch + "-000001";

    private TestOffice _office = null!;

    [SetUp]
    public void Open()
    {
        _office = TestOffice.Staffed(new TestInputs().Roster("a.csv", [.. Enumerable.Range(1, 3).Select(number => A.Household(number))]));
        _office.Run();
    }

    [TearDown]
    public void Close() => _office.Dispose();

    [Test]
    public void An_objection_takes_the_payment_out_of_the_files_and_a_dismissal_puts_it_back()
    {
        string before = _office.Sha256(Batch);

        TestOffice.Done(Raise(Payment));
        string held = _office.Sha256(Batch);
        Assert.That((_office.PaymentState(Payment), held != before), Is.EqualTo(("held", true)));
        Assert.That(_office.Breaks(), Is.Empty);
        TestOffice.Done(Decide(Payment, isUpheld: false));

        Assert.That((_office.PaymentState(Payment), _office.Sha256(Batch)), Is.EqualTo(("proposed", before)));
        Assert.That(_office.Breaks(), Is.Empty);
        Assert.That(Objections().Select(one => (one.By, one.Reason, one.Recorder, one.Outcome, one.Decider)),
            Is.EqualTo(new[] { ("村民甲", "子女已超龄", "zhang", (ObjectionState?)ObjectionState.Dismissed, "li") }));
    }

    [Test]
    public void An_objection_to_an_approved_batch_makes_the_approval_void()
    {
        TestOffice.Done(_office.Approve(Batch));

        TestOffice.Done(Raise(Payment));

        Assert.That((_office.StateOf(Batch), _office.PaymentState(Payment)), Is.EqualTo(("proposed", "held")));
        Assert.That(TestOffice.CodeOf(_office.Release(Batch)), Is.EqualTo("APPROVAL-VOID"));
        Assert.That(_office.Breaks(), Is.Empty);
    }

    [Test]
    public void As_long_as_it_stands_the_payment_is_not_let_go_and_nobody_decides_on_their_own()
    {
        TestOffice.Done(Raise(Payment, by: _office.Reviewer));

        Assert.That(TestOffice.CodeOf(_office.Unhold(Payment)), Is.EqualTo("OBJECTION-OPEN"));
        Assert.That(TestOffice.CodeOf(Decide(Payment, isUpheld: false)), Is.EqualTo("MAKER-IS-CHECKER"));
        TestOffice.Done(Decide(Payment, isUpheld: true, by: _office["wu"]));
        Assert.That(TestOffice.CodeOf(_office.Unhold(Payment)), Is.EqualTo("OBJECTION-UPHELD"));
        TestOffice.Done(_office.Cancel(Payment));
        Assert.That((_office.PaymentState(Payment), _office.Breaks()), Is.EqualTo(("cancelled", Array.Empty<string>())));
    }

    [Test]
    public void A_payment_left_behind_under_an_objection_waits_through_later_runs_until_it_is_decided()
    {
        TestOffice.Done(Raise(Payment));
        _office.Send(Batch);
        _office.Inputs.RosterOf(2027, "b.csv", [.. Enumerable.Range(1, 3).Select(number => A.Household(number))]);
        _office.Inputs.Clock.Advance(TimeSpan.FromDays(365));

        Assert.That(_office.Run(2027).Summary.Payments, Is.EqualTo(6), "what is due for 2027, and nothing of what is under objection");
        Assert.That(TestOffice.CodeOf(_office.Reissue("2026-1")), Is.EqualTo("NOTHING"));
        TestOffice.Done(Decide(Payment, isUpheld: false));
        TestOffice.Done(_office.Reissue("2026-1"));

        Assert.That(_office.PaymentState(Payment), Is.EqualTo("reissued"));
        Assert.That(_office.Breaks(), Is.Empty);
    }

    [Test]
    public void The_last_payment_of_a_batch_stays_in_it_and_the_batch_is_not_approved_before_the_decision()
    {
        using TestInputs inputs = new TestInputs().Roster("a.csv", A.Household(1));
        TestOffice office = TestOffice.Staffed(inputs);
        office.Run();
        string[] payments = office.Payments(Batch);
        foreach (string payment in payments[1..])
            TestOffice.Done(office.Hold(payment.Split(' ')[0]));

        TestOffice.Done(new RaiseObjection(office.Setting).Run(Payment, "村民乙", office.Operator, "已离婚"));

        Assert.That((office.PaymentState(Payment), TestOffice.CodeOf(office.Approve(Batch))), Is.EqualTo(("proposed", "OBJECTION-OPEN")));
        TestOffice.Done(new DecideObjection(office.Setting).Run(Payment, false, office.Reviewer, "查无此事"));
        TestOffice.Done(office.Approve(Batch));
        Assert.That(office.Breaks(), Is.Empty);
    }

    [Test]
    public void What_is_held_for_another_reason_stays_held_when_the_objection_is_dismissed()
    {
        TestOffice.Done(_office.Hold(Payment));
        TestOffice.Done(Raise(Payment));
        TestOffice.Done(Decide(Payment, isUpheld: false));

        Assert.That(_office.PaymentState(Payment), Is.EqualTo("held"));
        TestOffice.Done(_office.Unhold(Payment));
        Assert.That(_office.Breaks(), Is.Empty);
    }

    [Test]
    public void It_is_refused_where_it_comes_too_late_names_a_number_or_nothing_is_open()
    {
        Assert.That(TestOffice.CodeOf(new RaiseObjection(_office.Setting).Run(Payment, "320302197508150026", _office.Operator, "x")),
            Is.EqualTo("OBJECTOR"));
        Assert.That(TestOffice.CodeOf(new RaiseObjection(_office.Setting).Run(Payment, "a] held=yes", _office.Operator, "x")),
            Is.EqualTo("OBJECTOR"));
        Assert.That(TestOffice.CodeOf(Raise(Payment, by: _office["zhao"])), Is.EqualTo("NOT-YOUR-POWER"));
        Assert.That(TestOffice.CodeOf(Raise(Payment, by: _office["sun"])), Is.EqualTo("NOT-YOUR-COUNTY"));
        Assert.That(TestOffice.CodeOf(Decide(Payment, isUpheld: true)), Is.EqualTo("NO-OBJECTION"));
        _office.Send(Batch);
        Assert.That(TestOffice.CodeOf(Raise(Payment)), Is.EqualTo("STATE"));
        Assert.That(_office.Breaks(), Is.Empty);
    }

    private ActOutcome Raise(string payment, Domain.Officers.Officer? by = null) =>
        new RaiseObjection(_office.Setting).Run(payment, "村民甲", by ?? _office.Operator, "子女已超龄");

    private ActOutcome Decide(string payment, bool isUpheld, Domain.Officers.Officer? by = null) =>
        new DecideObjection(_office.Setting).Run(payment, isUpheld, by ?? _office.Reviewer, "已核实");

    private IReadOnlyList<Objection> Objections()
    {
        using System.Data.Common.DbConnection connection = _office.Setting.Store.Connect();
        return ObjectionBook.All(connection, null);
    }
}
