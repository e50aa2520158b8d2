using System.Globalization;
using Disbursement.Domain.Words;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Sheets;

namespace Disbursement.Jobs.Intake.Forms;

/// <summary>One of the first rows of a table.</summary>
/// <param name="Line">Its line, or row in the sheet, from 1.</param>
/// <param name="LastLine">The line on which it ends: a quoted header cell may hold line breaks.</param>
/// <param name="Cells">Its cells.</param>
internal sealed record TopRow(long Line, long LastLine, string[] Cells);

/// <summary>The header of a table.</summary>
/// <param name="First">Index of its first row among the top rows.</param>
/// <param name="Rows">How many rows it has: one or two.</param>
/// <param name="Cells">What it says, by place; of two rows, both texts.</param>
/// <param name="Columns">The known column at each place.</param>
internal sealed record TableHeader(int First, int Rows, string[] Cells, int?[] Columns);

/// <summary>
/// Finds the header of a table among its first rows: forms have titles above it, and groups of columns in a row of their own.
/// </summary>
internal sealed class FindHeader(ColumnBook book)
{
    /// <summary>How many rows are looked at.</summary>
    public const int RowsLookedAt = 20;
    private const int MostColumns = 1024;
    private const int MostNamed = 20;

    private readonly int _enough = Math.Max(1, (book.Needed.Count() + 1) / 2);

    /// <summary>The first row, or two, that names at least half of the needed columns; null where none does.</summary>
    public TableHeader? Run(IReadOnlyList<TopRow> rows)
    {
        for (int i = 0; i < rows.Count; i++)
        {
            string[] upper = rows[i].Cells;
            bool isFull = NeededIn(Columns(upper)) >= _enough;
            if (i + 1 < rows.Count && Together(upper, rows[i + 1].Cells, isFull) is { } both)
                return both with { First = i };
            if (isFull)
                return new TableHeader(i, 1, upper, Columns(upper));
        }

        return null;
    }

    /// <summary>How many known columns the best of the rows names: what a refusal tells when there is no header.</summary>
    public TopRow? Best(IReadOnlyList<TopRow> rows) =>
        rows.Where(row => Columns(row.Cells).Any(column => column is not null)).MaxBy(row => NeededIn(Columns(row.Cells)));

    /// <summary>Why no row is a header.</summary>
    public FileRemark NoHeader(IReadOnlyList<TopRow> rows)
    {
        if (Best(rows) is { } best)
            return Fault(best, Columns(best.Cells))!;

        string names = string.Join("、", book.Needed.Select(column => column.Chinese[0])),
            english = string.Join(", ", book.Needed.Select(column => column.English[0]));
        return new FileRemark(
            $"no header row: none of the first {RowsLookedAt} rows names the columns {english}; "
                + "put the column names in one row above the people",
            $"没有表头：前{RowsLookedAt}行没有已知列名（{names}）；请在人员数据上方用一行写明各列名称");
    }

    /// <summary>What is wrong with a header that was found; null where nothing is.</summary>
    public FileRemark? Fault(TopRow row, int?[] columns)
    {
        string[] cells = row.Cells;
        if (LastUsed(cells) is var used && used > MostColumns)
            return new FileRemark($"has {Counted.Of(used, "column")}: not a roster", $"有{used}列，不是花名册");
        if (columns.Where(column => column is not null).GroupBy(column => column)
            .FirstOrDefault(group => group.Count() > 1)?.Key is { } twice)
            return Twice(row, columns, book[twice]);
        if (NearNames(row, columns) is { } near)
            return near;

        ColumnName[] missing = [.. book.Needed.Where(needed => !columns.Contains(needed.Id))];
        return missing.Length == 0 ? null : new FileRemark(
            $"required columns are missing: {string.Join(", ", missing.Select(column => $"{column.English[0]} {column.Chinese[0]}"))}; add "
                + $"them to the header in row {row.LastLine}",
            $"缺少必需的列：{string.Join("、", missing.Select(column => $"{column.Chinese[0]} {column.English[0]}"))}；请在第{row.LastLine}行表头中补上");
    }

    /// <summary>The rows above a header that say something.</summary>
    /// <exception cref="UnreadableFileException">One of them is somebody's: to pass it over would lose a member of a family.</exception>
    public static TopRow[] Titles(IReadOnlyList<TopRow> rows, TableHeader header)
    {
        TopRow[] titles = [.. rows.Take(header.First).Where(row => !row.Cells.All(IsBlank))];
        if (titles.FirstOrDefault(row => row.Cells.Any(RowShape.NamesPerson)) is { } somebody)
        {
            throw new UnreadableFileException(new FileRemark(
                $"row {somebody.Line} stands above the header (row {rows[header.First].Line}) and looks like a person's: "
                    + "move the header to the top",
                $"第{somebody.Line}行位于表头（第{rows[header.First].Line}行）之上，却像是人员数据：请把表头移到最上方"));
        }

        return titles;
    }

