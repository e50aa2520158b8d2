using Disbursement.Domain.Officers;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Questions;
using Disbursement.Jobs.Review.Access;
using Disbursement.Jobs.Review.Files;
using Disbursement.Jobs.Store.Payments;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Disbursement.Jobs.Review.People;

/// <summary>The search box of every page. What is typed comes in the body of a form, never in an address.</summary>
internal static class SeekRoutes
{
    private const int Longest = 64;

    public static void MapSeek(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/find/seek", Seek).RequireAuthorization(new NeedsAttribute(OfficialAct.Read));

    private static async Task Seek(HttpContext context, IAntiforgery antiforgery, Desk desk, Sessions sessions, BatchNames names,
        FoundAnswers answers)
    {
        if (await SessionRoutes.Form(context, antiforgery).ConfigureAwait(false) is not { } form
            || sessions.OfficerOf(context.User) is not { } officer)
            return;

        string typed = form["sought"].ToString();
        SeekAnybody seek = new(desk.Store, desk.Ring, names);
        Sought found = answers.Of(form["further"].ToString(), officer.Id)?.SoFar is { } before
            ? await Task.Run(() => seek.Further(before, officer, context.RequestAborted)).ConfigureAwait(false)
            : typed.Length is 0 or > Longest
                ? new Sought("name", null, [])
                : await Task.Run(() => seek.Run(typed, officer, context.RequestAborted)).ConfigureAwait(false);
        if (found.Place is null)
        {
            ActOutcome outcome = await Desk.Carry(() => new LookUp(sessions.Acting(context.User))
                .Seek(found.By, found.Key, found.Persons.Count, officer)).ConfigureAwait(false);
            if (outcome is not ActOutcome.Done)
            {
                await Downloads.Hand(context, (outcome, ""), "").ConfigureAwait(false);
                return;
            }
        }

        context.Response.Redirect(found switch
        {
            { Place: { } place } => place,
            { Persons: [{ } only], SoFar: null } => $"/people/{only.Claimant}",
            _ => $"/found/{answers.Keep(officer.Id, found)}",
        });
    }
}
