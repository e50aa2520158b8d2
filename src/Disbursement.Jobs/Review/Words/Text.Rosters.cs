namespace Disbursement.Jobs.Review.Words;

/// <summary>Texts of the page of rosters.</summary>
internal static partial class Text
{
    public static Word ActAddRoster { get; } = new("放入名册", "hand in a roster");
    public static Word ActReplaceRoster { get; } = new("替换名册", "replace a roster");
    public static Word ActWithdrawRoster { get; } = new("撤下名册", "withdraw a roster");
    public static Word NavRosters { get; } = new("名册", "Rosters");
    public static Word RostersOf { get; } = new("{0} 年名册", "Rosters of {0}");
    public static Word RostersNote { get; } = new(
        "下一次发放读取的名册。提交前先检查，确认后才放入；被替换或撤下的文件保存在存档中。",
        "What the next run of the year reads. A file is checked first and counts once it is confirmed; "
            + "what is replaced or withdrawn stays in the archive.");
    public static Word RosterHelp { get; } = new("怎样提交名册", "How a roster is handed in");
    public static Word RosterHelpChoose { get; } = new(
        "选择 .csv、.xlsx 或 .xls 文件（不超过 {0} MB）。更大的文件请用 disburse roster add，或拆分为几份。",
        "Choose a .csv, .xlsx or .xls file of {0} MB at most. A larger one goes in by disburse roster add, or in several files.");
    public static Word RosterHelpCheck { get; } = new(
        "程序按发放时的读法、与当年其他名册一起读一遍，此时什么都未改变。请查看表头、退回的行和差异。",
        "It is read as a run reads it, beside the other rosters of the year; nothing is changed by that. "
            + "Look at the header, the rejected rows and the difference.");
    public static Word RosterHelpConfirm { get; } = new(
        "确认后放入，记在您名下；放入人不得审批由此产生的批次。同名文件须写明理由才能替换。",
        "Once confirmed it is put in place under your name; whoever brings it may not approve what comes of it. "
            + "To replace a file of the same name, give a reason.");
    public static Word HandInRoster { get; } = new("提交名册", "Hand in a roster");
    public static Word ChooseRoster { get; } = new("选择名册文件", "Choose a roster");
    public static Word RosterUploading { get; } = new(
        "正在上传 {0}：{1} / {2} MB", "{0} is being uploaded: {1} of {2} MB");
    public static Word RosterChecking { get; } = new("正在检查 {0}：已读 {1} 行", "{0} is being checked: {1} {1:row|rows} read");
    public static Word StopCheck { get; } = new("停止检查", "Stop the check");
    public static Word RosterCheckOf { get; } = new("检查结果：{0}", "Check of {0}");
    public static Word CheckRefused { get; } = new("不能放入。{0}。", "It cannot be put in place: {0}.");
    public static Word CheckGood { get; } = new("全部 {0} 户都会受理。", "All {0} {0:household|households} would be accepted.");
    public static Word CheckPartly { get; } = new(
        "受理 {0} 户，退回 {1} 户。退回的户不会发放：可以先改正再提交，也可以先放入、以后更正。",
        "{0} {0:household|households} would be accepted and {1} rejected. Those are not paid: correct the file first, "
            + "or put it in place and correct them later.");
    public static Word CheckNothing { get; } = new(
        "没有一户会受理：放入也不会发放任何款项。", "Not one household would be accepted: nothing would be paid by it.");
    public static Word CheckRemarks { get; } = new("受理 {0} 户。请先看下面的提示。",
        "{0} {0:household|households} would be accepted. See first what is said below.");
    public static Word OtherCountiesIn { get; } = new("文件中还有其他区县的户：{0}。", "The file holds households of other counties too: {0}.");
    public static Word CheckCorrects { get; } = new(
        "其中改正了 {1} 退回的 {0} 行。", "It corrects {0} {0:row|rows} that run {1} rejected.");
    public static Word ReplacedByCorrection { get; } = new("由更正替代", "Replaced by corrections");
    public static Word HouseholdCount { get; } = new("户数", "Households");
    public static Word WhatIsWrong { get; } = new("退回的原因", "What is wrong");
    public static Word FirstPlaces { get; } = new("前 {0} 处", "the first {0}");
    public static Word RosterColumnHead { get; } = new("列", "Column");
    public static Word HeaderRead { get; } = new("表头：{0} 列已识别，{1} 列忽略", "Header: {0} {0:column|columns} known, {1} ignored");
    public static Word HeaderSays { get; } = new("表头文字", "The header says");
    public static Word ColumnReadAs { get; } = new("读作", "Read as");
    public static Word ColumnIgnored { get; } = new("忽略", "ignored");
    public static Word FirstRowsShown { get; } = new("前 {0} 行（号码已隐去）", "The first {0} {0:row|rows}, numbers masked");
    public static Word WouldReplace { get; } = new("将替换同名文件", "It would replace the file of this name");
    public static Word NowThere { get; } = new("现有户数", "Households there now");
    public static Word GoneHouseholds { get; } = new("不再包含的户", "Households no longer in it");
    public static Word NewHouseholds { get; } = new("新增的户", "Households that are new");
    public static Word GoneNote { get; } = new(
        "替换后，这些户不在任何名册中，就不会发放：{0}。", "Once replaced, these households are paid only if another roster has them: {0}.");
    public static Word PutRosterIn { get; } = new("放入 {0} 年名册", "Put it among the rosters of {0}");
    public static Word ReplaceRoster { get; } = new("替换现有文件", "Replace the file there");
    public static Word CheckAgain { get; } = new("重新检查", "Check again");
    public static Word GiveUpRoster { get; } = new("放弃", "Give it up");
    public static Word PutInAsks { get; } = new(
        "把 {0} 放入 {1} 年名册：{2} 户受理，{3} 户退回。由下一次发放读取。",
        "Put {0} among the rosters of {1}: {2} {2:household|households} accepted, {3} rejected. The next run reads it.");
    public static Word ReplaceAsks { get; } = new(
        "用 {2} 户的新文件替换 {0}（{1} 户），其中 {3} 户不再包含。原文件保存在存档中。请说明理由。",
        "Replace {0} ({1} {1:household|households}) by the new file of {2} {2:household|households}; {3} {3:is|are} no longer in it. "
            + "The archive keeps the old file. Say why.");
    public static Word NoRostersOf { get; } = new("{0} 年还没有名册。", "There is no roster of {0} yet.");
    public static Word RosterThere { get; } = new("现有文件", "Files there");
    public static Word BroughtBy { get; } = new("提交人", "Brought by");
    public static Word LaidByHand { get; } = new("直接放入文件夹", "laid in the folder");
    public static Word RosterRead { get; } = new("读取", "Read");
    public static Word ReadByRun { get; } = new("{0} 已读取", "by {0}");
    public static Word NextRunReads { get; } = new("等待下一次发放", "the next run reads it");
    public static Word RosterNotRead { get; } = new("不读取：{0}", "Not read: {0}");
    public static Word CountyNotKnown { get; } = new("未检查", "not checked");
    public static Word RosterWasRead { get; } = new("已读入", "read by a run");
    public static Word CheckRosterThere { get; } = new("检查", "Check");
    public static Word WithdrawRoster { get; } = new("撤下", "Withdraw");
    public static Word WithdrawAsks { get; } = new(
        "从 {1} 年名册中撤下 {0}：以后的发放不再读取，其中的户若不在其他名册中，就不会发放。文件保存在存档中。请说明理由。",
        "Withdraw {0} from the rosters of {1}: later runs do not read it, and its households are paid only if another roster has them. "
            + "The archive keeps the file. Say why.");
    public static Word RostersGone { get; } = new("已替换和撤下的文件", "Replaced and withdrawn files");
    public static Word RosterGoneBy { get; } = new("操作人", "By");
    public static Word RosterActName { get; } = new("操作", "Act");
    public static Word RosterReason { get; } = new("理由", "Reason");
    public static Word RosterTooLarge { get; } = new(
        "文件超过 200 MB，未上传。请拆分为几份，或用 disburse roster add 提交。",
        "The file is over 200 MB and was not uploaded. Split it, or hand it in with disburse roster add.");
    public static Word RosterStopped { get; } = new("检查已停止，什么都未改变。", "The check was stopped; nothing was changed.");
    public static Word RowsCorrected { get; } = new(
        "此后提交的 {0} 份文件改正了其中 {1} 行（共 {2} 行）；下一次发放生效。",
        "{0} {0:file that was handed in since corrects|files that were handed in since correct} {1} of these {2} {2:row|rows}; the "
        + "next run takes them up.");
}
