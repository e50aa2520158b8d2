namespace Disbursement.Jobs.Schedule;

/// <summary>A piece of work that runs by itself (life cycle, section 5).</summary>
/// <param name="Name">What it is called on the command line and in the store.</param>
/// <param name="Section">Its section under <c>Schedules</c> in the configuration.</param>
/// <param name="Cron">When it starts, unless the configuration says otherwise: seconds, minutes, hours, day, month, weekday.</param>
/// <param name="Chinese">What it does.</param>
/// <param name="English">The same in English.</param>
/// <param name="Job">The job.</param>
internal sealed record ScheduleName(string Name, string Section, string Cron, string Chinese, string English, Type Job)
{
    public static ScheduleName YearlyRun { get; } =
        new("yearly-run", "YearlyRun", "0 0 8 1 6 ?", "年度发放运行", "the yearly run", typeof(YearlyRunJob));

    public static ScheduleName ReturnInbox { get; } =
        new("return-inbox", "ReturnInbox", "0 0/10 * * * ?", "收取银行回盘文件", "return files of the banks", typeof(ReturnInboxJob));

    public static ScheduleName NightlyVerification { get; } =
        new("nightly-verification", "NightlyVerification", "0 0 2 * * ?", "每夜账目核对", "the books, proved", typeof(NightlyVerificationJob));

    public static ScheduleName Deadlines { get; } =
        new("deadlines", "Deadlines", "0 0 9 * * ?", "限时办结提醒", "batches that wait too long", typeof(DeadlinesJob));

    public static IReadOnlyList<ScheduleName> All { get; } = [YearlyRun, ReturnInbox, NightlyVerification, Deadlines];

    /// <summary>The schedule by the name that a person or the configuration gives it, hyphens and capitals aside.</summary>
    public static ScheduleName? Find(string text) =>
        All.FirstOrDefault(known => string.Equals(known.Name, text, StringComparison.OrdinalIgnoreCase)
            || string.Equals(known.Section, text, StringComparison.OrdinalIgnoreCase));
}
