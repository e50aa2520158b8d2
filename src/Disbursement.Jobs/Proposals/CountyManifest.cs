using Disbursement.Domain.Batches;
using Disbursement.Domain.Ledger;
using Disbursement.Jobs.Batches;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Proposals;

/// <summary>The manifest of a county of a run, as a file and as the database records it.</summary>
internal static class CountyManifest
{
    /// <summary>Writes the file and gives its record, which bears no signature yet.</summary>
    public static ManifestRecord Write(
        string path, RunRecord run, Bureau bureau, TransferChain chain, IReadOnlyList<BatchTally> batches,
        IReadOnlyList<ReleasedBatch>? released = null, (long Sequence, byte[] Head)? acts = null) => new()
        {
            Id = ManifestId.Of(run.Number, bureau.County).Value,
            RunNumber = run.Number,
            County = bureau.County,
            Sha256 = WriteManifest.Run(path, run.Id, bureau, run.PackSha256, chain, batches, released, acts),
            Sequence = chain.Sequence,
            Head = Convert.ToHexStringLower(chain.Head),
        };
}
