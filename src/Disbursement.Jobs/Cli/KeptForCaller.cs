using System.Globalization;
using System.Text;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Privacy;

namespace Disbursement.Jobs.Cli;

/// <summary>
/// The files of one verb that goes through the service: a folder of this call alone, and in it a place for each file that the caller names.
/// The names that a caller gives are labels here and are never opened.
/// </summary>
internal sealed class KeptForCaller
{
    /// <summary>In bytes.</summary>
    private const int LongestName = 200;

    private readonly WayOfVerb _way;
    private readonly string _folder;
    private readonly VerbFile[] _offered;
    private readonly Dictionary<(string Name, string Value), string> _places = [];

    public KeptForCaller(WayOfVerb way, string folder, VerbFile[] offered) => (_way, _folder, _offered) = (way, folder, offered);

    /// <summary>What the caller calls each place.</summary>
    public Dictionary<string, string> Names => _places.ToDictionary(one => one.Value, one => one.Key.Value);

    /// <summary>The value of a word here: a place in the folder for a file, itself for a text, null for what is the service's.</summary>
    public string? PlaceOf(string name, string value)
    {
        if (WayOfVerb.IsOfService(name))
            return null;
        if (name != _way.Reads && name != _way.Writes)
            return value;
        if (_places.TryGetValue((name, value), out string? place))
            return place;

        string leaf = value[(value.LastIndexOfAny(['/', '\\']) + 1)..];
        if (leaf is "" or "." or ".." || Encoding.UTF8.GetByteCount(leaf) > LongestName || leaf.Any(char.IsControl)
            || leaf.Contains(':', StringComparison.Ordinal))
            leaf = "file";
        return _places[(name, value)] = Path.Combine(_folder, _places.Count.ToString(CultureInfo.InvariantCulture), leaf);
    }

    public bool IsPlace(string value) => _places.ContainsValue(value);

    /// <summary>Makes the places, and fills those of files that the caller sends. A file that was not sent is not there.</summary>
    /// <exception cref="ActNotDone">The files are too large, or do not come as they were announced.</exception>
    public void Take(Func<int, IEnumerable<byte[]>> fetch)
    {
        foreach (string place in _places.Values)
            MakeFolder(Path.GetDirectoryName(place)!);
        if (_offered.Sum(file => (decimal)file.Bytes) > AnswerVerbs.MostBytes)
            throw new ActNotDone(new ActRefusal("TOO-LARGE", $"文件合计超过 {AnswerVerbs.MostBytes >> 20} MiB；请分次导入。",
                $"The files are larger than {AnswerVerbs.MostBytes >> 20} MiB together: give one after the other.") { IsUsage = true });

        for (int i = 0; i < _offered.Length; i++)
        {
            if (_places.TryGetValue((_way.Reads, _offered[i].Name), out string? place))
                Keep(place, _offered[i], fetch(i));
        }
    }

    /// <summary>What the verb has written: the name in the caller's folder, or an empty one for the caller's file itself.</summary>
    public IEnumerable<(string Name, string Place)> Written()
    {
        foreach (((string name, string _), string place) in _places)
        {
            if (name != _way.Writes)
                continue;
            if (!_way.WritesFolder)
            {
                if (File.Exists(place))
                    yield return ("", place);
                continue;
            }

            foreach (string file in Directory.Exists(place) ? Directory.GetFiles(place, "*", SearchOption.AllDirectories) : [])
                yield return (Path.GetRelativePath(place, file).Replace('\\', '/'), file);
        }
    }

    private static void Keep(string place, VerbFile offered, IEnumerable<byte[]> parts)
    {
        long bytes = 0;
        using FileStream file = PrivateFile.CreateNew(place);
        foreach (byte[] part in parts)
        {
            bytes += part.Length;
            if (bytes > offered.Bytes)
                throw Changed();
            file.Write(part);
        }

        if (bytes != offered.Bytes)
            throw Changed();
    }

    private static ActNotDone Changed() => new(new ActRefusal("CHANGED", "文件在读取时发生变化；请确认无人在写，然后重试。",
        "The file changed while it was read: make sure that nobody writes it, and give the command again.") { IsUsage = true });

    private static void MakeFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
