using System.Data.Common;
using System.Globalization;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Periods;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Questions;

/// <summary>What may lie too long, in the order in which it is told.</summary>
internal enum OverdueKind
{
    /// <summary>A released batch of which payments have no answer of the bank.</summary>
    Unanswered,

    /// <summary>A line of a return file in quarantine that nobody has resolved.</summary>
    Quarantine,

    /// <summary>Money that is owed back.</summary>
    Receivable,

    /// <summary>A person who is stopped.</summary>
    Stop,

    /// <summary>A limit of a budget that is nearly used up, or too little for what waits.</summary>
    Budget,
}

/// <summary>From when on it is too long.</summary>
/// <param name="AnswerDays">Days after the release of a batch.</param>
/// <param name="QuarantineDays">Days after the import of the file.</param>
/// <param name="ReceivableDays">Days since it became open.</param>
/// <param name="StopDays">Days since the stop was put on.</param>
/// <param name="BudgetPercent">Percent of a limit that is used up, that percentage included.</param>
internal sealed record OverdueLimits(int AnswerDays, int QuarantineDays, int ReceivableDays, int StopDays, int BudgetPercent)
{
    public static OverdueLimits Usual { get; } = new(10, 5, 90, 180, 90);
}

/// <summary>One thing that lies too long.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">The batch, the line as file and line, the receivable, the stop, or the purpose of the limit.</param>
/// <param name="County">Whose it is; null where that is not known: a line that names no payment.</param>
/// <param name="Days">Since when; 0 for a budget.</param>
/// <param name="Sum">The money that has no answer, is owed, or is left.</param>
internal sealed record Overdue(OverdueKind Kind, string Name, string? County, int Days, Money Sum);

/// <summary>Finds what lies too long in the books, for the day of operators and reviewers, for notices and for metrics.</summary>
/// <param name="data">The data folder.</param>
/// <param name="store">The database.</param>
/// <param name="budgets">The folder of budgets; null where there is none.</param>
/// <param name="limits">From when on.</param>
/// <param name="now">The moment from which days are counted.</param>
internal sealed class WatchOverdue(string data, Database store, string? budgets, OverdueLimits limits, DateTimeOffset now)
{
    private readonly DateOnly _today = Instants.DayInChina(now);

    /// <summary>Everything that lies too long, by kind, the oldest first.</summary>
    public IReadOnlyList<Overdue> Run()
    {
        using DisbursementDb db = store.Model();
        using DbConnection connection = store.Connect();
        return
        [
            .. Unanswered(connection), .. Quarantine(db),
            .. ListReceivables.Run(db, connection, _today).Where(one => one.Days > limits.ReceivableDays)
                .Select(one => new Overdue(OverdueKind.Receivable, one.Receivable.Number, one.Receivable.County, one.Days,
                    one.Receivable.Open)),
            .. StopBook.All(connection, null).Where(stop => stop.LiftedAt is null && stop.DaysOn(_today) > limits.StopDays)
                .Select(stop => new Overdue(OverdueKind.Stop, stop.Number.ToString(CultureInfo.InvariantCulture), stop.County,
                    stop.DaysOn(_today), Money.Zero)),
            .. Budgets(),
        ];
    }

    private IEnumerable<Overdue> Unanswered(DbConnection connection) =>
        ReadUnanswered.Run(connection).Select(one => (one.Batch, one.County, Days: DaysSince(one.ReleasedAt), one.Sum))
            .Where(one => one.Days > limits.AnswerDays).OrderByDescending(one => one.Days)
            .Select(one => new Overdue(OverdueKind.Unanswered, one.Batch, one.County, one.Days, one.Sum));

    private IEnumerable<Overdue> Quarantine(DisbursementDb db)
    {
        Dictionary<int, DateTimeOffset> files = db.ReturnFiles.ToRead()
            .ToDictionary(file => file.Id, file => DateTimeOffset.FromUnixTimeSeconds(file.RecordedAt));
        return QuarantineAtHand.Open(db).Where(line => DaysSince(files[line.Line.FileId]) > limits.QuarantineDays)
            .Select(line => new Overdue(OverdueKind.Quarantine, ResolutionBook.PlaceOf(line.Line.FileId, line.Line.Line), line.County,
                DaysSince(files[line.Line.FileId]), Money.Zero));
    }

    /// <summary>Budgets of this year, and of the year before as long as its batches may still be approved.</summary>
    private IEnumerable<Overdue> Budgets() =>
        new[] { _today.Year, _today.Year - 1 }
            .SelectMany(year => BudgetOfYear.Read(data, store, budgets, year, null).Budget is { } budget
                ? budget.Limits.Where(one => one.IsShort || year == _today.Year && one.PercentUsed >= limits.BudgetPercent)
                    .Select(one => new Overdue(OverdueKind.Budget, NameOf(year, one.Limit.Purpose), one.Limit.Purpose.County, 0, one.Left))
                : []);

    private static string NameOf(int year, BudgetPurpose purpose) => string.Create(CultureInfo.InvariantCulture,
        $"{year} {purpose.County} {purpose.Scheme ?? "*"} {(purpose.Level is { } level ? level.ToString().ToLowerInvariant() : "*")}");

    private int DaysSince(DateTimeOffset time) => _today.DayNumber - Instants.DayInChina(time).DayNumber;
}
