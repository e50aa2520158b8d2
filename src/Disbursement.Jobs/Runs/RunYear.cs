using System.Collections.Frozen;
using System.Globalization;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Batches;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Reports;
using Disbursement.Jobs.Runs.Parts;
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
        if ((order.IsShared || order.Database.Provider == DatabaseProvider.SqlServer) && !order.IsDryRun)
            return Share(order, inputs, progress, stop);
        if (order.IsDryRun && order.Database.Provider == DatabaseProvider.Sqlite)
            LostBooks.Refuse(order.Data);
        if (order.IsDryRun && !Database.Exists(order.Data, order.Database))
            return CarryAlone(order, inputs, OpenRun.New(order, inputs, 1, 1, clock), null, KeyRing.Fleeting(), progress, stop);

        using RunLock? held = order.IsDryRun ? null : RunLock.Take(order.Data, order.Database);
        Database store = order.IsDryRun ? Database.OpenToRead(order.Data, order.Database) : Database.Open(order.Data, order.Database);
        RunBook runs = new(store);
        KeyRing ring = OpenRing.Of(order.Data, store);
        RunRecord run = new OpenRun(store, clock, log).StartAlone(order, inputs);
        try
        {
            RunSummary summary = CarryAlone(order, inputs, run, store, ring, progress, stop);
            if (!order.IsDryRun)
                Measures.Sealed(summary);
            return summary;
        }
        catch (Exception exception) when (!order.IsDryRun && run.State != RunState.Sealed)
        {
            Measures.NotSealed(stop.IsCancellationRequested);
            progress.Failed = run.Id;
            Fail(runs, run, exception);
            throw;
        }
        finally
        {
            progress.End();
        }
    }

    /// <summary>Takes part in a run that several processes share; each ends once it is sealed, by whichever it is.</summary>
    /// <exception cref="RunRefusal">The run was sealed by another process, which <see cref="RunRefusal.MadeAs"/> tells, or it did not come about.</exception>
    public RunSummary Join(RunOrder here, RunRecord run, RunProgress progress, CancellationToken stop)
    {
        using RunLock held = RunLock.Share(here.Data, here.Database);
        Database store = Database.Open(here.Data, here.Database);
        return CarryTogether(here, run, store, OpenRing.Of(here.Data, store), progress, stop);
    }

    private RunSummary Share(RunOrder order, RunInputs inputs, RunProgress progress, CancellationToken stop)
    {
        using RunLock held = RunLock.Share(order.Data, order.Database);
        Database store = Database.Open(order.Data, order.Database);
        KeyRing ring;
        RunRecord run;
        using (FileTurn.Take(Path.Combine(order.Data, "start.lock"), stop))
        {
            ring = OpenRing.Of(order.Data, store);
            run = new OpenRun(store, clock, log).StartOrJoin(order, inputs);
        }

        return CarryTogether(order, run, store, ring, progress, stop);
    }

    private RunSummary CarryTogether(RunOrder here, RunRecord run, Database store, KeyRing ring, RunProgress progress, CancellationToken stop)
    {
        try
        {
            return TakePart(here, run, store, ring, progress, stop);
        }
        catch (Exception exception) when (IsOver(exception))
        {
            if (new RunBook(store).IsSealed(run))
                throw new RunRefusal($"Run {run.Id} was sealed by another process that took part in it. Its files are in {run.OutFolder}.", exception) { Chinese = $"发放批次 {run.Id} 已由参与其中的另一进程封账，文件在 {run.OutFolder}。", MadeAs = run.Id };

            throw exception is SealedElsewhere ? new RunRefusal($"Another process has taken over run {run.Id}. Start again to take part in it.", exception) { Chinese = $"另一进程已接手发放批次 {run.Id}，请重新启动以参与其中。", IsResumable = true } : exception;
        }
        finally
        {
            progress.End();
        }
    }

    private RunSummary TakePart(RunOrder here, RunRecord run, Database store, KeyRing ring, RunProgress progress, CancellationToken stop)
    {
        SharedPlan plan = SharedPlan.Read(RunFolders.WorkOf(here.Data, run.Id)) ?? throw new SealedElsewhere();
        RunOrder order = plan.OrderOf(here, run);
        RunInputs inputs = plan.InputsOf(order);
        using RunFolders folders = RunFolders.Share(order, run);
        using SharedWork work = new(store, folders, run, ring, inputs.Bureaus.Select(bureau => bureau.County), order.Workers, clock);
        log.Information("Taking part in run {Shared}", run.Id);
        try
        {
            RunSummary summary = Carry(order, inputs, run, store, ring, folders, work, progress, stop);
            Measures.Sealed(summary);
            return summary;
        }
        catch (Exception exception) when (run.State != RunState.Sealed && !IsSealed(store, run) && !work.HasOthers)
        {
            Measures.NotSealed(stop.IsCancellationRequested);
            progress.Failed = run.Id;
            work.GiveUpSealing();
            Fail(new RunBook(store), run, exception);
            throw;
        }
    }

    private static bool IsSealed(Database store, RunRecord run) => new RunBook(store).IsSealed(run);

    /// <summary>Whether somebody else's sealing may be the reason: the parts are gone then, and so are their files.</summary>
    private static bool IsOver(Exception exception) => exception is AggregateException many ? many.Flatten().InnerExceptions.Any(IsOver) : exception is SealedElsewhere or IOException or InvalidDataException;

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

    /// <summary>The whole story in this process.</summary>
    public RunSummary CarryAlone(RunOrder order, RunInputs inputs, RunRecord run, Database? store, KeyRing ring, RunProgress progress, CancellationToken stop)
    {
        using RunFolders folders = RunFolders.Make(order, run.Id);
        using OwnWork work = new(folders, order.IsDryRun ? Sealing.Discarding : store!.BeginSealing, order.Workers);
        return Carry(order, inputs, run, store, ring, folders, work, progress, stop);
    }

    /// <summary>The story of a run, told by the rosters of the inputs folder or, for a replay, by those of the archive: it makes no difference here. Nor does it whether one process does it all or several share its parts.</summary>
    /// <param name="order">What was asked for.</param>
    /// <param name="inputs">What the run reads.</param>
    /// <param name="run">Its record.</param>
    /// <param name="store">Knows what earlier runs left behind, and remembers this one; null for neither.</param>
    /// <param name="ring">Its keys.</param>
    /// <param name="folders">Where it works and where its files grow.</param>
    /// <param name="work">Who does its parts.</param>
    /// <param name="progress">How far it has come.</param>
    /// <param name="stop">Stops it.</param>
    public RunSummary Carry(RunOrder order, RunInputs inputs, RunRecord run, Database? store, KeyRing ring, RunFolders folders, IDivideWork work, RunProgress progress, CancellationToken stop)
    {
        using IDisposable runId = LogContext.PushProperty("Run", order.IsDryRun ? $"dry-{run.Year}" : run.Id);
        RunBook? runs = order.IsDryRun ? null : new RunBook(store!);
        string[] counties = order.Counties.Count > 0 ? [.. order.Counties.Order(StringComparer.Ordinal)] : [.. inputs.Bureaus.Select(bureau => bureau.County).Order(StringComparer.Ordinal)];

        // 1. Rosters are archived under their hash and read row by row; households are put together and accepted or rejected whole. Who stands in two of them is found over all counties.
        Stage("reading", runs, run, RunState.Reading, progress);
        KeepTerms(inputs, folders);
        YearRead read = new ReadYear(inputs, folders.Archive, work, order.IsChinese).Run(order.Year, counties, ring, progress.Reading, stop);
        progress.TotalHouseholds = read.Acceptances.Where(county => counties.Contains(county.County)).Sum(county => county.Accepted);

        // 2. County by county: the rules, and the settlement against the ledger, which does not move meanwhile. What came back from the bank joins.
        Stage("assessing", runs, run, RunState.Assessing, progress);
        work.HoldLedger(stop);
        CarriedPayments carried = order.Carried ?? Waiting(store, counties, ring).Without(payment => read.Duplicates.IsClaimant(payment.Before.Person.Id));
        RunCounty county = new(order, run, inputs, read.Duplicates, read.Registers, carried, ring, store, progress);
        AssessedPart[] assessed = work.Each(RunStage.Assessing, counties, place =>
        {
            using HouseholdReader households = read.Households(place.Name);
            return county.Assess(place, households, stop);
        }, stop);
        foreach ((ClaimantKey key, CarriedTo to) in assessed.SelectMany(part => part.Seen))
            carried.See(key, to);
        read.Registers.CountUnmatched(assessed.Select(part => part.Matches));

        // 3. Batches, bookings and files of each county; and what the run leaves behind for the next one, and who is missing since the last.
        Stage("paying", null, run, RunState.Assessing, progress);
        Dictionary<string, AssessedPart> settled = assessed.ToDictionary(part => part.Tally.County);
        IReadOnlyDictionary<string, long> absent = FrozenDictionary<string, long>.Empty;
        SortedSegments standings = SortedSegments.Of(assessed.Select(part => part.Standings));
        (PaidPart[] paid, Sealing sealing) = work.Last(
            counties, place => county.Pay(place, settled[place.Name], stop), last => absent = Close(order, run, store, ring, last, standings, folders, read), stop);

        // 4. Sealed: everything becomes visible at once, then the files move to their place.
        CountyTally[] tallies = [.. paid.Select(part => part.Tally)];
        foreach (CountyTally tally in tallies)
            tally.Absent = absent.GetValueOrDefault(tally.County);
        RunSummary summary = new(run, inputs, order.IsDryRun, read.Files, read.Acceptances, read.Duplicates, tallies) { Registers = read.Registers.Files };
        File.WriteAllBytes(folders.Grow("summary.json"), summary.ToJson());
        File.WriteAllText(folders.Grow("summary.txt"), summary.ToText());
        stop.ThrowIfCancellationRequested();
        sealing.Commit(run.Number, clock.GetUtcNow(), runs?.Makers(run, order.Starters, [.. summary.Read.Select(file => file.Sha256)], [.. carried.All.Select(payment => payment.PayeeId).OfType<int>()]) ?? [], order.IsReplay ? [] : [.. carried.All.Select(payment => payment.Id)], Entry(order, run, summary));
        run.State = RunState.Sealed;
        folders.IsSealed = !order.IsDryRun;
        if (!order.IsDryRun)
            store!.Heads.Keep(store, clock.GetUtcNow());
        Publish(run, folders);
        log.Information("Sealed: {Households} households accepted, {Rejected} rejected, {Payments} payments, {Fen} fen", summary.Accepted, summary.Rejected, summary.Payments, summary.Fen);
        return summary;
    }

    /// <summary>The books have the run by now: where its files cannot be moved, whoever looks at it next moves them.</summary>
    private static void Publish(RunRecord run, RunFolders folders)
    {
        try
        {
            folders.Publish();
        }
        catch (Exception exception) when (folders.IsSealed && exception is IOException or UnauthorizedAccessException)
        {
            throw new RunRefusal($"Run {run.Id} is sealed and in the books, but its files could not be moved from {folders.Growing} to {folders.Final}: {exception.Message.TrimEnd('.')}. Look at that folder, then give 'disburse verify': it moves them.", exception)
            {
                Chinese = $"发放批次 {run.Id} 已封账入账，但其文件未能从 {folders.Growing} 移到 {folders.Final}：{exception.Message.TrimEnd('.')}。请检查该文件夹，然后运行 disburse verify，文件即会移到位。",
                IsResumable = true,
            };
        }
    }

    /// <summary>The policy pack and the bureaus are kept like the rosters.</summary>
    private static void KeepTerms(RunInputs inputs, RunFolders folders)
    {
        OpenRoster open = new(folders.Archive, folders.Work);
        open.Keep(inputs.PackReading.Bytes, inputs.PackReading.Sha256);
        open.Keep(inputs.BureauBytes, inputs.BureausSha256);
    }

    private static CarriedPayments Waiting(Database? store, string[] counties, KeyRing ring)
    {
        if (store is null)
            return CarriedPayments.None;

        using System.Data.Common.DbConnection connection = store.Connect();
        return CarriedPayments.WaitingIn(connection, null, counties, ring);
    }

    private AuditEntry Entry(RunOrder order, RunRecord run, RunSummary summary) => new(
        DateTimeOffset.FromUnixTimeSeconds(clock.GetUtcNow().ToUnixTimeSeconds()), order.Maker, order.MakerOfficer, order.MakerOfficer is null ? null : Powers.Text(OfficerRole.Operator), order.Origin, "run", run.Id,
        IsDone: true, null, string.Create(CultureInfo.InvariantCulture, $"accepted={summary.Accepted} rejected={summary.Rejected} batches={summary.Counties.Sum(county => county.Batches.Count)} pack={run.PackSha256} inputs={InputsDigest.Of(summary.Read)}"));

    private void Stage(string name, RunBook? runs, RunRecord run, RunState state, RunProgress progress)
    {
        progress.Stage = name;
        runs?.Move(run, state);
        log.Information("Stage {Stage}", name);
    }

    private static IReadOnlyDictionary<string, long> Close(
        RunOrder order, RunRecord run, Database? store, KeyRing ring, Sealing sealing, SortedSegments standings, RunFolders folders, YearRead read)
    {
        using Sealer sealer = new(ring);
        using RunRows rows = new(sealing, run, sealer);
        foreach (RosterReading file in read.Files)
            rows.Input(InputOf(run, file, order.IsChinese));
        foreach (RegisterReading register in read.Registers.Files)
            rows.Input(InputOf(run, register, order.IsChinese));
        if (store is null)
            return FrozenDictionary<string, long>.Empty;

        using System.Data.Common.DbConnection standingReader = store.Connect();
        using System.Data.Common.DbConnection claimantReader = store.Connect();
        using GatherAbsent absent = new(folders.Work, claimantReader, sealer);
        CloseStandings.Run(standings, rows, standingReader, order.Year, order.Counties.Count == 0 && !order.IsReplay ? absent.Add : null);
        return ListAbsent.Run(
            absent.InOrder().Select(person => new AbsentPerson(person.RegionCode, person.HouseholdNo, person.Role, person.Name, person.Id, person.Scheme, person.SettledFen)),
            county => folders.Grow("absent", $"{county}.csv"),
            order.IsChinese);
    }

    private static RunInputRecord InputOf(RunRecord run, RosterReading file, bool isChinese) => new()
    {
        Id = RunItemId.Of(run.Number, file.File.Ordinal).Value,
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

    private static RunInputRecord InputOf(RunRecord run, RegisterReading register, bool isChinese) => new()
    {
        Id = RunItemId.Of(run.Number, register.File.Ordinal).Value,
        RunNumber = run.Number,
        Ordinal = register.File.Ordinal,
        Path = register.File.Name,
        Sha256 = register.Sha256,
        Bytes = register.Bytes,
        Encoding = register.Encoding,
        Rows = register.Lines,
        Accepted = register.Lines - register.Malformed,
        Rejected = register.Malformed,
        Refusal = register.Refusal?.Say(isChinese),
    };
}
