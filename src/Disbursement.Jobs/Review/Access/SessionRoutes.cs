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
    private const string Busy = "BUSY";

    public static void MapSessions(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/session/open", Open).AllowAnonymous();
        routes.MapPost("/session/close", Close).RequireAuthorization(PowerPolicies.SignedIn);
        routes.MapPost("/session/password", Password).RequireAuthorization(PowerPolicies.SignedIn);
        routes.MapPost("/session/factor", Factor).RequireAuthorization(PowerPolicies.SignedIn);
        routes.MapGet("/session/alive", () => Results.NoContent()).RequireAuthorization(PowerPolicies.SignedIn);
    }

    /// <summary>The path if it lies on this service, otherwise the front page; never another site.</summary>
    public static string Local(string? back) => back is { Length: > 0 } && back[0] == '/'
        && (back.Length == 1 || back[1] is not ('/' or '\\')) && !back.Any(char.IsControl) ? back : "/";

    private static async Task Open(HttpContext context, IAntiforgery antiforgery, Desk desk, Sessions sessions, SignInGate gate,
        KnownBrowser known)
    {
        if (await Form(context, antiforgery).ConfigureAwait(false) is not { } form)
            return;

        string from = context.Connection.RemoteIpAddress?.ToString() ?? "?", back = Local(form["back"]);
        string name = form["name"].ToString();
        string? browser = known.Of(context, name);
        long lastAct = sessions.LastAct();
        (Officer? officer, string? why) = await Check(
            gate, desk.Acting(from), new Try(name, form["password"].ToString(), form["code"], Whose(context, sessions, known)),
            browser ?? SignInGate.PlaceOf(context.Connection.RemoteIpAddress), browser is not null, context.RequestAborted)
            .ConfigureAwait(false);
        if (officer is null)
        {
            context.Response.Redirect($"/sign-in?why={why}&back={Uri.EscapeDataString(back)}");
            return;
        }

        // A new sign-in ends the session that this browser had.
        sessions.End(context.User);
        known.Remember(context, officer);
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

    private static async Task Password(HttpContext context, IAntiforgery antiforgery, Sessions sessions, SignInGate gate)
    {
        if (await Form(context, antiforgery).ConfigureAwait(false) is not { } form)
            return;

        string given = form["password"].ToString(), old = form["old"].ToString(), from = Sessions.AddressOf(context.User);
        ActSetting setting = sessions.Acting(context.User);
        string name = sessions.OfficerOf(context.User)?.Name ?? "";
        (Officer? officer, string? wrong) = await Check(
            gate, setting, new Try(name, old, form["code"], []), $"session of {name}", isKnown: true, context.RequestAborted)
            .ConfigureAwait(false);
        string? why = wrong ?? (given != form["again"].ToString() ? "DIFFER" : given == old ? "SAME" : null);
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

    /// <summary>Keeps the second factor whose secret the page has shown, once the password is right and a code of it was given.</summary>
    private static async Task Factor(HttpContext context, IAntiforgery antiforgery, Sessions sessions, SignInGate gate,
        FactorsUnderWay under)
    {
        if (await Form(context, antiforgery).ConfigureAwait(false) is not { } form)
            return;

        string from = Sessions.AddressOf(context.User), name = sessions.OfficerOf(context.User)?.Name ?? "";
        ActSetting setting = sessions.Acting(context.User);
        (Officer? officer, string? why) = await Check(gate, setting, new Try(name, form["password"].ToString(), null, []),
            $"session of {name}", isKnown: true, context.RequestAborted).ConfigureAwait(false);
        byte[] secret = under.Of(context.User);
        if (why is null && await Desk.Carry(() => new ManageFactors(setting).Enrol(officer!, secret, form["code"].ToString()))
            .ConfigureAwait(false) is ActOutcome.Refused refused)
            why = refused.Refusal.Code;
        if (why is not null)
        {
            context.Response.Redirect($"/factor?why={why}");
            return;
        }

        under.Forget(context.User);
        sessions.End(context.User);
        await context.SignInAsync(sessions.Open(officer!, from, sessions.LastAct())).ConfigureAwait(false);
        context.Response.Redirect("/");
    }

    /// <summary>The officer, or the code of why not.</summary>
    private static async Task<(Officer? Officer, string? Why)> Check(
        SignInGate gate, ActSetting setting, Try asked, string place, bool isKnown, CancellationToken stop)
    {
        using IDisposable? turn = await gate.Enter(place, isKnown, stop).ConfigureAwait(false);
        if (turn is null)
            return (null, Busy);

        (Officer? officer, ActRefusal? refusal) = new SignIn(setting).Run(asked.Name, asked.Password, asked.Code, isKnown, asked.Whose);
        if (officer is null)
            gate.Failed(place);
        return (officer, refusal?.Code);
    }

    /// <summary>Whose browser this is: of whoever is signed in, and of whoever signed in from it last.</summary>
    private static int[] Whose(HttpContext context, Sessions sessions, KnownBrowser known) =>
        [.. new[] { sessions.OfficerOf(context.User)?.Id, known.LastOfficer(context) }.OfType<int>()];

    /// <summary>The form if a page of this service sent it. Otherwise null, and the request is answered with 400.</summary>
    public static async Task<IFormCollection?> Form(HttpContext context, IAntiforgery antiforgery)
    {
        try
        {
            if (context.Request.HasFormContentType && await antiforgery.IsRequestValidAsync(context).ConfigureAwait(false))
                return await context.Request.ReadFormAsync(context.RequestAborted).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is InvalidDataException or BadHttpRequestException or AntiforgeryValidationException)
        {
            // A value is longer than any form of this service has; nothing of it is looked at.
        }

        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return null;
    }

    /// <summary>What somebody says to come in with.</summary>
    private sealed record Try(string Name, string Password, string? Code, IReadOnlyCollection<int> Whose);
}
