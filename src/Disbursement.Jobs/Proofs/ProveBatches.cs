using System.Security.Cryptography;
using System.Text.Json;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Batches;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Proofs;

/// <summary>
/// Check 4: each batch is its payments, its acts, its manifest and its files; and officers, makers and return files are what the chain of
/// acts says.
/// </summary>
internal sealed class ProveBatches(DisbursementDb db, ReadBooks books, KeyRing ring, string archive)
{
    public (long Checked, string? FirstBreak) Run(IReadOnlyList<StoredBatch> batches, CancellationToken stop)
    {
        AuditRecord[] done = [.. db.Audit.ToRead().Where(act => act.Outcome == ActResult.Done).OrderBy(act => act.Sequence)];
        string? first = ProveOfficers.FirstBreak(db, done, ring) ?? ProveMakers.FirstBreak(db, done) ?? ProveBatchActs.FirstBreak(db,
            done) ?? ProveManifests.FirstBreak(db, done)
            ?? ProveFileHashes.FirstBreak(db, done)
            ?? books.StrayId() ?? books.StrayReissue() ?? new ProveReturns(db, books, ring, archive)
                .FirstBreak(done, stop) ?? new ProveRemarks(db, books, ring).FirstBreak(done) ?? ProveStops.FirstBreak(books)
            ?? ProveReceivables.FirstBreak(books, done) ?? ProveBudgets.FirstBreak(done, archive)
            ?? ProveRecoveries.FirstBreak(books, batches);
        ILookup<int, BatchActRecord> acts = db.BatchActs.ToRead().OrderBy(act => act.Id).ToLookup(act => act.BatchNumber);
        foreach (StoredBatch batch in batches)
        {
            stop.ThrowIfCancellationRequested();
            if (first is not null)
                break;

            IReadOnlyList<StoredFile> files = books.Files(batch);
            first = Sums(batch) ?? State(batch, acts[batch.Number], files);
            foreach (StoredFile file in files)
                first ??= FileBreak(batch, file);
            first ??= ManifestBreak(batch, files);
        }

        return (batches.Count, first);
    }

    private static string? Sums(StoredBatch batch)
    {
        if (batch.CountedPayments != batch.Payments || batch.SummedFen != batch.TotalFen || batch.LastSequence != batch.AllPayments)
            return $"batch {batch.Id}: {batch.Payments} payments of {new Money(batch.TotalFen)} recorded, {batch.CountedPayments} of "
                + $"{new Money(batch.SummedFen)} found, {batch.AllPayments} in all, the last numbered {batch.LastSequence}";

        return batch.AgreesInParts ? null : $"batch {batch.Id}: its sums of current, arrears and recovery are not those of its payments";
    }

    /// <summary>The state is what the acts made it, and an approval that still counts is for the files as they are.</summary>
    private static string? State(StoredBatch batch, IEnumerable<BatchActRecord> acts, IReadOnlyList<StoredFile> files)
    {
        string digest = BatchFileTally.Sha256Of(files.Select(file => new BatchFileTally(file.Format, file.Path, file.Sha256)));
        if (digest != batch.FilesSha256)
            return $"batch {batch.Id}: the hash over its files is {digest}, recorded was {batch.FilesSha256}";

        BatchState state = BatchState.Proposed;
        string? approved = null;
        foreach (BatchActRecord act in acts)
        {
            if (act.Act == BatchActs.FirstApprove && state == BatchState.Proposed)
                continue;

            BatchState? made = act.Act switch
            {
                BatchActs.Approve => BatchState.Approved,
                BatchActs.Void => BatchState.Proposed,
                BatchActs.Release => BatchState.Released,
                BatchActs.Reject => BatchState.Rejected,
                BatchActs.Settle => BatchState.Settled,
                _ => null,
            };
            if (made is not { } next || !LifeCycle.BatchSteps.Contains((state, next)))
                return $"batch {batch.Id}: it was {state.Word()} when the act '{act.Act}' by {act.Officer} is recorded, which cannot be";

            state = next;
            approved = act.Act == BatchActs.Approve ? act.FilesSha256 : approved;
        }

        if (state != batch.State)
            return $"batch {batch.Id} is {batch.State.Word()}, but its acts make it {state.Word()}";

        return state is BatchState.Approved or BatchState.Released or BatchState.Settled && approved != batch.FilesSha256
            ? $"batch {batch.Id}: approved were the files {approved}, they are {batch.FilesSha256}"
            : null;
    }

