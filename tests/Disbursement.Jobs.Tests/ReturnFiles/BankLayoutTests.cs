using Disbursement.Domain.Returns;
using Disbursement.Jobs.ReturnFiles;
using Disbursement.Jobs.Tests.Rosters;
using MiniExcelLibs;

namespace Disbursement.Jobs.Tests.ReturnFiles;

/// <summary>Layouts of banks: what their files may say, how a mistake is told, and which of them a return file is read as.</summary>
[TestFixture]
internal sealed class BankLayoutTests
{
    private const string Sound = """
        name: 某行
        find: account
        columns: { account: [账号], name: 户名, amount: 金额, status: [结果码], reason: 说明, settled_on: 时间 }
        status: { paid: [S], failed: [F, "E "] }
        """;

    private const string Account = "6299990000015709359";

    private ReturnFolder _folder = null!;

    private string Banks => Path.Combine(_folder.Root, "banks");

    [SetUp]
    public void MakeFolder()
    {
        _folder = new ReturnFolder();
        Directory.CreateDirectory(Banks);
    }

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public void The_shipped_layouts_are_sound()
    {
        (BankLayouts layouts, ReturnRemark? refusal) = ReadBankLayouts.Run(Path.Combine(Repository.Root, "inputs", "banks"), null);

        Assert.That((refusal, layouts.Mistakes.Count, string.Join(' ', layouts.Banks.Select(bank => bank.Name))),
            Is.EqualTo(((ReturnRemark?)null, 0, "工行批量代发结果 仅失败清单")));
    }

    [Test]
    public void A_layout_is_read_and_kept_with_its_bytes()
    {
        BankLayout bank = Layout(Sound);

        Assert.That((bank.Id, bank.Name, bank.Find, bank.Sha256.Length, bank.Status(" e"), bank.Status("Ｓ"), bank.Status("成功")),
            Is.EqualTo(("bank", "某行", FindBy.Account, 64, (ReturnStatus?)ReturnStatus.Failed, (ReturnStatus?)ReturnStatus.Paid,
                (ReturnStatus?)null)));
    }

    [TestCase("find: account", "find: acount", "bank.yaml:2: find: 'acount' is not one of number, sequence, account")]
    [TestCase("name: 某行", "nam: 某行", "bank.yaml:1: name: is missing")]
    [TestCase("account: [账号]", "acount: [账号]", "bank.yaml:3: columns.acount: unknown key")]
    [TestCase("account: [账号], ", "", "bank.yaml:3: columns.account: is missing: find: account needs it")]
    [TestCase("amount: 金额, ", "", "bank.yaml:3: columns.amount: is missing: find: account needs it")]
    [TestCase("status: [结果码], ", "", "bank.yaml:3: columns.status: is missing: find: account needs it")]
    [TestCase("failed: [F, \"E \"]", "failed: [F, s]", "bank.yaml:4: status.failed: 's' stands in paid too")]
    [TestCase("failed: [F, \"E \"]", "failed: { a: b }", "bank.yaml:4: status.failed: must be a value, or a list of values")]
    [TestCase("paid: [S]", "all: maybe", "bank.yaml:4: status.all: 'maybe' is neither paid nor failed")]
    [TestCase("find: account", "find: account\ndays: [dd]", "bank.yaml:3: days: 'dd' is no form of a day, such as yyyy-MM-dd HH:mm:ss")]
    [TestCase("find: account", "find: account\nheader: false",
        "bank.yaml:4: columns.account: must be a place such as 3, since header is false")]
    [TestCase("find: account", "find: account\namounts: { decimal: x }", "bank.yaml:3: amounts.decimal: 'x' is neither . nor ,")]
    [TestCase("find: account", "find: account\nanswersWithin: 0", "bank.yaml:3: answersWithin: '0' is not a whole number from 1 to 3660")]
    public void A_mistake_is_told_with_file_line_and_key(string from, string to, string expected)
    {
        (BankLayout? layout, IReadOnlyList<Jobs.Yaml.YamlDefect> defects) =
            ReadBankLayouts.Of("bank.yaml", System.Text.Encoding.UTF8.GetBytes(Sound.Replace(from, to, StringComparison.Ordinal)));

        Assert.That(layout, Is.Null);
        Assert.That(defects.Select(defect => defect.ToString()), Has.Some.StartsWith(expected));
        InBothLanguages.Check(defects.Select(defect => defect.Told));
    }

