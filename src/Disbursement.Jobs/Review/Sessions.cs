using System.Globalization;
using System.Security.Claims;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Store;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Disbursement.Jobs.Review;

/// <summary>Who is signed in to the console. A session names an officer and what the account rested on; it is over as soon as that changes.</summary>
internal sealed class Sessions(Desk desk)
{
    public const string MustChange = "must-change";
    private const string Stamp = "stamp";
    private const string From = "from";

    /// <summary>How long nobody may touch anything.</summary>
    public static readonly TimeSpan IdleLimit = TimeSpan.FromMinutes(30);

    /// <summary>The session of an officer who has just proved who they are.</summary>
    public ClaimsPrincipal Open(Officer officer, string from)
    {
        using DisbursementDb db = desk.Read();
        List<Claim> claims =
        [
            new(ClaimTypes.NameIdentifier, officer.Id.ToString(CultureInfo.InvariantCulture)), new(ClaimTypes.Name, officer.Name), new(ClaimTypes.Role, Powers.Text(officer.Role)),
            new(Stamp, OfficerStamp.Of(db, officer.Id) ?? ""), new(From, from),
        ];
        if (OfficerStamp.HasGivenPassword(db, officer))
            claims.Add(new Claim(MustChange, "1"));
        return new ClaimsPrincipal(new ClaimsIdentity(claims, CookieAuthenticationDefaults.AuthenticationScheme));
    }

    /// <summary>Whether the officer may still act as they could when they signed in.</summary>
    public bool IsAlive(ClaimsPrincipal session)
    {
        if (Id(session) is not { } id)
            return false;

        using DisbursementDb db = desk.Read();
        return OfficerStamp.Of(db, id) is { } stamp && stamp == session.FindFirstValue(Stamp);
    }

    /// <summary>The officer as they are now; null where the session is over.</summary>
    public Officer? OfficerOf(ClaimsPrincipal session)
    {
        if (!IsAlive(session))
            return null;

        using DisbursementDb db = desk.Read();
        return OfficerStamp.Present(db, Id(session)!.Value);
    }

    /// <summary>The address that they signed in from.</summary>
    public static string AddressOf(ClaimsPrincipal session) => session.FindFirstValue(From) ?? "?";

    public static bool MustChangePassword(ClaimsPrincipal session) => session.HasClaim(MustChange, "1");

    /// <summary>The role of a session; null for nobody.</summary>
    public static OfficerRole? RoleOf(ClaimsPrincipal session) => session.FindFirstValue(ClaimTypes.Role) is { } text && Powers.TryParse(text, out OfficerRole role) ? role : null;

    private static int? Id(ClaimsPrincipal session) =>
        session.Identity?.IsAuthenticated == true && int.TryParse(session.FindFirstValue(ClaimTypes.NameIdentifier), NumberStyles.None, CultureInfo.InvariantCulture, out int id) ? id : null;
}
