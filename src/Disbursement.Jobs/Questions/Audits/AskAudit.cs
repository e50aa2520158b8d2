using Disbursement.Jobs.Reports;

namespace Disbursement.Jobs.Questions.Audits;

/// <summary>
/// Answers the questions of the audit office. The <c>report</c> verbs and the console come here; nothing is written anywhere.
/// </summary>
internal static class AskAudit
{
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
            Columns = question.Columns,
            Lines = Lines(question, setting, order, remarks, stop),
            Unseen = [.. question.Unseen.Select(sentence => order.IsChinese ? sentence.Chinese : sentence.English)],
            Remarks = remarks,
        };
    }

    private static IEnumerable<ReportLine> Lines(AuditQuestion question, AuditSetting setting, AuditOrder order, List<string> remarks,
        CancellationToken stop)
    {
        using AuditTask task = new(setting, order, remarks, stop);
        foreach (ReportLine line in question.Lines(task))
        {
            stop.ThrowIfCancellationRequested();
            if (order.County is null || line.County == order.County)
                yield return line;
        }
    }
}
