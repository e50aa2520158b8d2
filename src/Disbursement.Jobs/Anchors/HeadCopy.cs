using System.Globalization;
using Disbursement.Domain.Periods;

namespace Disbursement.Jobs.Anchors;

/// <summary>
/// A folder outside the data folder that gets every head: a file for each day, which is only ever appended to. What was not reachable for a
/// while is told later what it missed.
/// </summary>
internal sealed class HeadCopy(string folder)
{
    private const string Beginning = "heads-";

    public string Folder => folder;

    /// <summary>
    /// Whether it can be looked at. It is never made: a folder whose disk is not there must not be filled on the disk below.
    /// </summary>
    public bool IsReachable => Directory.Exists(folder);

    /// <summary>
    /// Appends what follows the last line that the copy has; only the newest lines, where it has one that the heads have not.
    /// </summary>
    /// <param name="backwards">The lines of the heads file, the last one first; they are read back to where the copy ends.</param>
    /// <param name="newest">Those that were written just now.</param>
    /// <param name="now">The time, whose day in China names the file.</param>
    /// <exception cref="IOException">It is not reachable, or cannot be written.</exception>
    public void Append(IEnumerable<string> backwards, IReadOnlyList<string> newest, DateTimeOffset now)
    {
        string? last = Files().Reverse().Select(file => TailLines.Of(file).FirstOrDefault(line => HeadLine.Read(line) is not null))
            .FirstOrDefault(line => line is not null);
        Stack<string> missing = [];
        bool isKnown = last is null;
        foreach (string line in backwards)
        {
            if (line == last)
            {
                isKnown = true;
                break;
            }

            missing.Push(line);
        }

        IEnumerable<string> following = isKnown ? missing : newest;
        if (following.Any())
        {
            string day = Instants.DayInChina(now).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            AppendLines(Path.Combine(folder, $"{Beginning}{day}.txt"), following);
        }
    }

    /// <summary>Every line, day by day.</summary>
    public IEnumerable<string> Lines() => Files().SelectMany(File.ReadLines);

    /// <summary>Appends lines to a file, below one that a fault cut short.</summary>
    public static void AppendLines(string file, IEnumerable<string> lines)
    {
        using FileStream stream = new(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        bool isCut = false;
        if (stream.Length > 0)
        {
            stream.Seek(-1, SeekOrigin.End);
            isCut = stream.ReadByte() != '\n';
        }

        byte[] bytes = System.Text.Encoding.UTF8.GetBytes((isCut ? "\n" : "") + string.Concat(lines.Select(line => line + "\n")));
        stream.Seek(0, SeekOrigin.End);
        stream.Write(bytes);
    }

    private IEnumerable<string> Files() => Directory.GetFiles(folder, Beginning + "*.txt").Order(StringComparer.Ordinal);
}
