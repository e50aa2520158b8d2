using Disbursement.Domain.Periods;
using Disbursement.Domain.Policies;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Acts;

/// <summary>Stops 停发 (life cycle, section 2): nothing reaches a person who is stopped before another officer lifts the stop.</summary>
[TestFixture]
internal sealed class StopTests
{
    private const string Batch = "2026-1-320302-ocr";
    private const string Payment = Batch + "-000001";

    private static readonly string Mother = A.Household(1).Rows[0]["id_number"];
    private static readonly Month May = new(2026, 5);

    private static TestOffice _base = null!;

    private TestOffice _office = null!;

    [OneTimeSetUp]
    public void StaffOffice()
    {
        _base = TestOffice.Staffed();
        _base.Inputs.Roster("a.csv", A.Household(1));
        _base.Run();
    }

    [OneTimeTearDown]
    public void CloseBase() => _base.Dispose();

    [SetUp]
    public void CopyOffice() => _office = _base.Copy();

    [TearDown]
    public void CloseOffice() => _office.Dispose();

    [Test]
    public void A_failed_payment_of_who_is_stopped_is_reissued_held()
    {
        _office.Send(Batch);
        TestOffice.Done(_office.Import("a.csv", _office.Answer(Payment, "failed")));
        TestOffice.Done(Add());

        TestOffice.Done(_office.Reissue("2026-1"));

        Assert.That((_office.PaymentState("2026-2-320302-ocr-000001"),
            _office.Text("SELECT note FROM payments WHERE payment_no = '2026-2-320302-ocr-000001'"), _office.Breaks().Length),
            Is.EqualTo(("held", "STOPPED from 2026-05 by li: 待核实", 0)));
    }

    /// <summary>
    /// The run has read already who is stopped, and the books are its own until it is sealed: the stop waits that long, and finds the
    /// payment then.
    /// </summary>
    [Test]
    public async Task A_stop_that_is_put_on_while_a_run_pays_still_keeps_the_payment_back()
    {
        TestOffice.Done(_office.Reject(Batch));
        const string Again = "2026-2-320302-ocr";

        Task<ActOutcome>? stopped = null;
        RunLeavingOut.While(_office.Inputs, () => stopped ??= Task.Run(() => Add()));
        TestOffice.Done(await stopped!);

        Assert.That((_office.PaymentState(Again + "-000001"), TestOffice.CodeOf(_office.Unhold(Again + "-000001"))),
            Is.EqualTo(("held", "STOPPED")));
        _office.Send(Again);
        Assert.That((_office.PaymentState(Again + "-000001"), _office.PaymentState(Again + "-000002"), _office.Breaks().Length),
            Is.EqualTo(("held", "released", 0)));
    }

    [Test]
    public void An_approval_given_before_is_void_and_what_is_let_go_after_the_stop_is_lifted_waits_again()
    {
        TestOffice.Done(_office.Approve(Batch));

        TestOffice.Done(Add());
        Assert.That((_office.StateOf(Batch), _office.PaymentState(Payment)), Is.EqualTo(("proposed", "held")));
        _office.Inputs.Clock.Advance(TimeSpan.FromDays(1));
        TestOffice.Done(
            new StopPayments(_office.Setting).Lift(NumberOfStop(), _office.Add("qian", Domain.Officers.OfficerRole.Reviewer), "已核实"));

        Assert.That((_office.PaymentState(Payment), _office.Breaks().Length), Is.EqualTo(("proposed", 0)));
    }

    [Test]
    public void An_officers_own_hold_that_begins_like_a_stop_is_not_let_go_with_one()
    {
        TestOffice.Done(_office.Hold(Payment, reason: "STOPPED 待核实账户"));
        TestOffice.Done(Add());

        TestOffice.Done(new StopPayments(_office.Setting).Lift(NumberOfStop(), _office["wu"], "已核实"));

        Assert.That((_office.PaymentState(Payment), _office.Breaks().Length), Is.EqualTo(("held", 0)));
    }

