using System.Data.Common;
using System.Globalization;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Disbursement.Jobs.Store;

/// <summary>
/// What the nodes of a cluster have made of a run so far: one product for each part. Whoever records the product of a part first is
/// believed, and what comes later is not taken: nor is what an earlier start of the run still brings. The transaction that seals the run
/// takes the products of the start that counts, and with them the right to seal it.
/// </summary>
/// <param name="store">The database.</param>
/// <param name="clock">The time of entries.</param>
/// <param name="run">The number of the run.</param>
/// <param name="start">Which start of the run: each has an id of its own.</param>
internal sealed class RunParts(Database store, TimeProvider clock, int run, string start)
{
    /// <summary>The stages under which the id of the start, the state of the ledger, and the reason of a failure are kept.</summary>
    private const string Start = "start", Ledger = "ledger", Failed = "failed";

    private const int MostOfReason = 190;

    /// <summary>Records a start of a run, new or again: whatever an earlier start has made counts no more.</summary>
    /// <param name="store">The database.</param>
    /// <param name="clock">The time.</param>
    /// <param name="run">The run.</param>
    /// <param name="start">The id of the start.</param>
    /// <param name="known">The run as it was when this start was decided on; null where there was none.</param>
    /// <param name="before">The start that counted then; null for none.</param>
    /// <exception cref="StoreRefusal">Somebody else has started it meanwhile.</exception>
    public static void Begin(Database store, TimeProvider clock, RunRecord run, string start, RunRecord? known, string? before) =>
        InTurn.Run(store, clock, turn =>
    {
        RunRecord? now = turn.Db.Runs.AsNoTracking().FirstOrDefault(one => one.Number == run.Number);
        if (now is null != known is null || now is { State: RunState.Sealed } || StartOf(turn.Db, run.Number) != before)
            throw new StoreRefusal($"Run {run.Id} was started at the same moment by somebody else. Nothing was started here; wait for it, "
                + $"or give the same command again.")
            {
                Chinese = $"他人同时启动了发放批次 {run.Id}，此处未启动任何发放。请等待其结束，或重新执行同一命令。",
                IsResumable = true,
            };

        if (now is null)
            turn.Db.Runs.Add(run);
        else
            turn.Db.Runs.Update(run);
        turn.Execute("DELETE FROM run_parts WHERE run_number = @run", ("@run", run.Number));
        turn.Db.RunParts.Add(new RunPartRecord { RunNumber = run.Number, Stage = Start, Name = "", Product = start });
        turn.Commit();
        return true;
    });

    /// <summary>The id of the start that counts; null where the run is sealed, has failed, or is none of a cluster's.</summary>
    public static string? StartOf(DisbursementDb db, int run) =>
        db.RunParts.AsNoTracking().Where(part => part.RunNumber == run && part.Stage == Start).Select(part => part.Product)
            .FirstOrDefault();

    /// <summary>Why the run has failed; null where it has not.</summary>
    public static string? ReasonOf(DisbursementDb db, int run) =>
        db.RunParts.AsNoTracking().Where(part => part.RunNumber == run && part.Stage == Failed).Select(part => part.Product)
            .FirstOrDefault();

    /// <summary>The run that a cluster carries out at present; null for none.</summary>
    public static RunRecord? UnderWay(DisbursementDb db) => db.Runs.AsNoTracking().FirstOrDefault(run => run.State != RunState.Sealed
        && db.RunParts.Any(part => part.RunNumber == run.Number && part.Stage == Start));

    /// <summary>The run whose decisions go by the ledger as it is; null for none.</summary>
    public static RunRecord? Holding(DisbursementDb db) => db.Runs.AsNoTracking().FirstOrDefault(run => run.State != RunState.Sealed
        && db.RunParts.Any(part => part.RunNumber == run.Number && part.Stage == Start)
        && db.RunParts.Any(part => part.RunNumber == run.Number && part.Stage == Ledger));

    /// <summary>Forgets the products of a run that one process takes over.</summary>
    public static void Forget(Database store, TimeProvider clock, int run)
    {
        using (DbConnection connection = store.Connect())
        {
            if (!new OpenBooks(connection).Has("run_parts", "run_number = @run", ("@run", run)))
                return;
        }

        InTurn.Run(store, clock, turn =>
        {
            turn.Execute("DELETE FROM run_parts WHERE run_number = @run", ("@run", run));
            turn.Commit();
            return true;
        });
    }

