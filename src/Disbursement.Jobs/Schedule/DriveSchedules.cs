using Disbursement.Domain.Officers;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Store.Connections;
using Quartz;

namespace Disbursement.Jobs.Schedule;

/// <summary>A schedule as lists show it.</summary>
/// <param name="Name">Which.</param>
/// <param name="Cron">When it starts: as the service goes by it, or, while no service has ever run, as the configuration says.</param>
/// <param name="Zone">The zone of that.</param>
/// <param name="State">on, paused, running, error, off, or waiting while no service has ever run.</param>
/// <param name="Next">When it starts next.</param>
/// <param name="Previous">When it started last by itself.</param>
internal sealed record ListedSchedule(ScheduleName Name, string Cron, TimeZoneInfo Zone, string State, DateTimeOffset? Next,
    DateTimeOffset? Previous);

/// <summary>Sees and drives the schedules through their store, whether or not the service runs: it looks there every few seconds.</summary>
internal sealed class DriveSchedules(string data, ScheduleSettings settings, TimeProvider clock, DatabaseSettings? database = null)
{
    public async Task<IReadOnlyList<ListedSchedule>> List(CancellationToken stop)
    {
        if (!ScheduleStore.Exists(data, database))
            return [.. settings.All.Select(schedule => Unknown(schedule, "waiting"))];

        return await With(
            async scheduler =>
            {
                List<ListedSchedule> listed = [];
                foreach (ScheduleSetting schedule in settings.All)
                    listed.Add(await List(scheduler, schedule, stop).ConfigureAwait(false));
                return listed;
            },
            stop).ConfigureAwait(false);
    }

    /// <summary>Asks the running service for a start now.</summary>
    public ActOutcome Fire(ActSetting setting, Officer? administrator, ScheduleName name, CancellationToken stop) =>
        Perform(setting, administrator, "fire-schedule", name, () =>
    {
        if (IdleSchedule.Of(setting.Store, settings.Of(name)) is { } idle)
            return new ActOutcome.Refused(idle.Why);
        if (!IsServiceUp(stop))
        {
            return new ActOutcome.Refused(new ActRefusal("NO-SERVICE", "该数据文件夹上没有运行中的服务，未启动任何任务。请先启动 disburse serve。",
                "No service is running on this data folder, so nothing was started. Start disburse serve first.") { IsUsage = true });
        }

        JobDataMap asked = new() { { ScheduledJob.AskedBy, administrator?.Name ?? Environment.UserName } };
        Wait(scheduler => scheduler.TriggerJob(ApplySchedules.JobOf(name), asked, stop).AsTask(), stop);
        return new ActOutcome.Done($"已请服务立即执行 {name.Name}（{name.Chinese}）。", $"The service was asked to start {name.Name} now.");
    });

    /// <summary>Lets a schedule start no more until it is resumed; what is running runs on.</summary>
    public ActOutcome Pause(ActSetting setting, Officer? administrator, ScheduleName name, CancellationToken stop) =>
        Perform(setting, administrator, "pause-schedule", name, () =>
    {
        TriggerState state = TriggerState.None;
        Wait(
            async scheduler =>
            {
                state = await scheduler.GetTriggerState(ApplySchedules.TriggerOf(name), stop).ConfigureAwait(false);
                if (state is not TriggerState.None and not TriggerState.Paused)
                    await scheduler.PauseTriggerWith(ApplySchedules.TriggerOf(name),
                        new PauseDetails { RequestedBy = administrator?.Name ?? Environment.UserName }, stop).ConfigureAwait(false);
            },
            stop);
        return state switch
        {
            TriggerState.None => Off(name),
            TriggerState.Paused => new ActOutcome.Done($"{name.Name} 本已暂停，没有变化。", $"{name.Name} is paused already; nothing changes.")
            {
                ChangedNothing = true,
            },
            _ => new ActOutcome.Done($"{name.Name} 已暂停。", $"{name.Name} is paused."),
        };
    });

