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
        new("recovered", "累计认定追回", ColumnKind.Yuan), new("kept_back", "已抵扣", ColumnKind.Yuan), new("given_back", "已退回", ColumnKind.Yuan),
        new("waived", "已核销", ColumnKind.Yuan), new("taken_back", "认定已撤销", ColumnKind.Yuan), new("open", "待追回", ColumnKind.Yuan),
        new("since", "起始日期"), new("days", "天数", ColumnKind.Count, 8), new("runs", "批次", Width: 20),
    ];

    public override IReadOnlyList<(string Chinese, string English)> Unseen { get; } =
    [
        ("申领人已退回、尚无人登记的款项。", "Money that a claimant gave back and nobody has recorded."),
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
            long givenBack = Ended(receivable, movement => movement.Event == "repaid");
            long waived = Ended(receivable, movement => movement.Event == "waived");
            // A payment that is cancelled gives back what was kept from it.
            long keptBack = Ended(receivable, movement => movement.Event == "offset" || movement is { Event: "cancel", Amount.Fen: > 0 });
            long takenBack = recovered - keptBack - givenBack - waived - receivable.Open.Fen;
            yield return new ReportLine(receivable.RegionCode[..6], Scheme.TryParse(receivable.Group, out _) ? receivable.Group : "",
                receivable.Open.Fen,
            [
                receivable.RegionCode[..6], receivable.Group, receivable.RegionCode, receivable.HouseholdNo,
                PersonList.RoleText(receivable.Role, task.Order.IsChinese), inYear.Sum(movement => movement.Amount.Fen), recovered,
                keptBack, givenBack, waived, takenBack, receivable.Open.Fen, Text(since), (long)(task.Today.DayNumber - since.DayNumber),
                string.Join(' ', inYear.Select(movement => movement.Run).Distinct()),
            ]);
        }
    }

    /// <summary>How much of what was asked back ended so, in fen.</summary>
    private static long Ended(OpenReceivable receivable, Func<ReceivableMovement, bool> so) =>
        -receivable.History.Where(so).Sum(movement => movement.Amount.Fen);
}
