using System.Text;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Intake;

/// <summary>The forms in which files and values come.</summary>
[TestFixture]
internal sealed class FormTests
{
    private TestInputs _inputs = null!;

    public static Encoding Gb18030 { get; } = CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!;

    [SetUp]
    public void MakeInputs() => _inputs = new TestInputs();

    [TearDown]
    public void RemoveInputs() => _inputs.Dispose();

    [TestCase("2014-05-06")]
    [TestCase("20140506")]
    [TestCase("2014/5/6")]
    [TestCase("2014/05/06")]
    [TestCase("2014年5月6日")]
    [TestCase("2014年05月06日")]
    [TestCase("２０１４年５月６日")]
    [TestCase("２０１４0506")]
    [TestCase(" 2014-05-06 ")]
    [TestCase("\u30002014-05-06\u3000")]
    public void A_date_is_the_same_day_in_every_form(string date)
    {
        TestHousehold born = A.Household(1).Child(("birth_date", date));
        TestHousehold other = A.Household(2).Child(("birth_date", date), ("id_number", People.Id("2014-05-07", false, 2)));

        TestRun run = _inputs.Roster("a.csv", born, other).Read();

        Assert.That((run.Codes("H-00001"), run.Codes("H-00002")), Is.EqualTo(("", "R-ID-MISMATCH")));
    }

    [TestCase(',', "\n", false)]
    [TestCase(',', "\r\n", false)]
    [TestCase('\t', "\n", false)]
    [TestCase('\t', "\r\n", true)]
    [TestCase(';', "\n", true)]
    [TestCase(';', "\r\n", false)]
    [TestCase('|', "\n", false)]
    [TestCase('|', "\r\n", true)]
    [TestCase(',', "\n", true)]
    public void Separators_line_ends_and_a_byte_order_mark_make_no_difference(char separator, string newLine, bool hasMark)
    {
        string text = RosterText.Of(A.Household(1).Mother(("name", "王,\"秀\";英|")).Rows, separator, newLine);

        TestRun run = _inputs.RosterBytes("a.csv", [.. hasMark ? Encoding.UTF8.Preamble : [], .. Encoding.UTF8.GetBytes(text)]).Read();

        Assert.Multiple(() =>
        {
            Assert.That((run.Accepted, run.Rejected, run.Warnings("a.csv").Length), Is.EqualTo((1L, 0L, 0)));
            Assert.That(run.PaymentRows.Select(row => row["姓名"]), Is.EqualTo(["王,\"秀\";英|", "陈建国"]));
        });
    }

    [Test]
    public void The_last_line_needs_no_end() =>
        Assert.That(_inputs.Roster("a.csv", RosterText.Of(A.Household(1)).TrimEnd('\n')).Read().PaymentRows, Has.Count.EqualTo(2));

    [Test]
    public void Chinese_headers_and_values_in_GB18030_are_read()
    {
        TestHousehold household = A.Household(1).Everywhere("hukou", "非农业").Mother(("name", "王㐂𠮷")).Child(("hukou", ""));
        foreach (Dictionary<string, string> row in household.Rows)
        {
            row["role"] = row["role"] switch { "mother" => "母", "father" => "父", _ => "子女" };
            if (row["role"] != "子女")
                (row["marital_status"], row["reward_payer"], row["care_level"], row["pension_raise"]) = ("再婚", "财政", "自理", "否");
        }

        string text = RosterText.Of(household.Rows, newLine: "\r\n", header: RosterText.Chinese);

        TestRun run = _inputs.RosterBytes("a.csv", Gb18030.GetBytes(text)).Read();

        Assert.Multiple(() =>
        {
            Assert.That((run.Accepted, run.Rejected, run.Refusal("a.csv")), Is.EqualTo((1L, 0L, "")));
            Assert.That(run.PaymentRows.Select(row => row["姓名"]), Is.EqualTo(["王㐂𠮷", "陈建国"]));
            Assert.That(run.InputOf("a.csv").GetProperty("encoding").GetString(), Is.EqualTo("gb18030"));
        });
    }

    [TestCase("hukou", "rural")]
    [TestCase("hukou", "农业")]
    [TestCase("marital_status", "已婚")]
    [TestCase("marital_status", "初婚")]
    [TestCase("marital_status", "再婚")]
    [TestCase("marital_status", "复婚")]
    [TestCase("marital_status", "离婚")]
    [TestCase("marital_status", "丧偶")]
    [TestCase("marital_status", "未婚")]
    [TestCase("marital_status", "divorced")]
    [TestCase("marital_status", "widowed")]
    [TestCase("marital_status", "unmarried")]
    [TestCase("reward_payer", "单位")]
    [TestCase("reward_payer", "employer")]
    [TestCase("care_level", "半失能")]
    [TestCase("care_level", "失能")]
    [TestCase("care_level", "partial")]
    [TestCase("unlawful_birth", "是")]
    [TestCase("pension_raise", "yes")]
    public void Every_value_of_a_list_is_known_in_both_languages(string column, string value) =>
        Assert.That(_inputs.Roster("a.csv", A.Household(1).Mother((column, value))).Read().AllCodes, Is.Empty);

