using System.Globalization;

namespace Disbursement.Jobs.PaymentFiles;

/// <summary>The <c>|</c> text that banks take for bulk payment: one line about the batch, then one for each payment.</summary>
internal sealed class BankPaymentFile : IPaymentFile
{
    private const string IdentityCard = "01";
    private const string LastColumn = "1";

    private readonly HashedFile _file;
    private readonly StreamWriter _text;
    private readonly string _county;

    public BankPaymentFile(string? path, PaymentFileHeading heading)
    {
        _file = new HashedFile(path);
        _text = new StreamWriter(_file, BureauEncoding.Of(heading.Bureau.Encoding), 1 << 16) { NewLine = "\r\n" };
        _county = heading.Bureau.County;
        _text.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"||{heading.ValueDate:yyyyMMdd}|{_county}|||{heading.Count}|{heading.Total}"));
    }

    public void Add(PaymentLine line)
    {
        _text.Write(line.Sequence);
        Cell(line.PayeeName);
        Cell(line.Amount.ToString());
        Cell(line.BankAccount);
        Cell(_county);
        Cell(IdentityCard);
        Cell(line.PayeeId);
        Cell(LastColumn);
        _text.WriteLine();
    }

    public string Finish()
    {
        Dispose();
        return _file.Sha256;
    }

    public void Dispose()
    {
        _text.Dispose();
        _file.Dispose();
    }

    /// <summary>
    /// A text as the bank's lines can hold it: a separator within a name is written full-width, a line break as a space. The reviewer is
    /// told (F-SEPARATOR).
    /// </summary>
    private static string Written(string value) => value.AsSpan().ContainsAny(FindFormatProblems.Separators)
        ? string.Concat(value.Select(c => c == '|' ? '｜' : FindFormatProblems.Separators.Contains(c) ? ' ' : c))
        : value;

    private void Cell(string value)
    {
        _text.Write('|');
        _text.Write(Written(value));
    }
}
