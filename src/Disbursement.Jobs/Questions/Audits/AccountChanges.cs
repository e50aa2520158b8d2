using System.Buffers.Binary;
using System.Text;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Reports;
using Disbursement.Jobs.Sorting;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Store.Payments;

namespace Disbursement.Jobs.Questions.Audits;

/// <summary>
/// Payments released shortly after the account of their person had changed. What is known of a person is brought together outside memory,
/// in the order of time.
/// </summary>
internal sealed class AccountChanges : AuditQuestion
{
    private const int Budget = 8 << 20;
    private const byte IsAccount = 0, IsPayment = 1;
    private const int SecondsOfDay = 86_400;

    public override string Name => "account-changes";

    public override (string Chinese, string English) Title => ("付款前短期内变更账户", "Accounts changed shortly before a payment");

    public override IReadOnlyList<ReportColumn> Columns { get; } =
    [
        .. PaymentColumns, new("account_before", "原账号", Width: 22), new("account_after", "新账号", Width: 22),
        new("known_at", "得知时间", Width: 18), new("known_from", "来源", Width: 40), new("brought_by", "经办人", Width: 12),
        new("seen_before_at", "原账号得知时间", Width: 18), new("released_at", "拨付时间", Width: 18),
        new("days_between", "间隔天数", ColumnKind.Count, 8),
    ];

    public override IReadOnlyList<(string Chinese, string English)> Unseen { get; } =
    [
        ("变更的实际日期：以更正名单导入、工作人员登记账户或批次读取花名册的时间为准；年度花名册中的变更在该批次启动时才得知。", "The day of the change itself: what counts is when a correction was "
            + "brought in, an officer gave an account, or a run read the roster; "
            + "a change in a yearly roster is known from the start of its run."),
        ("没有应付款项的批次所见的账户：不予保存。", "Accounts that a run saw while nothing was due: they are not kept."),
        ("银行内部的变更，如同一账号换户名、换卡不换号。", "Changes inside the bank, such as another holder of the same number."),
    ];

    public override IEnumerable<ReportLine> Lines(AuditTask task)
    {
        SortedSegments told = new(task.Folder, "persons", 0);
        Gather(task, told);
        using SegmentMerge merge = told.Open();
        byte[] person = [];
        Seen? now = null;
        List<Change> changes = [];
        while (merge.MoveNext())
        {
            if (!merge.Key[..ClaimantKey.Length].SequenceEqual(person))
            {
                (person, now) = (merge.Key[..ClaimantKey.Length].ToArray(), null);
                changes.Clear();
            }

            DateTimeOffset at = DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64BigEndian(merge.Key[ClaimantKey.Length..]));
            if (merge.Key[^(sizeof(long) + 1)] == IsAccount)
            {
                Seen next = Seen.Read(at, merge.Payload, task.Sealer);
                if (now is not null && now.Account != next.Account)
                    changes.Add(new Change(now, next));
                now = now is not null && now.Account == next.Account ? now with { LastAt = at } : next;
                continue;
            }

            if (changes.Count == 0)
                continue;

            changes.RemoveAll(change => at - change.After.At > TimeSpan.FromDays(task.Order.Days));
            if (changes.Count == 0)
                continue;

            AuditPayment payment = task.Books.ById(BinaryPrimitives.ReadInt64BigEndian(merge.Payload)) ?? throw new InvalidDataException(
                "A payment vanished while it was looked at.");
            Person paid = payment.Personal.Open(task.Sealer);
            int last = changes.FindLastIndex(change => change.After.Account == paid.BankAccount);
            foreach (Change change in changes.Take(last + 1))
                yield return Of(task, payment, paid, change, at);
        }
    }

    private static ReportLine Of(AuditTask task, AuditPayment payment, Person person, Change change, DateTimeOffset released) =>
        Line(
            task, payment, person, payment.AmountFen, Masking.Account(change.Before.Account), Masking.Account(change.After.Account),
            Text(change.After.At), change.After.Source, change.After.Officer,
            Text(change.Before.LastAt), Text(released), (long)(released - change.After.At).TotalSeconds / SecondsOfDay);

    private static void Gather(AuditTask task, SortedSegments told)
    {
        SegmentWriter writer = new(told, Budget);
        byte[] key = new byte[ClaimantKey.Length + sizeof(long) + 1 + sizeof(long)], payload = new byte[sizeof(long)];
        long order = 0;
        foreach (AccountSeen account in task.Books.Accounts(task.Order.Year))
        {
            task.Stop.ThrowIfCancellationRequested();
            Key(key, account.Key, account.At, IsAccount, order++);
            writer.Add(key, Seen.Pack(account));
        }

        Dictionary<int, DateTimeOffset?> released = task.Books.Batches(task.Order.Year)
            .ToDictionary(batch => batch.Number, batch => batch.Last("release")?.At);
        foreach (AuditPayment payment in task.Books.Sent(task.Order.Year, task.Order.County))
        {
            if (released.GetValueOrDefault(payment.BatchNumber) is not { } at)
                continue;

            Key(key, payment.Key, at, IsPayment, payment.Id);
            BinaryPrimitives.WriteInt64BigEndian(payload, payment.Id);
            writer.Add(key, payload);
        }

        writer.Finish();
    }

    /// <summary>Person, time, accounts before payments of the same second, then as they came.</summary>
    private static void Key(Span<byte> key, ClaimantKey person, DateTimeOffset at, byte kind, long order)
    {
        person.Write(key);
        BinaryPrimitives.WriteInt64BigEndian(key[ClaimantKey.Length..], at.ToUnixTimeSeconds());
        key[ClaimantKey.Length + sizeof(long)] = kind;
        BinaryPrimitives.WriteInt64BigEndian(key[(ClaimantKey.Length + sizeof(long) + 1)..], order);
    }

    /// <summary>An account as it became known; for how long it was seen after that.</summary>
    private sealed record Seen(string Account, string Source, string? Officer, DateTimeOffset At, DateTimeOffset LastAt)
    {
        public static Seen Read(DateTimeOffset at, ReadOnlySpan<byte> payload, Sealer sealer)
        {
            int length = BinaryPrimitives.ReadInt32LittleEndian(payload);
            string[] parts = Encoding.UTF8.GetString(payload.Slice(sizeof(int), length)).Split('\n');
            return new Seen(Sealed(payload[(sizeof(int) + length)..]).Open(sealer).BankAccount, parts[0],
                parts[1].Length == 0 ? null : parts[1], at, at);
        }

        /// <summary>The account stays sealed while it lies in a file.</summary>
        public static byte[] Pack(AccountSeen account)
        {
            byte[] text = Encoding.UTF8.GetBytes($"{account.Source}\n{account.Officer}");
            byte[] packed = new byte[sizeof(int) + text.Length + sizeof(long) + account.Personal.Value.Length];
            BinaryPrimitives.WriteInt32LittleEndian(packed, text.Length);
            text.CopyTo(packed, sizeof(int));
            BinaryPrimitives.WriteInt64LittleEndian(packed.AsSpan(sizeof(int) + text.Length), account.Personal.Row);
            account.Personal.Value.CopyTo(packed, sizeof(int) + text.Length + sizeof(long));
            return packed;
        }

        private static SealedPerson Sealed(ReadOnlySpan<byte> packed) =>
            new(BinaryPrimitives.ReadInt64LittleEndian(packed), packed[sizeof(long)..].ToArray());
    }

    private sealed record Change(Seen Before, Seen After);
}
