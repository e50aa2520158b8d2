using Disbursement.Jobs.Archive;

namespace Disbursement.Jobs.Store.Connections;

/// <summary>A data folder that has had books, but whose database is gone: a new one beside them would pay everybody again.</summary>
internal static class LostBooks
{
    private static readonly string[] InUse = ["work", "schedule.db"];

    /// <summary>Refuses where the database is missing or empty and something beside it says that there was one.</summary>
    /// <exception cref="StoreRefusal">It is gone.</exception>
    public static void Refuse(string data)
    {
        string file = Path.Combine(data, Database.FileName);
        if (IsThere(file) || Sign(data, file) is not { } sign)
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

    private static string? Sign(string data, string file)
    {
        string heads = Path.Combine(data, HeadsFile.DefaultName), archive = InputArchive.Of(data), ring = Privacy.RingFile.Of(data),
            log = file + "-wal";
        if (IsThere(heads))
            return heads;
        if (Directory.Exists(archive) && Directory.EnumerateFileSystemEntries(archive).Any())
            return archive;
        if (IsThere(log))
            return log;

        // A ring alone may have been put there before the first start; beside what a run or a service leaves it was in use.
        return IsThere(ring) && InUse.Any(name => Path.Exists(Path.Combine(data, name))) ? ring : null;
    }

    private static bool IsThere(string file) => new FileInfo(file) is { Exists: true, Length: > 0 };
}
