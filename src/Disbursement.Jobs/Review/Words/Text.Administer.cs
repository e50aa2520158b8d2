namespace Disbursement.Jobs.Review.Words;

/// <summary>Texts of the pages of policy packs, settings and keys.</summary>
internal static partial class Text
{
    public static Word NavPolicy { get; } = new("政策包", "Policy packs");
    public static Word NavKeys { get; } = new("密钥", "Keys");
    public static Word NavSettings { get; } = new("设置", "Settings");
    public static Word PackInForce { get; } = new("现行政策包", "The pack in force");
    public static Word UsedBy { get; } = new("使用它的发放", "Used by");
    public static Word RunsSoFar { get; } = new("次发放", "runs so far");
    public static Word NoRunYet { get; } = new("还没有发放使用过", "no run yet");
    public static Word CheckPack { get; } = new("检查政策包", "Check a policy pack");
    public static Word CheckPackNote { get; } = new(
        "选择一个 .yaml 文件：列出每处错误，并与现行政策包比较。检查不保存任何内容；启用须由一人提出、另一人启用。",
        "Choose a .yaml file: every mistake is named, and it is compared with the pack in force. A check keeps nothing; it comes into "
        + "force when one administrator proposes it and another one activates it.");
    public static Word ChooseFile { get; } = new("选择文件", "Choose a file");
    public static Word ListAssumed { get; } = new("假定值 {0} 个：付款前须由财政部门确认",
        "{0} assumed {0:value: confirm it|values: confirm them} before money moves");
    public static Word ListStale { get; } = new("{0} 个值一年以上未与依据核对",
        "{0} {0:value was not compared with its|values were not compared with their} source for a year");
    public static Word PackIsSound { get; } = new("没有错误：{0} 个参数，其中 {1} 个为假定值。",
        "Sound: {0} {0:parameter|parameters}, {1} of them assumed.");
    public static Word PackHasMistakes { get; } = new("有 {0} 处错误，不能使用。", "It has {0} {0:mistake|mistakes} and cannot be used.");
    public static Word PackTooLarge { get; } = new("政策包不超过 4 MiB。", "A policy pack is at most 4 MiB.");
    public static Word PackKey { get; } = new("参数", "Key");
    public static Word ActivatedBy { get; } = new("启用人", "Activated by");
    public static Word NeverActivated { get; } = new("未经两人启用：以输入文件夹中的为准", "never activated: the one of the inputs folder counts");
    public static Word OtherPackInForce { get; } = new(
        "输入文件夹中的政策包（{0}…）不是现行的（{1}…）：发放不会启动。请放回现行政策包，或由两人启用新包。",
        "The pack of the inputs folder ({0}…) is not the one in force ({1}…): no run starts. Put that one back, or have this one "
        + "activated by two people.");
    public static Word PackSteps { get; } = new("提出与启用", "Proposed and activated");
    public static Word ProposePack { get; } = new("提出启用", "Propose it");
    public static Word ProposeAsks { get; } = new(
        "提出政策包 {0}，SHA-256：{1}。须由另一位管理员启用。",
        "Propose the pack {0}, SHA-256 {1}. Another administrator activates it.");
    public static Word ActivatePack { get; } = new("启用", "Activate");
    public static Word ActivateAsks { get; } = new(
        "启用政策包 {0}，SHA-256：{1}。此后的发放只能使用它。",
        "Activate the pack {0}, SHA-256 {1}. Every run from then on is made with it.");
    public static Word ActProposePack { get; } = new("提出政策包", "propose a pack");
    public static Word ActActivatePack { get; } = new("启用政策包", "activate a pack");
    public static Word PacksOfRuns { get; } = new("各次发放所用的政策包", "Packs that runs went by");
    public static Word ParameterCount { get; } = new("参数个数", "Parameters");
    public static Word FirstUsed { get; } = new("首次使用", "First used");
    public static Word LastUsed { get; } = new("最近使用", "Last used");
    public static Word InForce { get; } = new("现行", "In force");
    public static Word PackLost { get; } = new("存档中已没有", "no longer in the archive");
    public static Word CompareWithActive { get; } = new("与现行的比较", "Compare with the one in force");
    public static Word PackDiffers { get; } = new("由 {0}… 到 {1}…", "From {0}… to {1}…");
    public static Word PackDifferences { get; } = new("共 {0} 处不同，其中 {1} 处影响规则或金额。",
        "{0} {0:difference|differences}, {1} of them in rules or amounts.");
    public static Word SettingsNote { get; } = new(
        "服务现在所依据的设置。修改请编辑配置文件或环境变量，然后重新启动；密码和连接字符串不显示。",
        "What the service goes by now. To change it, edit the configuration file or the environment and start the service again; "
        + "passwords and connection strings are never shown.");
    public static Word Setting { get; } = new("设置项", "Setting");
    public static Word NotSet { get; } = new("未设置", "not set");
    public static Word SetNotShown { get; } = new("已设置，不显示", "set, not shown");
    public static Word SettingsPlaces { get; } = new("位置与地址", "Places and addresses");
    public static Word SettingsStore { get; } = new("数据库", "Database");
    public static Word SettingsSigning { get; } = new("签名与加密连接", "Signing and TLS");
    public static Word SettingsSchedules { get; } = new("定时任务", "Schedules");
    public static Word SettingsNotices { get; } = new("通知", "Notices");
    public static Word KeysNote { get; } = new(
        "个人信息用编号的密钥加密；新的信息用最新的密钥，旧密钥留着以读取备份。检索密钥从不更换。更换与备份用命令 disburse keys rotate 和 disburse keys backup。密钥本身从不显示。",
        "Personal data is sealed with numbered keys: new values with the newest; older ones stay, to open backups. The lookup key never "
        + "changes. Rotate and back up with disburse keys rotate and disburse keys backup. No key is ever shown.");
    public static Word CountingKeys { get; } = new("正在清点……", "Counting…");
    public static Word KeyNo { get; } = new("密钥编号", "Key");
    public static Word MadeBy { get; } = new("添加人", "Made by");
    public static Word FirstUse { get; } = new("首次使用时", "on first use");
    public static Word SealedWith { get; } = new("用它加密的项数", "Values sealed with it");
    public static Word SealsNow { get; } = new("加密新信息", "seals new values");
    public static Word OpensOnly { get; } = new("只用于解密", "opens older values");
    public static Word KeyMissing { get; } = new(
        "数据库中有用密钥 {0} 加密的内容，而密钥文件中没有它：请放回最新的备份。",
        "The database holds values sealed with key {0}, which the ring does not have: put its newest backup back.");
    public static Word SealedBehind { get; } = new(
        "仍有 {0} 项用的是旧密钥：请再执行一次 disburse keys rotate。",
        "{0} {0:value is|values are} still sealed with an older key: give disburse keys rotate again.");
    public static Word KeyActs { get; } = new("更换与备份", "Rotations and backups");
    public static Word NeverBackedUp { get; } = new(
        "最新的密钥（{0}）没有备份记录。请尽快用 disburse keys backup 备份：没有密钥，谁也读不出个人信息。",
        "No backup of the newest key ({0}) is on record. Make one with disburse keys backup: without it personal data is lost.");
    public static Word ActLimitOfficer { get; } = new("更改管辖区县", "change counties");
    public static Word ActRotateKeys { get; } = new("更换密钥", "rotate keys");
    public static Word ActBackUpKeys { get; } = new("备份密钥", "back up keys");
    public static Word ActBackUpDatabase { get; } = new("备份数据库", "back up the database");
    public static Word ActMoveDatabase { get; } = new("迁移数据库", "move the database");
    public static Word Rename { get; } = new("改名", "Rename");
    public static Word NewName { get; } = new("新的用户名", "New name");
    public static Word RenameAsks { get; } = new(
        "给 {0} 改名：以前经手的批次仍记在其名下，曾用名不会再给别人。",
        "Give {0} another name: what they made before stays theirs, and the old name goes to nobody else.");
    public static Word ChangeCounties { get; } = new("更改区县", "Change counties");
    public static Word CountiesAsks { get; } = new(
        "更改 {0} 的管辖区县；其已打开的会话随即结束。",
        "Change the counties of {0}; their open sessions end at once.");
}
