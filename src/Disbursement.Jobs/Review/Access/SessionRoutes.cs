using Disbursement.Domain.Officers;
using Disbursement.Jobs.Acts;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Disbursement.Jobs.Review.Access;

/// <summary>Opens and closes sessions, and changes the password of whoever is signed in.</summary>
internal static class SessionRoutes
{
    /// <summary>
    /// Checking a password is slow on purpose. Only two checks run at a time, so that guessing cannot use up the machine.
    /// </summary>
    private static readonly SemaphoreSlim Door = new(2);

    public static void MapSessions(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/session/open", Open).AllowAnonymous();
        routes.MapPost("/session/close", Close).RequireAuthorization(PowerPolicies.SignedIn);
        routes.MapPost("/session/password", Password).RequireAuthorization(PowerPolicies.SignedIn);
        routes.MapGet("/session/alive", () => Results.NoContent()).RequireAuthorization(PowerPolicies.SignedIn);
    }

    /// <summary>The path if it lies on this service, otherwise the front page; never another site.</summary>
    public static string Local(string? back) => back is { Length: > 0 } && back[0] == '/'
        && (back.Length == 1 || back[1] is not ('/' or '\\')) && !back.Any(char.IsControl) ? back : "/";

    private static async Task Open(HttpContext context, IAntiforgery antiforgery, Desk desk, Sessions sessions)
    {
        if (await Form(context, antiforgery).ConfigureAwait(false) is not { } form)
            return;

        string from = context.Connection.RemoteIpAddress?.ToString() ?? "?", back = Local(form["back"]);
        long lastAct = sessions.LastAct();
        (Officer? officer, ActRefusal? refusal) = await Check(desk.Acting(from), form["name"].ToString(), form["password"].ToString())
            .ConfigureAwait(false);
        if (officer is null)
        {
            context.Response.Redirect($"/sign-in?why={refusal!.Code}&back={Uri.EscapeDataString(back)}");
            return;
        }

        // A new sign-in ends the session that this browser had.
        sessions.End(context.User);
        await context.SignInAsync(sessions.Open(officer, from, lastAct)).ConfigureAwait(false);
        context.Response.Redirect(back);
    }

    private static async Task Close(HttpContext context, IAntiforgery antiforgery, Sessions sessions)
    {
        if (await Form(context, antiforgery).ConfigureAwait(false) is null)
            return;

        sessions.End(context.User);
        await context.SignOutAsync().ConfigureAwait(false);
        context.Response.Redirect("/sign-in");
    }

    private static async Task Password(HttpContext context, IAntiforgery antiforgery, Sessions sessions)
    {
        if (await Form(context, antiforgery).ConfigureAwait(false) is not { } form)
            return;

        string given = form["password"].ToString(), old = form["old"].ToString(), from = Sessions.AddressOf(context.User);
        ActSetting setting = sessions.Acting(context.User);
        (Officer? officer, ActRefusal? refusal) = await Check(setting, sessions.OfficerOf(context.User)?.Name ?? "", old)
            .ConfigureAwait(false);
        string? why = refusal?.Code ?? (given != form["again"].ToString() ? "DIFFER" : given == old ? "SAME" : null);
        if (why is null && await Desk.Carry(() => new ManageOfficers(setting).Password(officer!, officer!.Name, given))
            .ConfigureAwait(false) is ActOutcome.Refused refused)
            why = refused.Refusal.Code;
        if (why is not null)
        {
            context.Response.Redirect($"/password?why={why}");
            return;
        }

        sessions.End(context.User);
        await context.SignInAsync(sessions.Open(officer!, from, sessions.LastAct())).ConfigureAwait(false);
        context.Response.Redirect("/");
    }

    private static async Task<(Officer? Officer, ActRefusal? Refusal)> Check(ActSetting setting, string name, string password)
    {
        await Door.WaitAsync().ConfigureAwait(false);
        try
        {
            return new SignIn(setting).Run(name, password);
        }
        finally
        {
            Door.Release();
        }
    }

    /// <summary>The form if a page of this service sent it. Otherwise null, and the request is answered with 400.</summary>
    public static async Task<IFormCollection?> Form(HttpContext context, IAntiforgery antiforgery)
    {
        if (context.Request.HasFormContentType && await antiforgery.IsRequestValidAsync(context).ConfigureAwait(false))
            return await context.Request.ReadFormAsync(context.RequestAborted).ConfigureAwait(false);

        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return null;
    }
}
