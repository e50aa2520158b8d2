using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Runs.Parts;
using Disbursement.Jobs.Store.Connections;
using Microsoft.Data.Sqlite;
using Quartz;
using Serilog.Context;

namespace Disbursement.Jobs.Schedule;

/// <summary>
/// A part of a run on a cluster. What may pass by itself, a server that is away or a lock that somebody holds, is tried again here; else
/// the run ends early, with the reason.
/// </summary>
internal sealed class RunPartJob(NodeWork work) : IJob
{
    private const int MostTries = 7;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(8);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        PartJob job = RunEngine.PartOf(context.MergedJobDataMap);
        string firing = string.Concat(context.FireInstanceId.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-'));
        RunEngine engine = new(context.Scheduler, () => throw new InvalidOperationException("A node is one already."));
        CarryPart carry = new(work.Clock, work.Log, engine);
        using IDisposable named = LogContext.PushProperty("Part", $"{job.Stage} {job.Name}");
        await Task.Run(
            () =>
            {
                if (Carry(carry, job, firing, cancellationToken) is not { } summary)
                {
                    // Whoever sealed the run may have died before it was told.
                    if (job.Stage == RunStage.Sealing && CarryPart.Sealed(work.Here, job) is { } run)
                        work.Raise.OfSealedBefore(run);
                    return;
                }

                work.Raise.OfSealed(summary);
                engine.Forget(job.Run, job.Start);
            },
            CancellationToken.None).ConfigureAwait(false);
    }

    private RunSummary? Carry(CarryPart carry, PartJob job, string firing, CancellationToken stop)
    {
        long began = 0;
        for (int tries = 1; ; tries++)
        {
            try
            {
                return carry.Run(work.Here, job, string.Create(CultureInfo.InvariantCulture, $"{firing}-{tries}"), stop);
            }
            catch (Exception exception) when (stop.IsCancellationRequested)
            {
                throw new OperationCanceledException("The node stops; another one is given the part.", exception, stop);
            }
            catch (Exception exception) when (MayTry(tries, ref began) && Chain(exception).Any(MayPass) && !Chain(exception).Any(IsForGood))
            {
                work.Log.Warning("Part {Stage} {Part} came to nothing ({Kind}); it is tried again", job.Stage, job.Name,
                    Chain(exception).Last().GetType().Name);
                Pause(tries, stop);
            }
            catch (Exception exception)
            {
                GiveUp(carry, job, exception is AggregateException many ? many.Flatten().InnerExceptions[0] : exception, stop);
                return null;
            }
        }
    }

    /// <summary>Whether a part is tried again: a few times, and as long as a server may be away.</summary>
    private bool MayTry(int tries, ref long began)
    {
        if (tries == 1)
            began = Stopwatch.GetTimestamp();
        return tries < MostTries || Stopwatch.GetElapsedTime(began).TotalSeconds < work.Database.OutageSeconds;
    }

    /// <summary>
    /// Ends the run early. As long as not even that can be recorded, it is tried again: the part is nobody else's until then.
    /// </summary>
    private void GiveUp(CarryPart carry, PartJob job, Exception cause, CancellationToken stop)
    {
        work.Log.Error("Part {Stage} {Part} ends the run early: {Kind} at {Place}", job.Stage, job.Name, cause.GetType().Name,
            cause.StackTrace?.Split('\n')[0].Trim());
        for (int tries = 1; ; tries++)
        {
            try
            {
                if (carry.GiveUp(work.Here, job, isChinese => ReasonOf(cause, isChinese)) is { } run)
                    work.Raise.OfFailed(run.Id, run.Year, cause);
                return;
            }
            catch (Exception exception) when (Chain(exception).Any(MayPass))
            {
                work.Log.Warning("That the run ended early could not be recorded yet: {Kind}", exception.GetType().Name);
                Pause(tries, stop);
            }
        }
    }

    private string ReasonOf(Exception cause, bool isChinese) => cause switch
    {
        RunRefusal refusal => refusal.Say(isChinese),
        StoreRefusal refusal => refusal.Say(isChinese),
        _ when MachineFault.Of(cause, work.Data) is { } fault => fault.Say(isChinese),
        _ => isChinese ? $"程序内部错误：{cause.GetType().Name}。详见该节点的日志。" : $"An error inside the program: {cause.GetType().Name}. "
            + $"The log of the node says where.",
    };

    private static void Pause(int tries, CancellationToken stop)
    {
        TimeSpan pause = TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, Math.Pow(2, tries - 1)));
        if (stop.WaitHandle.WaitOne(pause))
            throw new OperationCanceledException("The node stops; another one is given the part.", stop);
    }

    private static IEnumerable<Exception> Chain(Exception exception) => exception is AggregateException many
        ? many.Flatten().InnerExceptions.SelectMany(Chain)
        : exception.InnerException is { } inner ? Chain(inner).Prepend(exception) : [exception];

    private static bool MayPass(Exception exception) =>
        exception is DbException or SchedulerException or IOException or RunRefusal { IsResumable: true }
            or StoreRefusal { IsResumable: true } || Database.IsTransient(exception);

    private static bool IsForGood(Exception exception) => exception is SqliteException sqlite
        ? MachineFault.IsFull(sqlite)
        : exception is IOException disk && MachineFault.IsOfDisk(disk);
}
