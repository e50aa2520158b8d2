using Disbursement.Jobs.Reports;
using Disbursement.Jobs.Store.Books;

namespace Disbursement.Jobs.Questions.Audits;

/// <summary>Due and not paid, with its age: what <c>report unpaid</c> shows, for payments that runs of one year computed.</summary>
internal sealed class UnpaidDues : AuditQuestion
{
    /// <summary>Stands for the year where none is asked for.</summary>
    public const int EveryYear = 0;

    public override string Name => "unpaid";

    public override (string Chinese, string English) Title => ("应付未付", "Due but unpaid");

    public override IReadOnlyList<ReportColumn> Columns { get; } =
    [
        new("payment_no", "支付编号", Width: 26), new("county", "区县", Width: 8), new("scheme", "项目", Width: 8), new("state", "状态", Width: 10),
        new("amount", "金额", ColumnKind.Yuan), new("due_since", "应付日期"),
        new("days", "天数", ColumnKind.Count, 8), new("region_code", "行政区划代码"), new("household_no", "户编号"), new("role", "家庭角色", Width: 10),
        new("replaces", "重发", Width: 26), new("note", "备注", Width: 30),
    ];

    public override IReadOnlyList<(string Chinese, string English)> Unseen { get; } =
    [
        ("没有任何批次计算过的应付款，例如从未列入花名册的家庭。", "What no run ever computed, such as families whom no roster names."),
        ("已驳回或取消的付款：由以后的批次重新计算。", "Payments that were rejected or cancelled: a later run computes them again."),
    ];

    public override IEnumerable<ReportLine> Lines(AuditTask task)
    {
        foreach (OpenPayment payment in new ReadReports(task.Connection).Unpaid(task.Order.County))
        {
            if (task.Order.Year != EveryYear && payment.Year != task.Order.Year)
                continue;

            DateOnly since = AuditTask.Day(payment.DueSince);
            yield return new ReportLine(payment.County, payment.Scheme, payment.Amount.Fen,
            [
                payment.PaymentNo, payment.County, payment.Scheme, payment.State.Word(), payment.Amount.Fen, Text(since),
                (long)(task.Today.DayNumber - since.DayNumber), payment.RegionCode, payment.HouseholdNo,
                PersonList.RoleText(payment.Role, task.Order.IsChinese), payment.Replaces, payment.Note,
            ]);
        }
    }
}
