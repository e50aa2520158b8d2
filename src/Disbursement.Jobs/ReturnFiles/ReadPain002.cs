using System.Globalization;
using System.Text;
using System.Xml;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Returns;

namespace Disbursement.Jobs.ReturnFiles;

/// <summary>
/// Reads the status report of ISO 20022 (pain.002.001.10) to our credit transfers, transaction by transaction. What a line is elsewhere, a
/// transaction is here: its number counts from 1. Statuses that are not final (ACSP, PDNG …) are neither paid nor failed.
/// </summary>
internal static class ReadPain002
{
    private const string Start = "urn:iso:std:iso:20022:tech:xsd:";
    private const string Message = "pain.002.001.10";
    private const string Currency = "CNY";
    private const int LongestValue = 1000;
    private const int Deepest = 64;
    private const int MostGroups = 10;

    private static readonly ReturnRemark Damaged = new(
        "is no XML that can be read, or holds a document type: ask the bank for the file again",
        "不是可读取的XML，或含有DTD：请银行重新提供");

    private static readonly ReturnRemark NoNamespace = new(
        $"names no message of ISO 20022 (namespace); what is read is {Message}", $"没有注明ISO 20022报文种类（命名空间）；只读取{Message}");

    // A message may name GB18030 as its encoding. It is known from the first file on, whatever else the process has read: what was booked
    // from it is read again by a proof.
    static ReadPain002() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Whether the root of an XML text is a message of ISO 20022; also where a text says that it is XML, and is not.</summary>
    public static bool IsMessage(string path)
    {
        try
        {
            using XmlReader xml = Reader(path);
            return xml.MoveToContent() == XmlNodeType.Element && xml.LocalName == "Document";
        }
        catch (XmlException)
        {
            using StreamReader text = new(path);
            char[] start = new char[LongestValue];
            return start.AsSpan(0, text.ReadBlock(start)).TrimStart().StartsWith("<?xml", StringComparison.Ordinal);
        }
    }

    /// <summary>Looks through the whole message once.</summary>
    public static ReturnReading Open(string path, BankLayouts layouts, CancellationToken stop)
    {
        if (layouts.Chosen is { } chosen && chosen.Id != BankLayout.Pain002.Id)
            return ReturnReading.Refused(ReturnForm.NoHeader(layouts), "xml");

        try
        {
            using (XmlReader xml = Reader(path))
            {
                xml.MoveToContent();
                string kind = xml.NamespaceURI;
                if (kind.StartsWith(Start, StringComparison.Ordinal))
                    kind = kind[Start.Length..];
                if (kind.Length == 0)
                    return ReturnReading.Refused(NoNamespace, "xml");
                if (kind != Message)
                    return ReturnReading.Refused(new ReturnRemark($"is {Shown(kind)}; what is read of ISO 20022 is {Message}",
                        $"是{Shown(kind)}；ISO 20022报文只读取{Message}"), "xml");
            }

            long transactions = 0;
            List<string> groups = [];
            foreach (ReturnItem _ in Items(path, groups, stop))
                transactions++;
            if (transactions == 0)
                return ReturnReading.Refused(new ReturnRemark(
                    $"names no transaction, only a status of the whole ({string.Join(", ", groups.Select(Shown))}): nothing can be booked "
                        + "by it",
                    $"没有逐笔状态，只有整批状态（{string.Join("、", groups.Select(Shown))}）：无法逐笔入账"), "xml");

            return new ReturnReading
            {
                Encoding = "xml",
                Layout = ReturnLayout.Columns,
                Bank = BankLayout.Pain002,
                Lines = Items(path, [], stop),
            };
        }
        catch (XmlException)
        {
            return ReturnReading.Refused(Damaged, "xml");
        }
    }

