using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Disbursement.Jobs.Intake;

/// <summary>Tells a file from a pipe or a device, without waiting for somebody to write into it.</summary>
internal static partial class RegularFile
{
    private const int ReadOnlyWithoutWaiting = 0x800;

    /// <summary>Whether the path can be read as a file from start to end. Only Linux has the other kinds in folders people use.</summary>
    public static bool Is(string path)
    {
        if (!OperatingSystem.IsLinux())
            return true;

        int descriptor = Open(path, ReadOnlyWithoutWaiting);
        if (descriptor < 0)
            return true;

        using SafeFileHandle handle = new(descriptor, ownsHandle: true);
        using FileStream stream = new(handle, FileAccess.Read, 1);
        return stream.CanSeek;
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);
}
