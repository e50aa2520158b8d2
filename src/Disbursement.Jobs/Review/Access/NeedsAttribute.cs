using Disbursement.Domain.Officers;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace Disbursement.Jobs.Review.Access;

/// <summary>A page or download for whoever holds one of these powers; the domain says who does.</summary>
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

/// <summary>Makes a policy of the powers that a page names. Everybody else must be signed in and have chosen their password.</summary>
internal sealed class PowerPolicies(IOptions<AuthorizationOptions> options) : DefaultAuthorizationPolicyProvider(options)
{
    /// <summary>Signed in, whatever the password.</summary>
    public const string SignedIn = "signed-in";

    public static AuthorizationPolicy Chosen { get; } =
        new AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireAssertion(context => !Sessions.MustChangePassword(context.User)).Build();

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
