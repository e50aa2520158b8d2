using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;

namespace Disbursement.Jobs.Runs;

/// <summary>
/// One run at a time on a data folder: two would both settle against the same ledger. A rotation of keys takes the place of a run.
/// </summary>
internal sealed class RunLock : IDisposable
{
    private readonly FileStream _file;

    private RunLock(FileStream file) => _file = file;

    /// <summary>Takes the lock. The operating system lets go of it when the process dies, so none is ever left over.</summary>
    /// <exception cref="RunRefusal">Another run, or a rotation of keys, holds it.</exception>
    public static RunLock Take(string data, DatabaseSettings? database = null)
    {
        Directory.CreateDirectory(data);
        string path = Path.Combine(data, "run.lock");
        try
        {
            return new RunLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
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

    /// <summary>Takes the lock together with the other processes that share a run.</summary>
    /// <exception cref="RunRefusal">A run that is not shared, or a rotation of keys, holds it.</exception>
    public static RunLock Share(string data, DatabaseSettings? database = null)
    {
        Directory.CreateDirectory(data);
        string path = Path.Combine(data, "run.lock");
        try
        {
            using (new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite))
                return new RunLock(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read));
        }
        catch (IOException exception) when (!MachineFault.IsOfDisk(exception))
        {
            string? id = UnderWay(data, database);
            string run = id is null ? "A run that is not shared, or a rotation of keys," : $"Run {id}, which is not shared,";
            throw new RunRefusal($"{run} is under way in {data}. Wait for it, or stop it first.", exception)
            {
                Chinese = $"{(id is null ? "未共享的发放运算或密钥轮换" : $"未共享的发放批次 {id}")} 正在 {data} 中进行。请等待其结束，或先将其停止。",
                IsResumable = true,
            };
        }
    }

    public void Dispose() => _file.Dispose();

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
