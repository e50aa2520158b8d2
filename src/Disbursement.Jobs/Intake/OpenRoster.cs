using System.Security.Cryptography;
using Disbursement.Domain.Households;
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
            if (kept.Rows is not { } rows)
                return CopyFile.Run(content, copy, long.MaxValue, watch, stop);

            CopyRows(content, rows, copy, watch, stop);
            return new CopiedFile(kept.Sha256, content.Length);
        }
        catch (Exception exception) when (exception is CryptographicException or FileNotFoundException or DirectoryNotFoundException
            or EndOfStreamException)
        {
            throw new UnreadableFileException(NotAsKept);
        }
    }

    /// <summary>Copies the header of a roster that is read as it is kept, and the rows that are wanted of it.</summary>
    private static void CopyRows(UnsealStream content, RosterSpan rows, string copy, Action<ReadOnlyMemory<byte>>? watch,
        CancellationToken stop)
    {
        using FileStream target = PrivateFile.Create(copy);
        byte[] buffer = new byte[(int)Math.Min(content.Length, FileLimits.LongestLine + 2)];
        content.ReadExactly(buffer);
        Add(buffer.AsMemory(0, buffer.AsSpan().IndexOf((byte)'\n') + 1));
        content.GoTo(rows.From);
        for (long left = rows.Length; left > 0; left -= Math.Min(left, buffer.Length))
        {
            stop.ThrowIfCancellationRequested();
            Memory<byte> part = buffer.AsMemory(0, (int)Math.Min(left, buffer.Length));
            content.ReadExactly(part.Span);
            Add(part);
        }

        void Add(ReadOnlyMemory<byte> part)
        {
            watch?.Invoke(part);
            target.Write(part.Span);
        }
    }

    /// <summary>The copied bytes as lines.</summary>
    private Transcript Transcribe(RosterFile file, TableKind kind, string copy, LineScan scan, CancellationToken stop)
    {
        string transcript = Path.Combine(work, $"roster-{file.Ordinal:00000}.utf8");
        Transcript table = file.IsWorkbook
            ? new TranscribeWorkbook(kind.Book, kind.IsDay, kind.IsMerged).Run(copy, file.Name, transcript, stop)
            : new OpenText(kind.Book).Run(copy, transcript, scan, stop);
        if (table.Path == copy)
            table = table with { IsAsKept = true };
        else
            File.Delete(copy);
        if (file.Kept?.Rows is { } rows)
            table.Lines.Add(1 + table.HeaderLines, rows.First.Value);
        return table;
    }
}
