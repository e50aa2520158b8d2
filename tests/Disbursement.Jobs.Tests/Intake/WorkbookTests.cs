using System.IO.Compression;
using System.Text;
using Disbursement.Jobs.Tests.Rosters;
using MiniExcelLibs;

namespace Disbursement.Jobs.Tests.Intake;

/// <summary>Rosters as .xlsx workbooks: the first sheet, with text, number and date cells.</summary>
[TestFixture]
internal sealed class WorkbookTests
{
    private TestInputs _inputs = null!;

    [SetUp]
    public void MakeInputs() => _inputs = new TestInputs();

    [TearDown]
    public void RemoveInputs() => _inputs.Dispose();

    [Test]
    public void Text_number_and_date_cells_are_read()
    {
        List<Dictionary<string, object?>> rows = Rows(A.Household(1).Mother(("sex", "女")));
        rows[0]["certificate_date"] = new DateTime(2014, 8, 1);
        rows[0]["birth_date"] = new DateTime(1985, 3, 4);
        rows[0]["bank_account"] = 12345678;
        rows[0]["medical_self_paid"] = 1234.56;
        rows[1]["medical_self_paid"] = 6000;
        rows[2]["birth_date"] = new DateTime(2014, 5, 6);
        rows[2]["disability_grade"] = 2;
        rows[2]["disability_date"] = "2020年1月1日";

        TestRun run = Save("a.xlsx", rows).Read();

        Assert.Multiple(() =>
        {
            Assert.That((run.AllCodes, run.Accepted, run.Refusal("a.xlsx")), Is.EqualTo(("", 1L, "")), run.Problems);
            Assert.That(run.PaymentRows.Select(row => row["银行账号"]), Is.EqualTo(["12345678", People.Card(3)]));
            Assert.That(run.InputOf("a.xlsx").GetProperty("encoding").GetString(), Is.EqualTo("xlsx"));
        });
    }

    [Test]
    public void A_date_cell_is_the_day_that_it_shows()
    {
        List<Dictionary<string, object?>> rows = Rows(A.Household(1));
        rows[2]["birth_date"] = new DateTime(2014, 5, 7);

        Assert.That(Save("a.xlsx", rows).Read().Codes("H-00001"), Is.EqualTo("R-ID-MISMATCH"));
    }

    [Test]
    public void A_date_cell_with_a_time_of_day_is_its_day()
    {
        List<Dictionary<string, object?>> rows = Rows(A.Household(1));
        rows[2]["birth_date"] = new DateTime(2014, 5, 6, 23, 59, 59);
        rows[2]["disability_grade"] = 2;
        rows[2]["disability_date"] = new DateTime(2020, 1, 1, 18, 30, 0);

        TestRun run = Save("a.xlsx", rows).Read();

        Assert.That((run.AllCodes, run.Accepted), Is.EqualTo(("", 1L)), run.Problems);
    }

    /// <summary>2020.02 means a month, and no day: the cell shows no date.</summary>
    [Test]
    public void A_number_with_decimals_is_no_day()
    {
        List<Dictionary<string, object?>> rows = Rows(A.Household(1));
        rows[2]["disability_grade"] = 2;
        rows[2]["disability_date"] = 2020.02;

        Assert.That(Save("a.xlsx", rows).Read().Codes("H-00001"), Is.EqualTo("R-FORMAT"));
    }

    [Test]
    public void A_line_break_within_a_name_is_told_as_one()
    {
        List<Dictionary<string, object?>> rows = Rows(A.Household(1));
        rows[0]["name"] = "王\n秀英";

        Assert.That(Save("a.xlsx", rows).Read().Problems, Does.Contain("a line break within a value"));
    }

    [Test]
    public void A_number_with_decimals_keeps_them()
    {
        List<Dictionary<string, object?>> rows = Rows(A.Household(1));
        rows[0]["medical_self_paid"] = 12.345;
        rows[1]["medical_self_paid"] = 0.1 + 0.2;

        TestRun run = Save("a.xlsx", rows).Read();

        Assert.That(run.Rejects.Select(row => row["problem_codes"]), Is.EqualTo(["R-AMOUNT", "", ""]));
    }

    [Test]
    public void An_id_number_and_an_account_as_number_cells_are_destroyed()
    {
        List<Dictionary<string, object?>> id = Rows(A.Household(1)), account = Rows(A.Household(2));
        id[0]["id_number"] = 320302198503040028d;
        account[0]["bank_account"] = 6228481234567890049d;

        TestRun run = Save("a.xlsx", [.. id, .. account]).Read();

        Assert.That((run.Codes("H-00001"), run.Codes("H-00002")), Is.EqualTo(("R-EXCEL", "R-EXCEL")));
    }

    [Test]
    public void Every_sheet_that_has_a_header_is_read_and_said()
    {
        List<Dictionary<string, object?>> chinese =
            [.. Rows(A.Household(1)).Select(row => row.ToDictionary(pair => RosterText.Chinese(pair.Key), pair => pair.Value))];
        MiniExcel.SaveAs(_inputs.PathOf("a.xlsx"), new Dictionary<string, object> { ["花名册"] = chinese, ["别的"] = Rows(A.Household(2)) });

        TestRun run = _inputs.Read();

        Assert.That((run.Accepted, run.PaymentRows.Count, string.Join(' ', run.Warnings("a.xlsx"))),
            Is.EqualTo((2L, 4, "several sheets were read: 花名册, 别的")));
    }

    [Test]
    public void A_rejected_row_names_its_line_in_the_sheet()
    {
        TestRun run = Save("a.xlsx", [.. Rows(A.Household(1)), .. Rows(A.Household(2).Mother(("hukou", "?")))]).Read();

        Assert.That(run.Rejects.Select(row => row["source_line"]), Is.EqualTo(["5", "6", "7"]));
    }

