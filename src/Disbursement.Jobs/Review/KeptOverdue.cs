using System.Globalization;
using Disbursement.Domain.Periods;
using Disbursement.Jobs.Questions;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Schedule;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Review;

/// <summary>What lies too long, for the first page and the metrics: looked for anew after an act, a new budget, or midnight.</summary>
internal sealed class KeptOverdue(ScheduledWork work, KeptAnswers kept)
{
    public OverdueLimits Limits => work.Schedules.Overdue;

    public IReadOnlyList<Overdue> Of(DisbursementDb db, Database store)
    {
        DateTimeOffset now = work.Clock.GetUtcNow();
        DateOnly today = Instants.DayInChina(now);
        string budgets = Path.Combine(work.Inputs, BudgetAtHand.Folder);
        string name = string.Create(CultureInfo.InvariantCulture,
            $"overdue {today:yyyy-MM-dd} {StampOf(budgets, today.Year)} {StampOf(budgets, today.Year - 1)}");
        return kept.Of(db, name, _ => new WatchOverdue(work.Data, store, budgets, Limits, now).Run());
    }

    private static string StampOf(string folder, int year)
    {
        FileInfo file = new(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{year}.csv")));
        return file.Exists ? string.Create(CultureInfo.InvariantCulture, $"{file.LastWriteTimeUtc.Ticks}/{file.Length}") : "none";
    }
}
