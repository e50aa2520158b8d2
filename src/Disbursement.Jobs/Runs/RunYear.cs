using System.Globalization;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Batches;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Reports;
using Disbursement.Jobs.Sorting;
using Disbursement.Jobs.Store;
using Serilog;
using Serilog.Context;

namespace Disbursement.Jobs.Runs;

/// <summary>The yearly run, from rosters to payment files. The whole story stands in <see cref="Carry"/>.</summary>
internal sealed class RunYear(TimeProvider clock, ILogger log)
{
    /// <summary>Carries the run out, or goes on with one of the year that did not end.</summary>
    /// <exception cref="RunRefusal">The run did not come about; nothing was written.</exception>
    public RunSummary Run(RunOrder order, RunProgress progress, CancellationToken stop)
    {
        RunInputs inputs = RunInputs.Read(order);
        if (order.IsDryRun && !Database.Exists(order.Data))
            return Carry(order, inputs, NewRun(order, inputs, 1, 1), null, KeyRing.Fleeting(), progress, stop);

        using RunLock? held = order.IsDryRun ? null : RunLock.Take(order.Data);
        Database store = order.IsDryRun ? Database.OpenToRead(order.Data) : Database.Open(order.Data);
        RunBook runs = new(store);
        KeyRing ring = OpenRing.Of(order.Data, store);
        RunRecord run = StartOrResume(order, inputs, runs);
        try
        {
            RunSummary summary = Carry(order, inputs, run, store, ring, progress, stop);
            if (!order.IsDryRun)
                Measures.Sealed(summary, progress);
            return summary;
        }
        catch (Exception exception) when (!order.IsDryRun && run.State != RunState.Sealed)
        {
            Measures.NotSealed(stop.IsCancellationRequested);
            Fail(runs, run, exception);
            throw;
        }
        finally
        {
            progress.End();
        }
    }

    /// <summary>Says in the record that the run ended early. It is resumable all the same, also where not even this could be written.</summary>
    private void Fail(RunBook runs, RunRecord run, Exception exception)
    {
        log.Warning("Run {Failed} ended early: {Kind}", run.Id, exception.GetType().Name);
        try
        {
            runs.Move(run, RunState.Failed);
        }
        catch (Exception again) when (again is System.Data.Common.DbException or IOException or InvalidOperationException)
        {
            log.Warning("The record of run {Failed} could not be written: {Kind}", run.Id, again.GetType().Name);
        }
    }

