using System.Text;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Households;
using Disbursement.Jobs.PaymentFiles;
using Disbursement.Jobs.Tests.Rosters;
using MiniExcelLibs;

namespace Disbursement.Jobs.Tests.PaymentFiles;

/// <summary>A bureau's own columns: what a template may say, how a mistake is told, what its files hold and cannot carry.</summary>
[TestFixture]
internal sealed class TemplateTests
{
    private const string Sound = """
        name: 本地表
        file: text
        encoding: gb18030
        separator: "|"
        columns:
          - { header: 姓名, source: name, width: 8, required: true }
          - { header: 金额, source: amount, number: fen, width: 10, pad: left, fill: "0" }
          - { header: 日期, source: value_date, date: yyyyMMdd }
          - { header: 编码, source: catalogue }
          - { header: 摘要, text: 补贴 }
        catalogue: { sab: "0301" }
        """;

    private static readonly RegionNames Regions =
        new(new Dictionary<string, string> { ["320302001000"] = "样例街道", ["320302001001"] = "样例社区" });

    private TestBatch _batch = null!;

    [SetUp]
    public void MakeBatch() => _batch = new TestBatch();

    [TearDown]
    public void RemoveBatch() => _batch.Dispose();

    [Test]
    public void The_shipped_template_is_sound_and_has_eighteen_columns_and_a_code_for_every_scheme()
    {
        string inputs = Path.Combine(Repository.Root, "inputs");

        (ExportTemplate? template, _, IReadOnlyList<Jobs.Yaml.YamlDefect> defects) = ReadTemplates.Read(inputs, "ykt");

        Assert.That(defects, Is.Empty);
        Assert.That((template!.Name, template.File, template.Columns.Count), Is.EqualTo(("一卡通导入表", TemplateFile.Xlsx, 18)));
        Assert.That(template.Catalogue.Keys, Is.EquivalentTo(Jobs.Policies.ReadDefinitions.Shipped.Select(
            definition => definition.Scheme.Code)));
        Assert.That(ReadTemplates.NamesIn(inputs), Does.Contain("ykt"));
    }

    [TestCase("name: 本地表", "nam: 本地表", "own.yaml:1: name: is missing")]
    [TestCase("name: 本地表", "name: 本地表\ncolour: red", "own.yaml:2: colour: unknown key")]
    [TestCase("file: text", "file: pdf", "own.yaml:2: file: 'pdf' is not one of csv, text, xlsx")]
    [TestCase("file: text", "file: xlsx", "own.yaml:3: encoding: unknown key")]
    [TestCase("gb18030", "gbk", "own.yaml:3: encoding: 'gbk' is neither utf-8 nor gb18030")]
    [TestCase("\"|\"", "\"||\"", "own.yaml:4: separator: '||' is not one sign such as , ; or |, nor tab, nor none")]
    [TestCase("source: name", "source: nane", "own.yaml:6: columns[0].source: 'nane' is none of sequence, payment_no,")]
    [TestCase("header: 摘要", "header: 姓名", "own.yaml:10: columns[4].header: '姓名' stands twice")]
    [TestCase("header: 摘要", "header: 摘|要",
        "own.yaml:10: columns[4].header: must be at most 100 characters, without separators and control characters")]
    [TestCase("text: 补贴", "text: 补|贴", "own.yaml:10: columns[4].text: holds a separator or a control character")]
    [TestCase("text: 补贴", "text: 补贴, source: name",
        "own.yaml:10: columns[4].source: either source or text must be there, and not both")]
    [TestCase("text: 补贴", "width: 3", "own.yaml:10: columns[4].source: either source or text must be there, and not both")]
    [TestCase("text: 补贴", "text: 补贴, width: 1", "own.yaml:10: columns[4].text: is longer than its width of 1")]
    [TestCase("text: 补贴", "text: 补贴, number: fen", "own.yaml:10: columns[4].number: is for amounts alone")]
    [TestCase("text: 补贴", "text: 补贴, pad: left", "own.yaml:10: columns[4].pad: needs a width")]
    [TestCase("text: 补贴", "text: 补贴, widht: 3", "own.yaml:10: columns[4].widht: unknown key")]
    [TestCase("width: 8", "width: 0", "own.yaml:6: columns[0].width: '0' is not a whole number from 1 to 1000")]
    [TestCase("fill: \"0\"", "fill: 零", "own.yaml:7: columns[1].fill: must be one character of ASCII")]
    [TestCase("number: fen", "number: dollars", "own.yaml:7: columns[1].number: 'dollars' is not one of yuan, grouped, short, fen")]
    [TestCase("date: yyyyMMdd", "date: MMdd", "own.yaml:8: columns[2].date: 'MMdd' is no form of a day, such as yyyyMMdd or yyyy年M月d日")]
    [TestCase("sab:", "s-b:", "own.yaml:11: catalogue.s-b: is not the code of a scheme")]
    [TestCase("catalogue: { sab: \"0301\" }", "", "own.yaml:1: catalogue: is missing")]
    public void A_mistake_is_told_with_file_line_and_key(string from, string to, string expected)
    {
        Assert.That(Sound.Contains(from, StringComparison.Ordinal), Is.True, "the edit must find its place");

        (ExportTemplate? template, IReadOnlyList<Jobs.Yaml.YamlDefect> defects) =
            ReadTemplates.Of("own.yaml", "own", Encoding.UTF8.GetBytes(Sound.Replace(from, to, StringComparison.Ordinal)));

        Assert.That(template, Is.Null);
        Assert.That(defects.Select(defect => defect.ToString()), Has.Some.StartsWith(expected));
        InBothLanguages.Check(defects.Select(defect => defect.Told));
    }

