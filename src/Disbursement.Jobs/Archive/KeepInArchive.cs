using Disbursement.Jobs.Files;
using Disbursement.Jobs.Privacy;

namespace Disbursement.Jobs.Archive;

/// <summary>Keeps in the archive, under its SHA-256, what names nobody, so that what was read can be read again.</summary>
internal static class KeepInArchive
{
    /// <summary>Keeps bytes that were read already.</summary>
    public static void Run(string archive, byte[] bytes, string sha256)
    {
        string place = InputArchive.PlaceOf(archive, sha256), beside = Path.Combine(archive, $".{OwnName.Next()}.part");
        // A file of another length is what a copy onto another disk left when it was cut short.
        if (new FileInfo(place) is { Exists: true } kept && kept.Length == bytes.Length)
            return;

        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        using (FileStream stream = PrivateFile.Create(beside))
        {
            stream.Write(bytes);
            stream.Flush(flushToDisk: true);
        }

        // Two jobs of a run may keep the same bytes at the same time: either may win.
        PrivateFile.Move(beside, place);
    }
}
