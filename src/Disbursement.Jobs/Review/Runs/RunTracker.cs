using System.Collections.Concurrent;
using Disbursement.Domain.Officers;
using Disbursement.Domain.Periods;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Review.Settings;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Schedule;
using Disbursement.Jobs.Store.Connections;
using Microsoft.Extensions.Hosting;
using Serilog;

namespace Disbursement.Jobs.Review.Runs;

/// <summary>A run that was started in the console. All viewers see the same object, also after a reload.</summary>
internal sealed class TrackedRun(RunOrder order, DateTimeOffset startedAt)
{
    public RunOrder Order => order;

    public DateTimeOffset StartedAt => startedAt;

    public RunProgress Progress { get; } = new();

    /// <summary>The result; null while the run goes on, and when it failed.</summary>
    public RunSummary? Summary { get; set; }

    /// <summary>The run that the cluster has sealed; null where this process does runs itself, or it has not.</summary>
    public string? MadeAs { get; set; }

    /// <summary>Why it failed; null where it did not.</summary>
    public Trouble? Trouble { get; set; }

    public bool WasStopped { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public bool IsRunning => EndedAt is null;

    /// <summary>The expected time left, from the speed of assessing so far; null while there is no figure yet.</summary>
    public TimeSpan? TimeLeft(DateTimeOffset now)
    {
        long done = Progress.Households, all = Progress.TotalHouseholds;
        if (all == 0)
            return null;

        AssessedSince ??= now;
        TimeSpan taken = now - AssessedSince.Value;
        return done == 0 || taken == TimeSpan.Zero ? null : taken * Math.Max(0, all - done) / done;
    }

    private DateTimeOffset? AssessedSince { get; set; }
}

/// <summary>Starts runs as the <c>run</c> verb does, one at a time, and remembers the last one.</summary>
internal sealed class RunTracker(Desk desk, IHostApplicationLifetime life) : IDisposable
{
    private const string NotAsShown = "NOT-AS-SHOWN";
    private const string UnderWay = "UNDER-WAY";

    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<(string Path, long Bytes, DateTime Changed), string> _hashes = [];
    private CancellationTokenSource? _stop;
    private Task _work = Task.CompletedTask;

    /// <summary>The run under way, or the last one; null where none was started here.</summary>
    public TrackedRun? Last { get; private set; }

    /// <summary>The order of a run as the page asks for it.</summary>
    public RunOrder Order(Month through, IReadOnlyList<string> counties, DateOnly? valueDate, bool isDryRun, Officer officer, string from,
        bool isChinese) => new()
    {
        Year = through.Year, ThroughMonth = through.Number, Inputs = desk.Work.Inputs, Out = desk.Work.Out, Data = desk.Work.Data,
        Database = desk.Work.Database,
        Counties = counties, ValueDate = valueDate, IsDryRun = isDryRun, Maker = officer.Name, MakerOfficer = officer.Id,
        Origin = Desk.OriginOf(from), IsChinese = isChinese,
    };

    /// <summary>What a start would do, as things stand.</summary>
    public StartOutlook Outlook(RunOrder order, RunInputs inputs) =>
        StartOutlook.Of(desk.Store, order, inputs,
            file => RosterAtRest.Look(file) is { } lies
                ? _hashes.GetOrAdd((file, lies.Bytes, lies.ChangedAt), _ => FileHash.Of(file))
                : "");

    /// <summary>Starts a run. Returns null when it has started, otherwise the refusal.</summary>
    /// <param name="order">What is asked for, and the state that it was decided on.</param>
    /// <param name="officer">Who starts it.</param>
    /// <exception cref="RunRefusal">The inputs can no longer be read.</exception>
    public ActRefusal? Start(RunOrder order, Officer officer)
    {
        ActRefusal? refusal = officer.MayNot(OfficialAct.Run) ?? Begin(order);
        if (refusal is not null and not { Code: UnderWay })
            PerformAct.Record(desk.Work.Open(order.Origin), officer, "run", $"{order.Year}", refusal);
        return refusal;
    }

    private ActRefusal? Begin(RunOrder order)
    {
        lock (_gate)
        {
            if (Last?.IsRunning == true)
                return new ActRefusal(UnderWay, $"{Last.Order.Year} 年的运行正在进行，请等待其结束。",
                    $"The run of {Last.Order.Year} is under way: wait for it.");
            if (order.DecidedOn is { } decided && StartState.Of(desk.Store, RunInputs.Read(order)) is var now && now != decided)
            {
                (string chinese, string english) = decided.Against(now);
                return new ActRefusal(NotAsShown, chinese, english);
            }

            _stop?.Dispose();
            _stop = CancellationTokenSource.CreateLinkedTokenSource(life.ApplicationStopping);
            TrackedRun run = Last = new TrackedRun(order, desk.Now);
            CancellationToken stop = _stop.Token;
            _work = Task.Run(() => Carry(run, stop), CancellationToken.None);
            return null;
        }
    }

    /// <summary>Stops the run. What is written stays, and the next start resumes the run.</summary>
    public void Stop() => _stop?.Cancel();

    public void Dispose()
    {
        _stop?.Cancel();
        _work.Wait(ServeOrder.StopsWithin);
        _stop?.Dispose();
    }

    private void Carry(TrackedRun run, CancellationToken stop)
    {
        try
        {
            using RunEngine? engine = RunEngine.Of(desk.Work.Node, run.Order.IsDryRun);
            RunSummary Make() => new StartRun(desk.Work.Clock, desk.Work.Log, engine).Run(run.Order, run.Progress, stop);
            run.Summary = run.Order.IsDryRun ? Make() : desk.Work.Raise.OfRun(run.Order.Year, run.Progress, isByItself: false, Make, stop);
        }
        catch (RunRefusal refusal) when (refusal.MadeAs is not null)
        {
            run.MadeAs = refusal.MadeAs;
        }
        catch (Exception exception)
        {
            run.WasStopped = stop.IsCancellationRequested;
            run.Trouble = run.WasStopped ? null : Tell(exception);
        }
        finally
        {
            run.EndedAt = desk.Now;
        }
    }

    private static Trouble Tell(Exception exception)
    {
        Exception cause = exception is AggregateException many ? many.Flatten().InnerExceptions[0] : exception;
        if (!Trouble.IsOutside(cause))
            Log.Error("A run was stopped by a broken invariant: {Kind} at {Place}", cause.GetType().Name,
                cause.StackTrace?.Split('\n')[0].Trim());
        return Trouble.Of(cause);
    }
}
