using Quartz;

namespace Disbursement.Jobs.Schedule;

/// <summary>
/// Brings the store in line with the configuration. A trigger that says what the configuration says is left alone: it knows what was
/// missed, and whether it is paused.
/// </summary>
internal static class ApplySchedules
{
    private const int Retries = 3;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMinutes(10);

    public static async Task Run(IScheduler scheduler, ScheduleSettings settings, TimeProvider clock, CancellationToken stop)
    {
        foreach (ScheduleSetting schedule in settings.All)
        {
            IJobDetail job = JobBuilder.Create().OfType(schedule.Name.Job).WithIdentity(JobOf(schedule.Name))
                .WithDescription(schedule.Name.English).StoreDurably().RequestRecovery().Build();
            await scheduler.AddJob(job, AddJobOptions.Replacing, stop).ConfigureAwait(false);
            TriggerKey key = TriggerOf(schedule.Name);
            ITrigger? known = await scheduler.GetTrigger(key, stop).ConfigureAwait(false);
            if (schedule.IsEnabled && known is not null && IsSame(known, schedule) && !WasPutBack(known, clock))
                await scheduler.ResetTriggerFromErrorState(key, stop).ConfigureAwait(false);
            else if (!schedule.IsEnabled || !HasTimeLeft(schedule, clock))
                await scheduler.UnscheduleJob(key, stop).ConfigureAwait(false);
            else if (known is null)
                await scheduler.ScheduleJob(Trigger(schedule, clock), new ScheduleJobOptions { Replace = true }, stop)
                    .ConfigureAwait(false);
            else
                await Replace(scheduler, Trigger(schedule, clock), stop).ConfigureAwait(false);
        }
    }

    public static JobKey JobOf(ScheduleName name) => new(name.Name);

    public static TriggerKey TriggerOf(ScheduleName name) => new(name.Name);

    /// <summary>The trigger of a schedule from now on: what lies before is not made up.</summary>
    public static ITrigger Trigger(ScheduleSetting schedule, TimeProvider clock) => TriggerBuilder.Create(clock)
        .WithIdentity(TriggerOf(schedule.Name))
        .ForJob(JobOf(schedule.Name))
        .WithRetryPolicy(RetryPolicy.Fixed(Retries, RetryAfter))
        .WithSchedule(CronScheduleBuilder.Create(schedule.Cron).InTimeZone(schedule.Zone).WithMisfireInstruction(InstructionOf(schedule)))
        .StartAt(clock.GetUtcNow())
        .Build();

    /// <summary>Another time for the same schedule: a pause outlasts it.</summary>
    private static async Task Replace(IScheduler scheduler, ITrigger wanted, CancellationToken stop)
    {
        bool isPaused = await scheduler.GetTriggerState(wanted.Key, stop).ConfigureAwait(false) == TriggerState.Paused;
        await scheduler.RescheduleJob(wanted.Key, wanted, stop).ConfigureAwait(false);
        if (isPaused)
            await scheduler.PauseTrigger(wanted.Key, stop).ConfigureAwait(false);
    }

    /// <summary>
    /// Whether it last started at a time that is still to come: the clock was put back since, and its next start may lie beyond ones that
    /// are not made yet.
    /// </summary>
    private static bool WasPutBack(ITrigger known, TimeProvider clock) => known.PreviousFireTimeUtc > clock.GetUtcNow();

    private static bool IsSame(ITrigger known, ScheduleSetting schedule) => known is ICronTrigger cron
        && string.Equals(cron.CronExpressionString, new CronExpression(schedule.Cron).CronExpressionString,
            StringComparison.OrdinalIgnoreCase)
        && cron.TimeZone.Id == schedule.Zone.Id
        && cron.MisfireInstruction == InstructionOf(schedule);

    /// <summary>Whether it starts ever again: an expression may name a year that is over.</summary>
    private static bool HasTimeLeft(ScheduleSetting schedule, TimeProvider clock) =>
        new CronExpression(schedule.Cron, schedule.Zone).GetNextValidTimeAfter(clock.GetUtcNow()) is not null;

    private static CronTriggerMisfireInstruction InstructionOf(ScheduleSetting schedule) =>
        schedule.MakesUpOnce ? CronTriggerMisfireInstruction.FireAndProceed : CronTriggerMisfireInstruction.DoNothing;
}
