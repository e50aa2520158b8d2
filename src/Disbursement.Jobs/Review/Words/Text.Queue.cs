namespace Disbursement.Jobs.Review.Words;

/// <summary>Texts of the review queue, of comments, and of what is open about batches.</summary>
internal static partial class Text
{
    public static Word NavQueue { get; } = new("逐笔审核", "Review queue");
    public static Word QueueLead { get; } = new("逐笔查看需要留意的付款；已阅与暂扣由审核人员办理。",
        "The payments that need a look, one after another; reviewers mark and hold.");
    public static Word QueueByKeys { get; } = new("按键：J 下一笔，K 上一笔，O 已阅，H 暂扣。", "Keys: J next, K previous, O looked at, H hold.");
    public static Word QueueByKeysRead { get; } = new("按键：J 下一笔，K 上一笔。", "Keys: J next, K previous.");
    public static Word QueueWhat { get; } = new("看哪些", "Which");
    public static Word QueueFlagged { get; } = new("有审核提示的", "flagged");
    public static Word QueueNew { get; } = new("比上年新增的", "new against last year");
    public static Word QueueChanged { get; } = new("金额与上年不同的", "another amount than last year");
    public static Word QueueSample { get; } = new("今日抽样（每批 20 笔）", "today's sample (20 a batch)");
    public static Word QueueWaiting { get; } = new("全部待审核批次", "all batches to review");
    public static Word QueueAll { get; } = new("含已阅的", "also those looked at");
    public static Word QueueShow { get; } = new("显示", "Show");
    public static Word QueueEmpty { get; } = new("没有需要查看的付款。", "No payment needs a look.");
    public static Word QueueEmptyNext { get; } = new(
        "勾选“含已阅的”可再看已阅的；批次可在付款批次中审批。",
        "Tick \"also those looked at\" to see those again; batches are approved on their own pages.");
    public static Word QueuePlace { get; } = new("第 {0} 笔，共 {1} 笔；已阅 {2} 笔", "{0} of {1}; {2} looked at");
    public static Word QueueCut { get; } = new("只列出前 {0} 笔；请选择一个批次。", "The first {0} are listed; choose one batch.");
    public static Word QueueKeys { get; } = new("用按键操作", "Use keys");
    public static Word QueueNext { get; } = new("下一笔", "Next");
    public static Word QueuePrevious { get; } = new("上一笔", "Previous");
    public static Word QueueOk { get; } = new("已阅", "Looked at");
    public static Word LookedBy { get; } = new("{0} 于 {1} 已阅", "{0} looked at it on {1}");
    public static Word LookedBefore { get; } = new("（其后批次文件重新生成过）", "(the files were written again since)");
    public static Word ThisAndLast { get; } = new("{0} 年与此前", "{0} and before");
    public static Word AccountsSoFar { get; } = new("历年付款与账号", "Payments and accounts so far");
    public static Word NothingBefore { get; } = new("此前没有向此人付过款。", "Nothing was paid to this person before.");
    public static Word WhatChanged { get; } = new("有何变化", "What changed");
    public static Word OtherAccount { get; } = new("账号与上次不同", "another account than the last time");
    public static Word OtherAmount { get; } = new("金额与上年相差 {0}", "{0} against the year before");
    public static Word FirstPayment { get; } = new("首次付款", "paid for the first time");
    public static Word NothingChanged { get; } = new("账号与金额均与上次相同", "account and amount as the last time");
    public static Word AskedOfYou { get; } = new("请您答复", "Asked of you");
    public static Word Comments { get; } = new("留言", "Comments");
    public static Word NoComments { get; } = new("还没有留言。", "No comment yet.");
    public static Word CommentNew { get; } = new("新留言", "New comment");
    public static Word CommentTo { get; } = new("请谁答复", "Ask");
    public static Word CommentToNobody { get; } = new("不指定", "nobody");
    public static Word CommentAsks { get; } = new("请 {0} 答复", "asks {0}");
    public static Word CommentSend { get; } = new("留言", "Comment");
    public static Word CommentNote { get; } = new(
        "最多 500 字，不得写身份证号、账号或电话；留言永久记录，不能修改。",
        "Up to 500 characters, no id number, account or telephone. A comment is on record for good.");
    public static Word CommentsOfLine { get; } = new("文件 {0} 第 {1} 行", "File {0}, line {1}");
    public static Word ToQueue { get; } = new("逐笔审核提示", "Go through the flags");
    public static Word OpenTitle { get; } = new("尚未了结的事项", "What is still open");
    public static Word OpenNothing { get; } = new("没有未了结的事项", "nothing is open");
    public static Word OpenLooked { get; } = new("审核提示 {1} 笔，已阅 {0} 笔（您本人 {2} 笔）",
        "{0} of {1} flagged {1:payment|payments} looked at ({2} by you)");
    public static Word OpenBefore { get; } = new(
        "其中 {0} 笔是在文件重新生成之前阅的", "{0} of them {0:was|were} looked at before the files were written again");
    public static Word OpenFlag { get; } = new("未阅：{0} {1} 笔", "not looked at: {0}, {1}");
    public static Word OpenAssumed { get; } = new("标准或限额中有假定值", "rates or limits rest on assumed values");
    public static Word OpenHeld { get; } = new("暂扣 {0} 笔，不随批次支付", "{0} held: {0:it stays|they stay} behind");
    public static Word OpenObjections { get; } = new("未处理的异议 {0} 件", "{0} undecided {0:objection|objections}");
    public static Word OpenQuestions { get; } = new("未答复的留言 {0} 条", "{0} unanswered {0:question|questions}");
    public static Word OpenTwo { get; } = new("须由两位审核人员审批，您是第一位", "two reviewers approve it, and you are the first");
    public static Word OpenSecond { get; } = new("{0} 已审批，您是第二位", "{0} has approved it, and you are the second");
    public static Word ChooseBatch { get; } = new("选择批次 {0}", "Choose batch {0}");
    public static Word ChooseAll { get; } = new(
        "选择本页全部待审核、已审批的批次", "Choose all of this page that can be approved or released");
    public static Word ChosenHere { get; } = new("已选 {0} 个，{1}。", "{0} chosen, {1}.");
    public static Word ChosenElsewhere { get; } = new(
        "已选 {0} 个，{1}；其中 {2} 个在其他页。", "{0} chosen, {1}; {2} of them on other pages.");
    public static Word ChooseEveryPage { get; } = new("选择筛选出的全部 {0} 个（各页）", "Choose all {0} of the filter, on every page");
    public static Word ChooseNone { get; } = new("取消选择", "Choose none");
    public static Word ApproveChosen { get; } = new("审批所选（{0}）", "Approve chosen ({0})");
    public static Word ReleaseChosen { get; } = new("放行所选（{0}）", "Release chosen ({0})");
    public static Word ChosenAsks { get; } = new(
        "{0} 个批次，{1} 笔，{2}。每个批次单独办理，未能办理的会列出原因。",
        "{0} {0:batch|batches}, {1} {1:payment|payments}, {2}. Each is an act of its own; those that are refused are listed with the "
        + "reason.");
    public static Word ChosenFor { get; } = new(
        "您对所选批次的文件负责。所选清单的 SHA-256：{0}",
        "You answer for the files of what you chose. SHA-256 of the list: {0}");
    public static Word ChosenResults { get; } = new("办理结果", "What became of each");
    public static Word PaymentSum { get; } = new("筛选结果：{0} 笔，{1}", "as filtered: {0} {0:payment|payments}, {1}");
    public static Word ExportXlsx { get; } = new("导出 Excel", "Excel");
    public static Word Trail { get; } = new("办理经过", "The way so far");
    public static Word StepProposed { get; } = new("编制", "Proposed");
    public static Word StepPosted { get; } = new("公示", "Posted");
    public static Word StepFirst { get; } = new("审批（第一位）", "Approved (first)");
    public static Word StepApproved { get; } = new("审批", "Approved");
    public static Word StepReleased { get; } = new("放行", "Released");
    public static Word StepAnswered { get; } = new("银行回盘", "Answered");
    public static Word StepSettled { get; } = new("结清", "Settled");
    public static Word StepRejected { get; } = new("退回", "Rejected");
    public static Word StepWaits { get; } = new("待办", "waits");
    public static Word StepAnswers { get; } = new("{0} / {1} 笔", "{0} of {1}");
}
