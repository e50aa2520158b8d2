using System.Text;
using Disbursement.Jobs.Files;

namespace Disbursement.Jobs.Intake.Forms;

/// <summary>The first rows of a text, and the character that stands between its cells.</summary>
internal sealed record TextTop(char Separator, IReadOnlyList<TopRow> Rows, bool NamesSeparator)
{
    private const int MostBytes = FindHeader.RowsLookedAt * FileLimits.LongestLine;
    private const int LongestQuoted = 4096;

    /// <summary>Characters that may stand between the cells.</summary>
    private static readonly char[] Separators = [',', '\t', ';', '|'];

    /// <summary>
    /// Reads the rows for each separator and takes the one with which most columns are found; a line <c>sep=;</c> decides by itself.
    /// </summary>
    public static (TextTop Top, TableHeader? Header) Of(string path, FindHeader find)
    {
        string text = Start(path);
        (string first, _, int next) = LineAt(text, 0);
        char? named = Named(first);
        (TextTop Top, TableHeader? Header) best = default;
        int most = -1;
        foreach (char separator in named is { } one ? [one] : Separators)
        {
            IReadOnlyList<TopRow> rows = Split(text, separator, named is null ? 0 : next, named is null ? 1 : 2);
            TableHeader? header = find.Run(rows);
            int?[] columns = header?.Columns ?? find.Columns(find.Best(rows)?.Cells ?? []);
            int found = columns.Count(column => column is not null) + (header is null ? 0 : 1000);
            if (found > most)
                (best, most) = ((new TextTop(separator, rows, named is not null), header), found);
        }

        return best;
    }

    private static char? Named(string line)
    {
        string said = line.Trim(' ', '"', '\uFEFF');
        return said.Length is 4 or 5 && said.StartsWith("sep=", StringComparison.OrdinalIgnoreCase)
            ? said.Length == 4 ? ',' : Array.Find(Separators, separator => separator == said[4]) is var known and not '\0' ? known : null
            : null;
    }

    private static string Start(string path)
    {
        byte[] bytes = new byte[(int)Math.Min(MostBytes, new FileInfo(path).Length)];
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
        ReadOnlySpan<byte> start = bytes.AsSpan(0, stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
        return Encoding.UTF8.GetString(start.StartsWith(Encoding.UTF8.Preamble) ? start[3..] : start);
    }

    private static List<TopRow> Split(string text, char separator, int at, long line)
    {
        List<TopRow> rows = [];
        while (at < text.Length && rows.Count < FindHeader.RowsLookedAt)
        {
            (string[] cells, int next, int lines) = Record(text, separator, at);
            rows.Add(new TopRow(line, line + lines - 1, cells));
            (at, line) = (next, line + lines);
        }

        return rows;
    }

    private static (string[] Cells, int Next, int Lines) Record(string text, char separator, int at)
    {
        List<string> cells = [];
        int lines = 1;
        // A line that is too long is no header, whatever stands at its end.
        int most = Math.Min(text.Length, at + FileLimits.LongestLine);
        while (true)
        {
            string cell;
            if (at < text.Length && text[at] == '"' && Quoted(text, at, separator) is { } quoted)
            {
                (cell, at) = quoted;
                lines += Breaks(cell);
            }
            else
            {
                int end = at;
                while (end < most && text[end] != separator && text[end] is not ('\n' or '\r'))
                    end++;
                (cell, at) = (text[at..end], end);
            }

            cells.Add(cell);
            if (at >= text.Length)
                return ([.. cells], at, lines);
            if (text[at] != separator || at >= most)
                return ([.. cells], LineAt(text, at).Next, lines);
            at++;
        }
    }

    /// <summary>
    /// A quoted cell and where it ends; null where its quote is not closed in reach, or not followed by what may follow it.
    /// </summary>
    private static (string Cell, int End)? Quoted(string text, int at, char separator)
    {
        int end = at + 1;
        for (; end < text.Length && end - at < LongestQuoted; end++)
        {
            if (text[end] != '"')
                continue;
            if (end + 1 >= text.Length || text[end + 1] != '"')
                break;
            end++;
        }

        bool isClosed = end < text.Length && text[end] == '"'
            && (end + 1 == text.Length || text[end + 1] == separator || text[end + 1] is '\n' or '\r');
        return isClosed ? (text[(at + 1)..end].Replace("\"\"", "\"", StringComparison.Ordinal), end + 1) : null;
    }

    private static int Breaks(string cell) =>
        cell.Count(character => character is '\n' or '\r') - (cell.Length - cell.Replace("\r\n", "\n", StringComparison.Ordinal).Length);

    private static (string Line, int End, int Next) LineAt(string text, int at)
    {
        int end = text.AsSpan(at).IndexOfAny('\n', '\r') is var found && found < 0 ? text.Length : at + found;
        int next = end >= text.Length ? end : end + (text[end] == '\r' && end + 1 < text.Length && text[end + 1] == '\n' ? 2 : 1);
        return (text[at..end], end, next);
    }
}
