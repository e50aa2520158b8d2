using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Runs.Parts;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;
using Disbursement.Jobs.Tests.Rosters;
using Serilog.Core;

namespace Disbursement.Jobs.Tests.Cluster;

/// <summary>An engine that gives a job when the test wants it, as often as the test wants it: whatever a cluster may do.</summary>
internal sealed class TestEngine(TestInputs inputs) : IRunEngine
{
    private readonly HashSet<PartJob> _known = [];
    private int _firings;

    /// <summary>Jobs that were never given, in the order in which they came.</summary>
    public List<PartJob> Waiting { get; } = [];

    /// <summary>Starts the run, and gives nothing yet.</summary>
    /// <param name="clock">The clock of whoever starts it.</param>
    public RunRecord Start(TimeProvider? clock = null)
    {
        RunOrder order = inputs.Order();
        Database store = Database.Open(inputs.Data, inputs.Database);
        OpenRing.Of(inputs.Data, store);
        (RunRecord run, string start) = new OpenRun(store, clock ?? inputs.Clock, Logger.None)
            .StartOnCluster(order, RunInputs.Read(order), this);
        HandOut([PartJob.First(run.Number, start)]);
        return run;
    }

    /// <summary>Does a job, whether or not it was done before.</summary>
    /// <param name="job">The job.</param>
    /// <param name="log">Is told the stages of a sealing.</param>
    /// <param name="clock">The clock of the node that does it.</param>
    public RunSummary? Do(PartJob job, Logger? log = null, TimeProvider? clock = null)
    {
        lock (_known)
            Waiting.Remove(job);
        return new CarryPart(clock ?? inputs.Clock, log ?? Logger.None, this).Run(
            inputs.Order(), job, $"firing{Interlocked.Increment(ref _firings)}", CancellationToken.None);
    }

    /// <summary>Does what waits, one after the other, until a stage is reached; then its jobs wait.</summary>
    public IReadOnlyList<PartJob> DoUntil(RunStage stage)
    {
        while (Waiting.FirstOrDefault(job => job.Stage < stage) is { } next)
            Do(next);
        return [.. Waiting];
    }

    public void HandOut(IReadOnlyList<PartJob> jobs)
    {
        lock (_known)
            Waiting.AddRange(jobs.Where(_known.Add));
    }

    /// <summary>Is called whenever whoever follows the run asks who is at work.</summary>
    public Action? Asked { get; set; }

    public bool IsAtWork(int run, string start)
    {
        Asked?.Invoke();
        return _known.Any(job => job.Start == start);
    }

    public void Forget(int run, string start)
    {
        lock (_known)
        {
            _known.RemoveWhere(job => job.Start == start);
            Waiting.RemoveAll(job => job.Start == start);
        }
    }

    public bool HasNodes() => true;

    public IDisposable BeNode() => throw new InvalidOperationException("There are nodes.");
}
