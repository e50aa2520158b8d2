namespace Disbursement.Jobs.Review.Words;

/// <summary>Texts about receivables and about lines in quarantine that are resolved.</summary>
internal static partial class Text
{
    public static Word NavReceivables { get; } = new("应收款", "Receivables");
    public static Word ReceivablesNote { get; } = new(
        "多付而未收回的款项，最早的在前。以后的批次从同组待遇中抵扣；还款由经办登记、审核确认，核销由审核提出、另一位审核确认。",
        "What was paid too much and is still open, the oldest first. Later runs keep it back; "
            + "what comes in or is given up needs two officers.");
    public static Word NoReceivables { get; } = new("没有未收回的款项。", "Nothing is owed back.");
    public static Word ReceivableSum { get; } = new("{0} 项，共 {1}，其中 {2} 项待确认",
        "{0} {0:receivable|receivables}, {1} in all; {2} {2:waits|wait} for a reviewer");
    public static Word ReceivableNumber { get; } = new("编号", "Number");
    public static Word ReceivableOpen { get; } = new("应收款 {0}，未收 {1}。", "Receivable {0}: {1} is open.");
    public static Word ReceivableAge { get; } = new("账龄", "Age");
    public static Word ReceivableCount { get; } = new("项数", "Receivables");
    public static Word ReceivableStand { get; } = new("状态", "Stand");
    public static Word ReceivableToRepay { get; } = new("待收回", "to be repaid");
    public static Word ReceivableUnapproved { get; } = new("追回待审批", "recovery to be approved");
    public static Word ReceivablePending { get; } = new("还款或核销待确认", "repayment or waiver to be confirmed");
    public static Word TakeLetter { get; } = new("催缴通知", "Letter");
    public static Word ReceivedOn { get; } = new("收款日期", "Received on");
    public static Word ReceiptNumber { get; } = new("收款凭证号", "Receipt");
    public static Word DecisionNumber { get; } = new("核销决定文号", "Number of the decision");
    public static Word RecoveryWaits { get; } = new("追回 {0} 待审批（{1}）", "{0} of run {1} waits for approval");
    public static Word RepaymentWaits { get; } = new("还款 {0} 待确认（{1}，{2}）", "repayment of {0} waits ({1}, by {2})");
    public static Word WaiverWaits { get; } = new("核销 {0} 待确认（{1}，{2}）", "waiver of {0} waits ({1}, by {2})");
    public static Word ConfirmIt { get; } = new("确认", "Confirm");
    public static Word RefuseIt { get; } = new("不予确认", "Refuse");
    public static Word ConfirmReceivableAsks { get; } = new(
        "应收款 {0}：{1}（{2}）将入账，不能撤回。", "Receivable {0}: {1} ({2}) is booked, for good.");
    public static Word RefuseReceivableAsks { get; } = new("应收款 {0} 的还款或核销不入账。请说明原因。", "Nothing is booked on receivable {0}. Say why.");
    public static Word NavStops { get; } = new("停发", "Stops");
    public static Word StopsNote { get; } = new(
        "停发期间，任何批次对此人的付款都暂扣，直至另一位审核人员解除。", "Whoever is stopped is paid by no run before another reviewer lifts the stop.");
    public static Word NoStops { get; } = new("没有有效的停发。", "Nobody is stopped.");
    public static Word StopFrom { get; } = new("起始月", "From");
    public static Word StopDocument { get; } = new("依据文件", "Document");
    public static Word StopScheme { get; } = new("项目（留空为全部）", "Scheme (empty for all)");
    public static Word EveryScheme { get; } = new("全部", "all");
    public static Word ActStop { get; } = new("停发", "Stop payments");
    public static Word ActLiftStop { get; } = new("解除停发", "Lift the stop");
    public static Word StopAsks { get; } = new(
        "此人待付的款项将暂扣，以后的批次也不付，直至另一人解除。", "What waits for this person is held, and later runs pay nothing, before another officer lifts it.");
    public static Word LiftStopAsks { get; } = new("解除第 {0} 号停发，所扣款项恢复。请说明理由。", "Lift stop {0}: what it holds is let go. Say why.");
    public static Word StoppedHere { get; } = new("停发中：{0}（{1}，{2} 起，{3}）", "Stopped: {0} (by {1}, from {2}, {3})");
    public static Word LiftedByAnother { get; } = new("由另一人解除", "lifted by another officer");
    public static Word BookLine { get; } = new("入账", "Book it");
    public static Word BookOn { get; } = new("是 {0}", "It is {0}");
    public static Word BookPaid { get; } = new("按成功入账", "Book as paid");
    public static Word BookFailed { get; } = new("按失败入账", "Book as failed");
    public static Word ReadAs { get; } = new("按“{0}”读取", "Read as {0}");
    public static Word DismissLine { get; } = new("不入账", "Dismiss it");
    public static Word LineResolved { get; } = new("处理", "Resolved");
    public static Word LineIsBooked { get; } = new("按“{0}”入账到 {1}（{2}）", "{0} on {1} (by {2})");
    public static Word LineIsDismissed { get; } = new("不入账（{0}）", "dismissed (by {0})");
    public static Word ChooseLines { get; } = new("选择本页可处理的行", "Choose the lines of this page that can be resolved");
    public static Word ChooseLine { get; } = new("选择第 {0} 行", "Choose line {0}");
    public static Word BookChosen { get; } = new("所选按所载入账（{0}）", "Book chosen as they say ({0})");
    public static Word DismissChosen { get; } = new("所选不入账（{0}）", "Dismiss chosen ({0})");
    public static Word ConfirmChosen { get; } = new("确认所选（{0}）", "Confirm chosen ({0})");
    public static Word BookChosenAsks { get; } = new(
        "{0} 行按其所载入账，须由审核人员确认：", "{0} {0:line is to be booked as it says|lines are to be booked as they say}; a reviewer confirms them:");
    public static Word DismissChosenAsks { get; } = new(
        "{0} 行拟不入账，须由审核人员确认：", "{0} {0:line is|lines are} to be dismissed; a reviewer confirms them:");
    public static Word ConfirmChosenAsks { get; } = new("确认 {0} 行：", "Confirm {0} {0:line|lines}:");
    public static Word ChosenDone { get; } = new(
        "所选 {0} 行：已办 {1} 行，未办 {2} 行。", "Of {0} chosen {0:line|lines} {1} {1:is|are} done and {2} refused.");
    public static Word LineOpen { get; } = new("待处理", "to be resolved");
    public static Word LineDone { get; } = new("已处理", "resolved");
    public static Word QuarantineSum { get; } = new(
        "{0} 行：{1} 行待处理，{2} 行待确认", "{0} {0:line|lines}: {1} to be resolved, {2} to be confirmed");
    public static Word LineWaits { get; } = new("待确认", "to be confirmed");
    public static Word NamePayment { get; } = new("就是这一笔", "This is the payment");
    public static Word NamePaymentAsks { get; } = new(
        "第 {0} 行没有唯一指明付款（{1}）。请填写它所答复的支付编号。", "Line {0} does not name one payment ({1}). Which one does it answer?");
    public static Word BookLineAsks { get; } = new(
        "第 {0} 行按“{1}”入账到付款 {2}，须由审核人员确认。请说明银行如何答复。",
        "Line {0} is booked as {1} on payment {2} once a reviewer confirms it. Say what the bank told you.");
    public static Word AsItSays { get; } = new("该行所述", "it says");
    public static Word DismissLineAsks { get; } =
        new("第 {0} 行不入账，须由审核人员确认。请说明原因。", "Line {0} is dismissed once a reviewer confirms it. Say why.");
    public static Word ConfirmLineAsks { get; } = new("确认第 {0} 行的处理：{1}", "Confirm what line {0} is: {1}");
    public static Word RefuseLineAsks { get; } = new("第 {0} 行的处理不予确认，该行仍待核。请说明原因。", "Line {0} waits on. Say why.");
}
