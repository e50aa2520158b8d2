using System.Diagnostics;
using System.Globalization;
using Disbursement.Jobs.Store.Connections;

namespace Disbursement.Jobs.Runs.Parts;

/// <summary>
/// Which processes are alive on this machine: each holds a file as long as it lives, and the operating system lets go of it when it dies,
/// however it dies. No clock is asked.
/// </summary>
internal sealed class NodeLocks : IDisposable
{
    private const string Ending = ".node";
    private const int MostLooks = 50;

    private static int made;

    private readonly string _folder;
    private readonly FileStream _own;

    public NodeLocks(string folder)
    {
        Directory.CreateDirectory(folder);
        _folder = folder;
        using Process own = Process.GetCurrentProcess();
        Name = string.Create(CultureInfo.InvariantCulture,
            $"{Environment.MachineName.ToLowerInvariant()}-{own.Id}-{own.StartTime.ToUniversalTime().Ticks}"
                + $"-{Interlocked.Increment(ref made)}");
        _own = Take(PathOf(Name));
    }

    /// <summary>The name of this process among those that share the run.</summary>
    public string Name { get; }

    /// <summary>Whether any process of this machine is alive.</summary>
    public static bool AnyHeld(string folder) => Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*" + Ending).Any(IsHeldFile);

    /// <summary>Whether a process is one of this machine, so that <see cref="IsHeld"/> can tell.</summary>
    public static bool IsLocal(string node) => node.StartsWith(Environment.MachineName.ToLowerInvariant() + "-", StringComparison.Ordinal);

    /// <summary>Whether a process of this machine is alive.</summary>
    public bool IsHeld(string node) => node == Name || IsHeldFile(PathOf(node));

    public void Dispose() => _own.Dispose();

    /// <summary>
    /// The name is this process's alone, so whoever has the file open is one that looks whether it is held, and lets go of it at once.
    /// </summary>
    private static FileStream Take(string path)
    {
        for (int look = 1; ; look++)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (IOException exception) when (look < MostLooks && !MachineFault.IsOfDisk(exception))
            {
                Thread.Sleep(look);
            }
        }
    }

    private static bool IsHeldFile(string path)
    {
        try
        {
            using FileStream free = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (IOException exception)
        {
            return exception is not (FileNotFoundException or DirectoryNotFoundException);
        }
    }

    private string PathOf(string node) => Path.Combine(_folder, node + Ending);
}