    /// <summary>The story of a run, told by the rosters of the inputs folder or, for a replay, by those of the archive: it makes no difference here.</summary>
    /// <param name="order">What was asked for.</param>
    /// <param name="inputs">What the run reads.</param>
    /// <param name="run">Its record.</param>
    /// <param name="store">Knows what earlier runs left behind, and remembers this one; null for neither.</param>
    /// <param name="ring">Its keys.</param>
    /// <param name="progress">How far it has come.</param>
    /// <param name="stop">Stops it.</param>
    public RunSummary Carry(RunOrder order, RunInputs inputs, RunRecord run, Database? store, KeyRing ring, RunProgress progress, CancellationToken stop)
    {
        using IDisposable runId = LogContext.PushProperty("Run", order.IsDryRun ? $"dry-{run.Year}" : run.Id);
        using RunFolders folders = RunFolders.Make(order, run.Id);
        RunBook? runs = order.IsDryRun ? null : new RunBook(store!);
        string[] counties = order.Counties.Count > 0 ? [.. order.Counties.Order(StringComparer.Ordinal)] : [.. inputs.Bureaus.Select(bureau => bureau.County).Order(StringComparer.Ordinal)];

        // 1. Rosters are archived under their hash and read, row by row, into stretches of rows sorted by household.
        Stage("reading", runs, run, RunState.Reading, progress);
        OpenRoster open = new(folders.Archive, folders.Work);
        open.Keep(inputs.PackReading.Bytes, inputs.PackReading.Sha256);
        open.Keep(inputs.BureauBytes, inputs.BureausSha256);
        SortedRuns fragments = new(folders.Work, "fragments", FragmentKey.CountyLength);
        Orphans orphans = new();
        HashSet<uint> known = [.. inputs.Bureaus.Select(bureau => uint.Parse(bureau.County, CultureInfo.InvariantCulture))];
        RosterReading[] files = ReadRosters.Run(inputs.Rosters, known, order.Year, open, fragments, orphans, progress.Reading, order.Workers, stop);

        // 2. Households are put together, accepted or rejected whole; who stands in two of them is found over all counties.
        SortedRuns ids = new(folders.Work, "ids", 0), accounts = new(folders.Work, "accounts", 0), standings = new(folders.Work, "standings", 0);
        AcceptHouseholds accept = new(fragments, files, orphans, ids, accounts, order.IsChinese);
        IReadOnlyList<Acceptance> acceptances = accept.Run(counties.Contains, county => folders.Grow("rejects", $"{county}.csv"), order.Workers, stop);
        Duplicates duplicates = Duplicates.Find(ids, accounts, inputs.Pack.Limits.ClaimantsPerAccount);
        progress.TotalHouseholds = acceptances.Where(county => counties.Contains(county.County)).Sum(county => county.Accepted);

        // 3. County by county: the rules, and the settlement against the ledger. Rows go into one open transaction. What came back from the bank joins.
        Stage("assessing", runs, run, RunState.Assessing, progress);
        using Sealing sealing = order.IsDryRun ? Sealing.Discarding() : store!.BeginSealing();
        CarriedPayments carried = order.Carried ?? Waiting(store, counties, ring).Without(payment => duplicates.IsClaimant(payment.Before.Person.Id));
        RunCounty county = new(order, run, inputs, folders, duplicates, standings, carried, ring, sealing, store, progress);
        ParallelOptions sideBySide = new() { MaxDegreeOfParallelism = order.Workers, CancellationToken = stop };
        (CountyTally Tally, PayableSpool Payable)[] assessed = new (CountyTally, PayableSpool)[counties.Length];
        Parallel.For(0, counties.Length, sideBySide, i =>
        {
            using HouseholdReader households = new(fragments.Open(counties[i]), files, orphans);
            assessed[i] = county.Assess(counties[i], households, stop);
        });

        // 4. Batches, bookings and files of each county; meanwhile what the run leaves behind for the next one, and who is missing since the last.
        Stage("paying", null, run, RunState.Assessing, progress);
        CountyTally[] tallies = [.. assessed.Select(one => one.Tally)];
        Parallel.Invoke(
            sideBySide,
            () => Close(order, run, store, ring, sealing, standings, folders, files, tallies),
            () => Parallel.ForEach(assessed, sideBySide, one => county.Pay(one.Tally, one.Payable, stop)));

        // 5. Sealed: everything becomes visible at once, then the files move to their place.
        RunSummary summary = new(run, inputs, order.IsDryRun, files, acceptances, duplicates, tallies);
        File.WriteAllBytes(folders.Grow("summary.json"), summary.ToJson());
        File.WriteAllText(folders.Grow("summary.txt"), summary.ToText());
        stop.ThrowIfCancellationRequested();
        sealing.Commit(run.Number, clock.GetUtcNow(), runs?.Makers(run, order.Starters, [.. files.Select(file => file.Sha256)], [.. carried.All.Select(payment => payment.PayeeId).OfType<int>()]) ?? [], order.IsReplay ? [] : [.. carried.All.Select(payment => payment.Id)], Entry(order, run, summary));
        if (!order.IsDryRun)
            store!.Heads.Keep(store, clock.GetUtcNow());
        run.State = RunState.Sealed;
        folders.IsSealed = !order.IsDryRun;
        folders.Publish();
        log.Information("Sealed: {Households} households accepted, {Rejected} rejected, {Payments} payments, {Fen} fen", summary.Accepted, summary.Rejected, progress.Payments, progress.Fen);
        return summary;
    }

    private static CarriedPayments Waiting(Database? store, string[] counties, KeyRing ring)
    {
        if (store is null)
            return CarriedPayments.None;

        using Microsoft.Data.Sqlite.SqliteConnection connection = store.Connect();
        return CarriedPayments.WaitingIn(connection, null, counties, ring);
    }

    private AuditEntry Entry(RunOrder order, RunRecord run, RunSummary summary) => new(
        DateTimeOffset.FromUnixTimeSeconds(clock.GetUtcNow().ToUnixTimeSeconds()), order.Maker, order.MakerOfficer, order.MakerOfficer is null ? null : Powers.Text(OfficerRole.Operator), order.Origin, "run", run.Id,
        IsDone: true, null, string.Create(CultureInfo.InvariantCulture, $"accepted={summary.Accepted} rejected={summary.Rejected} batches={summary.Counties.Sum(county => county.Batches.Count)} pack={run.PackSha256} inputs={InputsDigest.Of(summary.Files.Select(file => (file.File.Name, file.Sha256)))}"));

    private void Stage(string name, RunBook? runs, RunRecord run, RunState state, RunProgress progress)
    {
        progress.Stage = name;
        runs?.Move(run, state);
        log.Information("Stage {Stage}", name);
    }

