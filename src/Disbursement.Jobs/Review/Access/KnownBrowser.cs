using System.Globalization;
using System.Security.Cryptography;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace Disbursement.Jobs.Review.Access;

/// <summary>
/// Remembers in a browser that an officer has signed in from it. It opens nothing by itself: it lets the officer's next sign-in pass those
/// of strangers.
/// </summary>
internal sealed class KnownBrowser(IDataProtectionProvider protection, ConsoleCookies cookies)
{
    private readonly string _cookie = cookies.Named("disburse-known");

    private static readonly TimeSpan For = TimeSpan.FromDays(180);

    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("known-browser").ToTimeLimitedDataProtector();

    /// <summary>The number of the browser, where this name signed in from it before; null for any other.</summary>
    public string? Of(HttpContext context, string name) => Read(context) is [string number, string known, _]
        && known == OfficerNames.Fold(name) ? number : null;

    /// <summary>The number of the officer who signed in from it last; null where nobody has.</summary>
    public int? LastOfficer(HttpContext context) => Read(context) is [_, _, string officer]
        ? int.Parse(officer, CultureInfo.InvariantCulture)
        : null;

    private string[] Read(HttpContext context)
    {
        if (context.Request.Cookies[_cookie] is not { } cookie)
            return [];

        try
        {
            return _protector.Unprotect(cookie).Split('\n');
        }
        catch (CryptographicException)
        {
            return [];
        }
    }

    /// <summary>Remembers it, under the number that it has or a new one.</summary>
    public void Remember(HttpContext context, Officer officer)
    {
        string number = Of(context, officer.Name) ?? DrawSessionId.Run(), id = officer.Id.ToString(CultureInfo.InvariantCulture);
        string known = _protector.Protect($"{number}\n{OfficerNames.Fold(officer.Name)}\n{id}", For);
        context.Response.Cookies.Append(_cookie, known, new CookieOptions
        {
            HttpOnly = true,
            Secure = cookies.AreEncrypted || context.Request.IsHttps,
            SameSite = SameSiteMode.Strict,
            IsEssential = true,
            MaxAge = For,
            Path = cookies.AreEncrypted ? "/" : "/session",
        });
    }
}
