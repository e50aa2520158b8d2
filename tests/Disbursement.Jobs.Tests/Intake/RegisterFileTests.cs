using System.Text;
using System.Text.Json;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Intake;

/// <summary>The forms in which registers of other offices come, and what becomes of each line.</summary>
[TestFixture]
internal sealed class RegisterFileTests
{
    private static readonly TestHousehold Family = A.Household(1);

    private TestInputs _inputs = null!;

    [SetUp]
    public void MakeInputs() => _inputs = new TestInputs().Roster("a.csv", Family);

    [TearDown]
    public void RemoveInputs() => _inputs.Dispose();

    [TestCase("id_number,death_date", "2026-02-03")]
    [TestCase("ID , Date", "20260203")]
    [TestCase("公民身份号码,死亡日期", "2026年2月3日")]
    [TestCase("身份证号，日期", "２０２６-０２-０３")]
    [TestCase("remark;id_number;death_date", "2026/2/3")]
    public void Headers_and_dates_are_read_as_clerks_write_them(string header, string date)
    {
        header = header.Replace('，', ',');
        string before = header.StartsWith("remark", StringComparison.Ordinal) ? "x;" : "";
        _inputs.Register("deaths.csv", header, $"{before}{Family.MotherId}{(before.Length > 0 ? ';' : ',')}{date}");

        Assert.That(Counts(_inputs.Read(), "registers/deaths.csv"), Is.EqualTo((1, 1, 0, 0)));
    }

    [TestCase("utf-8")]
    [TestCase("utf-8-bom")]
    [TestCase("gb18030")]
    public void Encodings_are_those_of_rosters(string encoding)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        Encoding text = encoding switch { "gb18030" => Encoding.GetEncoding("gb18030"), "utf-8-bom" => new UTF8Encoding(true),
            _ => new UTF8Encoding(false) };
        _inputs.RegisterBytes("births.csv", [.. text.GetPreamble().Take(encoding == "gb18030" ? 0 : 3),
            .. text.GetBytes($"父母身份号码,出生日期,备注\r\n{Family.MotherId},2026-01-02,无误\r\n")]);

        TestRun run = _inputs.Read();

