using System.Data.Common;
using System.Globalization;
using Disbursement.Jobs.Archive;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Runs.Parts;
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
            ValueDate = order.ValueDate,
            Language = order.IsChinese ? "zh" : "en",
            PackSha256 = inputs.PackReading.Sha256,
            BureausSha256 = inputs.BureausSha256,
            OutFolder = Path.GetFullPath(Path.Combine(order.Out, id)),
        };
    }

    /// <summary>The run as this process carries it out alone. One that did not end starts again from its rosters.</summary>
    /// <exception cref="RunRefusal">The start has been made already, or the out folder is taken.</exception>
    public RunRecord StartAlone(RunOrder order, RunInputs inputs)
    {
        FinishSealed(order.Data);
        RefuseMade(order);
        RefuseNotAsShown(order, inputs);
        RefuseOtherPack(inputs);
        RunRecord run = Again(order, inputs, _runs.Unfinished(order.Year));
        new RunParts(store, clock, run.Number).Forget();
        _runs.Start(run);
        return run;
    }

    /// <summary>The run as the next one would be recorded. Nothing is written.</summary>
    public RunRecord OnTrial(RunOrder order, RunInputs inputs)
    {
        FinishSealed(order.Data);
        (int number, int ordinal) = _runs.Next(order.Year);
        return New(order, inputs, number, ordinal, clock);
    }

    /// <summary>
    /// The run as several processes carry it out: one that others work on is joined, one that all have left goes on from what is done,
    /// unless its inputs have changed.
    /// </summary>
    /// <exception cref="RunRefusal">The start has been made already, or the out folder is taken.</exception>
    public RunRecord StartOrJoin(RunOrder order, RunInputs inputs)
    {
        FinishSealed(order.Data);
        RefuseMade(order);
        RefuseNotAsShown(order, inputs);
        RunRecord? unfinished = _runs.Unfinished(order.Year);
        if (unfinished is not null && Joined(order, inputs, unfinished))
            return unfinished;

        RefuseOtherPack(inputs);
        RunRecord run = Again(order, inputs, unfinished);
        RunFolders.Make(order, run.Id);
        Keep(order, inputs, run);
        new RunParts(store, clock, run.Number).Forget();
        SharedPlan.Of(order, inputs).Write(RunFolders.WorkOf(order.Data, run.Id));
        try
        {
            _runs.Start(run);
            new RunParts(store, clock, run.Number)
                .Open(RunStage.Reading.ToString().ToLowerInvariant(), ReadYear.Numbered(inputs.Groups.Count));
        }
        catch (DbException exception) when (Database.IsTaken(exception))
        {
            throw new RunRefusal($"Another machine has started the run of {order.Year} in the same moment. Start again to take part in it.",
                exception) { Chinese = $"另一台机器同时启动了 {order.Year} 年的发放，请重新启动以参与其中。", IsResumable = true };
        }

        return run;
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
        if (order.DueAt is { } due && _runs.MadeSince(order.Year, due) is { } made)
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
        using DisbursementDb db = store.Model();
        if (PackBook.InForce(db) is not { } pack || pack.Sha256 == inputs.PackReading.Sha256)
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

    private bool Joined(RunOrder order, RunInputs inputs, RunRecord unfinished)
    {
        string work = RunFolders.WorkOf(order.Data, unfinished.Id);
        if (SharedPlan.Read(work) is not { } plan)
            return false;

        bool isAlive;
        using (DisbursementDb db = store.Model())
        {
            if (!RunParts.AnyOf(db, unfinished.Number))
                return false;

            isAlive = SharedWork.IsAlive(store, db, unfinished);
        }

        if (!isAlive && plan.Fingerprint != SharedPlan.FingerprintOf(order, inputs))
            return false;

        SharedPlan more = plan.With(order.Starters);
        if (more.Starters.Count > plan.Starters.Count)
            more.Write(work);
        log.Information(isAlive ? "Run {Unfinished} is under way: taking part in it" : "Run {Unfinished} did not end; "
            + "it goes on from what is done", unfinished.Id);
        return true;
    }

    private static void Keep(RunOrder order, RunInputs inputs, RunRecord run)
    {
        OpenRoster open = new(InputArchive.Of(order.Data), RunFolders.WorkOf(order.Data, run.Id));
        open.Keep(inputs.PackReading.Bytes, inputs.PackReading.Sha256);
        open.Keep(inputs.BureauBytes, inputs.BureausSha256);
    }
}
