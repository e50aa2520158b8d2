using Disbursement.Domain.Ledger;
using Disbursement.Jobs.Store.Books;

namespace Disbursement.Jobs.Ledger;

/// <summary>The columns of a transfer in lists and workbooks, in order.</summary>
internal static class TransferColumns
{
    private static readonly string[] English = ["book", "sequence", "event", "debit", "credit", "amount", "run", "batch", "payment",
        "claimant", "scheme", "year", "recorded_at", "actor", "hash"];
    private static readonly string[] Chinese =
        ["账簿", "序号", "事件", "借方科目", "贷方科目", "金额", "发放批次", "批次", "付款编号", "申领人密钥值", "项目", "年度", "记账时间", "经办人", "哈希值"];

    /// <summary>Where the amount stands.</summary>
    public const int Amount = 5;

    public static IReadOnlyList<string> Header(bool isChinese) => isChinese ? Chinese : English;

    /// <summary>The values; numbers are numbers, everything else is text, absent fields are empty.</summary>
    public static void Fill(StoredTransfer stored, object?[] row)
    {
        Transfer transfer = stored.Transfer;
        row[0] = transfer.Book;
        row[1] = transfer.Sequence;
        row[2] = transfer.Event;
        row[3] = transfer.Debit.Name;
        row[4] = transfer.Credit.Name;
        row[Amount] = transfer.Amount;
        row[6] = transfer.Run;
        row[7] = transfer.Batch;
        row[8] = transfer.Payment;
        row[9] = transfer.Claimant;
        row[10] = transfer.Scheme;
        row[11] = transfer.Year is { } year ? (long)year : null;
        row[12] = JournalText.Moment(transfer.RecordedAt);
        row[13] = transfer.Actor;
        row[14] = Convert.ToHexStringLower(stored.Hash);
    }
}
