using Quartz;

namespace Disbursement.Jobs.Schedule;

/// <summary>The scheduled time that a start is for: also where it is made up late, tried again, or recovered after a crash.</summary>
internal static class DueTime
{
    private static readonly TimeSpan[] Stretches = [TimeSpan.FromMinutes(1), TimeSpan.FromHours(2), TimeSpan.FromDays(2),
        TimeSpan.FromDays(70), TimeSpan.FromDays(800), TimeSpan.FromDays(4000)];

    public static DateTimeOffset Of(IJobExecutionContext context, ScheduleSetting schedule)
    {
        (TriggerKey? trigger, DateTimeOffset at) = context.Recovering
            ? (context.RecoveringTriggerKey,
                context.MergedJobDataMap.GetDateTimeOffset(SchedulerConstants.FailedJobOriginalTriggerScheduledFireTime))
            : (context.Trigger.Key, context.ScheduledFireTimeUtc ?? context.FireTimeUtc);
        at = DateTimeOffset.FromUnixTimeSeconds(at.ToUnixTimeSeconds());
        return trigger == ApplySchedules.TriggerOf(schedule.Name) ? LastBefore(schedule, at) : at;
    }

    /// <summary>The last time of a schedule that is not after a moment; the moment itself where there is none within ten years.</summary>
    public static DateTimeOffset LastBefore(ScheduleSetting schedule, DateTimeOffset moment)
    {
        CronExpression cron = new(schedule.Cron, schedule.Zone);
        foreach (TimeSpan stretch in Stretches)
        {
            DateTimeOffset? last = null;
            for (DateTimeOffset? next = cron.GetNextValidTimeAfter(moment - stretch); next <= moment; next = cron.GetNextValidTimeAfter(
                next.Value))
                last = next;
            if (last is not null)
                return last.Value.ToUniversalTime();
        }

        return moment;
    }
}
