using Disbursement.Domain.Amounts;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Workbooks;

namespace Disbursement.Jobs.Reports;

/// <summary>A report as a workbook: its lines, the sums by county and scheme, and what it cannot see.</summary>
internal sealed class WorkbookReport : IReportFile
{
    private readonly Stream _file;
    private readonly WorkbookFile _workbook;
    private readonly IReadOnlyList<ReportColumn> _columns;
    private readonly bool _isChinese;

    public WorkbookReport(string path, IReadOnlyList<ReportColumn> columns, bool isChinese)
    {
        (_columns, _isChinese) = (columns, isChinese);
        _file = PrivateFile.Create(path);
        _workbook = new WorkbookFile(_file);
        int[] widths = [.. columns.Select(column => column.Width)];
        _workbook.Sheet(isChinese ? "明细" : "lines", widths, [.. columns.Select(column => column.Header(isChinese))]);
    }

    public void Add(ReportLine line)
    {
        _workbook.Row();
        for (int i = 0; i < _columns.Count; i++)
        {
            if (line.Cells[i] is not long number)
                _workbook.Text(line.Cells[i]?.ToString() ?? "");
            else if (_columns[i].Kind == ColumnKind.Yuan)
                _workbook.Yuan(number);
            else
                _workbook.Count(number);
        }
    }

    public void Finish(AuditReport report, ReportTotals totals)
    {
        string[] header = _isChinese ? ["区县", "项目", "行数", "金额"] : ["county", "scheme", "lines", "amount"];
        _workbook.Sheet(_isChinese ? "合计" : "totals", [10, 10, 12, 18], header);
        foreach ((string county, string scheme, long lines, long fen) in totals.Sums)
            Sum(county, scheme, lines, new Money(fen), isTotal: false);
        Sum(_isChinese ? "合计" : "total", "", totals.Lines, new Money(totals.Fen), isTotal: true);
        _workbook.Sheet(_isChinese ? "说明" : "remarks", [120]);
        string unseen = _isChinese ? "本表看不到：" : "What this report cannot see:";
        foreach (string sentence in (string[])[report.Heading, .. report.Remarks, unseen, .. report.Unseen])
        {
            _workbook.Row();
            _workbook.Text(sentence);
        }

        _workbook.Finish();
    }

    public void Dispose()
    {
        _workbook.Dispose();
        _file.Dispose();
    }

    private void Sum(string county, string scheme, long lines, Money amount, bool isTotal)
    {
        _workbook.Row();
        foreach (object cell in (ReadOnlySpan<object>)[county, scheme, lines, amount])
            _workbook.Cell(cell, isTotal);
    }
}
