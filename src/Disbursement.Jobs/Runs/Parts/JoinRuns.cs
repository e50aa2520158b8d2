using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;
using Serilog;

namespace Disbursement.Jobs.Runs.Parts;

/// <summary>Carries out one part in a run of a year, and tells whom it concerns how the run ended.</summary>
internal delegate RunSummary TakePart(int year, RunProgress progress, Func<RunSummary> run);

/// <summary>Takes part in whatever shared run is open.</summary>
internal sealed class JoinRuns(TimeProvider clock, ILogger log, TakePart part)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    /// <summary>Takes part in the runs that are open now; tells how many were sealed meanwhile.</summary>
    public int Once(RunOrder here, CancellationToken stop)
    {
        int ended = 0;
        foreach (RunRecord run in new RunBook(Database.Open(here.Data, here.Database)).Shared())
        {
            try
            {
                RunProgress progress = new();
                part(run.Year, progress, () => new RunShared(clock, log).Join(here, run, progress, stop));
                ended++;
            }
            catch (RunRefusal refusal) when (refusal.MadeAs is not null)
            {
                ended++;
            }
        }

        return ended;
    }

    /// <summary>The same again and again until it is stopped; a run that comes to nothing here is tried again.</summary>
    public int Stay(RunOrder here, CancellationToken stop)
    {
        int ended = 0;
        string? told = null;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                ended += Once(here, stop);
                told = null;
            }
            catch (OperationCanceledException)
            {
                break;
            }
            catch (Exception exception)
                when (exception is RunRefusal or StoreRefusal or IOException or System.Data.Common.DbException or AggregateException)
            {
                // Said once, however long it lasts.
                string reason = exception is RunRefusal or StoreRefusal ? exception.Message : exception.GetType().Name;
                if (reason != told)
                    log.Warning("Not now: {Reason}", reason);
                told = reason;
            }

            stop.WaitHandle.WaitOne(LookEvery);
        }

        return ended;
    }
}
