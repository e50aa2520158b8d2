using System.Globalization;
using System.Security.Cryptography;
using System.Xml.Linq;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Batches;
using Disbursement.Jobs.PaymentFiles;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.PaymentFiles;

/// <summary>The files of a whole run in all four formats.</summary>
[TestFixture]
internal sealed class RunFilesTests
{
    private static readonly XNamespace Ns = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";

    private TestInputs _inputs = null!;

    [SetUp]
    public void MakeInputs() => _inputs = new TestInputs();

    [TearDown]
    public void RemoveInputs() => _inputs.Dispose();

    [Test]
    public void Every_batch_has_every_format_and_all_of_them_say_the_same()
    {
        TestRun run = _inputs.WithSample(300).Run(_inputs.Order() with { ValueDate = new DateOnly(2026, 6, 15) });
        using TestDatabase database = _inputs.Rows();
        string[] csvs = [.. run.PaymentFiles];
        Assert.That(csvs, Has.Length.GreaterThan(20));

        foreach (string csv in csvs)
        {
            List<Dictionary<string, string>> rows = RosterText.Read(File.ReadAllText(csv));
            string total = rows.Sum(row => decimal.Parse(row["实发金额"], CultureInfo.InvariantCulture))
                .ToString("0.00", CultureInfo.InvariantCulture);
            string[][] bank = [.. File.ReadLines(Path.ChangeExtension(csv, ".txt")).Select(line => line.Split('|'))];
            XElement message = XElement.Load(Path.ChangeExtension(csv, ".xml"));
            Assert.Multiple(() =>
            {
                Assert.That(
                    string.Join('|', bank[0]), Is.EqualTo($"||20260615|{rows[0]["支付编号"].Split('-')[2]}|||{rows.Count}|{total}"), csv);
                Assert.That(bank.Skip(1).Select(line => (line[1], line[2], line[3], line[6])),
                    Is.EqualTo(rows.Select(row => (row["姓名"], row["实发金额"], row["银行账号"], row["公民身份号码"]))), csv);
                Assert.That(message.Descendants(Ns + "CtrlSum").Select(sum => sum.Value), Is.All.EqualTo(total), csv);
                Assert.That(
                    message.Descendants(Ns + "EndToEndId").Select(id => id.Value), Is.EqualTo(rows.Select(row => row["支付编号"])), csv);
                Assert.That(MiniExcelLibs.MiniExcel.Query(Path.ChangeExtension(csv, ".xlsx"), useHeaderRow: true, sheetName: "付款明细")
                    .Count(), Is.EqualTo(rows.Count + 1), csv);
            });
        }

        Assert.That(database.Number("SELECT COUNT(*) FROM batch_files"), Is.EqualTo(csvs.Length * 4));
    }

    [Test]
    [Category(Pain001Tests.NeedsSchema)]
    public void Every_message_of_a_run_is_valid()
    {
        string[] messages =
            [.. _inputs.WithSample(300).Run(_inputs.Order() with { ValueDate = new DateOnly(2026, 6, 15) }).PaymentFiles.Select(
                csv => Path.ChangeExtension(csv, ".xml"))];

        Assert.That(messages, Has.Length.GreaterThan(20));
        Assert.That(messages.SelectMany(Pain001Tests.Faults), Is.Empty);
    }

    [Test]
    public void A_batch_written_again_from_its_lines_has_the_bytes_of_the_run()
    {
        TestRun run = _inputs.WithSample(200).Run();
        using TestDatabase database = _inputs.Rows();
        IReadOnlyList<Bureau> bureaus = Jobs.Intake.ReadBureaus.Run("bureaus.csv", File.ReadAllBytes(_inputs.Bureaus)).Bureaus;
        string folder = Directory.CreateDirectory(Path.Combine(_inputs.Root, "again")).FullName;

        foreach (Dictionary<string, string> batch in database.Rows("SELECT * FROM batches"))
        {
            string county = batch["county"], scheme = batch["scheme"], csv = Path.Combine(run.Folder, county, $"{scheme}.csv");
            PaymentLine[] lines = [.. RosterText.Read(File.ReadAllText(csv)).Select(Stored)];
            PaymentFileHeading heading = new()
            {
                Run = "2026-1",
                Year = 2026,
                Batch = batch["id"],
                Bureau = bureaus.Single(bureau => bureau.County == county),
                Scheme = scheme,
                SchemeTitle = run.Summary.Inputs.Pack.TermsOf(Domain.Policies.Scheme.Of(scheme)).Title,
                Count = lines.Length,
                Current = Fen(batch, "current_fen"),
                Arrears = Fen(batch, "arrears_fen"),
                Offset = Fen(batch, "offset_fen"),
                Total = Fen(batch, "total_fen"),
                Funding =
                    new LevelSums(Fen(batch, "central_fen"), Fen(batch, "province_fen"), Fen(batch, "city_fen"), Fen(batch, "county_fen")),
                IsAssumed = batch["is_assumed"] == "1",
                ValueDate = PaymentFileHeading.ValueDateOf(null, _inputs.Clock.GetUtcNow()),
                CreatedAt = _inputs.Clock.GetUtcNow(),
                IsChinese = true,
            };

            foreach (WrittenFile file in WritePaymentFiles.Run(name => Path.Combine(folder, name), heading, lines))
                Assert.That(file.Sha256, Is.EqualTo(Hash(Path.Combine(run.Folder, county, file.Path))), $"{batch["id"]} {file.Format}");
        }
    }

