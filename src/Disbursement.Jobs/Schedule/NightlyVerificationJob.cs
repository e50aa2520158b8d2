using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Proofs;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Tables;
using Quartz;

namespace Disbursement.Jobs.Schedule;

/// <summary>
/// Proves the books every night, as <c>verify</c> does, and computes the newest runs again as long as it may. A check that does not hold is
/// an error in the log, with the first row that breaks it.
/// </summary>
[DisallowConcurrentExecution]
internal sealed class NightlyVerificationJob(ScheduledWork work) : ScheduledJob(ScheduleName.NightlyVerification, work)
{
    protected override Task Carry(IJobExecutionContext context, CancellationToken stop)
    {
        try
        {
            Prove(Work.Open(Origin(context)), stop);
            return Task.CompletedTask;
        }
        catch (Exception exception) when (!stop.IsCancellationRequested)
        {
            RecordProof.Undone(Work.Data, Work.Database, Work.Clock, Origin(context), exception);
            throw;
        }
    }

    private void Prove(ActSetting setting, CancellationToken stop)
    {
        IReadOnlyList<Check> checks = [.. new VerifyBooks(setting.Store, setting.Ring).Run(null, stop), .. Replayed(setting, stop)];
        foreach (Check check in checks.Where(check => check.FirstBreak is not null))
            Work.Log.Error("The books do not hold. Check {Number} ({Check}) is broken first by: {Break}", check.Number, check.English,
                check.FirstBreak);
        Work.Raise.OfVerification(checks);
        RecordProof.Run(setting, checks);
        Work.Raise.OfHeads(setting.Store.Heads);
        Work.Log.Information("Verified: {Holding} of {Checks} checks hold", checks.Count(check => check.FirstBreak is null), checks.Count);
    }

    /// <summary>
    /// The newest runs first, until the time is up; how far it came is said, and <c>verify --replay</c> computes all.
    /// </summary>
    private List<Check> Replayed(ActSetting setting, CancellationToken stop)
    {
        RunRecord[] runs = [.. new RunBook(setting.Store).Sealed().Where(run => run.Kind == RunKind.Yearly).Reverse()];
        List<Check> checks = [];
        if (Work.Schedules.ReplayFor > TimeSpan.Zero)
        {
            using CancellationTokenSource limit = new(Work.Schedules.ReplayFor, Work.Clock);
            using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
            ReplayRuns replay = new(Work.Data, setting.Store, setting.Ring, Work.Clock);
            try
            {
                foreach (RunRecord run in runs)
                    checks.AddRange(replay.Run(run.Id, (_, _) => null, either.Token));
            }
            catch (OperationCanceledException) when (!stop.IsCancellationRequested)
            {
                // The time is up.
            }
        }

        Work.Log.Information("Computed again: the newest {Replayed} of {Runs} runs, within {Minutes} minutes", checks.Count, runs.Length,
            Work.Schedules.ReplayFor.TotalMinutes);
        return checks;
    }
}
