using Disbursement.Jobs.Tests.Proofs;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Acts;

/// <summary>
/// What a rejection takes back, line by line, and what the next run makes of it: also where a later run has already recovered the money.
/// </summary>
[TestFixture]
internal sealed class RejectionTests
{
    private const string Disability = "2026-1-320302-sad";

    private static TestOffice _base = null!;

    private TestOffice _office = null!;

    [OneTimeSetUp]
    public void StaffOffice() => _base = TestOffice.Staffed();

    [OneTimeTearDown]
    public void CloseBase() => _base.Dispose();

    [SetUp]
    public void CopyOffice() => _office = _base.Copy();

    [TearDown]
    public void CloseOffice() => _office.Dispose();

    [TestCase(false)]
    [TestCase(true)]
    public void A_rejected_batch_is_reversed_line_by_line_and_the_next_run_pays_the_same_again(bool wasApproved)
    {
        _office.Inputs.Roster("a.csv", A.Household(1), A.Household(2));
        TestRun first = _office.Run();
        if (wasApproved)
            TestOffice.Done(_office.Approve("2026-1-320302-ocr"));

        TestOffice.Done(_office.Reject("2026-1-320302-ocr", _office["wu"]));

        Assert.That(_office.Balances(), Is.Empty, "everything is as it was before the run");
        Assert.That(
            _office.Texts("SELECT credit || debit || fen || payment || hex(claimant) || scheme || year FROM transfers WHERE event = "
                + "'cancel' ORDER BY sequence"),
            Is.EqualTo(_office.Texts("SELECT debit || credit || fen || payment || hex(claimant) || scheme || year FROM transfers WHERE "
                + "event = 'accrue' ORDER BY sequence")));
        Assert.That(_office.Payments("2026-1-320302-ocr"), Is.All.EndsWith("cancelled"));
        TestRun again = _office.Run();
        string[] of = ["household_no", "id_number", "current", "arrears", "recovery", "amount", "bank_account"];
        Assert.That(Lines(again, of), Is.EqualTo(Lines(first, of)).And.Not.Empty);
        Assert.That((_office.Breaks().Length, _office.Inputs.Replay().Count(check => check.FirstBreak is not null)), Is.EqualTo((0, 0)));
    }

    [Test]
    public void A_held_payment_is_taken_back_with_its_batch()
    {
        _office.Inputs.Roster("a.csv", A.Household(1));
        _office.Run();
        TestOffice.Done(_office.Hold("2026-1-320302-ocr-000001"));

        TestOffice.Done(_office.Reject("2026-1-320302-ocr"));

        Assert.That((_office.Balances().Count, _office.Payments("2026-1-320302-ocr")
            .Count(payment => payment.EndsWith("cancelled", StringComparison.Ordinal)), _office.Breaks().Length), Is.EqualTo((0, 2, 0)));
    }

    [Test]
    public void A_payment_that_was_cancelled_before_its_batch_was_rejected_keeps_the_reason_of_its_own()
    {
        _office.Inputs.Roster("a.csv", A.Household(1));
        _office.Run();
        TestOffice.Done(_office.Hold("2026-1-320302-ocr-000001"));
        TestOffice.Done(_office.Cancel("2026-1-320302-ocr-000001"));

        TestOffice.Done(_office.Reject("2026-1-320302-ocr"));

        Assert.That(_office.Texts("SELECT DISTINCT note FROM payments"), Has.Length.EqualTo(2), "two acts, each with its own reason");
        Assert.That(_office.Breaks(), Is.Empty);
    }

    /// <summary>
    /// A rate that is halved from the beginning owes for 2027 what it takes back of 2026: all is set off, and stands without a payment in
    /// the batch in which somebody new is paid.
    /// </summary>
    [Test]
    public void A_batch_in_which_all_that_one_claimant_is_due_is_set_off_can_be_rejected_and_is_computed_again()
    {
        _office.Inputs.Roster("a.csv", FullStory.WithDisabledChild(3));
        _office.Run();
        _office.Send(Disability);
        _office.Inputs.EditPack("value: 460.00", "value: 230.00").RosterOf(2027, "a.csv", FullStory.WithDisabledChild(3),
            FullStory.WithDisabledChild(4));
        _office.Inputs.Clock.Advance(TimeSpan.FromDays(365));
        _office.Run(2027);
        const string Batch = "2027-1-320302-sad";
        string due = $"SELECT COUNT(*) FROM transfers WHERE batch = '{Batch}' AND payment IS NULL AND event = 'accrue'";
        Assert.That((_office.Number(due), _office.Payments(Batch).Length), Is.EqualTo((2, 2)));

        TestOffice.Done(_office.Reject(Batch));
        Assert.That(_office.Breaks(), Is.Empty);
        Assert.That(_office.Balances()["expense:320302:sad"], Is.EqualTo(2 * 552000), "what was paid in 2026, and nothing of 2027");
        _office.Run(2027);

        Assert.That(_office.Payments("2027-2-320302-sad"), Has.Length.EqualTo(2));
        Assert.That((_office.Breaks().Length, _office.Inputs.Replay().Count(check => check.FirstBreak is not null)), Is.EqualTo((0, 0)));
    }

