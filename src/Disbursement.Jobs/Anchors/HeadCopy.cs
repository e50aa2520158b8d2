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
    /// <param name="all">Every line of the heads file, the newest ones last.</param>
    /// <param name="newest">How many were written just now.</param>
    /// <param name="now">The time, whose day in China names the file.</param>
    /// <exception cref="IOException">It is not reachable, or cannot be written.</exception>
    public void Append(IReadOnlyList<string> all, int newest, DateTimeOffset now)
    {
        string? last = Files().Reverse().Select(file => File.ReadLines(file).LastOrDefault(line => HeadLine.Read(line) is not null))
            .FirstOrDefault(line => line is not null);
        int from = 0;
        if (last is not null)
        {
            from = all.Count;
            while (from > 0 && all[from - 1] != last)
                from--;
            if (from == 0)
                from = all.Count - newest;
        }

        if (from < all.Count)
        {
            string day = Instants.DayInChina(now).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            AppendLines(Path.Combine(folder, $"{Beginning}{day}.txt"), all.Skip(from));
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
