using System.Globalization;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Archive;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Proofs;

/// <summary>
/// The budget on which an approval rested is kept as it was; and once one approval of a year rested on a budget, all that follow do.
/// </summary>
internal static class ProveBudgets
{
    public static string? FirstBreak(AuditRecord[] done, string archive)
    {
        Dictionary<string, bool> isKept = [];
        HashSet<int> years = [];
        foreach (AuditRecord act in done.Where(act => act.Act == BatchActs.Approve))
        {
            int year = act.Subject is { Length: > 4 } subject
                && int.TryParse(subject.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out int named) ? named : 0;
            if (BudgetBook.Of(act) is not { } sha256)
            {
                if (years.Contains(year))
                    return $"batch {act.Subject}: approved by {act.Actor} without the budget of {year} that earlier approvals rested on";
                continue;
            }

            years.Add(year);
            if (!isKept.TryGetValue(sha256, out bool kept))
                isKept[sha256] = kept = FileHash.OfAny(InputArchive.PlaceOf(archive, sha256)) == sha256;
            if (!kept)
                return $"batch {act.Subject}: the archive no longer holds the budget of its approval with SHA-256 {sha256}";
        }

        return null;
    }
}