    [Test]
    public void A_payment_that_is_left_out_is_in_no_file_and_in_no_sum_and_the_others_keep_their_numbers()
    {
        const string LeftOut = "2026-1-320302-ocr-000002";
        TestRun run = RunLeavingOut.Run(_inputs.Roster("a.csv", A.Household(1), A.Household(2)), LeftOut);
        string folder = Path.Combine(run.Folder, "320302");
        XElement message = XElement.Load(Path.Combine(folder, "ocr.xml"));
        using TestDatabase database = _inputs.Rows();

        Assert.Multiple(() =>
        {
            Assert.That(run.PaymentRows.Select(row => row["支付编号"]),
                Is.EqualTo(["2026-1-320302-ocr-000001", "2026-1-320302-ocr-000003", "2026-1-320302-ocr-000004"]));
            Assert.That(File.ReadLines(Path.Combine(folder, "ocr.txt")).Select(line => line.Split('|')[0]).Skip(1),
                Is.EqualTo(["000001", "000003", "000004"]));
            Assert.That(File.ReadLines(Path.Combine(folder, "ocr.txt")).First(), Does.EndWith("|3|180.00"));
            Assert.That(message.Descendants(Ns + "CtrlSum").Select(sum => sum.Value), Is.All.EqualTo("180.00"));
            Assert.That(database.Rows("SELECT DISTINCT rows, total_fen FROM batch_files").Select(row => (row["rows"], row["total_fen"])),
                Is.EqualTo([("3", "18000")]));
        });
    }

    [Test]
    public void A_payment_file_is_in_the_formats_of_its_bureau_alone()
    {
        File.WriteAllText(_inputs.Bureaus,
            File.ReadAllText(_inputs.Bureaus).Replace("csv+xlsx+pain001+bank", "bank", StringComparison.Ordinal));
        TestRun run = _inputs.Roster("a.csv", A.Household(1)).Run();

        Assert.That(Directory.GetFiles(Path.Combine(run.Folder, "320302")).Select(Path.GetFileName),
            Is.EquivalentTo(["manifest.json", "ocr.txt"]));
        Assert.That(run.Summary.ToText(), Does.Not.Contain("this version"));
    }

    [Test]
    public void English_headers_go_through_csv_and_workbook()
    {
        TestRun run = _inputs.Roster("a.csv", A.Household(1)).Run(_inputs.Order() with { HasEnglishHeaders = true });

        Assert.That(File.ReadAllText(run.PaymentFiles.Single()).TrimStart('\uFEFF'), Does.StartWith("payment_no,"));
        Assert.That(MiniExcelLibs.MiniExcel.GetSheetNames(Path.Combine(run.Folder, "320302", "ocr.xlsx")),
            Is.EqualTo(["Summary", "Payments"]));
    }

    /// <summary>A line as it is kept: what the csv shows.</summary>
    private static PaymentLine Stored(Dictionary<string, string> row) => new()
    {
        PaymentNo = row["支付编号"],
        RegionCode = row["行政区划代码"],
        HouseholdNo = row["户编号"],
        Name = row["姓名"],
        IdNumber = row["公民身份号码"],
        Scheme = row["项目"],
        Months = row["应享月份"],
        Current = Yuan(row["本年"]),
        Arrears = Yuan(row["补发"]),
        Offset = -Yuan(row["抵扣"]),
        Amount = Yuan(row["实发金额"]),
        BankName = row["开户银行"],
        BankCode = row["联行号"],
        BankAccount = row["银行账号"],
        AccountName = row["户名"],
        Flags = row["提示"],
    };

    private static Money Yuan(string text) => Money.FromYuan(decimal.Parse(text, CultureInfo.InvariantCulture));

    private static Money Fen(Dictionary<string, string> row, string column) => new(long.Parse(row[column], CultureInfo.InvariantCulture));

    private static string Hash(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
}
