using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Disbursement.Jobs.Store;

/// <summary>A part of a shared run that a process has taken.</summary>
internal sealed record TakenPart(string Stage, string Name, int Attempt);

/// <summary>
/// Which parts of a run that several processes share are free, taken or done. The database is asked; who takes a part again, because its
/// process died, gets a higher attempt, and what an earlier attempt still brings is not taken any more.
/// </summary>
internal sealed class RunParts(Database store, TimeProvider clock, int run)
{
    public const string Free = "free", Taken = "taken", Done = "done";

    /// <summary>The stage under which the state of the ledger is kept that decisions were made by.</summary>
    private const string Ledger = "ledger";

    /// <summary>Whether a run is shared, and not over.</summary>
    public static bool AnyOf(DisbursementDb db, int run) => db.RunParts.Any(part => part.RunNumber == run);

    /// <summary>The parts of a stage in the order of names.</summary>
    public IReadOnlyList<RunPartRecord> Of(string stage)
    {
        using DisbursementDb db = store.Model();
        return [.. db.RunParts.AsNoTracking().Where(part => part.RunNumber == run
            && part.Stage == stage).AsEnumerable().OrderBy(part => part.Name, StringComparer.Ordinal)];
    }

    /// <summary>Every process that has taken a part and not ended it.</summary>
    public IReadOnlyList<RunPartRecord> Busy()
    {
        using DisbursementDb db = store.Model();
        return [.. db.RunParts.AsNoTracking().Where(part => part.RunNumber == run && part.State == Taken)];
    }

    /// <summary>Names the parts of a stage, where nobody has done so yet.</summary>
    public void Open(string stage, IReadOnlyList<string> names)
    {
        if (Of(stage).Count == names.Count)
            return;

        Turn(turn =>
        {
            if (IsSealed(turn.Db))
                return;

            HashSet<string> known =
                [.. turn.Db.RunParts.AsNoTracking().Where(part => part.RunNumber == run && part.Stage == stage).Select(part => part.Name)];
            turn.Db.RunParts.AddRange(names.Where(name => !known.Contains(name))
                .Select(name => new RunPartRecord { RunNumber = run, Stage = stage, Name = name, State = Free }));
            turn.Commit();
        });
    }

    /// <summary>Takes the first part that is free or whose process is dead; null where there is none.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="node">Who takes it.</param>
    /// <param name="isAlive">Whether the process that has taken a part still works on it.</param>
    /// <param name="leaseUntil">Until when nobody else may take it, in milliseconds since 1970; counts only between machines.</param>
    public TakenPart? Take(string stage, string node, Func<RunPartRecord, bool> isAlive, long leaseUntil)
    {
        bool IsOpen(RunPartRecord part) => part.State == Free || part.State == Taken && !isAlive(part);
        if (!Of(stage).Any(IsOpen))
            return null;

        return InTurn.Run(store, clock, turn =>
        {
            RunPartRecord? open = turn.Db.RunParts.Where(part => part.RunNumber == run && part.Stage == stage
                && part.State != Done).AsEnumerable()
                .OrderBy(part => part.Name, StringComparer.Ordinal).FirstOrDefault(IsOpen);
            if (open is null)
                return null;

            (open.State, open.Node, open.LeaseUntil) = (Taken, node, leaseUntil);
            open.Attempt++;
            turn.Commit();
            return new TakenPart(stage, open.Name, open.Attempt);
        });
    }

    /// <summary>
    /// Says that a part is done, together with what it leaves in the database; false where somebody else has taken it meanwhile, and then
    /// nothing is written.
    /// </summary>
    public bool End(TakenPart part, Action<ActTransaction>? alongside = null) => InTurn.Run(store, clock, turn =>
    {
        if (turn.Execute(EndSql, Key(part)) != 1)
            return false;

        alongside?.Invoke(turn);
        turn.Commit();
        return true;
    });

    /// <summary>The statement that ends a part, for the transaction that seals the run.</summary>
    public const string EndSql = "UPDATE run_parts SET state = 'done' WHERE run_number = @run AND stage = @stage AND name = @name AND "
        + "attempt = @attempt AND state = 'taken'";

