using Disbursement.Jobs.Files;
using Disbursement.Jobs.Privacy;

namespace Disbursement.Jobs.Archive;

/// <summary>Copies a file into the archive under its SHA-256, so that what was read can be read again.</summary>
internal static class KeepInArchive
{
    private static int _copies;

    /// <summary>Keeps bytes that were read already.</summary>
    public static void Run(string archive, byte[] bytes, string sha256)
    {
        string place = InputArchive.PlaceOf(archive, sha256);
        string beside = Path.Combine(archive, $".{Environment.ProcessId}-{Interlocked.Increment(ref _copies)}.part");
        if (File.Exists(place))
            return;

        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        using (FileStream stream = PrivateFile.Create(beside))
        {
            stream.Write(bytes);
            stream.Flush(flushToDisk: true);
        }

        File.Move(beside, place, overwrite: true);
    }

    /// <param name="archive">The archive.</param>
    /// <param name="file">The file.</param>
    /// <param name="check">Looks at the copy before it is kept, and says why it is not: what is refused leaves nothing behind.</param>
    /// <param name="stop">Stops the copy.</param>
    /// <exception cref="UnreadableFileException">It is no plain file, too large, cannot be read, or the check refused it.</exception>
    public static (string Path, string Sha256, long Bytes) Run(string archive, string file, Func<string, FileRemark?>? check,
        CancellationToken stop)
    {
        Directory.CreateDirectory(archive);
        string beside = Path.Combine(archive, $".{Environment.ProcessId}-{Interlocked.Increment(ref _copies)}.part");
        try
        {
            CopiedFile copied = CopyFile.Run(file, beside, FileLimits.LargestTable, watch: null, stop);
            if (check?.Invoke(beside) is { } refusal)
                throw new UnreadableFileException(refusal);

            string place = InputArchive.PlaceOf(archive, copied.Sha256);
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            if (File.Exists(place))
                File.Delete(beside);
            else
                File.Move(beside, place, overwrite: true);
            return (place, copied.Sha256, copied.Bytes);
        }
        finally
        {
            File.Delete(beside);
        }
    }
}
