using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store.Books;

namespace Disbursement.Jobs.Ledger;

/// <summary>Writes the books in the form of another program. The same books give the same bytes.</summary>
internal static class ExportLedger
{
    public const string Hledger = "hledger";
    public const string Beancount = "beancount";
    public const string Csv = "csv";
    public const string Workbook = "xlsx";

    /// <summary>The names of the forms.</summary>
    public static IReadOnlyList<string> Formats { get; } = [Hledger, Beancount, Csv, Workbook];

    /// <param name="ledger">The books.</param>
    /// <param name="format">One of <see cref="Formats"/>.</param>
    /// <param name="target">Where they go; it stays open.</param>
    /// <param name="isChinese">Language of headers. Journals have none: their words are the ledger's own.</param>
    public static void Run(LedgerSnapshot ledger, string format, Stream target, bool isChinese)
    {
        switch (format)
        {
            case Hledger:
                HledgerJournal.Write(ledger, target);
                break;
            case Beancount:
                BeancountJournal.Write(ledger, target);
                break;
            case Csv:
                TransferList.Write(ledger, target, isChinese);
                break;
            case Workbook:
                LedgerWorkbook.Write(ledger, target, isChinese);
                break;
            default:
                throw new ArgumentException($"There is no export '{format}'.", nameof(format));
        }
    }

    /// <summary>The same into a file, which appears, or takes the place of the one before, only when it is whole.</summary>
    public static void ToFile(LedgerSnapshot ledger, string format, string path, bool isChinese)
    {
        string beside = $"{path}.part";
        using (FileStream file = PrivateFile.Create(beside))
        {
            try
            {
                Run(ledger, format, file, isChinese);
                file.Flush(flushToDisk: true);
            }
            catch
            {
                File.Delete(beside);
                throw;
            }
        }

        File.Move(beside, path, overwrite: true);
    }
}
