using Disbursement.Domain.Officers;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;

namespace Disbursement.Jobs.Acts;

/// <summary>
/// Copies the database while it is in use; an administrator's act, or the operating-system user's while there are no officers.
/// </summary>
internal sealed class BackUpDatabase(ActSetting setting)
{
    public ActOutcome Run(string target, Officer? officer)
    {
        if (officer?.MayNot(OfficialAct.Administer) is { } refusal)
        {
            PerformAct.Record(setting, officer, "backup-database", Path.GetFileName(target), refusal);
            return new ActOutcome.Refused(refusal);
        }

        if (File.Exists(target))
            return new ActOutcome.Refused(
                new ActRefusal("EXISTS", $"{target} 已存在，请换一个文件名。", $"{target} exists already; name another file.") { IsUsage = true });

        // Recorded first, so that the copy knows of itself and ends where the heads file does.
        Record(officer, target, null);
        try
        {
            MoveDatabase.BackUp(setting.Store, target);
        }
        catch (Exception exception)
            when (exception is StoreRefusal or IOException or UnauthorizedAccessException or System.Data.Common.DbException)
        {
            Record(officer, target, "the copy could not be written");
            throw;
        }

        return new ActOutcome.Done($"数据库已备份到 {target} 并核对。", $"The database is copied to {target}, and the copy is sound.");
    }

    private void Record(Officer? officer, string target, string? failure) =>
        InTurn.Record(setting.Store, setting.Clock, act => new AuditEntry(
        act.Now, officer?.Name ?? Environment.UserName, officer?.Id, officer?.Role, setting.Origin,
        "backup-database", Path.GetFileName(target), IsDone: failure is null, failure, null));

    /// <summary>
    /// Records that a backup was put in place, and what was lost by it; the heads that the lost entries had are kept under another name.
    /// </summary>
    /// <param name="setting">The restored books.</param>
    /// <param name="backup">The backup.</param>
    /// <param name="lost">What is lost by it, book by book.</param>
    /// <param name="officer">The administrator; null while there are no officers.</param>
    public static void RecordRestore(ActSetting setting, string backup, IReadOnlyList<string> lost, Officer? officer)
    {
        if (lost.Count > 0)
            setting.Store.Heads.PutAside();
        InTurn.Record(setting.Store, setting.Clock, act => new AuditEntry(
            act.Now, officer?.Name ?? Environment.UserName, officer?.Id, officer?.Role,
            setting.Origin, "restore-database", Path.GetFileName(backup), IsDone: true, null,
            AuditEntry.Line(lost.Count == 0 ? null : "lost: " + string.Join("; ", lost))));
    }
}
