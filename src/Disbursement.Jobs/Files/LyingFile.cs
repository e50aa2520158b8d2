using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Disbursement.Jobs.Files;

/// <summary>
/// What lies at a path, also where its name is bytes of GB18030 that .NET cannot give to the system: then it is held, and whoever reads it
/// does so by the path of the holding, for as long as that lasts.
/// </summary>
internal sealed partial class LyingFile : IDisposable
{
    private const int HoldOnly = 0x200000;
    private const int CloseOnStart = 0x80000;

    /// <summary>Links are not followed; the bit differs from one kind of processor to another.</summary>
    private static readonly int NoFollow =
        RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm ? 0x8000 : 0x20000;

    private readonly SafeFileHandle? _held;

    private LyingFile(string path, SafeFileHandle? held) =>
        (_held, Path) = (held, held is null ? path : $"/proc/self/fd/{held.DangerousGetHandle()}");

    /// <summary>Where it is read.</summary>
    public string Path { get; }

    /// <summary>Whether its name is in GB18030.</summary>
    public bool IsHeld => _held is not null;

    /// <summary>What lies at a path; something that cannot be opened where nothing does.</summary>
    public static LyingFile At(string path)
    {
        if (!MayBeHeld(path) || System.IO.Path.Exists(path))
            return new LyingFile(path, null);

        string folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!;
        if (NameBytes.OfGb18030In(folder, System.IO.Path.GetFileName(path)) is not [var name, ..])
            return new LyingFile(path, null);

        SafeFileHandle held = Open([.. Encoding.UTF8.GetBytes(folder), (byte)'/', .. name, 0], HoldOnly | NoFollow | CloseOnStart);
        return new LyingFile(path, held.IsInvalid ? null : held);
    }

    /// <summary>Whether a file lies at a path.</summary>
    public static bool Exists(string path)
    {
        using LyingFile lying = At(path);
        return lying.IsHeld || File.Exists(path);
    }

    /// <summary>That several files of a folder have one name, but for the encoding; null where none has.</summary>
    public static FileRemark? Twins(string path)
    {
        if (!MayBeHeld(path))
            return null;

        string folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!, name = System.IO.Path.GetFileName(path);
        string[] names = [.. NameBytes.OfGb18030In(folder, name).Select(bytes => NameBytes.Escaped(bytes))];
        if (System.IO.Path.Exists(path))
            names = [name, .. names];
        return names.Length < 2 ? null : new FileRemark(
            $"has the same name as another file, but for the encoding of the name ({string.Join(", ", names)}): rename one of them",
            $"与另一个文件同名，只是文件名编码不同（{string.Join("、", names)}）：请重命名其中一个");
    }

    /// <summary>The file to be read.</summary>
    public static FileStream OpenRead(string path)
    {
        using LyingFile lying = At(path);
        return File.OpenRead(lying.Path);
    }

    public void Dispose() => _held?.Dispose();

    /// <summary>Names of ASCII alone are the same in both encodings.</summary>
    private static bool MayBeHeld(string path) => OperatingSystem.IsLinux() && !Ascii.IsValid(System.IO.Path.GetFileName(path));

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true)]
    private static partial SafeFileHandle Open(byte[] path, int flags);
}
