using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Runs.Parts;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;
using Serilog.Core;

namespace Disbursement.Jobs.Tests.Rosters;

/// <summary>A run whose files leave payments out, as those of a batch do after a hold.</summary>
internal static class RunLeavingOut
{
    public static TestRun Run(TestInputs inputs, params string[] numbers) => Run(inputs, () => { }, numbers);

    /// <summary>A run during which somebody does something, once it has read who is stopped.</summary>
    public static TestRun While(TestInputs inputs, Action meanwhile) => Run(inputs, meanwhile, []);

    private static TestRun Run(TestInputs inputs, Action meanwhile, string[] numbers)
    {
        RunOrder order = inputs.Order();
        RunInputs read = RunInputs.Read(order);
        Database store = Database.Open(order.Data, order.Database);
        KeyRing ring = OpenRing.Of(order.Data, store);
        RunRecord run = new OpenRun(store, inputs.Clock, Logger.None).StartAlone(order, read);
        LeaveOut keep = new(new KeepInBooks(order, run, store, ring, inputs.Clock), meanwhile, [.. numbers]);
        using RunFolders folders = RunFolders.Make(order, run.Id);
        using OwnWork work = folders.Alone(store.BeginSealing, order.Workers);
        RunSummary summary = new RunYear(order, read, run, store, ring, folders, work, keep, new RunProgress(), Logger.None)
            .Run(CancellationToken.None);
        return new TestRun(run.OutFolder, summary);
    }

    private sealed class LeaveOut(IKeepRun kept, Action meanwhile, HashSet<string> numbers) : IKeepRun
    {
        public string Title => kept.Title;

        public bool IsKept => kept.IsKept;

        public bool LooksForAbsent => kept.LooksForAbsent;

        public PackBefore? Before => kept.Before;

        public void Enter(RunState state) => kept.Enter(state);

        public CarriedPayments Waiting(IReadOnlyList<string> counties) => kept.Waiting(counties);

        public StopBook Stops()
        {
            StopBook read = kept.Stops();
            meanwhile();
            return read;
        }

        public bool? IsLeftOut(string paymentNo) => numbers.Contains(paymentNo) ? true : kept.IsLeftOut(paymentNo);

        public void Seal(Sealing sealing, RunSummary summary, CarriedPayments carried) => kept.Seal(sealing, summary, carried);
    }
}
