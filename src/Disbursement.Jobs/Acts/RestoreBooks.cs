using System.Data.Common;
using Disbursement.Jobs.Anchors;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Sqlite;

namespace Disbursement.Jobs.Acts;

/// <summary>
/// Puts books of an earlier day in place: a backup in place of the file, or into an empty database of a server; or the database as whoever
/// keeps the server restored it.
/// </summary>
/// <param name="data">The data folder.</param>
/// <param name="database">Where the books are to be.</param>
/// <param name="heads">What is known of them outside.</param>
internal sealed class RestoreBooks(string data, DatabaseSettings database, HeadsFile heads)
{
    /// <summary>Looks into a backup, or, where none is named, into the database as it stands.</summary>
    /// <exception cref="RunRefusal">It is not there, or not sound.</exception>
    public DatabaseFindings Look(string? backup)
    {
        if (backup is not null && !File.Exists(backup))
            throw new RunRefusal($"There is no file {backup}. Name one that disburse db backup wrote.")
            {
                Chinese = $"没有文件 {backup}。请给出 disburse db backup 写出的备份。",
            };
        if (backup is not null && RegularFile.WhyNot(backup, mayBeLink: true) is { } other)
            throw new RunRefusal($"{backup}: {other.English}.") { Chinese = $"{backup}：{other.Chinese}。" };
        if (backup is null && !Database.Exists(data, database))
            throw new RunRefusal("There is no database: name the backup that is to be put in place.")
            {
                Chinese = "没有数据库：请给出要恢复的备份文件。",
            };

        DatabaseFindings findings = backup is null ? Database.Check(data, database) : DatabaseCopy.Check(backup);
        string[] fatal = [.. findings.Problems.Where(problem => !problem.Contains("db migrate", StringComparison.Ordinal))];
        return fatal.Length == 0 ? findings
            : throw new RunRefusal("Nothing was restored: take another backup.", fatal) { Chinese = "未作恢复：请换一份备份。" };
    }

    /// <summary>What the heads file knows and these books do not have, by book.</summary>
    /// <param name="findings">How far the books reach.</param>
    /// <param name="other">An act that they have otherwise, or not at all; null for none.</param>
    /// <param name="isAccepted">Whether the loss is accepted.</param>
    /// <exception cref="RunRefusal">Something would be lost, and that is not accepted.</exception>
    public string[] LostBy(DatabaseFindings findings, HeadLine? other, bool isAccepted)
    {
        string[] lost =
        [
            .. heads.Read().GroupBy(head => head.Book)
                .Where(book => book.Max(head => head.Sequence) > findings.Heads.GetValueOrDefault(book.Key))
                .Select(book => $"book {book.Key}: the backup ends at {findings.Heads.GetValueOrDefault(book.Key)}, the heads file knows "
                    + $"{book.Max(head => head.Sequence)}"),
            .. other is { } act && act.Sequence <= findings.Heads.GetValueOrDefault(act.Book)
                ? [$"book {act.Book}: entry {act.Sequence} is another one than the heads file knows"]
                : Array.Empty<string>(),
        ];
        return lost.Length == 0 || isAccepted ? lost
            : throw new RunRefusal("This backup is behind the heads file: what was recorded since would be lost. Look for a newer one, "
                + "or give --accept-loss and then import the lost return files and acts again. Nothing was restored.", lost)
            {
                Chinese = "该备份早于 heads 文件所记的账簿末尾，恢复后此后的记录会丢失。请找较新的备份；或加 --accept-loss，之后重新导入丢失的回盘文件并重做相关操作。未作恢复。",
            };
    }

    /// <summary>Puts the backup in place.</summary>
    /// <exception cref="StoreRefusal">The server's database has books already.</exception>
    public void PutInPlace(string backup, CancellationToken stop)
    {
        if (database.Provider == DatabaseProvider.Sqlite)
        {
            DatabaseCopy.Restore(backup, data);
            return;
        }

        Database target = Database.OpenToFill(data, database);
        RefuseBooks(target);
        string folder = Path.Combine(data, "work", $"restore-{OwnName.Next()}");
        Directory.CreateDirectory(folder);
        try
        {
            File.Copy(backup, Path.Combine(folder, Database.FileName));
            MoveDatabase.Copy(SqliteDatabase.Open(folder), target, stop);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void RefuseBooks(Database target)
    {
        using DbConnection connection = target.Connect();
        if (AuditTrail.Head(connection, null).Sequence > 0)
            throw new StoreRefusal($"{target.Name} has books, and a backup goes into an empty database alone. Nothing was restored. Name "
                + $"an empty one in {DatabaseSettings.Section}:ConnectionString; or let the server's administrator put this one back, and "
                + "then give 'disburse db restore' without a file.")
            {
                Chinese = $"{target.Name} 中已有账目，备份只能恢复到空库。未作恢复。请在 {DatabaseSettings.Section}:ConnectionString 中指定空库；"
                    + "或由服务器管理员恢复该库，然后运行不带文件名的 disburse db restore。",
            };
    }
}
