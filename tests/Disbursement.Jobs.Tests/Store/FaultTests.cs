using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Store;

/// <summary>Whatever breaks, and whenever: an act is done once or not at all, and nobody has to guess which.</summary>
[TestFixture]
internal sealed class FaultTests
{
    private const string Batch = "2026-1-320302-ocr";

    private PassingFaults _faults = null!;
    private TestOffice _office = null!;

    [SetUp]
    public void OpenOffice()
    {
        _faults = new PassingFaults();
        Open(new TestInputs(DatabaseSettings.Default with { Interceptors = [_faults] }));
    }

    [TearDown]
    public void CloseOffice() => _office.Dispose();

    [Test]
    public void Commits_that_break_before_the_database_hears_of_them_are_made_anew_and_nothing_is_doubled() =>
        Everything(() => _faults.BeforeCommit = 1);

    [Test]
    public void Commits_that_break_after_the_database_carried_them_out_are_found_and_not_made_again() =>
        Everything(() => _faults.AfterCommit = 1);

    [Test]
    public void Transactions_that_break_as_they_begin_are_begun_again() => Everything(() => _faults.AtBegin = 2);

    [Test]
    public void A_commit_may_break_several_times_in_a_row() => Everything(() => _faults.BeforeCommit = 3);

    [TestCase("batch_acts")]
    [TestCase("UPDATE \"batches\"")]
    [TestCase("\"manifests\"")]
    public void An_act_that_breaks_in_its_middle_begins_anew(string part)
    {
        _office.Dispose();
        Open(new TestInputs(DatabaseSettings.Default with { Interceptors = [new PassingStatementFault(part)] }));

        TestOffice.Done(_office.Approve(Batch));
        TestOffice.Done(_office.Release(Batch));

        OnceEach();
    }

    [Test]
    public void An_act_is_not_tried_for_ever()
    {
        _faults.BeforeCommit = int.MaxValue;

        Assert.That(() => _office.Approve(Batch), Throws.TypeOf<PassingFault>());
        _faults.BeforeCommit = 0;
        Assert.That((_office.StateOf(Batch), _office.Number("SELECT COUNT(*) FROM batch_acts")), Is.EqualTo(("proposed", 0L)));
    }

    [Test]
    public void Where_not_even_the_database_can_tell_that_is_said_and_whoever_comes_next_finds_it_done()
    {
        TestOffice.Done(_office.Approve(Batch));
        (_faults.AfterCommit, _faults.StaysDown) = (1, true);

        Assert.That(() => _office.Release(Batch),
            Throws.TypeOf<StoreRefusal>().With.Message.Contains("disburse acts").And.Property("IsResumable").True);

        _faults.AtBegin = 0;
        Assert.That(_office.StateOf(Batch), Is.EqualTo("released"));
        Assert.That(_office.Breaks(), Is.Empty, "staged files were kept, and are moved by whoever looks");
        OnceEach();
    }

    [Test]
    public void A_run_whose_commit_is_not_told_of_is_sealed_once()
    {
        _office.Inputs.Roster("b.csv", A.Household(5));
        _faults.AfterCommit = 1;

        TestRun run = _office.Run();

        Assert.That((run.Payments, _faults.Broken), Is.EqualTo((2L, 1)));
        Assert.That(_office.Number("SELECT COUNT(*) FROM audit WHERE act = 'run' AND subject = '2026-2'"), Is.EqualTo(1));
        Assert.That(_office.Breaks(), Is.Empty);
        Assert.That(_office.Inputs.Replay().Where(check => check.FirstBreak is not null), Is.Empty);
    }

    [Test]
    public void A_run_whose_commit_did_not_come_about_leaves_nothing_and_is_started_again()
    {
        _office.Inputs.Roster("b.csv", A.Household(5));
        _faults.BeforeCommit = 1;

        Assert.That(() => _office.Run(), Throws.TypeOf<PassingFault>());
        Assert.That(_office.Number("SELECT COUNT(*) FROM claimants WHERE run_number = 2"), Is.Zero);

        Assert.That((_office.Run().Summary.Run.Id, _office.Number("SELECT COUNT(*) FROM audit WHERE act = 'run' AND subject = '2026-2'")),
            Is.EqualTo(("2026-2", 1L)));
        Assert.That(_office.Breaks(), Is.Empty);
    }

    /// <summary>An approval, a release, a file of returns, a hold and a reissue, each of which breaks as it is told.</summary>
    private void Everything(Action fault)
    {
        fault();
        TestOffice.Done(_office.Approve(Batch));
        fault();
        TestOffice.Done(_office.Release(Batch));
        OnceEach();
        fault();
        TestOffice.Done(_office.Import("back.csv", _office.Answer(Batch + "-000001"), _office.Answer(Batch + "-000002", "failed", "户名不符")));
        fault();
        TestOffice.Done(_office.Reissue("2026-1"));
        fault();
        TestOffice.Done(_office.Hold("2026-1-320303-ocr-000001"));
        fault();
        Assert.That(TestOffice.CodeOf(_office.Approve(Batch)), Is.EqualTo("STATE"), "a refusal is recorded once too");

        Assert.That(_faults.Broken, Is.GreaterThanOrEqualTo(6));
        Assert.That(_office.Texts("SELECT act FROM audit WHERE act NOT IN ('add-officer', 'password') ORDER BY sequence"),
            Is.EqualTo(["run", "approve", "release", "import-returns", "reissue", "hold", "approve"]));
        Assert.That(_office.Number("SELECT COUNT(*) FROM transfers WHERE event IN ('paid', 'failed')"), Is.EqualTo(2));
        Assert.That(_office.Breaks(), Is.Empty);
    }

    private void OnceEach()
    {
        Assert.That(_office.Texts("SELECT act FROM batch_acts ORDER BY id"), Is.EqualTo(["approve", "release"]));
        Assert.That(_office.Number("SELECT COUNT(*) FROM transfers WHERE event = 'release'"), Is.EqualTo(2));
        Assert.That(_office.Breaks(), Is.Empty);
    }

    private void Open(TestInputs inputs)
    {
        _office = TestOffice.Staffed(inputs);
        inputs.Roster("a.csv", A.Household(1), A.Household(2, "320303002002"));
        _office.Run();
    }
}
