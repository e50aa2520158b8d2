using Disbursement.Jobs.Review.Access;
using Disbursement.Jobs.Review.Words;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Disbursement.Jobs.Review.Shell;

/// <summary>Keeps what a browser prefers, language and light or dark, and hands out the style sheets of the two themes.</summary>
internal static class PreferenceRoutes
{
    public const string ThemeCookie = "disburse-theme";

    public static void MapPreferences(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/prefer", Prefer).AllowAnonymous();
        routes.MapGet("/theme/{name}.css", Theme).AllowAnonymous();
    }

    private static void Prefer(HttpContext context, string? language, string? theme, string? back)
    {
        CookieOptions year = new()
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            MaxAge = TimeSpan.FromDays(365),
            IsEssential = true,
            Secure = context.Request.IsHttps,
        };
        if (language is "zh" or "en")
            context.Response.Cookies.Append(Spoken.LanguageCookie, language, year);
        if (theme is "light" or "dark")
            context.Response.Cookies.Append(ThemeCookie, theme, year);
        else if (theme is "auto")
            context.Response.Cookies.Delete(ThemeCookie);
        context.Response.Redirect(SessionRoutes.Local(back));
    }

    private static async Task<IResult> Theme(HttpContext context, string name, ThemeSheets sheets)
    {
        if (name is not ("light" or "dark"))
            return Results.NotFound();

        context.Response.Headers.CacheControl = "public, max-age=3600";
        return Results.Text(await sheets.Of(name == "dark").ConfigureAwait(false), "text/css");
    }
}
