using System.Collections.Concurrent;
using System.Security.Claims;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Review.Access;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Disbursement.Jobs.Review.Files;

/// <summary>A file as it comes in over a request.</summary>
/// <param name="Name">What it is called on the machine that it comes from.</param>
/// <param name="Bytes">How long it is.</param>
/// <param name="Content">Its bytes as they come.</param>
/// <param name="Aborted">Set where the browser gives up.</param>
internal sealed record ArrivingFile(string Name, long Bytes, Stream Content, CancellationToken Aborted)
{
    /// <summary>Whether it is the first of those that were chosen together.</summary>
    public bool IsFirst { get; init; } = true;

    /// <summary>Ends its request, before the page is done with what it has read; nothing of it is read after that.</summary>
    public Action Close { get; init; } = () => { };
}

/// <summary>
/// Files that open pages wait for. A file comes as the body of a request of its own, since a circuit is slow to carry it; the page
/// that waits for it takes its bytes from there, as long as the same session has the page open.
/// </summary>
internal sealed class ArrivingFiles
{
    /// <summary>The header that bears the name of the file, written as a part of an address is.</summary>
    private const string NameHeader = "X-File-Name";

    /// <summary>The header that tells how many of those that were chosen together came before it.</summary>
    private const string PlaceHeader = "X-File-Place";

    private readonly ConcurrentDictionary<string, (string Session, Func<ArrivingFile, Task> Take)> _awaited = [];

    /// <summary>Waits for files of a session, one after another, until <see cref="Forget"/>.</summary>
    /// <param name="session">The session that has the page open.</param>
    /// <param name="take">Takes the bytes; the request lasts as long as it does.</param>
    /// <returns>The ticket, a part of the address that files are sent to.</returns>
    public string Await(ClaimsPrincipal session, Func<ArrivingFile, Task> take)
    {
        string ticket = DrawSessionId.Run();
        _awaited[ticket] = (Sessions.KeyOf(session), take);
        return ticket;
    }

    /// <summary>Waits no longer.</summary>
    public void Forget(string ticket) => _awaited.TryRemove(ticket, out _);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/files/arrive/{ticket}", Take).RequireAuthorization();

    private static async Task<IResult> Take(
        HttpContext context, string ticket, ArrivingFiles arriving, IAntiforgery antiforgery, Sessions sessions)
    {
        if (!await antiforgery.IsRequestValidAsync(context).ConfigureAwait(false))
            return Results.BadRequest();
        if (!sessions.IsAlive(context.User)
            || !arriving._awaited.TryGetValue(ticket, out (string Session, Func<ArrivingFile, Task> Take) page)
            || page.Session != Sessions.KeyOf(context.User))
            return Results.NotFound();
        if (context.Request.ContentLength is not { } bytes)
            return Results.StatusCode(StatusCodes.Status411LengthRequired);

        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = Uploads.Largest;
        string name = Uri.UnescapeDataString(context.Request.Headers[NameHeader].ToString());
        await page.Take(new ArrivingFile(name, bytes, context.Request.Body, context.RequestAborted)
        {
            IsFirst = context.Request.Headers[PlaceHeader].ToString() is "" or "0",
        }).ConfigureAwait(false);
        return Results.NoContent();
    }
}
