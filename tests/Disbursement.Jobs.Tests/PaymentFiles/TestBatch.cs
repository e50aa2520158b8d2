using System.Globalization;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Batches;
using Disbursement.Jobs.PaymentFiles;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.PaymentFiles;

/// <summary>A batch of payment lines, its heading, and a folder to write it into.</summary>
internal sealed class TestBatch : IDisposable
{
    public const string Formats = "csv+xlsx+pain001+bank";

    /// <summary>Where files of this batch may be written; gone when the test ends.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("disburse-files").FullName;


    public List<PaymentLine> Lines { get; } = [];

    public Bureau Bureau { get; set; } = BureauOf(Formats);

    public bool IsChinese { get; set; } = true;

    public ExportTerms Exports { get; set; } = ExportTerms.None;

    public PaymentFileHeading Heading => new()
    {
        Run = "2026-1",
        Year = 2026,
        Batch = "2026-1-320302-sab",
        Bureau = Bureau,
        Scheme = "sab",
        SchemeTitle = "特别扶助（死亡）",
        Count = Lines.Count,
        Current = Sum(line => line.Current),
        Arrears = Sum(line => line.Arrears),
        Offset = Sum(line => line.Offset),
        Total = Sum(line => line.Amount),
        Funding = new Shares(30, 30, 10, 30).Split(Sum(line => line.Amount)),
        IsAssumed = true,
        ValueDate = new DateOnly(2026, 6, 15),
        CreatedAt = new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero),
        IsChinese = IsChinese,
        Exports = Exports,
    };

    public static Bureau BureauOf(string formats, string encoding = "utf-8") =>
        new("320302", "鼓楼区", "鼓楼区财政局", "32001718036051320302", "105303000012", formats.Split('+'), encoding);

    /// <summary>A sound line; a test says what is different.</summary>
    public static PaymentLine Line(int number) => new()
    {
        PaymentNo = string.Create(CultureInfo.InvariantCulture, $"2026-1-320302-sab-{number:000000}"),
        RegionCode = "320302001001",
        HouseholdNo = string.Create(CultureInfo.InvariantCulture, $"H-{number:00000}"),
        Name = "王秀英",
        IdNumber = People.Id("1970-03-04", isFemale: true, number),
        Scheme = "sab",
        Months = "1-12",
        Current = new Money(708_000),
        Arrears = Money.Zero,
        Offset = Money.Zero,
        Amount = new Money(708_000),
        BankName = "江苏银行",
        BankCode = "313303000067",
        BankAccount = People.Card(number),
        AccountName = "王秀英",
        Flags = "",
    };

    public TestBatch With(params PaymentLine[] lines)
    {
        Lines.AddRange(lines);
        return this;
    }

    /// <summary>A batch of every peculiarity: arrears, an offset, another holder, no bank code, rare characters, flags.</summary>
    public TestBatch WithPeculiarities() => With(
        Line(1),
        Line(2) with { Name = "王㐂𠮷", AccountName = "王㐂𠮷", Arrears = new Money(59_001), Amount = new Money(767_001),
            Flags = "JUMP+NEW-ARREARS" },
        Line(3) with { AccountName = "陈建国", Flags = "ACCOUNT-NAME", Offset = new Money(117_010), Amount = new Money(590_990) },
        Line(4) with { BankCode = "", Months = "1-5,7" },
        Line(5) with { Name = "=王<&>\"", AccountName = "=王<&>\"", BankName = "+1,2;_x0041_ 银行", Months = "", Current = Money.Zero,
            Arrears = new Money(1), Amount = new Money(1) });

    /// <summary>Writes the batch into a folder of its own.</summary>
    public (string Folder, IReadOnlyList<WrittenFile> Files) Write()
    {
        string folder = Directory.CreateDirectory(Path.Combine(Folder, Guid.NewGuid().ToString("N"))).FullName;
        return (folder, WritePaymentFiles.Run(name => Path.Combine(folder, name), Heading, Lines));
    }

    /// <summary>The path of one file of the written batch.</summary>
    public string Write(string format)
    {
        (string folder, IReadOnlyList<WrittenFile> files) = Write();
        return Path.Combine(folder, files.Single(file => file.Format == format).Path);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private Money Sum(Func<PaymentLine, Money> amount) => Lines.Aggregate(Money.Zero, (sum, line) => sum + amount(line));
}
