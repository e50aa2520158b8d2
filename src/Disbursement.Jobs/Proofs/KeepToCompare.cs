using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Proofs;

/// <summary>A sealed run computed again: its rows go to a scratch database, where they are held against the recorded ones.</summary>
/// <param name="order">What the run was asked for.</param>
/// <param name="run">Its record.</param>
/// <param name="scratch">The scratch database.</param>
/// <param name="carried">What the run paid again.</param>
/// <param name="leftOut">Numbers of payments that its files, as they were last written, do not name.</param>
/// <param name="before">The run before, where it went by another pack.</param>
/// <param name="clock">Tells when the scratch is sealed.</param>
internal sealed class KeepToCompare(
    RunOrder order, RunRecord run, Database scratch, CarriedPayments carried, IReadOnlySet<string> leftOut, PackBefore? before,
    TimeProvider clock) : IKeepRun
{
    public string Title => run.Id;

    public bool IsKept => true;

    /// <summary>Nobody is missed who is not in the rosters of the run.</summary>
    public bool LooksForAbsent => false;

    public PackBefore? Before => before;

    public void Enter(RunState state) => new RunBook(scratch).Move(run, state);

    public CarriedPayments Waiting(IReadOnlyList<string> counties) => carried;

    /// <summary>Whom officers had stopped stands in what the files leave out.</summary>
    public StopBook Stops() => StopBook.None;

    /// <summary>Officers decided since what stands in the files: the record tells.</summary>
    public bool? IsLeftOut(string paymentNo) => leftOut.Contains(paymentNo);

    public void Seal(Sealing sealing, RunSummary summary, CarriedPayments paidAgain)
    {
        IReadOnlyList<RunMakerRecord> makers = new RunBook(scratch).Makers(
            run, order.Starters, [.. summary.Read.Select(file => file.Sha256)],
            [.. paidAgain.All.Select(payment => payment.PayeeId).OfType<int>()]);
        sealing.Commit(run.Number, clock.GetUtcNow(), makers, [], KeepInBooks.Act(order, run, summary, clock));
        scratch.Heads.Keep(scratch, clock.GetUtcNow());
    }
}
