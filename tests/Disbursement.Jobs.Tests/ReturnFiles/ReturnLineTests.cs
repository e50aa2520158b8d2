using Disbursement.Domain.Amounts;
using Disbursement.Domain.Returns;
using Disbursement.Jobs.ReturnFiles;

namespace Disbursement.Jobs.Tests.ReturnFiles;

/// <summary>What a line may hold and what quarantines it: each limit, and one step either side.</summary>
[TestFixture]
internal sealed class ReturnLineTests
{
    private static readonly TestReturn Sound = ComposeReturns.Paid("2026-1-320302-sab-000001");

    private ReturnFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new ReturnFolder();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [TestCase("590.00", 59000)]
    [TestCase("590", 59000)]
    [TestCase("590.5", 59050)]
    [TestCase("0.01", 1)]
    [TestCase("0", 0)]
    [TestCase("0590.00", 59000)]
    [TestCase(" 590.00 ", 59000)]
    [TestCase("５９０．００", 59000)]
    [TestCase("9999999999999.99", 999999999999999)]
    [TestCase("1,770.00", 177000)]
    [TestCase("１，７７０．００", 177000)]
    [TestCase("999,999,999,999.9", 99999999999990)]
    [TestCase("1,770", 177000)]
    public void Amounts_are_yuan_with_at_most_two_decimals(string amount, long fen) =>
        Assert.That(Said(Sound with { Amount = amount }).Amount, Is.EqualTo(new Money(fen)));

    [TestCase("590.001")]
    [TestCase("590.")]
    [TestCase(".50")]
    [TestCase("1,17.00")]
    [TestCase("1170,00")]
    [TestCase(",170.00")]
    [TestCase("1170,000.00")]
    [TestCase("1,,170.00")]
    [TestCase("1,170,.00")]
    [TestCase("1,1700")]
    [TestCase("1.170,00")]
    [TestCase("1 170.00")]
    [TestCase("1'170.00")]
    [TestCase("-590.00")]
    [TestCase("+590.00")]
    [TestCase("￥590.00")]
    [TestCase("590.00元")]
    [TestCase("5.9E2")]
    [TestCase("五百九十")]
    [TestCase("٥٩٠")]
    [TestCase("-")]
    [TestCase("")]
    [TestCase("10000000000000.00")]
    [TestCase("5.90.0")]
    public void Quarantines_what_is_no_amount(string amount)
    {
        Quarantine fault = Faults(Sound with { Amount = amount }).Single();

        Assert.That((fault.Code, fault.Found), Is.EqualTo(("Q-FORMAT", amount.Length > 0 && amount[0] == '￥' ? "￥590.00" : amount)));
    }

    [TestCase("paid", ReturnStatus.Paid)]
    [TestCase(" PAID ", ReturnStatus.Paid)]
    [TestCase("成功", ReturnStatus.Paid)]
    [TestCase("成 功", ReturnStatus.Paid)]
    [TestCase("Failed", ReturnStatus.Failed)]
    [TestCase("失败", ReturnStatus.Failed)]
    [TestCase("　失败　", ReturnStatus.Failed)]
    [TestCase("处理成功", ReturnStatus.Paid)]
    [TestCase("交易失败", ReturnStatus.Failed)]
    public void A_status_stands_in_either_language(string status, ReturnStatus expected) =>
        Assert.That(Said(Sound with { Status = status }).Status, Is.EqualTo(expected));

    [TestCase("")]
    [TestCase("ok")]
    [TestCase("paid!")]
    [TestCase("未成功")]
    [TestCase("退汇")]
    [TestCase("0")]
    public void Quarantines_a_status_that_is_neither_paid_nor_failed(string status)
    {
        Quarantine fault = Faults(Sound with { Status = status }).Single();

        Assert.That((fault.Code, fault.Found, fault.Expected), Is.EqualTo(("Q-STATUS", status, "paid|failed")));
        Assert.That(fault.Chinese, Does.Contain($"“{status}”"));
    }

