namespace Disbursement.Jobs.PaymentFiles;

/// <summary>The formats a bureau can ask for, by the names of bureaus.csv: those that are built in, and templates.</summary>
internal static class PaymentFormats
{
    public const string Csv = "csv";
    public const string Xlsx = "xlsx";
    public const string Pain001 = "pain001";
    public const string Bank = "bank";

    /// <summary>The formats that are built in; any other is a template.</summary>
    public static IReadOnlyList<string> BuiltIn { get; } = [Csv, Xlsx, Pain001, Bank];

    /// <summary>Which file holds a batch in a format.</summary>
    public static string FileName(PaymentFileHeading heading, string format) => format switch
    {
        Csv => $"{heading.Scheme}.csv",
        Xlsx => $"{heading.Scheme}.xlsx",
        Pain001 => $"{heading.Scheme}.xml",
        Bank => $"{heading.Scheme}.txt",
        _ => $"{heading.Scheme}-{format}.{Template(heading, format).Ending}",
    };

    /// <summary>Opens the file of a batch in a format; without a path for its hash alone.</summary>
    public static IPaymentFile Open(string? path, string format, PaymentFileHeading heading) => format switch
    {
        Csv => new CsvPaymentFile(path, heading.Bureau.Encoding, heading.IsChinese),
        Xlsx => new XlsxPaymentFile(path, heading),
        Pain001 => new Pain001PaymentFile(path, heading),
        Bank => new BankPaymentFile(path, heading),
        _ when Template(heading, format) is { File: TemplateFile.Xlsx } template => new TemplateWorkbook(path, template, heading.Facts),
        _ => new TemplatePaymentFile(path, Template(heading, format), heading.Facts),
    };

    private static ExportTemplate Template(PaymentFileHeading heading, string format) => heading.Exports.Templates.GetValueOrDefault(format)
        ?? throw new InvalidOperationException($"'{format}' is no format of payment files.");
}

/// <summary>A payment file that grows line by line.</summary>
internal interface IPaymentFile : IDisposable
{
    void Add(PaymentLine line);

    /// <summary>Ends the file and tells the SHA-256 of its bytes.</summary>
    string Finish();
}
