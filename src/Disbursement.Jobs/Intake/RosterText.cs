using System.Text;
using CsvHelper;

namespace Disbursement.Jobs.Intake;

/// <summary>Opens a roster's text: which character separates, which column is which.</summary>
internal static class RosterText
{
    private const int MostColumns = 1024;

    /// <summary>Characters that may stand between the cells.</summary>
    public static IReadOnlyList<char> Separators { get; } = [',', '\t', ';', '|'];

    /// <summary>Options that lose no row in silence.</summary>
    public static CsvReaderOptions Options(char separator, Action<CsvMalformedRecord>? onMalformed) => new()
    {
        Separator = separator,
        BufferSize = 1 << 20,
        TrackLineNumbers = true,
        AllowLineBreaksInQuotes = false,
        MalformedData = CsvMalformedDataHandling.Skip,
        FieldCountMismatch = CsvFieldCountHandling.Skip,
        IncludeValuesInExceptions = false,
        OnMalformedRecord = onMalformed,
    };

    /// <summary>Reads the header row.</summary>
    /// <returns>Why the file is no roster, or null.</returns>
    public static FileRemark? ReadHeader(OpenedRoster roster, RosterReading reading)
    {
        string line = FirstLine(roster.TextPath);
        (char separator, string[] header)[] splits = [.. Separators.Select(separator => (separator, Split(line, separator)))];
        (reading.Separator, string[] cells) = splits.MaxBy(split => split.header.Count(cell => RosterColumns.Find(cell) is not null));
        RosterColumn?[] columns = [.. cells.Select(RosterColumns.Find)];
        if (cells.Length > MostColumns)
            return new FileRemark($"has {cells.Length} columns: not a roster", $"有{cells.Length}列，不是花名册");
        if (columns.All(column => column is null))
            return new FileRemark("no header row: none of its first line's cells is the name of a column", "没有表头：首行没有任何已知列名");

        RosterColumn[] missing = [.. RosterColumns.Needed.Where(needed => !columns.Contains(needed))];
        if (missing.Length > 0)
        {
            return new FileRemark(
                $"required columns are missing: {string.Join(", ", missing.Select(column => $"{column.English()} {column.InChinese()}"))}",
                $"缺少必需的列：{string.Join("、", missing.Select(column => $"{column.InChinese()} {column.English()}"))}");
        }

        if (columns.Where(column => column is not null).GroupBy(column => column)
            .FirstOrDefault(group => group.Count() > 1)?.Key is { } twice)
            return new FileRemark($"the column {twice.English()} stands twice", $"列“{twice.InChinese()}”重复");

        string[] unknown =
            [.. cells.Where((cell, i) => columns[i] is null && cell.Trim().Length > 0 && !RosterColumns.IsRejectColumn(cell))];
        if (unknown.Length > 0)
            reading.Warnings.Add(new FileRemark(
                $"unknown columns are ignored: {string.Join(", ", unknown.Take(20))}", $"忽略未知列：{string.Join("、", unknown.Take(20))}"));
        reading.Header = cells;
        reading.Columns = columns;
        return null;
    }

    /// <summary>The header row.</summary>
    public static string FirstLine(string path)
    {
        byte[] bytes = new byte[OpenRoster.LongestLine + 4];
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
        int read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        ReadOnlySpan<byte> start = bytes.AsSpan(0, read);
        if (start.StartsWith(Encoding.UTF8.Preamble))
            start = start[3..];
        int end = start.IndexOfAny((byte)'\n', (byte)'\r');
        return Encoding.UTF8.GetString(end < 0 ? start : start[..end]);
    }

    /// <summary>The cells of a line.</summary>
    public static string[] Split(string line, char separator)
    {
        using CsvReader reader =
            CsvReader.Create(Encoding.UTF8.GetBytes(line), new CsvReaderOptions { Separator = separator, HasHeader = false });
        if (!reader.Read())
            return [];

        string[] cells = new string[reader.FieldCount];
        for (int i = 0; i < cells.Length; i++)
            cells[i] = reader.GetString(i);
        return cells;
    }
}