        Assert.That(Counts(run, "registers/births.csv"), Is.EqualTo((1, 1, 0, 0)));
        Assert.That(FileOf(run, "registers/births.csv").GetProperty("encoding").GetString(),
            Is.EqualTo(encoding == "gb18030" ? "gb18030" : "utf-8"));
    }

    [TestCase("12345,2026-01-02", "R-ID", "id_number is wrong: it has neither 18 nor 15 characters")]
    [TestCase("ID,2026-13-02", "R-FORMAT", "death_date is a day that does not exist")]
    [TestCase("ID,", "R-REQUIRED", "death_date is required and empty")]
    [TestCase(",2026-01-02", "R-REQUIRED", "id_number is required and empty")]
    [TestCase("ID,2027-01-01", "R-FUTURE", "death_date is later than 31 December of the run's year")]
    [TestCase("ID,1984-01-01", "R-DATE-ORDER", "death_date is before the birth")]
    [TestCase("ID,2026-01-02,more", "R-ROW", "the line cannot be read: wrong number of fields")]
    [TestCase("ID,2026-\u000101-02", "R-ROW+R-FORMAT", "the line cannot be read: a line break within a value, a NUL or another control "
        + "character; death_date is not of the right form, expected 2014-05-06")]
    [TestCase("3.20302E+17,2026-01-02", "R-EXCEL", "id_number was destroyed by a spreadsheet (scientific notation, or the last digits "
        + "became 0): format the column as Text, type it again, and export")]
    public void A_malformed_line_is_listed_as_it_stood_with_its_place_and_everything_wrong(string line, string codes, string problems)
    {
        _inputs.Register("deaths.csv", "id_number,death_date", $"{A.Household(2).FatherId},2026-01-01",
            line.Replace("ID", Family.MotherId, StringComparison.Ordinal));

        TestRun run = _inputs.Read();

        Dictionary<string, string> listed =
            RosterText.Read(File.ReadAllText(Path.Combine(run.Folder, "registers", "deaths.csv")).TrimStart('\uFEFF')).Single();
        Assert.That((listed["source_file"], listed["source_line"], listed["problem_codes"], listed["problems"]),
            Is.EqualTo(("registers/deaths.csv", "3", codes, problems)));
        Assert.That(listed["id_number"], Is.EqualTo(line.Split(',')[0].Replace("ID", Family.MotherId, StringComparison.Ordinal)));
        Assert.That((Counts(run, "registers/deaths.csv"), run.Summary.Contradicted, run.Summary.NeedsPerson),
            Is.EqualTo(((2L, 0L, 1L, 1L), 0L, true)));
    }

    [TestCase(
        "births.csv", "parent_id,birth_date,child_id", "ID,2026-01-02,CHILD", "R-ID-MISMATCH", "birth_date disagrees with the id number")]
    [TestCase(
        "births.csv", "parent_id,birth_date,child_id", "ID,2026-01-02,1", "R-ID", "child_id is wrong: it has neither 18 nor 15 characters")]
    [TestCase("disability.csv", "id_number,disability_grade,disability_date", "CHILD,5,2020-01-01", "R-FORMAT",
        "disability_grade is not of the right form, expected 1-4")]
    [TestCase("disability.csv", "id_number,disability_grade,disability_date", "CHILD,,2020-01-01", "R-REQUIRED",
        "disability_grade is required and empty")]
    public void Births_and_grades_have_their_own_problems(string name, string header, string line, string code, string problem)
    {
        _inputs.Register(name, header,
            line.Replace("CHILD", Family.ChildId, StringComparison.Ordinal).Replace("ID", Family.MotherId, StringComparison.Ordinal));

        TestRun run = _inputs.Read();

        Dictionary<string, string> listed =
            RosterText.Read(File.ReadAllText(Path.Combine(run.Folder, "registers", name)).TrimStart('\uFEFF')).Single();
        Assert.That((listed["problem_codes"], listed["problems"]), Is.EqualTo((code, problem)));
    }

    [Test]
    public void A_corrected_list_of_malformed_lines_is_a_register_as_it_is()
    {
        _inputs.Register("deaths.csv", "id_number,death_date", $"{Family.MotherId},2026-02-30");
        string listed = File.ReadAllText(Path.Combine(_inputs.Read().Folder, "registers", "deaths.csv"));

        TestRun run = _inputs.RegisterBytes("deaths.csv",
            Encoding.UTF8.GetBytes(listed.Replace("2026-02-30", "2026-02-03", StringComparison.Ordinal))).Read();

        Assert.That((Counts(run, "registers/deaths.csv"), FileOf(run, "registers/deaths.csv").GetProperty("warnings").GetArrayLength()),
            Is.EqualTo(((1L, 1L, 0L, 0L), 0)));
    }

    [Test]
    public void A_line_on_somebody_who_stands_nowhere_is_counted_and_is_no_error()
    {
        TestRun run = _inputs.Register("deaths.csv", "id_number,death_date", $"{A.Household(7).MotherId},2026-02-03",
            $"{A.Household(8).MotherId},2026-02-03").Read();

        Assert.That((Counts(run, "registers/deaths.csv"), run.Summary.NeedsPerson), Is.EqualTo(((2L, 0L, 2L, 0L), false)));
        Assert.That(Directory.Exists(Path.Combine(run.Folder, "registers")), Is.False);
    }

    [TestCase("", "the file is empty: no header row")]
    [TestCase("a,b\n1,2\n", "no header row: none of the first 20 rows names the columns id_number, death_date; put the column names in one "
        + "row above the people")]
    [TestCase("id_number\n1\n", "required columns are missing: death_date 死亡日期; add them to the header in row 1")]
    [TestCase("id,id_number,date\n1,2,3\n", "the column id_number stands twice in row 1: A“id”, B“id_number”; "
        + "delete one of them or give it another name")]
    public void A_file_that_is_no_register_is_refused_whole(string text, string reason)
    {
        TestRun run = _inputs.RegisterBytes("deaths.csv", Encoding.UTF8.GetBytes(text)).Read();

        Assert.That((FileOf(run, "registers/deaths.csv").GetProperty("refusal").GetString(), run.Payments, run.Summary.NeedsPerson),
            Is.EqualTo((reason, 2L, true)));
    }

    [Test]
    public void Several_files_of_a_kind_are_read_and_others_are_passed_over()
    {
        _inputs.Register("deaths-320302.csv", "id,date", $"{Family.MotherId},2026-02-03")
            .Register("deaths-320303.csv", "id,date", $"{Family.FatherId},2026-02-03").Register("notes.csv", "id,date");

        TestRun run = _inputs.Read();

        Assert.That((Counts(run, "registers/deaths-320302.csv").Matched, Counts(run, "registers/deaths-320303.csv").Matched),
            Is.EqualTo((1, 1)));
        Assert.That(run.Json.GetProperty("passedOver").EnumerateArray().Select(name => name.GetString()),
            Is.EqualTo(["registers/notes.csv"]));
    }

    private static JsonElement FileOf(TestRun run, string name) =>
        run.Json.GetProperty("registers").GetProperty("files").EnumerateArray().First(file => file.GetProperty("path").GetString() == name);

    private static (long Lines, long Matched, long Unmatched, long Malformed) Counts(TestRun run, string name)
    {
        JsonElement file = FileOf(run, name);
        return (file.GetProperty("lines").GetInt64(), file.GetProperty("matched").GetInt64(), file.GetProperty("unmatched").GetInt64(),
            file.GetProperty("malformed").GetInt64());
    }
}
