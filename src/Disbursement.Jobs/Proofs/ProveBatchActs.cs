
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Proofs;

/// <summary>
/// Each act on a batch stands in the chain of acts too, by the same officer, at the same time, for the same files, and the other way round.
/// </summary>
internal static class ProveBatchActs
{
    private static readonly string[] Kinds = ["approve", "release", "reject"];

    public static string? FirstBreak(DisbursementDb db, AuditRecord[] done)
    {
        Dictionary<int, BatchRecord> batches = db.Batches.ToRead().ToDictionary(batch => batch.Number);
        List<AuditRecord> due = [.. done.Where(act => Kinds.Contains(act.Act) || IsVoid(act))];
        Dictionary<int, BatchActRecord> firsts = [], seconds = [];
        long last = 0;
        foreach (BatchActRecord act in db.BatchActs.ToRead().OrderBy(act => act.Id))
        {
            string batch = batches.TryGetValue(act.BatchNumber, out BatchRecord? record) ? record.Id : $"number {act.BatchNumber}";
            if (act.Id != ++last)
                return $"batch {batch}: the act {act.Id} follows {last - 1}";
            if (record is null || Chained(act, record, due, done) is not { } chained)
                return $"batch {batch}: the act '{act.Act}' by {act.Officer} is not in the chain of acts";

            due.Remove(chained);
            if ((OtherFiles(act, record, chained) ?? OneAlone(act, record, chained, firsts, seconds)) is { } other)
                return other;
        }

        return due.Count == 0 ? null : $"batch {due[0].Subject}: the act '{due[0].Act}' is in the chain of acts alone";
    }

    private static AuditRecord? Chained(BatchActRecord act, BatchRecord batch, List<AuditRecord> due, AuditRecord[] done)
    {
        bool IsSame(AuditRecord one) => one.OfficerId == act.OfficerId && one.Actor == act.Officer && one.RecordedAt == act.RecordedAt;
        return act.Act switch
        {
            "void" => due.Find(one => IsVoid(one) && IsSame(one)
                && $" {one.Detail}".Contains($" batch={batch.Id} ", StringComparison.Ordinal)),

            // A batch is settled by the answers of the bank, by an officer who stands in for them, or at once where it asks nothing of
            // the bank.
            "settle" => Array.Find(done, one => IsSame(one)
                && (one.Act is "import-returns" or ResolutionBook.Confirm || one.Act == "close" && one.Subject == batch.Id
                || one.Act == "release" && one.Subject == batch.Id && batch.Payments == 0)),
            BatchActs.FirstApprove =>
                due.Find(one => one.Act == BatchActs.Approve && one.Subject == batch.Id && IsSame(one) && IsFirst(one)),
            _ => due.Find(one => one.Act == act.Act && one.Subject == batch.Id && IsSame(one) && !IsFirst(one)),
        };
    }

    private static string? OtherFiles(BatchActRecord act, BatchRecord batch, AuditRecord chained)
    {
        bool isSame = act.Act switch
        {
            "approve" or BatchActs.FirstApprove =>
                (chained.Detail ?? "").StartsWith($"sha256={act.Reviewed} files={act.FilesSha256} ", StringComparison.Ordinal),
            "void" => act.Reviewed is null && (chained.Detail ?? "").Contains($" was={act.FilesSha256} ", StringComparison.Ordinal),
            _ => act.Reviewed is null && act.FilesSha256 == batch.FilesSha256,
        };
        return isSame ? null : $"batch {batch.Id}: the act '{act.Act}' by {act.Officer} is recorded for other files than it was for";
    }

    private static bool IsFirst(AuditRecord act) => (act.Detail ?? "").EndsWith(" first=yes", StringComparison.Ordinal);

    /// <summary>
    /// What two reviewers had to approve was approved by two, of the same files, and released by another than the second.
    /// </summary>
    private static string? OneAlone(BatchActRecord act, BatchRecord batch, AuditRecord chained, Dictionary<int, BatchActRecord> firsts,
        Dictionary<int, BatchActRecord> seconds)
    {
        if (act.Act == BatchActs.FirstApprove)
            firsts[act.BatchNumber] = act;
        else if (act.Act == BatchActs.Approve && (chained.Detail ?? "").EndsWith(ApprovalLevels.Kept, StringComparison.Ordinal))
        {
            seconds[act.BatchNumber] = act;
            if (!firsts.TryGetValue(act.BatchNumber, out BatchActRecord? first) || first.OfficerId == act.OfficerId
                || first.FilesSha256 != act.FilesSha256)
                return $"batch {batch.Id}: two reviewers had to approve it, and {act.Officer} did alone";
        }
        else if (act.Act == BatchActs.Release && seconds.TryGetValue(act.BatchNumber, out BatchActRecord? second)
            && second.OfficerId == act.OfficerId)
            return $"batch {batch.Id}: {act.Officer} approved it last and released it";

        return null;
    }

    /// <summary>A payment that is held or let go makes an approval void.</summary>
    private static bool IsVoid(AuditRecord act) => act.Act is "hold" or "unhold" or ObjectionBook.Object or ObjectionBook.Decide
        && (act.Detail ?? "").EndsWith(" approval=void", StringComparison.Ordinal);
}
