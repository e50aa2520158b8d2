using Disbursement.Domain.Officers;
using Disbursement.Domain.Periods;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Runs;
using Quartz;

namespace Disbursement.Jobs.Schedule;

/// <summary>
/// The yearly run, as the <c>run</c> verb starts it. Whether a start has been made already is asked of the database, not of the scheduler.
/// </summary>
[DisallowConcurrentExecution]
internal sealed class YearlyRunJob(ScheduledWork work) : ScheduledJob(ScheduleName.YearlyRun, work)
{
    protected override Task Carry(IJobExecutionContext context, CancellationToken stop)
    {
        DateTimeOffset due = DueTime.Of(context, Setting);
        DateTimeOffset there = TimeZoneInfo.ConvertTime(due, Setting.Zone);
        Month through = Setting.IsThroughLastMonth ? new Month(new Month(there.Year, there.Month).Index - 1) : Month.December(there.Year);
        RunProgress progress = new();
        try
        {
            RunSummary summary =
                Work.Raise.OfRun(through.Year, progress, isByItself: true, () => Make(Origin(context), through, due, progress, stop), stop);
            Work.Log.Information("Run {Made} was made for {Due:yyyy-MM-dd HH:mm:ss} UTC", summary.Run.Id, due);
        }
        catch (RunRefusal refusal) when (refusal.MadeAs is not null)
        {
            Work.Log.Information("Nothing to do for {Due:yyyy-MM-dd HH:mm:ss} UTC: run {Made} has made this start", due, refusal.MadeAs);
        }

        return Task.CompletedTask;
    }

    private RunSummary Make(string origin, Month through, DateTimeOffset due, RunProgress progress, CancellationToken stop)
    {
        ActSetting setting = Work.Open(origin);
        (Officer? officer, ActRefusal? problem) = IdleSchedule.OperatorOf(setting.Store, Setting, OfficialAct.Run);
        if (problem is not null)
            Refuse(problem.English);

        RunOrder order = new()
        {
            Year = through.Year,
            ThroughMonth = through.Number,
            Inputs = Work.Inputs,
            Out = Work.Out,
            Data = Work.Data,
            Database = Work.Database,
            Maker = officer?.Name ?? Environment.UserName,
            MakerOfficer = officer?.Id,
            SystemUser = officer is null ? Environment.UserName : null,
            Origin = setting.Origin,
            IsChinese = Work.IsChinese,
            DueAt = due,
        };
        using RunEngine? engine = RunEngine.Of(Work.Node);
        return new StartRun(Work.Clock, Work.Log, engine).Run(order, progress, stop);
    }
}
