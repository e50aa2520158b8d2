namespace Disbursement.Jobs.Review.Words;

/// <summary>Texts about the budget of a year.</summary>
internal static partial class Text
{
    public static Word NavBudgets { get; } = new("指标", "Budgets");
    public static Word BudgetOf { get; } = new("{0} 年指标", "Budget of {0}");
    public static Word BudgetThrough { get; } = new(
        "{0} 年已计算至 {1}；其后 {2} 个月的应发未计入已用和待审批。",
        "The runs of {0} go through {1}: what the {2} {2:month after it owes|months after it owe} is not in used or waiting.");
    public static Word BudgetNote { get; } = new(
        "审批批次时按资金来源占用指标；退回、撤销或付款失败的，指标退还。剩余不足的批次不能审批。",
        "Approving a batch uses it up, by the level that bears the money; what is rejected, cancelled or failed is given back. "
            + "A batch that needs more than is left is not approved.");
    public static Word NoBudget { get; } = new(
        "没有 {0} 年的指标文件（inputs/budgets/{0}.csv），审批不受指标限制。",
        "There is no budget of {0} (inputs/budgets/{0}.csv): approvals are not limited.");
    public static Word BudgetLevel { get; } = new("级次", "Level");
    public static Word EveryLevel { get; } = new("各级合计", "all levels");
    public static Word BudgetGranted { get; } = new("下达", "Granted");
    public static Word BudgetUsed { get; } = new("已用", "Used");
    public static Word BudgetWaiting { get; } = new("待审批", "Waiting");
    public static Word BudgetLeft { get; } = new("剩余", "Left");
    public static Word BudgetDocuments { get; } = new("文号", "Documents");
    public static Word BudgetPercent { get; } = new("已用 %", "Used %");
    public static Word BudgetShort { get; } = new("指标不足", "not enough");
}
