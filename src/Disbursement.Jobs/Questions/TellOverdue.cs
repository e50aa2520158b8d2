using System.Globalization;
using Disbursement.Domain.Amounts;

namespace Disbursement.Jobs.Questions;

/// <summary>All of one kind that lies too long, in a sentence.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Count">How many.</param>
/// <param name="Sum">Their money.</param>
/// <param name="OldestDays">Since when the oldest lies.</param>
internal sealed record OverdueLine(OverdueKind Kind, int Count, Money Sum, int OldestDays)
{
    /// <summary>A line for each kind that there is anything of, in the order of kinds.</summary>
    public static IReadOnlyList<OverdueLine> Of(IEnumerable<Overdue> overdue) =>
    [
        .. overdue.GroupBy(one => one.Kind).OrderBy(kind => kind.Key).Select(kind => new OverdueLine(kind.Key, kind.Count(),
            kind.Aggregate(Money.Zero, (sum, one) => sum + one.Sum), kind.Max(one => one.Days))),
    ];

    public string Say(OverdueLimits limits, bool isChinese) => isChinese ? Chinese(limits) : English(limits);

    private string Chinese(OverdueLimits limits) => Kind switch
    {
        OverdueKind.Unanswered =>
            $"{Counted} 个已放行批次超过 {limits.AnswerDays} 天没有银行回盘，共 {Sum.Grouped()} 元，最长 {Oldest} 天",
        OverdueKind.Quarantine => $"{Counted} 行银行回盘待核超过 {limits.QuarantineDays} 天，最长 {Oldest} 天",
        OverdueKind.Receivable =>
            $"{Counted} 项应收款超过 {limits.ReceivableDays} 天未收回，共 {Sum.Grouped()} 元，最长 {Oldest} 天",
        OverdueKind.Stop => $"{Counted} 项停发超过 {limits.StopDays} 天未解除，最长 {Oldest} 天",
        _ => $"{Counted} 项指标已用 {limits.BudgetPercent}% 以上，或不够待审批的批次",
    };

    private string English(OverdueLimits limits) => Kind switch
    {
        OverdueKind.Unanswered => $"{Counted} released batches have had no whole answer of the bank for more than {limits.AnswerDays} "
            + $"days: {Sum.Grouped()} yuan, the oldest {Oldest} days",
        OverdueKind.Quarantine => $"{Counted} lines in quarantine have waited for more than {limits.QuarantineDays} days, the oldest "
            + $"{Oldest} days",
        OverdueKind.Receivable => $"{Counted} receivables have been open for more than {limits.ReceivableDays} days: {Sum.Grouped()} "
            + $"yuan, the oldest {Oldest} days",
        OverdueKind.Stop => $"{Counted} stops have stood for more than {limits.StopDays} days, the oldest {Oldest} days",
        _ => $"{Counted} limits of the budget are used up to {limits.BudgetPercent} percent or more, or too little for what waits",
    };

    private string Counted => Count.ToString("N0", CultureInfo.InvariantCulture);

    private string Oldest => OldestDays.ToString("N0", CultureInfo.InvariantCulture);
}

/// <summary>Names of kinds, for machines.</summary>
internal static class OverdueKinds
{
    /// <summary>All of them, in their order.</summary>
    public static IReadOnlyList<OverdueKind> All { get; } = Enum.GetValues<OverdueKind>();

    /// <summary>As metrics, notices and JSON name it.</summary>
    public static string Name(this OverdueKind kind) => kind switch
    {
        OverdueKind.Unanswered => "unanswered",
        OverdueKind.Quarantine => "quarantine",
        OverdueKind.Receivable => "receivables",
        OverdueKind.Stop => "stops",
        _ => "budgets",
    };
}
