using System.Globalization;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Questions.Audits;
using Disbursement.Jobs.Reports;
using Disbursement.Jobs.Review.Access;
using Disbursement.Jobs.Review.Files;
using Disbursement.Jobs.Review.Words;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Disbursement.Jobs.Review.Questions;

/// <summary>
/// Exports the whole answer to a question of the audit office, as <c>report NAME --out</c> writes it. Each export is recorded.
/// </summary>
internal static class QuestionExports
{
    public static void MapQuestions(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/files/question", Take).RequireAuthorization();

    private static async Task Take(HttpContext context, IAntiforgery antiforgery, Desk desk, Sessions sessions, AuditAnswers answers)
    {
        if (await SessionRoutes.Form(context, antiforgery).ConfigureAwait(false) is not { } form
            || sessions.OfficerOf(context.User) is not { } officer)
            return;

        bool isChinese = Spoken.IsChinese(context);
        string format = form["format"].ToString();
        if (AskAudit.Find(form["question"].ToString()) is not { } question || format is not ("csv" or "xlsx")
            || AskedOrder.Of(desk, question, name => form[name], isChinese) is not { } order)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        string about = string.Create(CultureInfo.InvariantCulture, $"{order.Year} {order.County}").Trim();
        string folder = Directory.CreateTempSubdirectory("disburse-question-").FullName, file = Path.Combine(folder, $"answer.{format}");
        try
        {
            ActOutcome outcome = await Desk.Carry(() => new TakeFile(sessions.Acting(context.User))
                .OfList($"report-{question.Name}", about, OfficialAct.Supervise, officer)).ConfigureAwait(false);
            if (outcome is ActOutcome.Done)
                await Task.Run(() => Write(AskAudit.Run(question, answers.Setting, order, context.RequestAborted), file, isChinese))
                    .ConfigureAwait(false);
            await Downloads.Hand(context, (outcome, file), "", $"{question.Name}-{about.Replace(' ', '-')}.{format}").ConfigureAwait(false);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Write(AuditReport report, string path, bool isChinese)
    {
        using IReportFile file = path.EndsWith(".xlsx", StringComparison.Ordinal)
            ? new WorkbookReport(path, report.Columns, isChinese)
            : new CsvReport(path, report.Columns, isChinese);
        report.Run(file);
    }
}
