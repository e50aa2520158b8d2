using Disbursement.Domain.Officers;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Files;
using Quartz;

namespace Disbursement.Jobs.Schedule;

/// <summary>Takes the banks' files that have arrived whole, each once, as <c>returns import</c> does.</summary>
[DisallowConcurrentExecution]
internal sealed class ReturnInboxJob(ScheduledWork work, InboxMemory memory) : ScheduledJob(ScheduleName.ReturnInbox, work)
{
    private const string Unreadable = "UNREADABLE";

    protected override async Task Carry(IJobExecutionContext context, CancellationToken stop)
    {
        string folder = Work.Schedules.InboxFolder ?? Path.Combine(Work.Inputs, "returns");
        InboxFile[] arrived = [.. InboxFile.Look(folder).Where(file => !memory.IsDone(file))];
        if (arrived.Length == 0)
            return;

        ActSetting setting = Work.Open(Origin(context));
        (Officer? officer, ActRefusal? problem) = IdleSchedule.OperatorOf(setting.Store, Setting, OfficialAct.ImportReturns);
        if (problem is not null)
            Refuse(problem.English);
        if (officer is null)
        {
            Work.Log.Warning(
                "Return files wait in the inbox ({Files}): there are no officers yet for whom they could be taken", arrived.Length);
            return;
        }

        // A file that still grows differs from what it was a moment ago; it has its turn next time.
        await Task.Delay(Work.Schedules.StableFor, Work.Clock, stop).ConfigureAwait(false);
        HashSet<InboxFile> now = [.. InboxFile.Look(folder)];
        foreach (InboxFile file in arrived.Where(now.Contains))
        {
            stop.ThrowIfCancellationRequested();
            Take(setting, officer, file, stop);
        }
    }

    private void Take(ActSetting setting, Officer officer, InboxFile file, CancellationToken stop)
    {
        try
        {
            string sha256 = FileHash.Of(file.Path);
            if (memory.Knows(setting.Store, sha256))
            {
                memory.Done(file);
                return;
            }

            switch (new ImportReturns(setting, Path.Combine(Work.Inputs, "banks")).Run(file.Path, officer, stop))
            {
                case ActOutcome.Done done:
                    Work.Log.Information("Inbox: {Outcome}", done.English);
                    memory.Done(file);
                    break;
                case ActOutcome.Refused { Refusal: { Code: Unreadable } refusal }:
                    Work.Log.Error("Inbox: {Refusal} The file is left alone until it changes", refusal.English);
                    memory.Refuse(sha256);
                    memory.Done(file);
                    break;
                case ActOutcome.Refused refused:
                    Work.Log.Error("Inbox: {Refusal}", refused.Refusal.English);
                    break;
                default:
                    throw new InvalidOperationException("An act has no outcome.");
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Work.Log.Warning("Inbox: {File} could not be read ({Kind}); it is tried again", Path.GetFileName(file.Path),
                exception.GetType().Name);
        }
    }
}
