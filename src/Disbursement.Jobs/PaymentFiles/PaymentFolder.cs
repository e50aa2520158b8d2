using Disbursement.Domain.Batches;

namespace Disbursement.Jobs.PaymentFiles;

/// <summary>
/// The payment files of one county while a run makes its payments. csv grows as they come; the other formats say counts and sums first,
/// so their lines wait in a spool until the batch is closed.
/// </summary>
/// <param name="grow">Makes the path of a file.</param>
/// <param name="work">The run's work folder, where spools stand.</param>
/// <param name="bureau">Whose formats and encoding count.</param>
/// <param name="isChinese">The language of headers.</param>
internal sealed class PaymentFolder(Func<string, string> grow, string work, Bureau bureau, bool isChinese) : IDisposable
{
    private readonly Dictionary<string, OpenScheme> _schemes = [];

    /// <summary>Adds a line to the files of its scheme.</summary>
    public void Add(PaymentLine line)
    {
        if (!_schemes.TryGetValue(line.Scheme, out OpenScheme? open))
            _schemes[line.Scheme] = open = Open(line.Scheme);
        open.Sums.Add(line);
        open.Csv?.Add(line);
        open.Spool?.Add(line);
    }

    /// <summary>Finishes the files of a batch and tells their hashes, in the order in which the bureau names the formats.</summary>
    /// <exception cref="InvalidOperationException">The lines do not add up to the heading.</exception>
    public IReadOnlyList<WrittenFile> Close(PaymentFileHeading heading, CancellationToken stop)
    {
        if (!_schemes.Remove(heading.Scheme, out OpenScheme? open))
            open = Open(heading.Scheme);
        using (open)
        {
            open.Sums.MustBe(heading);
            IReadOnlyList<string> formats = WritePaymentFiles.FormatsOf(heading);
            Dictionary<string, WrittenFile> written = [];
            if (open.Csv is not null)
                written[PaymentFormats.Csv] = new WrittenFile(PaymentFormats.Csv, CsvName(heading.Scheme), open.Csv.Finish());
            if (open.Spool is not null)
            {
                string[] others = [.. formats.Where(format => format != PaymentFormats.Csv)];
                foreach (WrittenFile file in WritePaymentFiles.Run(grow, heading, others, open.Spool.Read(heading.Scheme), stop))
                    written[file.Format] = file;
            }

            return [.. formats.Select(format => written[format])];
        }
    }

    public void Dispose()
    {
        foreach (OpenScheme open in _schemes.Values)
            open.Dispose();
    }

    private static string CsvName(string scheme) => $"{scheme}.csv";

    private OpenScheme Open(string scheme) => new(
        bureau.Formats.Contains(PaymentFormats.Csv)
            ? new CsvPaymentFile(grow(CsvName(scheme)), bureau.Encoding, isChinese)
            : null,
        bureau.Formats.Any(format => format != PaymentFormats.Csv)
            ? new LineSpool(Path.Combine(work, $"lines-{bureau.County}-{scheme}"))
            : null);

    private sealed record OpenScheme(CsvPaymentFile? Csv, LineSpool? Spool) : IDisposable
    {
        public LineSums Sums { get; } = new();

        public void Dispose()
        {
            Csv?.Dispose();
            Spool?.Dispose();
        }
    }
}
