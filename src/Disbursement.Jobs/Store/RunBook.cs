using System.Data.Common;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Periods;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Disbursement.Jobs.Store;

/// <summary>The record of runs: who started what, and how far it came.</summary>
internal sealed class RunBook(Database store)
{
    private static readonly string IsSealedRun = $"state = {RunState.Sealed.Quoted()}";

    /// <summary>Whether any sealed run left data behind.</summary>
    public bool HasSealedRuns() => In(books => books.Has("runs", IsSealedRun));

    /// <summary>Sealed runs, oldest first.</summary>
    public IReadOnlyList<RunRecord> Sealed() => In(books => RunsTable.Table.Read(books, $"WHERE {IsSealedRun} ORDER BY number"));

    /// <summary>The rosters that a sealed run read, in their order.</summary>
    public IReadOnlyList<RunInputRecord> Inputs(RunRecord run) => In(books =>
        RunInputsTable.Table.Read(books, "WHERE run_number = @run ORDER BY ordinal", ("@run", run.Number)));

    /// <summary>Numbers of the run's payments that its files, as they were last written, do not name.</summary>
    public IReadOnlySet<string> LeftOut(RunRecord run)
    {
        using DisbursementDb db = store.Model();
        return db.Payments.Where(payment => payment.IsLeftOut
            && db.Batches.Any(batch => batch.Number == payment.BatchNumber && batch.RunNumber == run.Number))
            .Select(payment => payment.PaymentNo).ToHashSet();
    }

    /// <summary>The run that was started for the year and did not end, or null.</summary>
    public RunRecord? Unfinished(int year) => In(books => RunsTable.Table.Find(
        books, $"WHERE year = @year AND state NOT IN ({StoredWords.Listed([RunState.Sealed, RunState.Abandoned])}) ORDER BY number",
        ("@year", year)));

    /// <summary>The sealed run of all counties, through a month at least, that was started at a time or after it; or null.</summary>
    public RunRecord? MadeSince(Month through, DateTimeOffset time) => Sealed().FirstOrDefault(run => run.Year == through.Year
        && run.ThroughMonth >= through.Number && run.Kind == RunKind.Yearly && run.Counties.Length == 0 && run.StartedAt >= time);

    /// <summary>The sealed run that has paid a year through the latest month; null where none has.</summary>
    public RunRecord? Furthest(int year) =>
        Sealed().Where(run => run.Year == year && run.Kind == RunKind.Yearly).MaxBy(run => run.ThroughMonth);

    /// <summary>Whether a run has been sealed, by whomever.</summary>
    public bool IsSealed(RunRecord run) =>
        In(books => books.Has("runs", $"number = @number AND {IsSealedRun}", ("@number", run.Number)));

    /// <summary>The run of a number, or null.</summary>
    public RunRecord? Find(int number) =>
        In(books => RunsTable.Table.Find(books, "WHERE number = @number", ("@number", number)));

    /// <summary>The newest run of all years, sealed or not; null for none.</summary>
    public RunRecord? Newest() =>
        In(books => RunsTable.Table.Find(books, "WHERE number = (SELECT MAX(number) FROM runs)"));

    /// <summary>The run that is being carried out, by its record; null for none.</summary>
    public string? UnderWay() => In(books => RunsTable.Table.Find(
        books,
            $"WHERE state IN ({StoredWords.Listed([RunState.Created, RunState.Reading, RunState.Assessing])}) ORDER BY number DESC"))?.Id;

    /// <summary>The number that the next new run of a year gets.</summary>
    public (int Number, int Ordinal) Next(int year) => In(books => (
        (int)(books.Number("SELECT MAX(number) FROM runs") ?? 0) + 1,
        (int)(books.Number("SELECT MAX(ordinal) FROM runs WHERE year = @year", ("@year", year)) ?? 0) + 1));

    /// <summary>Records a run that starts, new or again.</summary>
    public void Start(RunRecord run)
    {
        try
        {
            using DbConnection connection = store.Connect();
            RunsTable.Table.Put(connection, run);
        }
        catch (DbException exception) when (Database.IsTaken(exception))
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
        IReadOnlyCollection<string> inputs, IReadOnlyCollection<int> payees) => In(books =>
    {
        List<(int? Officer, string Name, string Why)> makers = [(run.MakerOfficer, run.Maker, "started")];
        makers.AddRange(starters.Select(starter => (starter.Officer, starter.Name, "started")));
        makers.AddRange(RosterImportsTable.Table.Read(books, "ORDER BY id").Where(import => inputs.Contains(import.Sha256))
            .Select(import => (import.OfficerId, import.Officer, import.Path)));
        makers.AddRange(Givers(books, payees));
        return Makers(run.Number, makers);
    });

    /// <summary>Who gave the accounts that a run pays to.</summary>
    public static IEnumerable<(int? Officer, string Name, string Why)> Givers(OpenBooks books, IReadOnlyCollection<int> payees) =>
        payees.Count == 0
            ? []
            : PayeesTable.Table.Read(books, $"WHERE id IN ({string.Join(", ", payees.Order())}) ORDER BY id")
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
        RunState[] stays = state switch
        {
            RunState.Reading => [RunState.Sealed, RunState.Assessing, RunState.Failed],
            RunState.Assessing => [RunState.Sealed, RunState.Failed],
            _ => [RunState.Sealed],
        };
        using DbConnection connection = store.Connect();
        Sql.Execute(connection, null,
            $"UPDATE runs SET state = @state WHERE number = @number AND state NOT IN ({StoredWords.Listed(stays)})",
            ("@state", state), ("@number", run.Number));
    }

    private T In<T>(Func<OpenBooks, T> read)
    {
        using DbConnection connection = store.Connect();
        return read(connection);
    }

    /// <summary>The schemes of which there are batches, whatever the pack of today has.</summary>
    public List<string> SchemesPaid()
    {
        using DbConnection connection = store.Connect();
        using DbCommand command = Sql.Command(connection, null, "SELECT DISTINCT scheme FROM batches");
        using DbDataReader reader = command.ExecuteReader();
        List<string> schemes = [];
        while (reader.Read())
            schemes.Add(reader.GetString(0));
        return schemes;
    }
}