    /// <summary>Whether this start still counts: the run is neither sealed nor started anew, and has not failed.</summary>
    public bool IsCurrent()
    {
        using DisbursementDb db = store.Model();
        return StartOf(db, run) == start;
    }

    /// <summary>The products of a stage, by part.</summary>
    public IReadOnlyDictionary<string, string> Of(string stage)
    {
        using DisbursementDb db = store.Model();
        return db.RunParts.AsNoTracking().Where(part => part.RunNumber == run && part.Stage == stage)
            .ToDictionary(part => part.Name, part => part.Product);
    }

    /// <summary>
    /// Records the product of a part; false where somebody else was first, or the start counts no more, and then nothing is written.
    /// </summary>
    public bool Keep(string stage, string name, string product) => InTurn.Run(store, clock, turn =>
    {
        if (StartOf(turn.Db, run) != start || turn.Db.RunParts.Any(part => part.RunNumber == run && part.Stage == stage
            && part.Name == name))
            return false;

        turn.Db.RunParts.Add(new RunPartRecord { RunNumber = run, Stage = stage, Name = name, Product = product });
        turn.Commit();
        return true;
    });

    /// <summary>Notes the state of the ledger that decisions are made by, where nobody has; from then on no payment may move.</summary>
    /// <returns>False where decisions were made by another state; null where the start counts no more.</returns>
    public bool? HoldLedger() => InTurn.Run<bool?>(store, clock, turn =>
    {
        string now = LedgerState(turn.Db);
        if (StartOf(turn.Db, run) != start)
            return null;
        if (NotedLedger(turn.Db) is { } noted)
            return noted == now;

        turn.Db.RunParts.Add(new RunPartRecord { RunNumber = run, Stage = Ledger, Name = "", Product = now });
        turn.Commit();
        return true;
    });

    /// <summary>Whether the ledger is as it was when decisions were made.</summary>
    public bool IsLedgerHeld()
    {
        using DisbursementDb db = store.Model();
        return NotedLedger(db) == LedgerState(db);
    }

    /// <summary>
    /// Takes the products of the run, in the transaction that seals it; with the row of its start goes the right to seal it, so nobody does
    /// so twice.
    /// </summary>
    /// <returns>False where the start counts no more: then nothing may be sealed.</returns>
    public bool Take(DbConnection connection, DbTransaction transaction)
    {
        const string ofRun = "DELETE FROM run_parts WHERE run_number = @run";
        if (Sql.Execute(connection, transaction, $"{ofRun} AND stage = @stage AND product = @start",
            ("@run", run), ("@stage", Start), ("@start", start)) != 1)
            return false;

        Sql.Execute(connection, transaction, ofRun, ("@run", run));
        return true;
    }

    /// <summary>Ends the run early, with the reason: no part of this start counts any more.</summary>
    /// <returns>False where the start counts no more.</returns>
    public bool GiveUp(string reason) => InTurn.Run(store, clock, turn =>
    {
        if (StartOf(turn.Db, run) != start)
            return false;

        turn.Execute("DELETE FROM run_parts WHERE run_number = @run", ("@run", run));
        turn.Db.Runs.Where(known => known.Number == run && known.State != RunState.Sealed)
            .ExecuteUpdate(set => set.SetProperty(known => known.State, RunState.Failed));
        turn.Db.RunParts.Add(new RunPartRecord { RunNumber = run, Stage = Failed, Name = "",
            Product = reason.Length <= MostOfReason ? reason : reason[..MostOfReason] });
        turn.Commit();
        return true;
    });

    private string? NotedLedger(DisbursementDb db) =>
        db.RunParts.AsNoTracking().Where(part => part.RunNumber == run && part.Stage == Ledger).Select(part => part.Product)
            .FirstOrDefault();

    /// <summary>Every act that touches payments leaves a row in one of these tables.</summary>
    private static string LedgerState(DisbursementDb db) => string.Create(
        CultureInfo.InvariantCulture,
        $"{db.Runs.Count(run => run.State == RunState.Sealed)}-{db.BatchActs.Max(act => (long?)act.Id) ?? 0}-{db.ReturnFiles.Count()}"
            + $"-{db.Payees.Max(payee => (int?)payee.Id) ?? 0}");
}
