using System.Diagnostics;
using Disbursement.Jobs.Runs.Parts;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;
using Serilog;

namespace Disbursement.Jobs.Runs;

/// <summary>
/// A run for the books on a server: it is handed to the cluster and followed until it is sealed. Where no node is up, this process is one
/// as long as it follows.
/// </summary>
internal sealed class RunOnCluster(TimeProvider clock, ILogger log, IRunEngine engine)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    /// <summary>How often in a row nobody may be seen at work before the run is taken for left.</summary>
    private const int MostIdleLooks = 20;

    /// <summary>Starts the run of a year, or follows the one that is under way.</summary>
    /// <exception cref="RunRefusal">The run is sealed, which <see cref="RunRefusal.MadeAs"/> tells, or it did not come about.</exception>
    public RunRefusal Run(RunOrder order, RunInputs inputs, RunProgress progress, CancellationToken stop)
    {
        Database store = Database.Open(order.Data, order.Database);
        (RunRecord run, string start) = Begin(order, inputs, store);
        engine.HandOut([PartJob.First(run.Number, start)]);
        log.Information("Run {Shared} is in the hands of the cluster", run.Id);
        try
        {
            return Follow(store, run, start, inputs.CountiesOf(order).Length, progress, stop);
        }
        finally
        {
            progress.End();
        }
    }

    private (RunRecord Run, string Start) Begin(RunOrder order, RunInputs inputs, Database store)
    {
        using RunLock held = RunLock.Share(order.Data, order.Database);
        OpenRing.Of(order.Data, store);
        return new OpenRun(store, clock, log).StartOnCluster(order, inputs, engine);
    }

    private RunRefusal Follow(Database store, RunRecord run, string start, int counties, RunProgress progress, CancellationToken stop)
    {
        IDisposable? node = null;
        long blindSince = 0;
        try
        {
            for (int idle = 0; idle < MostIdleLooks;)
            {
                try
                {
                    if (End(store, run, counties, progress) is { } end)
                    {
                        // Whoever seals in this process still says so.
                        for (int looks = 0; node is not null && looks < MostIdleLooks && engine.IsAtWork(run.Number, start); looks++)
                            stop.WaitHandle.WaitOne(LookEvery);
                        return end;
                    }

                    if (node is null && !engine.HasNodes())
                    {
                        log.Information("No node is up: this process is one until run {Shared} is sealed", run.Id);
                        node = engine.BeNode();
                    }

                    idle = engine.IsAtWork(run.Number, start) ? 0 : idle + 1;
                    blindSince = 0;
                }
                catch (Exception exception) when (MayPass(exception) && (blindSince == 0
                    || Stopwatch.GetElapsedTime(blindSince).TotalSeconds < store.Settings.OutageSeconds))
                {
                    if (blindSince == 0)
                        blindSince = Stopwatch.GetTimestamp();
                    log.Warning("Run {Shared} cannot be seen at present ({Kind}); it is followed on", run.Id, exception.GetType().Name);
                }

                stop.WaitHandle.WaitOne(LookEvery);
                stop.ThrowIfCancellationRequested();
            }

            return End(store, run, counties, progress) ?? throw new RunRefusal($"Nobody works on run {run.Id} any more. Start it again.")
            {
                Chinese = $"发放批次 {run.Id} 已无节点处理，请重新启动。",
                IsResumable = true,
            };
        }
        finally
        {
            node?.Dispose();
        }
    }

    private static bool MayPass(Exception exception) =>
        exception is StoreRefusal refusal ? refusal.IsResumable : Database.IsTransient(exception);

    /// <summary>How the run has ended; null while it has not.</summary>
    private static RunRefusal? End(Database store, RunRecord run, int counties, RunProgress progress)
    {
        RunRecord? now = new RunBook(store).Find(run.Number);
        if (now?.State == RunState.Sealed)
        {
            RunFolders.Recover(now.OutFolder);
            return new RunRefusal($"Run {run.Id} is sealed. Its files are in {now.OutFolder}.")
            {
                Chinese = $"发放批次 {run.Id} 已封账，文件在 {now.OutFolder}。",
                MadeAs = run.Id,
                MadeIn = now.OutFolder,
            };
        }

        if (now?.State == RunState.Failed)
        {
            using DisbursementDb db = store.Model();
            string? reason = RunParts.ReasonOf(db, run.Number);
            return new RunRefusal($"Run {run.Id} ended early. {reason}".TrimEnd())
            {
                Chinese = $"发放批次 {run.Id} 提前结束。{reason}",
                IsResumable = true,
            };
        }

        Show(store, run, now?.State == RunState.Assessing ? RunStage.Assessing : RunStage.Reading, counties, progress);
        return null;
    }

    /// <summary>Shows the stage that the nodes are at: the last one of which anything is done, or the one after it.</summary>
    private static void Show(Database store, RunRecord run, RunStage least, int counties, RunProgress progress)
    {
        using DisbursementDb db = store.Model();
        (RunStage stage, int done) = DoneParts.Of(db, run.Number) is [.., var last] && last.Stage >= least ? last : new(least, 0);
        if (stage >= RunStage.Assessing && done >= counties)
            (stage, done) = (stage + 1, 0);
        string shown = stage switch
        {
            RunStage.Assessing => "assessing",
            RunStage.Paying => "paying",
            RunStage.Sealing => "sealing",
            RunStage.Reading => "reading",
            _ => "gathering",
        };
        if (progress.Stage != shown)
            progress.Stage = shown;
        progress.Parts = (done, stage is RunStage.Assessing or RunStage.Paying ? counties : 0);
    }
}
