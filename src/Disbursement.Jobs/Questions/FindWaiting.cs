using System.Data.Common;
using System.Globalization;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Periods;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Questions;

/// <summary>What may wait for an officer, in the order in which it is told.</summary>
internal enum WaitingKind
{
    /// <summary>Books, or a run that was computed again, of which the last proof did not hold; or no proof could be made.</summary>
    Proof,

    /// <summary>A batch that nobody has approved.</summary>
    Approval,

    /// <summary>A batch that one reviewer has approved, and that needs another.</summary>
    SecondApproval,

    /// <summary>An approved batch.</summary>
    Release,

    /// <summary>A released batch of which payments have no answer of the bank; told once it lies too long.</summary>
    Unanswered,

    /// <summary>A line of a return file in quarantine of which nobody has said what it is.</summary>
    Quarantine,

    /// <summary>A line of which an operator has said so, and that a reviewer has not confirmed.</summary>
    QuarantineAnswer,

    /// <summary>An objection that nobody has decided.</summary>
    Objection,

    /// <summary>A rejected batch of which no run since has computed the payments again.</summary>
    Recompute,

    /// <summary>Households of a roster that the newest run rejected.</summary>
    Rejects,

    /// <summary>Money that is owed back; told once it lies too long.</summary>
    Receivable,

    /// <summary>A repayment or waiver that nobody has confirmed.</summary>
    ReceivableAnswer,

    /// <summary>A person who is stopped; told once it lies too long.</summary>
    Stop,

    /// <summary>A limit of a budget that is nearly used up, or too little for what waits.</summary>
    Budget,

    /// <summary>A policy pack that was proposed and is not in force.</summary>
    Pack,

    /// <summary>A run that stopped on its way or whose process is gone, and that nobody has started again.</summary>
    StoppedRun,

    /// <summary>A schedule that cannot act.</summary>
    Schedule,

    /// <summary>A key of which no backup was made.</summary>
    Keys,
}

/// <summary>From when on it is too long.</summary>
/// <param name="BatchDays">Days that a batch may wait for an approval or a release.</param>
/// <param name="AnswerDays">Days after the release of a batch.</param>
/// <param name="QuarantineDays">Days after the import of the file.</param>
/// <param name="ReceivableDays">Days since it became open.</param>
/// <param name="StopDays">Days since the stop was put on.</param>
/// <param name="BudgetPercent">Percent of a limit that is used up, that percentage included.</param>
internal sealed record OverdueLimits(
    int BatchDays, int AnswerDays, int QuarantineDays, int ReceivableDays, int StopDays, int BudgetPercent)
{
    public static OverdueLimits Usual { get; } = new(15, 10, 5, 90, 180, 90);
}

/// <summary>One thing that waits.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">The books, batch, line, payment, roster, receivable, stop, purpose of the limit, pack, run, schedule or key.</param>
/// <param name="County">Whose it is; null where that is not known, or it is of all.</param>
/// <param name="Days">Since when; 0 for a budget and a schedule.</param>
/// <param name="Sum">The money that waits, has no answer, is owed, or is left.</param>
/// <param name="IsLate">Whether it lies too long, or can wait for nothing but a person who mends it.</param>
internal sealed record Waiting(WaitingKind Kind, string Name, string? County, int Days, Money Sum, bool IsLate)
{
    /// <summary>How many; more than one for households alone.</summary>
    public long Count { get; init; } = 1;

    /// <summary>Who has done the first half and may not do the second; null where there is none.</summary>
    public int? FirstBy { get; init; }
}

/// <summary>
/// Finds what waits in the books and what of it lies too long: the one source of the front page, the counts of the menu and <c>report
/// overdue</c>. The notice and the metrics of batches, which need less, ask <see cref="WaitingBatches"/> as it does.
/// </summary>
/// <param name="data">The data folder.</param>
/// <param name="store">The database.</param>
/// <param name="budgets">The folder of budgets; null where there is none.</param>
/// <param name="limits">From when on it is too long.</param>
/// <param name="now">The moment from which days are counted.</param>
internal sealed class FindWaiting(string data, Database store, string? budgets, OverdueLimits limits, DateTimeOffset now)
{
    private readonly DateOnly _today = Instants.DayInChina(now);

    /// <summary>Names of schedules that cannot act; they are no matter of the books.</summary>
    public IReadOnlyList<string> IdleSchedules { get; init; } = [];

    /// <summary>Whether any node of the cluster is up; null where there is no cluster, or the asking process is a node.</summary>
    public Func<bool>? HasNodes { get; init; }

