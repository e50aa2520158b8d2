using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Disbursement.Domain.Words;
using Disbursement.Jobs.Configuration;
using Disbursement.Jobs.Runs;
using Microsoft.Extensions.Configuration;
using MimeKit;

namespace Disbursement.Jobs.Notices;

/// <summary>How the way to the mail server is kept secret.</summary>
internal enum MailSecurity
{
    StartTls,
    Tls,
    None,
}

/// <summary>The mail server and who gets the mails. A class and no record: nothing prints its password by accident.</summary>
internal sealed class EmailSettings
{
    public required string Host { get; init; }

    public required int Port { get; init; }

    public required MailSecurity Security { get; init; }

    /// <summary>Null where the server wants no sign-in.</summary>
    public string? User { get; init; }

    public string? Password { get; init; }

    public required MailboxAddress From { get; init; }

    public required IReadOnlyList<MailboxAddress> To { get; init; }

    public bool IsChinese { get; init; } = true;

    /// <summary>The only authorities that are believed; null for those of the machine.</summary>
    public X509Certificate2Collection? Authorities { get; init; }
}

/// <summary>Who is told by HTTP. A class and no record: nothing prints its secret by accident.</summary>
internal sealed class WebhookSettings
{
    public required Uri Url { get; init; }

    /// <summary>What each body is signed with.</summary>
    public required string Secret { get; init; }

    /// <summary>The only authorities that are believed; null for those of the machine.</summary>
    public X509Certificate2Collection? Authorities { get; init; }
}

/// <summary>The section <c>Notices</c> of the configuration. Both ways are off unless it switches them on.</summary>
internal sealed class NoticeSettings
{
    public const string Section = "Notices";
    public const int ShortestSecret = 16;

    private static readonly string[] EmailKeys =
        ["Enabled", "Host", "Port", "Security", "User", "Password", "From", "To", "Language", "CaFile"];
    private static readonly string[] WebhookKeys = ["Enabled", "Url", "Secret", "CaFile"];

    private readonly List<string> _mistakes = [];

    private NoticeSettings()
    {
    }

    public static NoticeSettings Off { get; } = new();

    /// <summary>Null while it is off.</summary>
    public EmailSettings? Email { get; private set; }

    /// <summary>Null while it is off.</summary>
    public WebhookSettings? Webhook { get; private set; }

    /// <summary>The channels that are on, by name.</summary>
    public IReadOnlyList<string> Channels =>
        [.. Email is null ? [] : new[] { SendEmail.Channel }, .. Webhook is null ? [] : new[] { PostWebhook.Channel }];

    /// <summary>Reads the section.</summary>
    /// <exception cref="RunRefusal">Something is missing or nonsense; every mistake is named, no password or secret is.</exception>
    public static NoticeSettings Read(IConfiguration configuration)
    {
        NoticeSettings settings = new();
        IConfigurationSection section =
            configuration.GetSection(Section), email = section.GetSection("Email"), webhook = section.GetSection("Webhook");
        settings._mistakes.AddRange(section.UnknownKeys("Email", "Webhook"));
        settings._mistakes.AddRange(email.UnknownKeys(EmailKeys));
        settings._mistakes.AddRange(webhook.UnknownKeys(WebhookKeys));
        if (settings.IsOn(email))
            settings.Email = settings.ReadEmail(email);
        if (settings.IsOn(webhook))
            settings.Webhook = settings.ReadWebhook(webhook);
        return settings._mistakes.Count == 0 ? settings : throw new RunRefusal(
            $"The configuration of the notices has {Counted.Of(settings._mistakes.Count, "mistake")}. Nothing was started.",
            settings._mistakes);
    }

