using Microsoft.AspNetCore.Http;

namespace Disbursement.Jobs.Review.Shell;

/// <summary>
/// The circuit of a page is opened by a page of this service alone: no cookie rule and no form token keeps the page of another site from
/// opening a WebSocket, but the browser says whose page it is.
/// </summary>
internal static class GuardOrigin
{
    private const string Circuits = "/_blazor";

    /// <summary>Lets a request pass, or answers it with 403.</summary>
    public static Task Pass(HttpContext context, RequestDelegate next, bool isEncrypted)
    {
        if (!context.Request.Path.StartsWithSegments(Circuits, StringComparison.OrdinalIgnoreCase) || IsOwn(context, isEncrypted))
            return next(context);

        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    /// <summary>Every browser names the origin of a WebSocket and of a POST; a request that names none is neither.</summary>
    private static bool IsOwn(HttpContext context, bool isEncrypted)
    {
        string? origin = context.Request.Headers.Origin;
        if (string.IsNullOrEmpty(origin))
            return !context.WebSockets.IsWebSocketRequest && !context.Request.Headers.ContainsKey("Upgrade")
                && HttpMethods.IsGet(context.Request.Method);

        return Uri.TryCreate(origin, UriKind.Absolute, out Uri? page)
            && page.Authority.Equals(context.Request.Host.Value, StringComparison.OrdinalIgnoreCase)
            && (!isEncrypted || page.Scheme == Uri.UriSchemeHttps);
    }
}
