using CsvHelper;

namespace Disbursement.Jobs.PaymentFiles;

/// <summary>The payment file of a batch as a bureau's template has it, in csv or text.</summary>
internal sealed class TemplatePaymentFile : IPaymentFile
{
    private readonly HashedFile _file;
    private readonly StreamWriter _text;
    private readonly CsvWriter? _csv;
    private readonly ExportTemplate _template;
    private readonly BatchFacts _batch;

    public TemplatePaymentFile(string? path, ExportTemplate template, BatchFacts batch)
    {
        (_template, _batch) = (template, batch);
        _file = new HashedFile(path);
        _text = new StreamWriter(_file, BureauEncoding.Of(template.Encoding), 1 << 16) { NewLine = "\r\n" };
        if (template.File == TemplateFile.Csv)
            _csv = CsvWriter.Create(_text, new CsvWriterOptions
            {
                NewLine = "\r\n", Separator = template.Separator ?? ',', WriteByteOrderMark = false,
            });
        if (template.HasHeader)
            Line(column => template.IsOfFixedWidth
                ? TemplateText.Padded(column with { Fill = ' ' }, column.Header, TemplateText.Width(column, column.Header, template))
                : column.Header);
    }

    public void Add(PaymentLine line) => Line(column =>
    {
        string text = TemplateText.Of(column, line, _batch, _template);
        return TemplateText.Padded(column, text, column.Pad == PadSide.None ? 0 : TemplateText.Width(column, text, _template));
    });

    public string Finish()
    {
        Dispose();
        return _file.Sha256;
    }

    public void Dispose()
    {
        _csv?.Dispose();
        _text.Dispose();
        _file.Dispose();
    }

    private void Line(Func<TemplateColumn, string> value)
    {
        if (_csv is not null)
        {
            foreach (TemplateColumn column in _template.Columns)
                _csv.WriteField(value(column));
            _csv.EndRecord();
            return;
        }

        for (int i = 0; i < _template.Columns.Count; i++)
        {
            if (i > 0 && _template.Separator is { } separator)
                _text.Write(separator);
            _text.Write(value(_template.Columns[i]));
        }

        _text.WriteLine();
    }
}
