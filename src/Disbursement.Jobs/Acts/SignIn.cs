using Disbursement.Domain.Officers;
using Disbursement.Jobs.Officers;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Acts;

/// <summary>
/// Who an officer is, proved by password. After five wrong ones in a row the account is locked for a quarter of an hour; each try is
/// recorded.
/// </summary>
internal sealed class SignIn(ActSetting setting)
{
    public const int TriesBeforeLock = 5;
    public static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(15);

    /// <summary>The officer, or why not. What is wrong, the name or the password, is not told.</summary>
    public (Officer? Officer, ActRefusal? Refusal) Run(string name, string password)
    {
        // The password is checked before the write lock is taken: it is slow on purpose.
        bool isRight = Check(name, password);
        return InTurn.Run(setting.Store, setting.Clock, act => Answer(act, name, isRight));
    }

    private (Officer? Officer, ActRefusal? Refusal) Answer(ActTransaction act, string name, bool isRight)
    {
        OfficerRecord? record = OfficerBook.Find(act.Db, name);
        (ActRefusal? refusal, bool isCounted) = Judge(act, record, isRight);
        if (record is not null && isCounted)
            Count(act, record, refusal is null);
        if (refusal is not null)
        {
            act.Db.SaveChanges();
            string actor = record?.Name ?? "?";
            act.Audit(new AuditEntry(act.Now, actor, record?.Id, record?.Role, setting.Origin, "sign-in", null, IsDone: false,
                $"{refusal.Code}: {refusal.English}", null));
        }

        Officer? officer = refusal is null ? OfficerBook.Of(act.Db, record!) : null;
        act.Commit();
        return (officer, refusal);
    }

    private bool Check(string name, string password)
    {
        using DisbursementDb db = setting.Store.Model();
        OfficerRecord? record = OfficerBook.Find(db, name);
        if (record is not null)
            return Passwords.IsRight(record.PasswordHash, password);

        Passwords.WasteTime(password);
        return false;
    }

    private static (ActRefusal? Refusal, bool IsCounted) Judge(ActTransaction act, OfficerRecord? record, bool isRight)
    {
        if (record is null)
            return (Wrong, false);
        // A lock that reaches further than any lock was set before the clock was put back: it counts from now on.
        if (record.LockedUntil > act.NowSeconds + (long)LockedFor.TotalSeconds)
            record.LockedUntil = act.NowSeconds + (long)LockedFor.TotalSeconds;
        if (record.LockedUntil > act.NowSeconds)
        {
            long minutes = (record.LockedUntil.Value - act.NowSeconds + 59) / 60;
            return (new ActRefusal("LOCKED", $"{record.Name} 因多次输错密码已被锁定，请 {minutes} 分钟后再试，或请管理员重设密码。", $"{record.Name} is locked after "
                + $"too many wrong passwords: try again in {minutes} minute(s), or ask an administrator for a new password."), false);
        }

        if (!isRight)
            return (Wrong, true);

        return record.IsDisabled
            ? (new ActRefusal("DISABLED", $"{record.Name} 的账户已停用。", $"The account of {record.Name} is disabled."), false)
            : (null, true);
    }

    private static ActRefusal Wrong => new("SIGN-IN", "用户名或密码不正确。", "The name or the password is wrong.");

    private static void Count(ActTransaction act, OfficerRecord record, bool isRight)
    {
        record.Failures = isRight ? 0 : record.Failures + 1;
        record.LockedUntil = null;
        if (record.Failures < TriesBeforeLock)
            return;

        record.LockedUntil = act.NowSeconds + (long)LockedFor.TotalSeconds;
        record.Failures = 0;
    }
}
