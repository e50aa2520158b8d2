using System.Text.RegularExpressions;
using Disbursement.Jobs.Files;
using Microsoft.Data.SqlClient;
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
    /// <summary>Rights that a login of a server has not: to a table, a column, an object, a statement.</summary>
    private static readonly HashSet<int> NotAllowed = [229, 230, 262, 297, 300, 1088, 4902];

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

    /// <summary>Whether SQLite may not write beside a file: without that it reads none of ours, and the file may be sound.</summary>
    public static bool IsOfRights(SqliteException exception) => exception.SqliteErrorCode == SqliteReadOnly;

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
        UnauthorizedAccessException shut when Place(shut.Message) is { } place && MayNotBeRead(place) => Unreadable(place),
        UnauthorizedAccessException => ReadOnly(Place(exception.Message) ?? data),
        SqliteException full when IsFull(full) => Full(WhereSqliteWrites(data)),
        SqliteException closed when IsOfRights(closed) => ReadOnly(FileOf(data)),
        SqliteException { SqliteErrorCode: SqliteBusy or SqliteLocked } => Held(FileOf(data)),
        SqliteException { SqliteErrorCode: SqliteCannotOpen } => CannotOpen(FileOf(data)),
        SqlException server when Faults.IsBusy(server) => HeldThere(server.Server),
        SqlException server when Faults.IsTransient(server) => Away(server),
        SqlException server when server.Errors.Cast<SqlError>().Any(error => NotAllowed.Contains(error.Number)) => MayNot(server),
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

    private static MachineFault Unreadable(string place) => new(
        $"Could not finish: this user may not read {place}. What was recorded before stays. Give the right to read it, then the same "
            + $"command again.",
        $"未能完成：本用户无权读取 {place}。此前已入账的内容完好。请给予读取权限，然后用同一命令重新开始。");

    private static MachineFault Held(string place) => new(
        $"Could not finish: {place} is locked by another program. Nothing half done stays. Close that program (a database browser, another "
            + $"run), then give the same command again.",
        $"未能完成：{place} 被其他程序占用。未完成的不会留下。请关闭该程序（数据库浏览器、另一次运行等），然后用同一命令重新开始。");

    private static MachineFault HeldThere(string server) => new(
        $"Could not finish: on {server} others held what was needed for longer than Database:CommandTimeoutSeconds. Nothing half done "
            + $"stays. Give the same command again.",
        $"未能完成：{server} 上所需的数据被其他程序占用，超过 Database:CommandTimeoutSeconds。未完成的不会留下。请用同一命令重新开始。");

    private static MachineFault Away(SqlException server) => new(
        $"Could not finish: the server {server.Server} is away ({server.Message.TrimEnd('.')}). What was recorded before stays, nothing "
            + $"half done does. Give the same command again when it is back.",
        $"未能完成：服务器 {server.Server} 无法访问（{server.Message.TrimEnd('.')}）。此前已入账的内容完好，未完成的不会留下。服务器恢复后用同一命令重新开始。");

    private static MachineFault MayNot(SqlException server) => new(
        $"Could not finish: this login may not do it on {server.Server} ({server.Message.TrimEnd('.')}). Its role is what 'disburse db "
            + $"script --roles' prints; 'disburse db migrate', under a login that may, makes tables.",
        $"未能完成：该登录名在 {server.Server} 上无此权限（{server.Message.TrimEnd('.')}）。其角色见 disburse db script --roles；"
            + "建表须由有权的登录名运行 disburse db migrate。");

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

    /// <summary>Whether what is there is closed to reading already: then it is no matter of a disk that cannot be written.</summary>
    private static bool MayNotBeRead(string place)
    {
        try
        {
            if (Directory.Exists(place))
                _ = Directory.EnumerateFileSystemEntries(place).Any();
            else if (RegularFile.WhyNot(place, mayBeLink: true) is null && File.Exists(place))
                File.OpenRead(place).Dispose();
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static string? Place(string message) => Quoted().Match(message) is { Success: true } quoted ? quoted.Groups[1].Value : null;

    [GeneratedRegex("'([^']+)'")]
    private static partial Regex Quoted();
}
