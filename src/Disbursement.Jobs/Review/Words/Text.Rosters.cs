namespace Disbursement.Jobs.Review.Words;

/// <summary>Texts of the page of rosters.</summary>
internal static partial class Text
{
    public static Word ActAddRoster { get; } = new("放入花名册", "hand in a roster");
    public static Word ActReplaceRoster { get; } = new("替换花名册", "replace a roster");
    public static Word ActWithdrawRoster { get; } = new("撤下花名册", "withdraw a roster");
}
