namespace Disbursement.Jobs.Review.Words;

/// <summary>Objections to payments, and the public posting that they follow.</summary>
internal static partial class Text
{
    public static Word NavObjections { get; } = new("异议", "Objections");
    public static Word ObjectionsNote { get; } = new("公示期内对付款的异议，待处理的在前。有异议的付款在处理前不发放；须由登记人以外的审核人员处理。", "What people say against payments, open ones first. A payment waits until a reviewer other than whoever took it down decides.");
    public static Word NoObjections { get; } = new("没有符合条件的异议。", "No objection fits.");
    public static Word NoObjectionsNext { get; } = new("异议在付款页面登记，凭公示上的支付编号查找。", "An objection is taken down on the page of its payment; the posting shows the payment number.");
    public static Word ObjectionSum { get; } = new("{0} 项异议，其中 {1} 项待处理", "{0} objections, {1} of them open");
    public static Word ObjectionBy { get; } = new("异议人", "Who objects");
    public static Word ObjectionReason { get; } = new("异议内容", "What they say");
    public static Word ObjectionRecorder { get; } = new("登记人", "Taken down by");
    public static Word ObjectionDecider { get; } = new("处理人", "Decided by");
    public static Word DecidedAt { get; } = new("处理时间", "Decided at");
    public static Word ObjectionBecause { get; } = new("处理说明", "Because");
    public static Word ObjectionOpen { get; } = new("待处理", "open");
    public static Word ObjectionUpheld { get; } = new("成立", "upheld");
    public static Word ObjectionDismissed { get; } = new("不成立", "dismissed");
    public static Word Raise { get; } = new("登记异议", "Take an objection down");
    public static Word RaiseAsks { get; } = new("对付款 {0} 的异议：该付款暂扣，直到您以外的审核人员处理。", "An objection to payment {0}: it is kept back until a reviewer other than you decides.");
    public static Word ObjectorRule { get; } = new("1 至 40 个字，不写证件号和电话", "1 to 40 characters, no number of theirs");
    public static Word Uphold { get; } = new("异议成立", "Uphold");
    public static Word UpholdAsks { get; } = new("异议（{0}：{1}）成立：付款 {2} 不再发放，之后请撤销付款或退回批次。请说明核实的结果。", "The objection of {0}, \"{1}\", is right: payment {2} is not made. Give it up or reject its batch afterwards. Say what you found.");
    public static Word Dismiss { get; } = new("异议不成立", "Dismiss");
    public static Word DismissAsks { get; } = new("异议（{0}：{1}）不成立：付款 {2} 如仅因此暂扣，即恢复。请说明核实的结果。", "The objection of {0}, \"{1}\", is not right: payment {2} is let go where nothing else keeps it back. Say what you found.");
    public static Word DecidedByAnother { get; } = new("最早的待处理异议由您登记，须由另一位审核人员处理。", "You took the oldest open objection down: another reviewer decides it.");
}
