using System.Data.Common;
using System.Globalization;
using Disbursement.Domain.Policies;
using Disbursement.Jobs.Archive;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Runs.Parts;
using Disbursement.Jobs.Policies;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;
using Serilog;

namespace Disbursement.Jobs.Runs;

/// <summary>Opens the run of a year: a new one, or one that did not end. One is open at a time, which the database sees to.</summary>
internal sealed class OpenRun(Database store, TimeProvider clock, ILogger log)
{
    private readonly RunBook _runs = new(store);

    /// <summary>A record that is in no database yet.</summary>
    public static RunRecord New(RunOrder order, RunInputs inputs, int number, int ordinal, TimeProvider clock)
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
            ThroughMonth = order.ThroughMonth,
            ValueDate = order.ValueDate,
            Language = order.IsChinese ? "zh" : "en",
            PackSha256 = inputs.PackReading.Sha256,
            DefinitionsSha256 = inputs.PackReading.DefinitionsSha256,
            BureausSha256 = inputs.BureausSha256,
            TermsSha256 = inputs.Terms.Sha256,
            OutFolder = Path.GetFullPath(Path.Combine(order.Out, id)),
        };
    }

    /// <summary>The run as this process carries it out alone. One that did not end starts again from its rosters.</summary>
    /// <exception cref="RunRefusal">The start has been made already, or the out folder is taken.</exception>
    public RunRecord StartAlone(RunOrder order, RunInputs inputs)
    {
        LostBooks.RefuseBehind(store);
        FinishSealed(order.Data);
        RefuseMade(order);
        RefuseNotAsShown(order, inputs);
        RefuseGoingBack(store, order);
        RefuseOtherPack(inputs);
        RefuseLostScheme(inputs);
        RunRecord run = Again(order, inputs, _runs.Unfinished(order.Year));
        RunParts.Forget(store, clock, run.Number);
        _runs.Start(run);
        return run;
    }

    /// <summary>The run as the next one would be recorded. Nothing is written.</summary>
    public RunRecord OnTrial(RunOrder order, RunInputs inputs)
    {
        FinishSealed(order.Data);
        RefuseGoingBack(store, order);
        RefuseLostScheme(inputs);
        (int number, int ordinal) = _runs.Next(order.Year);
        return New(order, inputs, number, ordinal, clock);
    }

    /// <summary>
    /// The run as a cluster carries it out, with the id of the start that counts: the one that is under way, else a new start from its
    /// rosters.
    /// </summary>
    /// <param name="order">What is asked for.</param>
    /// <param name="inputs">What it reads.</param>
    /// <param name="engine">Tells whether a start is under way.</param>
    /// <exception cref="RunRefusal">The start has been made already, or the out folder is taken.</exception>
    /// <exception cref="StoreRefusal">Somebody else started it at the same moment, or the database is not set up for runs.</exception>
    public (RunRecord Run, string Start) StartOnCluster(RunOrder order, RunInputs inputs, IRunEngine engine)
    {
        store.RefuseUnfit();
        LostBooks.RefuseBehind(store);
        FinishSealed(order.Data);
        RefuseMade(order);
        RefuseNotAsShown(order, inputs);
        RunRecord? unfinished = _runs.Unfinished(order.Year);
        string? before = null;
        if (unfinished is not null)
        {
            using DisbursementDb db = store.Model();
            before = RunParts.StartOf(db, unfinished.Number);
        }

        RunPlan plan = RunPlan.Of(order, inputs);
        if (before is not null && RunPlan.Read(RunFolders.StartOf(order.Data, unfinished!.Id, before)) is { } known)
        {
            if (engine.IsAtWork(unfinished.Number, before))
            {
                known.RefuseOtherBuild(unfinished.Id);
                log.Information("Run {Unfinished} is under way", unfinished.Id);
                known.With(plan.Starters).Write(RunFolders.StartOf(order.Data, unfinished.Id, before));
                return (unfinished, before);
            }

            plan = plan.With(known.Starters);
        }

        RefuseGoingBack(store, order);
        RefuseOtherPack(inputs);
        RefuseLostScheme(inputs);
        RunRecord run = Again(order, inputs, unfinished);
        string start = OwnName.Next();
        string folder = RunFolders.OnCluster(order, run, start, start).Work;
        inputs.KeepTerms(InputArchive.Of(order.Data));
        plan.Write(folder);
        RunParts.Begin(store, clock, run, start, unfinished, before);
        if (before is not null)
            engine.Forget(run.Number, before);
        return (run, start);
    }

    /// <summary>A year never goes back: what a sealed run has paid through a month, no later run leaves out again.</summary>
    /// <exception cref="RunRefusal">A sealed run of the year goes through a later month.</exception>
    public static void RefuseGoingBack(Database store, RunOrder order)
    {
        if (new RunBook(store).Furthest(order.Year) is { } furthest && furthest.ThroughMonth > order.ThroughMonth)
            throw new RunRefusal(
                $"Run {furthest.Id} has paid {order.Year} through {furthest.Through}; a run through {order.Through} would go "
                + $"back. Start it through {furthest.Through} or later.")
            {
                Chinese =
                    $"批次 {furthest.Id} 已将 {order.Year} 年发放至 {furthest.Through}，不能再按截至 {order.Through} 发放。请选择 {furthest.Through} 或之后的月份。",
            };
    }

    /// <summary>
    /// A definition that is not there any more ends a scheme only where the pack says so: a file may be missing by mistake.
    /// </summary>
    /// <exception cref="RunRefusal">Runs paid a scheme of which the pack says nothing.</exception>
    private void RefuseLostScheme(RunInputs inputs)
    {
        string[] lost =
        [
            .. _runs.SchemesPaid().Where(code => Scheme.TryParse(code, out Scheme scheme)
                && !inputs.Pack.Has(scheme) && !inputs.Pack.Ended.Contains(scheme)).Order(StringComparer.Ordinal),
        ];
        if (lost.Length > 0)
            throw new RunRefusal(
                $"Earlier runs paid {string.Join(", ", lost)}, and the pack {inputs.Pack.Name} has no definition of it. Put the definition "
                + $"back, or name it in the pack: endedSchemes: [{string.Join(", ", lost)}]. Nothing was run.")
            {
                Chinese = $"以前的批次发放过 {string.Join("、", lost)}，而政策包 {inputs.Pack.Name} 中没有它的定义。请放回定义，或在政策包中写明 "
                    + $"endedSchemes: [{string.Join(", ", lost)}]。未作任何运算。",
            };
    }

    /// <summary>What a process that died after the commit had left to do.</summary>
    private void FinishSealed(string data)
    {
        foreach (RunRecord earlier in _runs.Sealed())
        {
            if (RunFolders.Recover(earlier.OutFolder))
                log.Warning("The files of run {Earlier} had not reached their place; they have now", earlier.Id);
            if (RunFolders.Clean(data, earlier.Id))
                log.Information("What run {Earlier} had left in its work folder is deleted", earlier.Id);
        }
    }

    private void RefuseMade(RunOrder order)
    {
        if (order.DueAt is { } due && _runs.MadeSince(order.Through, due) is { } made)
            throw new RunRefusal(
                $"Run {made.Id} of {order.Year} was started after {due:yyyy-MM-dd HH:mm:ss} UTC and is sealed: that start has been made.")
            {
                Chinese = $"{order.Year} 年的发放批次 {made.Id} 于 {due:yyyy-MM-dd HH:mm:ss} UTC 之后启动并已封账，此次定时启动已完成。",
                MadeAs = made.Id,
            };
    }

    /// <summary>Whoever starts a run from a page that is no longer true is shown the present state first.</summary>
    private void RefuseNotAsShown(RunOrder order, RunInputs inputs)
    {
        if (order.DecidedOn is not { } decided || StartState.Of(store, inputs) is var now && now == decided)
            return;

        (string chinese, string english) = decided.Against(now);
        throw new RunRefusal(english) { Chinese = chinese, IsResumable = true };
    }

    /// <summary>Two people have put a pack in force: no run is made with another one.</summary>
    private void RefuseOtherPack(RunInputs inputs)
    {
        using DbConnection connection = store.Connect();
        if (PackBook.InForce(connection) is not { } pack || pack.Sha256 == inputs.PackReading.Sha256)
            return;

        throw new RunRefusal($"The policy pack of the inputs folder (SHA-256 {inputs.PackReading.Sha256}) is not the one in force "
            + $"({pack.Sha256}, activated by {pack.Officer} on {pack.At:yyyy-MM-dd}). Put that one back, or have this one activated: "
            + $"disburse policy propose, then policy activate.")
        {
            Chinese = $"输入文件夹中的政策包（SHA-256 {inputs.PackReading.Sha256}）不是现行政策包（{pack.Sha256}，{pack.Officer} 于 {pack.At:yyyy-MM-dd} 启用）。"
                + $"请放回现行政策包，或先由两人启用新包：disburse policy propose，再 policy activate。",
        };
    }

    private RunRecord Again(RunOrder order, RunInputs inputs, RunRecord? unfinished)
    {
        (int number, int ordinal) = unfinished is null ? _runs.Next(order.Year) : (unfinished.Number, unfinished.Ordinal);
        RunRecord run = New(order, inputs, number, ordinal, clock);
        if (unfinished is not null)
        {
            run.StartedAt = unfinished.StartedAt;
            (run.Maker, run.MakerOfficer) = (unfinished.Maker, unfinished.MakerOfficer);
            log.Information("Run {Unfinished} did not end; it starts again from its rosters", unfinished.Id);
        }

        return Directory.Exists(run.OutFolder)
            ? throw new RunRefusal($"{run.OutFolder} exists, but this database knows no sealed run {run.Id}. Move it away, or name another "
                + $"folder with --out.") { Chinese = $"{run.OutFolder} 已存在，但本数据库中没有已封账的批次 {run.Id}。请移走该文件夹，或用 --out 另行指定。" }
            : run;
    }
}
