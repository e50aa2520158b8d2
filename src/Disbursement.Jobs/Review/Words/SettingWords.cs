using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Schedule;

namespace Disbursement.Jobs.Review.Words;

/// <summary>What the settings of the configuration mean.</summary>
internal static class SettingWords
{
    private static readonly Dictionary<string, Word> Names = new()
    {
        [ApprovalLevels.Name] = new("两级审批起点（元）", "Two reviewers from yuan"),
        ["Data"] = new("数据目录", "Data folder"),
        ["Inputs"] = new("输入目录", "Inputs folder"),
        ["Out"] = new("输出目录", "Output folder"),
        ["Heads:File"] = new("链头文件", "File of heads"),
        ["Heads:Copies"] = new("链头副本", "Copies of the heads"),
        ["Urls"] = new("监听地址", "Addresses listened at"),
        ["Language"] = new("默认语言", "Default language"),
        ["Sessions:IdleMinutes"] = new("无操作后退出（分钟）", "Signed out after idle minutes"),
        ["Sessions:LongestMinutes"] = new("最长登录（分钟）", "Longest session in minutes"),
        ["Telemetry:Otlp"] = new("遥测地址", "Traces are sent to"),
        ["Database:Provider"] = new("数据库", "Database"),
        ["Database:ConnectionString"] = new("数据库连接", "Connection to the database"),
        ["Database:CommandTimeoutSeconds"] = new("数据库命令时限（秒）", "Command time limit in seconds"),
        ["Database:MaxBatchSize"] = new("每批语句数", "Statements sent together"),
        ["Database:NodeSilenceSeconds"] = new("节点失联判定（秒）", "Node is given up after seconds"),
        ["SignIn:SecondFactor"] = new("须双因素登录的角色", "Roles that need a second factor"),
        ["Acts:OnlyThroughService"] = new("只经服务办理", "Acts only through the service"),
        ["SignIn:OneTimeHours"] = new("一次性密码有效（小时）", "One-time password lasts hours"),
        ["Signing:Certificate"] = new("签名证书", "Signing certificate"),
        ["Signing:Password"] = new("签名证书密码", "Password of the signing certificate"),
        ["Signing:Trial"] = new("允许试用证书", "Trial certificate allowed"),
        ["Signing:Roots"] = new("信任的根证书", "Roots trusted"),
        ["Signing:Known"] = new("认可的签名证书", "Signers known"),
        ["Tls:Certificate"] = new("网页证书", "Certificate of the pages"),
        ["Tls:Password"] = new("网页证书密码", "Password of that certificate"),
        ["Proxies"] = new("信任的代理", "Proxies trusted"),
        ["AllowedHosts"] = new("允许的主机名", "Hosts allowed"),
        ["Schedules:ReturnInbox:Folder"] = new("回盘收件目录", "Folder of the inbox"),
        ["Schedules:ReturnInbox:StableSeconds"] = new("文件静止后读取（秒）", "File is read when still for seconds"),
        ["Deadlines:Days"] = new("审批期限（天）", "Days to approve"),
        ["Deadlines:AnswerDays"] = new("回盘期限（天）", "Days for the bank to answer"),
        ["Deadlines:QuarantineDays"] = new("待核期限（天）", "Days to resolve a line"),
        ["Deadlines:ReceivableDays"] = new("应收款期限（天）", "Days of a receivable"),
        ["Deadlines:StopDays"] = new("停发期限（天）", "Days of a stop"),
        ["Deadlines:BudgetPercent"] = new("预算提醒（%）", "Budget warning at percent"),
        ["Notices:Email:Enabled"] = new("邮件通知", "Notices by mail"),
        ["Notices:Email:Host"] = new("邮件服务器", "Mail server"),
        ["Notices:Email:Port"] = new("邮件端口", "Mail port"),
        ["Notices:Email:Security"] = new("邮件加密", "Mail encryption"),
        ["Notices:Email:User"] = new("邮件账户", "Mail account"),
        ["Notices:Email:Password"] = new("邮件密码", "Mail password"),
        ["Notices:Email:From"] = new("发件人", "Sender"),
        ["Notices:Email:To"] = new("收件人", "Recipients"),
        ["Notices:Email:Language"] = new("通知语言", "Language of notices"),
        ["Notices:Webhook:Enabled"] = new("接口通知", "Notices by webhook"),
        ["Notices:Webhook:Url"] = new("接口地址", "Address of the webhook"),
        ["Notices:Webhook:Secret"] = new("接口密钥", "Secret of the webhook"),
    };

    private static readonly Dictionary<string, Word> OfSchedule = new()
    {
        ["Enabled"] = new("启用", "switched on"),
        ["Cron"] = new("时间", "time"),
        ["TimeZone"] = new("时区", "time zone"),
        ["Misfire"] = new("错过时", "when missed"),
        ["As"] = new("以谁的名义", "in whose name"),
    };

    private static readonly Dictionary<string, Word> Values = new()
    {
        ["true"] = new("是", "yes"),
        ["false"] = new("否", "no"),
        ["FireOnce"] = new("补办一次", "made up for once"),
        ["DoNothing"] = new("跳过", "left out"),
        ["zh"] = Text.Chinese,
        ["en"] = Text.English,
    };

    /// <summary>A value in words; null for one that says what it means by itself, such as a number or a folder.</summary>
    public static string? Value(string name, string value, Language language) =>
        name.EndsWith(":Cron", StringComparison.Ordinal) ? CronWords.Say(value, language)
        : Values.TryGetValue(value, out Word word) ? language[word]
        : null;

    /// <summary>A setting in words; its name where it has none.</summary>
    public static string Of(string name, Language language)
    {
        if (Names.TryGetValue(name, out Word word))
            return language[word];

        return name.Split(':') is ["Schedules", var section, var what] && OfSchedule.TryGetValue(what, out Word kind)
            && ScheduleName.All.FirstOrDefault(one => one.Section == section) is { } schedule
                ? $"{language[new Word(schedule.Chinese, schedule.English)]} · {language[kind]}"
                : name;
    }
}
