using Disbursement.Domain.Batches;
using Disbursement.Jobs.Reports;
using Disbursement.Jobs.Store.Books;

namespace Disbursement.Jobs.Questions.Audits;

/// <summary>Who made, approved and released each batch, and how long each step took.</summary>
internal sealed class StepsOfBatches : AuditQuestion
{
    private const int SecondsOfHour = 3600;

    public override string Name => "steps";

    public override (string Chinese, string English) Title => ("各批次制作、审批、拨付时间", "Steps of each batch: who and how long");

    public override IReadOnlyList<ReportColumn> Columns { get; } =
    [
        new("batch", "批次", Width: 20), new("county", "区县", Width: 8), new("scheme", "项目", Width: 8), new("state", "状态", Width: 10),
        new("payments", "笔数", ColumnKind.Count, 8), new("amount", "金额", ColumnKind.Yuan),
        new("makers", "制作人", Width: 18), new("sealed_at", "封存时间", Width: 18), new("approved_by", "审批人", Width: 12),
        new("approved_at", "审批时间", Width: 18), new("hours_to_approval", "审批用时（小时）", ColumnKind.Count, 10),
        new("voided", "审批失效次数", ColumnKind.Count, 8), new("released_by", "拨付人", Width: 12), new("released_at", "拨付时间", Width: 18),
        new("hours_to_release", "拨付用时（小时）", ColumnKind.Count, 10),
        new("settled_at", "结清时间", Width: 18), new("hours_to_settlement", "结清用时（小时）", ColumnKind.Count, 10),
        new("rejected_by", "驳回人", Width: 12), new("days_waiting", "等待天数", ColumnKind.Count, 8),
    ];

    public override IReadOnlyList<(string Chinese, string English)> Unseen { get; } =
    [
        ("谁在登录名背后：只知道登录的用户与来源。", "Who sat behind a sign-in: only the officer and the door are known."),
        ("审批前在系统外的核对与会议。", "Checks and meetings outside the program before an approval."),
        ("时间以服务器时钟为准；小时数向下取整。", "Times are those of the server's clock; hours are whole, rounded down."),
    ];

    public override IEnumerable<ReportLine> Lines(AuditTask task)
    {
        DateTimeOffset now = task.Setting.Clock.GetUtcNow();
        foreach (AuditBatch batch in task.Books.Batches(task.Order.Year))
        {
            AuditAct? released = batch.Last("release"), rejected = batch.Last("reject"), settled = batch.Last("settle");
            AuditAct? approved = batch.State == BatchState.Proposed ? null : batch.Last("approve");
            DateTimeOffset made = batch.SealedAt ?? batch.StartedAt;
            bool isWaiting = batch.State is BatchState.Proposed or BatchState.Approved or BatchState.Released;
            yield return new ReportLine(batch.County, batch.Scheme, batch.TotalFen,
            [
                batch.Id, batch.County, batch.Scheme, batch.State.Word(), (long)batch.Payments, batch.TotalFen,
                string.Join(' ', batch.Makers.DefaultIfEmpty(batch.Maker)), Text(made), approved?.Officer, Text(approved?.At),
                Hours(made, approved?.At), (long)batch.Acts.Count(act => act.Act == "void"), released?.Officer, Text(released?.At),
                Hours(approved?.At, released?.At), Text(settled?.At), Hours(released?.At, settled?.At),
                rejected?.Officer, isWaiting ? (long)(now - (released?.At ?? approved?.At ?? made)).Days : null,
            ]);
        }
    }

    private static long? Hours(DateTimeOffset? from, DateTimeOffset? to) => to - from is { } time
        ? (long)time.TotalSeconds / SecondsOfHour
        : null;
}
