using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Anchors;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Rosters;
using Disbursement.Jobs.Tests.Tools;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Disbursement.Jobs.Tests.Proofs;

/// <summary>
/// Heads are stamped by an authority, which openssl plays here; while it is away acts go on, and the next head asks again.
/// </summary>
[TestFixture]
internal sealed class TimeStampTests
{
    private string _folder = null!;
    private bool _isAway;

    [SetUp]
    public void Prepare()
    {
        _ = RequiredTool.PathOf("openssl");
        _isAway = false;
        _folder = Directory.CreateTempSubdirectory("disburse-authority").FullName;
        Issue();
    }

    [TearDown]
    public void Clear() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task A_head_is_stamped_and_one_that_could_not_be_is_followed_by_one_that_is()
    {
        await using WebApplication authority = await Start();
        using TestOffice office = Office(authority.Urls.First());
        _ = office.Add("chen", OfficerRole.Administrator);
        int first = Stamps(office).Length;
        _isAway = true;
        office.Inputs.Clock.Advance(TimeSpan.FromHours(1));
        _ = office.Add("zhang", OfficerRole.Operator);
        int away = Stamps(office).Length;
        _isAway = false;
        office.Inputs.Clock.Advance(TimeSpan.FromHours(1));
        _ = office.Add("li", OfficerRole.Reviewer);

        Assert.That((first, away, Stamps(office).Length), Is.EqualTo((1, 1, 2)));
        Assert.That(office.Number("SELECT COUNT(*) FROM officers"), Is.EqualTo(3), "an act does not wait for the authority");
        Assert.That(office.Breaks(), Is.Empty);
        Assert.That(office.Checks().SelectMany(check => check.Notes), Has.Some.Match("2 heads bear a time stamp, the newest of [0-9-]+T"));
    }

    [Test]
    public async Task A_stamp_of_another_head_an_altered_one_and_one_of_an_authority_that_is_not_trusted_are_named()
    {
        await using WebApplication authority = await Start();
        using TestOffice office = Office(authority.Urls.First());
        _ = office.Add("chen", OfficerRole.Administrator);
        _ = office.Add("zhang", OfficerRole.Operator);
        string[] lines = Stamps(office);
        string[] heads = [.. lines.Select(line => line[..line.LastIndexOf(' ')])], tokens = [.. lines.Select(line => line.Split(' ')[^1])];

        File.WriteAllLines(StampsOf(office), [$"{heads[0]} {tokens[1]}"]);
        string[] ofAnother = office.Breaks();
        byte[] altered = Convert.FromBase64String(tokens[0]);
        altered[altered.Length / 2] ^= 1;
        File.WriteAllLines(StampsOf(office), [$"{heads[0]} {Convert.ToBase64String(altered)}"]);
        string[] broken = office.Breaks();
        File.WriteAllLines(StampsOf(office), lines);
        (_, _, string? untrusted) = new TimeStamps(StampsOf(office), new(new Uri("http://localhost/"), Path.Combine(_folder, "other.pem")))
            .Prove(() => heads.ToHashSet(StringComparer.Ordinal));

        Assert.That(ofAnother, Has.Length.EqualTo(1).And.All.EndsWith("line 1: the time stamp is not one of this head"));
        Assert.That(broken, Has.Length.EqualTo(1).And.All.StartsWith("1: "));
        Assert.That(untrusted, Does.Match("signed by CN=Test time stamps, behind whom none of .*other.pem stands"));
        Assert.That(office.Breaks(), Is.Empty);
    }

    [Test]
    public async Task A_head_of_last_year_that_is_stamped_today_is_named()
    {
        await using WebApplication authority = await Start();
        using TestOffice office = Office(authority.Urls.First(), isToday: false);
        _ = office.Add("chen", OfficerRole.Administrator);

        Assert.That(office.Breaks(), Has.Length.EqualTo(1).And.All.Match("line 1: the head of 2026-06-01T.* was stamped on "));
    }

