namespace Disbursement.Jobs.Review.Words;

/// <summary>Texts of the operators' and administrators' pages.</summary>
internal static partial class Text
{
    public static Word RunProgress { get; } = new("发放进度", "Progress of the run");
    public static Word RunOfYear { get; } = new("{0} 年发放", "Run of {0}");
    public static Word TrialOf { get; } = new("{0} 年试算", "Trial of {0}");
    public static Word Elapsed { get; } = new("已用 {0}", "{0} so far");
    public static Word Left { get; } = new("约剩 {0}", "about {0} left");
    public static Word StopRun { get; } = new("停止", "Stop");
    public static Word RowsRead { get; } = new("已读行数", "Rows read");
    public static Word Households { get; } = new("已认定户数", "Households assessed");
    public static Word OfTotal { get; } = new("共 {0} 户", "of {0}");
    public static Word RunSealedAs { get; } = new(
        "发放批号 {0} 已封存：受理 {1} 户，退回 {2} 户。",
        "Run {0} is sealed: {1} {1:household|households} accepted, {2} rejected.");
    public static Word TrialEnded { get; } = new(
        "试算结束（账簿未写入）：受理 {1} 户，退回 {2} 户。",
        "The trial has ended, nothing was booked: {1} {1:household|households} accepted, {2} rejected.");
    public static Word ToRun { get; } = new("查看结果与退回的户", "See the result and what was rejected");
    public static Word RunStopped { get; } = new(
        "已停止。没有半途的结果；再次启动即从头读取。",
        "Stopped. Nothing unfinished was kept; the next start reads from the beginning.");
    public static Word RunElsewhere { get; } = new(
        "发放 {0} 正在另一处进行（定时任务或命令行），或上次中断。",
        "Run {0} is under way elsewhere (a schedule or a command line), or was cut off.");
    public static Word PartsDone { get; } = new("已完成 {0}", "{0} done");
    public static Word RunSealedByCluster { get; } = new("批次 {0} 已封账。", "Run {0} is sealed.");
    public static Word UnderWayNote { get; } = new(
        "据账簿记录；由启动它的程序推进，本页自动更新。",
        "From the record of runs; whoever started it carries it on, and this page follows by itself.");
    public static Word RunLeft { get; } = new(
        "没有程序在处理此次发放，未发出任何付款。请重新启动 {0} 年的发放：它从花名册重新算起，编号不变。",
        "Nobody works on this run any more, and it pays nothing. Start the run of {0} again: it begins anew from its rosters, under the "
        + "same number.");
    public static Word NewRun { get; } = new("新的发放", "A new run");
    public static Word ToRecompute { get; } = new(
        "{0} 个退回的批次待重新计算：更正名册后，下一次发放会重新计算。",
        "{0} rejected {0:batch waits|batches wait} to be computed again: correct the rosters, and the next run does.");
    public static Word NewRunNote { get; } = new(
        "先预览：列出将读取的名册、政策包和批号，不写账簿。看过之后再试算或启动。",
        "Preview first: it lists the rosters, the policy pack and the number of the run, and books nothing. Then try it out or start it.");
    public static Word ValueDate { get; } = new("起息日", "Value date");
    public static Word CountiesAllIfNone { get; } = new("区县（不选即全部）", "Counties (none for all)");
    public static Word Preview { get; } = new("预览", "Preview");
    public static Word WouldRead { get; } = new("将读取", "What it would read");
    public static Word PolicyPack { get; } = new("政策包", "Policy pack");
    public static Word AssumedValues { get; } = new("其中 {0} 个假定值", "{0} assumed {0:value|values}");
    public static Word SomeCounties { get; } = new("仅所选区县", "only those chosen");
    public static Word OfThemCorrections { get; } = new("其中更正 {0} 份", "{0} of them corrections");
    public static Word WillBe { get; } = new("发放批号将为", "Number of the run");
    public static Word NewNumber { get; } = new("新批号", "a new number");
    public static Word GoesOn { get; } = new("接着完成上次中断的发放", "resumes the run that did not end");
    public static Word Bytes { get; } = new("字节", "Bytes");
    public static Word PassedOver { get; } = new("未读取：{0}（不是 .csv 或 .xlsx 名册）", "Passed over: {0} (no .csv or .xlsx roster)");
    public static Word StartRun { get; } = new("启动发放", "Start the run");
    public static Word NothingSince { get; } = new("新批号；自 {0} 以来没有任何变动", "a new number; nothing has changed since {0}");
    public static Word PaidThrough { get; } = new("发放至", "Paid through");
    public static Word MonthNumber { get; } = new("{0} 月", "month {0}");
    public static Word StartNewAsks { get; } = new("将新建发放批次 {0}（{1} 年，{2}）。启动吗？", "This makes the new run {0} of {1} for {2}. Start it?");
    public static Word StartThroughAsks { get; } = new(
        "将新建发放批次 {0}（发放至 {1}，{2}）。启动吗？", "This makes the new run {0}, paid through {1}, for {2}. Start it?");
    public static Word StartResumesAsks { get; } = new(
        "发放批次 {0}（{1} 年）尚未结束，将接着完成（{2}）。启动吗？",
        "Run {0} of {1} did not end; this resumes it, for {2}. Start it?");

