using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Signatures;
using Serilog;

namespace Disbursement.Jobs.Review.Host;

/// <summary>
/// The certificate that the console makes for itself where none is configured: kept in the data folder, readable by its owner alone, and
/// made anew before it runs out or when the service listens under another name. No browser trusts it until somebody has compared its
/// fingerprint, which is told at each start.
/// </summary>
internal sealed class OwnCertificate
{
    private const string Folder = "tls";
    private const string KeyFile = "console.p12";
    private const string PublicFile = "console.pem";
    private const string Subject = "CN=Disbursement console, O=Disbursement";
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    private static readonly TimeSpan LastsFor = TimeSpan.FromDays(397);
    private static readonly TimeSpan RenewedBefore = TimeSpan.FromDays(30);
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private readonly string _folder;
    private readonly string[] _names;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private X509Certificate2 _present;
    private DateTimeOffset _nextTry = DateTimeOffset.MinValue;

    /// <exception cref="RunRefusal">The file cannot be read or written.</exception>
    public OwnCertificate(string data, IEnumerable<string> names, TimeProvider clock, ILogger log)
    {
        (_folder, _names, _clock, _log) = (Path.Combine(data, Folder), [.. names.Order(StringComparer.Ordinal)], clock, log);
        try
        {
            _present = Kept() is { } kept && IsFit(kept) ? kept : Make();
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new RunRefusal($"The console's own certificate in {_folder} cannot be used: {exception.Message}", exception);
        }

        Tell();
    }

    /// <summary>SHA-256 of the certificate, in hexadecimal.</summary>
    public string Fingerprint => _present.GetCertHashString(HashAlgorithmName.SHA256);

    /// <summary>The file that a browser or an administrator of machines can be given.</summary>
    public string PublicPath => Path.Combine(_folder, PublicFile);

    /// <summary>The certificate for a connection; made anew first where it will run out soon.</summary>
    public X509Certificate2 Present()
    {
        lock (_gate)
        {
            if (!IsFit(_present) && _clock.GetUtcNow() >= _nextTry)
            {
                try
                {
                    _present = Make();
                    Tell();
                }
                catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
                {
                    // The one that there is lasts some weeks longer: nobody is shut out meanwhile.
                    _nextTry = _clock.GetUtcNow() + TryAgainAfter;
                    _log.Error(exception, "The console's own certificate could not be made anew; the present one is valid to "
                        + "{Until:yyyy-MM-dd}", _present.NotAfter.ToUniversalTime());
                }
            }

            return _present;
        }
    }

    private void Tell() => _log.Information(
        "The console's own certificate is {File}, valid to {Until:yyyy-MM-dd}; SHA-256 fingerprint {Fingerprint}", PublicPath,
        _present.NotAfter.ToUniversalTime(), Fingerprint);

    private X509Certificate2? Kept()
    {
        string file = Path.Combine(_folder, KeyFile);
        return File.Exists(file) ? X509CertificateLoader.LoadPkcs12FromFile(file, null) : null;
    }

    private bool IsFit(X509Certificate2 certificate)
    {
        DateTime now = _clock.GetUtcNow().UtcDateTime;
        return certificate.NotBefore.ToUniversalTime() <= now && now + RenewedBefore < certificate.NotAfter.ToUniversalTime()
            && _names.All(name => Covers(certificate, name));
    }

    private static bool Covers(X509Certificate2 certificate, string name) =>
        certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().Any(names => IPAddress.TryParse(name, out IPAddress? address)
            ? names.EnumerateIPAddresses().Contains(address)
            : names.EnumerateDnsNames().Contains(name, StringComparer.OrdinalIgnoreCase));

    private X509Certificate2 Make()
    {
        DateTimeOffset now = _clock.GetUtcNow();
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new(Subject, key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        foreach (string name in _names)
        {
            if (IPAddress.TryParse(name, out IPAddress? address))
                names.AddIpAddress(address);
            else
                names.AddDnsName(name);
        }

        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(
            new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication)], critical: false));
        using X509Certificate2 made = request.CreateSelfSigned(now.AddDays(-1), now + LastsFor);
        byte[] bytes = OpenedCertificates.Unprotected(made);
        Directory.CreateDirectory(_folder);
        string file = Path.Combine(_folder, KeyFile), beside = PrivateFile.Beside(file);
        using (FileStream target = PrivateFile.Create(beside))
        {
            target.Write(bytes);
            target.Flush(flushToDisk: true);
        }

        PrivateFile.Move(beside, file);
        File.WriteAllText(PublicPath, made.ExportCertificatePem() + "\n");
        return X509CertificateLoader.LoadPkcs12(bytes, null);
    }
}
