using System.Globalization;
using CsvHelper;
using Disbursement.Domain.Amounts;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Workbooks;

namespace Disbursement.Jobs.Reports;

/// <summary>A list as somebody sees it, for a spreadsheet: no cell is taken for a formula.</summary>
internal static class ListTable
{
    private const int Width = 18, Decimals = 3;

    /// <summary>As CSV: UTF-8 with byte order mark.</summary>
    public static void Write(string path, IEnumerable<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        using CsvWriter writer = PersonList.Start(path, header);
        foreach (IReadOnlyList<string> row in rows)
        {
            foreach (string cell in row)
                writer.WriteField(cell);
            writer.EndRecord();
        }
    }

    /// <summary>As a workbook: amounts, which have two decimals, are numbers that can be summed; everything else is text.</summary>
    public static void WriteWorkbook(string path, string title, IEnumerable<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        string[] columns = [.. header];
        using Stream file = PrivateFile.Create(path);
        using WorkbookFile workbook = new(file);
        workbook.Sheet(title, [.. columns.Select(_ => Width)], columns);
        foreach (IReadOnlyList<string> row in rows)
        {
            workbook.Row();
            foreach (string cell in row)
                workbook.Cell(IsAmount(cell, out Money amount) ? amount : cell);
        }

        workbook.Finish();
    }

    private static bool IsAmount(string cell, out Money amount)
    {
        amount = Money.Zero;
        return cell.Length > Decimals && cell[^Decimals] == '.' && Money.TryRead(cell, out amount);
    }
}
