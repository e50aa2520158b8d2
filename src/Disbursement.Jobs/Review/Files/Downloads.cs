using Disbursement.Domain.Officers;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Ledger;
using Disbursement.Jobs.Postings;
using Disbursement.Jobs.Review.Access;
using Disbursement.Jobs.Review.Elements;
using Disbursement.Jobs.Review.Words;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Store.Tables;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Disbursement.Jobs.Review.Files;

/// <summary>
/// Downloads. Each is requested by a form with a token of this service, so that no other site can request it. The act of taking it checks
/// the power and is recorded, and so is its refusal.
/// </summary>
internal static class Downloads
{
    public static void MapDownloads(this IEndpointRouteBuilder routes)
    {
        // The act checks the power to take the file, and records the refusal.
        routes.MapPost("/files/batch", Batch).RequireAuthorization();
        routes.MapPost("/files/run", Run).RequireAuthorization();
        routes.MapPost("/files/list", ListExports.Take).RequireAuthorization();
        routes.MapPost("/files/letter", Letter).RequireAuthorization();
        routes.MapPost("/files/notice", Notice).RequireAuthorization();
        routes.MapPost("/files/ledger", Ledger).RequireAuthorization();
    }

    private static async Task Batch(HttpContext context, IAntiforgery antiforgery, Desk desk, Sessions sessions)
    {
        if (await SessionRoutes.Form(context, antiforgery).ConfigureAwait(false) is not { } form
            || sessions.OfficerOf(context.User) is not { } officer)
            return;

        string batch = form["batch"].ToString(), format = form["format"].ToString();
        await Hand(context, new TakeFile(sessions.Acting(context.User)).OfBatch(batch, format, officer), batch).ConfigureAwait(false);
    }

    private static async Task Run(HttpContext context, IAntiforgery antiforgery, Desk desk, Sessions sessions)
    {
        if (await SessionRoutes.Form(context, antiforgery).ConfigureAwait(false) is not { } form
            || sessions.OfficerOf(context.User) is not { } officer)
            return;

        string run = form["run"].ToString(), kind = form["kind"].ToString();
        TakeFile take = new(sessions.Acting(context.User));
        await Hand(context,
            kind == TakeFile.Registers
                ? take.OfRegister(run, form["register"].ToString(), officer)
                : take.OfRun(run, kind, form["county"].ToString(), officer), $"{run}-{kind}").ConfigureAwait(false);
    }

