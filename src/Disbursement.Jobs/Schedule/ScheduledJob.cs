using System.Data.Common;
using System.Diagnostics;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store.Connections;
using Quartz;
using Serilog.Context;

namespace Disbursement.Jobs.Schedule;

/// <summary>
/// A scheduled job: thin, for it calls what the verb calls. What goes wrong is a sentence in the log; what may work later is tried again.
/// </summary>
internal abstract class ScheduledJob(ScheduleName name, ScheduledWork work) : IJob
{
    /// <summary>What the trigger of a start by hand carries: who asked for it.</summary>
    public const string AskedBy = "asked-by";

    protected ScheduledWork Work => work;

    protected ScheduleSetting Setting => work.Schedules.Of(name);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        using IDisposable property = LogContext.PushProperty("Schedule", name.Name);
        using Activity? trace = Measures.Activities.StartActivity($"schedule {name.Name}");
        Measures.Started(name.Name);
        try
        {
            await Task.Run(() => Carry(context, cancellationToken), CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception) when (cancellationToken.IsCancellationRequested)
        {
            work.Log.Warning("{Name} was stopped; it goes on when the service is up again", name.Name);
            throw new OperationCanceledException($"{name.Name} was stopped.", exception, cancellationToken);
        }
        catch (Exception exception)
        {
            Exception cause = exception is AggregateException many ? many.Flatten().InnerExceptions[0] : exception;
            Measures.CameToNothing(name.Name);
            trace?.SetStatus(ActivityStatusCode.Error, cause.GetType().Name);
            Say(cause);
            if (MayWorkLater(cause))
                throw new JobExecutionException($"{name.Name} came to nothing.", cause);
        }
        finally
        {
            Measures.Ended(name.Name);
        }
    }

    protected abstract Task Carry(IJobExecutionContext context, CancellationToken stop);

    /// <summary>Machine and door, for the record.</summary>
    protected string Origin(IJobExecutionContext context)
    {
        string door = $"{Environment.MachineName} {Environment.UserName} schedule {name.Name}";
        return context.MergedJobDataMap.TryGetString(AskedBy, out string? person) ? $"{door}, asked for by {person}" : door;
    }

    /// <summary>The start comes to nothing for a reason that a person must mend.</summary>
    protected static void Refuse(string sentence) => throw new RunRefusal(sentence);

    private static bool MayWorkLater(Exception exception) =>
        exception is RunRefusal { IsResumable: true } or StoreRefusal { IsResumable: true } or IOException or UnauthorizedAccessException
            or DbException;

    private void Say(Exception exception)
    {
        if (exception is RunRefusal refusal)
        {
            foreach (string line in refusal.Lines)
                work.Log.Error("{Name}: {Mistake}", name.Name, line);
        }

        if (exception is RunRefusal or StoreRefusal or IOException or UnauthorizedAccessException or DbException)
            work.Log.Error("{Name} came to nothing: {Reason}", name.Name,
                MachineFault.Of(exception, work.Data)?.English ?? exception.Message);
        else
            work.Log.Error("{Name} was stopped by a broken invariant: {Kind} at {Place}", name.Name, exception.GetType().Name,
                exception.StackTrace?.Split('\n')[0].Trim());
    }
}
