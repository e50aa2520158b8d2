using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Quartz;
using Quartz.Diagnostics;

namespace Disbursement.Jobs.Schedule;

/// <summary>The scheduler as part of a host.</summary>
internal static class SchedulingRegistration
{
    /// <summary>Under which the scheduler's own traces are listened to.</summary>
    public const string ActivitySource = QuartzInstrumentation.ActivitySourceName;

    public static IServiceCollection AddSchedules(this IServiceCollection services, ScheduledWork work)
    {
        ScheduleStore.Prepare(work.Data, work.Database);
        services.AddSingleton(work);
        services.AddSingleton(new InboxMemory(work.Data, work.Clock));
        services.AddQuartz(quartz =>
        {
            ScheduleStore.Configure(quartz, work.Data, work.Clock, work.Database);
            quartz.AddJobType<YearlyRunJob>();
            quartz.AddJobType<ReturnInboxJob>();
            quartz.AddJobType<NightlyVerificationJob>();
            quartz.AddJobType<DeadlinesJob>();
            quartz.AddTriggerListener(new CountMisfires(work.Log));
        });
        services.AddHostedService<SchedulesInStore>();
        if (ScheduleStore.IsClustered(work.Database))
            services.AddHostedService<NodeOfRuns>();
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        services.AddHealthChecks().AddQuartz(options => options.Name = "scheduler");
        return services;
    }

    /// <summary>The service takes its part in every run of the cluster.</summary>
    private sealed class NodeOfRuns(ScheduledWork work) : IHostedService, IDisposable
    {
        private RunNode? _node;

        public async Task StartAsync(CancellationToken cancellationToken) =>
            _node = await RunNode.Start(work.Node, cancellationToken).ConfigureAwait(false);

        public async Task StopAsync(CancellationToken cancellationToken)
        {
            if (_node is not null)
                await _node.DisposeAsync().ConfigureAwait(false);
            _node = null;
        }

        public void Dispose() => _node?.Dispose();
    }

    /// <summary>Applies the configuration before the scheduler starts.</summary>
    private sealed class SchedulesInStore(ISchedulerFactory factory, ScheduledWork work) : IHostedService
    {
        public async Task StartAsync(CancellationToken cancellationToken) =>
            await ApplySchedules.Run(await factory.GetScheduler(cancellationToken).ConfigureAwait(false), work.Schedules, work.Clock,
                cancellationToken).ConfigureAwait(false);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
