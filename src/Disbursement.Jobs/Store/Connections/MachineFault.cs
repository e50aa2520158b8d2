using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace Disbursement.Jobs.Store.Connections;

/// <summary>
/// What the machine did to the program (a full disk, a folder that cannot be written, a database that others hold), and what to do about
/// it. Nothing of ours is wrong then.
/// </summary>
/// <param name="English">The sentence in English.</param>
/// <param name="Chinese">The sentence in Chinese.</param>
internal sealed partial record MachineFault(string English, string Chinese)
{
    private const int NoSpace = 28, OverQuota = 122, ReadOnlyDisk = 30, DiskFullOnWindows = unchecked((int)0x80070070),
        ReadOnlyOnWindows = unchecked((int)0x80070013);
    private const int SqliteBusy =
        5, SqliteLocked = 6, SqliteReadOnly = 8, SqliteFull = 13, SqliteCannotOpen = 14, NoRoomForIndexOfLog = 4874;
    private const long Scarce = 1 << 20;

    public string Say(bool isChinese) => isChinese ? Chinese : English;

    /// <summary>The fault behind an exception; null where it is none of the machine's that is known here.</summary>
    /// <param name="exception">What was thrown; what it was caused by counts too.</param>
    /// <param name="data">The data folder.</param>
    public static MachineFault? Of(Exception exception, string data) =>
        Chain(exception).Select(one => Judge(one, data)).FirstOrDefault(fault => fault is not null);

    /// <summary>The refusal of whoever writes a database elsewhere than in the data folder.</summary>
    public static StoreRefusal NoRoomFor(string place, Exception cause) => new(Full(place).English, cause)
    {
        Chinese = Full(place).Chinese,
        IsResumable = true,
    };

    /// <summary>Whether SQLite found no room.</summary>
    public static bool IsFull(SqliteException exception) =>
        exception.SqliteErrorCode == SqliteFull || exception.SqliteExtendedErrorCode == NoRoomForIndexOfLog;

    /// <summary>Whether a file could not be had because its disk is full or read-only, and not because somebody holds it.</summary>
    public static bool IsOfDisk(IOException exception) => IsFull(exception) || IsReadOnly(exception);

    private static IEnumerable<Exception> Chain(Exception exception) =>
        exception is AggregateException many
            ? many.Flatten().InnerExceptions.SelectMany(Chain)
            : exception.InnerException is { } inner
            ? Chain(inner).Prepend(exception)
            : [exception];

    private static MachineFault? Judge(Exception exception, string data) => exception switch
    {
        IOException full when IsFull(full) => Full(Place(full.Message) ?? data),
        IOException fixedDisk when IsReadOnly(fixedDisk) => ReadOnly(Place(fixedDisk.Message) ?? data),
        UnauthorizedAccessException => ReadOnly(Place(exception.Message) ?? data),
        SqliteException full when IsFull(full) => Full(WhereSqliteWrites(data)),
        SqliteException { SqliteErrorCode: SqliteReadOnly } => ReadOnly(FileOf(data)),
        SqliteException { SqliteErrorCode: SqliteBusy or SqliteLocked } => Held(FileOf(data)),
        SqliteException { SqliteErrorCode: SqliteCannotOpen } => CannotOpen(FileOf(data)),
        _ => null,
    };

    private static MachineFault Full(string place) => new(
        $"Could not finish: the disk is full, no space is left for {place}. What was recorded before stays, nothing half done does. Make "
            + $"room on that disk, then give the same command again.",
        $"未能完成：磁盘已满，{place} 无法写入。此前已入账的内容完好，未完成的不会留下。请在该磁盘上腾出空间，然后用同一命令重新开始。");

    private static MachineFault ReadOnly(string place) => new(
        $"Could not finish: {place} cannot be written; its disk or folder is read-only for this user. What was recorded before stays. Make "
            + $"it writable, then give the same command again.",
        $"未能完成：{place} 无法写入，其磁盘或文件夹对本用户只读。此前已入账的内容完好。请使其可写，然后用同一命令重新开始。");

    private static MachineFault Held(string place) => new(
        $"Could not finish: {place} is locked by another program. Nothing half done stays. Close that program (a database browser, another "
            + $"run), then give the same command again.",
        $"未能完成：{place} 被其他程序占用。未完成的不会留下。请关闭该程序（数据库浏览器、另一次运行等），然后用同一命令重新开始。");

    private static MachineFault CannotOpen(string place) => new(
        $"Could not finish: {place} cannot be opened. Look whether it is still in its place, whether its disk is there and has room, and "
            + $"whether this user may write there; then give the same command again.",
        $"未能完成：{place} 无法打开。请检查文件是否仍在原处、磁盘是否可用且有空间、本用户是否可写，然后用同一命令重新开始。");

    private static string FileOf(string data) => Path.Combine(data, Database.FileName);

    /// <summary>SQLite sorts in the folder for temporary files, which may be another disk than that of the data folder.</summary>
    private static string WhereSqliteWrites(string data) => Room(data) >= Scarce && Room(Path.GetTempPath()) < Scarce
        ? Path.GetTempPath()
        : FileOf(data);

    private static long Room(string folder)
    {
        try
        {
            return new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return 0;
        }
    }

    private static bool IsFull(IOException exception) => exception.HResult is NoSpace or OverQuota or DiskFullOnWindows;

    private static bool IsReadOnly(IOException exception) => exception.HResult is ReadOnlyDisk or ReadOnlyOnWindows;

    private static string? Place(string message) => Quoted().Match(message) is { Success: true } quoted ? quoted.Groups[1].Value : null;

    [GeneratedRegex("'([^']+)'")]
    private static partial Regex Quoted();
}
