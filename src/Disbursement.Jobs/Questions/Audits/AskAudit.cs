using Disbursement.Domain.Households;
using Disbursement.Jobs.Reports;
using Disbursement.Jobs.Runs;

namespace Disbursement.Jobs.Questions.Audits;

/// <summary>
/// Answers the questions of the audit office. The <c>report</c> verbs and the console come here; nothing is written anywhere.
/// </summary>
internal static class AskAudit
{
    /// <summary>What a region is called stands behind every line that bears its code.</summary>
    private static readonly ReportColumn RegionName = new("region_name", "区划名称", Width: 26);

    /// <summary>Every question, in the order in which the office asks.</summary>
    public static IReadOnlyList<AuditQuestion> Questions { get; } =
    [
        new PaidAfterDeath(), new TwoCounties(), new SharedAccounts(), new UnpaidDues(), new UnansweredPayments(), new FailedPayments(),
        new OpenRecoveries(), new OtherRates(), new AssumedRates(), new StepsOfBatches(), new NeverAppliedPersons(), new AccountChanges(),
        new CheckSample(),
    ];

    public static AuditQuestion? Find(string name) => Questions.FirstOrDefault(question => question.Name == name);

    /// <summary>The answer to a question; its lines are read from the books as they are asked for, once.</summary>
    public static AuditReport Run(AuditQuestion question, AuditSetting setting, AuditOrder order, CancellationToken stop)
    {
        List<string> remarks = [];
        return new AuditReport
        {
            Name = question.Name,
            Title = order.IsChinese ? question.Title.Chinese : question.Title.English,
            Year = order.Year,
            Columns = ColumnsOf(question),
            Lines = Lines(question, setting, order, remarks, stop),
            Unseen = [.. question.Unseen.Select(sentence => order.IsChinese ? sentence.Chinese : sentence.English)],
            Remarks = remarks,
        };
    }

    /// <summary>The columns of the answer to a question.</summary>
    public static IReadOnlyList<ReportColumn> ColumnsOf(AuditQuestion question) =>
        PlaceOfRegion(question) < 0 ? question.Columns : [.. question.Columns, RegionName];

    private static IEnumerable<ReportLine> Lines(AuditQuestion question, AuditSetting setting, AuditOrder order, List<string> remarks,
        CancellationToken stop)
    {
        int place = PlaceOfRegion(question);
        RegionNames names = place < 0 ? RegionNames.None : RegionsInUse.Of(setting.Data, setting.Store);
        using AuditTask task = new(setting, order, remarks, stop);
        foreach (ReportLine line in question.Lines(task))
        {
            stop.ThrowIfCancellationRequested();
            if (order.County is null || line.County == order.County)
                yield return place < 0 ? line : line with { Cells = [.. line.Cells, 
                    line.Cells[place] is string { Length: 12 } code ? names.Name(code) : ""] };
        }
    }

    /// <summary>Where the code of a region stands in the lines of a question; -1 where none does.</summary>
    private static int PlaceOfRegion(AuditQuestion question) =>
        question.Columns.Select(column => column.English).ToList().IndexOf("region_code");
}
