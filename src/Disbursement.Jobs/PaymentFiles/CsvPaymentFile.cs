using System.Text;
using CsvHelper;
using Disbursement.Domain.Amounts;

namespace Disbursement.Jobs.PaymentFiles;

/// <summary>The payment file of a batch as CSV, in the columns and the encoding of the format page.</summary>
internal sealed class CsvPaymentFile : IPaymentFile
{
    private readonly HashedFile _file;
    private readonly StreamWriter? _text;
    private readonly CsvWriter _writer;

    /// <param name="path">Where the file goes; null for its hash alone.</param>
    /// <param name="encoding"><c>utf-8</c> (with byte order mark) or <c>gb18030</c>.</param>
    /// <param name="isChinese">The language of the header.</param>
    /// <param name="more">Headers of columns behind those of a payment file; mostly none.</param>
    public CsvPaymentFile(string? path, string encoding, bool isChinese, params ReadOnlySpan<string> more)
    {
        _file = new HashedFile(path);
        CsvWriterOptions options = new() { NewLine = "\r\n", Injection = CsvInjection.Escape, WriteByteOrderMark = true };
        if (encoding == BureauEncoding.Gb18030)
        {
            _text = new StreamWriter(_file, BureauEncoding.Of(encoding), 1 << 16);
            _writer = CsvWriter.Create(_text, options with { WriteByteOrderMark = false });
        }
        else
        {
            _writer = CsvWriter.Create(_file, options);
        }

        foreach (string name in PaymentColumns.Header(isChinese))
            _writer.WriteField(name);
        foreach (string name in more)
            _writer.WriteField(name);
        _writer.EndRecord();
    }

    public void Add(PaymentLine line) => Add(line, []);

    /// <summary>Adds a line with texts for the columns behind those of a payment file.</summary>
    public void Add(PaymentLine line, params ReadOnlySpan<string> more)
    {
        _writer.WriteField(line.PaymentNo);
        _writer.WriteField(line.RegionCode);
        _writer.WriteField(line.HouseholdNo);
        _writer.WriteField(line.Name);
        _writer.WriteField(line.IdNumber);
        _writer.WriteField(line.Scheme);
        _writer.WriteField(line.Months);
        Yuan(line.Current);
        Yuan(line.Arrears);
        Yuan(-line.Offset);
        Yuan(line.Amount);
        _writer.WriteField(line.BankName);
        _writer.WriteField(line.BankCode);
        _writer.WriteField(line.BankAccount);
        _writer.WriteField(line.AccountName);
        _writer.WriteField(line.Flags);
        foreach (string text in more)
            _writer.WriteField(text);
        _writer.EndRecord();
    }

    public string Finish()
    {
        Dispose();
        return _file.Sha256;
    }

    public void Dispose()
    {
        _writer.Dispose();
        _text?.Dispose();
        _file.Dispose();
    }

    /// <summary>A number cell: it is never taken for a formula, so a negative one keeps its sign and gets no apostrophe.</summary>
    private void Yuan(Money amount) => _writer.WriteField(amount.Yuan, "F2");
}
