namespace Disbursement.Jobs.PaymentFiles;

/// <summary>The formats a bureau can ask for, by the names of bureaus.csv.</summary>
internal static class PaymentFormats
{
    public const string Csv = "csv";
    public const string Xlsx = "xlsx";
    public const string Pain001 = "pain001";
    public const string Bank = "bank";

    /// <summary>Which file holds a scheme in a format.</summary>
    public static string FileName(string scheme, string format) => format switch
    {
        Csv => $"{scheme}.csv",
        Xlsx => $"{scheme}.xlsx",
        Pain001 => $"{scheme}.xml",
        Bank => $"{scheme}.txt",
        _ => throw Unknown(format),
    };

    /// <summary>Opens the file of a batch in a format.</summary>
    public static IPaymentFile Open(string path, string format, PaymentFileHeading heading) => format switch
    {
        Csv => new CsvPaymentFile(path, heading.Bureau.Encoding, heading.IsChinese),
        Xlsx => new XlsxPaymentFile(path, heading),
        Pain001 => new Pain001PaymentFile(path, heading),
        Bank => new BankPaymentFile(path, heading),
        _ => throw Unknown(format),
    };

    private static InvalidOperationException Unknown(string format) => new($"'{format}' is no format of payment files.");
}

/// <summary>A payment file that grows line by line.</summary>
internal interface IPaymentFile : IDisposable
{
    void Add(PaymentLine line);

    /// <summary>Ends the file and tells the SHA-256 of its bytes.</summary>
    string Finish();
}
