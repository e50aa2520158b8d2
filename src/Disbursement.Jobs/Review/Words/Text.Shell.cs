namespace Disbursement.Jobs.Review.Words;

/// <summary>Texts of the frame of every page, of the sign-in, and of errors.</summary>
internal static partial class Text
{
    public static Word Product { get; } = new("计划生育家庭待遇发放", "Family benefits disbursement");
    public static Word Menu { get; } = new("菜单", "Menu");
    public static Word SkipToContent { get; } = new("跳到正文", "Skip to content");
    public static Word OtherLanguage { get; } = new("English", "中文");
    public static Word Light { get; } = new("浅色", "Light");
    public static Word Dark { get; } = new("深色", "Dark");
    public static Word SignIn { get; } = new("登录", "Sign in");
    public static Word SignOut { get; } = new("退出", "Sign out");
    public static Word UserName { get; } = new("用户名", "User name");
    public static Word Password { get; } = new("密码", "Password");
    public static Word SignInNote { get; } = new(
        "连续输错密码后须等候片刻再试，最长约一分钟。登录失败均有记录。",
        "After several wrong passwords in a row wait a little, a minute at most. Failures are recorded.");
    public static Word SignInWrong { get; } = new(
        "用户名、密码或动态码不正确，一次性密码已过期，或账户已停用。多次输错后须等候片刻（最长约一分钟）再试。",
        "The name, the password or the code is wrong, a one-time password has expired, or the account is disabled. After several wrong "
            + "ones wait a little, a minute at most.");
    public static Word FactorIfAny { get; } = new("动态码（已设置二次验证者填写）", "Code (if you have a second factor)");
    public static Word OwnFactor { get; } = new("二次验证", "Second factor");
    public static Word FactorCode { get; } = new("当前动态码（6 位数字，每个只能用一次）", "Code shown now (six digits, each counts once)");
    public static Word FactorNeeded { get; } = new(
        "您的角色须设置二次验证后才能操作。", "Your role needs a second factor before anything else.");
    public static Word FactorHow { get; } = new(
        "请用手机上的身份验证器应用扫描下图，再输入它显示的动态码。",
        "Scan the picture with an authenticator app on your telephone, then give the code that it shows.");
    public static Word FactorPicture { get; } = new("供身份验证器扫描的二维码", "Picture that an authenticator reads");
    public static Word FactorTyped { get; } = new("不能扫描时，请在应用中输入密钥：", "Where it cannot be scanned, type this into the app:");
    public static Word FactorSet { get; } = new("启用", "Set up");
    public static Word FactorWrong { get; } = new(
        "动态码不正确；请核对手机时间后再输入当前的动态码。",
        "The code is not right: look at the clock of the device and give the code that it shows now.");
    public static Word FactorIsSet { get; } = new(
        "二次验证已设置。更换设备前，请由管理员重置。",
        "Your second factor is set up. Before another device, an administrator resets it.");
    public static Word ResetFactor { get; } = new("重置二次验证", "Reset second factor");
    public static Word ResetFactorAsks { get; } = new(
        "重置 {0} 的二次验证？其现有会话将结束；下次登录须重新设置。请先当面或电话确认是本人。",
        "Take the second factor of {0} away? Open sessions end, and it is set up anew. Make sure first that it is they who ask.");
    public static Word SignInBusy { get; } = new(
        "登录尝试过多，未核对密码。请一分钟后再试。",
        "Too many tries to sign in: the password was not looked at. Try again in a minute.");
    public static Word SignInEnded { get; } = new(
        "会话已结束（已退出登录、长时间未操作、登录时间过长，或账户有变动）。请重新登录。",
        "The session has ended: somebody signed out, it was not used or was open for too long, or the account was changed. Sign in again.");
    public static Word OwnPassword { get; } = new("修改密码", "Change password");
    public static Word PasswordGiven { get; } = new(
        "当前密码是别人设置的或曾在终端显示。请先设置只有您自己知道的密码。",
        "Your password was given to you, or stood on a terminal. Choose one that only you know first.");
    public static Word PasswordOld { get; } = new("当前密码", "Present password");
    public static Word PasswordNew { get; } = new("新密码（8 至 200 个字符）", "New password (8 to 200 characters)");
    public static Word PasswordAgain { get; } = new("再输入一次新密码", "The new password once more");
    public static Word PasswordChange { get; } = new("更改", "Change");
    public static Word PasswordsDiffer { get; } = new("两次输入的新密码不一致。", "The two new passwords differ.");
    public static Word PasswordSame { get; } = new("新密码与当前密码相同，请换一个。", "The new password is the present one; choose another.");
    public static Word PasswordRule { get; } = new(
        "密码须为 8 至 200 个字符，不得过于常见，也不得包含自己的用户名。",
        "A password has 8 to 200 characters, is not a common one, and does not contain your name.");
    public static Word PasswordWrong { get; } = new("当前密码或动态码不正确。", "The present password or the code is wrong.");
    public static Word NotFoundTitle { get; } = new("没有找到", "Not found");
    public static Word NotFoundNext { get; } = new(
        "这个地址下没有页面。链接可能有误，或者内容不在您的管辖范围内。",
        "There is no page here. The link may be wrong, or what it names is not for you to see.");
    public static Word NotAllowed { get; } = new("无权查看", "Not for your role");
    public static Word NotAllowedNext { get; } = new(
        "此页面属于四权中的另一方。如需查看，请联系管理员。",
        "This page belongs to another of the four powers. If you need it, ask an administrator.");
    public static Word BrokenTitle { get; } = new("出错了", "Something went wrong");
    public static Word BrokenNext { get; } = new(
        "程序内部错误，账簿未受影响。请重新打开页面；若仍出错，请告知管理员查看日志。",
        "An error inside the program; the books are untouched. Open the page again; if it fails again, "
        + "an administrator finds the reason in the log.");
    public static Word ToFront { get; } = new("回到首页", "To the front page");
    public static Word LostShowing { get; } = new(
        "与服务的连接中断，正在重新连接……已完成的操作不受影响。",
        "The connection was lost; trying again… What was done stays done.");
    public static Word LostWaiting { get; } = new(
        "服务暂时无法连接（可能正在重启，或网络中断）。请不要关闭此页：恢复后自动返回；已完成的操作都已保存。",
        "The service cannot be reached: it restarts, or the network is down. Leave this page open: it comes back by itself. "
        + "What was done is kept.");
    public static Word LostBack { get; } = new(
        "服务已恢复。此页有未提交的内容，重新打开后会丢失：请先抄下，再点：",
        "The service is back. What you typed here was not sent and would be lost: copy it first, then:");
    public static Word Reload { get; } = new("重新打开页面", "Open the page again");
    public static Word PageBroke { get; } = new("页面出错。已完成的操作都已保存。", "The page failed. What was done is kept.");
    public static Word Pages { get; } = new("分页", "Pages");
    public static Word PageOf { get; } = new("第 {0}–{1} 条，共 {2} 条", "{0}–{1} of {2}");
    public static Word FirstPage { get; } = new("首页", "First");
    public static Word PreviousPage { get; } = new("上一页", "Previous");
    public static Word NextPage { get; } = new("下一页", "Next");
    public static Word LastPage { get; } = new("末页", "Last");
    public static Word Any { get; } = new("全部", "Any");
    public static Word Filter { get; } = new("筛选", "Filter");
    public static Word ClearFilter { get; } = new("清除筛选", "Clear");
    public static Word Leave { get; } = new("取消", "Cancel");
    public static Word Reason { get; } = new("理由", "Reason");
    public static Word ReasonRule { get; } = new(
        "将永久记录。不得写身份证号、银行账号或电话；可写支付编号。",
        "Recorded for good. Name nobody by id number, account or telephone; a payment number is fine.");
    public static Word Working { get; } = new("正在处理……", "Working…");
    public static Word PrintedBy { get; } = new("{0} 打印于 {1}", "Printed by {0}, {1}");
    public static Word SignedBy { get; } = new("审核人签字", "Reviewer's signature");
    public static Word SignedOn { get; } = new("日期", "Date");
    public static Word NavHome { get; } = new("首页", "Front page");
    public static Word NavBatches { get; } = new("付款批次", "Batches");
    public static Word NavUnpaid { get; } = new("应付未付", "Due but unpaid");
    public static Word NavStartRun { get; } = new("启动发放", "Start a run");
    public static Word NavRuns { get; } = new("发放记录", "Runs");
    public static Word NavReturns { get; } = new("银行回盘", "Bank returns");
    public static Word NavSchedules { get; } = new("定时任务", "Schedules");
    public static Word NavFind { get; } = new("查找", "Find");
    public static Word NavLedger { get; } = new("试算平衡", "Trial balance");
    public static Word NavVerify { get; } = new("核对账目", "Proofs");
    public static Word NavAudit { get; } = new("操作记录", "Record of acts");
    public static Word NavOfficers { get; } = new("用户", "Officers");
    public static Word RoleOperator { get; } = new("经办（资格确认）", "operator");
    public static Word RoleReviewer { get; } = new("审核（资金管理）", "reviewer");
    public static Word RoleAuditor { get; } = new("监督（社会监督）", "auditor");
    public static Word RoleAdministrator { get; } = new("管理员", "administrator");
    public static Word RoleHead { get; } = new("角色", "Role");
}
