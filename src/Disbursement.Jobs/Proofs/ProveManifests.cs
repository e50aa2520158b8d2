using System.Text.Json;
using System.Text.RegularExpressions;
using Disbursement.Domain.Batches;
using Disbursement.Jobs.Batches;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Proofs;

/// <summary>
/// Each county of each run has the manifest that is recorded: with the head that stands in it, and with a certificate where a batch of it
/// was released, and only there.
/// </summary>
internal static partial class ProveManifests
{
    public static string? FirstBreak(DisbursementDb db, AuditRecord[] done)
    {
        HashSet<string> certificates = [
            .. done.Where(act => act.Act is "release" or "hold" or "unhold" or ObjectionBook.Object or ObjectionBook.Decide)
            .Select(act => Certificate().Match(act.Detail ?? "")).Where(match => match.Success).Select(match => match.Groups[1].Value)];
        Dictionary<int, RunRecord> runs = db.Runs.ToRead().Where(run => run.State == RunState.Sealed).ToDictionary(run => run.Number);
        HashSet<int> released = [.. db.BatchActs.ToRead().Where(act => act.Act == "release").Select(act => act.BatchNumber)];
        ILookup<long, BatchRecord> batches = db.Batches.ToRead().AsEnumerable()
            .ToLookup(batch => ManifestId.Of(batch.RunNumber, batch.County).Value);
        HashSet<long> kept = [];
        foreach (ManifestRecord manifest in db.Manifests.ToRead().OrderBy(manifest => manifest.Id))
        {
            kept.Add(manifest.Id);
            if (!runs.TryGetValue(manifest.RunNumber, out RunRecord? run)
                || manifest.Id != ManifestId.Of(manifest.RunNumber, manifest.County).Value)
                return $"a manifest of county {manifest.County} and run number {manifest.RunNumber} is recorded, and there is none";

            string path = Path.Combine(run.OutFolder, manifest.County, WriteManifest.FileName);
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            JsonElement ledger = document.RootElement.GetProperty("ledger");
            if (ledger.GetProperty("sequence").GetInt64() != manifest.Sequence || ledger.GetProperty("head").GetString() != manifest.Head)
                return $"{path} names another head of the book than is recorded";
            if (batches[manifest.Id].Any(batch => released.Contains(batch.Number)) != manifest.Certificate is not null)
                return $"{path}: " + (manifest.Certificate is null
                    ? "a batch was released, and no certificate is recorded"
                    : "a certificate is recorded, and no batch was released");
            if (manifest.Certificate is not null && !document.RootElement.TryGetProperty(WriteManifest.Acts, out _))
                return $"{path} is signed and does not say where the record of acts stood";
            if (manifest.Certificate is { } certificate && !certificates.Contains(certificate))
                return $"{path} is signed with the certificate {certificate}, with which no act signed";
        }

        return batches.Where(county => !kept.Contains(county.Key))
            .Select(county => $"batch {county.First().Id}: no manifest is recorded").FirstOrDefault();
    }

    [GeneratedRegex(" certificate=([0-9a-f]{64})")]
    private static partial Regex Certificate();
}
