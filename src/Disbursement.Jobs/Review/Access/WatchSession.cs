using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.Extensions.Logging;

namespace Disbursement.Jobs.Review.Access;

/// <summary>Redirects an open page to the sign-in within seconds after its session has ended.</summary>
internal sealed class WatchSession(ILoggerFactory logs, Sessions sessions) : RevalidatingServerAuthenticationStateProvider(logs)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(2);

    /// <summary>Redirects the page to the sign-in now.</summary>
    public void Leave() => SetAuthenticationState(Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity()))));

    protected override Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState,
        CancellationToken cancellationToken) =>
        Task.FromResult(sessions.IsAlive(authenticationState.User));
}

/// <summary>
/// Checks the session for each event of an open page. An open session is marked as used; after its end the event is dropped and the page is
/// redirected to the sign-in.
/// </summary>
internal sealed class GuardPage(Sessions sessions, WatchSession watch) : CircuitHandler
{
    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(
        Func<CircuitInboundActivityContext, Task> next) =>
        async context =>
    {
        ClaimsPrincipal session = (await watch.GetAuthenticationStateAsync().ConfigureAwait(false)).User;
        if (session.Identity?.IsAuthenticated == true)
        {
            if (!sessions.IsAlive(session))
            {
                watch.Leave();
                return;
            }

            sessions.Touch(session);
        }

        await next(context).ConfigureAwait(false);
    };
}
