using System.Globalization;
using System.Xml;
using CsvHelper;
using Disbursement.Jobs.Privacy;
using MiniExcelLibs;

namespace Disbursement.Jobs.Intake;

/// <summary>Transcribes the first sheet of a workbook to CSV lines, one for each sheet row, so that line numbers are row numbers.</summary>
internal static class TranscribeWorkbook
{
    private const int MostColumns = 256;

    /// <summary>Writes the transcript, or says why the workbook cannot be read.</summary>
    public static FileRemark? Run(string from, string to, CancellationToken stop)
    {
        try
        {
            using FileStream source = new(from, FileMode.Open, FileAccess.Read, FileShare.Read);
            using FileStream target = PrivateFile.Create(to);
            using CsvWriter writer = CsvWriter.Create(target, new CsvWriterOptions { NewLine = "\n", ValidateFieldCount = false });
            int columns = 0;
            foreach (IDictionary<string, object?> row in source.Query(useHeaderRow: false, excelType: ExcelType.XLSX)
                .Cast<IDictionary<string, object?>>())
            {
                stop.ThrowIfCancellationRequested();
                if (row.Count > MostColumns)
                    return new FileRemark($"has more than {MostColumns} columns: not a roster", $"超过{MostColumns}列，不是花名册");

                List<string> cells = [.. row.Values.Select(Text)];
                if (columns == 0)
                    columns = cells.FindLastIndex(cell => cell.Length > 0) + 1;
                if (columns == 0)
                    return new FileRemark("the first row of the first sheet is empty: no header row", "第一个工作表首行为空，没有表头");

                int used = Math.Max(columns, cells.FindLastIndex(cell => cell.Length > 0) + 1);
                for (int i = 0; i < used; i++)
                    writer.WriteField(i < cells.Count ? cells[i] : "");
                writer.EndRecord();
            }

            return columns == 0 ? new FileRemark("the first sheet is empty: no header row", "第一个工作表为空，没有表头") : null;
        }
        catch (Exception exception)
            when (exception is XmlException or InvalidDataException or InvalidOperationException or KeyNotFoundException or FormatException
            or ArgumentException or NullReferenceException or OverflowException or IndexOutOfRangeException)
        {
            // MiniExcel has no error type of its own for a damaged workbook.
            return new FileRemark("is a damaged workbook", "工作簿已损坏");
        }
    }

    private static string Text(object? cell) => cell switch
    {
        null => "",
        string text => text.AsSpan().IndexOfAny('\r', '\n') < 0
            ? text
            : text.Trim().Replace("\r\n", "\v", StringComparison.Ordinal).Replace('\n', '\v').Replace('\r', '\v'),
        DateTime { TimeOfDay.Ticks: 0 } date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime moment => moment.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        // A number cell holds 15 digits; of a longer id or account the end is lost, and scientific notation says so.
        double number when Math.Abs(number) >= 1e15 => number.ToString("0.##############E+0", CultureInfo.InvariantCulture),
        double number => number.ToString("0.##########", CultureInfo.InvariantCulture),
        bool flag => flag ? "yes" : "no",
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        _ => cell.ToString() ?? "",
    };
}
