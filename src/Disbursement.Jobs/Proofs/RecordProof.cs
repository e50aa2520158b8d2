using System.Globalization;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;

namespace Disbursement.Jobs.Proofs;

/// <summary>
/// Records what a proof of the service found, so that those who must act have it on their list until a later one finds the same whole. The
/// proof is the service's own act: whoever asked for it may be no officer any more when it ends, and stands in its origin.
/// </summary>
internal static class RecordProof
{
    /// <summary>Of the books always; of a run that was computed again where it is broken, or was.</summary>
    public static void Run(ActSetting setting, IReadOnlyList<Check> checks)
    {
        foreach (IGrouping<string, Check> of in checks.GroupBy(check => check.Of ?? ProofBook.Books))
        {
            Check[] broken = [.. of.Where(check => check.FirstBreak is not null)];
            if (of.Key == ProofBook.Books || broken.Length > 0 || HasFailed(setting, of.Key))
                InTurn.Record(setting.Store, setting.Clock, act => new AuditEntry(act.Now, Environment.UserName, null, null, setting.Origin,
                    ProofBook.Prove, of.Key, IsDone: true, AuditEntry.Line(broken.FirstOrDefault()?.FirstBreak),
                    string.Create(CultureInfo.InvariantCulture, $"checks={of.Count()} broken={broken.Length}")));
        }
    }

    private static bool HasFailed(ActSetting setting, string of)
    {
        using Store.Tables.DisbursementDb db = setting.Store.Model();
        return ProofBook.Failed(db).Any(failed => failed.Of == of);
    }
}
