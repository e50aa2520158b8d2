using Disbursement.Jobs.Proofs;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Microsoft.Extensions.Hosting;

namespace Disbursement.Jobs.Review.Books;

/// <summary>A proof of the books that was started in the console.</summary>
internal sealed class TrackedProof(string by, string from, bool hasReplay, DateTimeOffset startedAt)
{
    public string By => by;

    /// <summary>Where it was asked for, for the record.</summary>
    public string Origin => $"{Desk.OriginOf(from)}, asked for by {by}";

    public bool HasReplay => hasReplay;

    public DateTimeOffset StartedAt => startedAt;

    public IReadOnlyList<Check> Checks { get; set; } = [];

    /// <summary>The run that is being computed again, and its progress.</summary>
    public (string Run, RunProgress Progress)? Replaying { get; set; }

    /// <summary>Why it came to nothing; null where it did not.</summary>
    public Trouble? Trouble { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public bool IsRunning => EndedAt is null;
}

/// <summary>
/// Proves the books as the <c>verify</c> verb does, one proof at a time, remembers the last one, and records what each found as the nightly
/// one does.
/// </summary>
internal sealed class ProofTracker(Desk desk, IHostApplicationLifetime life)
{
    private readonly Lock _gate = new();

    public TrackedProof? Last { get; private set; }

    /// <summary>Starts a proof. Returns false when one is under way.</summary>
    public bool Start(string by, string from, bool hasReplay)
    {
        lock (_gate)
        {
            if (Last?.IsRunning == true)
                return false;

            TrackedProof proof = Last = new TrackedProof(by, from, hasReplay, desk.Now);
            _ = Task.Run(() => Carry(proof, life.ApplicationStopping));
            return true;
        }
    }

    private void Carry(TrackedProof proof, CancellationToken stop)
    {
        try
        {
            Database store = Database.OpenToRead(desk.Work.Data, desk.Work.Database);
            proof.Checks = new VerifyBooks(store, desk.Ring).Run(null, stop);
            if (proof.HasReplay)
                proof.Checks = [.. proof.Checks, .. Again(store, proof, stop)];
            RecordProof.Run(desk.Work.Open(proof.Origin), proof.Checks);
        }
        catch (Exception exception)
        {
            Serilog.Log.Error("A proof came to nothing: {Kind}", exception.GetType().Name);
            proof.Trouble = Trouble.Of(exception);
            if (!stop.IsCancellationRequested)
                RecordProof.Undone(desk.Work.Data, desk.Work.Database, desk.Work.Clock, proof.Origin, exception);
        }
        finally
        {
            proof.Replaying = null;
            proof.EndedAt = desk.Now;
        }
    }

    private IReadOnlyList<Check> Again(Database store, TrackedProof proof, CancellationToken stop) =>
        new ReplayRuns(desk.Work.Data, store, desk.Ring, desk.Work.Clock).Run(null, (run, progress) =>
        {
            proof.Replaying = (run.Id, progress);
            return null;
        }, stop);
}
