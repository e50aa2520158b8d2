using Disbursement.Jobs.Review.Access;
using Disbursement.Jobs.Schedule;

namespace Disbursement.Jobs.Review.Settings;

/// <summary>What the service is started with.</summary>
/// <param name="Work">Folders, schedules and settings.</param>
/// <param name="Urls">Where it listens, joined by <c>;</c>.</param>
/// <param name="TraceTo">The address of a collector that speaks OTLP; null for none.</param>
internal sealed record ServeOrder(ScheduledWork Work, string Urls, Uri? TraceTo)
{
    /// <summary>How long running work may take to stop.</summary>
    public static readonly TimeSpan StopsWithin = TimeSpan.FromSeconds(30);

    /// <summary>The certificate of https addresses, a PKCS #12 file; null for one that the console makes for itself.</summary>
    public string? Certificate { get; init; }

    public string? CertificatePassword { get; init; }

    /// <summary>Whether plain HTTP may be spoken on another address than the loopback.</summary>
    public bool IsInsecure { get; init; }

    /// <summary>How long a session of the console lasts.</summary>
    public SessionLimits Sessions { get; init; } = SessionLimits.Default;

    /// <summary>Proxies, and the names under which the console answers.</summary>
    public Surroundings Surroundings { get; init; } = Surroundings.None;

    /// <summary>Whether browsers reach the console over https alone: by itself, or through a proxy that was named.</summary>
    public bool IsEncrypted => Surroundings.HasProxies || HasHttps && !Urls.Split(';').Any(IsHttp);

    /// <summary>Whether it listens on https itself.</summary>
    public bool HasHttps => Urls.Split(';').Any(url => url.StartsWith("https:", StringComparison.OrdinalIgnoreCase));

    public ConsoleCookies Cookies => new(IsEncrypted);

    private static bool IsHttp(string url) => url.StartsWith("http:", StringComparison.OrdinalIgnoreCase);
}
