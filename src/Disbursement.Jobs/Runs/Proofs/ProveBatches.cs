using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Runs.Acts;
using Disbursement.Jobs.Store;

namespace Disbursement.Jobs.Runs.Proofs;

/// <summary>Check 4: each batch is its payments, its acts, its manifest and its files; and officers, makers and return files are what the chain of acts says.</summary>
internal sealed class ProveBatches(DisbursementDb db, ReadBooks books, KeyRing ring)
{
    public (long Checked, string? FirstBreak) Run(IReadOnlyList<StoredBatch> batches, CancellationToken stop)
    {
        AuditRecord[] done = [.. db.Audit.ToRead().Where(act => act.Outcome == "done").OrderBy(act => act.Sequence)];
        string? first = ProveActs.Officers(db, done) ?? ProveActs.Makers(db, done) ?? ProveActs.Returns(db, done, ring) ?? ProveActs.BatchActs(db, done);
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

    private static string? Sums(StoredBatch batch) =>
        batch.CountedPayments == batch.Payments && batch.SummedFen == batch.TotalFen && batch.LastSequence == batch.AllPayments
            ? null
            : $"batch {batch.Id}: {batch.Payments} payments of {new Money(batch.TotalFen)} recorded, {batch.CountedPayments} of {new Money(batch.SummedFen)} found, {batch.AllPayments} in all, the last numbered {batch.LastSequence}";

    /// <summary>The state is what the acts made it, and an approval that still counts is for the files as they are.</summary>
    private static string? State(StoredBatch batch, IEnumerable<BatchActRecord> acts, IReadOnlyList<StoredFile> files)
    {
        string digest = BatchFileTally.Sha256Of(files.Select(file => new BatchFileTally(file.Format, file.Path, file.Sha256)));
        if (digest != batch.FilesSha256)
            return $"batch {batch.Id}: the hash over its files is {digest}, recorded was {batch.FilesSha256}";

        string state = "proposed";
        string? approved = null;
        foreach (BatchActRecord act in acts)
        {
            state = act.Act switch { "approve" => "approved", "void" => "proposed", "release" => "released", "reject" => "rejected", "settle" => "settled", _ => act.Act };
            approved = act.Act == "approve" ? act.FilesSha256 : approved;
        }

        if (state != batch.State)
            return $"batch {batch.Id} is {batch.State}, but its acts make it {state}";

        return state is "approved" or "released" or "settled" && approved != batch.FilesSha256 ? $"batch {batch.Id}: approved were the files {approved}, they are {batch.FilesSha256}" : null;
    }

    private static string? FileBreak(StoredBatch batch, StoredFile file)
    {
        string path = Path.Combine(batch.OutFolder, file.Path);
        if (BatchAtHand.HashOf(path) is not { } sha256)
            return $"batch {batch.Id}: the file {path} is missing";
        if (sha256 != file.Sha256)
            return $"batch {batch.Id}: {path} has SHA-256 {sha256}, recorded was {file.Sha256}";

        return file.Rows == batch.Payments && file.TotalFen == batch.TotalFen
            ? null
            : $"batch {batch.Id}: its file has {file.Rows} rows of {new Money(file.TotalFen)}, the batch {batch.Payments} of {new Money(batch.TotalFen)}";
    }

    private string? ManifestBreak(StoredBatch batch, IReadOnlyList<StoredFile> files)
    {
        string path = Path.Combine(batch.OutFolder, batch.County, WriteManifest.FileName);
        int run = batch.Number / 4096;
        try
        {
            byte[] bytes = File.ReadAllBytes(path);
            string sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)), recorded = db.Manifests.Find(RunRows.ManifestId(run, batch.County))?.Sha256 ?? "nothing";
            if (sha256 != recorded)
                return $"batch {batch.Id}: {path} has SHA-256 {sha256}, recorded was {recorded}";

            using JsonDocument document = JsonDocument.Parse(bytes);
            JsonElement[] entries = [.. document.RootElement.GetProperty("files").EnumerateArray().Where(entry => entry.GetProperty("batch").GetString() == batch.Id)];
            bool agrees = entries.Length == files.Count && files.All(file => entries.Any(entry =>
                entry.GetProperty("format").GetString() == file.Format && entry.GetProperty("sha256").GetString() == file.Sha256
                && entry.GetProperty("rows").GetInt32() == file.Rows && entry.GetProperty("totalFen").GetInt64() == file.TotalFen));
            return agrees ? null : $"batch {batch.Id}: {path} names other files, rows, totals or hashes than the database";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return $"batch {batch.Id}: {path} cannot be read: {exception.Message}";
        }
    }
}

