using Disbursement.Domain.Batches;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.PaymentFiles;
using Disbursement.Jobs.Proposals;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Signatures;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Acts;

/// <summary>
/// Writes the files of a batch again, without what is held and with what was let go: files, totals, funding and manifest change together,
/// or not at all.
/// </summary>
internal sealed class RewriteFiles(ActTransaction act, ActSetting setting)
{
    /// <summary>Writes them; tells why not, where a file cannot carry a payment.</summary>
    public ActRefusal? Run(BatchAtHand batch)
    {
        (BatchRecord record, RunRecord run) = (batch.Record, batch.Run);
        ProposalTerms terms = setting.Archived.ProposalOf(run);
        if (WriteBatchAgain.Run(act, setting.Ring, terms, record, batch.Files, name => Stage(batch, name)) is (
            string paymentNo, FormatProblem problem))
        {
            return new ActRefusal(
                "FORMAT", $"付款 {paymentNo} 无法写入付款文件：{problem.Chinese}。请更正花名册。",
                $"No file can carry payment {paymentNo}: {problem.English}. Correct the roster.");
        }

        RenewManifest.Run(act, setting, run, record.County, RenewManifest.IsSigned(act, run, record.County) ? Signing() : null);
        return null;
    }

    private string Stage(BatchAtHand batch, string name)
    {
        string place = Path.Combine(batch.Folder, name);
        act.Stage(place + StagedFiles.Ending, place);
        return place + StagedFiles.Ending;
    }

    private SignManifest Signing()
    {
        (SignManifest? signing, string? problem) = SignManifest.Open(setting.Signing, act.Now);
        return signing ?? throw new RunRefusal(problem!);
    }
}