    private static XmlReader Reader(string path) => XmlReader.Create(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read),
        new XmlReaderSettings
    {
        CloseInput = true,
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
    });

    private static IEnumerable<ReturnItem> Items(string path, List<string> groups, CancellationToken stop)
    {
        using XmlReader xml = Reader(path);
        long number = 0;
        string group = "", block = "";
        while (xml.Read())
        {
            stop.ThrowIfCancellationRequested();
            if (xml.Depth > Deepest)
                throw new XmlException("Nested too deep.");
            if (xml.NodeType != XmlNodeType.Element)
                continue;
            switch (xml.LocalName)
            {
                case "TxInfAndSts":
                    yield return Item(++number, Values(xml), [group, block]);
                    break;
                case "OrgnlPmtInfAndSts":
                    block = "";
                    break;
                case "GrpSts":
                    group = Named(groups, Value(xml));
                    break;
                case "PmtInfSts":
                    block = Named(groups, Value(xml));
                    break;
            }
        }
    }

    private static string Named(List<string> groups, string status)
    {
        if (groups.Count < MostGroups)
            groups.Add(status);
        return status;
    }

    /// <summary>The values of one transaction by the path of their elements; of reasons, all.</summary>
    private static Dictionary<string, string> Values(XmlReader xml)
    {
        Dictionary<string, string> values = [];
        if (xml.IsEmptyElement)
            return values;

        int depth = xml.Depth;
        List<string> path = [];
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml.Depth > Deepest)
                throw new XmlException("Nested too deep.");
            if (xml.NodeType == XmlNodeType.Element)
            {
                path.RemoveRange(xml.Depth - depth - 1, path.Count - (xml.Depth - depth - 1));
                path.Add(xml.LocalName);
                if (xml.LocalName is "InstdAmt" && xml.GetAttribute("Ccy") is { } currency)
                    values["Ccy"] = currency;
            }
            else if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA)
            {
                string key = string.Join('/', path), text = Chunk(xml);
                string known = values.GetValueOrDefault(key, "");
                values[key] = known.Length == 0 ? text : known.Length < LongestValue ? $"{known} {text}" : known;
            }
        }

        return values;
    }

    /// <param name="number">The transaction's.</param>
    /// <param name="values">What it says.</param>
    /// <param name="wholes">The statuses of the message and of the block that it stands in; empty where they have none.</param>
    private static ReturnItem Item(long number, Dictionary<string, string> values, ReadOnlySpan<string> wholes)
    {
        string Of(string path) => ReturnValues.Narrow(values.GetValueOrDefault(path, ""));
        string paymentNo = Of("OrgnlEndToEndId"), said = Of("TxSts"), yuan = Of("OrgnlTxRef/Amt/InstdAmt");
        string day = Of("FctvIntrBkSttlmDt/Dt") is { Length: > 0 } booked ? booked : Of("FctvIntrBkSttlmDt/DtTm") is { Length: > 0 } at
            ? at
            : Of("AccptncDtTm");
        string reason = string.Join(' ', new[] { Of("StsRsnInf/Rsn/Cd"), Of("StsRsnInf/Rsn/Prtry"), Of("StsRsnInf/AddtlInf") }
            .Where(text => text.Length > 0));
        string raw = string.Join('|', paymentNo, yuan, said, reason, day);
        List<Quarantine> faults = [];
        if (paymentNo.Length is 0 or > ReturnValues.LongestPaymentNo)
            faults.Add(new Quarantine.WrongForm(ReturnField.PaymentNo, paymentNo));
        Money amount = default;
        if (yuan.Length > 0 && (values.GetValueOrDefault("Ccy", Currency) != Currency
            || !ReturnValues.TryAmount(yuan, BankLayout.Pain002, out amount)))
            faults.Add(new Quarantine.WrongForm(ReturnField.Amount, $"{yuan} {values.GetValueOrDefault("Ccy", "")}".TrimEnd()));
        ReturnStatus? status = BankLayout.Pain002.Status(said);
        if (status is null)
            faults.Add(new Quarantine.UnknownStatus(said));
        foreach (string whole in wholes)
        {
            // A final status of the whole is that of each transaction; who is told two things believes neither.
            if (status is not null && BankLayout.Pain002.Status(whole) is { } of && of != status)
                faults.Add(new Quarantine.ContradictsWhole(whole, said));
        }

        DateOnly? settledOn = null;
        if (day.Length > 0 && (settledOn = Day(day)) is null)
            faults.Add(new Quarantine.WrongForm(ReturnField.SettledOn, day));

        // The text of a bank may hold line breaks; a control character is none that XML lets through.
        return faults.Count > 0 || status is null
            ? new ReturnItem.Broken(number, raw, faults) { PaymentNo = paymentNo.Length <= ReturnValues.LongestPaymentNo ? paymentNo : "" }
            : new ReturnItem.Answer(number, raw,
                new ReturnLine(paymentNo, yuan.Length > 0 ? amount : null, status.Value, reason, settledOn));
    }

    /// <summary>A date, or the day in China of a time; a time without a zone is one of China.</summary>
    private static DateOnly? Day(string text)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day))
            return day;
        bool hasZone = text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > text.IndexOf('T', StringComparison.Ordinal);
        if (hasZone && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset at))
            return Instants.DayInChina(at);

        return ReturnValues.TryDay(text, BankLayout.Pain002, out day) ? day : null;
    }

    private static string Value(XmlReader xml) =>
        xml.IsEmptyElement || !xml.Read() || xml.NodeType is not (XmlNodeType.Text or XmlNodeType.CDATA) ? "" : Chunk(xml);

    /// <summary>The beginning of a text, which may be as long as the file.</summary>
    private static string Chunk(XmlReader xml)
    {
        if (!xml.CanReadValueChunk)
            return xml.Value.Length > LongestValue ? xml.Value[..LongestValue] : xml.Value;

        char[] chunk = new char[LongestValue];
        StringBuilder text = new();
        for (int read = xml.ReadValueChunk(chunk, 0, chunk.Length); read > 0 && text.Length < LongestValue;
            read = xml.ReadValueChunk(chunk, 0, chunk.Length))
            text.Append(chunk, 0, read);
        string whole = text.ToString();
        return (whole.Length > LongestValue ? whole[..LongestValue] : whole).ReplaceLineEndings(" ").Trim();
    }

    private static string Shown(string text) => text.Length > 60 ? text[..60] + "…" : text;
}
