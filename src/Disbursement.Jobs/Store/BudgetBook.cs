using Disbursement.Domain.Officers;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Store;

/// <summary>On which budgets approvals rested. The record of acts itself is the book.</summary>
internal static class BudgetBook
{
    private const string Approve = "approve";
    private const string Kept = " budget=";
    private const int HashLength = 64;

    /// <summary>What the act of an approval keeps of the budget.</summary>
    public static string Detail(string sha256) => Kept + sha256;

    /// <summary>The hash of the budget that an act rested on, from what is kept of the act; null where it rested on none.</summary>
    public static string? Of(AuditRecord act) =>
        act.Act == Approve && act.Detail is { } detail && detail.IndexOf(Kept, StringComparison.Ordinal) is { } at and >= 0
            && detail.Length >= at + Kept.Length + HashLength
            ? detail.Substring(at + Kept.Length, HashLength)
            : null;

    /// <summary>The hash of the budget on which the last approval of a year rested; null where none did.</summary>
    public static string? LastOf(DisbursementDb db, int year) => db.Audit.ToRead()
        .Where(act => act.Act == Approve && act.Outcome == ActResult.Done).OrderByDescending(act => act.Sequence).AsEnumerable()
        .Where(act => IsOf(act, year)).Select(Of).FirstOrDefault(sha256 => sha256 is not null);

    /// <summary>Whether an act is about a batch of the runs of a year.</summary>
    public static bool IsOf(AuditRecord act, int year) =>
        act.Subject is { Length: > 5 } subject && subject.StartsWith($"{year}-", StringComparison.Ordinal);
}
