using System.Globalization;
using System.Security.Claims;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Tables;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Disbursement.Jobs.Review.Access;

/// <summary>
/// Decides who is signed in to the console, for pages, downloads and acts. The cookie names a session. A session ends by sign-out, by a
/// limit of time, and when the officer gets a new password, another role or other counties, or is disabled, by this process or by another
/// one.
/// </summary>
internal sealed class Sessions(Desk desk, OpenSessions open)
{
    public const string MustChange = "must-change";
    public const string MustEnrol = "must-enrol";
    private const string Id = "session";
    private const string From = "from";

    /// <summary>
    /// The last act on record. It is read before a password is checked, so that no change of the account during the check is missed.
    /// </summary>
    public long LastAct()
    {
        using DisbursementDb db = desk.Read();
        return OfficerStamp.LastAct(db);
    }

    /// <summary>Opens a session for an officer who has just given the right password.</summary>
    /// <param name="officer">The officer.</param>
    /// <param name="from">The address that they sign in from.</param>
    /// <param name="lastAct">What <see cref="LastAct"/> was before the password was checked.</param>
    public ClaimsPrincipal Open(Officer officer, string from, long lastAct)
    {
        using DisbursementDb db = desk.Read();
        List<Claim> claims =
        [
            new(ClaimTypes.NameIdentifier, officer.Id.ToString(CultureInfo.InvariantCulture)), new(ClaimTypes.Name, officer.Name),
            new(ClaimTypes.Role, officer.Role.Word()),
            new(Id, open.Open(officer.Id, OfficerStamp.Of(db, officer.Id) ?? "", lastAct)), new(From, from),
        ];
        if (OfficerStamp.Given(db, officer) is not null)
            claims.Add(new Claim(MustChange, "1"));
        if (desk.Work.Terms.NeedsFactor(officer.Role) && !HasFactor(db, officer.Id))
            claims.Add(new Claim(MustEnrol, "1"));
        return new ClaimsPrincipal(new ClaimsIdentity(claims, CookieAuthenticationDefaults.AuthenticationScheme));
    }

    /// <summary>Ends a session for good: in every tab, on every open page, and for every copy of its cookie.</summary>
    public void End(ClaimsPrincipal session)
    {
        if (IdOf(session) is { } id)
            open.End(id);
    }

    /// <summary>Marks the session as used now.</summary>
    public void Touch(ClaimsPrincipal session)
    {
        if (IdOf(session) is { } id)
            open.Touch(id);
    }

    /// <summary>Whether the officer may still act as they could when they signed in.</summary>
    public bool IsAlive(ClaimsPrincipal session) => OfficerOf(session) is not null;

    /// <summary>The officer as they are now; null where the session is over.</summary>
    public Officer? OfficerOf(ClaimsPrincipal session)
    {
        using DisbursementDb db = desk.Read();
        return OfficerOf(session, db);
    }

    /// <summary>
    /// The setting of an act of this session. The act checks the session again inside its transaction, when no other process can write.
    /// </summary>
    public ActSetting Acting(ClaimsPrincipal session) =>
        desk.Acting(AddressOf(session)) with { IsSignedIn = db => OfficerOf(session, db) is not null };

    /// <summary>The address that they signed in from.</summary>
    public static string AddressOf(ClaimsPrincipal session) => session.FindFirstValue(From) ?? "?";

    public static bool MustChangePassword(ClaimsPrincipal session) => session.HasClaim(MustChange, "1");

    public static bool MustEnrolFactor(ClaimsPrincipal session) => session.HasClaim(MustEnrol, "1");

    /// <summary>Whether the officer of a session has a second factor.</summary>
    public bool HasFactor(ClaimsPrincipal session)
    {
        using DisbursementDb db = desk.Read();
        return OfficerOf(session, db) is { } officer && HasFactor(db, officer.Id);
    }

    private static bool HasFactor(DisbursementDb db, int officer) =>
        db.Officers.ToRead().Any(one => one.Id == officer && one.Factor != null);

    /// <summary>What tells one session from another; empty for nobody.</summary>
    public static string KeyOf(ClaimsPrincipal session) => IdOf(session) ?? "";

    /// <summary>The role of a session; null for nobody.</summary>
    public static OfficerRole? RoleOf(ClaimsPrincipal session) =>
        StoredWords.Find<OfficerRole>(session.FindFirstValue(ClaimTypes.Role));

    private Officer? OfficerOf(ClaimsPrincipal session, DisbursementDb db)
    {
        if (IdOf(session) is not { } id || open.Find(id) is not { } known)
            return null;
        if (OfficerStamp.Of(db, known.Officer) == known.Stamp && OfficerStamp.Present(db, known.Officer) is { } officer
            && !OfficerStamp.HasChangedSince(db, officer, known.LastAct))
            return officer;

        open.End(id);
        return null;
    }

    private static string? IdOf(ClaimsPrincipal session) => session.Identity?.IsAuthenticated == true ? session.FindFirstValue(Id) : null;
}
