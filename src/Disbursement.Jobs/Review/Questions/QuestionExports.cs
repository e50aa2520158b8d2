using System.Globalization;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Questions.Audits;
using Disbursement.Jobs.Reports;
using Disbursement.Jobs.Review.Files;
using Microsoft.AspNetCore.Routing;

namespace Disbursement.Jobs.Review.Questions;

/// <summary>
/// Exports the whole answer to a question of the audit office, as <c>report NAME --out</c> writes it. Each export is recorded.
/// </summary>
internal static class QuestionExports
{
    public static void MapQuestions(this IEndpointRouteBuilder routes) =>
        Taking.Map(routes, "/files/question", Take);

    private static Task Take(Taking asked)
    {
        string format = asked["format"];
        if (AskAudit.Find(asked["question"]) is not { } question || format is not ("csv" or "xlsx")
            || AskedOrder.Of(asked.Desk, question, name => asked.Form[name], asked.IsChinese) is not { } order)
            return asked.Missing();

        string about = string.Create(CultureInfo.InvariantCulture, $"{order.Year} {order.County}").Trim();
        return asked.Make(
            _ => new TakeFile(asked.Acting()).OfList($"report-{question.Name}", about, OfficialAct.Supervise, asked.Officer),
            folder =>
            {
                string file = Path.Combine(folder, $"answer.{format}");
                Write(AskAudit.Run(question, asked.Get<AuditAnswers>().Setting, order, asked.Context.RequestAborted), file,
                    asked.IsChinese);
                return file;
            },
            $"{question.Name}-{about.Replace(' ', '-')}.{format}");
    }

    private static void Write(AuditReport report, string path, bool isChinese)
    {
        using IReportFile file = path.EndsWith(".xlsx", StringComparison.Ordinal)
            ? new WorkbookReport(path, report.Columns, isChinese)
            : new CsvReport(path, report.Columns, isChinese);
        report.Run(file);
    }
}
