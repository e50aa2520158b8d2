namespace Disbursement.Jobs.Tests.Scenarios;

/// <summary>A table as a story writes it: a line of column names, then a line for each row, cells between bars.</summary>
internal sealed record StoryTable(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>Reads a table; one of no rows is written as <c>none</c>.</summary>
    public static StoryTable Read(string text)
    {
        string[] lines = [.. text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];
        if (lines is ["none"])
            return new StoryTable([], []);

        string[][] cells = [.. lines.Select(Cells)];
        if (cells.FirstOrDefault(row => row.Length != cells[0].Length) is { } odd)
            throw new InvalidDataException($"A row has {odd.Length} cells under {cells[0].Length} columns: {string.Join(" | ", odd)}");

        return new StoryTable(cells[0], cells[1..]);
    }

    /// <summary>What of these rows, which are all there are, differs from the table; only the table's columns are looked at.</summary>
    public IEnumerable<string> Differences(IEnumerable<IReadOnlyDictionary<string, string>> found)
    {
        string[] expected = [.. Rows.Select(row => string.Join(" | ", row))], actual = [
            .. found.Select(row => string.Join(" | ", Columns.Count == 0 ? row.Values : Columns.Select(column => Cell(row, column))))];
        if (expected.SequenceEqual(actual))
            return [];

        string[] differences =
            [.. expected.Except(actual).Select(row => $"expected {row}"), .. actual.Except(expected).Select(row => $"found    {row}")];
        return differences.Length > 0 ? differences : [$"the same rows in another order or number: found {string.Join("; ", actual)}"];
    }

    private static string Cell(IReadOnlyDictionary<string, string> row, string column) =>
        row.TryGetValue(column, out string? cell)
            ? cell
            : throw new InvalidDataException($"There is no column '{column}'; there are {string.Join(", ", row.Keys)}.");

    private static string[] Cells(string line) => line is ['|', .., '|']
        ? [.. line[1..^1].Split('|').Select(cell => cell.Trim())]
        : throw new InvalidDataException($"A row of a table stands between bars: {line}");
}
