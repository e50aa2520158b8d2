using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Runs.Parts;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;
using Serilog;

namespace Disbursement.Jobs.Runs;

/// <summary>A run on trial 试算: its files are written to <c>out/dry-YEAR</c>, and nothing to the database, which is only read.</summary>
internal sealed class RunDry(TimeProvider clock, ILogger log)
{
    public RunSummary Run(RunOrder order, RunInputs inputs, RunProgress progress, CancellationToken stop)
    {
        Database.RefuseLost(order.Data, order.Database);
        bool hasBooks = Database.Exists(order.Data, order.Database);
        Database? store = hasBooks ? Database.OpenToRead(order.Data, order.Database) : null;
        KeyRing ring = store is null ? KeyRing.Fleeting() : OpenRing.Of(order.Data, store);
        RunRecord run = store is null ? OpenRun.New(order, inputs, 1, 1, clock) : new OpenRun(store, clock, log).OnTrial(order, inputs);
        try
        {
            using RunFolders folders = RunFolders.MakeDry(order);
            using OwnWork work = folders.Alone(Sealing.Discarding, order.Workers);
            KeepNothing keep = new(order, run, store, ring);
            return new RunYear(order, inputs, run, store, ring, folders, work, keep, progress, log).Run(stop);
        }
        finally
        {
            progress.End();
        }
    }
}