    [Test]
    public void What_is_rejected_once_is_not_rejected_again()
    {
        _office.Inputs.Roster("a.csv", A.Household(1));
        _office.Run();
        TestOffice.Done(_office.Reject("2026-1-320302-ocr"));

        Assert.That((TestOffice.CodeOf(_office.Reject("2026-1-320302-ocr")), TestOffice.CodeOf(_office.Approve("2026-1-320302-ocr"))),
            Is.EqualTo(("STATE", "STATE")));
    }

    [Test]
    public void A_recovery_that_came_before_the_rejection_leaves_no_debt_behind()
    {
        Recovered();
        Assert.That(_office.Balances()["receivable:320302:assistance"], Is.EqualTo(2 * 138000));

        TestOffice.Done(_office.Reject(Disability));

        Assert.That(_office.Balances(), Is.Empty);
        Assert.That(
            _office.Texts("SELECT debit || ' ' || credit || ' ' || fen FROM transfers WHERE event = 'cancel' ORDER BY sequence"),
            Is.EqualTo(new[] { "payable:320302 expense:320302:sad 414000", "payable:320302 receivable:320302:assistance 138000",
                "payable:320302 expense:320302:sad 414000", "payable:320302 receivable:320302:assistance 138000" }));
        TestRun again = _office.Run();
        Assert.That(Lines(again, ["scheme", "current", "recovery", "amount"]),
            Is.EqualTo(new[] { "sad,4140.00,0.00,4140.00", "sad,4140.00,0.00,4140.00" }));
        Assert.That(_office.Breaks(), Is.Empty);
    }

    [Test]
    public void A_batch_that_pays_again_what_failed_and_takes_back_from_the_same_person_can_be_rejected()
    {
        _office.Inputs.Roster("a.csv", FullStory.WithDisabledChild(3));
        _office.Run();
        _office.Send(Disability);
        TestOffice.Done(_office.Import("a.csv", _office.Answer(Disability + "-000001", "failed"), _office.Answer(Disability + "-000002")));
        _office.Inputs.Roster("a.csv", FullStory.WithDisabledChild(3, ("disability_ended_on", "2026-09-15")));
        _office.Run();
        const string second = "2026-2-320302-sad";
        (long payments, long recoveries) = (_office.Number($"SELECT payments FROM batches WHERE id = '{second}'"),
            _office.Number($"SELECT recoveries FROM batches WHERE id = '{second}'"));

        TestOffice.Done(_office.Reject(second));

        Assert.That((payments, recoveries), Is.EqualTo((1, 2)), "one failed and is paid again, and both are asked for three months");
        Assert.That((_office.StateOf(second), _office.Balances().GetValueOrDefault("receivable:320302:assistance")),
            Is.EqualTo(("rejected", 0)));
        Assert.That(_office.Breaks(), Is.Empty);
        TestRun again = _office.Run();
        Assert.That(Lines(again, ["scheme", "current", "amount"]), Is.EqualTo(new[] { "sad,4140.00,4140.00" }));
        Assert.That(_office.Breaks(), Is.Empty);
        Assert.That(_office.Inputs.Replay().Select(check => check.FirstBreak), Is.All.Null);
    }

    [Test]
    public void Money_that_a_later_batch_has_kept_back_already_is_taken_back_there_first()
    {
        Recovered();
        Dictionary<string, long> before = _office.Balances();
        Dictionary<string, long> offset = Offset();

        Assert.That(TestOffice.CodeOf(_office.Reject(Disability)), Is.EqualTo("TAKEN-INTO-ACCOUNT"));
        Assert.That((_office.StateOf(Disability), _office.LastAct()["outcome"]), Is.EqualTo(("proposed", "refused")));
        Assert.That(_office.Balances(), Is.EqualTo(offset), "a refusal leaves nothing half done");

        TestOffice.Done(_office.Reject("2027-1-320302-sab"));
        TestOffice.Done(_office.Reject("2027-1-320302-shg"));
        Assert.That(_office.Balances(), Is.EqualTo(before), "the receivable stands again as before the later run");
        TestOffice.Done(_office.Reject(Disability));
        Assert.That((_office.Balances().Count, _office.Breaks().Length), Is.EqualTo((0, 0)));
    }

    [Test]
    public void A_rejected_batch_with_offsets_leaves_the_claimant_owing_and_the_next_run_keeps_it_back_again()
    {
        Recovered();
        _office.Send(Disability);
        TestOffice.Done(_office.Import("a.csv", _office.Answer(Disability + "-000001"), _office.Answer(Disability + "-000002")));
        Dictionary<string, long> before = _office.Balances(), offset = Offset();
        string[] paid = Sab(1);

        TestOffice.Done(_office.Reject("2027-1-320302-sab"));

        Assert.That(
            _office.Texts("SELECT credit || debit || fen || payment || COALESCE(year, "
                + "'') FROM transfers WHERE event = 'cancel' ORDER BY fen, payment"),
            Is.EqualTo(_office.Texts("SELECT debit || credit || fen || payment || COALESCE(year, '') FROM transfers WHERE batch = "
                + "'2027-1-320302-sab' AND event IN ('accrue', 'offset') ORDER BY fen, payment")));
        TestOffice.Done(_office.Reject("2027-1-320302-shg"));
        Assert.That(_office.Balances(), Is.EqualTo(before));
        _office.Run(2027);
        Assert.That(Sab(2), Is.EqualTo(paid).And.Not.Empty);
        Assert.That(_office.Balances(), Is.EqualTo(offset));
        Assert.That((_office.Breaks().Length, _office.Inputs.Replay().Count(check => check.FirstBreak is not null)), Is.EqualTo((0, 0)));
    }

