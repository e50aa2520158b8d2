using Disbursement.Domain.Officers;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Schedule;

/// <summary>A schedule whose start would come to nothing as things stand: nobody should learn it on the first of June.</summary>
/// <param name="Name">Which.</param>
/// <param name="Why">What a person must mend.</param>
internal sealed record IdleSchedule(ScheduleName Name, ActRefusal Why)
{
    public const string Code = "IDLE-SCHEDULE";

    /// <summary>All that are on and cannot act.</summary>
    public static IReadOnlyList<IdleSchedule> All(Database store, ScheduleSettings schedules) =>
        [.. schedules.All.Where(one => one.IsEnabled).Select(one => Of(store, one)).OfType<IdleSchedule>()];

    /// <summary>Why a schedule cannot act; null where it can, or acts for nobody.</summary>
    public static IdleSchedule? Of(Database store, ScheduleSetting schedule) =>
        ActOf(schedule.Name) is { } act && OperatorOf(store, schedule, act).Problem is { } problem
            ? new IdleSchedule(schedule.Name, problem)
            : null;

    /// <summary>The operator for whom a schedule acts; null, and no problem, while there are no officers at all.</summary>
    public static (Officer? Officer, ActRefusal? Problem) OperatorOf(Database store, ScheduleSetting schedule, OfficialAct act)
    {
        using DisbursementDb db = store.Model();
        if (!OfficerBook.HasAny(db))
            return (null, null);

        string key = $"{ScheduleSettings.Section}:{schedule.Name.Section}:As";
        if (schedule.As is not { } name)
            return (null, Idle($"{key} 未指定经办人员：已有用户，须写明 {schedule.Name.Name}（{schedule.Name.Chinese}）以谁的名义执行。",
                $"{key} names nobody: since there are officers, it must name the operator for whom {schedule.Name.Name} acts."));
        if (OfficerBook.Find(db, name) is not { IsDisabled: false } record)
            return (null, Idle($"{key} 指定的 {name} 不是用户，或已停用。", $"{key} names {name}, who is no officer or is disabled."));

        Officer officer = OfficerBook.Of(db, record);
        return officer.MayNot(act) is { } refusal
            ? (null, Idle($"{key}：{refusal.Chinese}", $"{key}: {refusal.English}"))
            : (officer, null);
    }

    private static OfficialAct? ActOf(ScheduleName name) => name == ScheduleName.YearlyRun
        ? OfficialAct.Run
        : name == ScheduleName.ReturnInbox ? OfficialAct.ImportReturns : null;

    private static ActRefusal Idle(string chinese, string english) => new(Code, chinese, english) { IsUsage = true };
}
