using Disbursement.Domain.Amounts;
using Disbursement.Jobs.Workbooks;

namespace Disbursement.Jobs.PaymentFiles;

/// <summary>The payment file of a batch as a bureau's template has it, as a workbook: amounts and counts are numbers.</summary>
internal sealed class TemplateWorkbook : IPaymentFile
{
    private const int LeastWidth = 8;
    private const int MostWidth = 40;

    private readonly HashedFile _file;
    private readonly WorkbookFile _workbook;
    private readonly ExportTemplate _template;
    private readonly BatchFacts _batch;

    public TemplateWorkbook(string? path, ExportTemplate template, BatchFacts batch)
    {
        (_template, _batch) = (template, batch);
        _file = new HashedFile(path);
        _workbook = new WorkbookFile(_file);
        int[] widths =
        [
            .. template.Columns.Select(column => Math.Clamp(Math.Max(column.Width, column.Header.Length * 2), LeastWidth, MostWidth)),
        ];
        _workbook.Sheet(template.Name, widths, template.HasHeader ? [.. template.Columns.Select(column => column.Header)] : []);
    }

    public void Add(PaymentLine line)
    {
        _workbook.Row();
        foreach (TemplateColumn column in _template.Columns)
            _workbook.Cell(Value(column, line));
    }

    public string Finish()
    {
        _workbook.Finish();
        _file.Dispose();
        return _file.Sha256;
    }

    public void Dispose()
    {
        _workbook.Dispose();
        _file.Dispose();
    }

    private object? Value(TemplateColumn column, PaymentLine line) => column.Source switch
    {
        { Kind: SourceKind.Yuan } source => source.Yuan(line) is { } amount ? Amount(amount, column) : null,
        { Kind: SourceKind.Count } source when column.Pad == PadSide.None => (long?)source.Count(line, _batch),
        _ => Text(column, line),
    };

    private static object Amount(Money amount, TemplateColumn column) => column.Number == NumberForm.Fen ? amount.Fen : amount;

    private string Text(TemplateColumn column, PaymentLine line)
    {
        string text = TemplateText.Of(column, line, _batch, _template);
        int forbidden = XmlText.FirstForbidden(text);
        return forbidden < 0
            ? TemplateText.Padded(column, text, text.Length)
            : throw new InvalidOperationException($"A payment workbook cannot hold the character U+{(int)text[forbidden]:X4}.");
    }
}