    private static void Close(
        RunOrder order, RunRecord run, Database? store, KeyRing ring, Sealing sealing, SortedRuns standings, RunFolders folders, IReadOnlyList<RosterReading> files, IReadOnlyList<CountyTally> tallies)
    {
        using Sealer sealer = new(ring);
        using RunRows rows = new(sealing, run, sealer);
        foreach (RosterReading file in files)
            rows.Input(InputOf(run, file, order.IsChinese));
        if (store is null)
            return;

        using Microsoft.Data.Sqlite.SqliteConnection standingReader = store.Connect();
        using Microsoft.Data.Sqlite.SqliteConnection claimantReader = store.Connect();
        using GatherAbsent absent = new(folders.Work, claimantReader, sealer);
        CloseStandings.Run(standings, rows, standingReader, order.Year, order.Counties.Count == 0 && !order.IsReplay ? absent.Add : null);
        IReadOnlyDictionary<string, long> counts = ListAbsent.Run(
            absent.InOrder().Select(person => new AbsentPerson(person.RegionCode, person.HouseholdNo, person.Role, person.Name, person.Id, person.Scheme, person.SettledFen)),
            county => folders.Grow("absent", $"{county}.csv"),
            order.IsChinese);
        foreach (CountyTally tally in tallies)
            tally.Absent = counts.GetValueOrDefault(tally.County);
    }

    private static RunInputRecord InputOf(RunRecord run, RosterReading file, bool isChinese) => new()
    {
        Id = (long)run.Number << 32 | (uint)file.File.Ordinal,
        RunNumber = run.Number,
        Ordinal = file.File.Ordinal,
        Path = file.File.Name,
        Sha256 = file.Sha256,
        Bytes = file.Bytes,
        Encoding = file.Encoding,
        Rows = file.Rows,
        Accepted = file.Accepted,
        Rejected = file.Rejected,
        Replaced = file.Replaced,
        Refusal = file.Refusal?.Say(isChinese),
    };

    private RunRecord StartOrResume(RunOrder order, RunInputs inputs, RunBook runs)
    {
        foreach (RunRecord earlier in runs.Sealed().Where(earlier => RunFolders.Recover(earlier.OutFolder)))
            log.Warning("The files of run {Earlier} had not reached their place; they have now", earlier.Id);

        (int number, int ordinal) = runs.Next(order.Year);
        if (order.IsDryRun)
            return NewRun(order, inputs, number, ordinal);
        if (order.DueAt is { } due && runs.MadeSince(order.Year, due) is { } made)
            throw new RunRefusal($"Run {made.Id} of {order.Year} was started after {due:yyyy-MM-dd HH:mm:ss} UTC and is sealed: that start has been made.") { MadeAs = made.Id };

        RunRecord? unfinished = runs.Unfinished(order.Year);
        RunRecord run = unfinished is null ? NewRun(order, inputs, number, ordinal) : NewRun(order, inputs, unfinished.Number, unfinished.Ordinal);
        if (unfinished is not null)
        {
            run.StartedAt = unfinished.StartedAt;
            (run.Maker, run.MakerOfficer) = (unfinished.Maker, unfinished.MakerOfficer);
            log.Information("Run {Unfinished} did not end; it starts again from its rosters", unfinished.Id);
        }

        if (Directory.Exists(run.OutFolder))
            throw new RunRefusal($"{run.OutFolder} exists, but this database knows no sealed run {run.Id}. Move it away, or name another folder with --out.");

        runs.Start(run);
        return run;
    }

    private RunRecord NewRun(RunOrder order, RunInputs inputs, int number, int ordinal)
    {
        string id = string.Create(CultureInfo.InvariantCulture, $"{order.Year}-{ordinal}");
        return new RunRecord
        {
            Number = number,
            Id = id,
            Year = order.Year,
            Ordinal = ordinal,
            State = RunState.Created,
            Maker = order.Maker,
            MakerOfficer = order.MakerOfficer,
            Headers = order.HasEnglishHeaders ? "en" : "zh",
            StartedAt = DateTimeOffset.FromUnixTimeSeconds(clock.GetUtcNow().ToUnixTimeSeconds()),
            Counties = string.Join(',', order.Counties),
            ValueDate = order.ValueDate,
            Language = order.IsChinese ? "zh" : "en",
            PackSha256 = inputs.PackReading.Sha256,
            BureausSha256 = inputs.BureausSha256,
            OutFolder = Path.GetFullPath(Path.Combine(order.Out, id)),
        };
    }
}
