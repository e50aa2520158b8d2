using System.Globalization;
using Disbursement.Domain.Officers;
using Disbursement.Domain.Periods;
using Disbursement.Jobs.Questions;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Schedule;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Review;

/// <summary>
/// What waits, for the front page, the menu and the metrics: looked for anew after an act, a new budget, midnight, or a run that stopped.
/// </summary>
internal sealed class KeptWaiting(ScheduledWork work, KeptAnswers kept)
{
    public OverdueLimits Limits => work.Schedules.Overdue;

    /// <summary>
    /// What it depends on beside acts: the day, the files of budgets, and the runs that stopped, of which no act tells.
    /// </summary>
    public string Stamp(Database store)
    {
        DateOnly today = Instants.DayInChina(work.Clock.GetUtcNow());
        string budgets = Path.Combine(work.Inputs, BudgetAtHand.Folder);
        string stopped = string.Join(',', StoppedRuns.Of(work.Data, store).Select(run => run.Id));
        return string.Create(CultureInfo.InvariantCulture,
            $"{today:yyyy-MM-dd} {StampOf(budgets, today.Year)} {StampOf(budgets, today.Year - 1)} {stopped}");
    }

    public IReadOnlyList<Waiting> Of(DisbursementDb db, Database store) =>
        kept.Of(db, "waiting", Stamp(store), _ => work.Waiting(store));

    /// <summary>Whether something is in sight of an officer: of their counties, or of all where they are for all.</summary>
    public static bool IsSeenBy(Waiting one, Officer officer) =>
        one.County is null ? officer.Counties.Count == 0 : officer.Covers(one.County);

    /// <summary>Whether something waits for this very officer: in their power, of their counties, and not their own first half.</summary>
    public static bool IsFor(Waiting one, Officer officer) => IsSeenBy(one, officer)
        && one.Kind.MovedBy().Any(act => Powers.May(officer.Role, act)) && (one.FirstBy is null || one.FirstBy != officer.Id);

    private static string StampOf(string folder, int year)
    {
        FileInfo file = new(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{year}.csv")));
        return file.Exists ? string.Create(CultureInfo.InvariantCulture, $"{file.LastWriteTimeUtc.Ticks}/{file.Length}") : "none";
    }
}
