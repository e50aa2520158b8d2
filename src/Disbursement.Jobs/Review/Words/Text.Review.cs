namespace Disbursement.Jobs.Review.Words;

/// <summary>Texts of the reviewers' pages.</summary>
internal static partial class Text
{
    public static Word Welcome { get; } = new("{0}，您好", "Welcome, {0}");
    public static Word YourCounties { get; } = new("管辖范围：{0}。", "Your counties: {0}.");
    public static Word DutyOperator { get; } = new(
        "您负责启动发放、更正名册、导入银行回盘和重发；审批与放行由财政部门办理。",
        "You start runs, correct rosters, import what the bank answers, and have failed payments paid again. "
        + "Finance bureaus approve and release.");
    public static Word DutyReviewer { get; } = new(
        "您负责审核付款批次：暂扣可疑付款，审批并放行文件，或退回批次。",
        "You review batches: hold what is doubtful, approve and release files, or reject a batch.");
    public static Word DutyAuditor { get; } = new(
        "您可以查看一切、核对账目、导出账簿，但不作任何改动。",
        "You see everything, prove the books and export them, and change nothing.");
    public static Word DutyAdministrator { get; } = new(
        "您管理用户和定时任务；看不到付款对象的个人信息，也不审批。",
        "You look after officers and schedules. You see nobody's personal data and approve nothing.");
    public static Word ToReview { get; } = new("待审核", "To review");
    public static Word ToRelease { get; } = new("待放行", "To release");
    public static Word AtTheBank { get; } = new("银行处理中", "At the bank");
    public static Word HeldAndFailed { get; } = new("暂扣与失败", "Held and failed");
    public static Word LastRuns { get; } = new("最近的发放", "Last runs");
    public static Word NoRuns { get; } = new("还没有发放记录。", "There is no run yet.");
    public static Word NoRunsOperator { get; } = new("把名册放入输入文件夹，然后点“启动发放”。", "Put the rosters into the inputs folder, then start a run.");
    public static Word NoRunsOthers { get; } = new("由经办人员启动发放后，这里会列出结果。", "As soon as an operator has started one, it is listed here.");
    public static Word BatchCount { get; } = new("批次数", "Batches");
    public static Word WaitsDays { get; } = new("已等待（天）", "Days");
    public static Word NoBatches { get; } = new("没有符合条件的批次。", "No batch fits.");
    public static Word NoBatchesNext { get; } = new("清除筛选，或等待经办人员启动发放。", "Clear the filter, or wait for an operator to start a run.");
    public static Word NoSuchBatch { get; } = new("没有批次 {0}，或者它不在您的管辖范围内。", "There is no batch {0}, or it is not of your counties.");
    public static Word NoSuchPayment { get; } = new("没有付款 {0}，或者它不在您的管辖范围内。", "There is no payment {0}, or it is not of your counties.");
    public static Word NoSuchRun { get; } = new("没有发放批号 {0}。", "There is no run {0}.");
    public static Word RunOfBy { get; } = new("发放批号 {0}，制作人（不得审批）：{1}", "run {0}, made by (who may not approve): {1}");
    public static Word PaymentsInFiles { get; } = new("文件中 {0} 笔", "{0} {0:payment|payments} in the files");
    public static Word TakenBack { get; } = new("追回", "Taken back");
    public static Word TakenBackTimes { get; } = new("{0} 项", "{0} {0:line|lines}");
    public static Word TakenBackNote { get; } = new(
        "以前多记的金额。与付款一起审批或退回；审批前不催缴，退回则撤回，下一次运行重新计算。",
        "What was accrued too much before. It is approved or rejected with the payments; nobody is asked for it before that.");
    public static Word TakenBackFirst { get; } = new("（列出前 {0} 项，共 {1} 项；全部见 recoveries 文件）",
        "(the first {0} of {1}; the recoveries file has them all)");
    public static Word Changed { get; } = new("变化", "What changed");
    public static Word ApproveTakesBack { get; } = new("另追回 {0} 项，{1}。", "It also takes back {0} {0:sum|sums}, {1}.");
    public static Word ArrearsAnd { get; } = new("补发\u00A0{0}，抵扣\u00A0{1}", "arrears\u00A0{0}, recovery\u00A0{1}");
    public static Word Funding { get; } = new("资金来源", "Funded by");
    public static Word Central { get; } = new("中央", "central");
    public static Word Province { get; } = new("省", "province");
    public static Word City { get; } = new("市", "city");
    public static Word CountyLevel { get; } = new("县", "county");
    public static Word PaymentStates { get; } = new("付款状态", "Payments by state");
    public static Word OneMoreReviewer { get; } = new(
        "金额较大，须由两位审核人员审批：{0} 已审批，还差另一位。", "Two reviewers approve this batch: {0} has, and another one is missing.");
    public static Word ReviewFlags { get; } = new("审核提示", "Review flags");
    public static Word NoFlags { get; } = new("没有提示", "none");
    public static Word ToPayments { get; } = new("查看付款清单", "See the payments");
    public static Word ToComparison { get; } = new("与上年逐人比较", "Compare with last year, person by person");
    public static Word ToSample { get; } = new("抽样核查", "Check a sample");
    public static Word SampleSeed { get; } = new("种子", "Seed");
    public static Word SampleSize { get; } = new("笔数", "Payments");
    public static Word SampleDraw { get; } = new("抽样", "Draw");
    public static Word SampleNote { get; } = new(
        "同一种子总是抽出同样的付款。对照纸质材料逐笔核对后，请记录结果。",
        "The same seed always draws the same payments. Check each against the papers, then record what came of it.");
    public static Word SampleWrong { get; } = new("不符笔数", "Wrong");
    public static Word SampleRecord { get; } = new("记录核查结果", "Record the result");
    public static Word SampleAsks { get; } = new(
        "批次 {0}：核查 {1} 笔，不符 {2} 笔。请写明查阅了什么、发现了什么。",
        "Batch {0}: {1} {1:payment|payments} checked, {2} wrong. Say what you looked at and what you found.");
    public static Word SampleResults { get; } = new("已记录的核查", "Recorded checks");
    public static Word SampleNone { get; } = new("尚无记录。", "None yet.");
    public static Word DownloadRecorded { get; } = new(
        "付款文件含完整的身份证号和账号，每次下载都会记录。",
        "Payment files hold whole id numbers and accounts: each download is recorded.");
    public static Word Approve { get; } = new("审批", "Approve");
    public static Word ApproveAsks { get; } = new(
        "审批批次 {0}：{1} 笔，{2}。您对付款文件的这些字节负责，SHA-256：{3}",
        "Approve batch {0}: {1} {1:payment|payments}, {2}. You answer for the bytes of the payment file with SHA-256 {3}");
    public static Word Release { get; } = new("放行", "Release");
    public static Word ReleaseAsks { get; } = new(
        "放行批次 {0}：{1} 将交银行支付，清单将被签名。放行后不能撤回。",
        "Release batch {0}: {1} goes to the bank, and the manifest is signed. There is no way back.");
    public static Word Reject { get; } = new("退回", "Reject");
    public static Word RejectAsks { get; } = new(
        "退回批次 {0}：全部付款撤销，追回撤回；已抵扣这些追回的其他批次一并退回，下一次发放重新计算。",
        "Reject batch {0}: its payments are cancelled and its recoveries withdrawn, "
            + "with batches cut for them; the next run computes anew.");
    public static Word Close { get; } = new("关闭（未回即成功）", "Close: unanswered counts as paid");
    public static Word CloseAsks { get; } = new(
        "关闭批次 {0}：银行没有提到的付款都计为成功。仅用于只回失败的银行。",
        "Close batch {0}: what the bank did not name counts as paid. Only for banks that answer with failures alone.");
    public static Word NothingLeft { get; } = new("此批次已办结。", "This batch is done.");
    public static Word RejectedNext { get; } = new(
        "此批次已退回，付款由下一次发放重新计算。",
        "This batch was rejected; the next run computes its payments again.");
    public static Word ActsSoFar { get; } = new("已办操作", "Acts so far");
    public static Word NoActsYet { get; } = new("还没有人办理过。", "Nobody has acted on it yet.");
    public static Word ReviewedFile { get; } = new("所审文件的 SHA-256", "SHA-256 of the file reviewed");
    public static Word AgainstLastYear { get; } = new("与 {0} 年比较", "Against {0}");
    public static Word HeadsOf { get; } = new("{0} 年笔数", "Payments {0}");
    public static Word MoneyOf { get; } = new("{0} 年金额", "Amount {0}");
    public static Word LastYearNote { get; } = new("{0}全部年度批次合计，不含退回的批次。", "All yearly batches of {0}, without rejected ones.");
    public static Word Movement { get; } = new("变动", "Movement");
    public static Word Heads { get; } = new("人数", "Heads");
    public static Word MovementNew { get; } = new("新增", "New");
    public static Word MovementGone { get; } = new("减少", "Gone");
    public static Word MovementChanged { get; } = new("金额变动", "Changed");
    public static Word MovementSame { get; } = new("不变", "The same");
    public static Word NobodyHere { get; } = new("没有人。", "Nobody.");
    public static Word Flag { get; } = new("提示", "Flag");
    public static Word AnyFlag { get; } = new("有任何提示", "any flag");
    public static Word AmountFrom { get; } = new("金额不低于（元）", "From (yuan)");
    public static Word AmountTo { get; } = new("不高于（元）", "To (yuan)");
    public static Word Township { get; } = new("区划代码开头", "Region begins");
    public static Word NameHas { get; } = new("姓名包含", "Name holds");
    public static Word FindName { get; } = new("按姓名查", "Find by name");
    public static Word NameNote { get; } = new("姓名只在本页内使用，不写入链接。", "A name stays on this page and never stands in a link.");
    public static Word NameCut { get; } = new(
        "同名者超过 1000 笔，只列出前 1000 笔；请写得更完整。",
        "More than 1000 payments fit; the first 1000 are listed. Type more of the name.");
    public static Word NoPayments { get; } = new("没有符合条件的付款；请放宽筛选。", "No payment fits; widen the filter.");
    public static Word WrongAmount { get; } = new("金额应为元，最多两位小数，如 1234.50。", "An amount is yuan with up to two decimals, such as 1234.50.");
    public static Word WrongNumber { get; } = new("支付编号应以数字结尾，如 000012。", "A payment number ends in digits, such as 000012.");
    public static Word WrongTownship { get; } = new("区划代码应为数字，最多 12 位。", "A region code is up to 12 digits.");
    public static Word PaysAgain { get; } = new("重发：", "Pays again:");
    public static Word PaidAgainBy { get; } = new("已由此笔重发：", "Paid again by:");
    public static Word Claimant { get; } = new("领取人", "Claimant");
    public static Word FamilyRole { get; } = new("家庭角色", "Role");
    public static Word AnsweredOn { get; } = new("银行入账日", "Settled by the bank on");
    public static Word Hold { get; } = new("暂扣", "Hold");
    public static Word HoldAsks { get; } = new(
        "暂扣付款 {0}：批次文件将重新生成，原审批失效。",
        "Hold payment {0}: the files of its batch are written again, and an approval given before is void.");
    public static Word Unhold { get; } = new("恢复", "Let go");
    public static Word UnholdAsks { get; } = new(
        "恢复付款 {0}：批次文件将重新生成，原审批失效。",
        "Let payment {0} go: the files of its batch are written again, and an approval given before is void.");
    public static Word GiveAccount { get; } = new("另给账号", "Give another account");
    public static Word AccountAsks { get; } = new(
        "重发时将汇入这个账号，而不是名册中的账号。给账号的人不得审批重发的批次。",
        "When it is paid again, it goes to this account and not to the roster's. Whoever gives it may not approve the new batch.");
    public static Word NewAccount { get; } = new("新的银行账号", "New account");
    public static Word ElseAsBefore { get; } = new("不填则同前", "else as before");
    public static Word CancelPayment { get; } = new("撤销付款", "Give up");
    public static Word CancelAsks { get; } = new(
        "撤销付款 {0}：账簿冲回，下一次发放重新计算应付金额。",
        "Give payment {0} up: the ledger takes it back, and the next run computes what is due.");
    public static Word Unmask { get; } = new("查看完整号码", "Show whole numbers");
    public static Word UnmaskAsks { get; } = new(
        "将显示完整的身份证号和银行账号。此操作连同理由记录在案。",
        "The whole id number and account are shown. This is recorded, with your reason.");
    public static Word Unmasked { get; } = new("已记录；完整号码显示到离开本页为止。", "Recorded. The whole numbers are shown until you leave this page.");
    public static Word WhyThis { get; } = new("为什么是这个结果", "Why it is so");
    public static Word ReadingArchive { get; } = new("正在从存档中读取名册，逐项重新认定……", "Reading the archived roster and asking each condition again…");
    public static Word NoArchive { get; } = new("存档中已没有这次发放所读的内容：", "The archive no longer holds what this run read:");
    public static Word NoSchemes { get; } = new("没有需要认定的项目。", "No scheme was considered.");
    public static Word NextIsApproval { get; } = new("等待审核人员审批。", "A reviewer approves it next.");
    public static Word NextIsRelease { get; } = new("等待审核人员放行。", "A reviewer releases it next.");
    public static Word NextIsAnswer { get; } = new(
        "已放行，等待银行回盘；收到回盘文件后由经办人员导入。",
        "It is released; the bank answers next, and an operator imports its file.");
    public static Word SeenIn { get; } = new("发放批号 {0} · {1} 第 {2} 户 · {3} 第 {4} 行", "Run {0} · {1} household {2} · {3} line {4}");
    public static Word AlsoInOthers { get; } = new("此人同时在另外 {0} 户中。", "The person stands in {0} other {0:household|households} as well.");
    public static Word Condition { get; } = new("条件", "Condition");
    public static Word Fact { get; } = new("事实", "Fact");
    public static Word Parameters { get; } = new("参数与依据", "Parameters and sources");
    public static Word Holds { get; } = new("符合", "holds");
    public static Word Fails { get; } = new("不符合", "fails");
    public static Word MonthsOf { get; } = new("{0} 月", "months {0}");
    public static Word DueOf { get; } = new("{0} 年应发", "due {0}");
    public static Word AccruedOf { get; } = new("{0} 年记账", "accrued {0}");
    public static Word RecoveredOf { get; } = new("{0} 年追回", "recovered {0}");
    public static Word SettledAs { get; } = new("本年 {0}，补发 {1}，抵扣 {2}，实发 {3}", "current {0}, arrears {1}, recovery {2}, paid {3}");
    public static Word FirstGranted { get; } = new("若名册不变，最早可于 {0} 年准予", "if the roster stays as it is, first granted in {0}");
    public static Word FromDay { get; } = new("自 {0} 起", "from {0}");
    public static Word SourceOf { get; } = new("依据：{0}", "source: {0}");
    public static Word UnpaidNote { get; } = new(
        "等待审核、暂扣、在途未回或失败的付款，按天数分档；重发的付款从原付款算起。",
        "Waiting for a reviewer, held, on its way without an answer, or failed, by days; "
        + "what is paid again counts from the first payment.");
    public static Word NothingUnpaid { get; } = new("没有应付未付的款项。", "Nothing is due and unpaid.");
    public static Word DaysFromTo { get; } = new("{0}–{1} 天", "{0}–{1} days");
    public static Word DaysOver { get; } = new("{0} 天以上", "{0} days and more");
    public static Word DueSince { get; } = new("应付日期", "Due since");
}
