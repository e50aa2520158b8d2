using System.Data.Common;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Runs.Parts;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;
using Serilog;

namespace Disbursement.Jobs.Runs;

/// <summary>A run for the books, carried out by this process alone. Nobody else starts a run on the data folder meanwhile.</summary>
internal sealed class RunAlone(TimeProvider clock, ILogger log)
{
    /// <exception cref="RunRefusal">Another run is under way, or the start has been made already.</exception>
    public RunSummary Run(RunOrder order, RunInputs inputs, RunProgress progress, CancellationToken stop)
    {
        using RunLock held = RunLock.Take(order.Data, order.Database);
        Database store = Database.Open(order.Data, order.Database);
        KeyRing ring = OpenRing.Of(order.Data, store);
        RunRecord run = new OpenRun(store, clock, log).StartAlone(order, inputs);
        try
        {
            if (progress.IsToBeTold)
                UntoldRuns.Note(order.Data, run.Id);
            using RunFolders folders = RunFolders.Make(order, run.Id);
            folders.MayBeSealed = () => MayBeSealed(store, run, progress);
            using OwnWork work = folders.Alone(store.BeginSealing, order.Workers);
            RunYear year =
                new(order, inputs, run, store, ring, folders, work, new KeepInBooks(order, run, store, ring, clock), progress, log);
            RunSummary summary = year.Run(stop);
            Measures.Sealed(summary);
            return summary;
        }
        catch (Exception exception) when (run.State != RunState.Sealed)
        {
            if (MayBeSealed(store, run, progress))
                throw;

            Measures.NotSealed(stop.IsCancellationRequested);
            progress.Failed = run.Id;
            UntoldRuns.Forget(order.Data, run.Id);
            FailRun.Run(new RunBook(store), run, exception, log);
            throw;
        }
        finally
        {
            progress.End();
        }
    }

    /// <summary>Whether the books have the run, or nobody can say: then its files stay, and whoever comes next tells of it.</summary>
    private static bool MayBeSealed(Database store, RunRecord run, RunProgress progress)
    {
        try
        {
            return progress.Stage == "sealing" && new RunBook(store).IsSealed(run);
        }
        catch (Exception exception) when (exception is DbException or StoreRefusal)
        {
            return true;
        }
    }
}
