using Disbursement.Domain.Batches;
using Disbursement.Jobs.Batches;
using Disbursement.Jobs.Signatures;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Proofs;

/// <summary>Check 5: the manifest of each county with a released batch bears the signature of the certificate that was recorded.</summary>
internal static class ProveSignatures
{
    public static (long Checked, string? FirstBreak) Run(DisbursementDb db, string? run)
    {
        long count = 0;
        var released = (from batch in db.Batches.ToRead()
                        join one in db.Runs.ToRead() on batch.RunNumber equals one.Number
                        where batch.State == BatchState.Released || batch.State == BatchState.Settled
                        where run == null || one.Id == run
                        select new { one.Number, one.Id, one.OutFolder, batch.County }).Distinct().OrderBy(one => one.Number)
                            .ThenBy(one => one.County).ToList();
        foreach (var county in released)
        {
            count++;
            string folder = Path.Combine(county.OutFolder, county.County);
            if (Break(db, ManifestId.Of(county.Number, county.County).Value, folder) is { } broken)
                return (count, $"run {county.Id}, county {county.County}: {broken}");
        }

        return (count, null);
    }

    private static string? Break(DisbursementDb db, long id, string folder)
    {
        string manifest = Path.Combine(folder, WriteManifest.FileName), signature = Path.Combine(folder, WriteManifest.SignatureName);
        if (db.Manifests.Find(id)?.Certificate is not { } certificate)
            return "a batch is released, but no signature is recorded";
        if (!File.Exists(manifest) || !File.Exists(signature))
            return $"{(File.Exists(manifest) ? signature : manifest)} is missing";

        return SignManifest.Break(File.ReadAllBytes(manifest), File.ReadAllBytes(signature), certificate) is { } reason
            ? $"{signature}: {reason}"
            : null;
    }
}
