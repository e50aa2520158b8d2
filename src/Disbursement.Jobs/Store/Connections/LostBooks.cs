using System.Data.Common;
using Disbursement.Jobs.Anchors;
using Disbursement.Jobs.Archive;

namespace Disbursement.Jobs.Store.Connections;

/// <summary>
/// A data folder that has had books, but whose database is gone, empty, or of an earlier day: whoever goes on beside them would pay
/// everybody again, or those whose payments it does not know of.
/// </summary>
internal static class LostBooks
{
    private static readonly string[] InUse = ["work", "schedule.db"];

    /// <summary>Refuses where the database file is missing or empty and something beside it says that there was one.</summary>
    /// <exception cref="StoreRefusal">It is gone.</exception>
    public static void Refuse(string data, DatabaseSettings settings)
    {
        string file = Path.Combine(data, Database.FileName);
        if (IsThere(file) || (SignOfActs(data, settings) ?? SignOfFile(data, file)) is not { } sign)
            return;

        throw new StoreRefusal($"{file} is {(File.Exists(file) ? "empty" : "missing")}, but {sign} says that there were books. No new "
            + $"database is started beside them: it would pay everybody again. "
            + $"Put the file back, or restore a backup (disburse db restore FILE). To start anew on purpose, name another folder with "
                + $"--data, or move all of {data} away.")
        {
            Chinese =
                $"{file} {(File.Exists(file) ? "为空" : "不存在")}，但 {sign} 表明此处曾有账目。不会在其旁边新建数据库，否则会重复发放。请放回该文件，或恢复备份（disburse db restore 文件）。"
                + $"如确要重新开始，请用 --data 另选文件夹，或将 {data} 整个移走。",
            IsResumable = true,
        };
    }

    /// <summary>Refuses where a server's database has no act in it and something in the data folder says that there were books.</summary>
    /// <param name="data">The data folder.</param>
    /// <param name="settings">Where its heads are.</param>
    /// <param name="name">The name of the database.</param>
    /// <param name="isEmpty">Tells whether it has no act in it; asked only where there is a sign.</param>
    /// <exception cref="StoreRefusal">They are not there.</exception>
    public static void RefuseEmpty(string data, DatabaseSettings settings, string name, Func<bool> isEmpty)
    {
        string file = Path.Combine(data, Database.FileName);
        if ((SignOfActs(data, settings) ?? SignOfRuns(data) ?? (IsThere(file) ? file : null)) is not { } sign || !isEmpty())
            return;

        throw new StoreRefusal($"{name} is empty, but {sign} says that there were books. Nothing is begun in it: it would pay everybody "
            + $"again. Name the database that has the books in {DatabaseSettings.Section}:ConnectionString; or let its administrator "
            + $"restore it; or fill this one from the SQLite file (disburse db move) or from a backup (disburse db restore FILE). To start "
            + $"anew on purpose, name another folder with --data, or move all of {data} away.")
        {
            Chinese = $"{name} 为空，但 {sign} 表明此处曾有账目。不会在空库中开始，否则会重复发放。请在 {DatabaseSettings.Section}:ConnectionString 中写明有账目的数据库；"
                + $"或由其管理员恢复；或从 SQLite 文件（disburse db move）或备份（disburse db restore 文件）填入。如确要重新开始，请用 --data 另选文件夹，或将 {data} 整个移走。",
            IsResumable = true,
        };
    }

    /// <summary>
    /// Refuses to decide on payments where the database does not have the newest act that the heads file knows of: it is an earlier state
    /// of these books, and what was paid since would be paid again.
    /// </summary>
    /// <exception cref="StoreRefusal">It is behind.</exception>
    public static void RefuseBehind(Database store)
    {
        if (Missing(store) is not { } newest)
            return;

        throw new StoreRefusal($"{store.Name} does not have act {newest.Sequence}, which {store.Heads.Path} knows of: it is an earlier "
            + $"state of these books, or another's, and what was paid since would be paid again. Nothing was begun. Restore a newer "
            + $"backup; where there is none, an administrator accepts the loss (disburse db restore --accept-loss), and what is lost is "
            + $"done again.")
        {
            Chinese = $"{store.Name} 中没有 {store.Heads.Path} 所记的第 {newest.Sequence} 条操作：它是这些账目的早先状态，或属于别处，此后已支付的款项会被重复发放。"
                + "未作任何处理。请恢复较新的备份；如确无较新备份，由管理员确认丢失（disburse db restore --accept-loss），再重做丢失的操作。",
            IsResumable = true,
        };
    }

    /// <summary>
    /// The newest act that the heads file knows of, where the database does not have it; null where it has, or none is known.
    /// </summary>
    public static HeadLine? Missing(Database store)
    {
        if (store.Heads.NewestAct() is not { } newest)
            return null;

        using DbConnection connection = store.Connect();
        return AuditTrail.HashOf(connection, null, newest.Sequence) is { } hash && Convert.ToHexStringLower(hash) == newest.Hash
            ? null
            : newest;
    }

    private static string? SignOfActs(string data, DatabaseSettings settings) =>
        (settings.Anchors.File ?? Path.Combine(data, HeadsFile.DefaultName)) is var heads && IsThere(heads) ? heads : null;

    /// <summary>What a run keeps of its rosters, once it is on record; what it goes by else is kept before.</summary>
    private static string? SignOfRuns(string data) => InputArchive.Of(data) is var archive && Directory.Exists(archive)
        && Directory.EnumerateFiles(archive, "*" + SealedInputs.Ending, SearchOption.AllDirectories).Any() ? archive : null;

    private static string? SignOfFile(string data, string file)
    {
        string ring = Privacy.RingFile.Of(data), log = file + "-wal", archive = InputArchive.Of(data);
        if (Directory.Exists(archive) && Directory.EnumerateFileSystemEntries(archive).Any())
            return archive;
        if (IsThere(log))
            return log;

        // A ring alone may have been put there before the first start; beside what a run or a service leaves it was in use.
        return IsThere(ring) && InUse.Any(name => Path.Exists(Path.Combine(data, name))) ? ring : null;
    }

    private static bool IsThere(string file) => new FileInfo(file) is { Exists: true, Length: > 0 };
}
