using System.Collections.Concurrent;
using System.Data.Common;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Proposals;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Proofs;

/// <summary>
/// Check 4, the payment files: each is written again from the rows, and its bytes are the recorded ones. Who replaces an account in all
/// formats and mends every sum beside them is found.
/// </summary>
internal sealed class ProveFiles(Database store, KeyRing ring)
{
    private readonly ArchivedTerms _terms = new(store.Data);

    /// <summary>How many batches were written again, and the first file that is another one.</summary>
    public (long Checked, string? FirstBreak) Run(IReadOnlyList<StoredBatch> batches, CancellationToken stop)
    {
        string?[] breaks = new string?[batches.Count];
        ParallelOptions options = new() { CancellationToken = stop, MaxDegreeOfParallelism = Environment.ProcessorCount };

        // The largest first: nobody waits at the end for the one who has just begun it.
        IEnumerable<int> largestFirst = Enumerable.Range(0, batches.Count).OrderByDescending(i => batches[i].AllPayments);
        Parallel.ForEach(Partitioner.Create(largestFirst, EnumerablePartitionerOptions.NoBuffering), options, store.Model,
            (i, _, db) =>
            {
                breaks[i] = FirstBreak(db, batches[i], stop);
                return db;
            },
            db => db.Dispose());
        return (batches.Count, breaks.FirstOrDefault(one => one is not null));
    }

    private string? FirstBreak(DisbursementDb db, StoredBatch batch, CancellationToken stop)
    {
        DbConnection connection = OpenBooks.FromDisbursementDb(db).Connection;
        BatchRecord record = db.Batches.ToRead().Single(one => one.Number == batch.Number);
        try
        {
            RunRecord run = db.Runs.ToRead().Single(one => one.Number == record.RunNumber);
            IReadOnlyList<StoredFile> files = new ReadBooks(connection).Files(batch);
            return new StoredBatchFiles(connection, null, ring, _terms.ProposalOf(run), record)
                .FirstDifference(files.Select(file => (file.Format, file.Sha256)), stop) is { } other
                ? $"batch {batch.Id}: the file {other} is not what its payments give"
                : null;
        }
        catch (Exception exception)
            when (exception is not (OperationCanceledException or OutOfMemoryException or DbException or StoreRefusal
                or IOException))
        {
            return $"batch {batch.Id}: its files cannot be written again: {exception.Message}";
        }
    }
}
