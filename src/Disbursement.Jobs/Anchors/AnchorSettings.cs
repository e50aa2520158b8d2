using Disbursement.Jobs.Configuration;
using Disbursement.Jobs.Signatures;
using Microsoft.Extensions.Configuration;

namespace Disbursement.Jobs.Anchors;

/// <summary>Where the heads of the chains are kept, and what vouches for them.</summary>
internal sealed record AnchorSettings
{
    private const string Section = "Heads";

    private static readonly string[] Keys = ["File", "Copies", "TimeStampAuthority", "TimeStampRoots"];

    /// <summary>Heads in the data folder, signed with the trial certificate.</summary>
    public static AnchorSettings Default { get; } = new();

    /// <summary>Heads that nobody signs: for a database that lasts as long as one replay.</summary>
    public static AnchorSettings Unsigned { get; } = new() { Signing = null };

    /// <summary>The file of heads; null for the one in the data folder.</summary>
    public string? File { get; init; }

    /// <summary>Folders, on other machines or on media that are written once, that get each head too.</summary>
    public IReadOnlyList<string> Copies { get; init; } = [];

    /// <summary>The authority that is asked for the time of each head; null for none.</summary>
    public TimeStampSettings? TimeStamps { get; init; }

    /// <summary>What signs heads; the folder of a trial certificate is that of the data folder's keys. Null for nothing.</summary>
    public SigningSettings? Signing { get; init; } = new(null, null, "");

    /// <summary>
    /// Reads <c>Heads</c>, which is a path, or a section with <c>File</c>, <c>Copies</c>, <c>TimeStampAuthority</c> and
    /// <c>TimeStampRoots</c>; and <c>Signing</c>.
    /// </summary>
    /// <exception cref="FormatException">A value cannot be read.</exception>
    public static AnchorSettings Read(IConfiguration configuration)
    {
        IConfigurationSection section = configuration.GetSection(Section);
        if (section.UnknownKeys(Keys).FirstOrDefault() is { } strange)
            throw new FormatException(strange);

        return new AnchorSettings
        {
            File = Given(section.Value) ?? Given(section["File"]),
            Copies = [.. section.GetSection("Copies").Texts()],
            TimeStamps = Authority(Given(section["TimeStampAuthority"]), Given(section["TimeStampRoots"])),
            Signing = SigningSettings.Read(configuration, ""),
        };
    }

    private static TimeStampSettings? Authority(string? address, string? roots)
    {
        if (address is null)
            return roots is null
                ? null
                : throw new FormatException($"{Section}:TimeStampRoots is given, and {Section}:TimeStampAuthority is missing.");

        return Uri.TryCreate(address, UriKind.Absolute, out Uri? url) && (url.Scheme is "http" or "https")
            ? new TimeStampSettings(url, roots)
            : throw new FormatException($"{Section}:TimeStampAuthority '{address}' is not an address such as http://tsa.example/.");
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
