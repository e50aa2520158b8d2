using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Disbursement.Jobs.Signatures;

/// <summary>A certificate whose signatures of lines are believed.</summary>
internal sealed class KnownSigner : IDisposable
{
    private const int NameLength = 16;

    private readonly RSA? _rsa;
    private readonly ECDsa? _curve;

    private KnownSigner(X509Certificate2 certificate, bool isTrial)
    {
        (Name, Sha256, IsTrial) = (NameOf(certificate), Fingerprint(certificate), isTrial);
        _rsa = certificate.GetRSAPublicKey();
        _curve = certificate.GetECDsaPublicKey();
        if (_rsa is null && _curve is null)
            throw new CryptographicException($"The certificate {certificate.Subject} has neither an RSA nor an EC key.");
    }

    /// <summary>How lines name it.</summary>
    public string Name { get; }

    /// <summary>SHA-256 of the certificate, lower-case hexadecimal.</summary>
    public string Sha256 { get; }

    /// <summary>Whether this program made it, so that whoever has the data folder can sign with it.</summary>
    public bool IsTrial { get; }

    /// <summary>How many bytes a signature has.</summary>
    public int SignatureLength => _rsa is not null ? _rsa.KeySize / 8 : 2 * ((_curve!.KeySize + 7) / 8);

    /// <summary>The certificate in use, those that the configuration knows besides, and the trial one where there is one.</summary>
    /// <exception cref="CryptographicException">One cannot be read.</exception>
    /// <exception cref="IOException">One is missing.</exception>
    public static IReadOnlyList<KnownSigner> Of(SigningSettings settings)
    {
        List<KnownSigner> known = [];
        if (settings.Certificate is { } file)
            known.Add(Of(Opened(file, settings.Password), isTrial: false));
        foreach (string one in settings.Known)
        {
            using X509Certificate2 certificate = X509CertificateLoader.LoadCertificateFromFile(one);
            known.Add(Of(certificate, isTrial: false));
        }

        string trial = TrialSigning.FileOf(settings.TrialFolder);
        if (settings.AllowsTrial != false && File.Exists(trial))
            known.Add(Of(Opened(trial, null), isTrial: true));
        return [.. known.DistinctBy(one => one.Name)];
    }

    /// <summary>The certificate of a file; where it cannot be opened, the file is named: no setting names that of trials.</summary>
    private static X509Certificate2 Opened(string file, string? password)
    {
        try
        {
            return OpenedCertificates.Of(file, password);
        }
        catch (CryptographicException exception)
        {
            throw new CryptographicException($"{file}: {exception.Message}", exception);
        }
    }

    private static KnownSigner Of(X509Certificate2 certificate, bool isTrial) =>
        new(certificate, isTrial || TrialSigning.IsTrial(certificate));

    public static string NameOf(X509Certificate2 certificate) => Fingerprint(certificate)[..NameLength];

    /// <summary>Whether it signed a line.</summary>
    public bool HasSigned(string line, byte[] signature)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(line);
        return _rsa?.VerifyData(bytes, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            ?? _curve!.VerifyData(bytes, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    public void Dispose()
    {
        _rsa?.Dispose();
        _curve?.Dispose();
    }

    private static string Fingerprint(X509Certificate2 certificate) =>
        certificate.GetCertHashString(HashAlgorithmName.SHA256).ToLowerInvariant();
}
