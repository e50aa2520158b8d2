using Disbursement.Domain.Officers;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace Disbursement.Jobs.Review.Access;

/// <summary>A page or download that needs one of these powers. The domain says which role has which power.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class NeedsAttribute : AuthorizeAttribute
{
    public const string Prefix = "power:";

    public NeedsAttribute(params OfficialAct[] acts)
    {
        Acts = acts;
        Policy = Prefix + string.Join('+', acts);
    }

    public OfficialAct[] Acts { get; }
}

/// <summary>
/// Makes an authorization policy from the powers that a page names. Without powers, the policy asks for a signed-in officer who has chosen
/// their own password and set up the second factor that their role needs.
/// </summary>
internal sealed class PowerPolicies(IOptions<AuthorizationOptions> options) : DefaultAuthorizationPolicyProvider(options)
{
    /// <summary>Signed in, also with a password that somebody else gave.</summary>
    public const string SignedIn = "signed-in";

    public static AuthorizationPolicy Chosen { get; } =
        new AuthorizationPolicyBuilder()
            .RequireAuthenticatedUser()
            .RequireAssertion(context => !Sessions.MustChangePassword(context.User) && !Sessions.MustEnrolFactor(context.User)).Build();

    public override Task<AuthorizationPolicy?> GetPolicyAsync(string policyName)
    {
        if (policyName == SignedIn)
            return Task.FromResult<AuthorizationPolicy?>(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        if (!policyName.StartsWith(NeedsAttribute.Prefix, StringComparison.Ordinal))
            return base.GetPolicyAsync(policyName);

        OfficialAct[] acts = [.. policyName[NeedsAttribute.Prefix.Length..].Split('+').Select(Enum.Parse<OfficialAct>)];
        return Task.FromResult<AuthorizationPolicy?>(new AuthorizationPolicyBuilder(Chosen)
            .RequireAssertion(context => Sessions.RoleOf(context.User) is { } role && acts.Any(act => Powers.May(role, act))).Build());
    }
}
