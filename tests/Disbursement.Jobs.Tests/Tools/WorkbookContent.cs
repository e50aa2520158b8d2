using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Disbursement.Jobs.Tests.Tools;

/// <summary>What a workbook holds, whatever it is packed with: its parts by name, in order, unpacked.</summary>
internal static class WorkbookContent
{
    /// <summary>SHA-256 over names and bytes of the parts, lower-case hexadecimal.</summary>
    public static string Hash(byte[] workbook)
    {
        using ZipArchive zip = new(new MemoryStream(workbook));
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (ZipArchiveEntry part in zip.Entries)
        {
            using MemoryStream bytes = new();
            using (Stream open = part.Open())
                open.CopyTo(bytes);
            hash.AppendData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{part.FullName}\n{bytes.Length}\n")));
            hash.AppendData(bytes.ToArray());
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
