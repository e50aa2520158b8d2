using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Proofs;
using Quartz;

namespace Disbursement.Jobs.Schedule;

/// <summary>
/// Proves the books every night, as <c>verify</c> does. A check that does not hold is an error in the log, with the first row that breaks
/// it.
/// </summary>
[DisallowConcurrentExecution]
internal sealed class NightlyVerificationJob(ScheduledWork work) : ScheduledJob(ScheduleName.NightlyVerification, work)
{
    protected override Task Carry(IJobExecutionContext context, CancellationToken stop)
    {
        ActSetting setting = Work.Open(Origin(context));
        IReadOnlyList<Check> checks = new VerifyBooks(setting.Store, setting.Ring).Run(null, stop);
        foreach (Check check in checks.Where(check => check.FirstBreak is not null))
            Work.Log.Error("The books do not hold. Check {Number} ({Check}) is broken first by: {Break}", check.Number, check.English,
                check.FirstBreak);
        Work.Raise.OfVerification(checks);
        Work.Log.Information("Verified: {Holding} of {Checks} checks hold", checks.Count(check => check.FirstBreak is null), checks.Count);
        return Task.CompletedTask;
    }
}
