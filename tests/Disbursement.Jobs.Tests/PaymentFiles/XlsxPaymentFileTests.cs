using System.Globalization;
using System.IO.Compression;
using Disbursement.Domain.Amounts;
using Disbursement.Jobs.PaymentFiles;
using Disbursement.Jobs.Tests.Rosters;
using Disbursement.Jobs.Tests.Tools;
using MiniExcelLibs;

namespace Disbursement.Jobs.Tests.PaymentFiles;

/// <summary>The workbook of a batch, read back by others.</summary>
[TestFixture]
internal sealed class XlsxPaymentFileTests
{
    private TestBatch _batch = null!;

    [SetUp]
    public void MakeBatch() => _batch = new TestBatch();

    [TearDown]
    public void RemoveBatch() => _batch.Dispose();

    [Test]
    public void Payments_are_real_text_and_real_numbers_with_a_totals_row()
    {
        string path = _batch.WithPeculiarities().Write("xlsx");

        List<IDictionary<string, object?>> rows = Rows(path, "付款明细");

        Assert.Multiple(() =>
        {
            Assert.That(rows, Has.Count.EqualTo(6));
            for (int i = 0; i < 5; i++)
            {
                PaymentLine line = _batch.Lines[i];
                Assert.That(Texts(rows[i]), Is.EqualTo([
                    line.PaymentNo, line.RegionCode, line.HouseholdNo, line.Name, line.IdNumber, line.Scheme, line.Months, line.BankName,
                    line.BankCode, line.BankAccount, line.AccountName, line.Flags,
                ]));
                Assert.That(Yuan(rows[i]), Is.EqualTo([line.Current, line.Arrears, -line.Offset, line.Amount]));
            }

            PaymentFileHeading heading = _batch.Heading;
            Assert.That(rows[5]["支付编号"], Is.EqualTo("合计"));
            Assert.That(Yuan(rows[5]), Is.EqualTo([heading.Current, heading.Arrears, -heading.Offset, heading.Total]));
        });
    }

    [Test]
    public void The_first_sheet_tells_what_the_batch_is()
    {
        string path = _batch.WithPeculiarities().Write("xlsx");

        Dictionary<string, object?> summary = Summary(path);

        Assert.Multiple(() =>
        {
            Assert.That(MiniExcel.GetSheetNames(path), Is.EqualTo(["批次摘要", "付款明细"]));
            Assert.That(summary["批次编号"], Is.EqualTo("2026-1-320302-sab"));
            Assert.That(summary["付款账号"], Is.EqualTo("32001718036051320302"));
            Assert.That(summary["付款日期"], Is.EqualTo("2026-06-15"));
            Assert.That(summary["付款笔数"], Is.EqualTo(5));
            Assert.That(summary["实发金额（元）"], Is.EqualTo(27_739.92));
            Assert.That(summary.Where(line => line.Key.StartsWith("其中", StringComparison.Ordinal))
                .Sum(line => Convert.ToDecimal(line.Value, CultureInfo.InvariantCulture)), Is.EqualTo(27_739.92m));
            Assert.That(summary["参数提示"], Does.StartWith("ASSUMED"));
        });
    }

    [Test]
    public void English_headers_make_an_English_workbook()
    {
        _batch.IsChinese = false;
        string path = _batch.WithPeculiarities().Write("xlsx");

        Assert.Multiple(() =>
        {
            Assert.That(MiniExcel.GetSheetNames(path), Is.EqualTo(["Summary", "Payments"]));
            Assert.That(Rows(path, "Payments")[5]["payment_no"], Is.EqualTo("total"));
            Assert.That(Summary(path)["batch"], Is.EqualTo("2026-1-320302-sab"));
        });
    }

    [Test]
    public void The_header_is_frozen_amounts_have_two_decimals_and_nothing_is_a_formula()
    {
        using ZipArchive zip = ZipFile.OpenRead(_batch.WithPeculiarities().Write("xlsx"));
        using StreamReader reader = new(zip.GetEntry("xl/worksheets/sheet2.xml")!.Open());
        string sheet = reader.ReadToEnd();

        Assert.Multiple(() =>
        {
            Assert.That(sheet, Does.Contain("<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>"));
            Assert.That(sheet, Does.Contain("<c s=\"2\"><v>-1170.10</v></c>"), "style 2 is the number format 0.00");
            Assert.That(sheet, Does.Not.Contain("<f>"));
            Assert.That(zip.Entries.Select(entry => entry.LastWriteTime.DateTime).Distinct(), Is.EqualTo([new DateTime(1980, 1, 1)]),
                "a workbook tells no time");
        });
    }

