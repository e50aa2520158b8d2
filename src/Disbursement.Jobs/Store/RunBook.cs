using Disbursement.Domain.Batches;
using Disbursement.Domain.Periods;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Disbursement.Jobs.Store;

/// <summary>The record of runs: who started what, and how far it came.</summary>
internal sealed class RunBook(Database store)
{
    /// <summary>Whether any sealed run left data behind.</summary>
    public bool HasSealedRuns()
    {
        using DisbursementDb db = store.Model();
        return db.Runs.Any(run => run.State == RunState.Sealed);
    }

    /// <summary>Sealed runs, oldest first.</summary>
    public IReadOnlyList<RunRecord> Sealed()
    {
        using DisbursementDb db = store.Model();
        return [.. db.Runs.AsNoTracking().Where(run => run.State == RunState.Sealed).OrderBy(run => run.Number)];
    }

    /// <summary>The rosters that a sealed run read, in their order.</summary>
    public IReadOnlyList<RunInputRecord> Inputs(RunRecord run)
    {
        using DisbursementDb db = store.Model();
        return [.. db.RunInputs.AsNoTracking().Where(input => input.RunNumber == run.Number).OrderBy(input => input.Ordinal)];
    }

    /// <summary>Numbers of the run's payments that its files, as they were last written, do not name.</summary>
    public IReadOnlySet<string> LeftOut(RunRecord run)
    {
        using DisbursementDb db = store.Model();
        return db.Payments.Where(payment => payment.IsLeftOut
            && db.Batches.Any(batch => batch.Number == payment.BatchNumber && batch.RunNumber == run.Number))
            .Select(payment => payment.PaymentNo).ToHashSet();
    }

    /// <summary>The run that was started for the year and did not end, or null.</summary>
    public RunRecord? Unfinished(int year)
    {
        using DisbursementDb db = store.Model();
        return db.Runs.AsNoTracking()
            .FirstOrDefault(run => run.Year == year && run.State != RunState.Sealed && run.State != RunState.Abandoned);
    }

    /// <summary>The sealed run of all counties, through a month at least, that was started at a time or after it; or null.</summary>
    public RunRecord? MadeSince(Month through, DateTimeOffset time) => Sealed().FirstOrDefault(run => run.Year == through.Year
        && run.ThroughMonth >= through.Number && run.Kind == RunKind.Yearly && run.Counties.Length == 0 && run.StartedAt >= time);

    /// <summary>The sealed run that has paid a year through the latest month; null where none has.</summary>
    public RunRecord? Furthest(int year) =>
        Sealed().Where(run => run.Year == year && run.Kind == RunKind.Yearly).MaxBy(run => run.ThroughMonth);

    /// <summary>Whether a run has been sealed, by whomever.</summary>
    public bool IsSealed(RunRecord run)
    {
        using DisbursementDb db = store.Model();
        return db.Runs.Any(known => known.Number == run.Number && known.State == RunState.Sealed);
    }

    /// <summary>The run of a number, or null.</summary>
    public RunRecord? Find(int number)
    {
        using DisbursementDb db = store.Model();
        return db.Runs.AsNoTracking().FirstOrDefault(run => run.Number == number);
    }

    /// <summary>The run that is being carried out, by its record; null for none.</summary>
    public string? UnderWay()
    {
        using DisbursementDb db = store.Model();
        return db.Runs.Where(run => run.State == RunState.Created || run.State == RunState.Reading || run.State == RunState.Assessing)
            .OrderByDescending(run => run.Number).Select(run => run.Id).FirstOrDefault();
    }

    /// <summary>The number that the next new run of a year gets.</summary>
    public (int Number, int Ordinal) Next(int year)
    {
        using DisbursementDb db = store.Model();
        int number = db.Runs.Max(run => (int?)run.Number) ?? 0;
        int ordinal = db.Runs.Where(run => run.Year == year).Max(run => (int?)run.Ordinal) ?? 0;
        return (number + 1, ordinal + 1);
    }

    /// <summary>Records a run that starts, new or again.</summary>
    public void Start(RunRecord run)
    {
        using DisbursementDb db = store.Model();
        if (db.Runs.Any(known => known.Number == run.Number))
            db.Runs.Update(run);
        else
            db.Runs.Add(run);
        try
        {
            db.SaveChanges();
        }
        catch (DbUpdateException exception) when (Database.IsTaken(exception))
        {
            string other = Unfinished(run.Year)?.Id ?? run.Id;
            throw new StoreRefusal($"Run {other} was started at the same moment by somebody else. Nothing was started here; wait for it, "
                + $"or give the same command again.", exception) { IsResumable = true };
        }
    }

    /// <summary>
    /// Who had a hand in what a run pays: who started it, under the name given and that of the operating system, who brought in a
    /// correction it read, and who gave an account that it pays to.
    /// </summary>
    public IReadOnlyList<RunMakerRecord> Makers(RunRecord run, IEnumerable<(int? Officer, string Name)> starters,
        IReadOnlyCollection<string> inputs, IReadOnlyCollection<int> payees)
    {
        using DisbursementDb db = store.Model();
        List<(int? Officer, string Name, string Why)> makers = [(run.MakerOfficer, run.Maker, "started")];
        makers.AddRange(starters.Select(starter => (starter.Officer, starter.Name, "started")));
        makers.AddRange(db.RosterImports.AsNoTracking().AsEnumerable().Where(import => inputs.Contains(import.Sha256))
            .Select(import => (import.OfficerId, import.Officer, import.Path)));
        makers.AddRange(Givers(db, payees));
        return Makers(run.Number, makers);
    }

    /// <summary>Who gave the accounts that a run pays to.</summary>
    public static IEnumerable<(int? Officer, string Name, string Why)> Givers(DisbursementDb db, IReadOnlyCollection<int> payees) =>
        db.Payees.AsNoTracking().Where(payee => payees.Contains(payee.Id)).OrderBy(payee => payee.Id).AsEnumerable()
            .Select(payee => (payee.OfficerId, payee.Officer, $"account for {payee.PaymentNo}"));

    /// <summary>The rows of makers, each once, in order.</summary>
    public static IReadOnlyList<RunMakerRecord> Makers(int run, IEnumerable<(int? Officer, string Name, string Why)> makers) =>
    [
        .. makers.Select(maker => (maker.Officer, Name: OfficerNames.Fold(maker.Name), maker.Why))
        .DistinctBy(maker => (maker.Officer, maker.Name))
            .Select((maker, i) => new RunMakerRecord { Id = RunItemId.Of(run, i).Value, RunNumber = run, OfficerId = maker.Officer,
                Name = maker.Name, Why = maker.Why }),
    ];

    /// <summary>
    /// Says how far a run has come. What another process has said of it meanwhile, that it is further, sealed or has failed, stays.
    /// </summary>
    public void Move(RunRecord run, RunState state)
    {
        run.State = state;
        using DisbursementDb db = store.Model();
        bool isBack = state == RunState.Reading, isOn = state is RunState.Reading or RunState.Assessing;
        db.Runs.Where(known => known.Number == run.Number && known.State != RunState.Sealed
            && !(isBack && known.State == RunState.Assessing) && !(isOn && known.State == RunState.Failed))
            .ExecuteUpdate(set => set.SetProperty(known => known.State, state));
    }
}
