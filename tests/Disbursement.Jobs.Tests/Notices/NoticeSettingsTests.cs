using Disbursement.Jobs.Notices;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Tests.Rosters;
using Disbursement.Jobs.Tests.Schedule;
using Microsoft.Extensions.Configuration;

namespace Disbursement.Jobs.Tests.Notices;

public sealed class NoticeSettingsTests
{
    private const string Hidden = "a thing to be hidden";

    private static readonly string[] Email = ["Notices:Email:Enabled=true", "Notices:Email:Host=mail.example.org",
        "Notices:Email:From=disburse@example.org", "Notices:Email:To:0=office@example.org"];

    private static readonly string[] Webhook =
        ["Notices:Webhook:Enabled=true", "Notices:Webhook:Url=https://notices.example/disburse", $"Notices:Webhook:Secret={Hidden}"];

    [Test]
    public void Both_ways_are_off_as_shipped_and_without_a_word_of_them()
    {
        IConfiguration shipped = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(Repository.Root, "src", "Disbursement.Jobs", "appsettings.json")).Build();

        Assert.That((NoticeSettings.Read(shipped).Channels.Count, NoticeSettings.Read(TestService.Configuration()).Channels.Count,
            NoticeSettings.Off.Channels.Count), Is.EqualTo((0, 0, 0)));
    }

    [TestCase("StartTls", 587)]
    [TestCase("Tls", 465)]
    [TestCase("None", 25)]
    public void The_port_is_the_usual_one_of_the_security(string security, int port) =>
        Assert.That(Read([.. Email, $"Notices:Email:Security={security}"]).Email!.Port, Is.EqualTo(port));

    [Test]
    public void Mails_are_chinese_and_encrypted_unless_the_settings_say_otherwise()
    {
        EmailSettings email = Read(Email).Email!;

        Assert.That((email.Security, email.IsChinese, email.User, email.Authorities),
            Is.EqualTo((MailSecurity.StartTls, true, (string?)null, (object?)null)));
    }

    [Test]
    public void Recipients_are_a_list_or_one_text()
    {
        EmailSettings email = Read([.. Email[..3], "Notices:Email:To=one@example.org; Two <two@example.org>"]).Email!;

        Assert.That(email.To.Select(to => to.Address), Is.EqualTo(new[] { "one@example.org", "two@example.org" }));
    }

    [TestCase("Notices:Email:Host=", "Notices:Email:Host is missing")]
    [TestCase("Notices:Email:Host=mail.example.org:587", "Notices:Email:Host 'mail.example.org:587'")]
    [TestCase("Notices:Email:Port=0", "Notices:Email:Port '0'")]
    [TestCase("Notices:Email:Port=smtp", "Notices:Email:Port 'smtp'")]
    [TestCase("Notices:Email:Security=Ssl", "Notices:Email:Security 'Ssl'")]
    [TestCase("Notices:Email:Security=1", "Notices:Email:Security '1'")]
    [TestCase("Notices:Email:From=disburse", "Notices:Email:From 'disburse'")]
    [TestCase("Notices:Email:From=", "Notices:Email:From is missing")]
    [TestCase("Notices:Email:To:0=office@", "Notices:Email:To 'office@'")]
    [TestCase("Notices:Email:To:0=", "Notices:Email:To names nobody")]
    [TestCase("Notices:Email:Language=fr", "Notices:Email:Language 'fr'")]
    [TestCase("Notices:Email:User=disburse", "Notices:Email:User and Notices:Email:Password")]
    [TestCase("Notices:Email:Password=" + Hidden, "Notices:Email:User and Notices:Email:Password")]
    [TestCase("Notices:Email:Security=None;Notices:Email:User=disburse;Notices:Email:Password=" + Hidden, "Notices:Email:Security None "
        + "would send the password")]
    [TestCase("Notices:Email:CaFile=nowhere.pem", "Notices:Email:CaFile 'nowhere.pem'")]
    [TestCase("Notices:Email:Enabled=perhaps", "Notices:Email:Enabled 'perhaps'")]
    [TestCase("Notices:Email:Server=x", "Notices:Email:Server is unknown")]
    [TestCase("Notices:Phone:Enabled=true", "Notices:Phone is unknown")]
    public void A_mistake_in_the_mail_settings_is_named(string setting, string named) => Names(Email, setting, named);

    [TestCase("Notices:Webhook:Url=", "Notices:Webhook:Url is missing")]
    [TestCase("Notices:Webhook:Url=http://notices.example/disburse", "Notices:Webhook:Url must begin with https://")]
    [TestCase("Notices:Webhook:Url=http://localhost.example/", "Notices:Webhook:Url must begin with https://")]
    [TestCase("Notices:Webhook:Url=ftp://notices.example/", "Notices:Webhook:Url is no address")]
    [TestCase("Notices:Webhook:Url=https://user:" + "pass@notices.example/", "Notices:Webhook:Url is no address")]
    [TestCase("Notices:Webhook:Url=/hook", "Notices:Webhook:Url is no address")]
    [TestCase("Notices:Webhook:Secret=", "Notices:Webhook:Secret is missing")]
    [TestCase("Notices:Webhook:Secret=too short", "Notices:Webhook:Secret is shorter than 16")]
    public void A_mistake_in_the_webhook_settings_is_named(string setting, string named) => Names(Webhook, setting, named);

    [TestCase("http://127.0.0.1:9000/hook")]
    [TestCase("http://localhost/hook")]
    [TestCase("http://[::1]/hook")]
    public void A_receiver_on_this_machine_needs_no_encryption(string url) =>
        Assert.That(Read([.. Webhook.Where(line => !line.Contains("Url", StringComparison.Ordinal)),
            $"Notices:Webhook:Url={url}"]).Webhook!.Url.IsLoopback);

    [Test]
    public void A_way_that_is_off_is_not_looked_at_closely() =>
        Assert.That(Read(["Notices:Email:Enabled=false", "Notices:Email:Port=", "Notices:Webhook:Secret=short"]).Channels, Is.Empty);

    private static void Names(string[] sound, string setting, string named)
    {
        string[] changed = setting.Split(';');
        string[] settings = [.. sound.Where(line => changed.All(other => line.Split('=')[0] != other.Split('=')[0])), .. changed];

        RunRefusal refusal = Assert.Throws<RunRefusal>(() => Read(settings));

        Assert.That(refusal.Lines, Has.Some.StartsWith(named));
        Assert.That(string.Join('\n', refusal.Lines) + refusal.Message,
            Does.Not.Contain(Hidden).And.Not.Contain("too short").And.Not.Contain("pass@"));
    }

    private static NoticeSettings Read(string[] settings) => NoticeSettings.Read(TestService.Configuration(settings));
}