    /// <summary>Lets a schedule go on with its next time. Times that passed while it was paused are not made up.</summary>
    public ActOutcome Resume(ActSetting setting, Officer? administrator, ScheduleName name, CancellationToken stop) =>
        Perform(setting, administrator, "resume-schedule", name, () =>
    {
        TriggerState state = TriggerState.None;
        Wait(
            async scheduler =>
            {
                TriggerKey key = ApplySchedules.TriggerOf(name);
                state = await scheduler.GetTriggerState(key, stop).ConfigureAwait(false);
                if (state != TriggerState.Paused)
                    return;

                ITrigger? trigger = await scheduler.GetTrigger(key, stop).ConfigureAwait(false);
                if (trigger?.NextFireTimeUtc <= clock.GetUtcNow())
                    await scheduler.RescheduleJob(key, trigger.GetTriggerBuilder().StartAt(clock.GetUtcNow()).Build(), stop)
                        .ConfigureAwait(false);
                await scheduler.ResumeTrigger(key, stop).ConfigureAwait(false);
            },
            stop);
        return state switch
        {
            TriggerState.None => Off(name),
            TriggerState.Paused => new ActOutcome.Done($"{name.Name} 已恢复；暂停期间错过的不补。",
                $"{name.Name} goes on; what passed while it was paused is not made up."),
            _ => new ActOutcome.Done($"{name.Name} 未暂停，没有变化。", $"{name.Name} is not paused; nothing changes.") { ChangedNothing = true },
        };
    });

    private bool IsServiceUp(CancellationToken stop) => ScheduleStore.IsClustered(database)
        ? With(scheduler => RunEngine.HasOtherNodes(scheduler, stop), stop).GetAwaiter().GetResult()
        : ServiceLock.IsHeld(data);

    private static ActOutcome.Refused Off(ScheduleName name) =>
        new(new ActRefusal("OFF", $"{name.Name} 在配置中已停用。", $"{name.Name} is switched off in the configuration.") { IsUsage = true });

    /// <summary>
    /// An administrator's act, recorded; while there are no officers, that of the user of the operating system, recorded too.
    /// </summary>
    private static ActOutcome Perform(ActSetting setting, Officer? administrator, string act, ScheduleName name, Func<ActOutcome> body)
    {
        // The scheduler is told once, also where its record is written anew.
        Lazy<ActOutcome> outcome = new(body);
        if (administrator is not null)
            return PerformAct.Run(setting, administrator, OfficialAct.Administer, act, name.Name, null, _ => outcome.Value);

        string? reason = outcome.Value is ActOutcome.Refused { Refusal: var refusal } ? $"{refusal.Code}: {refusal.English}" : null;
        InTurn.Record(setting.Store, setting.Clock, record => new AuditEntry(
            record.Now, Environment.UserName, null, null, AuditEntry.Line(setting.Origin)!, act, name.Name, reason is null, reason, null));
        return outcome.Value;
    }

    private async Task<ListedSchedule> List(IScheduler scheduler, ScheduleSetting schedule, CancellationToken stop)
    {
        TriggerKey key = ApplySchedules.TriggerOf(schedule.Name);
        TriggerState state = await scheduler.GetTriggerState(key, stop).ConfigureAwait(false);
        if (state == TriggerState.None || await scheduler.GetTrigger(key, stop).ConfigureAwait(false) is not ICronTrigger trigger)
            return Unknown(schedule, ScheduleStore.IsClustered(database) ? "waiting" : "off");

        string text = state switch
        {
            TriggerState.Paused => "paused",
            TriggerState.Executing or TriggerState.Blocked => "running",
            TriggerState.Error => "error",
            _ => "on",
        };
        return new ListedSchedule(schedule.Name, trigger.CronExpressionString ?? "", trigger.TimeZone, text,
            state == TriggerState.Paused ? null : trigger.NextFireTimeUtc, trigger.PreviousFireTimeUtc);
    }

    private static ListedSchedule Unknown(ScheduleSetting schedule, string state) =>
        new(schedule.Name, schedule.Cron, schedule.Zone, schedule.IsEnabled ? state : "off", null, null);

    private void Wait(Func<IScheduler, Task> body, CancellationToken stop) =>
        With(
            async scheduler =>
            {
                await body(scheduler).ConfigureAwait(false);
                return true;
            },
            stop).GetAwaiter().GetResult();

    private async Task<T> With<T>(Func<IScheduler, Task<T>> body, CancellationToken stop)
    {
        ScheduleStore.Prepare(data, database);
        bool isNew = !ScheduleStore.Exists(data, database);
        StandaloneSchedulerFactory factory =
            QuartzSchedulerBuilder.Create(quartz => ScheduleStore.Configure(quartz, data, clock, database)).Build();
        await using (factory.ConfigureAwait(false))
        {
            IScheduler scheduler = await factory.GetScheduler(stop).ConfigureAwait(false);
            if (isNew)
                await ApplySchedules.Run(scheduler, settings, clock, stop).ConfigureAwait(false);
            return await body(scheduler).ConfigureAwait(false);
        }
    }
}
