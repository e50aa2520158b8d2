using System.Globalization;

namespace Disbursement.Domain.Households;

/// <summary>
/// The line of a text file or the row of a sheet, 1-based. Where several sheets of a workbook are read, it holds the number of the sheet
/// too. The value is what files and the database keep; people are always shown the text.
/// </summary>
public readonly record struct RowNumber(long Value) : IComparable<RowNumber>
{
    private const int SheetShift = 32;

    /// <summary>The number of the sheet in its workbook, 1-based; 0 where one table is read.</summary>
    public int Sheet => (int)(Value >> SheetShift);

    /// <summary>The line or row.</summary>
    public long Row => Value & uint.MaxValue;

    /// <summary>For lists and JSON: the number where one table is read, otherwise the text.</summary>
    public object Cell => Sheet == 0 ? Row : ToString();

    public static implicit operator RowNumber(long value) => new(value);

    /// <summary>A row of one of several sheets.</summary>
    public static RowNumber InSheet(int sheet, long row) => new((long)sheet << SheetShift | row);

    /// <summary>The sheet by its name, where it is known.</summary>
    public string Say(IReadOnlyList<string> sheets) => Sheet > 0 && Sheet <= sheets.Count
        ? string.Create(CultureInfo.InvariantCulture, $"{sheets[Sheet - 1]}!{Row}")
        : ToString();

    public int CompareTo(RowNumber other) => Value.CompareTo(other.Value);

    /// <summary>The line, as <c>5</c>, or sheet and row, as <c>2!5</c>.</summary>
    public override string ToString() => Sheet == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{Row}")
        : string.Create(CultureInfo.InvariantCulture, $"{Sheet}!{Row}");
}
