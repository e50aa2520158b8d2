using Disbursement.Domain.Officers;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;

namespace Disbursement.Jobs.Acts;

/// <summary>Who administers: an administrator, or, as long as there are no officers at all, the user of the operating system.</summary>
/// <param name="Officer">The officer, signed in already; null for the user.</param>
/// <param name="User">The user's name.</param>
internal sealed record Administering(Officer? Officer, string User);

/// <summary>An act of administration, recorded like any other, that is possible before there are officers.</summary>
internal static class Administer
{
    /// <summary>Carries it out in one transaction.</summary>
    public static ActOutcome Run(ActSetting setting, Administering by, string name, string subject, Func<ActTransaction, ActOutcome> body)
    {
        if (by.Officer is not null)
            return PerformAct.Run(setting, by.Officer, OfficialAct.Administer, name, subject, null, body);

        ActOutcome outcome = InTurn.Run(setting.Store, setting.Clock, act =>
        {
            ActOutcome decided = OfficerBook.HasAny(act.Db)
                ? new ActOutcome.Refused(new ActRefusal("NOT-YOUR-POWER", "已有用户：此操作须由管理员进行（--as 管理员）。", "There are officers by now: an "
                    + "administrator does this (--as NAME)."))
                : body(act);
            if (decided is not ActOutcome.Done done)
                return decided;

            act.Audit(Entry(act, setting, by, name, subject, isDone: true, null, done.Detail));
            act.Commit();
            return done;
        });
        if (outcome is ActOutcome.Refused refused)
            Record(setting, by, name, subject, refused.Refusal);
        return outcome;
    }

    /// <summary>Records that it could not be done, or not to its end.</summary>
    public static void Record(ActSetting setting, Administering by, string name, string subject, ActRefusal refusal)
    {
        if (by.Officer is not null)
        {
            PerformAct.Record(setting, by.Officer, name, subject, refusal);
            return;
        }

        InTurn.Record(setting.Store, setting.Clock,
            act => Entry(act, setting, by, name, Wording.WithoutNumbers(subject), isDone: false, Wording.Recorded(refusal, subject), null));
    }

    private static AuditEntry Entry(ActTransaction act, ActSetting setting, Administering by, string name, string subject, bool isDone,
        string? reason, string? detail) =>
        new(act.Now, by.User, null, null, AuditEntry.Line(setting.Origin)!, name, AuditEntry.Line(Wording.NameWithoutNumbers(subject)),
            isDone, AuditEntry.Line(reason), AuditEntry.Line(detail));
}
