using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Tests.ReturnFiles;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Acts;

/// <summary>A hold lasts: nothing that an officer kept back is paid before an officer lets it go by name (life cycle, section 2).</summary>
[TestFixture]
internal sealed class LastingHoldTests
{
    private const string Batch = "2026-1-320302-ocr";
    private const string Held = Batch + "-000001";
    private const string Why = "不得发放";

    private static TestOffice _base = null!;

    private TestOffice _office = null!;

    [OneTimeSetUp]
    public void StaffOffice()
    {
        _base = TestOffice.Staffed();
        _base.Inputs.Roster("a.csv", A.Household(1));
        _base.Run();
        TestOffice.Done(_base.Hold(Held, reason: Why));
    }

    [OneTimeTearDown]
    public void CloseBase() => _base.Dispose();

    [SetUp]
    public void CopyOffice() => _office = _base.Copy();

    [TearDown]
    public void CloseOffice() => _office.Dispose();

    [Test]
    public void A_payment_that_was_left_behind_arrives_held_in_the_next_run_and_in_the_one_after_and_is_paid_once_it_is_let_go()
    {
        _office.Send(Batch);
        _office.Run();
        const string Second = "2026-2-320302-ocr-000001", Third = "2026-3-320302-ocr-000001";
        Assert.That(StateAndNote(Second), Is.EqualTo($"held HELD {Held} 2026-06-01 li: {Why}"));
        Assert.That(_office.Breaks(), Is.Empty);

        // Everything that waits is approved and released: the held one stays behind again.
        _office.Send("2026-2-320302-ocr");
        Assert.That((_office.PaymentState(Second), _office.Number("SELECT COUNT(*) FROM transfers WHERE event = 'release'")),
            Is.EqualTo(("held", 1L)));
        _office.Run();
        Assert.That((StateAndNote(Third), _office.PaymentState(Second)),
            Is.EqualTo(($"held HELD {Held} 2026-06-01 li: {Why}", "reissued")));

        TestOffice.Done(_office.Unhold(Third));
        _office.Send("2026-3-320302-ocr");
        TestOffice.Done(_office.Import("a.csv", _office.Answer(Third), _office.Answer(Batch + "-000002")));
        Assert.That((_office.PaymentState(Third), _office.Balances()["treasury:320302"], _office.Breaks().Length),
            Is.EqualTo(("paid", -12000L, 0)));
        Assert.That(_office.Inputs.Replay().Select(check => check.FirstBreak), Is.All.Null);
    }

    [Test]
    public void A_reissue_leaves_it_held()
    {
        _office.Send(Batch);
        TestOffice.Done(_office.Import("a.csv", _office.Answer(Batch + "-000002", "failed")));

        ActOutcome.Done done = (ActOutcome.Done)_office.Reissue("2026-1");

        Assert.That((done.English.Contains("1 of them arrives held", StringComparison.Ordinal), _office.Payments("2026-2-320302-ocr")),
            Is.EqualTo((true, new[] { "2026-2-320302-ocr-000001 held", "2026-2-320302-ocr-000002 proposed" })));
        Assert.That(_office.Breaks(), Is.Empty);
    }

    [Test]
    public void What_is_computed_in_the_place_of_a_held_payment_that_was_rejected_or_cancelled_is_held_until_it_is_let_go()
    {
        TestOffice.Done(_office.Reject(Batch));
        _office.Run();
        const string Again = "2026-2-320302-ocr-000001";
        Assert.That(_office.Payments("2026-2-320302-ocr"), Is.EqualTo(new[] { $"{Again} held", "2026-2-320302-ocr-000002 proposed" }));
        Assert.That(StateAndNote(Again), Is.EqualTo($"held HELD {Held} 2026-06-01 li: {Why}"));

        TestOffice.Done(_office.Cancel(Again));
        _office.Run();
        const string Third = "2026-3-320302-ocr-000001";
        Assert.That((StateAndNote(Third), _office.Breaks().Length), Is.EqualTo(($"held HELD {Held} 2026-06-01 li: {Why}", 0)));

        TestOffice.Done(_office.Unhold(Third));
        Assert.That((_office.PaymentState(Third), _office.Number("SELECT COUNT(*) FROM payments WHERE hold IS NOT NULL"),
            _office.Breaks().Length), Is.EqualTo(("proposed", 0L, 0)));
        TestOffice.Done(_office.Reject("2026-3-320302-ocr"));
        _office.Run();
        Assert.That(_office.PaymentState("2026-4-320302-ocr-000001"), Is.EqualTo("proposed"));
    }

