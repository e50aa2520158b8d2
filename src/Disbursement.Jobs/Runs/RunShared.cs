using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Runs.Parts;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;
using Serilog;

namespace Disbursement.Jobs.Runs;

/// <summary>A run for the books that several processes share; each ends once it is sealed, by whichever it is.</summary>
internal sealed class RunShared(TimeProvider clock, ILogger log)
{
    /// <summary>Starts the run of a year, or takes part in the one that is under way.</summary>
    /// <exception cref="RunRefusal">The run was sealed by another process, which <see cref="RunRefusal.MadeAs"/> tells, or it did not come
    /// about.</exception>
    public RunSummary Run(RunOrder order, RunInputs inputs, RunProgress progress, CancellationToken stop)
    {
        using RunLock held = RunLock.Share(order.Data, order.Database);
        Database store = Database.Open(order.Data, order.Database);
        KeyRing ring;
        RunRecord run;
        using (FileTurn.Take(Path.Combine(order.Data, "start.lock"), stop))
        {
            ring = OpenRing.Of(order.Data, store);
            run = new OpenRun(store, clock, log).StartOrJoin(order, inputs);
        }

        return CarryOut(order, run, store, ring, progress, stop);
    }

    /// <summary>Takes part in a run that is under way.</summary>
    /// <exception cref="RunRefusal">The run was sealed by another process, which <see cref="RunRefusal.MadeAs"/> tells, or it did not come
    /// about.</exception>
    public RunSummary Join(RunOrder here, RunRecord run, RunProgress progress, CancellationToken stop)
    {
        using RunLock held = RunLock.Share(here.Data, here.Database);
        Database store = Database.Open(here.Data, here.Database);
        return CarryOut(here, run, store, OpenRing.Of(here.Data, store), progress, stop);
    }

    private RunSummary CarryOut(RunOrder here, RunRecord run, Database store, KeyRing ring, RunProgress progress, CancellationToken stop)
    {
        try
        {
            return TakePart(here, run, store, ring, progress, stop);
        }
        catch (Exception exception) when (MayBeOver(exception))
        {
            if (new RunBook(store).IsSealed(run))
            {
                throw new RunRefusal(
                    $"Run {run.Id} was sealed by another process that took part in it. Its files are in {run.OutFolder}.", exception)
                {
                    Chinese = $"发放批次 {run.Id} 已由参与其中的另一进程封账，文件在 {run.OutFolder}。",
                    MadeAs = run.Id,
                };
            }

            throw exception is not SealedElsewhere
                ? exception
                : new RunRefusal($"Another process has taken over run {run.Id}. Start again to take part in it.", exception)
                {
                    Chinese = $"另一进程已接手发放批次 {run.Id}，请重新启动以参与其中。",
                    IsResumable = true,
                };
        }
        finally
        {
            progress.End();
        }
    }

    private RunSummary TakePart(RunOrder here, RunRecord run, Database store, KeyRing ring, RunProgress progress, CancellationToken stop)
    {
        SharedPlan plan = SharedPlan.Read(RunFolders.WorkOf(here.Data, run.Id)) ?? throw new SealedElsewhere();
        RunOrder order = plan.OrderOf(here, run);
        RunInputs inputs = plan.InputsOf(order);
        RunBook runs = new(store);
        using RunFolders folders = RunFolders.Share(order, run);
        using SharedWork work = new(store, folders, run, ring, inputs.Bureaus.Select(bureau => bureau.County), order.Workers, clock);
        log.Information("Taking part in run {Shared}", run.Id);
        try
        {
            RunYear year =
                new(order, inputs, run, store, ring, folders, work, new KeepInBooks(order, run, store, ring, clock), progress, log);
            RunSummary summary = year.Run(stop);
            Measures.Sealed(summary);
            return summary;
        }
        catch (Exception exception) when (run.State != RunState.Sealed && !runs.IsSealed(run) && !work.HasOthers)
        {
            Measures.NotSealed(stop.IsCancellationRequested);
            progress.Failed = run.Id;
            work.GiveUpSealing();
            FailRun.Run(runs, run, exception, log);
            throw;
        }
    }

    /// <summary>Whether the sealing by another process may be the reason: the parts are gone then, and so are their files.</summary>
    private static bool MayBeOver(Exception exception) => exception is AggregateException many
        ? many.Flatten().InnerExceptions.Any(MayBeOver)
        : exception is SealedElsewhere or IOException or InvalidDataException;
}
