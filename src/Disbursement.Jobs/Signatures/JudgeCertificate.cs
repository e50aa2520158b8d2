using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Disbursement.Jobs.Signatures;

/// <summary>Whether a configured certificate may sign for a bureau: in time, made for signatures, and vouched for.</summary>
internal static class JudgeCertificate
{
    private const X509KeyUsageFlags ForSigning = X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation;

    /// <summary>Why it may not, and what to do; null where it may.</summary>
    public static string? Refusal(X509Certificate2 certificate, SigningSettings settings, DateTimeOffset now)
    {
        string name = $"The signing certificate {settings.Certificate}";
        if (!certificate.HasPrivateKey)
            return $"{name} has no private key: export it as PKCS #12 together with its key, and name that file (Signing:Certificate).";
        if (OutOfTime(certificate, now) is { } period)
            return $"{name} is valid {period} only. Configure a valid one (Signing:Certificate).";

        X509KeyUsageExtension? usage = certificate.Extensions.OfType<X509KeyUsageExtension>().FirstOrDefault();
        if (usage is not null && (usage.KeyUsages & ForSigning) == 0)
            return $"{name} was issued for {usage.KeyUsages}, not for signatures. Ask its authority for one whose key usage is "
                + "digitalSignature or nonRepudiation (Signing:Certificate).";

        return settings.AllowsTrial == true ? null : Unvouched(certificate, settings, now, name);
    }

    /// <summary>From when to when it is valid, where that is not now.</summary>
    public static string? OutOfTime(X509Certificate2 certificate, DateTimeOffset now)
    {
        DateTime from = certificate.NotBefore.ToUniversalTime(), until = certificate.NotAfter.ToUniversalTime();
        return now.UtcDateTime >= from && now.UtcDateTime <= until
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"from {from:yyyy-MM-dd} to {until:yyyy-MM-dd}");
    }

    private static string? Unvouched(X509Certificate2 certificate, SigningSettings settings, DateTimeOffset now, string name)
    {
        bool isSelfSigned = certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);
        if (settings.Roots.Count == 0)
        {
            return isSelfSigned
                ? $"{name} is signed by itself, so that nobody vouches for it. Configure one of an authority, name the certificate among "
                    + "Signing:Roots where the bank has it on paper, or set Signing:Trial to true for a trial."
                : null;
        }

        using X509Chain chain = new();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        foreach (string file in settings.Roots)
        {
            try
            {
                chain.ChainPolicy.CustomTrustStore.ImportFromPemFile(file);
            }
            catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
            {
                return $"The authority in {file} cannot be read (Signing:Roots): {exception.Message}";
            }
        }

        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = now.UtcDateTime;
        if (settings.Certificate is { } own)
            chain.ChainPolicy.ExtraStore.AddRange(OpenedCertificates.AllOf(own, settings.Password));
        if (chain.Build(certificate))
            return null;

        string why = string.Join(", ", chain.ChainStatus.Select(status => status.Status).Distinct());
        return $"{name} leads to none of the authorities in {string.Join(", ", settings.Roots)} ({why}). Name the one that issued it "
            + "(Signing:Roots), with those between in the PKCS #12 file.";
    }
}
