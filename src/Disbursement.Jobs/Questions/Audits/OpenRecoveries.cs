using Disbursement.Domain.Policies;
using Disbursement.Jobs.Reports;
using Disbursement.Jobs.Store.Books;

namespace Disbursement.Jobs.Questions.Audits;

/// <summary>What runs of the year asked back, or paid twice, and claimants still owe.</summary>
internal sealed class OpenRecoveries : AuditQuestion
{
    public override string Name => "recovered";

    public override (string Chinese, string English) Title => ("已追回认定、尚未结清", "Recovered and still open");

    public override IReadOnlyList<ReportColumn> Columns { get; } =
    [
        new("county", "区县", Width: 8), new("group", "抵扣组", Width: 12), new("region_code", "行政区划代码"), new("household_no", "户编号"),
        new("role", "家庭角色", Width: 10), new("recovered_in_year", "本年认定追回", ColumnKind.Yuan),
        new("recovered", "累计认定追回", ColumnKind.Yuan), new("kept_back", "已抵扣", ColumnKind.Yuan), new("open", "待追回", ColumnKind.Yuan),
        new("since", "起始日期"), new("days", "天数", ColumnKind.Count, 8), new("runs", "批次", Width: 20),
    ];

    public override IReadOnlyList<(string Chinese, string English)> Unseen { get; } =
    [
        ("申领人自行退回现金：账簿只记抵扣。", "Cash that a claimant gave back: the books know offsets alone."),
        ("没有任何花名册或批次得知的多付。", "What was paid too much and no roster has told yet."),
        ("政策包规定不追回的项目。", "Schemes that the pack does not take back."),
    ];

    public override IEnumerable<ReportLine> Lines(AuditTask task)
    {
        string ofYear = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{task.Order.Year}-");
        foreach (OpenReceivable receivable in new ReadReports(task.Connection).Receivables(task.Order.County))
        {
            ReceivableMovement[] asked = [.. receivable.History.Where(movement => movement.Event is "recover" or "duplicate")];
            ReceivableMovement[] inYear = [.. asked.Where(movement => movement.Run.StartsWith(ofYear, StringComparison.Ordinal))];
            if (inYear.Length == 0)
                continue;

            DateOnly since = AuditTask.Day(inYear[0].RecordedAt);
            long recovered = asked.Sum(movement => movement.Amount.Fen);
            yield return new ReportLine(receivable.RegionCode[..6], Scheme.TryParse(receivable.Group, out _) ? receivable.Group : "",
                receivable.Open.Fen,
            [
                receivable.RegionCode[..6], receivable.Group, receivable.RegionCode, receivable.HouseholdNo,
                RoleText(receivable.Role, task.Order.IsChinese), inYear.Sum(movement => movement.Amount.Fen), recovered,
                recovered - receivable.Open.Fen, receivable.Open.Fen, Text(since), (long)(task.Today.DayNumber - since.DayNumber),
                string.Join(' ', inYear.Select(movement => movement.Run).Distinct()),
            ]);
        }
    }
}