    /// <summary>The letter that asks for a receivable. It names the person, so the act records who took it.</summary>
    private static async Task Letter(HttpContext context, IAntiforgery antiforgery, Sessions sessions)
    {
        if (await SessionRoutes.Form(context, antiforgery).ConfigureAwait(false) is not { } form
            || sessions.OfficerOf(context.User) is not { } officer)
            return;

        string number = form["number"].ToString(), folder = Directory.CreateTempSubdirectory("disburse-letter-").FullName;
        try
        {
            string file = Path.Combine(folder, "letter.html");
            bool isChinese = Spoken.IsChinese(context);
            PrintLetter print = new(sessions.Acting(context.User));
            ActOutcome outcome = await Desk.Carry(() => print.Run(number, file, officer, isChinese)).ConfigureAwait(false);
            await Hand(context, (outcome, file), "", $"letter-{number}.html").ConfigureAwait(false);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Page or workbook of a county's public posting, with masked numbers.</summary>
    private static async Task Notice(HttpContext context, IAntiforgery antiforgery, Desk desk, Sessions sessions)
    {
        if (await SessionRoutes.Form(context, antiforgery).ConfigureAwait(false) is not { } form
            || sessions.OfficerOf(context.User) is not { } officer)
            return;

        string run = form["run"].ToString(), county = form["county"].ToString(), kind = form["kind"].ToString();
        if (kind is not ("page" or "sheet") || ReadFilter.Day(form["day"]) is not { } day)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        ActOutcome outcome = await Desk.Carry(() => new TakeFile(sessions.Acting(context.User))
            .OfPosting(run, county, officer)).ConfigureAwait(false);
        if (outcome is not ActOutcome.Done)
        {
            await Hand(context, (outcome, ""), "").ConfigureAwait(false);
            return;
        }

        string folder = Directory.CreateTempSubdirectory("disburse-notice-").FullName;
        try
        {
            bool isChinese = Spoken.IsChinese(context);
            WrittenPosting notice = await Task.Run(() => new WritePostings(desk.Reading.Data, desk.Reading.Store, desk.Reading.Ring)
                .Run(run, county, folder, day, isChinese).Single()).ConfigureAwait(false);
            await Send(context, kind == "page" ? notice.Page : notice.Sheet, Path.GetFileName(kind == "page" ? notice.Page : notice.Sheet))
                .ConfigureAwait(false);
        }
        catch (RunRefusal refusal)
        {
            await Hand(context,
                (new ActOutcome.Refused(new ActRefusal("NO-SUCH", refusal.Say(true), refusal.Say(false)) { IsUsage = true }), ""), "")
                    .ConfigureAwait(false);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task Ledger(HttpContext context, IAntiforgery antiforgery, Desk desk, Sessions sessions)
    {
        if (await SessionRoutes.Form(context, antiforgery).ConfigureAwait(false) is not { } form
            || sessions.OfficerOf(context.User) is not { } officer)
            return;

        string format = form["format"].ToString(), county = form["county"].ToString();
        if (!ExportLedger.Formats.Contains(format) || county.Length > 0 && !desk.Counties.ContainsKey(county))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        ActOutcome outcome = await Desk.Carry(() => new TakeFile(sessions.Acting(context.User))
            .OfList("ledger", $"{format} {county}".Trim(), OfficialAct.Supervise, officer)).ConfigureAwait(false);
        if (outcome is not ActOutcome.Done)
        {
            await Hand(context, (outcome, ""), "").ConfigureAwait(false);
            return;
        }

        // Written to a temporary file first, so that an error while writing sends nothing.
        string file = Path.Combine(Directory.CreateTempSubdirectory("disburse-export-").FullName, "ledger");
        try
        {
            using (LedgerSnapshot ledger = LedgerSnapshot.Take(desk.Store, county.Length == 0 ? null : county, context.RequestAborted))
                ExportLedger.ToFile(ledger, format, file, Spoken.IsChinese(context));
            string ending = format switch { "hledger" => "journal", "beancount" => "beancount", _ => format };
            await Send(context, file, $"ledger{(county.Length == 0 ? "" : "-" + county)}.{ending}").ConfigureAwait(false);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }
    }

    /// <summary>Sends a file if the act allowed it, otherwise the refusal.</summary>
    public static async Task Hand(HttpContext context, (ActOutcome Outcome, string Path) taken, string prefix, string? name = null)
    {
        if (taken.Outcome is ActOutcome.Refused refused)
        {
            context.Features.Get<IStatusCodePagesFeature>()?.Enabled = false;
            context.Response.StatusCode = refused.Refusal.IsUsage ? StatusCodes.Status404NotFound : StatusCodes.Status403Forbidden;
            context.Response.ContentType = "text/plain; charset=utf-8";
            await context.Response.WriteAsync(refused.Refusal.Say(Spoken.IsChinese(context))).ConfigureAwait(false);
            return;
        }

        await Send(context, taken.Path,
            name ?? (prefix.Length == 0 ? Path.GetFileName(taken.Path) : $"{prefix}-{Path.GetFileName(taken.Path)}")).ConfigureAwait(false);
    }

    private static async Task Send(HttpContext context, string path, string name)
    {
        context.Response.Headers.CacheControl = "no-store";
        await Results.File(path, "application/octet-stream", name).ExecuteAsync(context).ConfigureAwait(false);
    }
}
