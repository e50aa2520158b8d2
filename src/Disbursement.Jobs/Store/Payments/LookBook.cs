using Disbursement.Domain.Batches;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Disbursement.Jobs.Store.Payments;

/// <summary>That an officer looked at a payment, as the record of acts has it.</summary>
/// <param name="PaymentNo">The payment.</param>
/// <param name="At">When, in seconds since 1970.</param>
/// <param name="Officer">Who, under the name of the time.</param>
/// <param name="OfficerId">Who.</param>
/// <param name="FilesSha256">The hash over the files of its batch at the time.</param>
internal sealed record Look(string PaymentNo, long At, string Officer, int? OfficerId, string FilesSha256);

/// <summary>
/// Which payments were looked at. The record of acts itself is the book. What a payment is never changes, so a look counts although the
/// files of its batch were written again without another payment; it is told that they were.
/// </summary>
internal static class LookBook
{
    public const string Name = "look-at";

    private const string Files = "files=";

    /// <summary>What the act keeps of the files.</summary>
    public static string Detail(string filesSha256) => Files + filesSha256;

    /// <summary>Every look at a payment of some batches, oldest first: one way through the record of acts, however many they are.</summary>
    public static IReadOnlyList<Look> Of(DisbursementDb db, params IReadOnlyCollection<string> batches)
    {
        HashSet<string> asked = [.. batches];
        string any = asked.Count == 1 ? asked.First() + "-%" : "%";
        return
        [
            .. db.Audit.ToRead().Where(act => act.Act == Name && act.Outcome == ActResult.Done && EF.Functions.Like(act.Subject!, any))
                .OrderBy(act => act.Sequence).AsEnumerable()
                .Where(act => PaymentNumber.TrySplit(act.Subject!, out string batch, out _) && asked.Contains(batch))
                .Select(act => new Look(act.Subject!, act.RecordedAt, act.Actor, act.OfficerId, (act.Detail ?? Files)[Files.Length..])),
        ];
    }
}
