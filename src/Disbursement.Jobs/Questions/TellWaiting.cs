using System.Globalization;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Officers;

namespace Disbursement.Jobs.Questions;

/// <summary>All of one kind that waits, in a sentence.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Count">How many.</param>
/// <param name="Sum">Their money.</param>
/// <param name="OldestDays">Since when the oldest lies.</param>
/// <param name="Late">How many lie too long.</param>
internal sealed record WaitingLine(WaitingKind Kind, long Count, Money Sum, int OldestDays, long Late)
{
    /// <summary>A line for each kind that there is anything of, in the order of kinds.</summary>
    public static IReadOnlyList<WaitingLine> Of(IEnumerable<Waiting> waiting) =>
    [
        .. waiting.GroupBy(one => one.Kind).OrderBy(kind => kind.Key).Select(kind => new WaitingLine(kind.Key, kind.Sum(one => one.Count),
            kind.Aggregate(Money.Zero, (sum, one) => sum + one.Sum), kind.Max(one => one.Days),
            kind.Where(one => one.IsLate).Sum(one => one.Count))),
    ];

    /// <summary>The sentence about what lies too long.</summary>
    public string Say(OverdueLimits limits, bool isChinese) => isChinese ? Chinese(limits) : English(limits);

    private string Chinese(OverdueLimits limits) => Kind switch
    {
        WaitingKind.Approval => $"{Counted} 个批次待审批超过 {limits.BatchDays} 天，共 {Sum.Grouped()} 元，最长 {Oldest} 天",
        WaitingKind.SecondApproval => $"{Counted} 个批次待第二人审批超过 {limits.BatchDays} 天，共 {Sum.Grouped()} 元，最长 {Oldest} 天",
        WaitingKind.Release => $"{Counted} 个批次待放行超过 {limits.BatchDays} 天，共 {Sum.Grouped()} 元，最长 {Oldest} 天",
        WaitingKind.Unanswered =>
            $"{Counted} 个已放行批次超过 {limits.AnswerDays} 天没有银行回盘，共 {Sum.Grouped()} 元，最长 {Oldest} 天",
        WaitingKind.Quarantine => $"{Counted} 行银行回盘待核超过 {limits.QuarantineDays} 天，最长 {Oldest} 天",
        WaitingKind.QuarantineAnswer => $"{Counted} 行银行回盘的处理意见待确认，入账超过 {limits.QuarantineDays} 天，最长 {Oldest} 天",
        WaitingKind.Receivable =>
            $"{Counted} 项应收款超过 {limits.ReceivableDays} 天未收回，共 {Sum.Grouped()} 元，最长 {Oldest} 天",
        WaitingKind.Stop => $"{Counted} 项停发超过 {limits.StopDays} 天未解除，最长 {Oldest} 天",
        WaitingKind.Budget => $"{Counted} 项指标已用 {limits.BudgetPercent}% 以上，或不够待审批的批次",
        WaitingKind.Proof => $"{Counted} 项账目核对未通过或未能进行，已 {Oldest} 天：先停止付款，查明原因",
        WaitingKind.StoppedRun => $"{Counted} 次发放中途停止，须重新启动",
        WaitingKind.Schedule => $"{Counted} 项定时任务无法执行，须管理员处理",
        WaitingKind.Keys => $"密钥尚未备份，已 {Oldest} 天；密钥丢失后个人信息无法恢复",
        _ => $"{Counted} 项{Kind.Title(Count).Chinese}，最长 {Oldest} 天",
    };

