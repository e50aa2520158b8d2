using Disbursement.Domain.Batches;
using Disbursement.Jobs.Reports;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Store.Payments;

namespace Disbursement.Jobs.Questions.Audits;

/// <summary>Money released to the bank that no return file has answered.</summary>
internal sealed class UnansweredPayments : AuditQuestion
{
    public override string Name => "unanswered";

    public override (string Chinese, string English) Title => ("已拨付未回盘", "Released and not answered");

    public override IReadOnlyList<ReportColumn> Columns { get; } =
        [.. PaymentColumns, new("released_at", "拨付时间", Width: 18), new("released_by", "拨付人", Width: 12),
            new("days", "天数", ColumnKind.Count, 8)];

    public override IReadOnlyList<(string Chinese, string English)> Unseen { get; } =
    [
        ("银行实际是否已付：只有导入的回盘文件可知。", "Whether the bank paid: only an imported return file tells."),
        ("按“银行只回失败”关闭的批次：其付款视为已付，不在此表；见“各批次制作、审批、拨付时间”与操作记录。",
            "Batches that were closed because their bank names failures alone: their payments count as paid; see when batches were made "
                + "and approved, and the record of acts."),
    ];

    public override IEnumerable<ReportLine> Lines(AuditTask task)
    {
        Dictionary<int, AuditAct?> released = task.Books.Batches(task.Order.Year)
            .ToDictionary(batch => batch.Number, batch => batch.Last("release"));
        foreach (AuditPayment payment in task.Books.Payments(task.Order.Year, task.Order.County,
            PaymentState.Released, PaymentState.Released))
        {
            AuditAct? act = released.GetValueOrDefault(payment.BatchNumber);
            yield return Line(task, payment, payment.Personal.Open(task.Sealer), payment.AmountFen, Text(act?.At), act?.Officer,
                act is null ? null : (long)(task.Today.DayNumber - AuditTask.Day(act.At).DayNumber));
        }
    }
}
