using System.Text;
using System.Text.RegularExpressions;
using Disbursement.Jobs.ReturnFiles;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.ReturnFiles;

/// <summary>
/// Nothing is dropped in silence: in every form that is read, the lines of a file that say something are its titles, its header, its
/// answers, its broken lines and those that are named as passed over, and no others.
/// </summary>
[TestFixture]
internal sealed class RowAccountTests
{
    private const string Card = "6299990000015709359";
    private const string Titles = "徐州市某区 2026 年发放结果\n制表日期：2026-06-12\n\n";
    private const string Sums = "合计,,120.00,,\n\n制表人：王样,,,,\n";

    private ReturnFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new ReturnFolder();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public void Every_line_of_a_shipped_answer_is_accounted_for()
    {
        string[] files = [.. Directory.GetFiles(Path.Combine(Repository.Root, "tests", "returns"))
            .Where(file => file.EndsWith(".csv", StringComparison.Ordinal) || file.EndsWith(".txt", StringComparison.Ordinal)),
            .. Directory.GetFiles(Path.Combine(Repository.Root, "inputs", "returns"), "*.csv", SearchOption.AllDirectories)];
        foreach (string file in files)
            Account(File.ReadAllBytes(file), Path.GetFileName(file));

        Assert.That(files, Has.Length.AtLeast(10));
    }

    [TestCase("own columns", "支付编号,实发金额,状态,失败原因,入账日期\n2026-1-320302-sab-000001,60.00,成功,,\nbroken,x,?,,\n")]
    [TestCase("own columns with titles", Titles + "支付编号,实发金额,状态,失败原因,入账日期\n2026-1-320302-sab-000001,60.00,成功,,\n" + Sums)]
    [TestCase("bare lines", "2026-1-320302-sab-000001|60.00|paid||2026-06-05\n\n2026-1-320302-sab-000002|60.00|failed|销户|\nx|y\n")]
    [TestCase("bank text", "||20260605|320302|||2|120.00\n000001|王样|60.00|" + Card + "|320302|01|x|1|2026-1-320302-sab-000001|paid\n"
        + "000002|王样|60.00|" + Card + "|320302|01|x|1|2026-1-320302-sab-000002|paid\n000003|short\n")]
    [TestCase("bank workbook", "收款账号,收款户名,金额,处理状态,失败原因\n" + Card + ",王样,60.00,处理成功,\n6.3E+18,王样,60.00,处理成功,\n")]
    [TestCase("bank workbook with titles", Titles + "收款账号,收款户名,金额,处理状态,失败原因\n" + Card + ",王样,60.00,处理成功,\n" + Sums)]
    [TestCase("failures only", Titles + "账号,户名,金额,失败原因,退汇日期\n" + Card + ",王样,60.00,户名不符,2026-06-05\n" + Sums)]
    public void Every_line_of_each_form_is_accounted_for(string form, string text)
    {
        Account(Encoding.UTF8.GetBytes(text), form);
        Account(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n")), form + " of Windows");
        Account(ComposeReturns.Gb18030.GetBytes(text), form + " in GB18030");
    }

    [Test]
    public void Every_row_of_a_workbook_is_accounted_for()
    {
        object?[][] rows =
        [
            ["代发结果"], ["收款账号", "收款户名", "金额", "处理状态", "失败原因"], [Card, "王样", 60.00, "处理成功", null],
            [Card, "王样", "x", "处理成功", null], ["合计", null, 60.00, null, null], ["制表人：王样"],
        ];

        ReturnReading reading = Read(BankLayoutTests.Book(("结果", rows)));

        Assert.That(reading.HeaderLines + reading.TitleLines + reading.Lines.Count(), Is.EqualTo(rows.Length));
    }

    [Test]
    public void Every_transaction_of_a_status_report_is_accounted_for()
    {
        const string one = "<TxInfAndSts><OrgnlEndToEndId>2026-1-320302-sab-000001</OrgnlEndToEndId><TxSts>ACSC</TxSts></TxInfAndSts>";
        string[] transactions = [one, one.Replace("ACSC", "PDNG", StringComparison.Ordinal), "<TxInfAndSts></TxInfAndSts>"];

        ReturnReading reading = Read(Encoding.UTF8.GetBytes("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.10\">"
            + $"<CstmrPmtStsRpt><OrgnlPmtInfAndSts>{string.Concat(transactions)}</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>"));

        Assert.That(reading.Lines.Count(), Is.EqualTo(transactions.Length));
    }

    private void Account(byte[] bytes, string name)
    {
        ReturnReading reading = Read(bytes);
        Assert.That(reading.Refusal?.English, Is.Null, name);
        long[] said = [.. reading.Lines.Select(item => item.Line)];
        Assert.That(said, Is.Unique.And.Ordered, name);

        // A line of separators and blanks says nothing; bytes below 128 are the same in both encodings.
        int lines = Regex.Split(Encoding.Latin1.GetString(bytes), "\r\n|\n").Count(line => line.Any(character => character > ' '
            && character is not (',' or ';' or '|')));
        int control = reading.Control.Count > 0 && reading.HeaderLines == 0 ? 1 : 0;
        Assert.That(reading.HeaderLines + control + reading.TitleLines + said.Length, Is.EqualTo(lines), name);
    }

    private ReturnReading Read(byte[] bytes)
    {
        File.WriteAllBytes(_folder.File, bytes);
        BankLayouts layouts = ReadBankLayouts.Run(Path.Combine(Repository.Root, "inputs", "banks"), null).Layouts;
        return ReadReturnFile.Open(_folder.File, layouts, CancellationToken.None);
    }
}
