using System.Runtime.InteropServices;

namespace Disbursement.Jobs.Files;

/// <summary>
/// Tells a plain file from everything else that may carry a file's name. Nothing is opened: opening a pipe waits, opening a device may act.
/// </summary>
internal static unsafe partial class RegularFile
{
    private const int CurrentFolder = -100;
    private const int NoFollow = 0x100;
    private const uint AskType = 1;
    private const int ModeAt = 28;
    private const int TypeMask = 0xF000;
    private const int PlainType = 0x8000;
    private const int LinkType = 0xA000;
    private const int StatxSize = 256;

    private static readonly FileRemark OtherKind = new(
        "is a pipe, a socket or a device, not a file: put the file itself here", "是管道、套接字或设备，不是文件：请放入文件本身");

    private static readonly FileRemark Link = new("is a link: put the file itself here", "是链接，请放入文件本身");

    /// <summary>Why the path is not a file that can be read from start to end; null where it is one.</summary>
    /// <param name="path">The path.</param>
    /// <param name="mayBeLink">Whether a link to a plain file will do: for what an administrator sets up, not for what is handed
    /// in.</param>
    public static FileRemark? WhyNot(string path, bool mayBeLink = false)
    {
        if (LyingFile.Twins(path) is { } twins)
            return twins;

        using LyingFile lying = LyingFile.At(path);
        if (!mayBeLink && !lying.IsHeld && new FileInfo(path).LinkTarget is not null)
            return Link;
        if (Directory.Exists(lying.Path))
            return new FileRemark("is a folder, not a file: put the files themselves here", "是文件夹，不是文件：请把其中的文件直接放在此处");

        // Only Linux has the other kinds in folders that people use. What is held is itself no link that was followed.
        return !OperatingSystem.IsLinux() ? null : TypeOf(lying.Path, mayBeLink || lying.IsHeld ? 0 : NoFollow) switch
        {
            null or PlainType => null,
            LinkType => Link,
            _ => OtherKind,
        };
    }

    private static int? TypeOf(string path, int flags)
    {
        byte* state = stackalloc byte[StatxSize];
        return Statx(CurrentFolder, path, flags, AskType, state) == 0 ? *(ushort*)(state + ModeAt) & TypeMask : null;
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, byte* state);
}
