using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store.Connections;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Quartz;
using Quartz.Impl.AdoJobStore;

namespace Disbursement.Jobs.Schedule;

/// <summary>
/// Where schedules are kept: a SQLite file of their own beside the business database, so that the two never wait for each other. The only
/// place that chooses a store.
/// </summary>
internal static class ScheduleStore
{
    private const string FileName = "schedule.db";
    private const string SchedulerName = "disburse";
    private const int JobsAtOnce = 4;

    /// <summary>A start that is later than this was missed.</summary>
    private static readonly TimeSpan Missed = TimeSpan.FromMinutes(1);

    /// <summary>How long an act from the command line may take to reach the service.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    /// <summary>How often a service that shares its store with others gives a sign of life.</summary>
    private static readonly TimeSpan SignEvery = TimeSpan.FromSeconds(10);

    public static bool Exists(string data, DatabaseSettings? database = null) =>
        database?.Provider == DatabaseProvider.SqlServer || File.Exists(Path.Combine(data, FileName));

    /// <summary>The scheduler of a data folder: the service starts it, the command line only reads and writes its store.</summary>
    public static void Configure(IQuartzBuilder quartz, string data, TimeProvider clock, DatabaseSettings? database = null)
    {
        string connection = new SqliteConnectionStringBuilder { DataSource = Path.Combine(Path.GetFullPath(data), FileName),
            Pooling = false, DefaultTimeout = 30 }.ToString();
        quartz.ConfigureScheduler(scheduler =>
        {
            scheduler.InstanceName = SchedulerName;
            scheduler.IdleWaitTime = LookEvery;
            scheduler.ShutdownJobInterruption = ShutdownJobInterruption.Always;
        });
        quartz.UseTimeProvider(clock);
        quartz.UseDefaultThreadPool(JobsAtOnce);
        quartz.UsePersistentStore(store =>
        {
            if (database is { Provider: DatabaseProvider.SqlServer })
                Share(store, database);
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
    private static void Share(IPersistentStoreBuilder store, DatabaseSettings database)
    {
        store.UseSqlServer(SqlClientFactory.Instance, database.ConnectionString);
        store.UseClustering(cluster => cluster.CheckinInterval = SignEvery);
        if (database.LocksSchedulesByUpdate)
            store.UseLockHandler<UpdateRowLockHandler>();
    }
}

/// <summary>
/// One service at a time on a data folder: two would both make every start. Where a server keeps the schedules, services of other machines
/// share it, and there is one on each.
/// </summary>
internal sealed class ServiceLock : IDisposable
{
    private readonly FileStream _file;

    private ServiceLock(FileStream file) => _file = file;

    /// <summary>Takes the lock; the operating system lets go of it when the process dies.</summary>
    /// <exception cref="RunRefusal">Another service holds it.</exception>
    public static ServiceLock Take(string data, DatabaseSettings? database = null)
    {
        Directory.CreateDirectory(data);
        return TryTake(PathIn(data, database)) ?? throw new RunRefusal($"A service is already running on {data}. "
            + "There is one for each data folder.") { Chinese = $"数据文件夹 {data} 上已有服务在运行。每个数据文件夹只能有一个。" };
    }

    /// <summary>Whether a service is running on a data folder.</summary>
    public static bool IsHeld(string data, DatabaseSettings? database = null)
    {
        string path = PathIn(data, database);
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

    private static string PathIn(string data, DatabaseSettings? database) =>
        Path.Combine(data,
            database?.Provider == DatabaseProvider.SqlServer ? $"serve-{Environment.MachineName.ToLowerInvariant()}.lock" : "serve.lock");
}