    [TestCase(4, new[] { "付款明细" }, TestName = "Three_payments_and_totals_fill_a_sheet_of_five_rows")]
    [TestCase(5, new[] { "付款明细", "付款明细 2" }, TestName = "The_totals_of_four_payments_go_on_a_further_sheet_of_five_rows")]
    [TestCase(13, new[] { "付款明细", "付款明细 2", "付款明细 3", "付款明细 4" }, TestName = "Twelve_payments_go_on_in_further_sheets")]
    public void A_batch_larger_than_a_sheet_goes_on_in_further_sheets(int rows, string[] sheets)
    {
        for (int i = 1; i < rows; i++)
            _batch.With(TestBatch.Line(i));
        string path = Path.GetTempFileName() + ".xlsx";
        PaymentFileHeading heading = _batch.Heading;

        // The summary has 20 rows of its own, so it is split too where sheets are as short as here; only payments are looked at.
        using (XlsxPaymentFile file = new(path, heading, mostRows: 5))
        {
            foreach (PaymentLine line in _batch.Lines)
                file.Add(line);
            file.Finish();
        }

        string[] found = [.. MiniExcel.GetSheetNames(path).Where(name => name.StartsWith("付款", StringComparison.Ordinal))];
        List<IDictionary<string, object?>> all = [.. found.SelectMany(name => Rows(path, name))];
        Assert.That(found, Is.EqualTo(sheets));
        Assert.That(all.Select(row => row["支付编号"]), Is.EqualTo([.. _batch.Lines.Select(line => line.PaymentNo), "合计"]));
        File.Delete(path);
    }

    [Test]
    public void LibreOffice_shows_ids_accounts_and_payment_numbers_whole()
    {
        string path = _batch.WithPeculiarities().Write("xlsx"), folder = Path.GetDirectoryName(path)!;
        ConvertToCsv(path, folder);

        List<Dictionary<string, string>> rows = RosterText.Read(File.ReadAllText(Path.Combine(folder, "sab-付款明细.csv")));

        Assert.Multiple(() =>
        {
            Assert.That(rows.Take(5).Select(row => (row["支付编号"], row["公民身份号码"], row["银行账号"], row["联行号"], row["行政区划代码"])), Is.EqualTo(
                _batch.Lines.Select(line => (line.PaymentNo, line.IdNumber, line.BankAccount, line.BankCode, line.RegionCode))));
            Assert.That(rows.Take(5).Select(row => (row["姓名"], row["开户银行"], row["应享月份"])),
                Is.EqualTo(_batch.Lines.Select(line => (line.Name, line.BankName, line.Months))));
            Assert.That(rows.Select(row => row["实发金额"]), Is.EqualTo(["7080.00", "7670.01", "5909.90", "7080.00", "0.01", "27739.92"]));
        });
    }

    private static List<IDictionary<string, object?>> Rows(string path, string sheet) =>
        [.. MiniExcel.Query(path, useHeaderRow: true, sheetName: sheet).Cast<IDictionary<string, object?>>()];

    private static Dictionary<string, object?> Summary(string path) =>
        MiniExcel.Query(path, useHeaderRow: false).Cast<IDictionary<string, object?>>()
            .ToDictionary(row => (string)row["A"]!, row => row.TryGetValue("B", out object? value) ? value : null);

    private static IEnumerable<string> Texts(IDictionary<string, object?> row) =>
        row.Where((_, i) => i is < 7 or > 10).Select(cell => cell.Value is null ? "" : (string)cell.Value);

    private static IEnumerable<Money> Yuan(IDictionary<string, object?> row) =>
        row.Where((_, i) => i is >= 7 and <= 10)
            .Select(cell => Money.FromYuan(Convert.ToDecimal(cell.Value, CultureInfo.InvariantCulture)));

    /// <summary>Every sheet as CSV, cells as they are shown.</summary>
    private static void ConvertToCsv(string path, string folder)
    {
        const string Csv = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1";
        ToolAnswer answer = RequiredTool.Run("soffice",
            [$"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", Csv, "--outdir", folder, path]);

        Assert.That(answer.Exit, Is.Zero, answer.Said);
    }
}
