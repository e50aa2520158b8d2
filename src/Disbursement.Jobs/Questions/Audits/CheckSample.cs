using System.Globalization;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Words;
using Disbursement.Jobs.Batches;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Reports;
using Disbursement.Jobs.Samples;
using Disbursement.Jobs.Samples.Rows;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Store.Payments;

namespace Disbursement.Jobs.Questions.Audits;

/// <summary>
/// A sample of payments to check against the papers, with columns to fill in. The same seed over the same payments draws the same sample,
/// on every machine.
/// </summary>
internal sealed class CheckSample : AuditQuestion
{
    private const ulong StartStream = ulong.MaxValue;

    public override string Name => "check-sample";

    public override (string Chinese, string English) Title => ("抽查样本", "A sample to check");

    public override IReadOnlyList<ReportColumn> Columns { get; } =
    [
        new("no", "序号", ColumnKind.Count, 6), .. PaymentColumns, new("months", "月份", Width: 10), new("bank_account", "银行账号", Width: 22),
        new("source_file", "来源文件", Width: 24), new("source_line", "来源行", ColumnKind.Count, 8),
        new("hits", "命中次数", ColumnKind.Count, 8), new("found", "是否找到本人", Width: 14), new("amount_right", "金额是否正确", Width: 14),
        new("documents_seen", "查阅材料", Width: 20), new("remark", "备注", Width: 30),
    ];

    public override IReadOnlyList<(string Chinese, string English)> Unseen { get; } =
    [
        ("未拨付的付款、被拒绝或未申报的人：样本只取已拨付或已付的付款。",
            "Payments that were not released, and persons who were refused or never applied: only released and paid ones are drawn from."),
        ("加权抽样：金额不小于抽样间隔的付款必被抽中，可能命中多次而只列一次，因此行数可少于所要的数目。", "Weighted: a payment not smaller than the interval is always drawn; one hit "
            + "more than once stands here once, so there may be fewer lines than were asked for."),
    ];

    public override IEnumerable<ReportLine> Lines(AuditTask task)
    {
        AuditOrder order = task.Order;
        (long payments, long fen) = task.Books.Population(order.Year, order.County);
        task.Remark(
            string.Create(CultureInfo.InvariantCulture,
                $"种子 {order.Seed}，样本 {order.Size}，{(order.IsWeighted ? "按金额加权（货币单位等距）" : "简单随机")}；"
                    + $"总体 {payments} 笔，{new Money(fen).Grouped()} 元。"),
            string.Create(CultureInfo.InvariantCulture, $"Seed {order.Seed}, size {order.Size}, "
                + $"{(order.IsWeighted ? "weighted by amount (monetary units at an even interval)" : "simple random")}; drawn from "
                + $"{Counted.Of(payments, "payment")} of {new Money(fen).Grouped()} yuan."));
        SortedDictionary<long, int> drawn = order.IsWeighted
            ? Weighted(task.Books.Amounts(order.Year, order.County), fen, order)
            : Simple(task.Books.Amounts(order.Year, order.County), order);
        if (drawn.Count == 0)
            yield break;

        long number = 0;
        foreach (AuditPayment payment in task.Books.Sent(order.Year, order.County))
        {
            if (!drawn.TryGetValue(payment.Id, out int hits))
                continue;

            Person person = payment.Personal.Open(task.Sealer);
            ReportLine line = Line(task, payment, person, payment.AmountFen, payment.Months, Masking.Account(person.BankAccount),
                payment.Roster, payment.Line.Cell, (long)hits, "", "", "", "");
            yield return line with { Cells = [++number, .. line.Cells] };
        }
    }

    private static SortedDictionary<long, int> Simple(IEnumerable<(long Id, long Fen)> payments, AuditOrder order) =>
        new(DrawPayments.Among(payments.Select(payment => payment.Id), order.Seed, order.Size).ToDictionary(id => id, _ => 1));

    /// <summary>
    /// Fen are laid end to end in the order of payments; from a start that follows from the seed, every so many of them hits its payment.
    /// </summary>
    private static SortedDictionary<long, int> Weighted(IEnumerable<(long Id, long Fen)> payments, long all, AuditOrder order)
    {
        SortedDictionary<long, int> drawn = [];
        if (all == 0 || order.Size == 0)
            return drawn;

        // Hit k is at (start + k × all) / size, so that the hits lie evenly however the division comes out.
        UInt128 start = (UInt128)new SeededDraws(order.Seed, StartStream).Next() * (ulong)all >> 64;
        UInt128 passed = 0;
        int next = 0;
        foreach ((long id, long fen) in payments)
        {
            passed += (ulong)Math.Max(fen, 0);
            int hits = 0;
            for (; next < order.Size && (start + (UInt128)next * (ulong)all) / (uint)order.Size < passed; next++)
                hits++;
            if (hits > 0)
                drawn[id] = hits;
        }

        return drawn;
    }
}
