using System.Data.Common;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;
using Serilog;

namespace Disbursement.Jobs.Runs;

/// <summary>Records that a run ended early. It can be resumed all the same, also where not even this could be written.</summary>
internal static class FailRun
{
    public static void Run(RunBook runs, RunRecord run, Exception exception, ILogger log)
    {
        log.Warning("Run {Failed} ended early: {Kind}", run.Id, exception.GetType().Name);
        try
        {
            runs.Move(run, RunState.Failed);
        }
        catch (Exception again) when (again is DbException or StoreRefusal or IOException or InvalidOperationException)
        {
            log.Warning("The record of run {Failed} could not be written: {Kind}", run.Id, again.GetType().Name);
        }
    }
}