    private static string? FileBreak(StoredBatch batch, StoredFile file)
    {
        string path = Path.Combine(batch.OutFolder, file.Path);
        if (FileHash.OfAny(path) is not { } sha256)
            return $"batch {batch.Id}: the file {path} is missing";
        if (sha256 != file.Sha256)
            return $"batch {batch.Id}: {path} has SHA-256 {sha256}, recorded was {file.Sha256}";

        if (file.Format == BatchFileId.Recoveries)
        {
            return (file.Rows, file.TotalFen) == (batch.Recoveries, batch.RecoveredFen)
                ? null
                : $"batch {batch.Id}: {path} takes back {file.Rows} times {new Money(file.TotalFen)}, the batch {batch.Recoveries} times "
                    + $"{new Money(batch.RecoveredFen)}";
        }

        return file.Rows == batch.Payments && file.TotalFen == batch.TotalFen
            ? null
            : $"batch {batch.Id}: its file has {file.Rows} rows of {new Money(file.TotalFen)}, the batch {batch.Payments} of "
                + $"{new Money(batch.TotalFen)}";
    }

    private string? ManifestBreak(StoredBatch batch, IReadOnlyList<StoredFile> files)
    {
        string path = Path.Combine(batch.OutFolder, batch.County, WriteManifest.FileName);
        int run = new BatchNumber(batch.Number).Run;
        BatchRecord record = db.Batches.ToRead().Single(one => one.Number == batch.Number);
        try
        {
            byte[] bytes = File.ReadAllBytes(path);
            string sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)),
                recorded = db.Manifests.Find(ManifestId.Of(run, batch.County).Value)?.Sha256 ?? "nothing";
            if (sha256 != recorded)
                return $"batch {batch.Id}: {path} has SHA-256 {sha256}, recorded was {recorded}";

            using JsonDocument document = JsonDocument.Parse(bytes);
            string part = document.RootElement.GetProperty("released").GetArrayLength() == 0
                || batch.State is BatchState.Released or BatchState.Settled
                ? "files"
                : WriteManifest.Waiting;
            JsonElement[] entries = [.. document.RootElement.GetProperty(part).EnumerateArray()
                .Where(entry => entry.GetProperty("batch").GetString() == batch.Id)];
            bool agrees = IsNowhereElse(document.RootElement, part, batch.Id) && entries.Length == files.Count
                && files.All(file => entries.Any(entry =>
                entry.GetProperty("format").GetString() == file.Format && entry.GetProperty("sha256").GetString() == file.Sha256
                && entry.GetProperty("rows").GetInt32() == file.Rows && entry.GetProperty("totalFen").GetInt64() == file.TotalFen
                && Agrees(entry, record)));
            return agrees ? null : $"batch {batch.Id}: {path} names other files, rows, totals, funding, flags or hashes than the database";
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException
                or InvalidOperationException)
        {
            return $"batch {batch.Id}: {path} cannot be read: {exception.Message}";
        }
    }

    /// <summary>What waits must not stand among what was released, nor the other way round.</summary>
    private static bool IsNowhereElse(JsonElement manifest, string part, string batch) =>
        !manifest.TryGetProperty(part == "files" ? WriteManifest.Waiting : "files", out JsonElement other)
        || other.EnumerateArray().All(entry => entry.GetProperty("batch").GetString() != batch);

    private static bool Agrees(JsonElement entry, BatchRecord batch)
    {
        JsonElement funding = entry.GetProperty("fundingFen");
        (long, long, long, long) written = (funding.GetProperty("central").GetInt64(), funding.GetProperty("province").GetInt64(),
            funding.GetProperty("city").GetInt64(), funding.GetProperty("county").GetInt64());
        return written == (entry.GetProperty("format").GetString() == BatchFileId.Recoveries
            ? default
            : (batch.CentralFen, batch.ProvinceFen, batch.CityFen, batch.CountyFen))
            && entry.GetProperty("scheme").GetString() == batch.Scheme
            && entry.GetProperty("flags").EnumerateArray().Any(flag => flag.GetString() == "ASSUMED") == batch.IsAssumed;
    }
}
