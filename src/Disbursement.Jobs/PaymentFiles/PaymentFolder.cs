using Disbursement.Domain.Batches;
using Disbursement.Domain.Schemes;

namespace Disbursement.Jobs.PaymentFiles;

/// <summary>The payment files of one county: one for each scheme and each format of the bureau, grown payment by payment.</summary>
/// <param name="grow">Makes the path of a file.</param>
/// <param name="bureau">Whose formats and encoding count.</param>
/// <param name="isChinese">The language of headers.</param>
internal sealed class PaymentFolder(Func<string, string> grow, Bureau bureau, bool isChinese) : IDisposable
{
    private readonly CsvPaymentFile?[] _csv = new CsvPaymentFile?[SchemeCodes.All.Count];

    public void Add(Payment payment)
    {
        Scheme scheme = payment.Settlement.Decision.Scheme;
        CsvPaymentFile file = _csv[(int)scheme] ??= new CsvPaymentFile(grow($"{scheme.Code()}.csv"), bureau.Encoding, isChinese);
        file.Add(payment);
    }

    /// <summary>Closes the files of one scheme and tells their hashes.</summary>
    public IReadOnlyList<(string Format, string Path, string Sha256)> Close(Scheme scheme)
    {
        CsvPaymentFile file = _csv[(int)scheme]!;
        file.Dispose();
        return [("csv", $"{scheme.Code()}.csv", file.Sha256)];
    }

    public void Dispose()
    {
        foreach (CsvPaymentFile? file in _csv)
            file?.Dispose();
    }
}
