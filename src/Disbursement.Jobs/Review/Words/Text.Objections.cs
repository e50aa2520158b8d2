namespace Disbursement.Jobs.Review.Words;

/// <summary>Texts about objections to payments and about the public posting.</summary>
internal static partial class Text
{
    public static Word NavObjections { get; } = new("异议", "Objections");
    public static Word ObjectionsNote { get; } = new(
        "公示期内对付款的异议，待处理的在前。有异议的付款在处理前不发放；须由登记人以外的审核人员处理。",
        "What people say against payments, open ones first. A payment waits until a reviewer other than whoever took it down decides.");
    public static Word NoObjections { get; } = new("没有符合条件的异议。", "No objection fits.");
    public static Word NoObjectionsNext { get; } = new(
        "异议在付款页面登记，凭公示上的支付编号查找。",
        "An objection is taken down on the page of its payment; the posting shows the payment number.");
    public static Word ObjectionSum { get; } = new("{0} 项异议，其中 {1} 项待处理", "{0} {0:objection|objections}, {1} of them open");
    public static Word ObjectionBy { get; } = new("异议人", "Objector");
    public static Word ObjectionReason { get; } = new("异议内容", "Objection");
    public static Word ObjectionRecorder { get; } = new("登记人", "Taken by");
    public static Word ObjectionDecider { get; } = new("处理人", "Decided by");
    public static Word DecidedAt { get; } = new("处理时间", "Decided at");
    public static Word ObjectionBecause { get; } = new("处理说明", "Because");
    public static Word ObjectionOpen { get; } = new("待处理", "open");
    public static Word ObjectionUpheld { get; } = new("成立", "upheld");
    public static Word ObjectionDismissed { get; } = new("不成立", "dismissed");
    public static Word Raise { get; } = new("登记异议", "Take an objection down");
    public static Word RaiseAsks { get; } = new(
        "对付款 {0} 的异议：该付款暂扣，直到您以外的审核人员处理。",
        "An objection to payment {0}: it is kept back until a reviewer other than you decides.");
    public static Word ObjectorRule { get; } = new("1 至 40 个字，不写证件号和电话", "1 to 40 characters; no id, account or telephone number");
    public static Word Uphold { get; } = new("异议成立", "Uphold");
    public static Word UpholdAsks { get; } = new(
        "异议（{0}：{1}）成立：付款 {2} 不再发放，之后请撤销付款或退回批次。请说明核实的结果。",
        "The objection of {0}, \"{1}\", is right: payment {2} is not made. Give it up or reject its batch afterwards. Say what you found.");
    public static Word Dismiss { get; } = new("异议不成立", "Dismiss");
    public static Word DismissAsks { get; } = new(
        "异议（{0}：{1}）不成立：付款 {2} 如仅因此暂扣，即恢复。请说明核实的结果。",
        "The objection of {0}, \"{1}\", is not right: payment {2} is let go where nothing else keeps it back. Say what you found.");
    public static Word DecidedByAnother { get; } = new(
        "最早的待处理异议由您登记，须由另一位审核人员处理。",
        "You took the oldest open objection down: another reviewer decides it.");
    public static Word Posting { get; } = new("公示", "Public posting");
    public static Word ToPosting { get; } = new("去公示", "To the posting");
    public static Word NotPosted { get; } = new(
        "尚未公示。公示 {0} 天期满后，此批次方可审批。",
        "Not posted yet: this batch may be approved once its county was posted for {0} {0:day|days}.");
    public static Word PostedLeft { get; } = new(
        "公示 {0} 至 {1}（{3} 登记），还有 {2} 天，期满后方可审批。",
        "Posted from {0} to {1} (recorded by {3}), {2} {2:day|days} left; it may be approved after that.");
    public static Word PostedOver { get; } = new(
        "公示 {0} 至 {1}（{3} 登记），已期满。",
        "Posted from {0} to {1} (recorded by {3}); the time for objections is over.");
    public static Word PostingAwaited { get; } = new(
        "各区县公示 {0} 天，期满后方可审批批次。姓名和证件号已隐去。",
        "Each county is posted for {0} {0:day|days} before its batches may be approved. Names and id numbers are masked.");
    public static Word PostingFree { get; } = new(
        "各区县公示 {0} 天；按政策包，审批不以公示期满为条件。姓名和证件号已隐去。",
        "Each county is posted for {0} {0:day|days}; the pack lets batches be approved meanwhile. Names and id numbers are masked.");
    public static Word PostedOn { get; } = new("张贴日期", "Put up on");
    public static Word PostedOnNote { get; } = new(
        "下载和登记均用此日期；登记的页面存入输出文件夹 notice-{0}。",
        "Files and record bear this day; the page that is recorded stays in the out folder, in notice-{0}.");
    public static Word NoticePage { get; } = new("页面", "Page");
    public static Word NoticeSheet { get; } = new("工作簿", "Workbook");
    public static Word WasNotPosted { get; } = new("未公示", "not posted");
    public static Word DaysLeft { get; } = new("剩余天数", "Days left");
    public static Word RecordPosting { get; } = new("登记公示", "Record the posting");
    public static Word RecordPostingAsks { get; } = new(
        "登记：{0}的名单已于 {1} 张贴，异议期至 {2}。",
        "Record that the payments of {0} were put up on {1}; people may object until {2}.");
}