    [TestCase("2026-06-05")]
    [TestCase("20260605")]
    [TestCase("2026/6/5")]
    [TestCase("2026-6-5")]
    [TestCase("2026/06/05")]
    [TestCase("2026年6月5日")]
    [TestCase("２０２６－０６－０５")]
    [TestCase("46178")]
    [TestCase("2026.6.5")]
    [TestCase("2026/06/05 10:22:33")]
    [TestCase("2026-06-05 1:02")]
    [TestCase("2026-06-05T10:22:33")]
    [TestCase("2026-06-05 10:22:33.123")]
    [TestCase("20260605102233")]
    [TestCase("20260605 102233")]
    [TestCase("2026年6月5日 10时22分33秒")]
    [TestCase("46178.4323958333")]
    public void A_day_is_written_as_in_rosters(string day) =>
        Assert.That(Said(Sound with { SettledOn = day }).SettledOn, Is.EqualTo(new DateOnly(2026, 6, 5)));

    [TestCase("", null)]
    [TestCase("-", null)]
    [TestCase("无", null)]
    [TestCase("0.00", 0L)]
    [TestCase("0", 0L)]
    public void A_failed_line_may_name_no_amount(string amount, long? fen) =>
        Assert.That(Said(Sound with { Amount = amount, Status = "failed" }).Amount?.Fen, Is.EqualTo(fen));

    [Test]
    public void A_failed_line_with_a_word_for_an_amount_is_quarantined() =>
        Assert.That(Faults(Sound with { Amount = "sixty", Status = "failed" }).Single().Code, Is.EqualTo("Q-FORMAT"));

    [TestCase("")]
    [TestCase("-")]
    [TestCase("/")]
    [TestCase("无")]
    public void A_day_may_be_absent(string day) => Assert.That(Said(Sound with { SettledOn = day }).SettledOn, Is.Null);

    [TestCase("2026-02-29")]
    [TestCase("2026-13-01")]
    [TestCase("2026-06-00")]
    [TestCase("05.06.2026")]
    [TestCase("2026-06-05 25:00")]
    [TestCase("2026-06-05 10")]
    [TestCase("46178.4.1")]
    [TestCase("yesterday")]
    [TestCase("260605")]
    public void Quarantines_what_is_no_day(string day) =>
        Assert.That(_folder.CodesOf(Sound with { SettledOn = day }), Is.EqualTo("Q-FORMAT"));

    [TestCase(0, "Q-FORMAT")]
    [TestCase(1, "sound")]
    [TestCase(64, "sound")]
    [TestCase(65, "Q-FORMAT")]
    public void A_payment_number_has_1_to_64_characters(int length, string expected) =>
        Assert.That(_folder.CodesOf(Sound with { PaymentNo = new string('7', length) }), Is.EqualTo(expected));

    [Test]
    public void A_full_width_payment_number_is_read_as_the_plain_one() =>
        Assert.That(Said(Sound with { PaymentNo = "２０２６－１－３２０３０２－ｓａｂ－０００００１" }).PaymentNo, Is.EqualTo(Sound.PaymentNo));

    [Test]
    public void A_reason_stays_as_the_bank_wrote_it() =>
        Assert.That(Said(Sound with { Reason = " 户名不符（“王”）, 1２ " }).Reason, Is.EqualTo("户名不符（“王”）, 1２"));

    [Test]
    public void All_faults_of_a_line_are_told_at_once_in_the_order_of_columns()
    {
        Quarantine[] faults = [.. Faults(new TestReturn("", "x", "y", "", "z"))];

        Assert.That(faults.Select(fault => fault.Code), Is.EqualTo(new[] { "Q-FORMAT", "Q-FORMAT", "Q-STATUS", "Q-FORMAT" }));
        Assert.That(faults[0].English, Is.EqualTo("payment_no is required and empty"));
        Assert.That(faults[1].English,
            Is.EqualTo("amount: expected yuan with at most 2 decimals, such as 1770.00 or 1,770.00, found \"x\""));
        Assert.That(faults[3].Chinese, Is.EqualTo("“入账日期”应为日期（可带时间），如2026-06-05，实为“z”"));
    }