    /// <summary>Header cells that name no column, told once.</summary>
    public static FileRemark? Ignored(string[] cells, int?[] columns)
    {
        string[] unknown =
            [.. cells.Where((cell, i) => columns[i] is null && !IsBlank(cell) && !RejectColumns.Has(cell)).Select(Shown)];
        return unknown.Length == 0 ? null : new FileRemark(
            $"unknown columns are ignored: {string.Join(", ", unknown.Take(MostNamed))}",
            $"忽略未知列：{string.Join("、", unknown.Take(MostNamed))}");
    }

    public int?[] Columns(IReadOnlyList<string> cells) => [.. cells.Select(book.Find)];

    public static bool IsBlank(string cell) =>
        cell.All(character => char.IsWhiteSpace(character) || character is '\uFEFF' or '\u200B' or '\u001A');

    private static int LastUsed(string[] cells) => Array.FindLastIndex(cells, cell => !IsBlank(cell)) + 1;

    private int NeededIn(int?[] columns) => book.Needed.Count(needed => columns.Contains(needed.Id));

    /// <summary>Two rows as one header: the lower names columns only where the upper names a group or nothing.</summary>
    private TableHeader? Together(string[] upper, string[] lower, bool isUpperFull)
    {
        int width = Math.Max(upper.Length, lower.Length);
        int?[] columns = new int?[width], lowerColumns = Columns(lower);
        string[] cells = new string[width];
        string group = "";
        int gained = 0;
        for (int i = 0; i < width; i++)
        {
            string above = i < upper.Length ? upper[i].Trim() : "", below = i < lower.Length ? lower[i].Trim() : "";
            int? own = book.Find(above);
            group = IsBlank(above) ? group : own is null ? above : "";
            int? beneath = IsBlank(below) ? null : (i < lowerColumns.Length ? lowerColumns[i] : null) ?? book.Find(group + below);
            // Under a column that has its name already, a row of the header has nothing, or the same again.
            if (own is not null && !IsBlank(below) && beneath != own)
                return null;

            columns[i] = own ?? beneath;
            cells[i] = IsBlank(below) || own is not null ? above : IsBlank(above) ? below : $"{above} {below}";
            gained += own is null && beneath is not null ? 1 : 0;
        }

        return gained > 0 && NeededIn(columns) >= _enough && (
            isUpperFull || NeededIn(lowerColumns) < _enough || NeededIn(columns) > NeededIn(lowerColumns) || HasGroups(upper, lowerColumns))
            ? new TableHeader(0, 2, cells, columns)
            : null;
    }

    /// <summary>Whether a row above a full header gives a meaning to cells of it: it stands for groups, not for a title.</summary>
    private bool HasGroups(string[] upper, int?[] lower) =>
        Columns(upper).Where((column, i) => column is not null && (i >= lower.Length || lower[i] is null)).Any();

    private static FileRemark Twice(TopRow row, int?[] columns, ColumnName column)
    {
        int[] places = [.. Enumerable.Range(0, columns.Length).Where(i => columns[i] == column.Id)];
        string both = string.Join(", ", places.Select(i => Place(i, row.Cells[i]))),
            chinese = string.Join("、", places.Select(i => Place(i, row.Cells[i])));
        return new FileRemark(
            $"the column {column.English[0]} stands twice in row {row.LastLine}: {both}; delete one of them or give it another name",
            $"第{row.LastLine}行表头中列“{column.Chinese[0]}”重复：{chinese}；请删除其一或改名");
    }

    /// <summary>
    /// A header cell that nearly names a column which the file lacks stops the file: a column passed over can pay the dead.
    /// </summary>
    private FileRemark? NearNames(TopRow row, int?[] columns)
    {
        List<(string Found, ColumnName Meant)> near = [];
        for (int i = 0; i < row.Cells.Length; i++)
        {
            if (columns[i] is null && !IsBlank(row.Cells[i]) && !RejectColumns.Has(row.Cells[i])
                && book.Near(row.Cells[i], id => !columns.Contains(id)) is { } meant)
                near.Add((Place(i, row.Cells[i]), book[meant]));
        }

        return near.Count == 0 ? null : new FileRemark(
            $"row {row.LastLine}: {string.Join("; ", near.Select(Nearly))}; correct the name in Excel or WPS if it is that column, "
                + "or delete the column if it is not",
            $"第{row.LastLine}行表头：{string.Join("；", near.Select(NearlyChinese))}；若即该列，请在Excel或WPS中改正列名，否则请删除该列");

        static string Nearly((string Found, ColumnName Meant) one) =>
            $"column {one.Found} is not known, but nearly {one.Meant.Chinese[0]} {one.Meant.English[0]}, which the file lacks";

        static string NearlyChinese((string Found, ColumnName Meant) one) =>
            $"{one.Found}不是已知列名，但近似本文件所缺的“{one.Meant.Chinese[0]}”";
    }

    private static string Place(int index, string cell) =>
        string.Create(CultureInfo.InvariantCulture, $"{Workbook.Letters(index + 1)}“{Shown(cell)}”");

    private static string Shown(string cell)
    {
        string line = string.Join(' ', cell.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length > 40 ? line[..40] + "…" : line;
    }
}