    public static Word StartNothingAsks { get; } = new(
        "自 {0} 以来没有任何变动：花名册、登记、政策包和财政局都相同，也没有付款被退回、取消或留下。新批次 {1} 将没有可付的款项。仍要启动吗？",
        "Nothing has changed since {0}: rosters, registers, policy pack and bureaus are the same, and no payment has come back, was "
        + "cancelled or was left behind. The new run {1} would have nothing to pay. Start it all the same?");

    public static Word StartTrial { get; } = new("试算（不写账簿）", "Trial, nothing booked");
    public static Word WrongYear { get; } = new("年度应在 2000 至 2200 之间。", "A year is from 2000 to 2200.");
    public static Word Accepted { get; } = new("受理户数", "Accepted");
    public static Word Rejected { get; } = new("退回户数", "Rejected");
    public static Word Replaced { get; } = new("被更正", "Replaced");
    public static Word Rejects { get; } = new("退回的名册行", "Rejected rows");
    public static Word NoRejects { get; } = new("没有退回的行。", "Nothing was rejected.");
    public static Word RejectsNext { get; } = new(
        "下载退回表，在原格上更正，然后在下面上传；下一次发放会读取更正。",
        "Download the table, correct its cells, and upload it below; the next run reads the correction.");
    public static Word DownloadRejects { get; } = new("下载{0}退回表", "Rejects of {0}");
    public static Word RowsWith { get; } = new("{0} · {1}（最多列 200 行）", "{0} · {1} (at most 200 rows)");
    public static Word NoCounty { get; } = new("未写明区县的户", "households without a county");
    public static Word RejectsStepTake { get; } = new("下载退回表，改正后上传", "Download the rejects, correct and upload them");
    public static Word CountRows { get; } = new("{0} 行", "{0} {0:row|rows}");
    public static Word RosterSum { get; } = new(
        "{0} 份，{1} 行；受理 {2} 户，退回 {3} 户", "{0} {0:file|files}, {1} {1:row|rows}; {2} {2:household|households} accepted, {3} rejected");
    public static Word UploadCorrection { get; } = new("上传更正", "Upload a correction");
    public static Word UploadCorrectionNote { get; } = new(
        "更正过的 .csv 或 .xlsx 将放入 {0} 年更正文件夹，并记在您名下；上传人不得审批由此产生的批次。",
        "Corrected .csv or .xlsx files go to the corrections of {0}, under your name. "
        + "Whoever brings one in may not approve what comes of it.");
    public static Word ChooseFiles { get; } = new("选择文件", "Choose files");
    public static Word OtherLists { get; } = new("其他名单", "Other lists");
    public static Word TakeUpList { get; } = new("{0}：符合条件未申报", "{0}: eligible, never applied");
    public static Word AbsentList { get; } = new("{0}：今年缺失", "{0}: missing since last year");
    public static Word DuplicateList { get; } = new("{0}：跨户重复", "{0}: in two households");
    public static Word Reissue { get; } = new("重发失败与遗留付款", "Pay failed and left-behind ones again");
    public static Word ReissueAsks { get; } = new(
        "为发放 {0} 中失败和遗留的付款生成新批次，汇入最新名册中的账号；新批次须由另一人审批。",
        "Make new batches of what failed or was left behind in run {0}, to the accounts of the newest roster. "
        + "Somebody else must approve them.");
    public static Word ReturnsNote { get; } = new(
        "上传银行回盘文件：正确的行逐笔入账，其余进入待核区；同一文件重复上传不产生变化。",
        "Upload the bank's files: each good line is booked, the others wait in quarantine. The same file twice changes nothing.");
    public static Word NoReturns { get; } = new("还没有导入过回盘文件。", "No file of a bank was imported yet.");
    public static Word InQuarantine { get; } = new("待核", "In quarantine");
    public static Word ImportedBy { get; } = new("导入人", "Imported by");
    public static Word ReturnSum { get; } = new("{0} 行：成功 {1}，失败 {2}，待核 {3}",
        "{0} {0:line|lines}: {1} paid, {2} failed, {3} in quarantine");
    public static Word NoQuarantine { get; } = new("没有待核的行。", "No line waits.");
    public static Word QuarantineNext { get; } = new(
        "这些行没有入账。请与银行核对，请其重新出具正确的文件后再导入。",
        "These lines were not booked. Ask the bank about them, and import the right file when it comes.");
    public static Word StateNow { get; } = new("付款现状", "Now");
    public static Word Expected { get; } = new("应为", "Expected");
    public static Word Found { get; } = new("实为", "Found");
    public static Word Schedule { get; } = new("任务", "Schedule");
    public static Word NextTime { get; } = new("下次", "Next");
    public static Word LastTime { get; } = new("上次", "Last");
    public static Word Pause { get; } = new("暂停", "Pause");
    public static Word Resume { get; } = new("恢复", "Resume");
    public static Word ScheduleIdle { get; } = new("无法执行：", "Cannot act:");
    public static Word Fire { get; } = new("立即执行", "Start now");
    public static Word FireAsks { get; } = new("立即执行：{0}？", "Start now: {0}?");
    public static Word ScheduleTime { get; } = new("启动时间", "Starts");
    public static Word EveryMinutes { get; } = new("每 {0} 分钟", "every {0} {0:minute|minutes}");
    public static Word EveryDay { get; } = new("每天 {0}", "every day at {0}");
    public static Word EveryMonth { get; } = new("每月 {0} 日 {1}", "on day {0} of each month at {1}");
    public static Word EveryYear { get; } = new("每年 {0} 月 {1} 日 {2}", "every year on day {1} of month {0} at {2}");
    public static Word SchedulesByAdministrator { get; } = new("暂停、恢复和立即执行由管理员办理。", "An administrator pauses, resumes and starts them.");
    public static Word ScheduleOn { get; } = new("启用", "on");
    public static Word SchedulePaused { get; } = new("已暂停", "paused");
    public static Word ScheduleRunning { get; } = new("执行中", "running");
    public static Word ScheduleError { get; } = new("出错", "error");
    public static Word ScheduleOff { get; } = new("停用", "off");
    public static Word ScheduleWaiting { get; } = new("等待服务启动", "waiting for the service");
    public static Word AddOfficer { get; } = new("添加用户", "Add an officer");
    public static Word OfficerNote { get; } = new(
        "将显示一次性密码，请当面交给本人；首次登录须更改。",
        "A one-time password is shown. Hand it over in person; it must be changed at the first sign-in.");
    public static Word CountiesHint { get; } = new("六位区划代码，用逗号分隔；不填即全部", "County codes joined by commas; none for all");
    public static Word OneTimeShown { get; } = new("{0} 的一次性密码（只显示这一次）：", "One-time password of {0}, shown only now:");
    public static Word ResetPassword { get; } = new("重设密码", "New password");
    public static Word ResetAsks { get; } = new(
        "为 {0} 设置一次性密码并解除锁定？其现有会话将结束。",
        "Give {0} a one-time password and unlock the account? Open sessions end.");
    public static Word Disable { get; } = new("停用", "Disable");
    public static Word DisableAsks { get; } = new(
        "停用 {0}？其会话将在几秒内结束，以后不能再操作。",
        "Disable {0}? Open sessions end within seconds, and the account can act no more.");
    public static Word IsDisabled { get; } = new("已停用", "disabled");
    public static Word IsActive { get; } = new("启用", "active");
    public static Word WaitsUntil { get; } = new("密码输错，须等至 {0}", "waits after wrong passwords until {0}");
    public static Word Since { get; } = new("添加时间", "Since");
    public static Word UploadName { get; } = new(
        "只接受 .csv、.xlsx 或 .xls 文件，且文件名须含字母、数字或汉字。",
        "Only .csv, .xlsx or .xls files are taken, under a name of letters or digits.");
    public static Word UploadNameless { get; } = new("文件名须含字母、数字或汉字。", "The name of a file has letters or digits.");
    public static Word UploadSize { get; } = new("文件超过 200 MB，未接收。", "The file is larger than 200 MB and was not taken.");
    public static Word UploadUnsent { get; } = new(
        "文件没有送达：登录已失效或网络中断。请刷新页面后重新上传。",
        "The file did not arrive: the session has ended or the network is gone. Reload the page and upload it again.");
    public static Word UploadBroke { get; } = new(
        "文件没有完整传到，未接收；请重新上传。",
        "The file did not arrive whole and was not taken; upload it again.");
}
