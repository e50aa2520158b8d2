using System.Globalization;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Ledger;
using Disbursement.Jobs.Store;

namespace Disbursement.Jobs.Ledger;

/// <summary>
/// The ledger as a workbook: the transfers in the order of their chains with their total, on as many sheets as they need, and the trial balance.
/// Numbers of things are text, amounts are numbers.
/// </summary>
internal static class LedgerWorkbook
{
    /// <summary>The rows a sheet can have.</summary>
    public const int MostRows = 1_048_576;

    private const int HeaderAndTotal = 2;

    private static readonly int[] TransferWidths = [9, 10, 10, 24, 24, 16, 10, 20, 26, 36, 8, 8, 22, 14, 68];
    private static readonly int[] BalanceWidths = [36, 18, 18, 18];

    /// <param name="ledger">The books.</param>
    /// <param name="target">Where the workbook goes.</param>
    /// <param name="isChinese">Language of names and headers.</param>
    /// <param name="rowsPerSheet">Rows of a sheet, header and total included.</param>
    public static void Write(LedgerSnapshot ledger, Stream target, bool isChinese, int rowsPerSheet = MostRows)
    {
        long transfersPerSheet = rowsPerSheet - HeaderAndTotal;
        long sheets = Math.Max(1, (ledger.Transfers + transfersPerSheet - 1) / transfersPerSheet);
        string transfers = isChinese ? "转账" : "Transfers";
        List<string> names = [];
        for (long i = 1; i <= sheets; i++)
            names.Add(sheets == 1 ? transfers : string.Create(CultureInfo.InvariantCulture, $"{transfers} {i}"));
        names.Add(isChinese ? "试算平衡表" : "Trial balance");

        using WorkbookStream workbook = new(target, names);
        using (IEnumerator<StoredTransfer> rows = ledger.ByBook().GetEnumerator())
        {
            for (long left = ledger.Transfers, sheet = 0; sheet < sheets; sheet++, left -= transfersPerSheet)
                WriteTransfers(workbook, rows, Math.Min(left, transfersPerSheet), isChinese);
        }

        WriteBalance(workbook, ledger.Balance, isChinese);
    }

    private static void WriteTransfers(WorkbookStream workbook, IEnumerator<StoredTransfer> rows, long count, bool isChinese)
    {
        IReadOnlyList<string> header = TransferColumns.Header(isChinese);
        using SheetStream sheet = workbook.NextSheet(header, TransferWidths);
        object?[] row = new object?[header.Count];
        Money total = Money.Zero;
        for (long i = 0; i < count; i++)
        {
            if (!rows.MoveNext())
                throw new InvalidOperationException("The books hold fewer transfers than were counted.");

            TransferColumns.Fill(rows.Current, row);
            total += rows.Current.Transfer.Amount;
            sheet.Row(row);
        }

        Array.Clear(row);
        row[0] = Total(isChinese);
        row[TransferColumns.Amount] = total;
        sheet.Totals(row);
    }

    private static void WriteBalance(WorkbookStream workbook, TrialBalance balance, bool isChinese)
    {
        using SheetStream sheet = workbook.NextSheet(isChinese ? ["科目", "借方", "贷方", "余额"] : ["account", "debit", "credit", "balance"], BalanceWidths);
        foreach (AccountBalance account in balance.Accounts)
            sheet.Row([account.Account, account.Debits, account.Credits, account.Balance]);
        sheet.Totals([Total(isChinese), balance.Debits, balance.Credits, balance.Debits - balance.Credits]);
    }

    private static string Total(bool isChinese) => isChinese ? "合计" : "total";
}
