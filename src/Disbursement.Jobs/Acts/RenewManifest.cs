using System.Globalization;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Ledger;
using Disbursement.Domain.Periods;
using Disbursement.Jobs.Batches;
using Disbursement.Jobs.Proposals;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Signatures;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Acts;

/// <summary>
/// Writes the manifest of a county again after an act: what its files are now, what is released, where the book stands. Once a batch of it
/// is released it is signed each time.
/// </summary>
internal static class RenewManifest
{
    /// <summary>Stages the manifest and, where it must have one, its signature.</summary>
    public static void Run(ActTransaction act, ActSetting setting, RunRecord run, string county, SignManifest? signing)
    {
        act.Db.SaveChanges();
        string folder = Path.Combine(run.OutFolder, county);
        BatchRecord[] batches = [.. act.Db.Batches.ToRead().Where(batch => batch.RunNumber == run.Number
            && batch.County == county).OrderBy(batch => batch.Number)];
        int[] numbers = [.. batches.Select(batch => batch.Number)];
        ILookup<int, BatchFileRecord> files = act.Db.BatchFiles.ToRead().Where(file => numbers.Contains(file.BatchNumber))
            .OrderBy(file => file.Id).ToLookup(file => file.BatchNumber);
        BatchActRecord[] acts = [.. act.Db.BatchActs.ToRead().Where(one => numbers.Contains(one.BatchNumber)).OrderBy(one => one.Id)];
        ReleasedBatch[] released = [.. batches.Select(batch => Released(batch, acts)).OfType<ReleasedBatch>()];
        TransferChain chain = act.ChainOf(county);

        string manifest = Path.Combine(folder, WriteManifest.FileName), staged = manifest + StagedFiles.Ending;
        BatchTally[] tallies = [.. batches.Select(batch => BatchTally.Of(batch, files[batch.Number]))];
        ManifestRecord written = CountyManifest.Write(
            staged, run, BureauOf(setting, run, county), chain, tallies, released,
            released.Length == 0 ? null : AuditTrail.Head(act.Connection, act.Transaction));
        ManifestRecord record =
            act.Db.Manifests.Find(written.Id) ?? throw new InvalidDataException($"Run {run.Id} has no manifest of county {county}.");
        (record.Sha256, record.Sequence, record.Head) = (written.Sha256, written.Sequence, written.Head);
        act.Stage(staged, manifest);
        if (released.Length == 0)
            return;

        SignManifest signer = signing ?? throw new InvalidOperationException("A manifest with released batches needs its signature.");
        string signature = Path.Combine(folder, WriteManifest.SignatureName);
        File.WriteAllBytes(signature + StagedFiles.Ending, signer.Sign(File.ReadAllBytes(staged), act.Now));
        record.Certificate = signer.Certificate;
        act.Stage(signature + StagedFiles.Ending, signature);
    }

    /// <summary>Whether a batch of the county and run was released, so that its manifest bears a signature.</summary>
    public static bool IsSigned(ActTransaction act, RunRecord run, string county) =>
        act.Db.Manifests.Find(ManifestId.Of(run.Number, county).Value)?.Certificate is not null;

    /// <summary>The bureau as the run knew it.</summary>
    public static Bureau BureauOf(ActSetting setting, RunRecord run, string county) =>
        setting.Archived.BureausOf(run).First(bureau => bureau.County == county);

    private static ReleasedBatch? Released(BatchRecord batch, BatchActRecord[] acts)
    {
        if (acts.LastOrDefault(act => act.BatchNumber == batch.Number && act.Act == BatchActs.Release) is not { } release)
            return null;

        BatchActRecord approval = acts.Last(act => act.BatchNumber == batch.Number && act.Act == BatchActs.Approve);
        return new ReleasedBatch(batch.Id, batch.FilesSha256, approval.Officer, Time(approval.RecordedAt), release.Officer,
            Time(release.RecordedAt));
    }

    private static string Time(long seconds) => Instants.Utc(seconds);
}
