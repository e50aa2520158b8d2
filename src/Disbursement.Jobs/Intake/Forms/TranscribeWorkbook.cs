using System.Globalization;
using CsvHelper;
using Disbursement.Domain.Households;
using Disbursement.Domain.Words;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Sheets;

namespace Disbursement.Jobs.Intake.Forms;

/// <summary>
/// Transcribes the sheets of a workbook that have a header to lines under one header; each line knows its row, and its sheet where there
/// are several.
/// </summary>
/// <param name="book">The columns that are looked for.</param>
/// <param name="isDay">Which of them hold days: a number there is a serial number, whether or not its cell shows it as a day.</param>
/// <param name="isMerged">Which of them count for all rows of a merged cell.</param>
internal sealed class TranscribeWorkbook(ColumnBook book, Func<int, bool> isDay, Func<int, bool> isMerged)
{
    private const int FirstSerial = 61;
    private const int LastSerial = 99_999;
    private const int MostSheetsNamed = 10;
    private const string LineBreakInCell = "\v";

    private readonly FindHeader _find = new(book);
    private readonly List<string> _header = [];
    private readonly List<int?> _columns = [];

    /// <param name="from">The workbook.</param>
    /// <param name="name">Its name.</param>
    /// <param name="to">The transcript.</param>
    /// <param name="stop">Stops the writing.</param>
    /// <exception cref="UnreadableFileException">It cannot be read, or no sheet has a header.</exception>
    public Transcript Run(string from, string name, string to, CancellationToken stop)
    {
        using Workbook workbook = Workbook.Open(from, name);
        List<Table> tables = [];
        List<FileRemark> remarks = [], unread = [];
        List<(SheetOutline Sheet, FileRemark Reason)> without = [];
        foreach (SheetOutline sheet in workbook.Sheets)
        {
            List<TopRow> top = Top(workbook, sheet, stop);
            if (_find.Run(top) is { } header)
                tables.Add(Of(sheet, top, header, workbook.Sheets.Count > 1));
            else if (top.Count > 0)
                without.Add((sheet, _find.NoHeader(top)));
        }

        if (tables.Count == 0)
            throw new UnreadableFileException(NoTable(workbook, without));

        foreach ((SheetOutline sheet, _) in without)
            unread.Add(new FileRemark(
                $"sheet “{sheet.Name}” has rows but no header and was not read: {Hint}", $"工作表“{sheet.Name}”有内容但没有表头，未读取：{HintChinese}"));
        foreach (Table table in tables.Where(table => table.Sheet.IsHidden))
            remarks.Add(new FileRemark($"the hidden sheet “{table.Sheet.Name}” was read", $"已读取隐藏的工作表“{table.Sheet.Name}”"));
        if (tables.Count > 1)
            remarks.Add(new FileRemark($"several sheets were read: {Names(tables, ", ")}", $"读取了多个工作表：{Names(tables, "、")}"));
        foreach (Table table in tables)
            Unite(table);
        if (FindHeader.Ignored([.. _header], [.. _columns]) is { } ignored)
            remarks.Add(ignored);

        LineMap lines = new();
        long written = 1, titles = 0;
        using (FileStream target = PrivateFile.Create(to))
        using (CsvWriter writer = CsvWriter.Create(target, new CsvWriterOptions { NewLine = "\n", ValidateFieldCount = false }))
        {
            WriteLine(writer, _header);
            foreach (Table table in tables)
            {
                titles += table.TitleRows;
                Write(workbook, table, tables.Count > 1, writer, lines, ref written, remarks, stop);
            }
        }

        if (titles > 0)
            remarks.Add(Titles(titles));
        return new Transcript(to, name.EndsWith(".xls", StringComparison.OrdinalIgnoreCase) ? "xls" : "xlsx", ',', _header, _columns, lines)
        {
            Sheets = tables.Count > 1 ? [.. workbook.Sheets.Select(sheet => sheet.Name)] : [],
            Remarks = remarks,
            Unread = unread,
            HeaderLines = tables.Sum(table => table.Header.Rows),
            TitleLines = titles,
        };
    }

    /// <summary>That rows stand above the header, said once.</summary>
    public static FileRemark Titles(long rows) => new(
        $"{Counted.Of(rows, "row above the header was", "rows above the header were")} passed over", $"表头之上的{rows}行已略过");

    private const string Hint = "delete it if it holds nobody, or give it a header row";
    private const string HintChinese = "若无人员请删除该表，否则请补上表头";

    private static string Names(IEnumerable<Table> tables, string separator) =>
        string.Join(separator, tables.Select(table => table.Sheet.Name).Take(MostSheetsNamed));

    private static FileRemark NoTable(Workbook workbook, List<(SheetOutline Sheet, FileRemark Reason)> without)
    {
        if (without.Count == 0)
        {
            string all = string.Join(", ", workbook.Sheets.Take(MostSheetsNamed).Select(sheet => sheet.Name));
            return new FileRemark($"no header row: the workbook is empty (sheets looked at: {all})", $"工作簿为空，没有表头（已查看工作表：{all}）");
        }

        return new FileRemark(
            string.Join("; ", without.Take(MostSheetsNamed).Select(one => $"sheet “{one.Sheet.Name}”: {one.Reason.English}")),
            string.Join("；", without.Take(MostSheetsNamed).Select(one => $"工作表“{one.Sheet.Name}”：{one.Reason.Chinese}")));
    }