    [Test]
    public void A_value_of_any_length_is_told_in_brief() =>
        Assert.That(Faults(Sound with { Status = new string('长', 5000) }).Single().Found, Has.Length.EqualTo(41));

    [TestCase("2026-1-320302-sab-000001,590.00,paid,", "expected 5 fields, found 4")]
    [TestCase("2026-1-320302-sab-000001,590.00,paid,,2026-06-05,", "expected 5 fields, found 6")]
    [TestCase("2026-1-320302-sab-000001,1,170.00,paid,,2026-06-05", "expected 5 fields, found 6")]
    [TestCase("2026-1-320302-sab-000001,590.00,failed,\"销户,2026-06-05", "quote")]
    [TestCase("2026-1-320302-sab-000001,590.00,failed,销\"户,2026-06-05", "quote")]
    [TestCase("2026-1-320302-sab-000001,590.00,failed,\"销\"户,2026-06-05", "quote")]
    [TestCase("\"", "quote")]
    [TestCase("2026-1-320302-sab-000001,590.00,pa\0id,,2026-06-05", "NUL")]
    [TestCase("2026-1-320302-sab-000001,590.00,failed,\u001b[31m,2026-06-05", "control character")]
    [TestCase("2026-1-320302-sab-000001,590.00,failed,a\u0085b,2026-06-05", "control character")]
    [TestCase("2026-1-320302-sab-000001,590.00,failed,a\tb,2026-06-05", "control character")]
    public void Quarantines_a_line_that_cannot_be_split_and_takes_those_beside_it(string line, string told)
    {
        ReturnItem[] items = [.. _folder.Read(ComposeReturns.Text([Sound], newLine: "\n") + line + "\n" + "2026-1-320302-sab-000003,590.00,"
            + "paid,,2026-06-05\n").Lines];

        Assert.That(items.Select(ReturnFolder.Codes), Is.EqualTo(new[] { "sound", "Q-ROW", "sound" }));
        Assert.That((items[1].Line, items[1].Raw, ((ReturnItem.Broken)items[1]).Faults[0].English),
            Is.EqualTo((3L, line, ((ReturnItem.Broken)items[1]).Faults[0].English)));
        Assert.That(((ReturnItem.Broken)items[1]).Faults[0].English, Does.StartWith("the line cannot be read: ").And.Contain(told));
    }

    [Test]
    public void Spaces_and_tabs_around_a_line_are_passed_over() =>
        Assert.That(ReturnFolder.Codes(_folder.Read("payment_no,amount,status,reason\n  2026-1-320302-sab-000001,590.00,paid,\"a\"  "
            + "\n2026-1-320302-sab-000002,\t590.00\t,paid,\t\n")), Is.EqualTo(new[] { "2: sound", "3: sound" }));

    [Test]
    public void Blank_lines_are_passed_over_and_counted() =>
        Assert.That(ReturnFolder.Codes(_folder.Read("\n \npayment_no,amount,status\n\n,,\n2026-1-320302-sab-000001,590.00,paid\n \t "
            + "\n\n2026-1-320302-sab-000002,590.00,paid")), Is.EqualTo(new[] { "6: sound", "9: sound" }));

    [Test]
    public void The_raw_line_is_kept_as_it_stands()
    {
        string line = "2026-1-320302-sab-000001, 590.00 ,paid,\"销户 \",２０２６-06-05 ";

        Assert.That(_folder.Read(ComposeReturns.Encode($"支付编号,金额,状态,原因,入账日期\r\n{line}\r\n", TestEncoding.Gb18030)).Lines.Single().Raw,
            Is.EqualTo(line));
    }

    private ReturnLine Said(TestReturn line) => ((ReturnItem.Answer)_folder.Read(ComposeReturns.Text([line])).Lines.Single()).Said;

    private IReadOnlyList<Quarantine> Faults(TestReturn line) =>
        ((ReturnItem.Broken)_folder.Read(ComposeReturns.Text([line])).Lines.Single()).Faults;
}
