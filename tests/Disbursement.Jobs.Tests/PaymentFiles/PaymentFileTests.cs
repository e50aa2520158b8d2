using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Disbursement.Domain.Amounts;
using Disbursement.Jobs.PaymentFiles;
using Disbursement.Jobs.Tests.Intake;
using Disbursement.Jobs.Tests.Rosters;
using Disbursement.Jobs.Tests.Tools;

namespace Disbursement.Jobs.Tests.PaymentFiles;

/// <summary>csv and bank text, and what all formats have in common.</summary>
[TestFixture]
internal sealed class PaymentFileTests
{
    private TestBatch _batch = null!;

    [SetUp]
    public void MakeBatch() => _batch = new TestBatch();

    [TearDown]
    public void RemoveBatch() => _batch.Dispose();

    [Test]
    public void The_bank_text_is_one_line_about_the_batch_and_one_for_each_payment()
    {
        _batch.With(TestBatch.Line(1), TestBatch.Line(2) with { Amount = new Money(1), Current = new Money(1) });

        string text = File.ReadAllText(_batch.Write("bank"));

        Assert.That(text, Is.EqualTo(
            "||20260615|320302|||2|7080.01\r\n"
            + $"000001|王秀英|7080.00|{People.Card(1)}|320302|01|{_batch.Lines[0].IdNumber}|1\r\n"
            + $"000002|王秀英|0.01|{People.Card(2)}|320302|01|{_batch.Lines[1].IdNumber}|1\r\n"));
    }

    [Test]
    public void The_bank_text_numbers_payments_as_their_payment_numbers_do_even_where_one_is_left_out_or_there_are_a_million()
    {
        _batch.With(TestBatch.Line(2), TestBatch.Line(999_999), TestBatch.Line(1_000_000));

        Assert.That(File.ReadAllLines(_batch.Write("bank")).Skip(1).Select(line => line.Split('|')[0]),
            Is.EqualTo(["000002", "999999", "1000000"]));
    }

    [Test]
    public void The_csv_shows_a_recovery_with_a_minus_and_disarms_formulas_in_text()
    {
        List<Dictionary<string, string>> rows = RosterText.Read(File.ReadAllText(_batch.WithPeculiarities().Write("csv")));

        Assert.Multiple(() =>
        {
            Assert.That(rows.Select(row => (row["本年"], row["补发"], row["抵扣"], row["实发金额"])), Is.EqualTo([
                ("7080.00", "0.00", "0.00", "7080.00"), ("7080.00", "590.01", "0.00", "7670.01"),
                ("7080.00", "0.00", "-1170.10", "5909.90"), ("7080.00", "0.00", "0.00", "7080.00"),
                ("0.00", "0.01", "0.00", "0.01"),
            ]));
            Assert.That((rows[4]["姓名"], rows[4]["开户银行"]), Is.EqualTo(("'=王<&>\"", "'+1,2;_x0041_ 银行")));
        });
    }

    [TestCase("csv", "utf-8")]
    [TestCase("csv", "gb18030")]
    [TestCase("bank", "utf-8")]
    [TestCase("bank", "gb18030")]
    public void Rare_characters_survive_in_the_encoding_of_the_bureau(string format, string encoding)
    {
        _batch.Bureau = TestBatch.BureauOf(format, encoding);

        byte[] bytes = File.ReadAllBytes(_batch.WithPeculiarities().Write(format));
        string text = encoding == "utf-8" ? new UTF8Encoding(false, true).GetString(bytes) : FormTests.Gb18030.GetString(bytes);

        Assert.Multiple(() =>
        {
            Assert.That(text.StartsWith('\uFEFF'), Is.EqualTo(encoding == "utf-8"), "a byte order mark belongs to UTF-8 alone");
            Assert.That(text, Does.Contain("王㐂𠮷"));
            Assert.That(text.Split('\n')[..^1], Has.All.EndWith("\r"));
        });
    }

    [Test]
    public void Two_writes_give_the_same_bytes_and_the_hashes_of_them()
    {
        _batch.WithPeculiarities();
        (string folder, IReadOnlyList<WrittenFile> first) = _batch.Write();
        Thread.Sleep(TimeSpan.FromSeconds(2.1));

        IReadOnlyList<WrittenFile> second = _batch.Write().Files;

        Assert.Multiple(() =>
        {
            Assert.That(first.Select(file => (file.Format, file.Path)),
                Is.EqualTo([("csv", "sab.csv"), ("xlsx", "sab.xlsx"), ("pain001", "sab.xml"), ("bank", "sab.txt")]));
            Assert.That(second, Is.EqualTo(first));
            Assert.That(first.Select(file => file.Sha256), Is.EqualTo(first.Select(file => Hash(Path.Combine(folder, file.Path)))));
        });
    }

