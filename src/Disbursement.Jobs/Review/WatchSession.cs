using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.Extensions.Logging;

namespace Disbursement.Jobs.Review;

/// <summary>When somebody last did something on an open page.</summary>
internal sealed class LastTouch(Desk desk) : CircuitHandler
{
    public DateTimeOffset At { get; private set; } = desk.Now;

    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) => context =>
    {
        At = desk.Now;
        return next(context);
    };
}

/// <summary>Ends an open page's session within seconds of the officer being disabled, given another role or password, or being away too long.</summary>
internal sealed class WatchSession(ILoggerFactory logs, Sessions sessions, Desk desk, LastTouch touch) : RevalidatingServerAuthenticationStateProvider(logs)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(2);

    protected override Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        Task.FromResult(desk.Now - touch.At < Sessions.IdleLimit && sessions.IsAlive(authenticationState.User));
}