    [Test]
    public async Task A_stamp_that_a_fault_cut_short_accuses_nobody_wherever_it_was_cut()
    {
        await using WebApplication authority = await Start();
        using TestOffice office = Office(authority.Urls.First());
        _ = office.Add("chen", OfficerRole.Administrator);
        string line = Stamps(office)[0];

        int token = line.LastIndexOf(' ');
        foreach (int length in new[] { 1, 21, token - 1, token, token + 3, line.Length / 2, line.Length - 1 })
        {
            File.WriteAllLines(StampsOf(office), [line[..length], line]);
            Assert.That(office.Breaks(), Is.Empty, $"{length} characters");
        }
    }

    /// <param name="url">The address of the authority.</param>
    /// <param name="isToday">Whether its clock agrees with that of the authority.</param>
    private TestOffice Office(string url, bool isToday = true)
    {
        TestInputs inputs = new(DatabaseSettings.Default with
        {
            Anchors = new AnchorSettings
            {
                TimeStamps = new(new Uri(url), Path.Combine(_folder, "ca.pem")) { Patience = TimeSpan.FromMinutes(2) },
            },
        });
        if (isToday)
            inputs.Clock.SetUtcNow(TimeProvider.System.GetUtcNow());
        return TestOffice.Empty(inputs);
    }

    private static string StampsOf(TestOffice office) => Path.Combine(office.Inputs.Data, "heads.txt.stamps");

    private static string[] Stamps(TestOffice office) => File.ReadAllLines(StampsOf(office));

    /// <summary>An authority on a port of this machine.</summary>
    private async Task<WebApplication> Start()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        _ = builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        WebApplication app = builder.Build();
        app.Run(Stamp);
        await app.StartAsync();
        return app;
    }

    private async Task Stamp(HttpContext context)
    {
        if (_isAway)
        {
            context.Response.StatusCode = 503;
            return;
        }

        string query = Path.Combine(_folder, "query.tsq"), answer = Path.Combine(_folder, "answer.tsr");
        await using (FileStream file = File.Create(query))
            await context.Request.Body.CopyToAsync(file);
        ToolAnswer made = RequiredTool.Run("openssl",
            ["ts", "-reply", "-config", Path.Combine(_folder, "tsa.cnf"), "-queryfile", query, "-out", answer]);
        Assert.That(made.Exit, Is.Zero, made.Said);
        context.Response.ContentType = "application/timestamp-reply";
        await context.Response.Body.WriteAsync(await File.ReadAllBytesAsync(answer));
    }

    /// <summary>An authority, its certificate for time stamps, and another authority that has nothing to do with it.</summary>
    private void Issue()
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using RSA rootKey = RSA.Create(2048), key = RSA.Create(2048), otherKey = RSA.Create(2048);
        using X509Certificate2 root = Root("CN=Test root", rootKey, now), other = Root("CN=Other root", otherKey, now);
        CertificateRequest request = new("CN=Test time stamps", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.8")], critical: true));
        using X509Certificate2 own = request.Create(root, now.AddDays(-1), now.AddDays(1), [1, 2, 3]);
        File.WriteAllText(Path.Combine(_folder, "ca.pem"), root.ExportCertificatePem() + "\n");
        File.WriteAllText(Path.Combine(_folder, "other.pem"), other.ExportCertificatePem() + "\n");
        File.WriteAllText(Path.Combine(_folder, "tsa.pem"), own.ExportCertificatePem() + "\n");
        File.WriteAllText(Path.Combine(_folder, "tsa.key"), key.ExportPkcs8PrivateKeyPem() + "\n");
        File.WriteAllText(Path.Combine(_folder, "tsa.cnf"), $"""
            [tsa]
            default_tsa = here
            [here]
            serial = {_folder}/serial
            crypto_device = builtin
            signer_cert = {_folder}/tsa.pem
            certs = {_folder}/ca.pem
            signer_key = {_folder}/tsa.key
            signer_digest = sha256
            default_policy = 1.2.3.4.1
            digests = sha256
            accuracy = secs:1
            ordering = no
            tsa_name = yes
            ess_cert_id_chain = no
            ess_cert_id_alg = sha256

            """);
    }

    private static X509Certificate2 Root(string name, RSA key, DateTimeOffset now)
    {
        CertificateRequest request = new(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        return request.CreateSelfSigned(now.AddDays(-2), now.AddDays(2));
    }
}
