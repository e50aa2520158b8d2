using Disbursement.Domain.Batches;
using Disbursement.Jobs.Reports;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Store.Payments;

namespace Disbursement.Jobs.Questions.Audits;

/// <summary>Payments that the bank could not pay and that nothing has replaced since.</summary>
internal sealed class FailedPayments : AuditQuestion
{
    public override string Name => "failed";

    public override (string Chinese, string English) Title => ("退票未重发", "Failed and not paid again");

    public override IReadOnlyList<ReportColumn> Columns { get; } =
        [.. PaymentColumns, new("answered_on", "银行日期"), new("imported_at", "回盘导入时间", Width: 18), new("days", "天数", ColumnKind.Count, 8),
            new("reason", "原因", Width: 30)];

    public override IReadOnlyList<(string Chinese, string English)> Unseen { get; } =
    [
        ("退票后取消的付款：由以后的批次重新计算。", "Payments that were cancelled after they failed: a later run computes what is due."),
        ("银行未回盘的失败：见“已拨付未回盘”。", "Failures that no return file has told: see those without an answer."),
    ];

    public override IEnumerable<ReportLine> Lines(AuditTask task)
    {
        IReadOnlyDictionary<int, DateTimeOffset> files = task.Books.ReturnFiles();
        foreach (AuditPayment payment in task.Books.Payments(task.Order.Year, task.Order.County, PaymentState.Failed, PaymentState.Failed))
        {
            DateTimeOffset? taken = payment.ReturnFile is { } file && files.TryGetValue(file, out DateTimeOffset at) ? at : null;
            yield return Line(
                task, payment, payment.Personal.Open(task.Sealer), payment.AmountFen, payment.AnsweredOn, Text(taken),
                taken is { } since ? (long)(task.Today.DayNumber - AuditTask.Day(since).DayNumber) : null, payment.Note);
        }
    }
}