    [Test]
    public void A_failed_payment_that_is_given_up_is_computed_again()
    {
        _office.Inputs.Roster("a.csv", A.Household(1));
        _office.Run();
        _office.Send("2026-1-320302-ocr");
        TestOffice.Done(
            _office.Import("a.csv", _office.Answer("2026-1-320302-ocr-000001", "failed"), _office.Answer("2026-1-320302-ocr-000002")));
        TestOffice.Done(_office.Cancel("2026-1-320302-ocr-000001"));

        TestRun again = _office.Run();

        Assert.That((again.Payments, _office.PaymentState("2026-1-320302-ocr-000001"),
            TestOffice.CodeOf(_office.Cancel("2026-1-320302-ocr-000002")), _office.Breaks().Length),
            Is.EqualTo((1L, "cancelled", "STATE", 0)));
    }

    [Test]
    public void A_failed_payment_joins_the_next_run_of_the_year_once()
    {
        _office.Inputs.Roster("a.csv", A.Household(1));
        _office.Run();
        _office.Send("2026-1-320302-ocr");
        TestOffice.Done(
            _office.Import("a.csv", _office.Answer("2026-1-320302-ocr-000001", "failed"), _office.Answer("2026-1-320302-ocr-000002")));
        TestRun next = _office.Run(), after = _office.Run();

        Assert.That(
            (next.Payments, after.Payments, _office.PaymentState("2026-1-320302-ocr-000001"), _office.Text("SELECT replaces FROM payments "
                + "WHERE payment_no = '2026-2-320302-ocr-000001'")), Is.EqualTo((1L, 0L, "reissued", "2026-1-320302-ocr-000001")));
        Assert.That((TestOffice.CodeOf(_office.Reissue("2026-1")), _office.Breaks().Length), Is.EqualTo(("NOTHING", 0)));
    }

    [Test]
    public void A_rejected_batch_of_payments_that_are_paid_again_takes_the_first_accrual_back()
    {
        _office.Inputs.Roster("a.csv", A.Household(1));
        _office.Run();
        _office.Send("2026-1-320302-ocr");
        TestOffice.Done(_office.Import(
            "a.csv", _office.Answer("2026-1-320302-ocr-000001", "failed"), _office.Answer("2026-1-320302-ocr-000002", "failed")));
        TestOffice.Done(_office.Reissue("2026-1"));

        TestOffice.Done(_office.Reject("2026-2-320302-ocr"));

        Assert.That((_office.Balances().Count, _office.Breaks().Length), Is.EqualTo((0, 0)));
        Assert.That(_office.Run().Payments, Is.EqualTo(2));
        Assert.That(_office.Breaks(), Is.Empty);
    }

    /// <summary>Twelve months of assistance for each parent, of which a second run asks three back: the disability had ended.</summary>
    private void Recovered()
    {
        _office.Inputs.Roster("a.csv", FullStory.WithDisabledChild(3));
        _office.Run();
        _office.Inputs.Roster("a.csv", FullStory.WithDisabledChild(3, ("disability_ended_on", "2026-09-15")));
        _office.Inputs.Clock.Advance(TimeSpan.FromDays(30));
        Assert.That(_office.Run().Payments, Is.Zero);
    }

    /// <summary>
    /// The child dies (which is consoled with a sum of its own, too); what is due in the next year is paid less what is open. Tells the
    /// balances after it.
    /// </summary>
    private Dictionary<string, long> Offset()
    {
        _office.Inputs.Clock.Advance(TimeSpan.FromDays(365));
        _office.Inputs.RosterOf(2027, "a.csv",
            FullStory.WithDisabledChild(3, ("disability_ended_on", "2026-09-15"), ("death_date", "2027-01-15")));
        _office.Run(2027);
        Assert.That(_office.Texts("SELECT DISTINCT fen FROM transfers WHERE event = 'offset'"), Is.EqualTo(new[] { "138000" }));
        return _office.Balances();
    }

    private string[] Sab(int ordinal) => _office.Texts($"SELECT current_fen || ' ' || offset_fen || ' ' || amount_fen FROM payments WHERE "
        + $"payment_no GLOB '2027-{ordinal}-320302-sab-*' ORDER BY id");

    private static string[] Lines(TestRun run, string[] columns) =>
        [.. run.PaymentRows.Select(row => string.Join(',', columns.Select(column => row[column])))];
}
