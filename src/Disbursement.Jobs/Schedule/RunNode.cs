using Quartz;

namespace Disbursement.Jobs.Schedule;

/// <summary>This process as a node of the cluster: it does jobs of runs until it is disposed of.</summary>
internal sealed class RunNode : IDisposable, IAsyncDisposable
{
    private readonly StandaloneSchedulerFactory _factory;
    private readonly IScheduler _scheduler;

    private RunNode(StandaloneSchedulerFactory factory, IScheduler scheduler) => (_factory, _scheduler) = (factory, scheduler);

    public static async Task<RunNode> Start(NodeWork work, CancellationToken stop)
    {
        ScheduleStore.Prepare(work.Data, work.Database);
        StandaloneSchedulerFactory factory = QuartzSchedulerBuilder.Create(quartz =>
        {
            ScheduleStore.ConfigureRuns(quartz, work.Data, work.Clock, work.Database);
            quartz.AddJobType(_ => new RunPartJob(work));
        }).Build();
        try
        {
            IScheduler scheduler = await factory.GetScheduler(stop).ConfigureAwait(false);
            await scheduler.Start(stop).ConfigureAwait(false);
            return new RunNode(factory, scheduler);
        }
        catch
        {
            await factory.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Waits for the jobs that are under way; they are asked to stop, and others are given them again.</summary>
    public async ValueTask DisposeAsync()
    {
        await _scheduler.Shutdown(waitForJobsToComplete: true).ConfigureAwait(false);
        await _factory.DisposeAsync().ConfigureAwait(false);
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();
}
