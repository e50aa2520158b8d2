using System.Globalization;
using CsvHelper;
using Disbursement.Domain.Amounts;

namespace Disbursement.Jobs.Reports;

/// <summary>The lines of a report as CSV: UTF-8 with a byte order mark, CRLF; no cell is taken for a formula.</summary>
internal sealed class CsvReport(string path, IReadOnlyList<ReportColumn> columns, bool isChinese) : IReportFile
{
    private readonly CsvWriter _writer = PersonList.Start(path, columns.Select(column => column.Header(isChinese)));

    public void Add(ReportLine line)
    {
        for (int i = 0; i < columns.Count; i++)
            _writer.WriteField(Text(columns[i], line.Cells[i]));
        _writer.EndRecord();
    }

    public void Finish(AuditReport report, ReportTotals totals)
    {
        // Lines are all that a table of text holds; sums and remarks stand on the terminal and in the workbook.
    }

    public void Dispose() => _writer.Dispose();

    /// <summary>A cell as text.</summary>
    public static string Text(ReportColumn column, object? cell) => cell switch
    {
        null => "",
        long fen when column.Kind == ColumnKind.Yuan => new Money(fen).ToString(),
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        _ => cell.ToString()!,
    };
}
