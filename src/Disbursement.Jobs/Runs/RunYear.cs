using Disbursement.Jobs.Archive;
using Disbursement.Jobs.Batches;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Runs.Parts;
using Disbursement.Jobs.Sorting;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;
using Serilog;
using Serilog.Context;

namespace Disbursement.Jobs.Runs;

/// <summary>
/// The yearly run, from rosters to payment files. <see cref="Run"/> is the whole story. It is the same story whether one process tells it
/// or the nodes of a cluster do, each as far as its own part and what is left by the others (<see cref="CarryPart"/>); whether the run is
/// kept, on trial, or computed again from the archive. <see cref="RunAlone"/>, <see cref="RunOnCluster"/>, <see cref="RunDry"/> and the
/// replay are doors in front of it.
/// </summary>
/// <param name="order">What was asked for.</param>
/// <param name="inputs">What the run reads.</param>
/// <param name="run">Its record.</param>
/// <param name="store">Knows what earlier runs left behind; null where there was none.</param>
/// <param name="ring">The keys of personal data.</param>
/// <param name="folders">Where the run works and where its files grow.</param>
/// <param name="work">Who does its parts.</param>
/// <param name="keep">What becomes of it.</param>
/// <param name="progress">How far it has come.</param>
/// <param name="log">Where stages are told.</param>
internal sealed class RunYear(
    RunOrder order, RunInputs inputs, RunRecord run, Database? store, KeyRing ring, RunFolders folders, IDivideWork work, IKeepRun keep,
    RunProgress progress, ILogger log)
{
    private readonly string[] _counties = inputs.CountiesOf(order);

    public RunSummary Run(CancellationToken stop)
    {
        using IDisposable named = LogContext.PushProperty("Run", keep.Title);

        // 1. Rosters are archived under their hash and read row by row. Households are put together, and accepted or rejected whole.
        //    Who stands in two of them is found over all counties.
        Enter("reading", RunState.Reading);
        SealedInputs? archive = folders.Archive is { } kept ? new SealedInputs(kept, ring) : null;
        inputs.KeepTerms(folders.Archive);
        YearRead read = new ReadYear(inputs, archive, work, order.IsChinese)
            .Run(order.Year, _counties, progress.Reading, stop);
        progress.TotalHouseholds = read.AcceptedIn(_counties);

        // 2. County by county: the rules, and the settlement against the ledger, which does not move meanwhile.
        //    What came back from the bank or was left behind joins.
        Enter("assessing", RunState.Assessing);
        work.HoldLedger();
        CarriedPayments carried = keep.Waiting(_counties).Without(payment => read.Duplicates.IsClaimant(payment.Before.Person.Id)
            || inputs.Pack.Ended.Contains(payment.Payment.Scheme));
        PackBefore? before = keep.Before;
        AssessCounty assess = new(order, run, inputs, carried, ring, store, before, progress);
        AssessedPart[] assessed = work.Each(RunStage.Assessing, _counties, place => assess.Run(place, read, stop), stop);
        foreach (AssessedPart county in assessed)
            county.ShowTo(carried);
        read.Registers.CountUnmatched(assessed.Select(county => county.Matches));

        // 3. Batches, bookings and files of each county; and beside them what the run leaves behind for the next one, and who is missing.
        Enter("paying", RunState.Assessing);
        PayCounty pay = new(order, run, inputs, carried, ring, store, keep, progress);
        CloseYear close = new(order, run, inputs, store, ring, folders, keep);
        (PaidPart[] paid, Sealing sealing) = work.Last(
            _counties, place => pay.Run(place, assessed.Single(county => county.Tally.County == place.Name), stop),
            last => close.Run(last, assessed, read), stop);

        // 4. Sealed: everything becomes visible at once, then the files move to their place.
        CountyTally[] tallies = [.. paid.Select(part => part.Tally)];
        foreach (CountyTally tally in tallies)
            tally.Absent = close.Absent.GetValueOrDefault(tally.County);
        RunSummary summary = new(run, inputs, !keep.IsKept, read.Files, read.Acceptances, read.Duplicates, tallies)
        {
            Registers = read.Registers.Files,
            Before = before,
        };
        summary.Write(folders);
        stop.ThrowIfCancellationRequested();
        progress.Stage = "sealing";
        keep.Seal(sealing, summary, carried);
        run.State = RunState.Sealed;
        folders.IsSealed = keep.IsKept;
        folders.PublishSealed(run);
        log.Information(
            "Sealed: {Households} households accepted, {Rejected} rejected, {Payments} payments, {Fen} fen", summary.Accepted,
            summary.Rejected, summary.Payments, summary.Fen);
        return summary;
    }

    private void Enter(string stage, RunState state)
    {
        progress.Stage = stage;
        if (run.State < state)
            keep.Enter(state);
        log.Information("Stage {Stage}", stage);
    }
}
