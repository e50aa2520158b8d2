using System.Globalization;
using System.Xml;
using Disbursement.Jobs.Files;

namespace Disbursement.Jobs.Sheets;

/// <summary>
/// The rows of a sheet, one after another. Each cell stands where its own reference says, or after the one before it where it has none;
/// what the sheet says of its dimension is not looked at. Rows and cells without a value cost nothing.
/// </summary>
internal sealed class XlsxRows(XmlReader xml, IReadOnlyList<string> strings, HashSet<int> dayStyles, bool countsFrom1904)
{
    private const int MostMerged = 200_000;

    private readonly SheetRow _row = new();
    private int _last;

    public SheetRow Current => _row;

    /// <summary>Goes to the next row that holds something.</summary>
    public bool MoveNext()
    {
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.EndElement && xml.LocalName == "sheetData")
                return false;
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "row")
                continue;

            ReadRow();
            if (_row.Cells.Count > 0)
                return true;
        }

        return false;
    }

    /// <summary>The merged cells of a sheet, which stand after its rows.</summary>
    public static IReadOnlyList<MergedCells> MergedOf(XmlReader xml, CancellationToken stop)
    {
        List<MergedCells> merged = [];
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "mergeCell")
                continue;

            stop.ThrowIfCancellationRequested();
            string[] ends = (xml.GetAttribute("ref") ?? "").Split(':');
            if (ends.Length != 2 || !TryReference(ends[0], out int column, out int row) || !TryReference(ends[1], out _, out int lastRow))
                continue;
            if (merged.Count == MostMerged)
                throw new UnreadableFileException(
                    new FileRemark($"has more than {MostMerged} merged cells: unmerge them", $"合并单元格超过{MostMerged}个：请取消合并"));

            merged.Add(new MergedCells(row, lastRow, column));
        }

        return merged;
    }

    private void ReadRow()
    {
        int number = _last + 1;
        if (xml.GetAttribute("r") is { } written && !(
            int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > _last
                && number <= FileLimits.LastRow))
        {
            throw new UnreadableFileException(new FileRemark(
                $"numbers a row {Shown(written)} after row {_last}, which no spreadsheet does (rows go from 1 to {FileLimits.LastRow}): "
                    + $"open it in Excel or WPS and save it again",
                $"第{_last}行之后的行号为“{Shown(written)}”，电子表格不会如此（行号应为1至{FileLimits.LastRow}且递增）：请用Excel或WPS打开后重新保存"));
        }

        _last = number;
        _row.Number = number;
        _row.IsHidden = xml.GetAttribute("hidden") is "1" or "true";
        _row.Cells.Clear();
        if (xml.IsEmptyElement)
            return;

        int depth = xml.Depth, column = 0;
        bool isInOrder = true;
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "c")
                continue;

            int before = column;
            column = Place(column);
            isInOrder &= column > before;
            if (Cell(column) is { } cell)
                _row.Cells.Add(cell);
        }

        if (!isInOrder)
            Order();
    }

    private int Place(int before)
    {
        if (xml.GetAttribute("r") is not { } reference)
            return before < FileLimits.LastColumn ? before + 1 : throw new UnreadableFileException(XlsxWorkbook.Damaged);

        return TryReference(reference, out int column, out int row) && row == _row.Number
            ? column
            : throw new UnreadableFileException(new FileRemark(
                $"has a cell {Shown(reference)} in row {_row.Number}: open it in Excel or WPS and save it again",
                $"第{_row.Number}行中有单元格“{Shown(reference)}”：请用Excel或WPS打开后重新保存"));
    }

    /// <summary>Cells may stand in any order in the file, but each place once.</summary>
    private void Order()
    {
        _row.Cells.Sort((left, right) => left.Column.CompareTo(right.Column));
        for (int i = 1; i < _row.Cells.Count; i++)
        {
            if (_row.Cells[i].Column == _row.Cells[i - 1].Column)
            {
                string place = Workbook.Letters(_row.Cells[i].Column) + _row.Number.ToString(CultureInfo.InvariantCulture);
                throw new UnreadableFileException(new FileRemark(
                    $"has the cell {place} twice: open it in Excel or WPS and save it again", $"单元格{place}重复：请用Excel或WPS打开后重新保存"));
            }
        }
    }

    /// <summary>The cell that the reader stands on; null where it holds nothing.</summary>
    private SheetCell? Cell(int column)
    {
        string? type = xml.GetAttribute("t"), style = xml.GetAttribute("s"), value = null;
        if (xml.IsEmptyElement)
            return null;

        bool isFormula = false;
        int depth = xml.Depth;
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml.NodeType != XmlNodeType.Element)
                continue;
            if (xml.LocalName == "v")
                value = XlsxStrings.Content(xml);
            else if (xml.LocalName == "is")
                value = XlsxStrings.TextOf(xml);
            else if (xml.LocalName == "f")
                isFormula = true;
        }

        if (isFormula && (value is null || value.Length == 0 && type is not "str"))
            return new SheetCell(column, CellKind.Uncalculated, "", 0);
        return string.IsNullOrEmpty(value) ? null : Value(column, type, style, value);
    }

    private SheetCell? Value(int column, string? type, string? style, string value)
    {
        switch (type)
        {
            case "s":
                string text = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < strings.Count
                    ? strings[index]
                    : throw new UnreadableFileException(XlsxWorkbook.Damaged);
                return text.Length == 0 ? null : new SheetCell(column, CellKind.Text, text, 0);
            case "e":
                return new SheetCell(column, CellKind.Error, value, 0);
            case "b":
                return new SheetCell(column, CellKind.Truth, "", value is "0" or "false" ? 0 : 1);
            case "str" or "inlineStr":
                return new SheetCell(column, CellKind.Text, value, 0);
            case "d":
                return new SheetCell(column, CellKind.Text,
                    value.EndsWith("T00:00:00", StringComparison.Ordinal) ? value[..^9] : value.TrimEnd('Z'), 0);
            default:
                if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
                    || !double.IsFinite(number))
                    return new SheetCell(column, CellKind.Text, value, 0);
                bool isDay = style is not null && int.TryParse(style, NumberStyles.None, CultureInfo.InvariantCulture, out int known)
                    && dayStyles.Contains(known);
                return isDay
                    ? new SheetCell(column, CellKind.Day, "", number + (countsFrom1904 ? Workbook.DaysTo1904 : 0))
                    : new SheetCell(column, CellKind.Number, "", number);
        }
    }

    /// <summary>A reference such as <c>B12</c>, dollar signs allowed.</summary>
    private static bool TryReference(string reference, out int column, out int row)
    {
        column = row = 0;
        int at = 0;
        foreach (char character in reference)
        {
            if (character == '$')
                at++;
            else if (char.IsAsciiLetter(character) && column <= FileLimits.LastColumn)
                (column, at) = (column * 26 + (character | 0x20) - 'a' + 1, at + 1);
            else
                break;
        }

        return column is > 0 and <= FileLimits.LastColumn
            && int.TryParse(reference.AsSpan(at), NumberStyles.None, CultureInfo.InvariantCulture, out row) && row is > 0
            and <= FileLimits.LastRow;
    }

    private static string Shown(string text) => text.Length > 20 ? text[..20] + "…" : text;
}