    [TestCase("F2-alias-bomb.yaml")]
    [TestCase("F4-deep-map.yaml")]
    [TestCase("F7-self-alias-map.yaml")]
    public void A_hostile_layout_is_refused_by_name_and_ours_are_read_all_the_same(string name)
    {
        File.Copy(Path.Combine(Repository.Root, "tests", "rosters", name), Path.Combine(Banks, "evil.yaml"));

        (BankLayouts layouts, ReturnRemark? refusal) = ReadBankLayouts.Run(Banks, "evil");

        Assert.That((refusal!.English, layouts.Banks.Count), Is.EqualTo((layouts.Mistakes.Single().English, 0)));
        Assert.That(refusal.English, Does.Contain("evil.yaml:"));
        InBothLanguages.Check([new Jobs.Files.FileRemark(refusal.English, refusal.Chinese)]);
        Assert.That(ReturnFolder.Said(_folder.Read(ComposeReturns.Text([ComposeReturns.Paid("a")]))), Has.Length.EqualTo(1));
    }

    [Test]
    public void A_layout_that_is_a_pipe_or_a_folder_is_refused_by_name()
    {
        Directory.CreateDirectory(Path.Combine(Banks, "folder.yaml"));
        Assert.That(ReadBankLayouts.Run(Banks, null).Layouts.Mistakes, Is.Empty, "a folder is no file");
        if (!OperatingSystem.IsLinux())
            return;

        using System.Diagnostics.Process made = System.Diagnostics.Process.Start("mkfifo", Path.Combine(Banks, "pipe.yaml"));
        made.WaitForExit();
        Assert.That(ReadBankLayouts.Run(Banks, "pipe").Refusal!.English, Does.Contain("pipe.yaml").And.Contain("is a pipe"));
    }

    [Test]
    public void A_layout_that_is_not_there_is_refused_with_those_that_are()
    {
        Put("one", Sound);

        Assert.That(ReadBankLayouts.Run(Banks, "two").Refusal!.English, Does.Contain("no layout two").And.Contain("one, own, pain002"));
    }

    [Test]
    public void A_file_is_read_as_the_layout_whose_columns_it_has()
    {
        ReturnReading reading = Read($"代发结果\n单位：某县\n账号,户名,金额,结果码,说明,时间\n{Account},陆 样·敏,\"1,770.00\",S,,2026/06/10 10:22:33\n"
            + $"6299 9900 0001 5709 359,陆样敏,0.00,F,户名不符,\n合计,,1770.00,,,\n", Layout(Sound));

        Assert.That((reading.Bank.Name, reading.TitleLines, reading.HeaderLines), Is.EqualTo(("某行", 2, 1)));
        ReturnItem[] items = [.. reading.Lines];
        Assert.That(items.Select(item => item.Line), Is.EqualTo(new long[] { 4, 5, 6 }));
        Assert.That(items[2], Is.TypeOf<ReturnItem.PassedOver>());
        Assert.That(items.Take(2).Cast<ReturnItem.Answer>().Select(answer => answer.Clue),
            Is.All.EqualTo(new ReturnClue(0, Account, "陆样敏", "")));
        Assert.That(((ReturnItem.Answer)items[0]).Said, Is.EqualTo(
            new ReturnLine("", new Domain.Amounts.Money(177000), ReturnStatus.Paid, "", new DateOnly(2026, 6, 10))));
    }

    [TestCase("6299990000015709358", "Q-FORMAT")]
    [TestCase("6.29999E+18", "Q-FORMAT")]
    [TestCase("", "Q-FORMAT")]
    [TestCase(Account, "sound")]
    [TestCase("'" + Account, "sound")]
    public void An_account_that_a_spreadsheet_has_spoilt_is_quarantined(string account, string expected) =>
        Assert.That(ReturnFolder.Codes(Read($"账号,户名,金额,结果码\n{account},陆样敏,60,S\n", Layout(Sound)).Lines.Single()), Is.EqualTo(expected));

    [Test]
    public void A_payment_number_is_stronger_than_an_account()
    {
        const string Both = "支付编号,账号,户名,金额,处理状态\n2026-1-320302-sab-000001,6299990000015709359,陆样敏,60.00,成功\n";

        Assert.That(Read(Both, Layout(Sound.Replace("结果码", "处理状态", StringComparison.Ordinal))).Bank, Is.SameAs(BankLayout.Own));
    }

    [Test]
    public void A_file_that_two_layouts_fit_is_refused_with_both()
    {
        ReturnRemark refusal =
            Read($"账号,户名,金额,结果码\n{Account},陆样敏,60,S\n", Layout(Sound), Layout(Sound) with { Id = "other", English = "另一行" }).Refusal!;

        Assert.That(refusal.English, Does.Contain("bank (某行), other (另一行)").And.Contain("--bank"));
    }

