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
        OverdueLimits limits = Work.Schedules.Overdue;
        WaitingBatch[] late = [.. WaitingBatches.List(db).Where(batch => batch.Days(now) > limits.BatchDays)];
        foreach (WaitingBatch batch in late)
            Work.Log.Warning("Batch {Batch} has been {State} for {Days} days; the limit is {Limit}",
                batch.Id, batch.State.Word(), batch.Days(now),
                limits.BatchDays);
        Work.Raise.OfWaiting(late, limits.BatchDays);
        Work.Log.Information("{Late} batches wait longer than {Limit} days", late.Length, limits.BatchDays);
        Waiting[] overdue = [.. Work.Waiting(setting.Store).Where(one => one.IsLate && !one.Kind.IsOfBatch())];
        foreach (WaitingLine line in WaitingLine.Of(overdue))
            Work.Log.Warning("{Overdue}", line.Say(limits, isChinese: false));
        Work.Raise.OfOverdue(overdue, limits);
        return Task.CompletedTask;
    }
}
