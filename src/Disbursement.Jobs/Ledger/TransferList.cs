using System.Globalization;
using CsvHelper;
using Disbursement.Domain.Amounts;
using Disbursement.Jobs.Store.Books;

namespace Disbursement.Jobs.Ledger;

/// <summary>
/// The transfers as CSV in the order of their chains: UTF-8 with byte order mark, so that Excel opens it; no cell is taken for a formula.
/// </summary>
internal static class TransferList
{
    public static void Write(LedgerSnapshot ledger, Stream target, bool isChinese)
    {
        using CsvWriter writer = CsvWriter.Create(target,
            new CsvWriterOptions { NewLine = "\r\n", WriteByteOrderMark = true, Injection = CsvInjection.Escape }, leaveOpen: true);
        IReadOnlyList<string> header = TransferColumns.Header(isChinese);
        foreach (string name in header)
            writer.WriteField(name);
        writer.EndRecord();
        object?[] row = new object?[header.Count];
        foreach (StoredTransfer stored in ledger.ByBook())
        {
            TransferColumns.Fill(stored, row);
            foreach (object? cell in row)
                writer.WriteField(cell is Money amount ? amount.ToString() : Convert.ToString(cell, CultureInfo.InvariantCulture));
            writer.EndRecord();
        }
    }
}