    /// <summary>
    /// The one that is computed in the place of a cancelled payment is left behind in its turn: the hold that it passed on is not one that
    /// nobody put on it, although the cancelled payment bears it no more.
    /// </summary>
    [Test]
    public void Books_hold_after_a_hold_that_came_from_a_rejected_payment_and_went_on_is_let_go([Values] bool isByObjection)
    {
        if (isByObjection)
        {
            TestOffice.Done(_office.Unhold(Held));
            TestOffice.Done(new RaiseObjection(_office.Setting).Run(Held, "村民甲", _office.Operator, "已超龄"));
        }

        TestOffice.Done(_office.Reject(Batch));
        _office.Run();
        _office.Send("2026-2-320302-ocr");
        _office.Run();
        Assert.That((_office.PaymentState("2026-2-320302-ocr-000001"), _office.PaymentState("2026-3-320302-ocr-000001")),
            Is.EqualTo(("reissued", "held")));
        if (isByObjection)
            TestOffice.Done(new DecideObjection(_office.Setting).Run(Held, false, _office.Reviewer, "已核实"));
        TestOffice.Done(_office.Unhold("2026-3-320302-ocr-000001"));

        Assert.That(_office.Breaks(), Is.Empty);
    }

    [Test]
    public void What_is_computed_in_the_place_of_a_payment_with_an_objection_is_not_let_go_before_the_objection_is_decided()
    {
        const string Other = Batch + "-000002", Again = "2026-2-320302-ocr-000002";
        TestOffice.Done(_office.Unhold(Held));
        TestOffice.Done(new RaiseObjection(_office.Setting).Run(Other, "村民甲", _office.Operator, "子女已超龄"));
        TestOffice.Done(_office.Reject(Batch));
        _office.Run();

        Assert.That((StateAndNote(Again), TestOffice.CodeOf(_office.Unhold(Again)), _office.Breaks().Length),
            Is.EqualTo(($"held HELD {Other} 2026-06-01 zhang: 子女已超龄", "OBJECTION-OPEN", 0)));
        TestOffice.Done(new DecideObjection(_office.Setting).Run(Other, isUpheld: false, _office.Reviewer, "查无此事"));
        TestOffice.Done(_office.Unhold(Again));
        Assert.That((_office.PaymentState(Again), _office.Breaks().Length), Is.EqualTo(("proposed", 0)));
    }

    [TestCase("UPDATE payments SET hold = NULL WHERE state = 'held'")]
    [TestCase("UPDATE payments SET hold = NULL WHERE state = 'reissued'")]
    [TestCase("UPDATE payments SET hold = replace(hold, 'li', 'wu')")]
    [TestCase("UPDATE payments SET hold = (SELECT hold FROM payments WHERE state = 'held') WHERE hold IS NULL")]
    public void A_hold_that_was_changed_behind_the_program_s_back_is_named(string sql)
    {
        _office.Send(Batch);
        _office.Run();
        _office.Execute(sql);

        Assert.That(_office.Breaks(), Has.Some.StartsWith("4: "));
    }

    private string StateAndNote(string payment) =>
        _office.Text($"SELECT state || ' ' || note FROM payments WHERE payment_no = '{payment}'");
}
