using System.Text;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Returns;
using Disbursement.Jobs.ReturnFiles;

namespace Disbursement.Jobs.Tests.ReturnFiles;

/// <summary>Every form and encoding in which a bank answers gives the same lines; what is no return file is refused whole.</summary>
[TestFixture]
internal sealed class ReturnFormTests
{
    private static readonly TestReturn[] Sample =
    [
        ComposeReturns.Paid("2026-1-320302-sab-000001"),
        ComposeReturns.Failed("2026-1-320302-sab-000002", "1170.50", "户名不符，账号已销户"),
    ];

    private static readonly ReturnLine[] Meant =
    [
        new("2026-1-320302-sab-000001", Money.FromYuan(590m), ReturnStatus.Paid, "", new DateOnly(2026, 6, 5)),
        new("2026-1-320302-sab-000002", Money.FromYuan(1170.50m), ReturnStatus.Failed, "户名不符，账号已销户", new DateOnly(2026, 6, 5)),
    ];

    private ReturnFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new ReturnFolder();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public void Every_layout_in_every_encoding_says_the_same([Values] ReturnLayout layout, [Values] TestEncoding encoding,
        [Values("\n", "\r\n", "\r")] string newLine)
    {
        ReturnReading reading = _folder.Read(ComposeReturns.Encode(ComposeReturns.Text(Sample, layout, newLine: newLine), encoding));

        Assert.Multiple(() =>
        {
            Assert.That((reading.Refusal, reading.Layout, reading.Encoding),
                Is.EqualTo(((ReturnRemark?)null, (ReturnLayout?)layout, encoding == TestEncoding.Gb18030 ? "gb18030" : "utf-8")));
            Assert.That(reading.Warnings, Is.Empty);
            Assert.That(ReturnFolder.Said(reading), Is.EqualTo(Meant));
            Assert.That(reading.Lines.Select(item => item.Line),
                Is.EqualTo(layout == ReturnLayout.BareLines ? [1L, 2L] : new[] { 2L, 3L }));
        });
    }

    [Test]
    public void Every_separator_and_either_language_says_the_same([Values(',', '\t', ';', '|')] char separator, [Values] bool isChinese) =>
        Assert.That(
            ReturnFolder.Said(_folder.Read(ComposeReturns.Text(Sample, separator: separator, isChinese: isChinese))), Is.EqualTo(Meant));

    [TestCase("支付编号,金额,状态,原因,到账日期")]
    [TestCase(" Payment_No ,AMOUNT, Status, reason ,settled_on")]
    [TestCase("支 付 编 号,实发金额,状　态,失败原因,入账日期")]
    [TestCase("\"payment_no\",\"amount\",\"status\",\"reason\",\"settled_on\"")]
    [TestCase("ｐａｙｍｅｎｔ＿ｎｏ,amount,status,reason,settled_on")]
    public void Column_names_may_be_written_in_many_ways(string header) =>
        Assert.That(ReturnFolder.Said(_folder.Read($"{header}\n2026-1-320302-sab-000001,590.00,paid,,2026-06-05\n")),
            Is.EqualTo(Meant[..1]));

    [Test]
    public void Columns_stand_in_any_order_and_others_are_passed_over() =>
        Assert.That(
            ReturnFolder.Said(_folder.Read("序号,状态,户名,支付编号,入账日期,金额\n1,成功,王秀英,2026-1-320302-sab-000001,2026/6/5,590\n")),
            Is.EqualTo(Meant[..1]));

    [Test]
    public void Reason_and_day_may_be_absent() =>
        Assert.That(
            ReturnFolder.Said(_folder.Read("payment_no,amount,status\n2026-1-320302-sab-000001,590.00,failed\n")),
            Is.EqualTo(new[] { Meant[0] with { Status = ReturnStatus.Failed, SettledOn = null } }));

    [TestCase("|2026-1-320302-sab-000001|paid", "sound")]
    [TestCase("|2026-1-320302-sab-000001|paid|", "sound")]
    [TestCase("|2026-1-320302-sab-000001|paid||", "sound")]
    [TestCase("|2026-1-320302-sab-000001|paid||2026-06-05", "sound")]
    [TestCase("|2026-1-320302-sab-000001", "Q-ROW")]
    [TestCase("", "Q-ROW")]
    [TestCase("|2026-1-320302-sab-000001|paid|||", "Q-ROW")]
    public void Bank_text_has_two_to_four_columns_more(string more, string expected) =>
        Assert.That(
            ReturnFolder.Codes(_folder.Read($"||20260601|320302|||1|590.00\n1|王秀英|590.00|6222000000000000|320302|01|320302197508150026|"
                + $"1{more}\n").Lines.Single()), Is.EqualTo(expected));

    [Test]
    public void Quotes_are_characters_like_others_in_texts_without_a_header() =>
        Assert.That(ReturnFolder.Said(_folder.Read("2026-1-320302-sab-000001|590.00|failed|\"销户|2026-06-05\n")).Single().Reason,
            Is.EqualTo("\"销户"));

