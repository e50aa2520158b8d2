using Disbursement.Domain.Officers;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Questions;
using Disbursement.Jobs.Review.Files;
using Disbursement.Jobs.Store.Payments;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Disbursement.Jobs.Review.People;

/// <summary>The search box of every page. What is typed comes in the body of a form, never in an address.</summary>
internal static class SeekRoutes
{
    private const int Longest = 64;

    public static void MapSeek(this IEndpointRouteBuilder routes) =>
        Taking.Map(routes, "/find/seek", Seek);

    private static async Task Seek(Taking asked)
    {
        string typed = asked["sought"];
        (Officer officer, FoundAnswers answers, CancellationToken stop) =
            (asked.Officer, asked.Get<FoundAnswers>(), asked.Context.RequestAborted);
        SeekAnybody seek = new(asked.Desk.Store, asked.Desk.Ring, asked.Get<BatchNames>());

        // Nothing is sought for whoever may not: the act refuses it, on record.
        Sought found = !Powers.May(officer.Role, OfficialAct.Read)
            ? new Sought("name", null, [])
            : answers.Of(asked["further"], officer.Id)?.SoFar is { } before
            ? await Task.Run(() => seek.Further(before, officer, stop)).ConfigureAwait(false)
            : typed.Length is 0 or > Longest
                ? new Sought("name", null, [])
                : await Task.Run(() => seek.Run(typed, officer, stop)).ConfigureAwait(false);
        if (found.Place is null)
        {
            ActOutcome outcome = await Desk.Carry(() => new LookUp(asked.Acting())
                .Seek(found.By, found.Key, found.Persons.Count, officer)).ConfigureAwait(false);
            if (outcome is not ActOutcome.Done)
            {
                await asked.Hand(outcome, "").ConfigureAwait(false);
                return;
            }
        }

        asked.Context.Response.Redirect(found switch
        {
            { Place: { } place } => place,
            { Persons: [{ } only], SoFar: null } => $"/people/{only.Claimant}",
            _ => $"/found/{answers.Keep(officer.Id, found)}",
        });
    }
}
