using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Runs.Parts;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;
using Serilog;
using Serilog.Core;

namespace Disbursement.Jobs.Runs;

/// <summary>
/// One job of a run on a cluster: it tells the story of the run from what was recorded, does its own part, and goes on as far as nobody
/// else has to do anything. The last one seals the run.
/// </summary>
internal sealed class CarryPart(TimeProvider clock, ILogger log, IRunEngine engine)
{
    /// <summary>Does a part of a run.</summary>
    /// <param name="here">The folders and the database of this node.</param>
    /// <param name="job">The part.</param>
    /// <param name="firing">Names this firing of the job, and no other one: its product lies under it.</param>
    /// <param name="stop">Stops the work; whoever is given the job next begins it anew.</param>
    /// <returns>The run, where this job has sealed it: then the jobs of its start may be forgotten. Else null.</returns>
    public RunSummary? Run(RunOrder here, PartJob job, string firing, CancellationToken stop)
    {
        using RunLock held = RunLock.Share(here.Data, here.Database);
        Database store = Database.Open(here.Data, here.Database);
        RunParts parts = new(store, clock, job.Run, job.Start);
        RunRecord? run = new RunBook(store).Find(job.Run);
        string folder = run is null ? "" : RunFolders.StartOf(here.Data, run.Id, job.Start);
        if (run is null || !parts.IsCurrent() || RunPlan.Read(folder) is not { } plan)
        {
            engine.Forget(job.Run, job.Start);
            return null;
        }

        plan.RefuseOtherBuild(run.Id);
        RunProgress progress = new();
        try
        {
            RunSummary summary = Tell(here, job, firing, run, plan, parts, store, progress, stop);
            Measures.Sealed(summary);
            return summary;
        }
        catch (HandedOn)
        {
            log.Debug("Part {Stage} {Part} of run {Shared} is done", job.Stage, job.Name, run.Id);
            return null;
        }
        catch (LedgerMoved exception)
        {
            throw new RunRefusal($"Run {run.Id} was settled against a ledger that has moved since. Start it again: it decides anew.",
                exception)
            {
                Chinese = $"发放批次 {run.Id} 比对账簿之后，账簿又有变动。请重新启动，将重新认定。",
            };
        }
        catch (Exception exception) when (run.State != RunState.Sealed && IsOver(exception, parts))
        {
            log.Information("Part {Stage} {Part} of run {Shared} counts no more: {Kind}", job.Stage, job.Name, run.Id,
                exception.GetType().Name);
            engine.Forget(job.Run, job.Start);
            return null;
        }
        finally
        {
            progress.End();
        }
    }

    /// <summary>The run of a part, where it is sealed; its files are in their place then.</summary>
    public static RunRecord? Sealed(RunOrder here, PartJob job)
    {
        if (new RunBook(Database.Open(here.Data, here.Database)).Find(job.Run) is not { State: RunState.Sealed } run)
            return null;

        RunFolders.Recover(run.OutFolder);
        return run;
    }

    /// <summary>Ends a run early.</summary>
    /// <param name="here">The folders and the database of this node.</param>
    /// <param name="job">The part that came to nothing.</param>
    /// <param name="reason">Says why, in Chinese or not.</param>
    /// <returns>The run; null where this start of it counts no more.</returns>
    public RunRecord? GiveUp(RunOrder here, PartJob job, Func<bool, string> reason)
    {
        Database store = Database.Open(here.Data, here.Database);
        if (new RunBook(store).Find(job.Run) is not { } run
            || !new RunParts(store, clock, job.Run, job.Start).GiveUp(reason(run.Language == "zh")))
            return null;

        Measures.NotSealed(isStopped: false);
        engine.Forget(job.Run, job.Start);
        return run;
    }

    private RunSummary Tell(RunOrder here, PartJob job, string firing, RunRecord run, RunPlan plan, RunParts parts, Database store,
        RunProgress progress, CancellationToken stop)
    {
        RunOrder order = plan.OrderOf(here, run);
        RunInputs inputs = plan.InputsOf(order);
        KeyRing ring = OpenRing.Of(order.Data, store);
        using RunFolders folders = RunFolders.OnCluster(order, run, job.Start, firing);
        using ClusterWork work = new(store, parts, job, firing, new ClusterPlaces(folders.Work, folders.Growing, folders.Settle),
            inputs.Bureaus.Select(bureau => bureau.County), engine);
        ILogger told = job.Stage == RunStage.Sealing ? log : Logger.None;
        return new RunYear(order, inputs, run, store, ring, folders, work, new KeepInBooks(order, run, store, ring, clock), progress, told)
            .Run(stop);
    }

    /// <summary>Whether the end of the run, by whomever, is the reason: its folders are gone then.</summary>
    private static bool IsOver(Exception exception, RunParts parts) =>
        (exception is AggregateException many ? many.Flatten().InnerExceptions.Any(IsOfFolders) : IsOfFolders(exception))
        && !parts.IsCurrent();

    private static bool IsOfFolders(Exception exception) => exception is IOException or InvalidDataException;
}
