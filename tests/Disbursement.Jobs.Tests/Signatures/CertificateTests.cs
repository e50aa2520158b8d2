using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Disbursement.Jobs.Signatures;

namespace Disbursement.Jobs.Tests.Signatures;

/// <summary>A certificate that signs for a bureau is in time, made for signatures, and vouched for; each refusal says what to do.</summary>
[TestFixture]
internal sealed class CertificateTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    private string _folder = null!;

    [OneTimeSetUp]
    public void Make()
    {
        _folder = Directory.CreateTempSubdirectory("disburse-certificates").FullName;
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256), otherKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 authority = Authority("CN=Authority", key), other = Authority("CN=Other authority", otherKey);
        File.WriteAllText(Place("authority.pem"), authority.ExportCertificatePem());
        File.WriteAllText(Place("other.pem"), other.ExportCertificatePem());
        Issue("issued.p12", authority, X509KeyUsageFlags.DigitalSignature);
        Issue("binding.p12", authority, X509KeyUsageFlags.NonRepudiation);
        Issue("exchange.p12", authority, X509KeyUsageFlags.KeyEncipherment);
        Issue("old.p12", authority, X509KeyUsageFlags.DigitalSignature, Now.AddYears(-2), Now.AddDays(-1));
        Issue("own.p12", null, X509KeyUsageFlags.DigitalSignature);
    }

    [OneTimeTearDown]
    public void Clear() => Directory.Delete(_folder, recursive: true);

    [TestCase("issued.p12", "authority.pem", null)]
    [TestCase("binding.p12", "authority.pem", null)]
    [TestCase("issued.p12", "", null)]
    [TestCase("own.p12", "own.pem", null)]
    [TestCase("own.p12", "", true)]
    public void Signs(string file, string root, bool? allowsTrial) => Assert.That(Refusal(file, root, allowsTrial), Is.Null);

    [TestCase("issued.p12", "other.pem", null, "leads to none of the authorities .*other.pem.*Signing:Roots")]
    [TestCase("exchange.p12", "authority.pem", null, "issued for KeyEncipherment, not for signatures. Ask its authority")]
    [TestCase("exchange.p12", "", true, "issued for KeyEncipherment, not for signatures. Ask its authority")]
    [TestCase("old.p12", "authority.pem", null, "valid from 2024-06-01 to 2026-05-31 only. Configure a valid one")]
    [TestCase("own.p12", "", null, "signed by itself.*Signing:Trial")]
    [TestCase("own.p12", "authority.pem", null, "leads to none of the authorities")]
    [TestCase("", "", false, "Signing:Trial is false.*Configure one")]
    [TestCase("missing.p12", "", null, "cannot be opened.*Signing:Certificate, Signing:Password")]
    public void Is_refused_with_what_to_do(string file, string root, bool? allowsTrial, string reason) =>
        Assert.That(Refusal(file, root, allowsTrial), Does.Match(reason));

    [Test]
    public void Lines_are_signed_by_whoever_signs_manifests_and_by_nobody_who_may_not()
    {
        (SignLine? line, _) = SignLine.Open(SettingsOf("issued.p12", "authority.pem", null), Now);
        (SignLine? none, string? refusal) = SignLine.Open(SettingsOf("issued.p12", "authority.pem", null), Now.AddYears(3));
        KnownSigner known = KnownSigner.Of(SettingsOf("issued.p12", "authority.pem", null)).Single();
        byte[] signature = Convert.FromBase64String(line!.Sign("a line"));

        Assert.That((known.HasSigned("a line", signature), known.HasSigned("another", signature)), Is.EqualTo((true, false)));
        Assert.That((none, refusal), Is.EqualTo(((SignLine?)null, refusal)));
        Assert.That(refusal, Does.Contain("valid from"));
    }

    [Test]
    public void A_file_that_was_opened_once_asks_for_its_password_again_and_one_that_was_replaced_is_read_again()
    {
        string place = Place("used.p12");
        DateTime written = new(2026, 5, 1, 0, 0, 0, DateTimeKind.Utc);
        List<string> signers = [];
        foreach (string file in new[] { "issued.p12", "binding.p12" })
        {
            File.Copy(Place(file), place, overwrite: true);
            File.SetLastWriteTimeUtc(place, written);
            signers.Add(SignManifest.Open(new(place, "secret", _folder), Now).Signing!.Certificate);
        }

        Assert.That(signers, Is.Unique);
        Assert.That(SignManifest.Open(new(place, "another", _folder), Now).Refusal, Does.Contain("cannot be opened"));
        Assert.That(SignLine.Open(new(place, null, _folder), Now).Line, Is.Null);
    }

    private string? Refusal(string file, string root, bool? allowsTrial) =>
        SignManifest.Open(SettingsOf(file, root, allowsTrial), Now).Refusal;

    private SigningSettings SettingsOf(string file, string root, bool? allowsTrial) =>
        new(file.Length == 0 ? null : Place(file), "secret", _folder)
        {
            AllowsTrial = allowsTrial,
            Roots = root.Length == 0 ? [] : [Place(root)],
        };

    private string Place(string name) => Path.Combine(_folder, name);

    private static X509Certificate2 Authority(string name, ECDsa key)
    {
        CertificateRequest request = new(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        return request.CreateSelfSigned(Now.AddYears(-5), Now.AddYears(5));
    }

    /// <summary>A certificate with its key; of its own issue where no authority is given, and then beside it as PEM.</summary>
    private void Issue(string file, X509Certificate2? authority, X509KeyUsageFlags usage, DateTimeOffset? from = null,
        DateTimeOffset? until = null)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=Bureau", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(usage, critical: true));
        (DateTimeOffset first, DateTimeOffset last) = (from ?? Now.AddDays(-1), until ?? Now.AddYears(1));
        if (authority is null)
        {
            using X509Certificate2 own = request.CreateSelfSigned(first, last);
            File.WriteAllText(Place(Path.ChangeExtension(file, ".pem")), own.ExportCertificatePem());
            File.WriteAllBytes(Place(file), own.Export(X509ContentType.Pkcs12, "secret"));
            return;
        }

        using X509Certificate2 issued = request.Create(authority, first, last, [1, 2, 3, 4]), whole = issued.CopyWithPrivateKey(key);
        File.WriteAllBytes(Place(file), whole.Export(X509ContentType.Pkcs12, "secret"));
    }
}
