using Disbursement.Jobs.Questions.Audits;
using Disbursement.Jobs.Reports;
using Disbursement.Jobs.Tests.Acts;

namespace Disbursement.Jobs.Tests.Questions.Audits;

/// <summary>Asks an office the questions of the audit office.</summary>
internal static class Auditor
{
    /// <summary>The lines of an answer as column and text.</summary>
    public static List<Dictionary<string, string>> Ask(this TestOffice office, string question, AuditOrder? order = null) =>
        office.Report(question, order).Lines;

    public static (List<Dictionary<string, string>> Lines, AuditReport Report, ReportTotals Totals) Report(this TestOffice office,
        string question, AuditOrder? order = null)
    {
        AuditSetting setting = new(office.Inputs.Data, office.Setting.Store, office.Setting.Ring, office.Inputs.Clock);
        AuditReport report =
            AskAudit.Run(AskAudit.Find(question)!, setting, order ?? new AuditOrder { Year = 2026 }, CancellationToken.None);
        Gathered gathered = new(report.Columns);
        ReportTotals totals = report.Run(gathered);
        return (gathered.Lines, report, totals);
    }

    /// <summary>Some columns of each line, in the order of lines.</summary>
    public static string[] Of(this IEnumerable<Dictionary<string, string>> lines, params string[] columns) =>
        [.. lines.Select(line => string.Join(' ', columns.Select(column => line[column])))];

    /// <summary>Every batch of a run is approved by li, released and paid.</summary>
    public static void PayAll(this TestOffice office, string run)
    {
        string[] batches =
            office.Texts($"SELECT b.id FROM batches b JOIN runs r ON r.number = b.run_number WHERE r.id = '{run}' ORDER BY b.number");
        foreach (string batch in batches)
            office.Send(batch);
        string[] sent = office.Texts($"SELECT payment_no FROM payments WHERE state = 'released' AND payment_no LIKE '{run}-%' ORDER BY id");
        if (sent.Length > 0)
            TestOffice.Done(office.Import($"{run}.csv", [.. sent.Select(payment => office.Answer(payment))]));
    }

    private sealed class Gathered(IReadOnlyList<ReportColumn> columns) : IReportFile
    {
        public List<Dictionary<string, string>> Lines { get; } = [];

        public void Add(ReportLine line)
        {
            Assert.That(line.Cells, Has.Count.EqualTo(columns.Count));
            Lines.Add(columns.Zip(line.Cells).ToDictionary(pair => pair.First.English, pair => CsvReport.Text(pair.First, pair.Second)));
        }

        public void Finish(AuditReport report, ReportTotals totals)
        {
        }

        public void Dispose()
        {
        }
    }
}
