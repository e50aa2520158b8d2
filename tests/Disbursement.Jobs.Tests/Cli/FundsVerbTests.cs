using System.Text;
using System.Text.Json;
using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Privacy;
using Disbursement.Jobs.Tests.Rosters;
using Disbursement.Jobs.Tests.Tools;

namespace Disbursement.Jobs.Tests.Cli;

/// <summary>The money of a run as finance staff ask for it, in both languages and file kinds.</summary>
[TestFixture]
internal sealed class FundsVerbTests
{
    private const string Batch = "2026-1-320302-ocr";

    private TestOffice _office = null!;

    [OneTimeSetUp]
    public void PayHalf()
    {
        _office = TestOffice.Staffed();
        _office.Inputs.Roster("a.csv", A.Household(1), A.Household(2), A.Household(3, "320303001001"));
        _office.Run();
        TestOffice.Done(_office.Hold(Batch + "-000004"));
        _office.Send(Batch);
        TestOffice.Done(
            _office.Import("answer.csv", _office.Answer(Batch + "-000001"), _office.Answer(Batch + "-000002", "failed", "账户不存在")));
    }

    [OneTimeTearDown]
    public void CloseOffice() => _office.Dispose();

    [Test]
    public async Task A_requisition_asks_for_the_payments_of_the_files_and_names_what_is_held()
    {
        Dictionary<string, string>[] rows = await Rows("requisition", "en");

        Assert.That(rows.Select(row => $"{row["county"]} {row["scheme"]} {row["payments"]} {row["amount"]} {row["held_payments"]} "
            + $"{row["held"]}"), Is.EqualTo(
            ["320302 ocr 3 180.00 1 60.00", "320303 ocr 2 120.00 0 0.00", "total  5 300.00 1 60.00"]));
        Assert.That(rows.Select(row => Yuan(row, "central") + Yuan(row, "province") + Yuan(row, "city") + Yuan(row,
            "county_level") == Yuan(row, "amount")), Is.All.True);
    }

    [Test]
    public async Task A_settlement_tells_paid_failed_unanswered_and_not_released_apart()
    {
        Dictionary<string, string>[] rows = await Rows("settlement", "en");

        Assert.That(rows.Select(row => $"{row["county"]} {row["paid"]} {row["failed"]} {row["unanswered"]} {row["not_released"]} "
            + $"{row["left_over"]}"), Is.EqualTo(
            ["320302 60.00 60.00 60.00 0.00 120.00", "320303 0.00 0.00 0.00 120.00 120.00", "total 60.00 60.00 60.00 120.00 240.00"]));
        Assert.That(rows.Select(row => Yuan(row, "left_central") + Yuan(row, "left_province") + Yuan(row, "left_city") + Yuan(row,
            "left_county_level") == Yuan(row, "left_over")), Is.All.True);
    }

    [TestCase("requisition", "申请金额")]
    [TestCase("settlement", "结余金额")]
    public async Task Both_come_in_Chinese_and_as_a_workbook_with_the_same_cells(string report, string column)
    {
        Dictionary<string, string>[] rows = await Rows(report, "zh");
        string workbook = Path.Combine(_office.Inputs.Root, report + ".xlsx");

        Assert.That((await Give("report", report, "--run", "2026-1", "--out", workbook, "--lang", "zh")).Exit, Is.Zero);
        dynamic[] cells = [.. MiniExcelLibs.MiniExcel.Query(workbook, useHeaderRow: true)];

        Assert.That(cells.Take(rows.Length).Select(row => Convert.ToDecimal(((IDictionary<string, object>)row)[column],
            System.Globalization.CultureInfo.InvariantCulture)), Is.EqualTo(rows.Select(row => Yuan(row, column))));
        string[] below = [.. cells.Skip(rows.Length)
            .Select(row => string.Concat(((IDictionary<string, object?>)row).Values)).Where(row => row.Length > 0)];
        Assert.That(below, Is.EqualTo(["申请金额（大写）叁佰元整", "经办：审核：负责人：日期："]), "it is printed and signed");
        Assert.That(rows[0]["财政局"], Is.Not.Empty);
    }

    [Test]
    public void Json_gives_whole_fen()
    {
        (int exit, string said) = new DisburseProgram(_office.Inputs.Root)
            .Run("report", "settlement", "--run", "2026-1", "--county", "320302", "--json", "--lang", "en");

        using JsonDocument json = JsonDocument.Parse(said[said.IndexOf('{', StringComparison.Ordinal)..]);
        Assert.That((exit, json.RootElement.GetProperty("total").GetProperty("paid_fen").GetInt64()), Is.EqualTo((0, 6000)));
    }

    [Test]
    public async Task A_run_that_there_is_not_is_named()
    {
        (int exit, string said) = await Give("report", "requisition", "--run", "2026-9", "--lang", "en");

        Assert.That(exit, Is.EqualTo(2));
        Assert.That(said, Does.Contain("There is no sealed run 2026-9"));
    }

    private async Task<Dictionary<string, string>[]> Rows(string report, string language)
    {
        string file = Path.Combine(_office.Inputs.Root, $"{report}-{language}.csv");
        (int exit, string said) = await Give("report", report, "--run", "2026-1", "--out", file, "--lang", language);
        Assert.That(exit, Is.Zero, said);
        return [.. RosterText.Read(File.ReadAllText(file, Encoding.UTF8))];
    }

    private static decimal Yuan(Dictionary<string, string> row, string column) =>
        decimal.Parse(row[column], System.Globalization.CultureInfo.InvariantCulture);

    private async Task<(int Exit, string Said)> Give(params string[] command)
    {
        (int exit, string output, string errors) =
            await Disburse.Run([.. command, "--data", _office.Inputs.Data, "--logs", Path.Combine(_office.Inputs.Root, "logs")]);
        return (exit, output + errors);
    }
}
