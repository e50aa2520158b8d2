using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Disbursement.Jobs.Signatures;

/// <summary>
/// Signs single lines of text with the certificate that signs manifests, which is judged once a process: a line is signed with every act.
/// </summary>
internal sealed class SignLine
{
    private static readonly ConcurrentDictionary<X509Certificate2, SignLine> Opened = new(ReferenceEqualityComparer.Instance);

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
            X509Certificate2 certificate = SignManifest.CertificateOf(settings, now);
            if (Opened.TryGetValue(certificate, out SignLine? known) && known._from <= now && now <= known._until)
                return (known, null);

            string? refusal = SignManifest.Open(settings, now).Refusal;
            return refusal is null ? (Opened.GetOrAdd(certificate, one => new SignLine(one)), null) : (null, refusal);
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return (null, exception.Message);
        }
    }

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
