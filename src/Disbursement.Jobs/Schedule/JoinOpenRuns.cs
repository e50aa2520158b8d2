using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Runs.Parts;
using Microsoft.Extensions.Hosting;

namespace Disbursement.Jobs.Schedule;

/// <summary>Takes part in whatever run another process has started to be shared, as long as the service runs.</summary>
internal sealed class JoinOpenRuns(ScheduledWork work) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        RunOrder here = new()
        {
            Year = 0,
            Inputs = work.Inputs,
            Out = work.Out,
            Data = work.Data,
            Database = work.Database,
            Maker = Environment.UserName,
            IsShared = true,
        };
        JoinRuns join =
            new(work.Clock, work.Log, (year, progress, run) => work.Raise.OfRun(year, progress, isByItself: false, run, stoppingToken));
        return work.IsShared || work.Database.Provider == Store.Connections.DatabaseProvider.SqlServer
            ? Task.Factory.StartNew(() => join.Stay(here, stoppingToken), CancellationToken.None, TaskCreationOptions.LongRunning,
                TaskScheduler.Default)
            : Task.CompletedTask;
    }
}
