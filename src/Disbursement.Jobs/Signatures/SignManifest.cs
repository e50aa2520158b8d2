using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace Disbursement.Jobs.Signatures;

/// <summary>Signs manifests with a detached CMS signature, which openssl verifies, and checks such signatures.</summary>
internal sealed class SignManifest
{
    private const string Sha256Algorithm = "2.16.840.1.101.3.4.2.1";
    private const string PlainContent = "1.2.840.113549.1.7.1";

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
            if (settings is { Certificate: null, AllowsTrial: false })
                return (null, "No certificate signs: Signing:Trial is false, and Signing:Certificate names none. Configure one.");

            X509Certificate2 certificate = CertificateOf(settings, now);
            if (Refusal(certificate, settings, now) is { } refusal)
                return (null, refusal);

            // A certificate that cannot sign, such as one of a kind this machine does not know, is told before anything is booked.
            SignManifest signing = new(certificate, settings.Certificate is null);
            _ = signing.Sign([0], now);
            return (signing, null);
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return (null, $"The signing certificate {settings.Certificate ?? settings.TrialFolder} cannot be opened: {exception.Message} "
                + "Name the PKCS #12 file and its password (Signing:Certificate, Signing:Password).");
        }
    }

    /// <summary>The configured certificate, or the trial one, which is made on first use; whether it may sign is not asked.</summary>
    /// <exception cref="CryptographicException">It cannot be opened.</exception>
    /// <exception cref="IOException">It cannot be read, or not be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read, or not be made.</exception>
    public static X509Certificate2 CertificateOf(SigningSettings settings, DateTimeOffset now) => settings.Certificate is { } file
        ? OpenedCertificates.Of(file, settings.Password)
        : TrialSigning.Open(settings.TrialFolder, now);

    /// <summary>What this program made itself is asked for its days alone.</summary>
    private static string? Refusal(X509Certificate2 certificate, SigningSettings settings, DateTimeOffset now)
    {
        if (settings.Certificate is not null)
            return JudgeCertificate.Refusal(certificate, settings, now);

        return JudgeCertificate.OutOfTime(certificate, now) is { } period
            ? $"The trial certificate in {settings.TrialFolder} is valid {period} only. Configure one (Signing:Certificate)."
            : null;
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

    private static string Thumbprint(X509Certificate2 certificate) =>
        certificate.GetCertHashString(HashAlgorithmName.SHA256).ToLowerInvariant();
}
