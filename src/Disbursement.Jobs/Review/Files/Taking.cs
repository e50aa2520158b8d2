using Disbursement.Domain.Officers;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Review.Access;
using Disbursement.Jobs.Review.Words;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Disbursement.Jobs.Review.Files;

/// <summary>
/// A form by which an officer asks for something. It has a token of this service, so that no other site can send it. An act checks the
/// power and is recorded, and so is its refusal.
/// </summary>
internal sealed record Taking(HttpContext Context, IFormCollection Form, Officer Officer)
{
    public string this[string name] => Form[name].ToString();

    public bool IsChinese => Spoken.IsChinese(Context);

    public Desk Desk => Get<Desk>();

    /// <summary>Where the officer acts, opened anew.</summary>
    public ActSetting Acting() => Get<Sessions>().Acting(Context.User);

    /// <summary>Maps an address at which something is asked for; whoever has signed in may ask, and each act decides who gets it.</summary>
    public static RouteHandlerBuilder Map(IEndpointRouteBuilder routes, string place, Func<Taking, Task> hand) =>
        routes.MapPost(place, async (HttpContext context, IAntiforgery antiforgery, Sessions sessions) =>
        {
            if (await SessionRoutes.Form(context, antiforgery).ConfigureAwait(false) is { } form
                && sessions.OfficerOf(context.User) is { } officer)
                await hand(new Taking(context, form, officer)).ConfigureAwait(false);
        }).RequireAuthorization();

    public T Get<T>()
        where T : notnull => Context.RequestServices.GetRequiredService<T>();

    /// <summary>There is no such thing.</summary>
    public Task Missing()
    {
        Context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    /// <summary>
    /// Sends a file that is made in a folder of its own once the act has allowed it; what goes wrong while it is made sends nothing.
    /// </summary>
    /// <param name="act">Whether the officer gets it; it may write into the folder itself.</param>
    /// <param name="make">Writes it into the folder and returns its path.</param>
    /// <param name="name">What it is called; null for its own name.</param>
    public async Task Make(Func<string, ActOutcome> act, Func<string, string> make, string? name = null)
    {
        string folder = Directory.CreateTempSubdirectory("disburse-take-").FullName, path = "";
        try
        {
            ActOutcome outcome = await Desk.Carry(() =>
            {
                ActOutcome told = act(folder);
                path = told is ActOutcome.Done ? make(folder) : "";
                return told;
            }).ConfigureAwait(false);
            await Hand(outcome, path, name).ConfigureAwait(false);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Sends a file if the act allowed it, otherwise the refusal.</summary>
    public async Task Hand(ActOutcome outcome, string path, string? name = null)
    {
        if (outcome is ActOutcome.Refused refused)
        {
            // What is another county's is answered as what is not there, so that nobody learns of it; the record tells the two apart.
            bool isNotThere = refused.Refusal.Code is "NO-SUCH" or "NOT-YOUR-COUNTY";
            Context.Features.Get<IStatusCodePagesFeature>()?.Enabled = false;
            Context.Response.StatusCode =
                isNotThere || refused.Refusal.IsUsage ? StatusCodes.Status404NotFound : StatusCodes.Status403Forbidden;
            Context.Response.ContentType = "text/plain; charset=utf-8";
            await Context.Response.WriteAsync(isNotThere ? new Language(IsChinese)[Text.NothingByThat] : refused.Refusal.Say(IsChinese))
                .ConfigureAwait(false);
            return;
        }

        Context.Response.Headers.CacheControl = "no-store";
        await Results.File(path, "application/octet-stream", name ?? Path.GetFileName(path)).ExecuteAsync(Context).ConfigureAwait(false);
    }
}