    [Test]
    public void A_line_break_within_a_cell_is_a_control_character_in_that_row_alone()
    {
        TestRun run = Save("a.xlsx", [.. Rows(A.Household(1).Mother(("name", "王\n秀英"))), .. Rows(A.Household(2))]).Read();

        Assert.That((run.Codes("H-00001"), run.Accepted), Is.EqualTo(("R-ROW", 1L)));
    }

    [Test]
    public void A_workbook_and_a_csv_count_alike()
    {
        TestRun csv = _inputs.Roster("a.csv", A.Household(1), A.Household(2)).Read();
        File.Delete(_inputs.PathOf("a.csv"));
        TestRun workbook = Save("a.xlsx", [.. Rows(A.Household(1)), .. Rows(A.Household(2))]).Read();

        Assert.That(workbook.PaymentRows, Is.EqualTo(csv.PaymentRows));
    }

    [Test]
    public void A_zip_bomb_is_refused()
    {
        Zip(zip =>
        {
            Entry(zip, "xl/workbook.xml", "<workbook/>");
            using Stream sheet = zip.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.SmallestSize).Open();
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 64; i++)
                sheet.Write(zeros);
        });

        Refused("bomb");
        Assert.That(_inputs.CostOfReading().Peak, Is.LessThan(200 << 20));
    }

    [Test]
    public void A_macro_workbook_is_refused()
    {
        Zip(zip =>
        {
            Entry(zip, "xl/workbook.xml", "<workbook/>");
            Entry(zip, "xl/vbaProject.bin", "x");
        });

        Refused("macro");
    }

    [Test]
    public void A_workbook_that_says_it_has_macros_is_refused()
    {
        Zip(zip =>
        {
            Entry(zip, "[Content_Types].xml",
                "<Types><Override ContentType=\"application/vnd.ms-excel.sheet.macroEnabled.main+xml\"/></Types>");
            Entry(zip, "xl/workbook.xml", "<workbook/>");
        });

        Refused("macro");
    }

    [Test]
    public void A_workbook_with_a_document_type_is_refused()
    {
        Zip(zip =>
        {
            Entry(zip, "xl/workbook.xml",
                "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><workbook>&e;</workbook>");
            Entry(zip, "xl/worksheets/sheet1.xml", "<worksheet/>");
        });

        Refused("document type");
    }

    [Test]
    public void A_truncated_workbook_is_refused()
    {
        Save("whole.xlsx", Rows(A.Household(1)));
        byte[] bytes = File.ReadAllBytes(_inputs.PathOf("whole.xlsx"));
        File.Delete(_inputs.PathOf("whole.xlsx"));
        _inputs.RosterBytes("x.xlsx", bytes[..(bytes.Length / 2)]);

        Refused("workbook");
    }

    [Test]
    public void A_workbook_with_a_spoilt_part_is_refused()
    {
        Save("whole.xlsx", Rows(A.Household(1)));
        byte[] bytes = File.ReadAllBytes(_inputs.PathOf("whole.xlsx"));
        File.Delete(_inputs.PathOf("whole.xlsx"));
        bytes.AsSpan(bytes.Length / 3, bytes.Length / 3).Fill(0x55);
        _inputs.RosterBytes("x.xlsx", bytes);

        Refused("workbook");
    }

    [Test]
    public void A_plain_zip_is_refused()
    {
        Zip(zip => Entry(zip, "readme.txt", "hello"));

        Refused("workbook");
    }

    [Test]
    public void A_workbook_without_rows_is_refused_for_its_header()
    {
        MiniExcel.SaveAs(_inputs.PathOf("x.xlsx"), new List<Dictionary<string, object>>());

        Refused("header");
    }

    [Test]
    public void Text_under_the_name_of_a_workbook_is_refused()
    {
        _inputs.Roster("x.xlsx", A.Household(1));

        Refused("workbook");
    }

    [Test]
    public void A_workbook_under_the_name_of_a_csv_is_refused_with_the_way_out()
    {
        Save("whole.xlsx", Rows(A.Household(1)));
        File.Move(_inputs.PathOf("whole.xlsx"), _inputs.PathOf("x.csv"));

        Assert.That(_inputs.Roster("good.csv", A.Household(9)).Read().Refusal("x.csv"), Does.Contain(".xlsx"));
    }

    private static List<Dictionary<string, object?>> Rows(TestHousehold household) =>
        [.. household.Rows.Select(
            row => RosterText.Columns.ToDictionary(column => column, column => (object?)row.GetValueOrDefault(column)))];

    private static void Entry(ZipArchive zip, string name, string text)
    {
        using Stream stream = zip.CreateEntry(name).Open();
        stream.Write(Encoding.UTF8.GetBytes(text));
    }

    private TestInputs Save(string name, List<Dictionary<string, object?>> rows)
    {
        MiniExcel.SaveAs(_inputs.PathOf(name), rows);
        return _inputs;
    }

    private void Zip(Action<ZipArchive> fill)
    {
        using ZipArchive zip = ZipFile.Open(_inputs.PathOf("x.xlsx"), ZipArchiveMode.Create);
        fill(zip);
    }

    /// <summary>The file is refused by name; a sound one beside it goes on.</summary>
    private void Refused(string reason)
    {
        TestRun run = _inputs.Roster("good.csv", A.Household(9)).Read();

        Assert.Multiple(() =>
        {
            Assert.That(run.Refusal("x.xlsx"), Does.Contain(reason));
            Assert.That(run.Counts("x.xlsx"), Is.EqualTo((0L, 0L, 0L, 0L)));
            Assert.That(run.Accepted, Is.EqualTo(1));
        });
    }
}
