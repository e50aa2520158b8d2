using System.Globalization;
using Disbursement.Jobs.Runs;

namespace Disbursement.Jobs.Proofs;

/// <summary>A folder of its own below the work folder, for its owner alone: payment files are written there and vanish again.</summary>
/// <remarks>
/// Its holder keeps a lock in it. A folder whose lock nobody holds is what a killed process left, and is emptied by the next one.
/// </remarks>
internal sealed class ReplayFolder : IDisposable
{
    private const string Prefix = "replay-";
    private const string LockName = "lock";
    private const int MostAtOnce = 64;

    private readonly FileStream _lock;

    private ReplayFolder(string path, FileStream held)
    {
        Root = path;
        _lock = held;
    }

    public string Root { get; }

    /// <summary>Takes a free folder below the data folder.</summary>
    /// <exception cref="RunRefusal">There is none to be had.</exception>
    public static ReplayFolder Take(string data)
    {
        string work = Path.Combine(data, "work");
        foreach (string left in Directory.Exists(work) ? Directory.GetDirectories(work, Prefix + "*") : [])
            TryTake(left)?.Dispose();

        for (int i = 1; i <= MostAtOnce; i++)
        {
            string path = Path.Combine(work, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{i}"));
            Directory.CreateDirectory(work);
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(path);
            else
                Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            if (TryTake(path) is { } folder)
                return folder;
        }

        throw new RunRefusal($"No folder can be taken in {work}: the disk is full, or {MostAtOnce} replays are under way.")
        {
            Chinese = $"在 {work} 中无法建立文件夹：磁盘已满，或已有 {MostAtOnce} 次重算正在进行。",
            IsResumable = true,
        };
    }

    /// <summary>An empty folder for the replay of one run; that of the run before is gone.</summary>
    public string Empty()
    {
        string run = Path.Combine(Root, "run");
        if (Directory.Exists(run))
            Directory.Delete(run, recursive: true);
        Directory.CreateDirectory(run);
        return run;
    }

    public void Dispose()
    {
        Clear();
        _lock.Dispose();
        try
        {
            Directory.Delete(Root);
        }
        catch (IOException)
        {
            // Somebody has taken it meanwhile.
        }
    }

    private static ReplayFolder? TryTake(string path)
    {
        try
        {
            ReplayFolder folder = new(path, new FileStream(
                Path.Combine(path, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose));
            folder.Clear();
            return folder;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private void Clear()
    {
        foreach (string folder in Directory.GetDirectories(Root))
            Directory.Delete(folder, recursive: true);
        foreach (string file in Directory.GetFiles(Root))
        {
            if (Path.GetFileName(file) != LockName)
                File.Delete(file);
        }
    }
}