    /// <summary>Everything, by kind.</summary>
    public IReadOnlyList<Waiting> Run()
    {
        using DisbursementDb db = store.Model();
        using DbConnection connection = store.Connect();
        IReadOnlyList<ListedReceivable> receivables = ListReceivables.Run(db, connection, _today);
        return
        [
            .. ProofBook.Failed(db).Select(one => new Waiting(WaitingKind.Proof, one.Of, null, DaysSince(one.Since), Money.Zero,
                IsLate: true)),
            .. Batches(db).OrderBy(one => one.Kind), .. Unanswered(connection), .. Quarantine(db).OrderBy(one => one.Kind),
            .. Objections(), .. Rejected(db), .. Rejects(db),
            .. receivables.Where(one => one.Days > limits.ReceivableDays).Select(one => new Waiting(
                WaitingKind.Receivable, one.Receivable.Number, one.Receivable.County, one.Days, one.Receivable.Open, IsLate: true)),
            .. receivables.Where(one => one.Pending is not null).Select(one => new Waiting(WaitingKind.ReceivableAnswer,
                one.Receivable.Number, one.Receivable.County, DaysSince(one.Pending!.At), one.Pending.Amount, IsLate: false)
                    { FirstBy = one.Pending.OfficerId }),
            .. StopBook.All(connection, null).Where(stop => stop.LiftedAt is null && stop.DaysOn(_today) > limits.StopDays)
                .Select(stop => new Waiting(WaitingKind.Stop, stop.Number.ToString(CultureInfo.InvariantCulture), stop.County,
                    stop.DaysOn(_today), Money.Zero, IsLate: true) { FirstBy = stop.OfficerId }),
            .. Budgets(), .. Packs(db), .. Stopped(),
            .. IdleSchedules.Select(name => new Waiting(WaitingKind.Schedule, name, null, 0, Money.Zero, IsLate: true)),
            .. Keys(db),
        ];
    }

    private IEnumerable<Waiting> Batches(DisbursementDb db) => WaitingBatches.List(db).Select(batch => new Waiting(
        batch.State == BatchState.Approved ? WaitingKind.Release
        : batch.FirstBy is null ? WaitingKind.Approval : WaitingKind.SecondApproval,
        batch.Id, batch.County, batch.Days(now), new Money(batch.Fen), batch.Days(now) > limits.BatchDays) { FirstBy = batch.FirstBy });

    private IEnumerable<Waiting> Unanswered(DbConnection connection) =>
        ReadUnanswered.Run(connection).Select(one => (one.Batch, one.County, Days: DaysSince(one.ReleasedAt), one.Sum))
            .Where(one => one.Days > limits.AnswerDays).OrderByDescending(one => one.Days)
            .Select(one => new Waiting(WaitingKind.Unanswered, one.Batch, one.County, one.Days, one.Sum, IsLate: true));

    private IEnumerable<Waiting> Quarantine(DisbursementDb db)
    {
        Dictionary<int, DateTimeOffset> files = db.ReturnFiles.ToRead()
            .ToDictionary(file => file.Id, file => DateTimeOffset.FromUnixTimeSeconds(file.RecordedAt));
        IReadOnlyDictionary<string, Resolution> said = QuarantineAtHand.Said(db);
        foreach (OpenLine open in QuarantineAtHand.Open(db))
        {
            string place = ResolutionBook.PlaceOf(open.Line.FileId, open.Line.Line);
            int days = DaysSince(files[open.Line.FileId]);
            Resolution? first = said.GetValueOrDefault(place);
            yield return new Waiting(first is null ? WaitingKind.Quarantine : WaitingKind.QuarantineAnswer, place, open.County, days,
                Money.Zero, days > limits.QuarantineDays) { FirstBy = first?.OfficerId };
        }
    }

    private IEnumerable<Waiting> Objections() => ListObjections.Run(store, []).Where(one => one.Objection.Outcome is null)
        .Select(one => new Waiting(WaitingKind.Objection, one.Objection.PaymentNo, one.County, DaysSince(one.Objection.At), Money.Zero,
            IsLate: false) { FirstBy = one.Objection.RecorderId });

    /// <summary>Rejected batches after which no run of the same year has been sealed for their county.</summary>
    private IEnumerable<Waiting> Rejected(DisbursementDb db)
    {
        RunRecord[] runs = [.. db.Runs.ToRead().Where(run => run.State == RunState.Sealed && run.Kind == RunKind.Yearly)];
        Dictionary<int, RunRecord> byNumber = runs.ToDictionary(run => run.Number);
        var batches = db.Batches.ToRead().Where(batch => batch.State == BatchState.Rejected)
            .OrderBy(batch => batch.Number).Select(batch => new
        {
            batch.Id, batch.RunNumber, batch.County, batch.TotalFen,
            At = db.BatchActs.Where(act => act.BatchNumber == batch.Number).Max(act => (long?)act.RecordedAt),
        }).ToArray();
        return batches.Where(batch => byNumber.TryGetValue(batch.RunNumber, out RunRecord? of) && !runs.Any(run => run.Number > of.Number
                && run.Year == of.Year && (run.Counties.Length == 0 || run.Counties.Split(',').Contains(batch.County))))
            .Select(batch => new Waiting(WaitingKind.Recompute, batch.Id, batch.County,
                batch.At is { } at ? DaysSince(DateTimeOffset.FromUnixTimeSeconds(at)) : 0, new Money(batch.TotalFen), IsLate: false));
    }

