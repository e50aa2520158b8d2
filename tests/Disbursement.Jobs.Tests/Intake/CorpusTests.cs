using System.Diagnostics;
using System.IO.Compression;
using System.Net.Sockets;
using System.Text;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Policies;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Intake;

/// <summary>Files as clerks, other programs and hostile hands make them (tests/rosters): what becomes of each.</summary>
[TestFixture]
internal sealed class CorpusTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "rosters");

    private TestInputs _inputs = null!;

    [SetUp]
    public void MakeInputs() => _inputs = new TestInputs();

    [TearDown]
    public void RemoveInputs() => _inputs.Dispose();

    [TestCase("control.csv", 1, 0, "", "")]
    [TestCase("A1-dimension-A1-living-read-as-dead.xlsx", 1, 0, "", "")]
    [TestCase("A3-dimension-A1-A1.xlsx", 1, 0, "", "")]
    [TestCase("A4-no-cell-refs-right-dimension.xlsx", 1, 0, "", "")]
    [TestCase("C2-second-child-fullwidth-commas.csv", 0, 1, "R-ROW", "2 3 4 5")]
    [TestCase("C3-second-child-stray-character.csv", 0, 1, "R-FORMAT R-ROW", "2 3 4 5")]
    [TestCase("C4-merged-cells.xlsx", 1, 0, "", "")]
    [TestCase("D1-cr-stretch-over-64k.csv", 300, 0, "", "")]
    [TestCase("E3-row-1048576.xlsx", 1, 0, "", "")]
    [TestCase("G2-NA-name-bank.xlsx", 0, 1, "R-EXCEL", "2 3 4")]
    [TestCase("G3-formula-without-value-death.xlsx", 0, 1, "R-EXCEL", "2 3 4")]
    [TestCase("H1-two-sheets.xlsx", 2, 0, "", "")]
    [TestCase("I1-title-row.csv", 1, 0, "", "")]
    [TestCase("I3-header-newline.csv", 1, 0, "", "")]
    [TestCase("I5-quoted-newline-ignored-column.csv", 1, 0, "", "")]
    [TestCase("I7-256-columns.xlsx", 1, 0, "", "")]
    [TestCase("I12-date-30-february.csv", 0, 1, "R-FORMAT", "2 3 4")]
    [TestCase("I13-bidi-name.csv", 0, 1, "R-TEXT", "2 3 4")]
    [TestCase("J1-ctrl-z.csv", 1, 0, "", "")]
    [TestCase("old-workbook.xls", 1, 0, "", "")]
    [TestCase("old-workbook-error-value.xls", 0, 1, "R-EXCEL", "2 3 4")]
    public void A_roster_gives_its_households_its_problems_and_their_places(
        string file, int accepted, int rejected, string codes, string lines)
    {
        Stopwatch watch = Stopwatch.StartNew();

        TestRun run = Read(file);

        Assert.Multiple(() =>
        {
            Assert.That(run.Refusal(file), Is.Empty);
            Assert.That((run.Accepted, run.Rejected, run.AllCodes), Is.EqualTo(((long)accepted, (long)rejected, codes)), run.Problems);
            Assert.That(string.Join(' ', run.Rejects.Select(row => row["source_line"])), Is.EqualTo(lines));
            Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromMinutes(2)));
        });
    }

    [TestCase("H2-death-column-other-name.csv", "死亡时间", "死亡日期", "WPS")]
    [TestCase("I9-xls-renamed.xlsx", "旧版", "密码", "另存为")]
    public void A_refused_roster_is_told_the_way_out(string file, params string[] words)
    {
        TestRun run = Read(file);

        Assert.That((run.Accepted, run.Rejected), Is.EqualTo((0L, 0L)));
        foreach (string word in words)
            Assert.That(run.Refusal(file), Does.Contain(word));
    }

    [Test]
    public void The_living_are_not_read_as_dead_where_a_dimension_lies() =>
        Assert.That(Read("A1-dimension-A1-living-read-as-dead.xlsx").PaymentRows.Select(row => row["应享月份"]).Distinct(),
            Is.EqualTo(["1-12"]));

    [TestCase("B2-1904-death.xlsx")]
    [TestCase("old-workbook-1904.xls")]
    public void A_death_in_a_workbook_that_counts_from_1904_is_in_its_own_year(string file)
    {
        TestRun run = Read(file);

        Assert.That((run.Accepted, run.PaymentRows.Count), Is.EqualTo((1L, 2)),
            "in 2022, where the other date system puts it, the dead parent would be refused");
    }

    [Test]
    public void A_register_in_a_workbook_that_counts_from_1904_has_its_own_days()
    {
        string work = Directory.CreateDirectory(Path.Combine(_inputs.Root, "work")).FullName;
        RosterFile file = new(0, Path.Combine(Folder, "B3-1904-register-deaths.xlsx"), "registers/deaths.xlsx", IsCorrection: false);

        RegisterBook book =
            ReadRegisters.Run([file], 2026, new OpenRoster(null, work), rejects: null, isChinese: false, CancellationToken.None);

        Assert.That((book.Count, DateOnly.FromDayNumber(book.Entries[0].Day)), Is.EqualTo((1, new DateOnly(2014, 5, 6))));
    }

    [Test]
    [Platform("Linux")]
    public void A_socket_as_a_roster_is_refused_and_the_run_goes_on()
    {
        using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(_inputs.PathOf("x.csv")));

        TestRun run = _inputs.Roster("good.csv", A.Household(9)).Read();

        Assert.That((run.Accepted, run.Refusal("x.csv").Contains("socket", StringComparison.Ordinal)), Is.EqualTo((1L, true)));
    }

    [Test]
    [Platform("Linux")]
    public void A_roster_whose_name_is_in_no_known_encoding_is_refused_with_the_way_out_and_the_run_goes_on()
    {
        _inputs.Roster("good.csv", A.Household(9));
        Shell("cp good.csv \"$(printf '\\377\\376.csv')\"");

        TestRun run = _inputs.Read();
        Shell("rm \"$(printf '\\377\\376.csv')\"");

        string refusal =
            string.Join('\n', run.Json.GetProperty("inputs").EnumerateArray().Select(file => file.GetProperty("refusal").GetString()));
        Assert.That((run.Accepted, refusal.Contains("rename the file", StringComparison.Ordinal)), Is.EqualTo((1L, true)), refusal);
    }

    [Test]
    public void A_payer_account_in_scientific_notation_is_a_mistake_of_the_bureaus()
    {
        byte[] bytes = File.ReadAllBytes(Path.Combine(Folder, "M1-bureaus-scientific.csv"));

        Assert.That(ReadBureaus.Run("bureaus.csv", bytes).Mistakes.Select(one => one.English),
            Has.One.Contains("bureaus.csv:2").And.One.Contains("3.20017E+19"));
    }

    [TestCase("F2-alias-bomb.yaml", "aliases")]
    [TestCase("F4-deep-map.yaml", "levels deep")]
    [TestCase("F7-self-alias-map.yaml", "*x")]
    public void A_pack_that_would_overflow_the_stack_is_refused_by_its_limit(string file, string reason)
    {
        PackReading reading = ReadPolicyPack.Run(Path.Combine(Folder, file));

        Assert.That((reading.Pack, reading.Defects.Count, reading.Defects[0].Problem.English.Contains(reason, StringComparison.Ordinal)),
            Is.EqualTo(((object?)null, 1, true)), reading.Defects[0].ToString());
        InBothLanguages.Check([reading.Defects[0].Told]);
    }

    [Test]
    public void A_pack_with_a_byte_order_mark_is_read() =>
        Assert.That(ReadPolicyPack.Run(Path.Combine(Folder, "F6-bom.yaml")).Defects, Is.Empty);

    [TestCase("备注", true)]
    [TestCase("登记日期", true)]
    [TestCase("联系地址", true)]
    [TestCase("死亡时间", false)]
    [TestCase("死亡年月", false)]
    [TestCase("死忘日期", false)]
    [TestCase("death_day", false)]
    [TestCase("date_of_death", false)]
    [TestCase("残疾级别", false)]
    [TestCase("收养时间", false)]
    public void An_unknown_column_is_ignored_unless_it_means_one_that_the_file_lacks(string header, bool isIgnored)
    {
        string[] columns = [.. Rosters.RosterText.Columns.Where(column => column is not ("death_date" or "disability_grade"
            or "disability_date" or "adopted_on")), header];

        TestRun run = _inputs.Roster("a.csv", Rosters.RosterText.Of(A.Household(1).Rows, columns: columns)).Read();

        Assert.That((run.Accepted, run.Refusal("a.csv").Contains(header, StringComparison.Ordinal)),
            Is.EqualTo((isIgnored ? 1L : 0L, !isIgnored)), run.Refusal("a.csv"));
    }

    [TestCase("身份证号码", "银行卡号", "开户行", "户号")]
    [TestCase("身份证号*", "银行账号（必填）", "开户 银行", "户编号")]
    public void Synonyms_marks_and_remarks_in_a_header_are_understood(string id, string account, string bank, string number)
    {
        string text = Rosters.RosterText.Of(A.Household(1).Rows, header: column => column switch
        {
            "id_number" => id,
            "bank_account" => account,
            "bank_name" => bank,
            "household_no" => number,
            "medical_self_paid" => "大病自付费用（元）",
            _ => Rosters.RosterText.Chinese(column),
        });

        Assert.That(_inputs.Roster("a.csv", text).Read().Accepted, Is.EqualTo(1));
    }

    [Test]
    public void Titles_above_and_signatures_below_are_passed_over_and_said()
    {
        string commas = new(',', Rosters.RosterText.Columns.Count - 1);
        string text = $"花名册{commas}\n填报单位：{commas}\n{Rosters.RosterText.Of(A.Household(1))}合计,,3{commas[2..]}\n{commas}\n填表人：王某  联系电话 "
            + $"0516-83000000\n\u001A";

        TestRun run = _inputs.Roster("a.csv", text).Read();

        Assert.Multiple(() =>
        {
            Assert.That((run.Accepted, run.Rejected), Is.EqualTo((1L, 0L)), run.Problems);
            Assert.That(run.Warnings("a.csv"), Has.One.Contains("above the header").And.One.Contains("line 7, 9"));
        });
    }

    [Test]
    public void People_above_the_header_are_not_titles()
    {
        string[] lines = Rosters.RosterText.Of(A.Household(1), A.Household(2)).TrimEnd('\n').Split('\n');

        TestRun run = _inputs.Roster("a.csv", string.Join('\n', [.. lines[1..4], lines[0], .. lines[4..]]) + "\n").Read();

        Assert.That((run.Accepted, run.Refusal("a.csv").Contains("row 1 stands above the header (row 4)", StringComparison.Ordinal)),
            Is.EqualTo((0L, true)), run.Refusal("a.csv"));
    }

    [TestCase("2147483646")]
    [TestCase("1048577")]
    [TestCase("0")]
    [TestCase("2")]
    public void A_row_that_no_sheet_has_refuses_the_workbook(string number)
    {
        string file = _inputs.PathOf("a.xlsx");
        File.Copy(Path.Combine(Folder, "A1-dimension-A1-living-read-as-dead.xlsx"), file);
        using (ZipArchive zip = ZipFile.Open(file, ZipArchiveMode.Update))
        {
            ZipArchiveEntry sheet = zip.GetEntry("xl/worksheets/sheet1.xml")!;
            string text;
            using (StreamReader reader = new(sheet.Open()))
                text = reader.ReadToEnd();
            sheet.Delete();
            using StreamWriter writer = new(zip.CreateEntry("xl/worksheets/sheet1.xml").Open());
            writer.Write(text.Replace("</sheetData>", $"<row r=\"{number}\"><c><v>1</v></c></row></sheetData>", StringComparison.Ordinal));
        }

        TestRun run = _inputs.Read();

        Assert.That((run.Accepted, run.Refusal("a.xlsx").Contains(number, StringComparison.Ordinal)), Is.EqualTo((0L, true)),
            run.Refusal("a.xlsx"));
    }

    [Test]
    public void A_header_of_two_rows_counts_as_one()
    {
        string[] columns = [.. Rosters.RosterText.Columns];
        string[] upper = [.. columns.Select(column => column is "certificate_no" ? "光荣证" : column is "certificate_date"
            or "certificate_revoked_on" ? "" : Rosters.RosterText.Chinese(column))];
        string[] lower = [.. columns.Select(column => column is "certificate_no" or "certificate_date"
            or "certificate_revoked_on" ? Rosters.RosterText.Chinese(column) : "")];
        string rows = string.Join('\n', Rosters.RosterText.Of(A.Household(1)).Split('\n').Skip(1));

        TestRun run = _inputs.Roster("a.csv", $"{string.Join(',', upper)}\n{string.Join(',', lower)}\n{rows}").Read();

        Assert.That((run.Accepted, run.PaymentRows.Count), Is.EqualTo((1L, 2)), run.Refusal("a.csv"));
    }

    [Test]
    public void A_line_that_names_the_separator_decides_it() =>
        Assert.That(
            _inputs.Roster("a.csv", "sep=;\r\n" + Rosters.RosterText.Of(A.Household(1).Rows, ';', "\r\n")).Read().Accepted, Is.EqualTo(1));

    [Test]
    public void Texts_that_spreadsheets_keep_from_being_numbers_are_texts()
    {
        TestHousehold household = A.Household(1);
        string text = Rosters.RosterText.Of(household).Replace(household.MotherId, $"=\"{household.MotherId}\"", StringComparison.Ordinal)
            .Replace(household.FatherId, "'" + household.FatherId, StringComparison.Ordinal);

        Assert.That(_inputs.Roster("a.csv", text).Read().Accepted, Is.EqualTo(1));
    }

    [Test]
    public void A_line_break_in_a_known_column_rejects_its_household_alone()
    {
        string text = Rosters.RosterText.Of(A.Household(1), A.Household(2)).Replace("王秀英", "\"王\n秀英\"", StringComparison.Ordinal);
        int second = text.LastIndexOf("\"王\n秀英\"", StringComparison.Ordinal);
        text = text[..second] + "王秀英" + text[(second + 6)..];

        TestRun run = _inputs.Roster("a.csv", text).Read();

        Assert.That((run.Codes("H-00001"), run.Codes("H-00002"), run.Accepted), Is.EqualTo(("R-ROW", "", 1L)));
    }

    [Test]
    public void A_row_that_nobody_can_place_refuses_a_file_whose_households_do_not_stand_together()
    {
        TestHousehold one = A.Household(1), two = A.Household(2);
        IEnumerable<Dictionary<string, string>> rows = [one.Rows[0], two.Rows[0], one.Rows[1], two.Rows[1], one.Rows[2], two.Rows[2]];
        one.Rows[2]["household_no"] = "";

        TestRun run = _inputs.Roster("a.csv", Rosters.RosterText.Of(rows)).Roster("good.csv", A.Household(9)).Read();

        Assert.That((run.Accepted, run.Refusal("a.csv").Contains("line 6", StringComparison.Ordinal)), Is.EqualTo((1L, true)),
            run.Refusal("a.csv"));
    }

    [Test]
    public void A_cyrillic_letter_in_an_id_number_is_named_with_its_place()
    {
        TestRun run = _inputs.Roster("a.csv", A.Household(1).Mother(("id_number", "32030219850304002Х"))).Read();

        Assert.That(run.Problems, Does.Contain("U+0425").And.Contain("18"));
    }

    private void Shell(string command)
    {
        using Process shell = Process.Start(
            new ProcessStartInfo("/bin/sh", ["-c", command]) { WorkingDirectory = Path.GetDirectoryName(_inputs.PathOf("a"))! })!;
        shell.WaitForExit();
        Assert.That(shell.ExitCode, Is.Zero);
    }

    private TestRun Read(string file)
    {
        File.Copy(Path.Combine(Folder, file), _inputs.PathOf(file));
        return _inputs.Read(isChinese: true);
    }
}
