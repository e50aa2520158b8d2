using System.Text;
using CsvHelper;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Schemes;

namespace Disbursement.Jobs.PaymentFiles;

/// <summary>The payment file of a batch as CSV, in the columns and the encoding of the format page.</summary>
internal sealed class CsvPaymentFile : IDisposable
{
    private static readonly string[] English =
    [
        "payment_no", "region_code", "household_no", "name", "id_number", "scheme", "months", "current", "arrears", "recovery", "amount", "bank_name", "bank_code",
        "bank_account", "account_name", "flags",
    ];

    private static readonly string[] Chinese =
        ["支付编号", "行政区划代码", "户编号", "姓名", "公民身份号码", "项目", "应享月份", "本年", "补发", "抵扣", "实发金额", "开户银行", "联行号", "银行账号", "户名", "提示"];

    private readonly HashedFile _file;
    private readonly StreamWriter? _text;
    private readonly CsvWriter _writer;

    /// <param name="path">Where the file goes.</param>
    /// <param name="encoding"><c>utf-8</c> (with byte order mark) or <c>gb18030</c>.</param>
    /// <param name="isChinese">The language of the header.</param>
    public CsvPaymentFile(string path, string encoding, bool isChinese)
    {
        _file = new HashedFile(path);
        CsvWriterOptions options = new() { NewLine = "\r\n", Injection = CsvInjection.Escape, WriteByteOrderMark = true };
        if (encoding == "gb18030")
        {
            Encoding gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("gb18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;
            _text = new StreamWriter(_file, gb18030, 1 << 16);
            _writer = CsvWriter.Create(_text, options with { WriteByteOrderMark = false });
        }
        else
        {
            _writer = CsvWriter.Create(_file, options);
        }

        foreach (string name in isChinese ? Chinese : English)
            _writer.WriteField(name);
        _writer.EndRecord();
    }

    /// <summary>SHA-256 of the file once it is closed.</summary>
    public string Sha256 => _file.Sha256;

    public void Add(Payment payment)
    {
        PayableClaimant claimant = payment.Claimant;
        _writer.WriteField(payment.Number);
        _writer.WriteField(claimant.RegionCode);
        _writer.WriteField(claimant.HouseholdNo);
        _writer.WriteField(claimant.Payee.Name);
        _writer.WriteField(claimant.Id.ToString());
        _writer.WriteField(payment.Settlement.Decision.Scheme.Code());
        _writer.WriteField(payment.Months);
        Yuan(payment.Settlement.Current.Fen);
        Yuan(payment.Settlement.Arrears.Fen);
        Yuan(-payment.Settlement.Offset.Fen);
        Yuan(payment.Settlement.Payment.Fen);
        _writer.WriteField(claimant.Payee.BankName);
        _writer.WriteField(claimant.Payee.BankCode);
        _writer.WriteField(claimant.Payee.BankAccount);
        _writer.WriteField(claimant.Payee.AccountName);
        _writer.WriteField(ReviewFlagsOf.Text(payment.Flags));
        _writer.EndRecord();
    }

    public void Dispose()
    {
        _writer.Dispose();
        _text?.Dispose();
        _file.Dispose();
    }

    /// <summary>A number cell: it is never taken for a formula, so a negative one keeps its sign and gets no apostrophe.</summary>
    private void Yuan(long fen) => _writer.WriteField(fen / 100m, "0.00");
}
