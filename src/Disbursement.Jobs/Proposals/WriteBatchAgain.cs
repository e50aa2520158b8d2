using Disbursement.Domain.Batches;
using Disbursement.Jobs.PaymentFiles;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Proposals;

/// <summary>
/// Writes the files of a batch again from its recorded payments, without what is held; the record of the batch and of its files changes
/// with them.
/// </summary>
internal static class WriteBatchAgain
{
    /// <summary>Writes them, or tells the first payment that no file can carry, and why.</summary>
    /// <param name="act">The act inside which it happens.</param>
    /// <param name="ring">Opens personal data.</param>
    /// <param name="terms">The terms of the run that made the batch.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="files">Its files as they are recorded.</param>
    /// <param name="stage">Makes the path where a file of a given name is written.</param>
    public static (string PaymentNo, FormatProblem Problem)? Run(
        ActTransaction act, KeyRing ring, ProposalTerms terms, BatchRecord batch, IReadOnlyList<BatchFileRecord> files,
        Func<string, string> stage)
    {
        StoredBatchFiles stored = new(act.Connection, act.Transaction, ring, terms, batch);
        if (stored.FirstProblem() is { } problem)
            return problem;

        IReadOnlyList<WrittenFile> written = stored.Write(stage);
        IEnumerable<WrittenFile> recoveries = files.Where(file => file.Format == BatchFileId.Recoveries)
            .Select(file => new WrittenFile(file.Format, RecoveryFile.NameOf(batch.Scheme), file.Sha256));
        stored.Writing.Record(batch, [.. written, .. recoveries]);
        int next = files.Count == 0 ? 0 : files.Max(file => new BatchFileId(file.Id).Place) + 1;
        foreach (WrittenFile file in written)
        {
            if (files.FirstOrDefault(one => one.Format == file.Format) is { } known)
                stored.Writing.Record(known, file);
            else
                act.Db.BatchFiles.Add(stored.Writing.FileOf(batch, file, next++));
        }

        return null;
    }
}
