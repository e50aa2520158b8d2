using Disbursement.Domain.Officers;
using Disbursement.Jobs.Proposals;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store.Connections;

namespace Disbursement.Jobs.Acts;

/// <summary>
/// Holds the files of a batch against its payments before anybody answers for them: whoever replaced a file and mended the hashes beside it
/// is found here, since no hash that is recorded tells.
/// </summary>
internal static class DerivedFiles
{
    /// <summary>Why the batch cannot be approved or released; null where each file is, byte for byte, what the payments give.</summary>
    public static ActRefusal? Refusal(ActTransaction act, ActSetting setting, BatchAtHand batch)
    {
        StoredBatchFiles files =
            new(act.Connection, act.Transaction, setting.Ring, setting.Archived.ProposalOf(batch.Run), batch.Record);
        return files.FirstDifference(batch.Files.Select(file => (file.Format, file.Sha256))) is { } other
            ? new ActRefusal(
                "FILE-OTHER",
                $"批次 {batch.Record.Id} 的文件 {other} 与由付款明细重新生成的不一致：文件及其校验值都被改动过。请运行 verify；查明之前不要付款。",
                $"Batch {batch.Record.Id}: the file {other} is not what its payments give, so the file and its recorded hash were changed. "
                    + "Run verify, and pay nothing before it is known how.")
            : null;
    }
}
