using System.Globalization;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Batches;
using Disbursement.Jobs.Workbooks;

namespace Disbursement.Jobs.PaymentFiles;

/// <summary>
/// The payment file of a batch as a workbook: a sheet about the batch, then the payments with a totals row. A batch larger than a sheet
/// goes on in further ones.
/// </summary>
internal sealed class XlsxPaymentFile : IPaymentFile
{
    private static readonly int[] SummaryWidths = [24, 44];
    private static readonly int[] Widths = [28, 14, 14, 12, 21, 8, 10, 12, 12, 12, 14, 26, 16, 24, 12, 24];

    private readonly HashedFile _file;
    private readonly WorkbookFile _workbook;
    private readonly PaymentFileHeading _heading;

    /// <param name="path">Where the file goes; null for its hash alone.</param>
    /// <param name="heading">What the first sheet says.</param>
    /// <param name="mostRows">Rows of a sheet, the header included.</param>
    public XlsxPaymentFile(string? path, PaymentFileHeading heading, int mostRows = WorkbookFile.MostRows)
    {
        _heading = heading;
        _file = new HashedFile(path);
        _workbook = new WorkbookFile(_file, mostRows);
        Summary();
        _workbook.Sheet(Say("付款明细", "Payments"), Widths, PaymentColumns.Header(heading.IsChinese));
    }

    public void Add(PaymentLine line)
    {
        _workbook.Row();
        Text(line.PaymentNo);
        Text(line.RegionCode);
        Text(line.HouseholdNo);
        Text(line.Name);
        Text(line.IdNumber);
        Text(line.Scheme);
        Text(line.Months);
        _workbook.Yuan(line.Current.Fen);
        _workbook.Yuan(line.Arrears.Fen);
        _workbook.Yuan(-line.Offset.Fen);
        _workbook.Yuan(line.Amount.Fen);
        Text(line.BankName);
        Text(line.BankCode);
        Text(line.BankAccount);
        Text(line.AccountName);
        Text(line.Flags);
    }

    public string Finish()
    {
        _workbook.Row();
        _workbook.Text(Say("合计", "total"), CellStyle.Heading);
        for (PaymentColumn column = PaymentColumn.RegionCode; column < PaymentColumn.Current; column++)
            _workbook.Text("");
        foreach (Money sum in (ReadOnlySpan<Money>)[_heading.Current, _heading.Arrears, -_heading.Offset, _heading.Total])
            _workbook.Yuan(sum.Fen, CellStyle.YuanTotal);
        _workbook.Finish();
        _file.Dispose();
        return _file.Sha256;
    }

    public void Dispose()
    {
        _workbook.Dispose();
        _file.Dispose();
    }

    /// <summary>What XML cannot hold was found before and its payment held; it must not come this far and be written otherwise.</summary>
    private void Text(string text)
    {
        int forbidden = XmlText.FirstForbidden(text);
        if (forbidden >= 0)
            throw new InvalidOperationException($"A payment workbook cannot hold the character U+{(int)text[forbidden]:X4}.");

        _workbook.Text(text);
    }

    private void Summary()
    {
        Bureau bureau = _heading.Bureau;
        _workbook.Sheet(Say("批次摘要", "Summary"), SummaryWidths);
        _workbook.Row();
        _workbook.Text(Say("计划生育家庭补助发放批次", "Batch of family-planning benefits"), CellStyle.Heading);
        Line("批次编号", "batch", _heading.Batch);
        Line("发放轮次", "run", _heading.Run);
        Line("项目", "scheme", $"{_heading.Scheme} {_heading.SchemeTitle}");
        Line("区县", "county", $"{bureau.County} {bureau.CountyName}");
        Line("付款单位", "paying bureau", bureau.Name);
        Line("付款账号", "payer account", bureau.PayerAccount);
        Line("付款行联行号", "payer bank code", bureau.PayerBankCode);
        Line("付款日期", "value date", _heading.ValueDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Line("生成时间", "created at", _heading.CreatedInChina.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture));
        Label("付款笔数", "payments");
        _workbook.Count(_heading.Count, CellStyle.CountTotal);
        Yuan("本年（元）", "current, yuan", _heading.Current);
        Yuan("补发（元）", "arrears, yuan", _heading.Arrears);
        Yuan("抵扣（元）", "recovery, yuan", -_heading.Offset);
        Yuan("实发金额（元）", "amount, yuan", _heading.Total);
        Yuan("其中：中央资金", "funded by the centre", _heading.Funding.Central);
        Yuan("其中：省级资金", "funded by the province", _heading.Funding.Province);
        Yuan("其中：市级资金", "funded by the city", _heading.Funding.City);
        Yuan("其中：县级资金", "funded by the county", _heading.Funding.County);
        Line("参数提示", "flags",
            _heading.IsAssumed
                ? Say("ASSUMED：含假定参数，付款前须由财政部门确认", "ASSUMED: rests on assumed values; confirm them before money moves")
                : Say("无", "none"));
    }

    private void Line(string chinese, string english, string value)
    {
        Label(chinese, english);
        _workbook.Text(value);
    }

    private void Yuan(string chinese, string english, Money amount)
    {
        Label(chinese, english);
        _workbook.Yuan(amount.Fen, CellStyle.YuanTotal);
    }

    private void Label(string chinese, string english)
    {
        _workbook.Row();
        _workbook.Text(Say(chinese, english), CellStyle.Heading);
    }

    private string Say(string chinese, string english) => _heading.IsChinese ? chinese : english;
}
