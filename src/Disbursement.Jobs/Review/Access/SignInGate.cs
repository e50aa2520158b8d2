using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;

namespace Disbursement.Jobs.Review.Access;

/// <summary>
/// Lets those in who want to sign in, one after another, since checking a password is slow on purpose. Strangers wait in a short line and
/// are limited by their address; browsers from which somebody has signed in before have a line of their own, so that no flood keeps an
/// officer out.
/// </summary>
internal sealed class SignInGate : IDisposable
{
    /// <summary>Wrong passwords that an address, or a known browser, may give at once.</summary>
    public const int Failures = 20;

    /// <summary>How many of them are forgiven in a minute.</summary>
    public const int ForgivenAMinute = 10;

    /// <summary>How many may wait; whoever comes then is told to come again.</summary>
    public const int Line = 8;

    private readonly ConcurrencyLimiter _strangers = new(new() { PermitLimit = 1, QueueLimit = Line });
    private readonly ConcurrencyLimiter _known = new(new() { PermitLimit = 1, QueueLimit = Line * 4 });
    private readonly PartitionedRateLimiter<string> _failures = PartitionedRateLimiter.Create<string, string>(
        place => RateLimitPartition.GetTokenBucketLimiter(place, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = Failures,
            TokensPerPeriod = ForgivenAMinute,
            ReplenishmentPeriod = TimeSpan.FromMinutes(1),
        }));

    /// <summary>Waits for one's turn.</summary>
    /// <param name="place">The address, or the known browser.</param>
    /// <param name="isKnown">Whether it is a known browser.</param>
    /// <param name="stop">Ends the waiting.</param>
    /// <returns>The turn, to be given back; null where too many are waiting, or too many tries from there were wrong.</returns>
    public async Task<IDisposable?> Enter(string place, bool isKnown, CancellationToken stop)
    {
        // Only failures take a token, so whether one is left is asked and not tried.
        if (_failures.GetStatistics(place) is { CurrentAvailablePermits: < 1 })
            return null;

        RateLimitLease turn = await (isKnown ? _known : _strangers).AcquireAsync(1, stop).ConfigureAwait(false);
        if (turn.IsAcquired)
            return turn;

        turn.Dispose();
        return null;
    }

    /// <summary>Remembers a wrong try.</summary>
    public void Failed(string place) => _failures.AttemptAcquire(place).Dispose();

    /// <summary>The address as it is limited: of IPv6 the network of a subscriber, since one has as many addresses as they like.</summary>
    public static string PlaceOf(IPAddress? address)
    {
        if (address is null)
            return "?";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
            : address.ToString();
    }

    public void Dispose()
    {
        _strangers.Dispose();
        _known.Dispose();
        _failures.Dispose();
    }
}
