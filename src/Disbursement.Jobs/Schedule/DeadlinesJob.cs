using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Questions;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;
using Quartz;

namespace Disbursement.Jobs.Schedule;

/// <summary>
/// Reminds of batches that have waited longer than the limit for an approval or a release (限时办结), and of what else lies too long.
/// </summary>
[DisallowConcurrentExecution]
internal sealed class DeadlinesJob(ScheduledWork work) : ScheduledJob(ScheduleName.Deadlines, work)
{
    protected override Task Carry(IJobExecutionContext context, CancellationToken stop)
    {
        ActSetting setting = Work.Open(Origin(context));
        using DisbursementDb db = setting.Store.Model();
        DateTimeOffset now = Work.Clock.GetUtcNow();
        WaitingBatch[] late = [.. WaitingBatches.List(db).Where(batch => batch.Days(now) > Work.Schedules.WaitingDays)];
        foreach (WaitingBatch batch in late)
            Work.Log.Warning("Batch {Batch} has been {State} for {Days} days; the limit is {Limit}", batch.Id, batch.State, batch.Days(now),
                Work.Schedules.WaitingDays);
        Work.Raise.OfWaiting(late, Work.Schedules.WaitingDays);
        Work.Log.Information("{Late} batches wait longer than {Limit} days", late.Length, Work.Schedules.WaitingDays);
        OverdueLimits limits = Work.Schedules.Overdue;
        IReadOnlyList<Overdue> overdue = new WatchOverdue(Work.Data, setting.Store, setting.Budgets, limits, now).Run();
        foreach (OverdueLine line in OverdueLine.Of(overdue))
            Work.Log.Warning("{Overdue}", line.Say(limits, isChinese: false));
        Work.Raise.OfOverdue(overdue, limits);
        return Task.CompletedTask;
    }
}
