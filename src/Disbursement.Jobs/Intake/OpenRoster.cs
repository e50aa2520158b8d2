using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;
using Disbursement.Jobs.Archive;
using Disbursement.Jobs.Privacy;

namespace Disbursement.Jobs.Intake;

/// <summary>
/// Keeps the bytes of a roster in the archive under their SHA-256, and gives its rows as UTF-8 lines. Everything after reads the kept
/// bytes, so a file that
/// changes or vanishes meanwhile changes nothing.
/// </summary>
internal sealed class OpenRoster(string archive, string work)
{
    /// <summary>The longest line that is read, in bytes.</summary>
    public const int LongestLine = 64 << 10;
    private const int ChunkSize = 1 << 20;

    private static readonly IReadOnlySet<long> None = new HashSet<long>();

    private RosterAtRest? _after;
    private long _read;

    public OpenedRoster Run(RosterFile file, CancellationToken stop)
    {
        RosterAtRest? before = RosterAtRest.Look(file.FullPath);
        OpenedRoster opened = Open(file, stop);
        return opened.Sha256.Length == 0 ? opened : opened with { Changed = RosterAtRest.Remark(before, _after, _read, opened.Sha256) };
    }

    private OpenedRoster Open(RosterFile file, CancellationToken stop)
    {
        if ((file.NotKept ?? NotAFile(file.FullPath)) is { } reason)
            return Refused(file, "", 0, reason);

        string beside = Path.Combine(work, $"roster-{file.Ordinal:00000}.copy");
        LineScan scan = new();
        string sha256;
        try
        {
            sha256 = Copy(file.FullPath, beside, scan, stop);
            _after = RosterAtRest.Look(file.FullPath);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return Refused(file, "", 0,
                new FileRemark($"cannot be opened: {exception.GetType().Name}", $"无法打开：{exception.GetType().Name}"));
        }

        string kept = Keep(beside, sha256);
        long bytes = _read = new FileInfo(kept).Length;
        if (file.IsWorkbook)
            return Workbook(file, kept, sha256, bytes, stop);
        if (Signature(kept) is { } wrongKind)
            return Refused(file, sha256, bytes, wrongKind);
        if (bytes == 0)
            return Refused(file, sha256, bytes, new FileRemark("the file is empty: no header row", "文件为空，没有表头"));
        if (scan.IsUtf8)
            return Text(file, kept, sha256, bytes, "utf-8", scan);

        string transcript = Path.Combine(work, $"roster-{file.Ordinal:00000}.utf8");
        return TranscribeGb18030.Run(kept, transcript, stop) is { } refusal
            ? Refused(file, sha256, bytes, refusal)
            : Text(file, transcript, sha256, bytes, "gb18030", ScanFile(transcript, stop));
    }

    /// <summary>Scans a file that is already text for lines that are too long.</summary>
    public static LineScan ScanFile(string path, CancellationToken stop)
    {
        LineScan scan = new();
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(ChunkSize);
        for (int read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
        {
            stop.ThrowIfCancellationRequested();
            scan.Add(buffer.AsSpan(0, read));
        }

        scan.Finish();
        ArrayPool<byte>.Shared.Return(buffer);
        return scan;
    }

    private static FileRemark? NotAFile(string path)
    {
        FileInfo info = new(path);
        if (Directory.Exists(path))
            return new FileRemark("is a folder, not a file", "是文件夹，不是文件");
        if (info.LinkTarget is not null)
            return new FileRemark("is a link: put the file itself here", "是链接，请放入文件本身");
        return RegularFile.Is(path) ? null : new FileRemark("is a pipe or a device, not a file", "是管道或设备，不是文件");
    }

    private static FileRemark? Signature(string path)
    {
        Span<byte> start = stackalloc byte[8];
        using FileStream stream = File.OpenRead(path);
        int read = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        start = start[..read];
        if (start.StartsWith("PK\x03\x04"u8))
            return new FileRemark("is an Excel workbook under the name of a CSV file: rename it to .xlsx", "实为Excel工作簿，请将扩展名改为.xlsx");
        if (start.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
            return new FileRemark("is an old or encrypted Excel workbook: save it as .xlsx or CSV", "是旧版或加密的Excel工作簿，请另存为.xlsx或CSV");
        if (start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || start.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return new FileRemark("is UTF-16 text: save it as CSV UTF-8", "是UTF-16文本，请另存为UTF-8的CSV");
        return null;
    }

    private static OpenedRoster Refused(RosterFile file, string sha256, long bytes, FileRemark refusal) =>
        new(file, sha256, bytes, "", "", None, refusal);

    private static string Copy(string from, string to, LineScan scan, CancellationToken stop)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using FileStream source = new(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1);
        using FileStream target = PrivateFile.Create(to);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(ChunkSize);
        for (int read = source.Read(buffer); read > 0; read = source.Read(buffer))
        {
            stop.ThrowIfCancellationRequested();
            ReadOnlySpan<byte> chunk = buffer.AsSpan(0, read);
            hash.AppendData(chunk);
            scan.Add(chunk);
            target.Write(chunk);
        }

        scan.Finish();
        target.Flush(flushToDisk: true);
        ArrayPool<byte>.Shared.Return(buffer);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Keeps the bytes of an input other than a roster.</summary>
    public void Keep(byte[] bytes, string sha256)
    {
        string beside = Path.Combine(work, sha256);
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

    private OpenedRoster Workbook(RosterFile file, string kept, string sha256, long bytes, CancellationToken stop)
    {
        string transcript = Path.Combine(work, $"roster-{file.Ordinal:00000}.utf8");
        if (CheckWorkbook.Run(kept, stop) is { } unsound)
            return Refused(file, sha256, bytes, unsound);

        return TranscribeWorkbook.Run(kept, transcript, stop) is { } refusal
            ? Refused(file, sha256, bytes, refusal)
            : Text(file, transcript, sha256, bytes, "xlsx", ScanFile(transcript, stop));
    }

    private OpenedRoster Text(RosterFile file, string path, string sha256, long bytes, string encoding, LineScan scan)
    {
        if (scan.Overlong.Contains(1))
            return Refused(file, sha256, bytes, new FileRemark("the header row is over 64 KiB: not a roster", "表头超过64 KiB，不是花名册"));
        if (scan.Overlong.Count == 0)
            return new OpenedRoster(file, sha256, bytes, path, encoding, None, null);

        string cut = Path.Combine(work, $"roster-{file.Ordinal:00000}.cut");
        LineScan.CutLongLines(path, cut);
        return new OpenedRoster(file, sha256, bytes, cut, encoding, scan.Overlong, null);
    }
}
