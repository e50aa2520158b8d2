using System.Buffers;
using System.Security.Cryptography;

namespace Disbursement.Jobs.Files;

/// <summary>SHA-256 of what lies at a path, lower-case hexadecimal.</summary>
internal static class FileHash
{
    private const int ChunkSize = 256 << 10;

    /// <exception cref="IOException">It is not there, or cannot be read.</exception>
    public static string Of(string path)
    {
        using FileStream file = LyingFile.OpenRead(path);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] chunk = ArrayPool<byte>.Shared.Rent(ChunkSize);
        try
        {
            for (int read = file.Read(chunk); read > 0; read = file.Read(chunk))
                hash.AppendData(chunk, 0, read);
            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }

    /// <summary>The same, or null where no file is.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static string? OfAny(string path) => File.Exists(path) ? Of(path) : null;
}
