using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Disbursement.Jobs.Privacy;

namespace Disbursement.Jobs.Signatures;

/// <summary>The certificate that this program makes for itself while none is configured: it proves nothing to anybody else.</summary>
internal static class TrialSigning
{
    private const string KeyFile = "trial-signing.p12";
    private const string CertificateFile = "trial-signing.pem";
    private const string Subject = "CN=Disbursement trial certificate - not for payments, O=Disbursement";

    /// <summary>Whether a certificate is one that this program makes for trials, whoever names it.</summary>
    public static bool IsTrial(X509Certificate2 certificate) =>
        certificate.SubjectName.RawData.AsSpan().SequenceEqual(new X500DistinguishedName(Subject).RawData);

    /// <summary>Opens it with its key; it is made on first use.</summary>
    public static X509Certificate2 Open(string folder, DateTimeOffset now)
    {
        string file = FileOf(folder);
        if (!File.Exists(file))
            Make(folder, file, now);
        X509Certificate2 certificate = OpenedCertificates.Of(file, null);
        // Whoever made it may have died before this was written.
        string handed = Path.Combine(folder, CertificateFile);
        if (!File.Exists(handed))
            File.WriteAllText(handed, Handed(certificate));
        return certificate;
    }

    /// <summary>Why the file by which others check seals is not the certificate that signs; null where it is, or there is none.</summary>
    public static string? Break(string folder)
    {
        string file = FileOf(folder), handed = Path.Combine(folder, CertificateFile);
        return File.Exists(file) && File.Exists(handed) && File.ReadAllText(handed) != Handed(OpenedCertificates.Of(file, null))
            ? $"the certificate in {handed} is not that of {file}"
            : null;
    }

    /// <summary>Where it is.</summary>
    public static string FileOf(string folder) => Path.Combine(folder, KeyFile);

    private static void Make(string folder, string file, DateTimeOffset now)
    {
        Directory.CreateDirectory(folder);
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new(Subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(
            new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyCertSign, critical: true));
        // A clock that is put back must not stop a trial: nobody vouches for the days of this certificate anyway.
        using X509Certificate2 made = request.CreateSelfSigned(now.AddYears(-10), now.AddYears(10));
        string beside = PrivateFile.Beside(file);
        using (FileStream stream = PrivateFile.CreateBeside(beside))
        {
            stream.Write(OpenedCertificates.Unprotected(made));
            stream.Flush(flushToDisk: true);
        }

        try
        {
            PrivateFile.MoveNew(beside, file);
        }
        catch (IOException) when (File.Exists(file))
        {
            // Another process or act made one meanwhile: there is one for all.
            File.Delete(beside);
        }
    }

    private static string Handed(X509Certificate2 certificate) => certificate.ExportCertificatePem() + "\n";
}
