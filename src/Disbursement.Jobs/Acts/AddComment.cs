using Disbursement.Domain.Officers;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Acts;

/// <summary>
/// Says something about a payment, a batch or a line in quarantine, and may ask an officer about it. It is on record for good; like a
/// reason it names nobody by a number and has a limit.
/// </summary>
internal sealed class AddComment(ActSetting setting)
{
    /// <param name="subject">Payment number, batch, or the line as file and line.</param>
    /// <param name="text">What is said.</param>
    /// <param name="to">The officer who is asked; null for none.</param>
    /// <param name="officer">Who says it.</param>
    public ActOutcome Run(string subject, string text, int? to, Officer officer) =>
        PerformAct.Run(setting, officer, OfficialAct.Comment, CommentBook.Name, subject, text, act =>
        {
            if (CommentBook.CountyOf(act.Db, subject) is not { } county)
                return new ActOutcome.Refused(ActRefusal.NoSuch("付款、批次或待核行", "payment, batch or line in quarantine", subject));
            if (!officer.Covers(county))
                return new ActOutcome.Refused(new ActRefusal("NOT-YOUR-COUNTY", $"{subject} 不在 {officer.Name} 的管辖范围。",
                    $"{officer.Name} acts for other counties than that of {subject}."));
            if (to is { } asked && (act.Db.Officers.Find(asked) is not { } other || !MayAnswer(other, county)))
                return new ActOutcome.Refused(new ActRefusal("COMMENT-TO", "所指人员已停用，或看不到此事项；请另选一人。",
                    "The officer who is asked is disabled or may not see this; choose another one.") { IsUsage = true });

            return new ActOutcome.Done($"已记录对 {subject} 的留言。", $"The comment on {subject} is recorded.",
                CommentBook.Detail(county, to));
        });

    /// <summary>Whether an officer may see a thing of a county and answer for it.</summary>
    public static bool MayAnswer(OfficerRecord officer, string county) => !officer.IsDisabled
        && Powers.May(officer.Role, OfficialAct.Comment)
        && new Officer(officer.Id, officer.Name, officer.Role, officer.Counties.Split(',', StringSplitOptions.RemoveEmptyEntries), [])
            .Covers(county);
}
