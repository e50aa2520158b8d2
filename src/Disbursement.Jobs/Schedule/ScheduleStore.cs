using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store;
using Microsoft.Data.Sqlite;
using Quartz;

namespace Disbursement.Jobs.Schedule;

/// <summary>Where schedules are kept: a SQLite file of their own beside the business database, so that the two never wait for each other. The only place that chooses a store.</summary>
internal static class ScheduleStore
{
    private const string FileName = "schedule.db";
    private const string SchedulerName = "disburse";
    private const int JobsAtOnce = 4;

    /// <summary>A start that is later than this was missed.</summary>
    private static readonly TimeSpan Missed = TimeSpan.FromMinutes(1);

    /// <summary>How long an act from the command line may take to reach the service.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    public static bool Exists(string data) => File.Exists(Path.Combine(data, FileName));

    /// <summary>The scheduler of a data folder: the service starts it, the command line only reads and writes its store.</summary>
    public static void Configure(IQuartzBuilder quartz, string data, TimeProvider clock)
    {
        string connection = new SqliteConnectionStringBuilder { DataSource = Path.Combine(Path.GetFullPath(data), FileName), Pooling = false, DefaultTimeout = 30 }.ToString();
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
}

/// <summary>One service at a time on a data folder: two would both make every start.</summary>
internal sealed class ServiceLock : IDisposable
{
    private readonly FileStream _file;

    private ServiceLock(FileStream file) => _file = file;

    /// <summary>Takes the lock; the operating system lets go of it when the process dies.</summary>
    /// <exception cref="RunRefusal">Another service holds it.</exception>
    public static ServiceLock Take(string data)
    {
        Directory.CreateDirectory(data);
        return TryTake(data) ?? throw new RunRefusal($"A service is already running on {data}. There is one for each data folder.") { Chinese = $"数据文件夹 {data} 上已有服务在运行。每个数据文件夹只能有一个。" };
    }

    /// <summary>Whether a service is running on a data folder.</summary>
    public static bool IsHeld(string data)
    {
        if (!File.Exists(PathIn(data)))
            return false;

        using ServiceLock? free = TryTake(data);
        return free is null;
    }

    public void Dispose() => _file.Dispose();

    private static ServiceLock? TryTake(string data)
    {
        try
        {
            return new ServiceLock(new FileStream(PathIn(data), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException exception) when (!MachineFault.IsOfDisk(exception))
        {
            return null;
        }
    }

    private static string PathIn(string data) => Path.Combine(data, "serve.lock");
}
