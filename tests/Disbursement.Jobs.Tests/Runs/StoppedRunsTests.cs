using Disbursement.Domain.Words;
using Disbursement.Jobs.Questions;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Tables;
using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Rosters;
using Disbursement.Jobs.Tests.Schedule;
using Serilog.Core;

namespace Disbursement.Jobs.Tests.Runs;

/// <summary>
/// A run whose process is gone waits for somebody to start it again; one that is worked on, or has ended meanwhile, does not.
/// </summary>
[TestFixture]
internal sealed class StoppedRunsTests
{
    private const string Killed = "2026-1";

    private static TestOffice _base = null!;

    private TestOffice _office = null!;

    [OneTimeSetUp]
    public void StaffOffice()
    {
        _base = TestOffice.Staffed();
        _base.Inputs.Roster("a.csv", A.Household(1));
    }

    [OneTimeTearDown]
    public void CloseBase() => _base.Dispose();

    [SetUp]
    public void CopyOffice() => _office = _base.Copy();

    [TearDown]
    public void CloseOffice() => _office.Dispose();

    [Test]
    public void A_run_whose_process_is_gone_waits_until_it_is_started_again_and_none_while_somebody_works()
    {
        string[] atWork = ["nobody looked"];
        StopAt("paying", () => atWork = Waiting());
        Assert.That((atWork, Waiting()), Is.EqualTo((Array.Empty<string>(), new[] { Killed })), "it ended early");
        Say(Killed, RunState.Assessing);

        Assert.That(Waiting(), Is.EqualTo(new[] { Killed }), "its process said nothing of its end");
        using (RunLock.Take(_office.Inputs.Data))
            Assert.That(Waiting(), Is.Empty, "a start is in progress");
        _office.Run();
        Assert.That((Waiting(), _office.Inputs.Sealed().Single().Id), Is.EqualTo((Array.Empty<string>(), Killed)));
    }

    [Test]
    public void A_run_of_a_cluster_waits_while_no_node_is_up()
    {
        StopAt("paying", () => { });
        Say(Killed, RunState.Assessing);
        string[] Waits(bool hasNodes) => [.. StoppedRuns.Of(_office.Inputs.Data, _office.Setting.Store, () => hasNodes)
            .Select(run => run.Id)];

        Assert.That((Waits(hasNodes: true), Waits(hasNodes: false)), Is.EqualTo((Array.Empty<string>(), new[] { Killed })));
    }

    [Test]
    public void A_run_that_ends_or_begins_while_it_is_looked_for_is_not_called_left()
    {
        StopAt("paying", () => { });
        Say(Killed, RunState.Assessing);
        Assert.That(Looked(() => Say(Killed, RunState.Sealed)), Is.Empty, "it ended before nobody was at work");

        Say(Killed, RunState.Failed);
        new RunBook(_office.Setting.Store).Start(new RunRecord
        {
            Number = 2, Id = "2027-1", Year = 2027, Ordinal = 1, State = RunState.Reading, Maker = "zhang", Language = "zh",
            StartedAt = _office.Inputs.Clock.GetUtcNow(),
        });
        Assert.That(Looked(() => Say(Killed, RunState.Reading)), Is.EqualTo(new[] { "2027-1" }), "it began after nobody was at work");
    }

    [Test]
    public async Task Whoever_takes_the_lock_waits_for_somebody_who_only_looks_whether_it_is_held()
    {
        Assert.That(RunLock.IsHeld(_office.Inputs.Data), Is.False, "there has been no run");
        RunLock.Take(_office.Inputs.Data).Dispose();
        FileStream look = new(Path.Combine(_office.Inputs.Data, "run.lock"), FileMode.Open, FileAccess.Read, FileShare.Read);
        Task ended = Task.Run(async () =>
        {
            await Task.Delay(40);
            await look.DisposeAsync();
        });

        Assert.That(RunLock.IsHeld(_office.Inputs.Data), Is.False, "two may look at once");
        using (RunLock.Take(_office.Inputs.Data))
            Assert.That(RunLock.IsHeld(_office.Inputs.Data), Is.True);
        await ended;
        Assert.That(RunLock.IsHeld(_office.Inputs.Data), Is.False);
    }

    private string[] Looked(Action meanwhile) => [.. StoppedRuns.Of(_office.Setting.Store, () =>
    {
        meanwhile();
        return false;
    }).Select(run => run.Id)];

    private string[] Waiting() => [.. new FindWaiting(_office.Inputs.Data, _office.Setting.Store, null, OverdueLimits.Usual,
        _office.Inputs.Clock.GetUtcNow()).Run().Where(one => one.Kind == WaitingKind.StoppedRun).Select(one => one.Name)];

    private void StopAt(string stage, Action look)
    {
        using CancellationTokenSource stop = new();
        using Logger log = AtStage.Log(stage, () =>
        {
            look();
            stop.Cancel();
        });
        Assert.That(() => _office.Inputs.Run(_office.Inputs.Order() with
        {
            Maker = _office.Operator.Name, MakerOfficer = _office.Operator.Id, HasEnglishHeaders = true,
        }, log, stop.Token), Throws.InstanceOf<OperationCanceledException>().Or.InstanceOf<AggregateException>());
    }

    private void Say(string run, RunState state)
    {
        using TestDatabase database = _office.Inputs.Rows();
        Assert.That(database.Tamper($"UPDATE runs SET state = {state.Quoted()} WHERE id = '{run}'"), Is.Positive);
    }
}
