using System.Data.Common;
using System.Globalization;
using Disbursement.Jobs.Runs.Parts;
using Disbursement.Jobs.Store.Connections;
using Quartz;

namespace Disbursement.Jobs.Schedule;

/// <summary>
/// The scheduler's cluster as the engine of runs. Each part is a durable job that asks for recovery; its key is the run, the start and the
/// part, so it is given once. It stays in the store after it is done, until its start counts no more.
/// </summary>
/// <param name="scheduler">A scheduler of the cluster, started or not.</param>
/// <param name="node">Makes this process a node.</param>
/// <param name="own">What goes with it.</param>
internal sealed class RunEngine(IScheduler scheduler, Func<IDisposable> node, IDisposable? own = null) : IRunEngine, IDisposable
{
    private const string Run = "run", Start = "start", Stage = "stage", Part = "part";

    /// <summary>The engine for whoever starts a run; null where one process does it, as it does every run on trial.</summary>
    public static RunEngine? Of(NodeWork work, bool isOnTrial = false)
    {
        if (isOnTrial || !ScheduleStore.IsClustered(work.Database))
            return null;

        ScheduleStore.Prepare(work.Data, work.Database);
        StandaloneSchedulerFactory factory = QuartzSchedulerBuilder.Create(
            quartz => ScheduleStore.ConfigureRuns(quartz, work.Data, work.Clock, work.Database)).Build();
        return new RunEngine(Wait(factory.GetScheduler()),
            () => RunNode.Start(work, CancellationToken.None).GetAwaiter().GetResult(), factory);
    }

    /// <summary>The part that a job is.</summary>
    public static PartJob PartOf(JobDataMap data) => new(
        int.Parse(data.GetString(Run)!, CultureInfo.InvariantCulture), data.GetString(Start)!,
        Enum.Parse<RunStage>(data.GetString(Stage)!), data.GetString(Part)!);

    /// <summary>Whether any other node of a scheduler's cluster is up.</summary>
    public static async Task<bool> HasOtherNodes(IScheduler scheduler, CancellationToken stop) =>
        (await scheduler.QueryClusterNodes(stop).ConfigureAwait(false))
            .Any(node => !node.IsCurrentNode && node.State != ClusterNodeState.Failed);

    public void HandOut(IReadOnlyList<PartJob> jobs)
    {
        foreach (IGrouping<string, PartJob> start in jobs.GroupBy(GroupOf))
        {
            HashSet<string> known = [.. Wait(scheduler.GetJobKeys(GroupMatcher<JobKey>.GroupEquals(start.Key))).Select(key => key.Name)];
            foreach (PartJob job in start.Where(job => !known.Contains(NameOf(job))))
                HandOut(job);
        }
    }

    public bool IsAtWork(int run, string start)
    {
        string group = GroupOf(run, start);
        return Wait(scheduler.GetTriggerKeys(GroupMatcher<TriggerKey>.GroupEquals(group))).Count > 0
            || Wait(scheduler.GetTriggerKeys(GroupMatcher<TriggerKey>.GroupEquals(SchedulerConstants.DefaultRecoveryGroup))).Count > 0
            || Wait(scheduler.QueryFireInstances(new FireInstanceQuery())).Items.Any(firing => firing.JobKey?.Group == group);
    }

    public void Forget(int run, string start) =>
        Wait(scheduler.DeleteJobs(GroupMatcher<JobKey>.GroupEquals(GroupOf(run, start))));

    public bool HasNodes() => Wait(HasOtherNodes(scheduler, CancellationToken.None));

    public IDisposable BeNode() => node();

    public void Dispose() => own?.Dispose();

    private void HandOut(PartJob job)
    {
        JobKey key = new(NameOf(job), GroupOf(job));
        IJobDetail detail = JobBuilder.Create<RunPartJob>().WithIdentity(key).StoreDurably().RequestRecovery()
            .UsingJobData(Run, job.Run.ToString(CultureInfo.InvariantCulture)).UsingJobData(Start, job.Start)
            .UsingJobData(Stage, job.Stage.ToString()).UsingJobData(Part, job.Name).Build();
        ITrigger trigger = TriggerBuilder.Create().WithIdentity(key.Name, key.Group).ForJob(key).StartNow().Build();
        try
        {
            Wait(scheduler.ScheduleJob(detail, trigger));
        }
        catch (ObjectAlreadyExistsException)
        {
            // Whoever came first gave the very same job.
        }
    }

    private static string GroupOf(PartJob job) => GroupOf(job.Run, job.Start);

    private static string GroupOf(int run, string start) => string.Create(CultureInfo.InvariantCulture, $"run {run} {start}");

    private static string NameOf(PartJob job) => $"{job.Stage} {job.Name}".ToLowerInvariant();

    private static T Wait<T>(ValueTask<T> work) => Wait(work.AsTask());

    /// <exception cref="StoreRefusal">The store of the jobs cannot be reached.</exception>
    private static T Wait<T>(Task<T> work)
    {
        try
        {
            return work.GetAwaiter().GetResult();
        }
        catch (Exception exception) when (exception is SchedulerException and not ObjectAlreadyExistsException or DbException)
        {
            throw new StoreRefusal($"The store of the cluster's jobs cannot be used: {exception.Message.TrimEnd('.')}. Check that the "
                + $"server can be reached, then give the same command again.", exception)
            {
                Chinese = "集群任务库无法使用。请检查服务器是否可达，然后用同一命令重新开始。",
                IsResumable = true,
            };
        }
    }
}
