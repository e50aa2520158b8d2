using System.Data.Common;
using Disbursement.Domain.Batches;
using Disbursement.Jobs.Archive;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Runs.Parts;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Replay;
using Disbursement.Jobs.Store.Tables;
using Serilog.Core;

namespace Disbursement.Jobs.Proofs;

/// <summary>
/// Computes sealed runs again from the archive, by the story that every run follows, and compares what comes out with what is recorded.
/// </summary>
/// <remarks>
/// The record is read and never written. The replay works in a folder of its own, with the same keys and the same run, and leaves nothing
/// behind.
/// </remarks>
internal sealed class ReplayRuns(string data, Database store, KeyRing ring, TimeProvider clock)
{
    private const int Number = 6;

    private readonly ArchivedInputs _archive = new(SealedInputs.Of(data, ring));
    private readonly RunBook _runs = new(store);

    /// <summary>
    /// One check for each run, oldest first, each stopping at its first break; and, after all of them, one of what stands between and
    /// behind them.
    /// </summary>
    /// <param name="only">The run to replay, such as 2026-1; null for all. One alone is taken to have been told the truth about the runs
    /// before it.</param>
    /// <param name="show">Shows how far a replay has come, until it is disposed; nothing where nobody looks.</param>
    /// <param name="stop">Stops the replay.</param>
    /// <exception cref="RunRefusal">There is no such run.</exception>
    public IReadOnlyList<Check> Run(string? only, Func<RunRecord, RunProgress, IDisposable?> show, CancellationToken stop)
    {
        try
        {
            return ReplayEach(only, show, stop);
        }
        catch (Exception exception) when (IsOfRecord(exception))
        {
            return [new Check(Number, "the record of the runs can be read", "各批次的记录可以读取", 0, $"a row cannot be read: {exception.Message}")
            {
                Of = only ?? ProofBook.BetweenRuns,
            }];
        }
    }

    private List<Check> ReplayEach(string? only, Func<RunRecord, RunProgress, IDisposable?> show, CancellationToken stop)
    {
        IReadOnlyList<RunRecord> chosen = [.. _runs.Sealed().Where(run => run.Kind == RunKind.Yearly && (only is null || run.Id == only))];
        if (only is not null && chosen.Count == 0)
            throw new RunRefusal($"There is no sealed run {only} in {store.Name} that read rosters.")
            {
                Chinese = $"{store.Name} 中没有读取过花名册的已封账批次 {only}。",
            };

        using ReplayFolder folder = ReplayFolder.Take(data);
        List<Check> checks = [];
        bool isPastKnown = only is null;
        foreach (RunRecord run in chosen)
        {
            RunProgress progress = new();
            string? first;
            using (IDisposable? shown = show(run, progress))
                first = Borne(() => FirstBreak(run, folder, isPastKnown, progress, stop));
            isPastKnown &= first is null;
            checks.Add(new Check(
                Number, $"run {run.Id}, computed again from the archive, gives the same decisions and files", $"批次{run.Id}按存档重算，决定与文件一致",
                progress.Decisions, first is null ? null : $"run {run.Id}: {first}") { Of = run.Id });
        }

        if (only is null && chosen.Count > 0 && !IsOvertaken(chosen))
            checks.Add(Whole(folder, chosen, isPastKnown));
        return checks;
    }

    /// <summary>Whether a run was sealed meanwhile: then what stands behind the last one is not what the replayed ones left.</summary>
    private bool IsOvertaken(IReadOnlyList<RunRecord> replayed) =>
        _runs.Sealed().Count(run => run.Kind == RunKind.Yearly) != replayed.Count;

    private string? FirstBreak(RunRecord run, ReplayFolder folder, bool isPastKnown, RunProgress progress, CancellationToken stop)
    {
        progress.Stage = "reading";
        (RunInputs? inputs, string? unread) = _archive.Read(run, _runs.Inputs(run), stop);
        if (inputs is null)
            return unread;

        string scratch = folder.Empty();
        IReadOnlySet<string> leftOut = _runs.LeftOut(run);
        RunOrder order = Again(run, scratch);
        using ReplayStore replay = ReplayStore.Make(order.Data, store.RecordedFile(folder.Root), PastOf(folder), run);
        PastStandings past = new(replay.Connection);
        if (past.FirstBreak(run, isPastKnown) is { } untold)
            return untold;
        if (CarryOut(order, inputs, run, replay.Store, leftOut, progress, stop) is { } failure)
            return failure;

        progress.Stage = "comparing";
        using Sealer sealer = new(ring);
        string? first = new CompareRun(replay.Connection, run, sealer).FirstBreak(leftOut, stop);
        if (first is null && isPastKnown)
            past.Remember(run);
        return first;
    }

