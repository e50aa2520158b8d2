using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Quartz;
using Quartz.Impl.AdoJobStore;

namespace Disbursement.Jobs.Schedule;

/// <summary>
/// Where schedules are kept: a SQLite file of their own beside the business database, so that the two never wait for each other; or a
/// server, where the nodes of a cluster share them, and the jobs of runs too. The only place that chooses a store.
/// </summary>
internal static class ScheduleStore
{
    private const string FileName = "schedule.db";
    private const string SchedulerName = "disburse", RunsName = "disburse-runs";
    private const int JobsAtOnce = 4;

    /// <summary>How many signs a node gives in the time after whose silence it is dead: the others look as often.</summary>
    private const int SignsInSilence = 4;

    /// <summary>A start that is later than this was missed.</summary>
    private static readonly TimeSpan Missed = TimeSpan.FromMinutes(1);

    /// <summary>How long an act from the command line may take to reach the service.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Where a cluster keeps its jobs in place of the database of the books, and by which clock; null but in tests, which have a server for
    /// the jobs alone.
    /// </summary>
    public static Action<IQuartzBuilder, IPersistentStoreBuilder>? Elsewhere { get; set; }

    /// <summary>Whether several services share schedules and runs.</summary>
    public static bool IsClustered(DatabaseSettings? database) =>
        Elsewhere is not null || database?.Provider == DatabaseProvider.SqlServer;

    public static bool Exists(string data, DatabaseSettings? database = null) =>
        IsClustered(database) || File.Exists(Path.Combine(data, FileName));

    /// <summary>Sees to it that a server has the scheduler's tables; a file makes its own.</summary>
    /// <exception cref="StoreRefusal">They are missing, and this login may not make them.</exception>
    public static void Prepare(string data, DatabaseSettings? database)
    {
        Directory.CreateDirectory(data);
        if (database?.Provider == DatabaseProvider.SqlServer && Elsewhere is null)
            ScheduleTables.Make(Database.Open(data, database));
    }

    /// <summary>The scheduler of a data folder: the service starts it, the command line only reads and writes its store.</summary>
    public static void Configure(IQuartzBuilder quartz, string data, TimeProvider clock, DatabaseSettings? database = null) =>
        Configure(quartz, data, clock, database ?? DatabaseSettings.Default, SchedulerName, JobsAtOnce);

    /// <summary>The scheduler of the jobs of runs, which only a cluster has.</summary>
    public static void ConfigureRuns(IQuartzBuilder quartz, string data, TimeProvider clock, DatabaseSettings database)
    {
        Configure(quartz, data, clock, database, RunsName, Environment.ProcessorCount);

        // A node takes one part after the other, so that the others get theirs.
        quartz.ConfigureScheduler(scheduler => scheduler.MaxBatchSize = 1);
    }

    private static void Configure(
        IQuartzBuilder quartz, string data, TimeProvider clock, DatabaseSettings database, string name, int jobsAtOnce)
    {
        string connection = new SqliteConnectionStringBuilder { DataSource = Path.Combine(Path.GetFullPath(data), FileName),
            Pooling = false, DefaultTimeout = 30 }.ToString();
        quartz.ConfigureScheduler(scheduler =>
        {
            scheduler.InstanceName = name;
            scheduler.IdleWaitTime = LookEvery;
            scheduler.ShutdownJobInterruption = ShutdownJobInterruption.Always;
        });
        quartz.UseTimeProvider(clock);
        quartz.UseDefaultThreadPool(jobsAtOnce);
        quartz.UsePersistentStore(store =>
        {
            if (IsClustered(database))
                Share(quartz, store, database);
            else
                store.UseSqlite(SqliteFactory.Instance, connection);
            store.UseSystemTextJsonSerializer();
            store.ConfigureStore(options =>
            {
                options.StoreJobDataAsStrings = true;
                options.MisfireThreshold = Missed;
                options.RecoverFiringsCancelledByShutdown = true;
            });
            store.ProvisionSchema();
        });
    }

    /// <summary>
    /// Several services share one store and make each start once; where one dies in the middle of a job, another one makes it again.
    /// </summary>
    private static void Share(IQuartzBuilder quartz, IPersistentStoreBuilder store, DatabaseSettings database)
    {
        TimeSpan silence = TimeSpan.FromSeconds(database.NodeSilenceSeconds), sign = silence / SignsInSilence;
        store.UseClustering(cluster => (cluster.CheckinInterval, cluster.CheckinMisfireThreshold) = (sign, silence - sign));

        // After a fault of the store a node would be silent for 15 seconds: the others would take it for dead, or it would not see who is.
        store.ConfigureStore(options => options.DbRetryInterval = sign);
        if (Elsewhere is not null)
        {
            Elsewhere(quartz, store);
            return;
        }

        store.UseSqlServer(SqlClientFactory.Instance, database.ConnectionString);
        if (database.LocksSchedulesByUpdate)
            store.UseLockHandler<UpdateRowLockHandler>();
    }
}

/// <summary>
/// One service at a time on a data folder: two would both make every start. A cluster needs none: its services share the schedules.
/// </summary>
internal sealed class ServiceLock : IDisposable
{
    private readonly FileStream _file;

    private ServiceLock(FileStream file) => _file = file;

    /// <summary>
    /// Takes the lock; the operating system lets go of it when the process dies. Null where services share the schedules.
    /// </summary>
    /// <exception cref="RunRefusal">Another service holds it.</exception>
    public static ServiceLock? Take(string data, DatabaseSettings? database = null)
    {
        Directory.CreateDirectory(data);
        if (ScheduleStore.IsClustered(database))
            return null;

        return TryTake(PathIn(data)) ?? throw new RunRefusal($"A service is already running on {data}. "
            + "There is one for each data folder.") { Chinese = $"数据文件夹 {data} 上已有服务在运行。每个数据文件夹只能有一个。" };
    }

    /// <summary>Whether a service is running on a data folder that is no cluster's.</summary>
    public static bool IsHeld(string data)
    {
        string path = PathIn(data);
        if (!File.Exists(path))
            return false;

        using ServiceLock? free = TryTake(path);
        return free is null;
    }

    public void Dispose() => _file.Dispose();

    private static ServiceLock? TryTake(string path)
    {
        try
        {
            return new ServiceLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException exception) when (!MachineFault.IsOfDisk(exception))
        {
            return null;
        }
    }

    private static string PathIn(string data) => Path.Combine(data, "serve.lock");
}
