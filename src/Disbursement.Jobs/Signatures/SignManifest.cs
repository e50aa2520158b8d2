using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using Disbursement.Jobs.Privacy;

namespace Disbursement.Jobs.Signatures;

/// <summary>Signs manifests with a detached CMS signature, which openssl verifies, and checks such signatures.</summary>
internal sealed class SignManifest : IDisposable
{
    private const string Sha256Algorithm = "2.16.840.1.101.3.4.2.1";
    private const string PlainContent = "1.2.840.113549.1.7.1";
    private const string TrialFile = "trial-signing.p12";
    private const string TrialCertificate = "trial-signing.pem";
    private const string TrialSubject = "CN=Disbursement trial certificate - not for payments, O=Disbursement";

    private readonly X509Certificate2 _certificate;

    private SignManifest(X509Certificate2 certificate, bool isTrial)
    {
        _certificate = certificate;
        IsTrial = isTrial;
    }

    /// <summary>Whether the certificate was made by this program itself, so that it proves nothing to anybody else.</summary>
    public bool IsTrial { get; }

    /// <summary>SHA-256 of the certificate, lower-case hexadecimal.</summary>
    public string Certificate => Thumbprint(_certificate);

    /// <summary>Opens the configured certificate, or the trial one, which is made on first use.</summary>
    /// <returns>What signs, or why nothing does.</returns>
    public static (SignManifest? Signing, string? Refusal) Open(SigningSettings settings, DateTimeOffset now)
    {
        try
        {
            X509Certificate2 certificate = settings.Certificate is { } file
                ? X509CertificateLoader.LoadPkcs12FromFile(file, settings.Password)
                : Trial(settings.TrialFolder, now);
            if (!certificate.HasPrivateKey)
                return (null, $"The signing certificate {settings.Certificate} has no private key.");
            if (now.UtcDateTime < certificate.NotBefore.ToUniversalTime() || now.UtcDateTime > certificate.NotAfter.ToUniversalTime())
                return (null, $"The signing certificate is valid from {certificate.NotBefore.ToUniversalTime():yyyy-MM-dd} to "
                    + $"{certificate.NotAfter.ToUniversalTime():yyyy-MM-dd} only. Configure a valid one (Signing:Certificate).");

            // A certificate that cannot sign, such as one of a kind this machine does not know, is told before anything is booked.
            SignManifest signing = new(certificate, settings.Certificate is null);
            _ = signing.Sign([0], now);
            return (signing, null);
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return (null, $"The signing certificate {settings.Certificate ?? settings.TrialFolder} cannot be opened: {exception.Message}");
        }
    }

    /// <summary>The signature over some bytes: CMS SignedData, detached, DER.</summary>
    public byte[] Sign(byte[] content, DateTimeOffset now)
    {
        SignedCms cms = new(new ContentInfo(content), detached: true);
        CmsSigner signer = new(SubjectIdentifierType.IssuerAndSerialNumber, _certificate)
        {
            DigestAlgorithm = new Oid(Sha256Algorithm),
            IncludeOption = X509IncludeOption.EndCertOnly,
        };
        signer.SignedAttributes.Add(new Pkcs9SigningTime(now.UtcDateTime));
        cms.ComputeSignature(signer);
        return cms.Encode();
    }

    /// <summary>Why a signature does not stand for some bytes; null where it does.</summary>
    /// <param name="content">The signed bytes.</param>
    /// <param name="signature">The signature.</param>
    /// <param name="certificate">SHA-256 of the certificate that must have made it.</param>
    public static string? Break(byte[] content, byte[] signature, string certificate)
    {
        try
        {
            SignedCms cms = new(new ContentInfo(content), detached: true);
            cms.Decode(signature);
            cms.CheckSignature(verifySignatureOnly: true);
            if (!IsOurForm(cms, signature))
                return "it is not of the form in which this program signs";

            string? signer = cms.SignerInfos.Count == 1 && cms.SignerInfos[0].Certificate is { } used ? Thumbprint(used) : null;
            return signer == certificate ? null : $"signed with the certificate {signer ?? "of nobody"}, recorded was {certificate}";
        }
        catch (Exception exception) when (exception is CryptographicException or AsnContentException)
        {
            return exception.Message;
        }
    }

    /// <summary>The few bytes around the signed ones that no signature covers.</summary>
    private static bool IsOurForm(SignedCms cms, byte[] signature)
    {
        AsnReader signed = new AsnReader(signature, AsnEncodingRules.DER).ReadSequence();
        _ = signed.ReadObjectIdentifier();
        AsnReader content = signed.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0)).ReadSequence();
        _ = content.ReadInteger();
        string digest = content.ReadSetOf().ReadSequence().ReadObjectIdentifier(), kind = content.ReadSequence().ReadObjectIdentifier();
        return cms.Version == 1 && digest == Sha256Algorithm && kind == PlainContent && cms.SignerInfos.Count == 1
            && cms.SignerInfos[0].Version == 1;
    }

    public void Dispose() => _certificate.Dispose();

    private static string Thumbprint(X509Certificate2 certificate) =>
        certificate.GetCertHashString(HashAlgorithmName.SHA256).ToLowerInvariant();

    private static X509Certificate2 Trial(string folder, DateTimeOffset now)
    {
        string file = Path.Combine(folder, TrialFile);
        if (!File.Exists(file))
            MakeTrial(folder, file, now);
        return X509CertificateLoader.LoadPkcs12FromFile(file, null);
    }

    private static void MakeTrial(string folder, string file, DateTimeOffset now)
    {
        Directory.CreateDirectory(folder);
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new(TrialSubject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(
            new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyCertSign, critical: true));
        using X509Certificate2 made = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(10));
        string beside = file + ".new";
        using (FileStream stream = PrivateFile.Create(beside))
        {
            stream.Write(made.Export(X509ContentType.Pkcs12));
            stream.Flush(flushToDisk: true);
        }

        File.Move(beside, file, overwrite: false);
        File.WriteAllText(Path.Combine(folder, TrialCertificate), made.ExportCertificatePem() + "\n");
    }
}