    /// <summary>Where the recorded rows cannot even be computed with, that is a break; where this machine fails, it is not.</summary>
    private string? CarryOut(
        RunOrder order, RunInputs inputs, RunRecord run, Database scratch, IReadOnlySet<string> leftOut, RunProgress progress,
        CancellationToken stop)
    {
        try
        {
            using RunFolders folders = RunFolders.Make(order, run.Id);
            using OwnWork work = folders.Alone(scratch.BeginSealing, order.Workers);
            KeepToCompare keep = new(order, run, scratch, Carried(run), leftOut, PackBefore.Of(data, store, run), clock);
            new RunYear(order, inputs, run, scratch, ring, folders, work, keep, progress, Logger.None).Run(stop);
            return null;
        }
        catch (Exception exception) when (!IsOfThisMachine(exception))
        {
            return $"it cannot be computed again: "
                + $"{(exception as AggregateException)?.Flatten().InnerExceptions[0].GetType().Name ?? exception.GetType().Name}";
        }
    }

    /// <summary>
    /// The first break, through faults of a server that pass: what is found while it comes back is looked for a second time.
    /// </summary>
    private string? Borne(Func<string?> replay)
    {
        Patience patience = new(store.Settings, tries: 1);
        for (bool isSecond = store.Settings.Provider == DatabaseProvider.Sqlite; ; isSecond = true)
        {
            try
            {
                string? first = Guarded(replay);
                if (first is null || isSecond)
                    return first;
            }
            catch (Exception exception) when (patience.Bears(exception))
            {
                patience.Wait();
            }
        }
    }

    /// <summary>What cannot even be read is a break too.</summary>
    private static string? Guarded(Func<string?> replay)
    {
        try
        {
            return replay();
        }
        catch (Exception exception) when (IsOfRecord(exception))
        {
            return $"a row cannot be read: {exception.Message}";
        }
    }

    /// <summary>Whether recorded values are to blame: nonsense in a row, or a table that is gone or damaged.</summary>
    private static bool IsOfRecord(Exception exception) => exception is AggregateException many
        ? many.Flatten().InnerExceptions.All(IsOfRecord)
        : exception is DbException fault ? Faults.IsOfRows(fault) : !IsOfThisMachine(exception);

    private static bool IsOfThisMachine(Exception exception) => exception is AggregateException many
        ? many.Flatten().InnerExceptions.Any(IsOfThisMachine)
        : exception is OperationCanceledException or IOException or UnauthorizedAccessException or DbException or StoreRefusal
            or RunRefusal or OutOfMemoryException || Faults.OfMachine(exception) is not null;

    private static RunOrder Again(RunRecord run, string scratch)
    {
        RunOrder order = new()
        {
            Year = run.Year,
            ThroughMonth = run.ThroughMonth,
            Inputs = scratch,
            Out = Path.Combine(scratch, "out"),
            Data = Path.Combine(scratch, "data"),
            Counties = run.Counties.Split(',', StringSplitOptions.RemoveEmptyEntries),
            ValueDate = run.ValueDate,
            Maker = run.Maker,
            IsChinese = run.Language == "zh",
            HasEnglishHeaders = run.Headers == "en",
        };
        run.State = RunState.Created;
        run.SealedAt = null;
        run.MakerOfficer = null;
        run.OutFolder = Path.Combine(order.Out, run.Id);
        return order;
    }

    private CarriedPayments Carried(RunRecord run)
    {
        using DbConnection connection = store.Connect();
        return CarriedPayments.Of(connection, run.Id, ring);
    }

    private Check Whole(ReplayFolder folder, IReadOnlyList<RunRecord> replayed, bool isPastKnown)
    {
        using ReplayStore replay = ReplayStore.Beside(folder.Empty(), store.RecordedFile(folder.Root), PastOf(folder));
        string? first = FindStrayRows.Run(replay.Connection) ?? Reissued()
            ?? (isPastKnown ? new PastStandings(replay.Connection).FirstBreakOfToday() : null);
        return new Check(Number, "nothing stands beside the runs, and the next one goes by what they left behind",
            "各批次之外别无记录，下一批次所依据的即为其结果", replayed.Count, first) { Of = ProofBook.BetweenRuns };
    }

    /// <summary>A reissue reads no roster, so it is not computed again; what it tells of each payment is proved here.</summary>
    private string? Reissued()
    {
        using DbConnection connection = store.Connect();
        foreach (RunRecord run in _runs.Sealed().Where(run => run.Kind == RunKind.Reissue))
        {
            foreach (Carried carried in CarriedPayments.Of(connection, run.Id, ring).All.Where(one => one.SentBack is not null))
            {
                ReviewFlags due = carried.Judge(carried.To(null), isChinese: false).Flags;
                if (ReviewFlagsOf.Joined(carried.Payment.Flags, due) != carried.Told)
                    return $"run {run.Id}: what replaces {carried.Payment.Replaces} does not tell how it came to be paid again";
            }
        }

        return null;
    }

    private static string PastOf(ReplayFolder folder) => Path.Combine(folder.Root, "past.db");
}
