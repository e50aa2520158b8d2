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

    /// <summary>The certificate of https addresses, a PKCS #12 file; null for none.</summary>
    public string? Certificate { get; init; }

    public string? CertificatePassword { get; init; }

    /// <summary>How long a session of the console lasts.</summary>
    public SessionLimits Sessions { get; init; } = SessionLimits.Default;
}
