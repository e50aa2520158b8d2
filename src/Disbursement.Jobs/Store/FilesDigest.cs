using System.Security.Cryptography;
using System.Text;

namespace Disbursement.Jobs.Store;

/// <summary>
/// One SHA-256 over the batches of a run and the hash of each one's files. The act that seals the run records it, so that the files
/// stand in the chain of acts before anybody has approved them.
/// </summary>
internal static class FilesDigest
{
    public static string Of(IEnumerable<(string Batch, string FilesSha256)> batches)
    {
        string text = string.Concat(batches.OrderBy(batch => batch.Batch, StringComparer.Ordinal)
            .Select(batch => $"{batch.Batch}|{batch.FilesSha256}\n"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