    [Test]
    public void The_bytes_of_files_and_the_parts_of_a_workbook_stay_the_same_from_version_to_version()
    {
        _batch.WithPeculiarities();

        (string folder, IReadOnlyList<WrittenFile> files) = _batch.Write();

        string Said(WrittenFile file) => file.Format == "xlsx"
            ? WorkbookContent.Hash(File.ReadAllBytes(Path.Combine(folder, file.Path)))
            : file.Sha256;
        Assert.That(files.Select(file => $"{file.Format} {Said(file)}"), Is.EqualTo([
            "csv 2eb3c8ecc504e4b3b039ba01055936335683538427f7ee4df6110f7bf82ba919",
            "xlsx 23fc9baf12b66670d7336e761e0660a64fe08ce600e606d2a24a3149789503c9",
            "pain001 03392af1160f6c6bd51c2a22a6acc3ba9de6aa26588d1f8b7b1460f469499034",
            "bank 9fd51b401b95f53bdfcb282fa61ceca2ca868c422f4a50390282e0f191597036",
        ]));
    }

    [TestCase("csv")]
    [TestCase("xlsx")]
    [TestCase("bank+csv")]
    public void A_bureau_gets_the_formats_it_asks_for_in_its_order(string formats)
    {
        _batch.Bureau = TestBatch.BureauOf(formats);
        _batch.WithPeculiarities();
        (string folder, IReadOnlyList<WrittenFile> written) = _batch.Write();

        Assert.That(string.Join('+', written.Select(file => file.Format)), Is.EqualTo(formats));
        Assert.That(Directory.GetFiles(folder), Has.Length.EqualTo(written.Count));
    }

    [Test]
    public void A_batch_whose_payments_are_all_held_has_no_message_and_empty_files_else()
    {
        (string folder, IReadOnlyList<WrittenFile> written) = _batch.Write();

        Assert.Multiple(() =>
        {
            Assert.That(written.Select(file => file.Format), Is.EqualTo(["csv", "xlsx", "bank"]));
            Assert.That(File.ReadAllText(Path.Combine(folder, "sab.txt")), Is.EqualTo("||20260615|320302|||0|0.00\r\n"));
        });
    }

    [Test]
    public void Lines_that_do_not_add_up_to_the_heading_stop_everything()
    {
        _batch.WithPeculiarities();
        PaymentFileHeading heading = _batch.Heading;
        string folder = Directory.CreateTempSubdirectory("disburse-files").FullName;
        string Grow(string name) => Path.Combine(folder, name);

        Assert.Multiple(() =>
        {
            Assert.That(() => WritePaymentFiles.Run(Grow, heading, _batch.Lines.Skip(1)),
                Throws.InvalidOperationException.With.Message.Contains("5 payments").And.Message.Contains("4 payments"));
            Assert.That(() => WritePaymentFiles.Run(Grow, heading with { Total = heading.Total + new Money(1) }, _batch.Lines),
                Throws.InvalidOperationException);
            Assert.That(() => WritePaymentFiles.Run(Grow, heading with { Offset = Money.Zero }, _batch.Lines),
                Throws.InvalidOperationException);
        });
        Directory.Delete(folder, recursive: true);
    }

    [Test]
    public void Files_and_spools_are_for_their_owner_alone_and_spools_vanish()
    {
        _batch.WithPeculiarities();
        string folder = Directory.CreateTempSubdirectory("disburse-files").FullName,
            work = Directory.CreateDirectory(Path.Combine(folder, "work")).FullName;
        using (PaymentFolder files = new(name => Path.Combine(folder, name), work, _batch.Bureau, isChinese: true))
        {
            foreach (PaymentLine line in _batch.Lines)
                files.Add(line);
            if (!OperatingSystem.IsWindows())
                Assert.That(File.GetUnixFileMode(Directory.GetFiles(work).Single()),
                    Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));

            Assert.That(files.Close(_batch.Heading, CancellationToken.None), Is.EqualTo(_batch.Write().Files));
            files.Add(TestBatch.Line(1) with { Scheme = "ocr" });
        }

        Assert.That(Directory.GetFiles(work), Is.Empty);
        if (!OperatingSystem.IsWindows())
            Assert.That(Directory.GetFiles(folder).Select(File.GetUnixFileMode),
                Is.All.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Directory.Delete(folder, recursive: true);
    }

    [Test]
    public void A_bureau_that_wants_csv_alone_has_no_spool()
    {
        _batch.Bureau = TestBatch.BureauOf("csv");
        string folder = Directory.CreateTempSubdirectory("disburse-files").FullName,
            work = Directory.CreateDirectory(Path.Combine(folder, "work")).FullName;
        using (PaymentFolder files = new(name => Path.Combine(folder, name), work, _batch.Bureau, isChinese: true))
        {
            files.Add(TestBatch.Line(1));
            Assert.That(Directory.GetFiles(work), Is.Empty);
        }

        Directory.Delete(folder, recursive: true);
    }

    [TestCase("2026-05-31T15:59:59Z", "2026-05-31")]
    [TestCase("2026-05-31T16:00:00Z", "2026-06-01")]
    public void Without_an_order_the_value_date_is_the_day_in_China_on_which_the_run_was_started(string startedAt, string day)
    {
        DateTimeOffset start = DateTimeOffset.Parse(startedAt, CultureInfo.InvariantCulture);

        Assert.That(PaymentFileHeading.ValueDateOf(null, start), Is.EqualTo(DateOnly.Parse(day, CultureInfo.InvariantCulture)));
        Assert.That(PaymentFileHeading.ValueDateOf(new DateOnly(2026, 7, 1), start), Is.EqualTo(new DateOnly(2026, 7, 1)));
    }

    private static string Hash(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
}