    public (string Name, object? Value)[] Key(TakenPart part) =>
        [("@run", run), ("@stage", part.Stage), ("@name", part.Name), ("@attempt", part.Attempt)];

    /// <summary>Lets go of everything that a process has taken.</summary>
    public void LetGo(string node) => Turn(turn =>
    {
        turn.Execute("UPDATE run_parts SET state = 'free' WHERE run_number = @run AND node = @node AND state = 'taken'", ("@run", run),
            ("@node", node));
        turn.Commit();
    });

    /// <summary>Keeps others from taking what a process works on.</summary>
    public void Renew(string node, long leaseUntil)
    {
        using DisbursementDb db = store.Model();
        db.RunParts.Where(part => part.RunNumber == run && part.Node == node && part.State == Taken)
            .ExecuteUpdate(set => set.SetProperty(part => part.LeaseUntil, leaseUntil));
    }

    /// <summary>
    /// Notes the state of the ledger that decisions are made by. Where others were made by another state, because every process of the run
    /// had died and an act came between, they are made again.
    /// </summary>
    /// <param name="stages">The stages that go by the ledger.</param>
    public void HoldLedger(IReadOnlyCollection<string> stages) => Turn(turn =>
    {
        string now = LedgerState(turn.Db);
        RunPartRecord[] known = [.. turn.Db.RunParts.Where(part => part.RunNumber == run && part.Stage == Ledger)];
        if (known.Any(part => part.Name == now) || IsSealed(turn.Db))
            return;

        turn.Db.RunParts.RemoveRange(known);
        turn.Db.RunParts.Add(new RunPartRecord { RunNumber = run, Stage = Ledger, Name = now, State = Done });
        foreach (RunPartRecord part in turn.Db.RunParts.Where(part => part.RunNumber == run && stages.Contains(part.Stage)))
            part.State = Free;
        turn.Commit();
    });

    /// <summary>Runs whose decisions go by the ledger as it is.</summary>
    public static IReadOnlyList<RunRecord> Holding(DisbursementDb db) =>
        [.. db.Runs.AsNoTracking().Where(run => run.State != RunState.Sealed
            && db.RunParts.Any(part => part.RunNumber == run.Number && part.Stage == Ledger))];

    /// <summary>Whether the ledger is as it was when decisions were made.</summary>
    public bool IsLedgerHeld(DisbursementDb db)
    {
        string now = LedgerState(db);
        return db.RunParts.AsNoTracking().Any(part => part.RunNumber == run && part.Stage == Ledger && part.Name == now);
    }

    /// <summary>Forgets the parts: the run starts anew.</summary>
    public void Forget()
    {
        using (DisbursementDb db = store.Model())
        {
            if (!AnyOf(db, run) && !db.RunClaims.Any(claim => claim.RunNumber == run))
                return;
        }

        Turn(turn =>
        {
            foreach (string sql in ForgetSql)
                turn.Execute(sql, ("@run", run));
            turn.Commit();
        });
    }

    /// <summary>A run that is sealed has no parts any more, and gets none from a process that has not seen it yet.</summary>
    private bool IsSealed(DisbursementDb db) => db.Runs.Any(known => known.Number == run && known.State == RunState.Sealed);

    private void Turn(Action<ActTransaction> body) => InTurn.Run(store, clock, turn =>
    {
        body(turn);
        return true;
    });

    /// <summary>The statements that clear what only counts while the run is under way.</summary>
    public static IReadOnlyList<string> ForgetSql { get; } =
        ["DELETE FROM run_parts WHERE run_number = @run", "DELETE FROM run_claims WHERE run_number = @run"];

    /// <summary>Every act that touches payments leaves a row in one of these tables.</summary>
    private static string LedgerState(DisbursementDb db) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{db.Runs.Count(run => run.State == RunState.Sealed)}-{db.BatchActs.Max(act => (long?)act.Id) ?? 0}-{db.ReturnFiles.Count()}"
            + $"-{db.Payees.Max(payee => (int?)payee.Id) ?? 0}");
}
