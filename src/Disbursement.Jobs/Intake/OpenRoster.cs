using System.Security.Cryptography;
using Disbursement.Jobs.Archive;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Intake.Forms;
using Disbursement.Jobs.Privacy;

namespace Disbursement.Jobs.Intake;

/// <summary>
/// Keeps the bytes of a roster or register in the archive, sealed, under their SHA-256, and gives its rows as UTF-8 lines under one header.
/// Everything after reads a copy of those bytes in the work folder, so a file that changes or vanishes meanwhile changes nothing.
/// </summary>
/// <param name="archive">Where bytes are kept; null for a reading that keeps nothing.</param>
/// <param name="work">Where copies and transcripts go, for as long as the work lasts.</param>
internal sealed class OpenRoster(SealedInputs? archive, string work)
{
    private static readonly FileRemark NotAsKept = new("is not in the archive as it was kept", "存档中的文件已不是当初存入的内容");

    private RosterAtRest? _after;

    /// <param name="file">The file.</param>
    /// <param name="kind">What its table is.</param>
    /// <param name="stop">Stops the reading.</param>
    public OpenedRoster Run(RosterFile file, TableKind kind, CancellationToken stop)
    {
        RosterAtRest? before = RosterAtRest.Look(file.FullPath);
        OpenedRoster opened = Open(file, kind, stop);
        return opened.Sha256.Length == 0 || file.Kept is not null
            ? opened
            : opened with { Changed = RosterAtRest.Remark(before, _after, opened.Bytes, opened.Sha256) };
    }

    private OpenedRoster Open(RosterFile file, TableKind kind, CancellationToken stop)
    {
        if (file.NotKept is { } reason)
            return new OpenedRoster(file, "", 0, null, reason);

        string copy = Path.Combine(work, $"roster-{file.Ordinal:00000}.copy");
        LineScan scan = new();
        CopiedFile copied;
        try
        {
            copied = file.Kept is { } kept ? CopyKept(kept, copy, Scan(file, scan), stop) : CopyAndKeep(file, copy, scan, stop);
        }
        catch (UnreadableFileException exception)
        {
            File.Delete(copy);
            return new OpenedRoster(file, "", 0, null, exception.Remark);
        }

        scan.Finish();
        try
        {
            return new OpenedRoster(file, copied.Sha256, copied.Bytes, Transcribe(file, kind, copy, scan, stop), null);
        }
        catch (UnreadableFileException exception)
        {
            return new OpenedRoster(file, copied.Sha256, copied.Bytes, null, exception.Remark);
        }
    }

    private static Action<ReadOnlyMemory<byte>>? Scan(RosterFile file, LineScan scan) =>
        file.IsWorkbook ? null : chunk => scan.Add(chunk.Span);

    /// <summary>One pass over what was handed in: copied, hashed, looked at and sealed.</summary>
    private CopiedFile CopyAndKeep(RosterFile file, string copy, LineScan scan, CancellationToken stop)
    {
        Action<ReadOnlyMemory<byte>>? look = Scan(file, scan);
        if (archive is null)
            return Copied(look);

        string beside = copy + SealedInputs.Ending;
        try
        {
            CopiedFile copied;
            using (SealContent seal = new(beside, archive.Ring))
            {
                copied = Copied(chunk =>
                {
                    look?.Invoke(chunk);
                    seal.Add(chunk.Span);
                });
                seal.Finish(copied.Sha256);
            }

            archive.Place(beside, copied);
            return copied;
        }
        finally
        {
            File.Delete(beside);
        }

        CopiedFile Copied(Action<ReadOnlyMemory<byte>>? watch)
        {
            CopiedFile whole = CopyFile.Run(file.FullPath, copy, FileLimits.LargestTable, watch, stop);
            _after = RosterAtRest.Look(file.FullPath);
            return whole;
        }
    }

    private static CopiedFile CopyKept(KeptInput kept, string copy, Action<ReadOnlyMemory<byte>>? watch, CancellationToken stop)
    {
        try
        {
            using UnsealStream content = kept.Archive.Open(kept.Sha256);
            return CopyFile.Run(content, copy, long.MaxValue, watch, stop);
        }
        catch (Exception exception) when (exception is CryptographicException or FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UnreadableFileException(NotAsKept);
        }
    }

    /// <summary>The copied bytes as lines.</summary>
    private Transcript Transcribe(RosterFile file, TableKind kind, string copy, LineScan scan, CancellationToken stop)
    {
        string transcript = Path.Combine(work, $"roster-{file.Ordinal:00000}.utf8");
        Transcript table = file.IsWorkbook
            ? new TranscribeWorkbook(kind.Book, kind.IsDay, kind.IsMerged).Run(copy, file.Name, transcript, stop)
            : new OpenText(kind.Book).Run(copy, transcript, scan, stop);
        if (table.Path != copy)
            File.Delete(copy);
        return table;
    }
}
