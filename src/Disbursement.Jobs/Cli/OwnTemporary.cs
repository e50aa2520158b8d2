using System.Globalization;
using System.Runtime.InteropServices;

namespace Disbursement.Jobs.Cli;

/// <summary>
/// Temporary files of this process, the libraries' too, stand in the work folder of the data folder, for their owner alone: not in a folder
/// of the machine, where others look and a kill leaves them. What a killed process left is swept by the next one.
/// </summary>
internal static partial class OwnTemporary
{
    private const char End = '.';

    /// <summary>Machines share the folder: each sweeps after its own processes alone. No name of a machine has the end in it.</summary>
    private static readonly string Prefix = $"tmp-{Environment.MachineName.ToLowerInvariant().Replace(End, '_')}{End}";

    private const uint OwnerAlone = 0x3F; // 0077
    private const int CoreFile = 4; // RLIMIT_CORE

    /// <summary>One byte is less than any image has; with none the kernel would still hand it to a program that collects images.</summary>
    private const int NoCore = 1;

    /// <summary>Whether the whole process is this program, so that it may say where temporary files go; tests are not.</summary>
    public static bool OwnsProcess { get; private set; }

    /// <summary>
    /// The process is this program: whatever it makes is for its owner alone, and where it dies, no image of its memory, with keys and
    /// people in it, is left on the disk.
    /// </summary>
    public static void TakeProcess()
    {
        OwnsProcess = true;
        if (OperatingSystem.IsWindows())
            return;

        _ = Umask(OwnerAlone);
        _ = SetLimit(CoreFile, new Limit(NoCore, NoCore));
    }

    /// <summary>
    /// Sends temporary files into an existing data folder from now on; the folder that <see cref="Leave"/> deletes, or null where nothing
    /// changes: there is no data folder yet, or this process may not write there.
    /// </summary>
    public static string? Enter(string data)
    {
        if (!OwnsProcess || !Directory.Exists(data))
            return null;

        try
        {
            string work = Path.Combine(Path.GetFullPath(data), "work");
            Sweep(work);
            string own = Path.Combine(work, Prefix + Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(own);
            else
                Directory.CreateDirectory(own, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            foreach (string name in new[] { "TMPDIR", "TMP", "TEMP" })
                Environment.SetEnvironmentVariable(name, own);
            return own;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Deletes what is left of it.</summary>
    public static void Leave(string? own)
    {
        if (own is null || !Directory.Exists(own))
            return;

        try
        {
            Directory.Delete(own, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The next process sweeps it.
        }
    }

    /// <summary>Deletes the folders of processes that are no more.</summary>
    private static void Sweep(string work)
    {
        if (!Directory.Exists(work))
            return;

        foreach (string folder in Directory.GetDirectories(work, Prefix + "*"))
        {
            if (int.TryParse(Path.GetFileName(folder).AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int id)
                && !IsAlive(id))
                Leave(folder);
        }
    }

    private static bool IsAlive(int id)
    {
        try
        {
            using System.Diagnostics.Process process = System.Diagnostics.Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "umask")]
    private static partial uint Umask(uint mask);

    [LibraryImport("libc", EntryPoint = "setrlimit")]
    private static partial int SetLimit(int resource, in Limit limit);

    /// <summary>What a process may have of something; the second is as far as it may raise the first.</summary>
    private readonly record struct Limit(nuint Now, nuint Most);
}
