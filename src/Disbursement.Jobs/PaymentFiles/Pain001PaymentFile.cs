using System.Globalization;
using System.Text;
using System.Xml;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Batches;

namespace Disbursement.Jobs.PaymentFiles;

/// <summary>
/// The payment file of a batch as an ISO 20022 credit transfer initiation: one message with one payment information block, one line a
/// payment.
/// </summary>
internal sealed class Pain001PaymentFile : IPaymentFile
{
    public const int LongestName = 140;
    public const int LongestIdentifier = 35;
    public const int LongestAccount = 34;

    private const string Schema = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";
    private const string Currency = "CNY";

    /// <summary>
    /// The code of China's national payment system among the clearing systems of ISO 20022; its members have bank codes of twelve digits.
    /// </summary>
    private const string ClearingSystem = "CNAPS";

    private readonly HashedFile _file;
    private readonly XmlWriter _xml;
    private readonly string _year;
    private readonly string _purpose;
    private readonly string _shortPurpose;

    public Pain001PaymentFile(string? path, PaymentFileHeading heading)
    {
        _year = heading.Year.ToString(CultureInfo.InvariantCulture);
        _purpose = $"{heading.SchemeTitle}（{heading.Scheme}）{_year}年";
        _shortPurpose = $"{heading.Scheme} {_year}年";
        _file = new HashedFile(path);
        _xml = XmlWriter.Create(_file, new XmlWriterSettings { Encoding = new UTF8Encoding(false, throwOnInvalidBytes: true),
            NewLineHandling = NewLineHandling.Entitize });
        _xml.WriteStartDocument();
        _xml.WriteWhitespace("\n");
        Open("Document");
        Open("CstmrCdtTrfInitn");
        GroupHeader(heading);
        PaymentBlock(heading);
    }

    /// <summary>
    /// The money goes to the holder of the account. Where that is another person than the claimant, the claimant is who it is for in the
    /// end.
    /// </summary>
    public void Add(PaymentLine line)
    {
        Value("<CdtTrfTxInf><PmtId><EndToEndId>", line.PaymentNo);
        Value($"</EndToEndId></PmtId><Amt><InstdAmt Ccy=\"{Currency}\">", line.Amount.ToString());
        _xml.WriteRaw("</InstdAmt></Amt>");
        if (line.BankCode.Length > 0)
            Bank("<CdtrAgt>", line.BankCode, "</CdtrAgt>");
        else if (line.BankName.Length > 0)
        {
            Value("<CdtrAgt><FinInstnId><Nm>", line.BankName);
            _xml.WriteRaw("</Nm></FinInstnId></CdtrAgt>");
        }

        Value("<Cdtr><Nm>", line.AccountName);
        Account("</Nm></Cdtr><CdtrAcct>", line.BankAccount, "</CdtrAcct>");
        if (line.AccountName != line.Name)
        {
            Value("<UltmtCdtr><Nm>", line.Name);
            _xml.WriteRaw("</Nm></UltmtCdtr>");
        }

        Value("<RmtInf><Ustrd>", Purpose(line.Months));
        _xml.WriteRaw("</Ustrd></RmtInf></CdtTrfTxInf>\n");
    }

    public string Finish()
    {
        _xml.WriteEndDocument();
        Dispose();
        return _file.Sha256;
    }

    public void Dispose()
    {
        _xml.Dispose();
        _file.Dispose();
    }

    private void GroupHeader(PaymentFileHeading heading)
    {
        Open("GrpHdr");
        Text("MsgId", heading.Batch);
        Text("CreDtTm", heading.CreatedInChina.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture));
        Totals(heading);
        Party("InitgPty", heading.Bureau.Name);
        Close();
        _xml.WriteWhitespace("\n");
    }

    private void PaymentBlock(PaymentFileHeading heading)
    {
        Bureau bureau = heading.Bureau;
        Open("PmtInf");
        Text("PmtInfId", heading.Batch);
        Text("PmtMtd", "TRF");
        Text("BtchBookg", "true");
        Totals(heading);
        Open("ReqdExctnDt");
        Text("Dt", heading.ValueDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Close();
        Party("Dbtr", bureau.Name);
        Account("<DbtrAcct>", bureau.PayerAccount, "</DbtrAcct>");
        Bank("<DbtrAgt>", bureau.PayerBankCode, "</DbtrAgt>");
        _xml.WriteWhitespace("\n");
    }

    private void Totals(PaymentFileHeading heading)
    {
        Text("NbOfTxs", heading.Count.ToString(CultureInfo.InvariantCulture));
        Text("CtrlSum", heading.Total.ToString());
    }

    private void Party(string element, string name)
    {
        Open(element);
        Text("Nm", name);
        Close();
    }

    private void Account(string before, string number, string after)
    {
        _xml.WriteRaw(before);
        Value("<Id><Othr><Id>", number);
        _xml.WriteRaw($"</Id></Othr></Id><Ccy>{Currency}</Ccy>");
        _xml.WriteRaw(after);
    }

    private void Bank(string before, string code, string after)
    {
        _xml.WriteRaw(before);
        Value($"<FinInstnId><ClrSysMmbId><ClrSysId><Cd>{ClearingSystem}</Cd></ClrSysId><MmbId>", code);
        _xml.WriteRaw("</MmbId></ClrSysMmbId></FinInstnId>");
        _xml.WriteRaw(after);
    }

    /// <summary>What the household reads on its statement. A title too long for the field gives way to the scheme's code.</summary>
    private string Purpose(string months)
    {
        string suffix = months.Length == 0 ? "" : $"{months}月";
        return (_purpose.Length + suffix.Length <= LongestName ? _purpose : _shortPurpose) + suffix;
    }

    /// <summary>What stands between two values of a payment is the same for each, and is written as it is; the value is escaped.</summary>
    private void Value(string before, string value)
    {
        _xml.WriteRaw(before);
        _xml.WriteString(value);
    }

    private void Open(string element) => _xml.WriteStartElement(element, Schema);

    private void Close() => _xml.WriteEndElement();

    private void Text(string element, string value) => _xml.WriteElementString(element, Schema, value);
}
