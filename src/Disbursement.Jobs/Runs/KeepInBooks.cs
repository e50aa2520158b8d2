using System.Data.Common;
using System.Globalization;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Batches;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Runs;

/// <summary>The run goes into the books: they record how far it has come, who had a hand in it, and the act of making it.</summary>
internal sealed class KeepInBooks(RunOrder order, RunRecord run, Database store, KeyRing ring, TimeProvider clock) : IKeepRun
{
    private readonly RunBook _runs = new(store);

    public string Title => run.Id;

    public bool IsKept => true;

    /// <summary>A run of some counties does not know who is missing from the others.</summary>
    public bool LooksForAbsent => order.Counties.Count == 0 && order.Through.IsDecember;

    public PackBefore? Before => PackBefore.Of(order.Data, store, run);

    public void Enter(RunState state) => _runs.Move(run, state);

    public CarriedPayments Waiting(IReadOnlyList<string> counties)
    {
        using DbConnection connection = store.Connect();
        return CarriedPayments.WaitingIn(connection, null, counties, ring);
    }

    public StopBook Stops()
    {
        using DbConnection connection = store.Connect();
        return StopBook.Standing(connection, null);
    }

    public bool? IsLeftOut(string paymentNo) => null;

    public void Seal(Sealing sealing, RunSummary summary, CarriedPayments carried)
    {
        IReadOnlyList<RunMakerRecord> makers = _runs.Makers(
            run, order.Starters, [.. summary.Read.Select(file => file.Sha256)],
            [.. carried.All.Select(payment => payment.PayeeId).OfType<int>()]);
        sealing.Commit(run.Number, clock.GetUtcNow(), makers, [.. carried.All.Select(payment => payment.Id)],
            Act(order, run, summary, clock));
        store.Heads.Keep(store, clock.GetUtcNow());
    }

    private static (string Batch, string FilesSha256) FilesOf(BatchTally batch) => (batch.Id, BatchFileTally.Sha256Of(batch.Files));

    /// <summary>The act of making a run, for the record of acts.</summary>
    public static AuditEntry Act(RunOrder order, RunRecord run, RunSummary summary, TimeProvider clock)
    {
        int batches = summary.Counties.Sum(county => county.Batches.Count);
        string detail = string.Create(
            CultureInfo.InvariantCulture,
            $"accepted={summary.Accepted} rejected={summary.Rejected} batches={batches} pack={run.PackSha256} "
                + $"files={FilesDigest.Of(summary.Counties.SelectMany(county => county.Batches).Select(FilesOf))} "
                + $"inputs={InputsDigest.Of(summary.Read)}");
        return new AuditEntry(
            DateTimeOffset.FromUnixTimeSeconds(clock.GetUtcNow().ToUnixTimeSeconds()), order.Maker, order.MakerOfficer,
            order.MakerOfficer is null ? null : OfficerRole.Operator, order.Origin, "run", run.Id, IsDone: true, null, detail);
    }
}