/// <summary>What officers, makers, acts and return files are, held against the chain of acts.</summary>
internal static class ProveActs
{
    /// <summary>An officer's role and counties are those that an administrator gave.</summary>
    public static string? Officers(DisbursementDb db, AuditRecord[] done)
    {
        Dictionary<int, string> given = [];
        foreach (AuditRecord act in done.Where(act => act.Act == "add-officer"))
        {
            string detail = act.Detail ?? "";
            int space = detail.IndexOf(' ', StringComparison.Ordinal);
            if (detail.StartsWith("officer=", StringComparison.Ordinal) && space > 0)
                given[int.Parse(detail.AsSpan(8, space - 8), CultureInfo.InvariantCulture)] = detail;
        }

        foreach (OfficerRecord officer in db.Officers.ToRead().OrderBy(officer => officer.Id))
        {
            string now = string.Create(CultureInfo.InvariantCulture, $"officer={officer.Id} role={officer.Role} counties={officer.Counties}");
            if (!given.Remove(officer.Id, out string? recorded) || recorded != now)
                return $"officer {officer.Id} has {now}, the acts say {recorded ?? "nothing"}";
        }

        return given.Count == 0 ? null : $"officer {given.Keys.Min()} was added and is missing";
    }

    /// <summary>The maker of each run is who the chain says started it.</summary>
    public static string? Makers(DisbursementDb db, AuditRecord[] done)
    {
        Dictionary<string, AuditRecord> runs = done.Where(act => act.Act is "run" or "reissue").GroupBy(act => act.Subject!).ToDictionary(run => run.Key, run => run.Last());
        ILookup<int, RunMakerRecord> makers = db.RunMakers.ToRead().ToLookup(maker => maker.RunNumber);
        ILookup<string, RosterImportRecord> imports = db.RosterImports.ToRead().ToLookup(import => import.Sha256);
        foreach (RunRecord run in db.Runs.ToRead().Where(run => run.State == RunState.Sealed).OrderBy(run => run.Number))
        {
            if (!runs.TryGetValue(run.Id, out AuditRecord? started))
                return $"run {run.Id} is sealed, but no act started it";
            if (makers[run.Number].All(maker => maker.Name != OfficerNames.Fold(started.Actor) || maker.OfficerId != started.OfficerId))
                return $"run {run.Id} was made by {started.Actor}, who is not among its recorded makers";

            string[] read = [.. db.RunInputs.ToRead().Where(input => input.RunNumber == run.Number).Select(input => input.Sha256)];
            foreach (RosterImportRecord import in read.SelectMany(sha256 => imports[sha256]).Where(import => import.RecordedAt <= started.RecordedAt))
            {
                if (makers[run.Number].All(maker => maker.Name != OfficerNames.Fold(import.Officer)))
                    return $"run {run.Id} read a correction by {import.Officer}, who is not among its recorded makers";
            }
        }

        return null;
    }

    /// <summary>Each approval, release and rejection stands in the chain too, and the other way round.</summary>
    public static string? BatchActs(DisbursementDb db, AuditRecord[] done)
    {
        string[] kinds = ["approve", "release", "reject"];
        Dictionary<int, string> batches = db.Batches.ToRead().ToDictionary(batch => batch.Number, batch => batch.Id);
        HashSet<(string, string?, int?, long)> recorded = [.. done.Where(act => kinds.Contains(act.Act)).Select(act => (act.Act, act.Subject, act.OfficerId, act.RecordedAt))];
        foreach (BatchActRecord act in db.BatchActs.ToRead().OrderBy(act => act.Id).AsEnumerable().Where(act => kinds.Contains(act.Act)))
        {
            if (!recorded.Remove((act.Act, batches.GetValueOrDefault(act.BatchNumber), act.OfficerId, act.RecordedAt)))
                return $"batch {batches.GetValueOrDefault(act.BatchNumber)}: the act '{act.Act}' by {act.Officer} is not in the chain of acts";
        }

        return recorded.Count == 0 ? null : $"batch {recorded.First().Item2}: the act '{recorded.First().Item1}' is in the chain of acts alone";
    }

    /// <summary>Each return file is what its import recorded, and its quarantine is whole.</summary>
    public static string? Returns(DisbursementDb db, AuditRecord[] done, KeyRing ring)
    {
        HashSet<string> imports = [.. done.Where(act => act.Act == "import-returns").Select(act => act.Detail ?? "")];
        using Sealer sealer = new(ring);
        int count = 0;
        foreach (ReturnFileRecord file in db.ReturnFiles.ToRead().OrderBy(file => file.Id))
        {
            count++;
            string detail = string.Create(CultureInfo.InvariantCulture, $"sha256={file.Sha256} file={file.Id} lines={file.Lines} paid={file.Paid} failed={file.Failed} quarantined={file.Quarantined} ");
            if (!imports.Any(import => import.StartsWith(detail.TrimEnd(), StringComparison.Ordinal)))
                return $"return file {file.Id}: its import recorded other numbers";

            QuarantineRecord[] lines = [.. db.Quarantine.ToRead().Where(line => line.FileId == file.Id)];
            if (lines.Length != file.Quarantined)
                return $"return file {file.Id}: {file.Quarantined} lines in quarantine recorded, {lines.Length} found";
            if (lines.FirstOrDefault(line => !IsWhole(line, sealer)) is { } broken)
                return $"return file {file.Id}, line {broken.Line}: the line in quarantine was altered";
        }

        return imports.Count(import => !import.EndsWith(" repeated", StringComparison.Ordinal)) == count ? null : "a return file that was imported is missing";
    }

    private static bool IsWhole(QuarantineRecord line, Sealer sealer)
    {
        try
        {
            _ = sealer.Open(line.Raw);
            return line.Id == ((long)line.FileId << 32 | line.Line);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