    [Test]
    public void A_list_of_failures_is_one_only_with_reasons_and_without_a_status()
    {
        BankLayout failures = ReadBankLayouts.Run(Path.Combine(Repository.Root, "inputs", "banks"), "failures-only").Layouts.Chosen!;
        string[] refusals =
        [
            Read($"账号,户名,金额,失败原因,处理标志\n{Account},陆样敏,60,,S\n", failures).Refusal!.English,
            Read($"账号,户名,金额\n{Account},陆样敏,60\n", failures).Refusal!.English,
        ];

        Assert.That(refusals[0], Does.Contain("处理标志"));
        Assert.That(refusals[1], Does.Contain("reason 失败原因"));
        ReturnItem[] items = [.. Read($"账号,户名,金额,失败原因\n{Account},陆样敏,60,账户已销\n{Account},陆样敏,60,成功\n", failures).Lines];
        Assert.That(items.Select(ReturnFolder.Codes), Is.EqualTo(new[] { "sound", "Q-STATUS" }));
        Assert.That(((ReturnItem.Answer)items[0]).Said.Status, Is.EqualTo(ReturnStatus.Failed));
    }

    [Test]
    public void A_layout_by_places_in_fen_with_commas_for_points_is_read_where_it_is_named()
    {
        BankLayout places = Layout("""
            name: 定位文本
            find: number
            header: false
            columns: { number: 1, amount: 3, status: 2, settled_on: 4 }
            status: { paid: [0000], failed: [E001] }
            amounts: { unit: fen, thousands: none }
            days: [ddMMyyyy]
            """), comma = Layout("""
            name: 逗号
            find: number
            columns: { number: 流水, amount: 数额, status: 码 }
            status: { paid: [0], failed: [1] }
            amounts: { decimal: "," }
            """);

        Assert.That(ReturnFolder.Said(Read("p1|0000|177000|10062026|x\np2|E001||10062026|\n", BankLayouts.Only(places))), Is.EqualTo(new[]
        {
            new ReturnLine("p1", new Domain.Amounts.Money(177000), ReturnStatus.Paid, "", new DateOnly(2026, 6, 10)),
            new ReturnLine("p2", null, ReturnStatus.Failed, "", new DateOnly(2026, 6, 10)),
        }));
        Assert.That(ReturnFolder.Codes(Read("p1|0000|1770.00|2026-06-10|x\n", BankLayouts.Only(places)).Lines.Single()),
            Is.EqualTo("Q-FORMAT+Q-FORMAT"));
        Assert.That(ReturnFolder.Said(Read("流水;数额;码\np1;1.770,50;0\n", comma)).Single().Amount,
            Is.EqualTo(new Domain.Amounts.Money(177050)));
    }

    [Test]
    public void A_workbook_is_read_like_text_sheet_by_sheet()
    {
        byte[] book = Book(
            ("结果", [["代发结果"], ["账号", "户名", "金额", "结果码"], [Account, "陆样敏", 60.00, "S"], ["合计", null, 60.00, null]]),
            ("说明", [["此表为说明"]]));

        ReturnReading reading = Read(book, new BankLayouts([Layout(Sound)], null));

        Assert.That((reading.Encoding, reading.Bank.Name, reading.TitleLines, reading.Warnings.Count, reading.Lines.Count()),
            Is.EqualTo(("xlsx", "某行", 1, 1, 2)));
        Assert.That(reading.Lines.OfType<ReturnItem.Answer>().Single().Clue!.Account, Is.EqualTo(Account));
    }

    /// <summary>A workbook of sheets, row by row.</summary>
    public static byte[] Book(params (string Name, object?[][] Rows)[] sheets)
    {
        using MemoryStream stream = new();
        stream.SaveAs(sheets.ToDictionary(sheet => sheet.Name, sheet => (object)sheet.Rows.Select(row => Enumerable.Range(0, 5)
            .ToDictionary(i => $"c{i}", i => i < row.Length ? row[i] : null)).ToArray()), printHeader: false);
        return stream.ToArray();
    }

    private BankLayout Layout(string text)
    {
        (BankLayout? layout, IReadOnlyList<Jobs.Yaml.YamlDefect> defects) =
            ReadBankLayouts.Of("bank.yaml", System.Text.Encoding.UTF8.GetBytes(text));
        Assert.That(defects, Is.Empty);
        return layout!;
    }

    private void Put(string name, string text) => File.WriteAllText(Path.Combine(Banks, name + ".yaml"), text);

    private ReturnReading Read(string text, params BankLayout[] banks) => Read(text, new BankLayouts(banks, null));

    private ReturnReading Read(string text, BankLayouts layouts) => Read(System.Text.Encoding.UTF8.GetBytes(text), layouts);

    private ReturnReading Read(byte[] bytes, BankLayouts layouts)
    {
        File.WriteAllBytes(_folder.File, bytes);
        return ReadReturnFile.Open(_folder.File, layouts, CancellationToken.None);
    }
}
