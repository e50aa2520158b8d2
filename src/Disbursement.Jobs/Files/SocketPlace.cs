using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Disbursement.Jobs.Files;

/// <summary>
/// The place of a socket: whether nobody but its owner can put something else there, and who is at the other end. Only Linux tells the
/// owners; elsewhere the rights on the folder are all that protects it.
/// </summary>
internal static unsafe partial class SocketPlace
{
    private const int CurrentFolder = -100;
    private const int NoFollow = 0x100;
    private const uint AskAll = 0x7FF;
    private const int UserAt = 20;
    private const int ModeAt = 28;
    private const int TypeMask = 0xF000;
    private const int SocketType = 0xC000;
    private const int FolderType = 0x4000;
    private const int StatxSize = 256;
    private const int SocketLevel = 1;
    private const int PeerCredentials = 17;
    private const int UserInPeer = 4;
    private const uint Root = 0;

    private static readonly FileRemark NoFolder = new("its folder is not there, or is a link", "其文件夹不存在，或是链接");

    private static readonly FileRemark OpenFolder = new(
        "others may write in its folder: take that right away (chmod o-w,g-w)", "他人可以写入其文件夹：请取消该权限（chmod o-w,g-w）");

    private static readonly FileRemark OtherFolder = new("its folder belongs to somebody else", "其文件夹属于他人");

    private static readonly FileRemark OtherThing = new("something else than a socket of this user is there", "该处已有他物，或是他人的套接字");

    private static readonly FileRemark OtherOwner = new(
        "whoever listens there is not the owner of its folder", "在该处监听的不是其文件夹的所有者");

    /// <summary>Why the service does not put its socket there; null where it may, also over a socket of its own that was left.</summary>
    public static FileRemark? WhyNot(string path)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!OperatingSystem.IsLinux())
            return Directory.Exists(folder) ? null : NoFolder;
        if (Look(folder) is not { Type: FolderType } around)
            return NoFolder;
        if (around.User != User())
            return OtherFolder;
        if (IsOpen(around.Mode))
            return OpenFolder;

        return Look(path) is { } there && (there.Type != SocketType || there.User != User()) ? OtherThing : null;
    }

    /// <summary>Why a password is not given to whoever is at the other end; null where the owner of the folder listens there.</summary>
    public static FileRemark? WhyNotTrusted(string path, Socket connected)
    {
        if (!OperatingSystem.IsLinux())
            return null;
        if (Look(Path.GetDirectoryName(Path.GetFullPath(path))!) is not { Type: FolderType } around)
            return NoFolder;

        if (IsOpen(around.Mode))
            return OpenFolder;

        return PeerOf(connected) is { } user && (user == around.User || user == Root) ? null : OtherOwner;
    }

    /// <summary>The user at the other end of a socket; null where the system does not tell.</summary>
    public static uint? PeerOf(Socket socket)
    {
        if (!OperatingSystem.IsLinux())
            return null;

        Span<byte> peer = stackalloc byte[12];
        return socket.GetRawSocketOption(SocketLevel, PeerCredentials, peer) == peer.Length
            ? MemoryMarshal.Read<uint>(peer[UserInPeer..])
            : null;
    }

    private static bool IsOpen(int mode) => (mode & 0x12) != 0;

    private static (uint User, int Type, int Mode)? Look(string path)
    {
        byte* state = stackalloc byte[StatxSize];
        return Statx(CurrentFolder, path, NoFollow, AskAll, state) == 0
            ? (*(uint*)(state + UserAt), *(ushort*)(state + ModeAt) & TypeMask, *(ushort*)(state + ModeAt))
            : null;
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, byte* state);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint User();
}