    private string English(OverdueLimits limits) => Kind switch
    {
        WaitingKind.Approval or WaitingKind.SecondApproval or WaitingKind.Release =>
            $"{Titled} for more than {Days(limits.BatchDays)}: {Sum.Grouped()} yuan, the oldest {Days(OldestDays)}",
        WaitingKind.Unanswered => $"{Titled} for more than {Days(limits.AnswerDays)}: {Sum.Grouped()} yuan, the oldest {Days(OldestDays)}",
        WaitingKind.Quarantine => $"{Titled} for more than {Days(limits.QuarantineDays)}, the oldest {Days(OldestDays)}",
        WaitingKind.QuarantineAnswer =>
            $"{Titled}, in quarantine for more than {Days(limits.QuarantineDays)}, the oldest {Days(OldestDays)}",
        WaitingKind.Receivable =>
            $"{Counts("{0:receivable has|receivables have}")} been open for more than {Days(limits.ReceivableDays)}: {Sum.Grouped()} yuan, "
                + $"the oldest {Days(OldestDays)}",
        WaitingKind.Stop =>
            $"{Counts("{0:stop has|stops have}")} stood for more than {Days(limits.StopDays)}, the oldest {Days(OldestDays)}",
        WaitingKind.Budget => Counts("{0:limit of the budget is|limits of the budget are}")
            + $" used up to {limits.BudgetPercent} percent or more, or too little for what waits",
        WaitingKind.Proof => $"{Titled}, the first for {Days(OldestDays)}: stop paying, and find out why",
        WaitingKind.StoppedRun => $"{Titled}; an operator starts {(Count == 1 ? "it" : "them")} again",
        WaitingKind.Schedule => $"{Titled}; an administrator mends it",
        WaitingKind.Keys => $"the newest key has had no backup for {Days(OldestDays)}; who loses it loses every name",
        _ => $"{Titled}, the oldest {Days(OldestDays)}",
    };

    private static string Days(int days) => Domain.Words.Counted.Of(days, "day");

    private string Counts(string words) => $"{Counted} {Domain.Words.Counted.Fill(words, Count)}";

    private string Titled => $"{Counted} {Kind.Title(Count).English}";

    private string Counted => Count.ToString("N0", CultureInfo.InvariantCulture);

    private string Oldest => OldestDays.ToString("N0", CultureInfo.InvariantCulture);
}

/// <summary>Names and titles of kinds, and who acts on them.</summary>
internal static class WaitingKinds
{
    /// <summary>All of them, in their order.</summary>
    public static IReadOnlyList<WaitingKind> All { get; } = Enum.GetValues<WaitingKind>();

    /// <summary>As metrics, notices and JSON name it.</summary>
    public static string Name(this WaitingKind kind) => kind switch
    {
        WaitingKind.Approval => "approvals",
        WaitingKind.SecondApproval => "second-approvals",
        WaitingKind.Release => "releases",
        WaitingKind.Unanswered => "unanswered",
        WaitingKind.Quarantine => "quarantine",
        WaitingKind.QuarantineAnswer => "quarantine-answers",
        WaitingKind.Objection => "objections",
        WaitingKind.Recompute => "rejected-batches",
        WaitingKind.Rejects => "rejects",
        WaitingKind.Receivable => "receivables",
        WaitingKind.ReceivableAnswer => "receivable-answers",
        WaitingKind.Stop => "stops",
        WaitingKind.Budget => "budgets",
        WaitingKind.Pack => "packs",
        WaitingKind.Proof => "proofs",
        WaitingKind.StoppedRun => "stopped-runs",
        WaitingKind.Keys => "keys",
        _ => "schedules",
    };

    /// <summary>Whether it is told in the notice about batches, and not in the one about the rest.</summary>
    public static bool IsOfBatch(this WaitingKind kind) =>
        kind is WaitingKind.Approval or WaitingKind.SecondApproval or WaitingKind.Release;

    /// <summary>Whether it is told only once it is late, so that its title says so.</summary>
    public static bool IsLateByTitle(this WaitingKind kind) => kind is WaitingKind.Unanswered or WaitingKind.Receivable or WaitingKind.Stop
        or WaitingKind.Budget or WaitingKind.StoppedRun or WaitingKind.Schedule
        or WaitingKind.Proof;

