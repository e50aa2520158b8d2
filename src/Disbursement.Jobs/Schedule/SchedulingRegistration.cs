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
        services.AddHostedService<JoinOpenRuns>();
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        services.AddHealthChecks().AddQuartz(options => options.Name = "scheduler");
        return services;
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
