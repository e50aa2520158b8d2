using Disbursement.Jobs.Archive;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Intake.Forms;
using Disbursement.Jobs.Privacy;

namespace Disbursement.Jobs.Intake;

/// <summary>
/// Keeps the bytes of a roster or register in the archive under their SHA-256, and gives its rows as UTF-8 lines under one header.
/// Everything after reads the kept bytes, so a file that changes or vanishes meanwhile changes nothing.
/// </summary>
internal sealed class OpenRoster(string archive, string work)
{
    private RosterAtRest? _after;

    /// <param name="file">The file.</param>
    /// <param name="kind">What its table is.</param>
    /// <param name="stop">Stops the reading.</param>
    public OpenedRoster Run(RosterFile file, TableKind kind, CancellationToken stop)
    {
        RosterAtRest? before = RosterAtRest.Look(file.FullPath);
        OpenedRoster opened = Open(file, kind, stop);
        return opened.Sha256.Length == 0
            ? opened
            : opened with { Changed = RosterAtRest.Remark(before, _after, opened.Bytes, opened.Sha256) };
    }

    private OpenedRoster Open(RosterFile file, TableKind kind, CancellationToken stop)
    {
        if (file.NotKept is { } reason)
            return new OpenedRoster(file, "", 0, null, reason);

        string beside = Path.Combine(work, $"roster-{file.Ordinal:00000}.copy");
        LineScan scan = new();
        CopiedFile copied;
        try
        {
            copied =
                CopyFile.Run(file.FullPath, beside, FileLimits.LargestTable, file.IsWorkbook ? null : chunk => scan.Add(chunk.Span), stop);
            _after = RosterAtRest.Look(file.FullPath);
        }
        catch (UnreadableFileException exception)
        {
            File.Delete(beside);
            return new OpenedRoster(file, "", 0, null, exception.Remark);
        }

        scan.Finish();
        string kept = Keep(beside, copied.Sha256);
        try
        {
            return new OpenedRoster(file, copied.Sha256, copied.Bytes, Transcribe(file, kind, kept, scan, stop), null);
        }
        catch (UnreadableFileException exception)
        {
            return new OpenedRoster(file, copied.Sha256, copied.Bytes, null, exception.Remark);
        }
    }

    /// <summary>The kept bytes as lines.</summary>
    private Transcript Transcribe(RosterFile file, TableKind kind, string kept, LineScan scan, CancellationToken stop)
    {
        string transcript = Path.Combine(work, $"roster-{file.Ordinal:00000}.utf8");
        return file.IsWorkbook
            ? new TranscribeWorkbook(kind.Book, kind.IsDay, kind.IsMerged).Run(kept, file.Name, transcript, stop)
            : new OpenText(kind.Book).Run(kept, transcript, scan, stop);
    }

    /// <summary>Keeps the bytes of an input other than a roster.</summary>
    public void Keep(byte[] bytes, string sha256)
    {
        // Two jobs of a run may keep the same bytes at the same time.
        string beside = Path.Combine(work, $"{sha256}-{OwnName.Next()}");
        using (FileStream file = PrivateFile.Create(beside))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        Keep(beside, sha256);
    }

    private string Keep(string beside, string sha256)
    {
        string place = InputArchive.PlaceOf(archive, sha256);
        // A file of another length is what a copy onto another disk left when it was cut short.
        if (File.Exists(place) && new FileInfo(place).Length == new FileInfo(beside).Length)
        {
            File.Delete(beside);
            return place;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        // Two files with the same bytes may get here at the same time: either may win.
        PrivateFile.Move(beside, place);
        return place;
    }
}