    [Test]
    public void What_was_held_in_an_earlier_run_is_let_go_by_name_after_the_stop()
    {
        TestOffice.Done(Add());
        TestOffice.Done(_office.Reject(Batch));
        _office.Run();
        Assert.That(_office.PaymentState("2026-2-320302-ocr-000001"), Is.EqualTo("held"));

        TestOffice.Done(new StopPayments(_office.Setting).Lift(NumberOfStop(), _office["wu"], "已核实"));

        Assert.That((_office.PaymentState("2026-2-320302-ocr-000001"), _office.Breaks().Length), Is.EqualTo(("held", 0)),
            "it was held by an officer in the run before: that hold lasts");
    }

    [Test]
    public void A_note_of_a_stop_that_there_is_not_is_found()
    {
        _office.Inputs.Roster("a.csv", A.Household(1), A.Household(2));
        TestOffice.Done(Add());
        TestOffice.Done(_office.Reject(Batch));
        TestOffice.Done(new StopPayments(_office.Setting)
            .Add(A.Household(1).Rows[1]["id_number"], null, May, "核查通知", _office.Reviewer, "待核实"));
        _office.Run();
        const string father = "2026-2-320302-ocr-000002";
        Assert.That((_office.Text($"SELECT note FROM payments WHERE payment_no = '{father}'"), _office.Breaks().Length),
            Is.EqualTo(("STOPPED from 2026-05 by li: 待核实", 0)));

        _office.Execute($"UPDATE payments SET note = 'STOPPED from 2026-05 by wu: 待核实' WHERE payment_no = '{father}'");

        Assert.That(_office.Breaks(), Has.Some.Contains($"payment {father} is held and bears a reason that nobody gave"));
    }

    [Test]
    public void A_stop_of_one_scheme_leaves_the_others()
    {
        TestOffice.Done(Add(Scheme.Of("sab")));

        Assert.That(_office.PaymentState(Payment), Is.EqualTo("proposed"));
    }

    [Test]
    public void A_stop_from_a_later_year_leaves_this_one()
    {
        TestOffice.Done(Add(null, new Month(2027, 1)));

        Assert.That(_office.PaymentState(Payment), Is.EqualTo("proposed"));
    }

    [Test]
    public void Nobody_stops_whom_no_run_knows_or_who_lives_elsewhere()
    {
        Domain.Officers.Officer elsewhere = _office.Add("qian", Domain.Officers.OfficerRole.Reviewer, "320303");

        Assert.That((TestOffice.CodeOf(new StopPayments(_office.Setting).Add(A.Household(2).Rows[0]["id_number"], null, May, "文件",
            _office.Reviewer, "待核实")), TestOffice.CodeOf(Add(by: elsewhere)),
            TestOffice.CodeOf(new StopPayments(_office.Setting).Add("123", null, May, "文件", _office.Reviewer, "待核实"))),
            Is.EqualTo(("NO-SUCH", "NOT-YOUR-COUNTY", "ID")));
    }

    [Test]
    public void The_record_names_nobody_by_number()
    {
        TestOffice.Done(Add());

        Assert.That(_office.Texts("SELECT act || subject || coalesce(detail, '') FROM audit"), Has.None.Contain(Mother));
    }

    [Test]
    public void What_was_released_under_a_stop_is_named()
    {
        _office.Send(Batch);
        _office.Inputs.Clock.Advance(TimeSpan.FromHours(1));
        TestOffice.Done(Add());
        Assert.That(_office.Breaks(), Is.Empty);

        _office.Execute("DROP TRIGGER transfers_append_only_update; UPDATE transfers SET recorded_at = recorded_at + 7200 "
            + "WHERE event = 'release'");

        Assert.That(_office.Breaks(), Has.Some.Contain("was stopped"));
    }

    private ActOutcome Add(Scheme? scheme = null, Month? from = null, Domain.Officers.Officer? by = null) =>
        new StopPayments(_office.Setting).Add(Mother, scheme, from ?? May, "核查通知", by ?? _office.Reviewer, "待核实");

    private long NumberOfStop()
    {
        using System.Data.Common.DbConnection connection = _office.Setting.Store.Connect();
        return StopBook.All(connection, null).Single().Number;
    }
}
