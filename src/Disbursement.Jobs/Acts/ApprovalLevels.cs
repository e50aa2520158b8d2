using System.Globalization;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Acts;

/// <summary>
/// From which total of a batch on two reviewers approve it, and another than the second one releases it (life cycle, section 2: levels).
/// </summary>
/// <param name="TwoFrom">Yuan, inclusive; null where one reviewer is enough for every batch.</param>
internal sealed record ApprovalLevels(Money? TwoFrom)
{
    /// <summary>The setting that says so.</summary>
    public const string Name = "Approval:TwoReviewersFrom";

    /// <summary>What a final approval at this level keeps in the record.</summary>
    public const string Kept = " level=2";

    /// <summary>One reviewer is enough for every batch.</summary>
    public static ApprovalLevels One { get; } = new((Money?)null);

    /// <summary>Reads the setting.</summary>
    /// <exception cref="RunRefusal">It is no amount of yuan.</exception>
    public static ApprovalLevels Read(string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
            return One;

        return decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal yuan)
            && yuan is >= 0 and < 1_000_000_000_000 && decimal.Round(yuan, 2) == yuan
            ? new ApprovalLevels(Money.FromYuan(yuan))
            : throw new RunRefusal($"{Name} is {value}: an amount of yuan such as 100000.00 is meant.")
            {
                Chinese = $"{Name} 为 {value}，应为金额（元），例如 100000.00。",
            };
    }

    /// <summary>Whether two reviewers approve a batch, for what it pays or for what it takes back.</summary>
    public bool NeedsTwo(BatchRecord batch) => TwoFrom is { } from && Math.Max(batch.TotalFen, batch.RecoveredFen) >= from.Fen;

    /// <summary>Why an officer may not be the second one to approve; null where they may.</summary>
    public static ActRefusal? NotTwice(BatchActRecord first, Officer officer, string batch) => first.OfficerId != officer.Id
        ? null
        : new ActRefusal("ANOTHER-REVIEWER", $"批次 {batch} 须由两位审核人员审批；{officer.Name} 已审批，还差另一位。",
            $"Two reviewers approve batch {batch}; {officer.Name} has done so, and another one is missing.");

    /// <summary>Why an officer may not release what two approved; null where they may.</summary>
    public ActRefusal? NotYours(BatchAtHand batch, Officer officer) =>
        NeedsTwo(batch.Record) && batch.LastApproval?.OfficerId == officer.Id
            ? new ActRefusal("ANOTHER-REVIEWER", $"批次 {batch.Record.Id} 最后由 {officer.Name} 审批，须由另一人放行。",
                $"{officer.Name} was the last to approve batch {batch.Record.Id}; somebody else releases it.")
            : null;
}
