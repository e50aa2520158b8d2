using System.Globalization;
using Disbursement.Domain.Returns;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Sheets;

namespace Disbursement.Jobs.ReturnFiles;

/// <summary>Reads a return file that is a workbook: every sheet that has a header of one layout, row by row.</summary>
internal static class OpenReturnWorkbook
{
    /// <summary>Bits of a line number that hold the row; those above hold the number of the sheet, where several are read.</summary>
    public const int BitsOfRow = 21;

    private static readonly ReturnRemark Misread = new("its texts are UTF-8 that was taken for Western text, and were read as meant",
        "其中文字是被误作西文编码的UTF-8，已按原意读取");

    /// <param name="path">The workbook.</param>
    /// <param name="kind">What its bytes say it is.</param>
    /// <param name="layouts">What it may be.</param>
    /// <param name="stop">Ends the reading.</param>
    public static ReturnReading Run(string path, FileKind kind, BankLayouts layouts, CancellationToken stop)
    {
        string encoding = kind == FileKind.Zip ? "xlsx" : "xls";
        try
        {
            using Workbook workbook = Open(path, encoding);
            Found found = Look(workbook, layouts, isMisread: false, stop);
            if (found.Tables.Count == 0 && Look(workbook, layouts, isMisread: true, stop) is { Tables.Count: > 0 } mended)
                found = mended;
            List<(SheetOutline Sheet, ReturnForm Form)> tables = found.Tables;
            if (tables.Count == 0)
                return ReturnReading.Refused(found.Refusal ?? ReturnForm.NoHeader(layouts), encoding);

            int titles = tables.Sum(table => table.Form.Titles.Count);
            return new ReturnReading
            {
                Encoding = encoding,
                Layout = ReturnLayout.Columns,
                Bank = tables[0].Form.Bank,
                HeaderLines = tables.Count(table => table.Form.HeaderLine > 0),
                TitleLines = titles,
                Warnings = found.Unread,
                Remarks =
                [
                    .. found.IsMisread ? [Misread] : Array.Empty<ReturnRemark>(), .. ReturnReading.Titles(titles),
                    .. tables.Where(table => table.Sheet.IsHidden).Select(table => new ReturnRemark(
                        $"the hidden sheet “{table.Sheet.Name}” was read", $"已读取隐藏的工作表“{table.Sheet.Name}”")),
                ],
                Lines = Lines(path, encoding, found, stop),
            };
        }
        catch (UnreadableFileException exception)
        {
            return ReturnReading.Refused(new ReturnRemark(exception.Remark.English, exception.Remark.Chinese), encoding);
        }
    }

    /// <summary>The sheets that have a header; all of one layout, that of the first.</summary>
    private static Found Look(Workbook workbook, BankLayouts layouts, bool isMisread, CancellationToken stop)
    {
        Found found = new(isMisread);
        foreach (SheetOutline sheet in workbook.Sheets)
        {
            List<TopLine> top = Top(workbook, sheet, isMisread, stop);
            if (top.Count == 0)
                continue;

            (ReturnForm? form, ReturnRemark? fault) =
                ReturnForm.OfRows(top, found.Tables.Count == 0 ? layouts : BankLayouts.Only(found.Tables[0].Form.Bank));
            if (form is not null)
            {
                found.Tables.Add((sheet, form));
                continue;
            }

            ReturnRemark why = fault ?? ReturnForm.NoHeader(layouts);
            found.Unread.Add(new ReturnRemark($"sheet “{sheet.Name}” has rows and was not read: {why.English}",
                $"工作表“{sheet.Name}”有内容，未读取：{why.Chinese}"));
            found.Refusal ??= fault;
        }

        return found;
    }

    /// <summary>Whatever a bank calls the file, its bytes say what it is.</summary>
    private static Workbook Open(string path, string encoding) => Workbook.Open(path, $"answers.{encoding}");

    private static List<TopLine> Top(Workbook workbook, SheetOutline sheet, bool isMisread, CancellationToken stop)
    {
        List<TopLine> top = [];
        foreach (SheetRow row in workbook.Rows(sheet, stop))
        {
            string[] cells = new string[row.Cells[^1].Column];
            Array.Fill(cells, "");
            foreach (SheetCell cell in row.Cells)
                cells[cell.Column - 1] = isMisread ? MisreadText.Mended(Workbook.TextOf(cell)) : Workbook.TextOf(cell);
            if (cells.Any(cell => !string.IsNullOrWhiteSpace(cell)))
                top.Add(new TopLine(row.Number, cells));
            if (top.Count == ReturnForm.LinesLookedAt)
                break;
        }

        return top;
    }

    private static IEnumerable<ReturnItem> Lines(string path, string encoding, Found found, CancellationToken stop)
    {
        using Workbook workbook = Open(path, encoding);
        foreach ((SheetOutline sheet, ReturnForm form) in found.Tables)
        {
            ReadReturnLine read = new(form);
            int day = form.Places[(int)ReturnField.SettledOn];
            long above = found.Tables.Count > 1 ? (long)sheet.Number << BitsOfRow : 0;
            string[] cells = new string[form.HeaderLine > 0 ? form.Most : form.Places.Max() + 1];
            foreach (SheetRow row in workbook.Rows(sheet, stop))
            {
                if (row.Number <= form.HeaderLine)
                    continue;

                Array.Fill(cells, "");
                foreach (SheetCell cell in row.Cells.Where(cell => cell.Column <= cells.Length))
                    {
                    string text = Text(cell, cell.Column - 1 == day && workbook.CountsFrom1904);
                    cells[cell.Column - 1] = found.IsMisread ? MisreadText.Mended(text) : text;
                }

                if (cells.All(string.IsNullOrWhiteSpace))
                    continue;

                yield return read.Run(above + row.Number, string.Join('\t', cells), cells);
            }
        }
    }

    /// <summary>A cell as text; a line break within it is a space.</summary>
    private static string Text(in SheetCell cell, bool isDayFrom1904)
    {
        string text = cell.Kind == CellKind.Number && isDayFrom1904
            ? (cell.Number + Workbook.DaysTo1904).ToString("0.##########", CultureInfo.InvariantCulture)
            : Workbook.TextOf(cell);
        return text.AsSpan().IndexOfAny('\r', '\n', '\t') < 0 ? text : text.ReplaceLineEndings(" ").Replace('\t', ' ');
    }

    /// <summary>What a look at the first rows of every sheet has shown.</summary>
    private sealed class Found(bool isMisread)
    {
        public bool IsMisread => isMisread;

        public List<(SheetOutline Sheet, ReturnForm Form)> Tables { get; } = [];

        /// <summary>Sheets with rows and without a header.</summary>
        public List<ReturnRemark> Unread { get; } = [];

        public ReturnRemark? Refusal { get; set; }
    }
}