    /// <summary>What waits, as a title beside its number.</summary>
    public static (string Chinese, string English) Title(this WaitingKind kind, long count)
    {
        (string chinese, string english) = Titles(kind);
        return (chinese, Domain.Words.Counted.Fill(english, count));
    }

    private static (string Chinese, string English) Titles(WaitingKind kind) => kind switch
    {
        WaitingKind.Approval => ("批次待审批", "{0:batch waits|batches wait} for an approval"),
        WaitingKind.SecondApproval => ("批次待第二人审批", "{0:batch waits|batches wait} for a second approval"),
        WaitingKind.Release => ("批次待放行", "{0:batch waits|batches wait} for release"),
        WaitingKind.Unanswered => ("已放行批次逾期未回盘", "released {0:batch has|batches have} had no whole answer of the bank"),
        WaitingKind.Quarantine => ("回盘行待核", "{0:line waits|lines wait} in quarantine"),
        WaitingKind.QuarantineAnswer => ("回盘行处理意见待确认", "resolved {0:line waits|lines wait} for confirmation"),
        WaitingKind.Objection => ("异议待处理", "{0:objection is|objections are} open"),
        WaitingKind.Recompute => ("批次已退回，待重新计算", "rejected {0:batch waits|batches wait} to be computed again"),
        WaitingKind.Rejects => ("户被退回，待更正名册", "rejected {0:household waits|households wait} for a correction"),
        WaitingKind.Receivable => ("应收款逾期未收回", "{0:receivable is|receivables are} open too long"),
        WaitingKind.ReceivableAnswer => ("还款或核销待确认", "{0:repayment or waiver waits|repayments and waivers wait} for confirmation"),
        WaitingKind.Stop => ("停发已久，待复核", "{0:stop has|stops have} stood long"),
        WaitingKind.Budget => ("指标将尽或不足", "{0:budget|budgets} near {0:its|their} end or too little"),
        WaitingKind.Pack => ("政策包待第二人启用", "policy {0:pack waits|packs wait} for a second person"),
        WaitingKind.Proof => ("账目核对未通过或未能进行", "{0:proof of the books does|proofs of the books do} not hold or could not be made"),
        WaitingKind.StoppedRun => ("发放中途停止，待重新启动", "{0:run|runs} stopped on the way"),
        WaitingKind.Keys => ("密钥尚未备份", "{0:key|keys} without a backup"),
        _ => ("定时任务无法执行", "{0:schedule|schedules} cannot act"),
    };

    /// <summary>The powers that move it on; who holds one of them has it on the list.</summary>
    public static IReadOnlyList<OfficialAct> MovedBy(this WaitingKind kind) => kind switch
    {
        WaitingKind.Approval or WaitingKind.SecondApproval => [OfficialAct.Approve],
        WaitingKind.Release => [OfficialAct.Release],
        WaitingKind.Unanswered => [OfficialAct.ImportReturns],
        WaitingKind.Quarantine => [OfficialAct.ResolveLine],
        WaitingKind.QuarantineAnswer => [OfficialAct.ConfirmLine],
        WaitingKind.Objection => [OfficialAct.DecideObjection],
        WaitingKind.Recompute => [OfficialAct.Run],
        WaitingKind.StoppedRun => [OfficialAct.Run, OfficialAct.Administer],
        WaitingKind.Rejects => [OfficialAct.ImportCorrection],
        WaitingKind.Receivable => [OfficialAct.RecordRepayment, OfficialAct.ProposeWaiver],
        WaitingKind.ReceivableAnswer => [OfficialAct.ConfirmReceivable],
        WaitingKind.Stop => [OfficialAct.Stop],
        WaitingKind.Budget => [OfficialAct.Approve],
        WaitingKind.Proof => [OfficialAct.Supervise, OfficialAct.Administer],
        _ => [OfficialAct.Administer],
    };
}
