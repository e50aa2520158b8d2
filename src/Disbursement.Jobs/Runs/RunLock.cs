using Disbursement.Jobs.Store;

namespace Disbursement.Jobs.Runs;

/// <summary>One run at a time on a data folder: two would both settle against the same ledger. A rotation of keys takes the place of a run.</summary>
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
        catch (IOException exception)
        {
            string run = UnderWay(data, database) is { } id ? $"Run {id}" : "A run, or a rotation of keys,";
            throw new RunRefusal($"{run} is already under way in {data}. Wait for it, or stop it first.", exception) { IsResumable = true };
        }
    }

    /// <summary>Takes the lock together with the other processes that share a run.</summary>
    /// <exception cref="RunRefusal">A run that is not shared, or a rotation of keys, holds it.</exception>
    public static RunLock Share(string data)
    {
        Directory.CreateDirectory(data);
        string path = Path.Combine(data, "run.lock");
        try
        {
            using (new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite))
                return new RunLock(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read));
        }
        catch (IOException exception)
        {
            throw new RunRefusal($"A run that is not shared, or a rotation of keys, is under way in {data}. Wait for it, or stop it first.", exception) { IsResumable = true };
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
