using Disbursement.Jobs.Files;
using Microsoft.Win32.SafeHandles;

namespace Disbursement.Jobs.Intake;

/// <summary>How a roster lay in its folder at a moment: two looks that differ mean that somebody worked on it between them.</summary>
/// <param name="Bytes">Its length.</param>
/// <param name="ChangedAt">When it was last written.</param>
/// <param name="MadeAt">When it was made: another file of the same name was made at another time.</param>
internal readonly record struct RosterAtRest(long Bytes, DateTime ChangedAt, DateTime MadeAt)
{
    /// <summary>The roster as it lies there now; null where there is none.</summary>
    public static RosterAtRest? Look(string path)
    {
        using LyingFile lying = LyingFile.At(path);
        if (!lying.IsHeld)
            return new FileInfo(path) is { Exists: true } file
                ? new RosterAtRest(file.Length, file.LastWriteTimeUtc, file.CreationTimeUtc)
                : null;
        if (RegularFile.WhyNot(path) is not null)
            return null;

        using SafeFileHandle open = File.OpenHandle(lying.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return new RosterAtRest(RandomAccess.GetLength(open), File.GetLastWriteTimeUtc(open), File.GetCreationTimeUtc(open));
    }

    /// <summary>What to tell of a roster that was not left alone while it was copied, or null.</summary>
    /// <param name="before">As it lay before the copy.</param>
    /// <param name="after">As it lies after it.</param>
    /// <param name="bytes">How many bytes were read.</param>
    /// <param name="sha256">Their hash.</param>
    public static FileRemark? Remark(RosterAtRest? before, RosterAtRest? after, long bytes, string sha256)
    {
        if (before is { } quiet && before == after && quiet.Bytes == bytes)
            return null;

        return after is null
            ? new FileRemark(
                $"vanished while it was read: what counts are the {bytes} bytes that were read, kept in the archive as {sha256}; look "
                    + $"whether they are all of it, put the file back and run again",
                $"读取过程中文件消失：以已读取的{bytes}字节为准，已存入档案 {sha256}；请核对是否完整，放回文件后再次运行")
            : new FileRemark(
                $"changed while it was read: what counts are the {bytes} bytes that were read, kept in the archive as {sha256}; look "
                    + $"whether they are what was meant, and run again once nobody works on the file",
                $"读取过程中文件被改动：以已读取的{bytes}字节为准，已存入档案 {sha256}；请核对是否为应有内容，待无人改动后再次运行");
    }
}
