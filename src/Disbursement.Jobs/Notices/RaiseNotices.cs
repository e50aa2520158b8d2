using System.Data.Common;
using Disbursement.Jobs.Proofs;
using Disbursement.Jobs.Questions;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;
using Serilog;

namespace Disbursement.Jobs.Notices;

/// <summary>
/// Where verbs and jobs say what happened. A notice is kept in the outbox and goes out later, from the service; while notices are off
/// nothing is kept. A notice that cannot be kept is a line in the log and hinders nothing.
/// </summary>
internal sealed class RaiseNotices(NoticeSettings settings, string data, TimeProvider clock, ILogger log)
{
    /// <summary>
    /// Carries a run out and tells how it ended. A run that somebody stopped, or that an earlier start has made, is no news.
    /// </summary>
    /// <param name="year">Its year.</param>
    /// <param name="progress">Tells whether a run began and failed, and its number.</param>
    /// <param name="isByItself">Whether nobody sits before it: then a start that is refused is told too.</param>
    /// <param name="run">The run.</param>
    /// <param name="stop">Stops it.</param>
    public RunSummary OfRun(int year, RunProgress progress, bool isByItself, Func<RunSummary> run, CancellationToken stop)
    {
        OfUntold();
        progress.IsToBeTold = settings.Channels.Count > 0;
        RunSummary summary;
        try
        {
            summary = run();
        }
        catch (Exception exception) when (!stop.IsCancellationRequested)
        {
            Exception cause = exception is AggregateException { InnerExceptions.Count: > 0 } many
                ? many.Flatten().InnerExceptions[0]
                : exception;
            if (progress.Failed is not null
                || (isByItself && cause is not (RunRefusal { MadeAs: not null } or RunRefusal { IsResumable: true })))
                Keep(compose => compose.Failed(progress.Failed, year, cause));
            throw;
        }

        OfSealed(summary);
        return summary;
    }

    /// <summary>Runs that were sealed by a process that died before it said so, if any.</summary>
    public void OfUntold()
    {
        if (settings.Channels.Count == 0)
            return;

        try
        {
            foreach (RunRecord run in UntoldRuns.Sealed(data))
                OfSealedBefore(run);
        }
        catch (Exception exception) when (exception is StoreRefusal or DbException or IOException or UnauthorizedAccessException)
        {
            log.Warning("Whether a run was not told of could not be seen: {Kind}", exception.GetType().Name);
        }
    }

    /// <summary>A run is sealed.</summary>
    public void OfSealed(RunSummary summary)
    {
        if (!summary.IsDryRun)
            OfSealed(summary.Run.Id, () => SealedRun.Of(summary));
    }

    /// <summary>
    /// A run was sealed by a process that may have died before it said so; a notice that is kept already is not kept again.
    /// </summary>
    public void OfSealedBefore(RunRecord run) => OfSealed(run.Id, () => SealedRun.Read(run));

    /// <summary>A run has failed.</summary>
    /// <param name="run">Its number.</param>
    /// <param name="year">Its year.</param>
    /// <param name="cause">Why.</param>
    public void OfFailed(string run, int year, Exception cause) => Keep(compose => compose.Failed(run, year, cause));

    /// <summary>Batches that wait longer than the limit: one notice a day for all of them.</summary>
    public void OfWaiting(IReadOnlyList<WaitingBatch> late, int limitDays)
    {
        if (late.Count > 0)
            Keep(compose => compose.Waiting(late, limitDays));
    }

    /// <summary>What else lies too long: one notice a day for all of it.</summary>
    public void OfOverdue(IReadOnlyList<Waiting> overdue, OverdueLimits limits)
    {
        if (overdue.Count > 0)
            Keep(compose => compose.Overdue(overdue, limits));
    }

    /// <summary>The checks of the books, if some do not hold.</summary>
    public void OfVerification(IReadOnlyList<Check> checks)
    {
        if (checks.Any(check => check.FirstBreak is not null))
            Keep(compose => compose.Broken(checks));
    }

    /// <summary>The newest head of the acts, on its way out of the house.</summary>
    public void OfHeads(HeadsFile heads)
    {
        if (heads.Read().LastOrDefault(head => head.Book == HeadsFile.AuditBook) is { } newest)
            Keep(compose => compose.Heads(newest));
    }

    private void OfSealed(string run, Func<SealedRun> sealing)
    {
        if (Keep(compose => compose.Sealed(sealing())))
            UntoldRuns.Forget(data, run);
    }

    /// <summary>Keeps a notice; false where it could not be kept.</summary>
    private bool Keep(Func<ComposeNotice, Notice> compose)
    {
        if (settings.Channels.Count == 0)
            return true;

        try
        {
            Outbox outbox = new(data, clock);
            Notice notice = compose(new ComposeNotice(outbox.Place(), clock));
            foreach (string channel in outbox.Keep(notice, settings.Channels))
                log.Information("Notice {Notice} ({Kind}) is kept for {Channel}", notice.Id, notice.Kind, channel);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            Measures.NoticeNotKept();
            log.Warning("A notice could not be kept: {Kind}", exception.GetType().Name);
            return false;
        }
    }
}
