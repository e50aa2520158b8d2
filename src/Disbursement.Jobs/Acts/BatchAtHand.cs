using Disbursement.Domain.Batches;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Acts;

/// <summary>A batch as an act finds it: its record, its run, what the decision needs, and where its files are.</summary>
internal sealed record BatchAtHand(
    BatchRecord Record, RunRecord Run, ReviewedBatch Facts, IReadOnlyList<BatchFileRecord> Files, bool WasVoided)
{
    /// <summary>The first of two approvals, of the files as they are; null where nobody has given it.</summary>
    public BatchActRecord? FirstApproval { get; init; }

    /// <summary>The approval that counts; null where there is none.</summary>
    public BatchActRecord? LastApproval { get; init; }

    /// <summary>The folder of the county's files.</summary>
    public string Folder => Path.Combine(Run.OutFolder, Record.County);

    /// <summary>The batch by its name, or null. Files that a dead act had not moved yet are moved first.</summary>
    public static BatchAtHand? Find(ActTransaction act, string id)
    {
        BatchRecord? record = act.Db.Batches.FirstOrDefault(batch => batch.Id == id);
        if (record is null)
            return null;

        RunRecord run = act.Db.Runs.Single(one => one.Number == record.RunNumber);
        RunFolders.Recover(run.OutFolder);
        StagedFiles.Recover(act.Db, run, record.County, mayForget: true);
        BatchActRecord[] acts = [.. act.Db.BatchActs.ToRead().Where(one => one.BatchNumber == record.Number).OrderBy(one => one.Id)];
        ReviewedBatch facts = new(
            record.Id, record.County, record.State, OfficerBook.Makers(act.Db, run.Number), record.FilesSha256,
            acts.LastOrDefault(one => one.Act == BatchActs.Approve)?.FilesSha256);
        BatchFileRecord[] files = [.. act.Db.BatchFiles.Where(file => file.BatchNumber == record.Number).OrderBy(file => file.Id)];
        return new BatchAtHand(record, run, facts, files,
            acts.LastOrDefault(one => one.Act is BatchActs.Approve or BatchActs.Void)?.Act == BatchActs.Void)
        {
            FirstApproval = WaitingBatches.FirstApproval(acts, record.FilesSha256),
            LastApproval = acts.LastOrDefault(one => one.Act == BatchActs.Approve),
        };
    }

    /// <summary>The files with the hashes of the bytes they hold at this moment.</summary>
    public IReadOnlyList<BatchFileBytes> Bytes() =>
        [.. Files.Select(file => new BatchFileBytes(PathOf(file), file.Sha256, FileHash.OfAny(PathOf(file))))];

    public string PathOf(BatchFileRecord file) => Path.Combine(Run.OutFolder, file.Path);
}

/// <summary>Names of acts on batches, as they are stored.</summary>
internal static class BatchActs
{
    public const string FirstApprove = BatchActRecord.FirstApproval;
    public const string Approve = "approve";
    public const string Void = "void";
    public const string Release = "release";
    public const string Reject = "reject";
    public const string Settle = "settle";

    /// <summary>Records an act on a batch, with the hash of its present files.</summary>
    public static void Add(ActTransaction act, BatchAtHand batch, string name, Domain.Officers.Officer officer, string? reviewed = null)
    {
        long id = (act.Db.BatchActs.Max(one => (long?)one.Id) ?? 0) + 1;
        act.Db.BatchActs.Add(new BatchActRecord
        {
            Id = id, BatchNumber = batch.Record.Number, Act = name, OfficerId = officer.Id, Officer = officer.Name, Reviewed = reviewed,
            FilesSha256 = batch.Record.FilesSha256, RecordedAt = act.NowSeconds,
        });
        act.Db.SaveChanges();
    }
}
