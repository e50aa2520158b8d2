using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Disbursement.Jobs.Notices;

/// <summary>Believes the authorities of a file and no others; name and dates must be right as ever.</summary>
internal static class TrustAuthorities
{
    /// <summary>Whether a server's certificate is believed.</summary>
    /// <param name="authorities">Of the file; null for those of the machine, whose judgement <paramref name="errors"/> is.</param>
    /// <param name="certificate">The server's.</param>
    /// <param name="sent">The chain as it was tried, with what the server sent along.</param>
    /// <param name="errors">What the machine finds wrong.</param>
    public static bool Believes(X509Certificate2Collection? authorities, X509Certificate? certificate, X509Chain? sent,
        SslPolicyErrors errors)
    {
        if (authorities is null)
            return errors == SslPolicyErrors.None;
        if (certificate is null || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != SslPolicyErrors.None)
            return false;

        using X509Chain chain = new();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        foreach (X509ChainElement element in sent?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
            chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        using X509Certificate2 server = X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
        return chain.Build(server);
    }
}