    [Test]
    public void Full_width_digits_and_letters_are_read_as_half_width()
    {
        string x = People.Id("1985-03-04", true,
            Enumerable.Range(1, 400).First(sequence => People.Id("1985-03-04", true, sequence).EndsWith('X')));
        TestHousehold household = A.Household(1).Everywhere("region_code", People.FullWidth("320302001001"))
            .Mother(("id_number", People.FullWidth(x)), ("bank_account", People.FullWidth(People.Card(9))),
                ("bank_code", People.FullWidth("313303000067")))
            .Father(("medical_self_paid", "１２.５０"), ("role", "father"));

        TestRun run = _inputs.Roster("a.csv", household).Read();

        Assert.Multiple(() =>
        {
            Assert.That(run.AllCodes, Is.Empty);
            Assert.That(run.PaymentRows.First(), Does.Contain(new KeyValuePair<string, string>("公民身份号码", x)));
            Assert.That(run.PaymentRows.First(), Does.Contain(new KeyValuePair<string, string>("银行账号", People.Card(9))));
            Assert.That(run.PaymentRows.First(), Does.Contain(new KeyValuePair<string, string>("行政区划代码", "320302001001")));
        });
    }

    [TestCase("")]
    [TestCase("-")]
    [TestCase("无")]
    [TestCase("/")]
    [TestCase("  ")]
    [TestCase(" - ")]
    [TestCase("\u3000无\u3000")]
    public void An_empty_mark_means_no_value(string mark)
    {
        TestHousehold optional = A.Household(1)
            .Mother(("retired_on", mark), ("death_date", mark), ("care_level", mark), ("medical_self_paid", mark),
                ("complication_grade", mark), ("bank_code", mark), ("account_name", mark), ("applied_on", mark), ("phone", mark))
            .Child(("birth_date", mark), ("sex", mark), ("disability_grade", mark), ("disability_card_no", mark), ("adopted_on", mark));
        TestHousehold required = A.Household(2).Mother(("bank_account", mark), ("hukou", mark), ("name", mark), ("id_number", mark));

        TestRun run = _inputs.Roster("a.csv", optional, required).Read();

        Assert.Multiple(() =>
        {
            Assert.That(run.Codes("H-00001"), Is.Empty);
            Assert.That(run.Codes("H-00002"), Is.EqualTo("R-REQUIRED"));
            Assert.That(run.PaymentRows.First(), Does.Contain(new KeyValuePair<string, string>("户名", "王秀英")),
                "empty = the claimant's name");
        });
    }

    [Test]
    public void Headers_come_in_any_order_case_and_spacing()
    {
        string[] columns = [.. RosterText.Columns.Reverse()];
        string text = RosterText.Of(A.Household(1).Rows, columns: columns, header: column => column switch
        {
            "region_code" => " Region_Code ",
            "household_no" => "HOUSEHOLD_NO",
            "role" => "家庭 角色",
            "name" => "\u3000姓名",
            "id_number" => "ID_Number",
            _ => column,
        });

        TestRun run = _inputs.Roster("a.csv", text).Read();

        Assert.That((run.PaymentRows.Count, run.Warnings("a.csv").Length), Is.EqualTo((2, 0)));
    }

    [Test]
    public void Optional_columns_may_be_missing()
    {
        string[] columns =
            ["region_code", "household_no", "role", "name", "id_number", "hukou", "marital_status", "bank_name", "bank_account"];

        Assert.That(_inputs.Roster("a.csv", RosterText.Of(A.Household(1).Rows, columns: columns)).Read().Accepted, Is.EqualTo(1));
    }

    [Test]
    public void All_required_columns_that_are_missing_are_named()
    {
        TestRun run = _inputs.Roster("a.csv", "region_code,name,role\n320302001001,王秀英,mother\n").Roster("b.csv", A.Household(1)).Read();

        Assert.Multiple(() =>
        {
            foreach (string column in new[] { "household_no", "id_number", "hukou", "marital_status", "bank_name", "bank_account" })
                Assert.That(run.Refusal("a.csv"), Does.Contain(column));
            Assert.That(run.Refusal("a.csv"), Does.Not.Contain("region_code"));
            Assert.That(run.Accepted, Is.EqualTo(1), "the other file goes on");
        });
    }

    [Test]
    public void Unknown_columns_are_ignored_with_one_warning()
    {
        string text = RosterText.Of(A.Household(1).Rows, columns: [.. RosterText.Columns, "colour", "备注"]);

        TestRun run = _inputs.Roster("a.csv", text).Read();

        Assert.Multiple(() =>
        {
            Assert.That(run.Accepted, Is.EqualTo(1));
            Assert.That(run.Warnings("a.csv"), Has.Length.EqualTo(1));
            Assert.That(run.Warnings("a.csv")[0], Does.Contain("colour").And.Contain("备注"));
        });
    }

    [TestCase("mother", "adopted_on", "no date at all")]
    [TestCase("mother", "disability_grade", "9")]
    [TestCase("child", "hukou", "?")]
    [TestCase("child", "bank_account", "6.2E+18")]
    [TestCase("child", "applied_on", "2099-01-01")]
    public void Columns_of_the_other_kind_of_member_are_ignored_with_one_warning(string role, string column, string value)
    {
        TestRun run = _inputs.Roster("a.csv", A.Household(1).On(role, (column, value)), A.Household(2).On(role, (column, value))).Read();

        Assert.That((run.Accepted, run.Warnings("a.csv").Length), Is.EqualTo((2L, 1)));
    }

    [Test]
    public void A_column_that_stands_twice_refuses_the_file() =>
        Assert.That(_inputs.Roster("a.csv", RosterText.Of(A.Household(1).Rows, columns: [.. RosterText.Columns, "name"])).Read()
            .Refusal("a.csv"), Does.Contain("name"));

    [Test]
    public void A_name_that_looks_like_a_formula_is_defused_in_the_payment_file()
    {
        TestRun run = _inputs.Roster("a.csv", A.Household(1).Mother(("name", "=1+1"))).Read();

        Assert.That(run.PaymentRows.Select(row => row["姓名"]), Is.EqualTo(["'=1+1", "陈建国"]));
    }
}
