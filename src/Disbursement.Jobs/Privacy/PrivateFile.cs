using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Disbursement.Jobs.Privacy;

/// <summary>Files that only their owner may read.</summary>
internal static partial class PrivateFile
{
    /// <summary>Short enough to be no large object, which the runtime collects seldom: a run writes hundreds of files.</summary>
    private const int BufferSize = 64 << 10;
    private const int ReadOnly = 0;
    private const int NameTaken = 17;

    /// <summary>
    /// A name beside a file, for writing it before it stands in its place, that no other thread, process or machine over the same folder
    /// uses.
    /// </summary>
    public static string Beside(string path) => string.Create(System.Globalization.CultureInfo.InvariantCulture,
        $"{path}.{Environment.MachineName}-{Environment.ProcessId}-{Environment.CurrentManagedThreadId}.new");

    /// <summary>Makes the file anew, replacing what is there.</summary>
    public static FileStream Create(string path) => Open(path, FileMode.Create);

    /// <summary>Makes a file that must not be there yet: one that is keeps the rights it was made with.</summary>
    /// <exception cref="IOException">It is there.</exception>
    public static FileStream CreateNew(string path) => Open(path, FileMode.CreateNew);

    /// <summary>
    /// Makes the file that <see cref="MoveNew"/> will move: what died there is deleted and never written over, since it may be the second
    /// name of a file that stands in its place.
    /// </summary>
    public static FileStream CreateBeside(string path)
    {
        File.Delete(path);
        return CreateNew(path);
    }

    /// <summary>
    /// Makes sure that a file which was moved into a folder is still there after a power cut: its bytes are flushed with the file, its name
    /// with the folder.
    /// Windows keeps names in a journal of its own and offers no such call.
    /// </summary>
    public static void FlushNames(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;

        using SafeFileHandle handle = new(OpenFolder(folder, ReadOnly), ownsHandle: true);
        if (handle.IsInvalid)
            throw new IOException($"The folder {folder} cannot be opened to flush it (error {Marshal.GetLastPInvokeError()}).");

        RandomAccess.FlushToDisk(handle);
    }

    /// <summary>Moves a file over whatever is there, onto another disk too.</summary>
    /// <exception cref="IOException">It could not be moved; other than the system's own, it always names the place.</exception>
    public static void Move(string from, string to)
    {
        try
        {
            File.Move(from, to, overwrite: true);
        }
        catch (IOException exception) when (exception is not (FileNotFoundException or DirectoryNotFoundException)
            && !exception.Message.Contains('\'', StringComparison.Ordinal))
        {
            throw new IOException($"{exception.Message} : '{to}'", exception.HResult);
        }
    }

    /// <summary>
    /// Gives a file a name in the same folder that no other file has: of any number of threads, processes or machines that do so at once,
    /// one succeeds.
    /// </summary>
    /// <remarks>
    /// A move that must not replace is not enough off Windows: .NET looks whether the name is free and renames then, so that of two the
    /// last wins, and the first believes that it did. A second name is given in one step, or not at all.
    /// </remarks>
    /// <exception cref="IOException">The name is taken: it stays with its file, and <paramref name="from"/> is still there.</exception>
    public static void MoveNew(string from, string to)
    {
        if (!OperatingSystem.IsWindows() && Link(from, to) == 0)
        {
            File.Delete(from);
            return;
        }

        if (!OperatingSystem.IsWindows() && Marshal.GetLastPInvokeError() == NameTaken)
            throw new IOException($"The file '{to}' already exists.");

        // Windows moves in one step. Elsewhere the file system gives a file one name only (FAT, some shares) and a plain move is all that
        // can be had; or there is another trouble, which the move tells with its place.
        File.Move(from, to, overwrite: false);
    }

    /// <summary>Copies a file with its rights over whatever is there, to the disk.</summary>
    public static void Copy(string from, string to)
    {
        File.Copy(from, to, overwrite: true);
        using SafeFileHandle copied = File.OpenHandle(to, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(copied);
    }

    private static FileStream Open(string path, FileMode mode)
    {
        FileStreamOptions options = new() { Mode = mode, Access = FileAccess.Write, BufferSize = BufferSize };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial nint OpenFolder(string path, int flags);

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Link(string from, string to);
}