    [TestCase("F2-alias-bomb.yaml")]
    [TestCase("F4-deep-map.yaml")]
    [TestCase("F7-self-alias-map.yaml")]
    public void A_hostile_template_is_refused(string name)
    {
        byte[] bytes = File.ReadAllBytes(Path.Combine(Repository.Root, "tests", "rosters", name));

        (ExportTemplate? template, IReadOnlyList<Jobs.Yaml.YamlDefect> defects) = ReadTemplates.Of(name, "own", bytes);

        Assert.That((template, defects.Count), Is.EqualTo(((ExportTemplate?)null, 1)));
        InBothLanguages.Check(defects.Select(defect => defect.Told));
    }

    [TestCase("csv")]
    [TestCase("Own")]
    [TestCase("a-name-of-seventeen")]
    [TestCase("a/b")]
    public void The_name_of_a_template_is_short_plain_and_no_built_in_format(string id) => InBothLanguages.CheckOne(
        [.. ReadTemplates.Of("x.yaml", id, Encoding.UTF8.GetBytes(Sound)).Defects.Select(defect => defect.Told)], "x.yaml: the name of");

    [Test]
    public void A_text_has_its_separator_its_padding_its_days_and_the_encoding_of_the_template()
    {
        Template(Sound);
        _batch.With(TestBatch.Line(1), TestBatch.Line(2) with { Name = "王㐂𠮷", Amount = new Money(1), Current = new Money(1) });

        string path = _batch.Write("own");

        Assert.That(Path.GetFileName(path), Is.EqualTo("sab-own.txt"));
        Assert.That(BureauEncoding.Of("gb18030").GetString(File.ReadAllBytes(path)),
            Is.EqualTo("王秀英|0000708000|20260615|0301|补贴\r\n王㐂𠮷|0000000001|20260615|0301|补贴\r\n"));
    }

    [Test]
    public void Columns_of_fixed_width_count_bytes_where_they_are_told_to()
    {
        Template("""
            file: text
            encoding: gb18030
            separator: none
            header: true
            columns:
              - { header: a, source: name, width: 10, widthIn: bytes }
              - { header: b, source: sequence, width: 4, pad: left, fill: "0" }
            """);
        _batch.With(TestBatch.Line(7));

        Assert.That(BureauEncoding.Of("gb18030").GetString(File.ReadAllBytes(_batch.Write("own"))),
            Is.EqualTo("a            b\r\n王秀英    0007\r\n"));
    }

    [Test]
    public void A_csv_quotes_and_disarms_texts_and_leaves_numbers_alone()
    {
        Template("""
            file: csv
            columns:
              - { header: 名, source: name }
              - { header: 扣, source: recovery }
              - { header: 额, source: amount, number: grouped }
              - { header: 月, source: month_count }
              - { header: 标准, source: standard, number: short }
              - { header: 镇, source: township }
              - { header: 村, source: village }
              - { header: 空, text: "" }
            """);
        _batch.With(
            TestBatch.Line(1) with { Name = "=王,\"英\"", Offset = new Money(100), Amount = new Money(707_900) },
            TestBatch.Line(2) with { Months = "1-5,7", RegionCode = "320302002001" });

        Assert.That(File.ReadAllText(_batch.Write("own")), Is.EqualTo(
            "名,扣,额,月,标准,镇,村,空\r\n\"'=王,\"\"英\"\"\",-1.00,\"7,079.00\",12,590,样例街道,样例社区,\r\n王秀英,0.00,\"7,080.00\",6,1180,,,\r\n"));
    }

