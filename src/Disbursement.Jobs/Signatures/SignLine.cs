using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Disbursement.Jobs.Signatures;

/// <summary>
/// Signs single lines of text with the certificate that signs manifests. Certificates are opened once a process: a line is signed with
/// every act.
/// </summary>
internal sealed class SignLine
{
    private static readonly ConcurrentDictionary<(string File, DateTime Written, long Length, string? Password), SignLine> Opened =
        new();

    private readonly Lock _gate = new();
    private readonly DateTimeOffset _from, _until;
    private readonly RSA? _rsa;
    private readonly ECDsa? _curve;

    private SignLine(X509Certificate2 certificate)
    {
        Signer = KnownSigner.NameOf(certificate);
        (_from, _until) = (certificate.NotBefore, certificate.NotAfter);
        _rsa = certificate.GetRSAPrivateKey();
        _curve = certificate.GetECDsaPrivateKey();
        if (_rsa is null && _curve is null)
            throw new CryptographicException("The certificate has neither an RSA key nor one of an elliptic curve.");
    }

    /// <summary>Who signs: the beginning of the SHA-256 of the certificate.</summary>
    public string Signer { get; }

    /// <summary>Opens what signs now, or tells why nothing does.</summary>
    public static (SignLine? Line, string? Refusal) Open(SigningSettings settings, DateTimeOffset now)
    {
        if (settings is { Certificate: null, AllowsTrial: false })
            return (null, "Signing:Trial is false, and Signing:Certificate names none");

        try
        {
            FileInfo file = new(settings.Certificate ?? TrialSigning.FileOf(settings.TrialFolder));
            if (file.Exists && Opened.TryGetValue(KeyOf(file, settings), out SignLine? known) && known._from <= now && now <= known._until)
                return (known, null);

            (SignManifest? signing, string? refusal) = SignManifest.Open(settings, now);
            signing?.Dispose();
            if (refusal is not null)
                return (null, refusal);

            file.Refresh();
            using X509Certificate2 certificate = X509CertificateLoader.LoadPkcs12FromFile(
                file.FullName, settings.Certificate is null ? null : settings.Password);
            return (Opened.GetOrAdd(KeyOf(file, settings), new SignLine(certificate)), null);
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return (null, exception.Message);
        }
    }

    private static (string, DateTime, long, string?) KeyOf(FileInfo file, SigningSettings settings) =>
        (file.FullName, file.LastWriteTimeUtc, file.Length, settings.Password);

    /// <summary>The signature of a line, base 64.</summary>
    public string Sign(string line)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(line);
        lock (_gate)
        {
            return Convert.ToBase64String(_rsa is not null
                ? _rsa.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
                : _curve!.SignData(bytes, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));
        }
    }
}
