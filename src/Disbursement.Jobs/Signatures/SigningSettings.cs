using Disbursement.Jobs.Configuration;
using Microsoft.Extensions.Configuration;

namespace Disbursement.Jobs.Signatures;

/// <summary>Which certificate signs manifests and heads, and whose signatures are believed.</summary>
/// <param name="Certificate">A PKCS #12 file with the private key; null for a trial certificate that is made in
/// <paramref name="TrialFolder"/>.</param>
/// <param name="Password">Its password.</param>
/// <param name="TrialFolder">The folder of the keys.</param>
internal sealed record SigningSettings(string? Certificate, string? Password, string TrialFolder)
{
    private const string Section = "Signing";

    private static readonly string[] Keys = ["Certificate", "Password", "Trial", "Roots", "Known"];

    /// <summary>
    /// Whether a certificate that nobody but its owner vouches for may sign; null where the configuration does not say. Then the trial
    /// certificate of this program signs while none is configured, and a configured one must be vouched for.
    /// </summary>
    public bool? AllowsTrial { get; init; }

    /// <summary>
    /// Files of the authorities that must stand behind the configured certificate, PEM; none: any does that did not sign itself.
    /// </summary>
    public IReadOnlyList<string> Roots { get; init; } = [];

    /// <summary>Files of certificates, PEM or DER, whose heads are believed besides: those that signed earlier.</summary>
    public IReadOnlyList<string> Known { get; init; } = [];

    /// <summary>Reads the section <c>Signing</c>.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="trialFolder">Where a trial certificate is kept.</param>
    /// <exception cref="FormatException">A key is unknown, or a value cannot be read.</exception>
    public static SigningSettings Read(IConfiguration configuration, string trialFolder)
    {
        IConfigurationSection section = configuration.GetSection(Section);
        if (section.UnknownKeys(Keys).FirstOrDefault() is { } strange)
            throw new FormatException(strange);

        return new SigningSettings(section.Text("Certificate"), section.Password(), trialFolder)
        {
            AllowsTrial = section.Text("Trial") is { } trial
                ? bool.TryParse(trial, out bool allows)
                    ? allows
                    : throw new FormatException($"{Section}:Trial '{trial}' is neither true nor false.")
                : null,
            Roots = [.. section.GetSection("Roots").Texts()],
            Known = [.. section.GetSection("Known").Texts()],
        };
    }
}