    private EmailSettings? ReadEmail(IConfigurationSection section)
    {
        string? host = Needed(section, "Host"), user = section.Text("User"), password = section.Password(),
            language = section.Text("Language") ?? "zh";
        MailSecurity security = MailSecurity.StartTls;
        if (section.Text("Security") is { } word
            && !(Enum.TryParse(word, ignoreCase: true, out security) && Enum.IsDefined(security) && !char.IsAsciiDigit(word[0])))
            _mistakes.Add($"{section.Path}:Security '{word}' is none of StartTls, Tls, None.");
        if (host is not null && Uri.CheckHostName(host) == UriHostNameType.Unknown)
            _mistakes.Add($"{section.Path}:Host '{host}' is no name or address of a server; the port has a setting of its own.");
        if (user is null != password is null)
            _mistakes.Add($"{section.Path}:User and {section.Path}:Password are given together or not at all.");
        if (security == MailSecurity.None && user is not null && host is not null && !IsThisMachine(host))
            _mistakes.Add($"{section.Path}:Security None would send the password in the clear to another machine; choose StartTls or Tls.");
        if (language is not ("zh" or "en"))
            _mistakes.Add($"{section.Path}:Language '{language}' is neither zh nor en.");

        MailboxAddress? from = Needed(section, "From") is { } sender ? Mailbox(section, "From", sender) : null;
        MailboxAddress?[] to =
        [
            .. section.GetSection("To").Texts(';').Distinct(StringComparer.OrdinalIgnoreCase).Select(one => Mailbox(section, "To", one)),
        ];
        if (to.Length == 0)
            _mistakes.Add($"{section.Path}:To names nobody.");
        int port = Port(section, security);
        X509Certificate2Collection? authorities = Authorities(section);
        return _mistakes.Count > 0 ? null : new EmailSettings
        {
            Host = host!,
            Port = port,
            Security = security,
            User = user,
            Password = password,
            From = from!,
            To = [.. to.OfType<MailboxAddress>()],
            IsChinese = language == "zh",
            Authorities = authorities,
        };
    }

    private WebhookSettings? ReadWebhook(IConfigurationSection section)
    {
        string? url = Needed(section, "Url"), secret = Needed(section, "Secret");
        if (secret is { Length: < ShortestSecret })
            _mistakes.Add($"{section.Path}:Secret is shorter than {ShortestSecret} characters.");

        // An address may hold a key of the receiver's: it is not repeated.
        bool isAddress = Uri.TryCreate(url, UriKind.Absolute, out Uri? address)
            && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp) && address.UserInfo.Length == 0;
        if (url is not null && !isAddress)
            _mistakes.Add($"{section.Path}:Url is no address such as https://notices.example/disburse, without user or password.");
        if (isAddress && address!.Scheme == Uri.UriSchemeHttp && !address.IsLoopback)
            _mistakes.Add($"{section.Path}:Url must begin with https://; http:// is for this machine alone.");
        X509Certificate2Collection? authorities = Authorities(section);
        return _mistakes.Count > 0 ? null : new WebhookSettings { Url = address!, Secret = secret!, Authorities = authorities };
    }

    private bool IsOn(IConfigurationSection section)
    {
        string enabled = section.Text("Enabled") ?? "false";
        if (bool.TryParse(enabled, out bool isOn))
            return isOn;

        _mistakes.Add($"{section.Path}:Enabled '{enabled}' is neither true nor false.");
        return false;
    }

    private int Port(IConfigurationSection section, MailSecurity security)
    {
        int usual = security switch { MailSecurity.StartTls => 587, MailSecurity.Tls => 465, _ => 25 };
        if (section.Text("Port") is not { } text)
            return usual;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port is > 0 and <= 65535)
            return port;

        _mistakes.Add($"{section.Path}:Port '{text}' is not a number from 1 to 65535.");
        return usual;
    }

    private MailboxAddress? Mailbox(IConfigurationSection section, string key, string text)
    {
        if (MailboxAddress.TryParse(text, out MailboxAddress? mailbox)
            && mailbox.Address.IndexOf('@', StringComparison.Ordinal) is > 0 and int at && at < mailbox.Address.Length - 1)
            return mailbox;

        _mistakes.Add($"{section.Path}:{key} '{text}' is no mail address such as office@example.org.");
        return null;
    }

    private X509Certificate2Collection? Authorities(IConfigurationSection section)
    {
        if (section.Text("CaFile") is not { } path)
            return null;

        try
        {
            X509Certificate2Collection found = [];
            found.ImportFromPemFile(path);
            if (found.Count > 0)
                return found;
            _mistakes.Add($"{section.Path}:CaFile '{path}' holds no certificate in PEM form.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            _mistakes.Add($"{section.Path}:CaFile '{path}' cannot be read as certificates in PEM form.");
        }

        return null;
    }

    private string? Needed(IConfigurationSection section, string key)
    {
        if (section.Text(key) is { } text)
            return text;

        _mistakes.Add($"{section.Path}:{key} is missing, and {section.Path}:Enabled is true.");
        return null;
    }

    private static bool IsThisMachine(string host) => new UriBuilder(Uri.UriSchemeHttp, host).Uri.IsLoopback;
}