    private static List<TopRow> Top(Workbook workbook, SheetOutline sheet, CancellationToken stop)
    {
        List<TopRow> top = [];
        foreach (SheetRow row in workbook.Rows(sheet, stop))
        {
            string[] cells = new string[row.Cells[^1].Column];
            Array.Fill(cells, "");
            foreach (SheetCell cell in row.Cells)
                cells[cell.Column - 1] = Workbook.TextOf(cell);
            if (cells.Any(cell => !FindHeader.IsBlank(cell)))
                top.Add(new TopRow(row.Number, row.Number, cells));
            if (top.Count == FindHeader.RowsLookedAt)
                break;
        }

        return top;
    }

    private Table Of(SheetOutline sheet, List<TopRow> top, TableHeader header, bool namesSheet)
    {
        TopRow last = top[header.First + header.Rows - 1];
        if (_find.Fault(last with { Cells = header.Cells }, header.Columns) is { } fault)
        {
            throw new UnreadableFileException(namesSheet
                ? new FileRemark($"sheet “{sheet.Name}”: {fault.English}", $"工作表“{sheet.Name}”：{fault.Chinese}")
                : fault);
        }

        return new Table(sheet, header, last.Line, FindHeader.Titles(top, header).Length);
    }

    /// <summary>Gives each column of a sheet its place in the one header.</summary>
    private void Unite(Table table)
    {
        for (int i = 0; i < table.Header.Cells.Length; i++)
        {
            string cell = table.Header.Cells[i];
            int? column = table.Header.Columns[i];
            int place = column is not null ? _columns.IndexOf(column) : FindHeader.IsBlank(cell) ? -1 : _header.IndexOf(cell);
            bool isTaken = place >= 0 && table.Places.Contains(place);
            if (place < 0 && FindHeader.IsBlank(cell) || isTaken)
            {
                table.Places.Add(-1);
                continue;
            }

            if (place < 0)
            {
                place = _header.Count;
                _header.Add(string.Join(' ', cell.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
                _columns.Add(column);
            }

            table.Places.Add(place);
        }
    }

    private void Write(Workbook workbook, Table table, bool namesSheet, CsvWriter writer, LineMap lines, ref long written,
        List<FileRemark> remarks, CancellationToken stop)
    {
        string[] cells = new string[_header.Count];
        MergedValues merged = new(workbook, table.Sheet, table.Header.Columns, isMerged);
        long hidden = 0, beyond = 0;
        int firstHidden = 0, firstBeyond = 0;
        foreach (SheetRow row in workbook.Rows(table.Sheet, stop))
        {
            if (row.Number <= table.LastHeaderRow)
                continue;

            Array.Fill(cells, "");
            bool isBlank = true;
            foreach (SheetCell cell in row.Cells)
            {
                int place = cell.Column <= table.Places.Count ? table.Places[cell.Column - 1] : -1;
                string text = Text(cell, place < 0 ? null : _columns[place], workbook.CountsFrom1904);
                if (FindHeader.IsBlank(text))
                    continue;

                isBlank = false;
                if (place >= 0)
                    cells[place] = text;
                else if (beyond++ == 0)
                    firstBeyond = row.Number;
            }

            if (isBlank)
                continue;
            foreach ((int column, string value) in merged.Over(row.Number, column => cells[_columns.IndexOf(column)].Length == 0, stop))
                cells[_columns.IndexOf(column)] = value;
            if (row.IsHidden && hidden++ == 0)
                firstHidden = row.Number;

            written++;
            lines.Add(written, namesSheet ? RowNumber.InSheet(table.Sheet.Number, row.Number).Value : row.Number);
            WriteLine(writer, cells);
        }

        if (hidden > 0)
            remarks.Add(new FileRemark(
                $"sheet “{table.Sheet.Name}”: {Counted.Of(hidden, "hidden row was", "hidden rows were")} read, the first is row "
                    + $"{firstHidden}",
                $"工作表“{table.Sheet.Name}”：读取了{hidden}个隐藏行，首个为第{firstHidden}行"));
        if (beyond > 0)
            remarks.Add(new FileRemark(
                $"sheet “{table.Sheet.Name}”: {Counted.Of(beyond, "cell under no header was", "cells under no header were")} ignored, "
                + $"the first in row {firstBeyond}", $"工作表“{table.Sheet.Name}”：{beyond}个无列名的单元格被忽略，首个在第{firstBeyond}行"));
    }

    private string Text(in SheetCell cell, int? column, bool countsFrom1904)
    {
        bool isSerial = cell.Kind == CellKind.Number && column is { } known && isDay(known) && cell.Number == Math.Floor(cell.Number)
            && cell.Number is >= FirstSerial and <= LastSerial;
        // A cell that shows a day may hold its time of day too, as databases export it; the day is what a roster asks for.
        bool isTimed = cell.Kind == CellKind.Day && column is { } date && isDay(date) && cell.Number >= FirstSerial;
        double shift = isSerial && countsFrom1904 ? Workbook.DaysTo1904 : 0;
        if ((isSerial || isTimed) && Workbook.DayOf(Math.Floor(cell.Number) + shift) is { } day)
            return day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

        string text = Workbook.TextOf(cell);
        return text.AsSpan().IndexOfAny('\r', '\n') < 0
            ? text
            : text.Trim().ReplaceLineEndings(column is null ? " " : LineBreakInCell);
    }

    private static void WriteLine(CsvWriter writer, IReadOnlyList<string> cells)
    {
        foreach (string cell in cells)
            writer.WriteField(cell);
        writer.EndRecord();
    }

    /// <summary>A sheet that has a header.</summary>
    private sealed record Table(SheetOutline Sheet, TableHeader Header, long LastHeaderRow, int TitleRows)
    {
        /// <summary>For each column of the sheet, its place in the one header; -1 where it has none.</summary>
        public List<int> Places { get; } = [];
    }
}
