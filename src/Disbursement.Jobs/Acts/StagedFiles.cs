using Disbursement.Domain.Batches;
using Disbursement.Jobs.Batches;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Signatures;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Acts;

/// <summary>
/// Files that an act wrote beside their place. After the commit they move; an act that died between leaves them, and the database tells
/// what they are: a file with the recorded hash belongs in its place, any other belongs to an act that never was.
/// </summary>
internal static class StagedFiles
{
    public const string Ending = ".staged";

    /// <summary>Finishes or forgets what a dead act left in the folder of a county.</summary>
    /// <param name="db">Knows what belongs in its place.</param>
    /// <param name="run">The run.</param>
    /// <param name="county">The county.</param>
    /// <param name="mayForget">Whether the caller holds the write lock, so that no act can be under way: only then is a file without a
    /// place a dead one's.</param>
    public static void Recover(DisbursementDb db, RunRecord run, string county, bool mayForget)
    {
        string folder = Path.Combine(run.OutFolder, county);
        if (!Directory.Exists(folder) || Directory.GetFiles(folder, "*" + Ending) is not { Length: > 0 } staged)
            return;

        Dictionary<string, string> recorded = (from file in db.BatchFiles.ToRead()
                                               join batch in db.Batches.ToRead() on file.BatchNumber equals batch.Number
                                               where batch.RunNumber == run.Number && batch.County == county
                                               select new { file.Path, file.Sha256 }).AsEnumerable()
                                                   .ToDictionary(file => Path.Combine(run.OutFolder, file.Path), file => file.Sha256);
        ManifestRecord? manifest = db.Manifests.ToRead().FirstOrDefault(one => one.Id == ManifestId.Of(run.Number, county).Value);
        if (manifest is not null)
            recorded[Path.Combine(folder, WriteManifest.FileName)] = manifest.Sha256;
        foreach (string from in staged.Where(path => !path.EndsWith(WriteManifest.SignatureName + Ending, StringComparison.Ordinal)))
            Settle(from, recorded.GetValueOrDefault(Place(from)) == FileHash.OfAny(from), mayForget);

        string signature = Path.Combine(folder, WriteManifest.SignatureName + Ending);
        if (File.Exists(signature))
            Settle(signature, manifest?.Certificate is { } certificate
                && SignManifest.Break(File.ReadAllBytes(Path.Combine(folder, WriteManifest.FileName)), File.ReadAllBytes(signature),
                    certificate) is null, mayForget);
    }

    private static string Place(string staged) => staged[..^Ending.Length];

    private static void Settle(string staged, bool isDue, bool mayForget)
    {
        if (isDue)
            Store.Connections.ActTransaction.MoveToPlace(staged, Place(staged));
        else if (mayForget)
            File.Delete(staged);
    }
}
