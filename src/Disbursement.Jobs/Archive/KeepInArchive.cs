using System.Security.Cryptography;
using Disbursement.Jobs.Privacy;

namespace Disbursement.Jobs.Archive;

/// <summary>Copies a file into the archive under its SHA-256, so that what was read can be read again.</summary>
internal static class KeepInArchive
{
    private const int BufferSize = 1 << 20;

    public static (string Path, string Sha256, long Bytes) Run(string archive, string file, CancellationToken stop)
    {
        Directory.CreateDirectory(archive);
        string beside = Path.Combine(archive, $".{Path.GetFileName(file)}.{Environment.ProcessId}.part");
        try
        {
            (string sha256, long bytes) = Copy(file, beside, stop);
            string place = InputArchive.PlaceOf(archive, sha256);
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            if (File.Exists(place))
                File.Delete(beside);
            else
                File.Move(beside, place, overwrite: true);
            return (place, sha256, bytes);
        }
        finally
        {
            File.Delete(beside);
        }
    }

    private static (string Sha256, long Bytes) Copy(string from, string to, CancellationToken stop)
    {
        using FileStream source = new(from, FileMode.Open, FileAccess.Read, FileShare.Read);
        using FileStream target = PrivateFile.Create(to);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[BufferSize];
        long bytes = 0;
        for (int read = source.Read(buffer); read > 0; read = source.Read(buffer))
        {
            stop.ThrowIfCancellationRequested();
            hash.AppendData(buffer.AsSpan(0, read));
            target.Write(buffer, 0, read);
            bytes += read;
        }

        target.Flush(flushToDisk: true);
        return (Convert.ToHexStringLower(hash.GetHashAndReset()), bytes);
    }
}
