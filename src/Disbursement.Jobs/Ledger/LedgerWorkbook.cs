using Disbursement.Domain.Amounts;
using Disbursement.Domain.Ledger;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Workbooks;

namespace Disbursement.Jobs.Ledger;

/// <summary>
/// The ledger as a workbook: the transfers in the order of their chains with their total, on as many sheets as they need, and the trial
/// balance.
/// Numbers of things are text, amounts are numbers.
/// </summary>
internal static class LedgerWorkbook
{
    private const int HeaderAndTotal = 2;

    private static readonly int[] TransferWidths = [9, 10, 10, 24, 24, 16, 10, 20, 26, 36, 8, 8, 22, 14, 68];
    private static readonly int[] BalanceWidths = [36, 18, 18, 18];
    private static readonly string[] BalanceEnglish = ["account", "debit", "credit", "balance"];
    private static readonly string[] BalanceChinese = ["科目", "借方", "贷方", "余额"];

    /// <param name="ledger">The books.</param>
    /// <param name="target">Where the workbook goes.</param>
    /// <param name="isChinese">Language of names and headers.</param>
    /// <param name="rowsPerSheet">Rows of a sheet, header and total included.</param>
    public static void Write(LedgerSnapshot ledger, Stream target, bool isChinese, int rowsPerSheet = WorkbookFile.MostRows)
    {
        long transfersPerSheet = rowsPerSheet - HeaderAndTotal;
        long sheets = Math.Max(1, (ledger.Transfers + transfersPerSheet - 1) / transfersPerSheet);
        string transfers = isChinese ? "转账" : "Transfers";
        using WorkbookFile workbook = new(target);
        using (IEnumerator<StoredTransfer> rows = ledger.ByBook().GetEnumerator())
        {
            long left = ledger.Transfers;
            for (long sheet = 1; sheet <= sheets; sheet++, left -= transfersPerSheet)
            {
                string name = sheets == 1 ? transfers : FormattableString.Invariant($"{transfers} {sheet}");
                workbook.Sheet(name, TransferWidths, TransferColumns.Header(isChinese));
                WriteTransfers(workbook, rows, Math.Min(left, transfersPerSheet), isChinese);
            }
        }

        workbook.Sheet(isChinese ? "试算平衡表" : "Trial balance", BalanceWidths, isChinese ? BalanceChinese : BalanceEnglish);
        WriteBalance(workbook, ledger.Balance, isChinese);
        workbook.Finish();
    }

    private static void WriteTransfers(WorkbookFile workbook, IEnumerator<StoredTransfer> rows, long count, bool isChinese)
    {
        object?[] row = new object?[TransferWidths.Length];
        Money total = Money.Zero;
        for (long i = 0; i < count; i++)
        {
            if (!rows.MoveNext())
                throw new InvalidOperationException("The books hold fewer transfers than were counted.");

            TransferColumns.Fill(rows.Current, row);
            total += rows.Current.Transfer.Amount;
            Row(workbook, row);
        }

        Array.Clear(row);
        row[0] = Total(isChinese);
        row[TransferColumns.Amount] = total;
        Row(workbook, row, isTotal: true);
    }

    private static void WriteBalance(WorkbookFile workbook, TrialBalance balance, bool isChinese)
    {
        foreach (AccountBalance account in balance.Accounts)
            Row(workbook, [account.Account, account.Debits, account.Credits, account.Balance]);
        Row(workbook, [Total(isChinese), balance.Debits, balance.Credits, balance.Debits - balance.Credits], isTotal: true);
    }

    private static void Row(WorkbookFile workbook, ReadOnlySpan<object?> cells, bool isTotal = false)
    {
        workbook.Row();
        foreach (object? cell in cells)
            workbook.Cell(cell, isTotal);
    }

    private static string Total(bool isChinese) => isChinese ? "合计" : "total";
}
