using System.Globalization;
using Disbursement.Jobs.Files;

namespace Disbursement.Jobs.Sheets;

/// <summary>
/// A workbook, read row by row: the one reader of workbooks for rosters, registers, corrections, return files and templates. It never loads
/// a sheet, and writes nothing to disk.
/// </summary>
internal abstract class Workbook : IDisposable
{
    /// <summary>Days between the epochs of the 1904 and the 1900 date system.</summary>
    public const int DaysTo1904 = 1462;

    private const double LastSerial = 2_958_466;
    private const int FirstSerialAfterLeapDay = 60;

    /// <summary>The sheets, in the order of their tabs.</summary>
    public abstract IReadOnlyList<SheetOutline> Sheets { get; }

    /// <summary>Whether its dates count from 1904. Numbers that are not shown as dates are given as they are.</summary>
    public virtual bool CountsFrom1904 => false;

    /// <summary>The rows of a sheet that hold something, from top to bottom.</summary>
    /// <exception cref="UnreadableFileException">While reading: the workbook is damaged, hostile or too large.</exception>
    public abstract IEnumerable<SheetRow> Rows(SheetOutline sheet, CancellationToken stop);

    /// <summary>The merged cells of a sheet.</summary>
    public abstract IReadOnlyList<MergedCells> Merged(SheetOutline sheet, CancellationToken stop);

    public abstract void Dispose();

    /// <summary>Opens a workbook by what its bytes say, and holds that against its name.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">Its name as people know it.</param>
    /// <exception cref="UnreadableFileException">It is no workbook that can be read, with the way out.</exception>
    public static Workbook Open(string path, string name)
    {
        bool isOldName = name.EndsWith(".xls", StringComparison.OrdinalIgnoreCase);
        return FileKinds.Of(path) switch
        {
            FileKind.Zip when isOldName => throw new UnreadableFileException(FileKinds.NewUnderOldName),
            FileKind.Zip => XlsxWorkbook.Open(path),
            FileKind.OldOffice when isOldName => XlsWorkbook.Open(path),
            FileKind.OldOffice => throw new UnreadableFileException(FileKinds.OldOrProtected),
            FileKind.Web => throw new UnreadableFileException(FileKinds.WebPage),
            _ => throw new UnreadableFileException(FileKinds.NoWorkbook),
        };
    }

    /// <summary>The day of a serial number of the 1900 system, as spreadsheets show it; null for what is no day.</summary>
    public static DateTime? DayOf(double serial)
    {
        if (!(serial >= 0 && serial < LastSerial))
            return null;

        // The 1900 system has a 29 February 1900 that never was: days before it are one later than the count says.
        return DateTime.FromOADate(serial < FirstSerialAfterLeapDay ? serial + 1 : serial);
    }

    /// <summary>The letters of a column, as in a sheet's head: 1 is A.</summary>
    public static string Letters(int column)
    {
        string letters = "";
        for (int rest = column; rest > 0; rest = (rest - 1) / 26)
            letters = (char)('A' + (rest - 1) % 26) + letters;
        return letters;
    }

    /// <summary>A cell as text, the way a CSV file of the same sheet has it.</summary>
    public static string TextOf(in SheetCell cell) => cell.Kind switch
    {
        CellKind.Text or CellKind.Error => cell.Text,
        CellKind.Uncalculated => SpreadsheetErrors.Uncalculated,
        CellKind.Truth => cell.Number == 0 ? "no" : "yes",
        CellKind.Day => DayOf(cell.Number) is { } day ? Shown(day) : NumberText(cell.Number),
        _ => NumberText(cell.Number),
    };

    private static string Shown(DateTime day) =>
        day.ToString(day.TimeOfDay.Ticks == 0 ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>A number cell holds 15 digits; of a longer id or account the end is lost, and scientific notation says so.</summary>
    private static string NumberText(double number) => Math.Abs(number) >= 1e15
        ? number.ToString("0.##############E+0", CultureInfo.InvariantCulture)
        : number.ToString("0.##########", CultureInfo.InvariantCulture);
}
