using System.Buffers.Binary;
using System.Text;
using Disbursement.Domain.Households;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Reports;
using Disbursement.Jobs.Sorting;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Store.Payments;

namespace Disbursement.Jobs.Questions.Audits;

/// <summary>
/// Accounts that the year's money of many persons went to, over all runs and counties. Accounts are brought together by their keyed hash,
/// outside memory.
/// </summary>
internal sealed class SharedAccounts : AuditQuestion
{
    private const int Budget = 8 << 20;
    private const int UsualLimit = 3;

    public override string Name => "shared-account";

    public override (string Chinese, string English) Title => ("多人共用一个账户", "One account for many");

    public override IReadOnlyList<ReportColumn> Columns { get; } =
    [
        .. PaymentColumns, new("bank_account", "银行账号", Width: 22), new("account_name", "户名", Width: 10), new("persons", "人数",
            ColumnKind.Count, 8), new("payments", "笔数", ColumnKind.Count, 8), new("account_total", "账户合计", ColumnKind.Yuan),
    ];

    public override IReadOnlyList<(string Chinese, string English)> Unseen { get; } =
    [
        ("户主名下的多个账户、代办人手中的存折与银行卡。", "Several accounts of one holder, and books and cards in somebody else's hands."),
        ("账户在银行登记的真实户名：只知道花名册所写的户名。", "In whose name the bank has the account: only what the roster says is known."),
        ("同一账户的不同写法（卡号与存折号）。", "One account under two numbers (a card and a book)."),
    ];

    public override IEnumerable<ReportLine> Lines(AuditTask task)
    {
        int over = task.Order.Over ?? Limit(task);
        task.Remark($"列出同一账户收款人数超过 {over} 人的付款。", $"Payments to accounts of more than {over} persons.");
        SortedSegments accounts = new(task.Folder, "accounts", 0);
        Gather(task, accounts);
        using SegmentMerge merge = accounts.Open();
        List<long> group = [];
        HashSet<ClaimantKey> persons = [];
        byte[] account = [];
        long fen = 0;
        while (merge.MoveNext())
        {
            if (!merge.Key[..ClaimantKey.Length].SequenceEqual(account))
            {
                foreach (ReportLine line in Of(task, group, persons.Count, fen, over))
                    yield return line;
                (account, fen) = (merge.Key[..ClaimantKey.Length].ToArray(), 0);
                group.Clear();
                persons.Clear();
            }

            group.Add(BinaryPrimitives.ReadInt64BigEndian(merge.Key[ClaimantKey.Length..]));
            persons.Add(ClaimantKey.Read(merge.Payload));
            fen += BinaryPrimitives.ReadInt64BigEndian(merge.Payload[ClaimantKey.Length..]);
        }

        foreach (ReportLine line in Of(task, group, persons.Count, fen, over))
            yield return line;
    }

    private static void Gather(AuditTask task, SortedSegments accounts)
    {
        SegmentWriter writer = new(accounts, Budget);
        using ClaimantKeys keys = new(task.Setting.Ring);
        byte[] key = new byte[ClaimantKey.Length + sizeof(long)], payload = new byte[ClaimantKey.Length + sizeof(long)];
        foreach (AuditPayment payment in task.Books.Sent(task.Order.Year, null))
        {
            Person person = payment.Personal.Open(task.Sealer);
            _ = BankAccount.Read(Encoding.ASCII.GetBytes(person.BankAccount), out BankAccount account);
            keys.Of(account).Write(key);
            BinaryPrimitives.WriteInt64BigEndian(key.AsSpan(ClaimantKey.Length), payment.Id);
            payment.Key.Write(payload);
            BinaryPrimitives.WriteInt64BigEndian(payload.AsSpan(ClaimantKey.Length), payment.AmountFen);
            writer.Add(key, payload);
        }

        writer.Finish();
    }

    private static IEnumerable<ReportLine> Of(AuditTask task, List<long> payments, int persons, long fen, int over)
    {
        if (persons <= over)
            yield break;

        foreach (long id in payments)
        {
            AuditPayment payment = task.Books.ById(id) ?? throw new InvalidDataException("A payment vanished while it was looked at.");
            Person person = payment.Personal.Open(task.Sealer);
            yield return Line(task, payment, person, payment.AmountFen, Masking.Account(person.BankAccount), person.AccountName,
                (long)persons, (long)payments.Count, fen);
        }
    }

    /// <summary>The limit of the newest pack that a run of the year went by.</summary>
    private static int Limit(AuditTask task) =>
        new RunBook(task.Setting.Store).Sealed().LastOrDefault(run => run.Year == task.Order.Year) is { } run
            && task.Pack(run.PackSha256) is { } pack ? pack.Limits.ClaimantsPerAccount : UsualLimit;
}
