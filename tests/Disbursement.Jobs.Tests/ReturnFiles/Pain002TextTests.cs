using System.Text;
using Disbursement.Jobs.ReturnFiles;

namespace Disbursement.Jobs.Tests.ReturnFiles;

/// <summary>A status report of ISO 20022 as text: the encodings that banks name, and what is said where none can be read.</summary>
[TestFixture]
internal sealed class Pain002TextTests
{
    private const string Said = "<Document xmlns='urn:iso:std:iso:20022:tech:xsd:pain.002.001.10'><CstmrPmtStsRpt>"
        + "<OrgnlPmtInfAndSts>"
        + "<TxInfAndSts><OrgnlEndToEndId>2026-1-320302-sab-000001</OrgnlEndToEndId><TxSts>RJCT</TxSts>"
        + "<StsRsnInf><AddtlInf>账户已销</AddtlInf></StsRsnInf></TxInfAndSts>"
        + "</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>";

    private ReturnFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new ReturnFolder();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    /// <summary>
    /// A bank in China writes GB18030, and says so in the declaration. Whether it was read hung on what else the process had read before.
    /// </summary>
    [TestCase("UTF-8")]
    [TestCase("GB18030")]
    [TestCase("GBK")]
    [TestCase("gb2312")]
    public void A_report_in_the_encoding_that_it_declares_is_read(string declared)
    {
        ReturnReading reading = _folder.Read((CodePagesEncodingProvider.Instance.GetEncoding(declared) ?? Encoding.UTF8)
            .GetBytes($"<?xml version='1.0' encoding='{declared}'?>{Said}"));

        Assert.That(reading.Refusal?.English, Is.Null);
        ReturnItem.Answer answer = (ReturnItem.Answer)reading.Lines.Single();
        Assert.That((answer.Said.PaymentNo, answer.Said.Reason), Is.EqualTo(("2026-1-320302-sab-000001", "账户已销")));
    }

    [TestCase("<?xml version='1.0'?><!DOCTYPE d [<!ENTITY e 'x'>]>" + Said)]
    [TestCase("<?xml version='1.0'?><!DOCTYPE d SYSTEM 'file:///etc/hostname'>" + Said)]
    [TestCase("\n<?xml version='1.0'?>" + Said)]
    [TestCase("<?xml version='1.0' encoding='of nobody'?>" + Said)]
    public void What_says_that_it_is_XML_and_cannot_be_read_is_not_called_a_table_without_a_header(string text)
    {
        Assert.That(_folder.Read(text).Refusal!.English, Does.StartWith("is no XML that can be read"));
    }

    [Test]
    public void A_report_that_names_no_message_is_told_so() => Assert.That(
        _folder.Read("<Document><CstmrPmtStsRpt/></Document>").Refusal!.English, Does.StartWith("names no message of ISO 20022"));

    [Test]
    public void A_page_of_the_web_is_a_table_without_a_header() => Assert.That(
        _folder.Read("<html><table><tr><td>payment_no</table>").Refusal!.English, Does.StartWith("no header"));
}
