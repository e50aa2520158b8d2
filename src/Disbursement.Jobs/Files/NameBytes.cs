using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace Disbursement.Jobs.Files;

/// <summary>
/// Names of files as Linux keeps them: bytes, which are no UTF-8 where an archive from a Chinese Windows was unpacked. Such names are read
/// as GB18030. .NET cannot open them, so <see cref="LyingFile"/> does.
/// </summary>
internal static unsafe partial class NameBytes
{
    /// <summary>What .NET has in a name for bytes that are not UTF-8.</summary>
    public const char NotUtf8 = '\uFFFD';

    private const int NameAt = 19;

    private static readonly Encoding StrictGb18030 = CodePagesEncodingProvider.Instance.GetEncoding(
        "gb18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    /// <summary>A name in words: UTF-8, else GB18030, else with a sign in place of each byte that is neither.</summary>
    public static string Said(ReadOnlySpan<byte> name) =>
        OfGb18030(name) ?? Encoding.UTF8.GetString(name);

    /// <summary>A name that is GB18030 and no UTF-8; null for any other.</summary>
    public static string? OfGb18030(ReadOnlySpan<byte> name)
    {
        if (Utf8.IsValid(name))
            return null;

        try
        {
            string said = StrictGb18030.GetString(name);
            return said.Any(IsNoText) ? null : said;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>The names of what lies in a folder, in words, each once.</summary>
    public static IEnumerable<string> In(string folder)
    {
        string[] names = [.. new DirectoryInfo(folder).EnumerateFileSystemInfos().Select(entry => entry.Name)];
        return names.Any(name => name.Contains(NotUtf8, StringComparison.Ordinal)) && OperatingSystem.IsLinux()
            ? BytesIn(folder).Select(name => Said(name)).Distinct(StringComparer.Ordinal)
            : names;
    }

    /// <summary>The names of what lies in a folder that are no UTF-8, in words, each once.</summary>
    public static IEnumerable<string> NoUtf8In(string folder) => OperatingSystem.IsLinux()
        ? BytesIn(folder).Where(name => !Utf8.IsValid(name)).Select(name => Said(name)).Distinct(StringComparer.Ordinal)
        : [];

    /// <summary>The names of a folder that are GB18030 and say a name, as bytes.</summary>
    public static IReadOnlyList<byte[]> OfGb18030In(string folder, string name) =>
        OperatingSystem.IsLinux() ? [.. BytesIn(folder).Where(bytes => OfGb18030(bytes) == name)] : [];

    /// <summary>Bytes for people, such as <c>\xD0\xEC.csv</c>.</summary>
    public static string Escaped(ReadOnlySpan<byte> name)
    {
        StringBuilder text = new();
        foreach (byte one in name)
            text.Append(one is > 0x20 and < 0x7F ? ((char)one).ToString() : $"\\x{one:X2}");
        return text.ToString();
    }

    /// <summary>The words of a command line, where .NET could not read the bytes of one as UTF-8.</summary>
    public static string[] Words(string[] words)
    {
        if (!OperatingSystem.IsLinux() || !words.Any(word => word.Contains(NotUtf8, StringComparison.Ordinal)))
            return words;

        List<string> given = [];
        ReadOnlySpan<byte> line = File.ReadAllBytes("/proc/self/cmdline");
        for (int end = line.IndexOf((byte)0); end >= 0; end = line.IndexOf((byte)0))
        {
            given.Add(Said(line[..end]));
            line = line[(end + 1)..];
        }

        return given.Count < words.Length ? words : [.. given.TakeLast(words.Length)];
    }

    /// <summary>Controls and characters of nobody's: no name has them, so the bytes are in some other encoding.</summary>
    private static bool IsNoText(char character) => char.IsControl(character) || character is >= '\uE000' and <= '\uF8FF';

    private static List<byte[]> BytesIn(string folder)
    {
        List<byte[]> names = [];
        nint open = OpenFolder(folder);
        if (open == 0)
            return names;

        try
        {
            for (byte* entry = NextIn(open); entry != null; entry = NextIn(open))
            {
                ReadOnlySpan<byte> name = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(entry + NameAt);
                if (!name.SequenceEqual("."u8) && !name.SequenceEqual(".."u8))
                    names.Add(name.ToArray());
            }
        }
        finally
        {
            _ = CloseFolder(open);
        }

        return names;
    }

    [LibraryImport("libc", EntryPoint = "opendir", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint OpenFolder(string folder);

    [LibraryImport("libc", EntryPoint = "readdir")]
    private static partial byte* NextIn(nint folder);

    [LibraryImport("libc", EntryPoint = "closedir")]
    private static partial int CloseFolder(nint folder);
}