    [TestCase("2|1180.00", new string[0])]
    [TestCase("3|1180.00", new[] { "the control line counts 3, found 2" })]
    [TestCase("1|1180.00", new[] { "the control line counts 1, found 2" })]
    [TestCase("2|1180.01", new[] { "the control line names a total of 1180.01, found 1180.00" })]
    [TestCase("x|", new[] { "the control line counts x, found 2", "the control line names a total of , found 1180.00" })]
    [TestCase("2", new[] { "the control line has 7 fields, expected 8: count and total are not checked" })]
    public void Control_totals_that_differ_are_a_warning(string totals, string[] expected)
    {
        string text =
            $"||20260601|320302|||{totals}\n{ComposeReturns.BankLine(ComposeReturns.Paid("2026-1-320302-sab-000001"), 1)}"
                + $"\n{ComposeReturns.BankLine(ComposeReturns.Paid("2026-1-320302-sab-000002"), 2)}\n";

        ReturnReading reading = _folder.Read(text);

        Assert.That((reading.Refusal, reading.Lines.Count()), Is.EqualTo(((ReturnRemark?)null, 2)));
        Assert.That(reading.Warnings.Select(warning => warning.English), Is.EqualTo(expected));
        Assert.That(reading.Warnings.Select(warning => warning.Say(isChinese: true)), Has.All.Contain("汇总行"));
    }

    [Test]
    public void A_broken_line_counts_as_a_line_of_the_control_line() =>
        Assert.That(
            _folder.Read($"||20260601|320302|||2|"
                + $"590.00\n{ComposeReturns.BankLine(ComposeReturns.Paid("2026-1-320302-sab-000001"), 1)}\nbroken\n").Warnings, Is.Empty);

    [TestCase("payment_no,status\n", "amount 实发金额")]
    [TestCase("支付编号\n", "amount 实发金额, status 状态")]
    [TestCase("reason,settled_on\n", "payment_no 支付编号, amount 实发金额, status 状态")]
    public void Every_required_column_that_is_missing_is_named(string text, string expected) =>
        Assert.That(Refusal(text).English, Is.EqualTo($"required columns are missing: {expected}"));

    [TestCase("payment_no,amount,status,金额\n", "the column amount stands twice: amount, 金额")]
    [TestCase("状态,支付编号,金额,status\n", "the column status stands twice: 状态, status")]
    public void A_column_that_stands_twice_is_refused(string text, string expected) =>
        Assert.That(Refusal(text).English, Is.EqualTo(expected));

    [TestCase("")]
    [TestCase("\uFEFF")]
    [TestCase("\n\n  \n")]
    [TestCase("2026-1-320302-sab-000001,590.00,paid,,2026-06-05\n")]
    [TestCase("2026-1-320302-sab-000001|590.00|paid|\n")]
    [TestCase("2026-1-320302-sab-000001|590.00|paid|||\n")]
    [TestCase("<html><body>404</body></html>\n")]
    public void What_has_no_header_is_refused_in_both_languages(string text)
    {
        ReturnRemark refusal = Refusal(text);

        Assert.That((refusal.English.Contains("no header", StringComparison.Ordinal),
            refusal.Chinese.Contains("没有表头", StringComparison.Ordinal)), Is.EqualTo((true, true)), refusal.English);
    }

    [Test]
    public void A_file_in_two_encodings_is_refused_with_both_lines()
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(ComposeReturns.Text(Sample, newLine: "\n")),
            gb = ComposeReturns.Gb18030.GetBytes("2026-1-320302-sab-000003,590.00,失败,户名不符,2026-06-05\n");

        Assert.That(_folder.Read([.. utf8, .. gb]).Refusal!.English, Is.EqualTo("mixes encodings: line 3 is UTF-8, line 4 is not"));
    }

    [Test]
    public void A_file_that_begins_as_UTF8_and_does_not_go_on_so_is_refused()
    {
        byte[] gb = ComposeReturns.Gb18030.GetBytes("2026-1-320302-sab-000003,590.00,失败,户名不符,2026-06-05\n");

        Assert.That(_folder.Read([.. ComposeReturns.Encode(ComposeReturns.Text([]), TestEncoding.Utf8WithMark), .. gb]).Refusal!.English,
            Does.StartWith("begins as UTF-8, but line 2 is not"));
    }

    [Test]
    public void A_file_in_no_known_encoding_is_refused_with_the_line() =>
        Assert.That(_folder.Read([.. Encoding.UTF8.GetBytes("payment_no,amount,status\na,1,paid\n"), 0x80, 0xFF, 0xFF,
            (byte)'\n']).Refusal!.English, Does.Contain("line 3"));

    [Test]
    public void A_header_alone_is_a_file_without_answers([Values("", "\n", "\r\n")] string end)
    {
        ReturnReading reading = _folder.Read("payment_no,amount,status,reason,settled_on" + end);

        Assert.That((reading.Refusal, reading.Lines.Count()), Is.EqualTo(((ReturnRemark?)null, 0)));
    }

    [Test]
    public void A_control_line_alone_is_a_file_without_answers()
    {
        ReturnReading reading = _folder.Read("||20260601|320302|||0|0.00\n");

        Assert.That((reading.Refusal, reading.Lines.Count(), reading.Warnings.Count), Is.EqualTo(((ReturnRemark?)null, 0, 0)));
    }

    private ReturnRemark Refusal(string text)
    {
        ReturnReading reading = _folder.Read(text);

        Assert.That((reading.Refusal is null, reading.Layout, reading.Lines.Any()), Is.EqualTo((false, (ReturnLayout?)null, false)));
        return reading.Refusal!;
    }
}
