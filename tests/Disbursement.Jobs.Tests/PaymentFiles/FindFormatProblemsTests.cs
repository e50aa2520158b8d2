using Disbursement.Jobs.PaymentFiles;

namespace Disbursement.Jobs.Tests.PaymentFiles;

/// <summary>Every problem code, at the limit and one step past it.</summary>
[TestFixture]
internal sealed class FindFormatProblemsTests
{
    [Test]
    [NonParallelizable]
    public void A_sound_payment_has_none_and_costs_no_memory()
    {
        using TestBatch batch = new TestBatch().WithPeculiarities();
        for (int i = 0; i < 20_000; i++)
            Assert.That(batch.Lines.Sum(line => FindFormatProblems.Run(line, batch.Bureau).Count), Is.Zero);

        // The run-time now and then takes memory of its own on this thread, and compiles the last form of the code late where the machine
        // or this process does much else: it is tried alone, and the least of some tries is what the code takes.
        long least = long.MaxValue;
        for (int i = 0; i < 300 && least >= 2_000; i++)
        {
            if (i > 20)
                Thread.Sleep(100);
            long before = GC.GetAllocatedBytesForCurrentThread();
            foreach (PaymentLine line in batch.Lines)
                FindFormatProblems.Run(line, batch.Bureau);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.That(least, Is.LessThan(2_000), "nothing for each of the five, whatever the run-time itself needs");
    }

    [TestCase(140, "")]
    [TestCase(141, "F-LENGTH")]
    public void A_name_has_140_characters_in_a_message(int length, string code)
    {
        string name = new('王', length);

        Assert.That(Codes(TestBatch.Line(1) with { Name = name, AccountName = name }, "pain001"),
            Is.EqualTo(code.Length == 0 ? "" : $"{code} name+{code} account_name"));
        Assert.That(Codes(TestBatch.Line(1) with { Name = name, AccountName = name }, "csv+xlsx+bank"), Is.Empty);
    }

    [TestCase(0, "F-LENGTH account_name")]
    [TestCase(1, "")]
    public void A_name_is_not_empty_in_a_message(int length, string codes) =>
        Assert.That(Codes(TestBatch.Line(1) with { AccountName = new string('王', length) }, "pain001"), Is.EqualTo(codes));

    [TestCase(34, "")]
    [TestCase(35, "F-LENGTH bank_account")]
    public void An_account_has_34_characters_in_a_message(int length, string codes) =>
        Assert.That(Codes(TestBatch.Line(1) with { BankAccount = new string('1', length) }, "pain001"), Is.EqualTo(codes));

    [TestCase(35, "")]
    [TestCase(36, "F-LENGTH bank_code")]
    public void A_bank_code_has_35_characters_in_a_message(int length, string codes) =>
        Assert.That(Codes(TestBatch.Line(1) with { BankCode = new string('1', length) }, "pain001"), Is.EqualTo(codes));

    [TestCase("313303000067", 141, "")]
    [TestCase("", 140, "")]
    [TestCase("", 141, "F-LENGTH bank_name")]
    [TestCase("", 0, "")]
    public void A_bank_name_counts_in_a_message_where_there_is_no_bank_code(string bankCode, int length, string codes) =>
        Assert.That(
            Codes(TestBatch.Line(1) with { BankCode = bankCode, BankName = new string('行', length) }, "pain001"), Is.EqualTo(codes));

    [TestCase(32_767, "")]
    [TestCase(32_768, "F-LENGTH bank_name")]
    public void A_cell_of_a_workbook_has_32767_characters(int length, string codes)
    {
        PaymentLine line = TestBatch.Line(1) with { BankName = new string('行', length) };
        Assert.That(Codes(line, "xlsx"), Is.EqualTo(codes));

        using TestBatch batch = new TestBatch().With(line);
        batch.Bureau = TestBatch.BureauOf("xlsx");
        Assert.That(() => batch.Write(),
            codes.Length == 0 ? Throws.Nothing : Throws.InvalidOperationException.With.Message.Contains("32768"));
    }

    [TestCase(new[] { '王', '\uD842', '\uDFB7' }, "")]
    [TestCase(new[] { '王', '\uD842' }, "F-ENCODING name")]
    [TestCase(new[] { '\uDFB7', '王' }, "F-ENCODING name")]
    [TestCase(new[] { '\uD842', '\uDFB7', '\uD842', '\uD842', '\uDFB7' }, "F-ENCODING name")]
    public void Half_a_character_has_no_bytes_in_any_encoding(char[] name, string codes)
    {
        foreach (string encoding in new[] { "utf-8", "gb18030" })
        {
            foreach (string format in new[] { "csv", "bank" })
            {
                PaymentLine line = TestBatch.Line(1) with { Name = new string(name) };
                Assert.That(Codes(line, format, encoding), Is.EqualTo(codes));
            }
        }
    }

    [TestCase("¦", "")]
    [TestCase("｜", "")]
    [TestCase("|", "F-SEPARATOR name")]
    [TestCase("\t", "")]
    [TestCase("\n", "F-SEPARATOR name")]
    [TestCase("\r", "F-SEPARATOR name")]
    [TestCase("\u2028", "F-SEPARATOR name")]
    public void A_separator_inside_a_text_would_break_the_bank_text(string character, string codes)
    {
        PaymentLine line = TestBatch.Line(1) with { Name = $"王{character}英" };

        Assert.That(Codes(line, "bank"), Is.EqualTo(codes));
        Assert.That(Codes(line, "csv+xlsx+pain001"), Is.Empty);
        Assert.That(Codes(TestBatch.Line(1) with { AccountName = "王|" }, "bank"), Is.Empty, "the bank text has no such field");
    }

    [TestCase('\u001F', true)]
    [TestCase(' ', false)]
    [TestCase('\t', false)]
    [TestCase('\u0000', true)]
    [TestCase('\uFFFD', false)]
    [TestCase('\uFFFE', true)]
    [TestCase('\uFFFF', true)]
    [TestCase('\uD842', true)]
    public void What_XML_cannot_hold_neither_a_message_nor_a_workbook_can(char character, bool isProblem)
    {
        PaymentLine line = TestBatch.Line(1) with { Name = $"王{character}英" };

        foreach (string format in new[] { "xlsx", "pain001" })
        {
            Assert.That(Codes(line, format), Is.EqualTo(isProblem ? "F-XML name" : ""));

            using TestBatch batch = new TestBatch().With(line);
            batch.Bureau = TestBatch.BureauOf(format);
            Assert.That(() => batch.Write(), isProblem ? Throws.Exception : Throws.Nothing,
                "what is no problem can be written, and what is one never slips through");
        }
    }

    [Test]
    public void All_problems_of_all_formats_are_told_at_once_in_both_languages_without_the_value()
    {
        IReadOnlyList<FormatProblem> problems = FindFormatProblems.Run(TestBatch.Line(1) with { Name = new string('王', 150) + "|\u0001",
            BankAccount = new string('7', 40) }, TestBatch.BureauOf(TestBatch.Formats));

        Assert.Multiple(() =>
        {
            Assert.That(problems.Select(problem => problem.English), Is.EqualTo([
                "xlsx: XML cannot hold character 152 of name, U+0001",
                "pain001: name takes 1 to 140 characters, found 152",
                "pain001: XML cannot hold character 152 of name, U+0001",
                "pain001: bank_account takes 1 to 34 characters, found 40",
                "bank: U+007C ends a field or a line there, and is character 151 of name: written full-width or as a space",
            ]));
            Assert.That(problems.Select(problem => problem.Chinese), Is.EqualTo([
                "xlsx 格式（XML）不能含有姓名的第 152 个字符 U+0001",
                "pain001 格式的姓名须为 1 至 140 个字符，实为 152 个",
                "pain001 格式（XML）不能含有姓名的第 152 个字符 U+0001",
                "pain001 格式的银行账号须为 1 至 34 个字符，实为 40 个",
                "bank 格式以 U+007C 分隔字段或行，姓名的第 151 个字符即是，已改写为全角或空格",
            ]));
            Assert.That(FindFormatProblems.Run(TestBatch.Line(1) with { Name = "王\uD842" }, TestBatch.BureauOf("bank", "gb18030"))
                .Single().English, Is.EqualTo("bank: gb18030 cannot carry character 2 of name, U+D842"));
        });
    }

    private static string Codes(PaymentLine line, string formats, string encoding = "utf-8") =>
        string.Join('+', FindFormatProblems.Run(line, TestBatch.BureauOf(formats, encoding))
            .Select(problem => $"{problem.Code} {problem.Column.English}"));
}
