using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;

namespace Disbursement.Jobs.Runs;

/// <summary>
/// One run at a time on a data folder: two would both settle against the same ledger. A rotation of keys takes the place of a run.
/// </summary>
internal sealed class RunLock : IDisposable
{
    /// <summary>Whoever looks whether the lock is held has it for a moment; whoever takes it tries so often, in milliseconds.</summary>
    private const int Tries = 6, Pause = 20;

    private readonly FileStream _file;

    private RunLock(FileStream file) => _file = file;

    /// <summary>Takes the lock. The operating system lets go of it when the process dies, so none is ever left over.</summary>
    /// <exception cref="RunRefusal">Another run, or a rotation of keys, holds it.</exception>
    public static RunLock Take(string data, DatabaseSettings? database = null)
    {
        Directory.CreateDirectory(data);
        try
        {
            return new RunLock(Open(
                () => new FileStream(PathIn(data), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None)));
        }
        catch (IOException exception) when (!MachineFault.IsOfDisk(exception))
        {
            string? id = UnderWay(data, database);
            string run = id is null ? "A run, or a rotation of keys," : $"Run {id}";
            throw new RunRefusal($"{run} is already under way in {data}. Wait for it, or stop it first.", exception)
            {
                Chinese = $"{(id is null ? "发放运算或密钥轮换" : $"发放批次 {id}")} 正在 {data} 中进行。请等待其结束，或先将其停止。",
                IsResumable = true,
            };
        }
    }

    /// <summary>Takes the lock for an act beside which no run may be under way, on a cluster either.</summary>
    /// <exception cref="RunRefusal">Another run, or a rotation of keys, holds it; or the cluster has not sealed a run yet.</exception>
    public static RunLock Take(string data, Database store)
    {
        RunLock held = Take(data, store.Settings);
        try
        {
            using Store.Tables.DisbursementDb db = store.Model();
            return RunParts.UnderWay(db) is { } run
                ? throw new RunRefusal($"Run {run.Id} is under way on the cluster. Wait until it is sealed.")
                {
                    Chinese = $"发放批次 {run.Id} 正在集群中进行，请等待其封账。",
                    IsResumable = true,
                }
                : held;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Takes the lock together with the other jobs of a cluster.</summary>
    /// <exception cref="RunRefusal">A rotation of keys, or a run of one process, holds it.</exception>
    public static RunLock Share(string data, DatabaseSettings? database = null)
    {
        Directory.CreateDirectory(data);
        string path = PathIn(data);
        try
        {
            using (new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite))
                return new RunLock(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read));
        }
        catch (IOException exception) when (!MachineFault.IsOfDisk(exception))
        {
            string? id = UnderWay(data, database);
            string run = id is null ? "A rotation of keys, or a run of one process," : $"Run {id}";
            throw new RunRefusal($"{run} is under way in {data}. Wait for it, or stop it first.", exception)
            {
                Chinese = $"{(id is null ? "密钥轮换或单进程发放运算" : $"发放批次 {id}")} 正在 {data} 中进行。请等待其结束，或先将其停止。",
                IsResumable = true,
            };
        }
    }

    /// <summary>
    /// Whether a process works on a run by itself, or rotates keys. It is asked for by a lock that stands beside others of its kind, and
    /// let go of at once, for which <see cref="Take(string, DatabaseSettings)"/> waits.
    /// </summary>
    public static bool IsHeld(string data)
    {
        if (!File.Exists(PathIn(data)))
            return false;

        try
        {
            using FileStream look = new(PathIn(data), FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    public void Dispose() => _file.Dispose();

    private static string PathIn(string data) => Path.Combine(data, "run.lock");

    private static FileStream Open(Func<FileStream> open)
    {
        for (int tries = 1; ; tries++)
        {
            try
            {
                return open();
            }
            catch (IOException exception) when (tries < Tries && !MachineFault.IsOfDisk(exception))
            {
                Thread.Sleep(Pause);
            }
        }
    }

    /// <summary>The number of the run that holds the lock, where the database tells it.</summary>
    private static string? UnderWay(string data, DatabaseSettings? database)
    {
        try
        {
            return Database.Exists(data, database) ? new RunBook(Database.OpenToRead(data, database)).UnderWay() : null;
        }
        catch (Exception exception) when (exception is StoreRefusal or System.Data.Common.DbException)
        {
            return null;
        }
    }
}
