namespace Disbursement.Jobs.Sheets;

/// <summary>What a cell holds.</summary>
internal enum CellKind : byte
{
    Text,
    Number,

    /// <summary>A number that the cell shows as a date.</summary>
    Day,
    Truth,

    /// <summary>An error value such as <c>#N/A</c>; the text names it.</summary>
    Error,

    /// <summary>A formula without a result: the program that wrote it did not calculate.</summary>
    Uncalculated,
}

/// <summary>A cell that is not empty.</summary>
/// <param name="Column">Its column, from 1.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Text">Its text, or the name of its error.</param>
/// <param name="Number">Its number; of a day, the serial number in the 1900 system whatever the workbook counts in; of a truth, 1 or
/// 0.</param>
internal readonly record struct SheetCell(int Column, CellKind Kind, string Text, double Number);

/// <summary>A row of a sheet. One object serves all rows: it is valid until the next is read.</summary>
internal sealed class SheetRow
{
    /// <summary>Its number in the sheet, from 1.</summary>
    public int Number { get; set; }

    public bool IsHidden { get; set; }

    /// <summary>The cells that hold something, by column.</summary>
    public List<SheetCell> Cells { get; } = [];
}

/// <summary>A sheet, before its rows are read.</summary>
/// <param name="Number">Its place in the workbook, from 1.</param>
/// <param name="Name">What its tab says.</param>
/// <param name="IsHidden">Whether the tab is hidden.</param>
internal sealed record SheetOutline(int Number, string Name, bool IsHidden);

/// <summary>Cells that are merged: the value stands in the first row and column. All numbers count from 1 and are inclusive.</summary>
internal readonly record struct MergedCells(int FirstRow, int LastRow, int FirstColumn);
