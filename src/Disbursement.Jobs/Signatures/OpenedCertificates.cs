using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Disbursement.Jobs.Signatures;

/// <summary>
/// PKCS #12 files, opened once a process for the bytes that they have: to derive the keys of one takes some 20 ms by design, and an act
/// over a hundred batches signs for each of them. What is given stays open, and nobody disposes of it.
/// </summary>
internal static class OpenedCertificates
{
    /// <summary>
    /// A file that is opened without a password is kept secret by its rights alone. Rounds of derivation, which slow down who guesses a
    /// password, would protect nothing.
    /// </summary>
    private static readonly PbeParameters WithoutPassword = new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1);

    private static readonly ConcurrentDictionary<(string Sha256, string? Password), X509Certificate2> Own = new();
    private static readonly ConcurrentDictionary<(string Sha256, string? Password), X509Certificate2Collection> All = new();

    /// <summary>The certificate of a file, with its key where it has one.</summary>
    /// <exception cref="CryptographicException">It is no such file, or the password is another.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static X509Certificate2 Of(string file, string? password) =>
        Opened(Own, file, password, bytes => X509CertificateLoader.LoadPkcs12(bytes, password));

    /// <summary>Every certificate of a file, those between it and its authority among them; throws as <see cref="Of"/> does.</summary>
    public static X509Certificate2Collection AllOf(string file, string? password) =>
        Opened(All, file, password, bytes => X509CertificateLoader.LoadPkcs12Collection(bytes, password));

    /// <summary>A certificate and its key as a file that needs no password.</summary>
    public static byte[] Unprotected(X509Certificate2 certificate) => certificate.ExportPkcs12(WithoutPassword, null);

    private static T Opened<T>(
        ConcurrentDictionary<(string Sha256, string? Password), T> known, string file, string? password, Func<byte[], T> open)
    {
        byte[] bytes = File.ReadAllBytes(file);
        return known.GetOrAdd((Convert.ToHexString(SHA256.HashData(bytes)), password), _ => open(bytes));
    }
}