    [Test]
    public void A_workbook_has_numbers_as_numbers_and_numbers_of_people_as_text()
    {
        Template("""
            name: 导入表
            file: xlsx
            columns:
              - { header: 序号, source: sequence }
              - { header: 号码, source: id_number }
              - { header: 金额, source: amount }
              - { header: 分, source: amount, number: fen }
            """);
        _batch.With(TestBatch.Line(12));

        string path = _batch.Write("own");
        IDictionary<string, object>[] rows = [.. MiniExcel.Query(path, sheetName: "导入表").Cast<IDictionary<string, object>>()];

        Assert.That(rows[0].Values, Is.EqualTo(new object[] { "序号", "号码", "金额", "分" }));
        Assert.That(rows[1].Values, Is.EqualTo(new object[] { 12d, TestBatch.Line(12).IdNumber, 7080d, 708_000d }));
    }

    [Test]
    public void A_payment_that_was_never_of_this_year_has_no_standard_and_no_count_of_months()
    {
        Template("file: csv\nheader: false\ncolumns: [{ header: a, source: standard }, { header: b, source: month_count }]");
        _batch.With(
            TestBatch.Line(1) with { Months = "", Current = Money.Zero, Arrears = new Money(708_000) },
            TestBatch.Line(2) with { Months = "1-7" });

        Assert.That(File.ReadAllText(_batch.Write("own")), Is.EqualTo(",\r\n,7\r\n"));
    }

    [TestCase("王", "")]
    [TestCase("", "F-LENGTH own: 姓名 takes 1 to 8 characters, found 0")]
    [TestCase("王王王王王王王王王", "F-LENGTH own: 姓名 takes 1 to 8 characters, found 9")]
    [TestCase("王|", "F-SEPARATOR own: U+007C ends a field or a line there, and is character 2 of 姓名")]
    [TestCase("王\u2028", "F-SEPARATOR own: U+2028 ends a field or a line there, and is character 2 of 姓名")]
    public void What_a_column_cannot_carry_is_a_named_problem(string name, string expected) =>
        Assert.That(Problems(Sound, TestBatch.Line(1) with { Name = name }), Is.EqualTo(expected));

    [Test]
    public void Half_a_character_has_no_bytes_in_any_encoding() => Assert.That(
        Problems(Sound, TestBatch.Line(1) with { Name = "王\uD842" }),
        Is.EqualTo("F-ENCODING own: gb18030 cannot carry character 2 of 姓名, U+D842"));

    [Test]
    public void An_amount_that_is_wider_than_its_column_and_a_scheme_without_a_code_are_problems()
    {
        Assert.That(Problems(Sound.Replace("width: 10", "width: 5", StringComparison.Ordinal), TestBatch.Line(1)),
            Is.EqualTo("F-LENGTH own: 金额 takes 0 to 5 characters, found 6"));
        Assert.That(Problems(Sound, TestBatch.Line(1) with { Scheme = "sac" }),
            Is.EqualTo("F-LENGTH own: 编码 takes 1 to 32767 characters, found 0"));
        Assert.That(Problems("file: text\ncolumns: [{ header: a, source: name, width: 5, widthIn: bytes }]", TestBatch.Line(1)),
            Is.EqualTo("F-LENGTH own: a takes 0 to 5 bytes, found 9"));
        Assert.That(Problems("file: xlsx\ncolumns: [{ header: a, source: name }]", TestBatch.Line(1) with { Name = "王\u0001" }),
            Is.EqualTo("F-XML own: XML cannot hold character 2 of a, U+0001"));
    }

    private static ExportTerms Terms(string text)
    {
        (ExportTemplate? template, IReadOnlyList<Jobs.Yaml.YamlDefect> defects) =
            ReadTemplates.Of("own.yaml", "own", Encoding.UTF8.GetBytes(text.StartsWith("name", StringComparison.Ordinal)
                ? text
                : $"name: own\n{text}"));
        Assert.That(defects, Is.Empty);
        return new ExportTerms(new Dictionary<string, ExportTemplate> { ["own"] = template! }, Regions);
    }

    private void Template(string text)
    {
        _batch.Exports = Terms(text);
        _batch.Bureau = TestBatch.BureauOf("own");
    }

    private string Problems(string text, PaymentLine line)
    {
        Template(text);
        return string.Join('+', FindFormatProblems.Run(line, _batch.Bureau, _batch.Exports, _batch.Heading.Facts)
            .Select(problem => $"{problem.Code} {problem.English}"));
    }
}
