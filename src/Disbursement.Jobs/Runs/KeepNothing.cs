using System.Data.Common;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Runs;

/// <summary>The run is on trial: its files are looked at and its rows are thrown away.</summary>
/// <param name="order">What was asked for.</param>
/// <param name="run">The run as it would be recorded.</param>
/// <param name="store">The books, which are only read; null where there are none yet.</param>
/// <param name="ring">The keys of the books.</param>
internal sealed class KeepNothing(RunOrder order, RunRecord run, Database? store, KeyRing ring) : IKeepRun
{
    public string Title => $"dry-{run.Year}";

    public bool IsKept => false;

    public bool LooksForAbsent => run.Counties.Length == 0 && run.Through.IsDecember;

    public PackBefore? Before => store is null ? null : PackBefore.Of(order.Data, store, run);

    public void Enter(RunState state)
    {
    }

    public CarriedPayments Waiting(IReadOnlyList<string> counties)
    {
        if (store is null)
            return CarriedPayments.None;

        using DbConnection connection = store.Connect();
        return CarriedPayments.WaitingIn(connection, null, counties, ring);
    }

    public StopBook Stops()
    {
        if (store is null)
            return StopBook.None;

        using DbConnection connection = store.Connect();
        return StopBook.Standing(connection, null);
    }

    public bool? IsLeftOut(string paymentNo) => null;

    public void Seal(Sealing sealing, RunSummary summary, CarriedPayments carried)
    {
    }
}