    /// <summary>Of the newest run alone: it read every roster again.</summary>
    private IEnumerable<Waiting> Rejects(DisbursementDb db)
    {
        if (db.Runs.ToRead().Where(run => run.State == RunState.Sealed && run.Kind == RunKind.Yearly)
            .OrderByDescending(run => run.Number).FirstOrDefault() is not { } newest)
            return [];

        int days = DaysSince(newest.SealedAt ?? newest.StartedAt);
        return db.RunInputs.ToRead().Where(input => input.RunNumber == newest.Number && input.Rejected > 0)
            .OrderBy(input => input.Ordinal).AsEnumerable().Where(input => !FindRegisters.IsRegister(input.Path))
            .Select(input => new Waiting(WaitingKind.Rejects, $"{newest.Id} {input.Path}", null, days, Money.Zero, IsLate: false)
                { Count = input.Rejected });
    }

    /// <summary>Packs that were proposed after the last one came into force.</summary>
    private IEnumerable<Waiting> Packs(DisbursementDb db)
    {
        IReadOnlyList<PackStep> steps = PackBook.Steps(db);
        long last = steps.LastOrDefault(step => step.IsActivation)?.Sequence ?? 0;
        return steps.Where(step => step.Sequence > last).DistinctBy(step => step.Sha256).Select(step => new Waiting(
            WaitingKind.Pack, step.Name, null, DaysSince(step.At), Money.Zero, IsLate: false) { FirstBy = step.OfficerId });
    }

    /// <summary>A run that stopped goes on once it is started again; a later one of its year would have taken its place.</summary>
    private IEnumerable<Waiting> Stopped() => StoppedRuns.Of(data, store, HasNodes).Select(run =>
        new Waiting(WaitingKind.StoppedRun, run.Id, null, DaysSince(run.StartedAt), Money.Zero, IsLate: true));

    /// <summary>
    /// The newest key, where no backup was made since it was added. The first one is asked for once a run has sealed persons with it: from
    /// then on, whoever loses the ring loses their names.
    /// </summary>
    private IEnumerable<Waiting> Keys(DisbursementDb db)
    {
        KeyBook keys = KeyBook.Read(db);
        DateTimeOffset? since = keys.NewestAdded is { } added
            ? DateTimeOffset.FromUnixTimeSeconds(added.RecordedAt)
            : db.Runs.ToRead().Where(run => run.State == RunState.Sealed).OrderBy(run => run.Number)
                .Select(run => (DateTimeOffset?)run.StartedAt).FirstOrDefault();
        return keys.IsBackedUp || since is not { } day
            ? []
            : [new Waiting(WaitingKind.Keys, keys.NewestKey.ToString(CultureInfo.InvariantCulture), null, DaysSince(day), Money.Zero,
                IsLate: DaysSince(day) > 0)];
    }

    /// <summary>Budgets of this year, and of the year before as long as its batches may still be approved.</summary>
    private IEnumerable<Waiting> Budgets() => new[] { _today.Year, _today.Year - 1 }.SelectMany(year =>
    {
        try
        {
            return BudgetOfYear.Read(data, store, budgets, year, null).Budget is { } budget
                ? budget.Limits.Where(one => one.IsShort || year == _today.Year && one.PercentUsed >= limits.BudgetPercent)
                    .Select(one => new Waiting(
                        WaitingKind.Budget, NameOf(year, one.Limit.Purpose), one.Limit.Purpose.County, 0, one.Left, IsLate: true))
                : [];
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            // What it is computed from is lost or altered, which verify names: everything else is told all the same.
            return [new Waiting(WaitingKind.Budget, year.ToString(CultureInfo.InvariantCulture), null, 0, Money.Zero, IsLate: true)];
        }
    });

    private static string NameOf(int year, BudgetPurpose purpose) => string.Create(CultureInfo.InvariantCulture,
        $"{year} {purpose.County} {purpose.Scheme ?? "*"} {(purpose.Level is { } level ? level.ToString().ToLowerInvariant() : "*")}");

    private int DaysSince(DateTimeOffset time) => _today.DayNumber - Instants.DayInChina(time).DayNumber;
}
