using System.Globalization;
using System.Text.RegularExpressions;
using Disbursement.Domain.Batches;

namespace Disbursement.Jobs.Proofs;

/// <summary>
/// What breaks a proof, in Chinese. A proof says it in English, which the log, the record and the machines keep; here stands what each
/// sentence means. Parts of a sentence are sentences again.
/// </summary>
internal static class BreakWords
{
    private static readonly (Regex English, string Chinese)[] Sentences =
        [.. Pairs().Select(pair => (Pattern(pair.English), pair.Chinese))];

    /// <summary>The same in the language of the reader; as it stands where no words are known for it.</summary>
    public static string Say(string broken, bool isChinese)
    {
        if (!isChinese)
            return broken;
        if (LifeCycle.Say(broken, isChinese: true) is var state && state != broken)
            return state;

        foreach ((Regex english, string chinese) in Sentences)
            if (english.Match(broken) is { Success: true } match)
                return string.Format(CultureInfo.InvariantCulture, chinese,
                    [.. match.Groups.Values.Skip(1).Select(part => (object)Say(part.Value, isChinese: true))]);

        return broken;
    }

    /// <summary>Takes time in proportion to the sentence, whatever an altered row or file has put into it.</summary>
    private static Regex Pattern(string english) => new(
        $"^{Regex.Replace(Regex.Escape(english), @"\\\{[0-9]}", "(.+?)")}$",
        RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.NonBacktracking);

    /// <summary>
    /// The whole sentences first, then what stands before a colon; last those that begin with anything, which would swallow the others.
    /// </summary>
    private static IEnumerable<(string English, string Chinese)> Pairs() => new[]
    {
        Ledger, Batches, Heads, Runs, Officers, Payments, Returns, Replays, Database, Before,
    }.SelectMany(pairs => pairs).OrderBy(pair => pair.Item1.StartsWith("{0}", StringComparison.Ordinal));

    private static (string, string)[] Ledger =>
    [
        ("the database could not be used", "数据库无法使用"), ("a file could not be read", "有文件无法读取"),
        ("it was ended by {0}", "程序错误 {0}"),
        ("debits {0} are not credits {1}", "借方 {0} 与贷方 {1} 不相等"),
        ("the expense balance {0} is negative", "支出余额 {0} 为负"),
        ("the balance {0} is negative", "余额 {0} 为负"),
        ("the ledger has {0}, the standing {1}", "账簿为 {0}，留存状态为 {1}"),
        ("sequence {0} follows {1}", "第 {0} 号接在第 {1} 号之后"),
        ("it stands under the id {0}, which is another's", "所用编号 {0} 属于另一笔"),
        ("the hash is not that of its bytes", "散列值与内容不符"),
        ("the head is not the one in {0}", "链头与 {0} 所载不同"),
        ("book {0} ends at sequence {1}, but {2} knows sequence {3}", "账簿 {0} 止于第 {1} 号，而 {2} 载有第 {3} 号"),
        ("the acts end at sequence {0}, but {1} knows sequence {2}", "操作记录止于第 {0} 号，而 {1} 载有第 {2} 号"),
        ("book {0}: {1} of {2} fen by {3} was confirmed by nobody", "账簿 {0}：{3} 的 {1} {2} 分没有人确认"),
        ("book {0}: {1} of {2} fen was confirmed and is not in the ledger", "账簿 {0}：{1} {2} 分已确认而未入账"),
        ("act {0} confirms a repayment or waiver that nobody else asked for", "操作 {0} 确认的还款或核销并非由他人提出"),
        ("a recovery in the ledger is in no batch", "账簿中有一项追回不属于任何批次"),
        ("transfers name payment {0}, which does not exist", "分录所载付款 {0} 不存在"),
        ("payable:{0} is {1}, its payments are {2}", "应付科目 {0} 为 {1}，其付款合计 {2}"),
        ("transit:{0} is {1}, its payments are {2}", "在途科目 {0} 为 {1}，其付款合计 {2}"),
        ("treasury:{0} is {1}, its payments less what was repaid are {2}", "国库科目 {0} 为 {1}，其付款减还款为 {2}"),
        ("{0}:{1} is {2}, its payments{3} are {4}", "{0}科目 {1} 为 {2}，其付款{3}为 {4}"),
        (" less what was repaid", "减还款"), ("payable", "应付"), ("transit", "在途"), ("treasury", "国库"),
        ("transfer {0} undoes what no rejected batch had set off", "分录 {0} 冲销的不是退回批次的抵扣"),
        ("transfer {0} belongs to no sealed run", "分录 {0} 不属于任何已封存的发放"),
        ("{0} cannot be read: {1}", "{0} 无法读取：{1}"),
        ("claimant {0} does not stand once in the index of its run", "申领人 {0} 在其运行的索引中缺失或重复"),
        ("{0} rows of the index of claimants belong to no run", "申领人索引中有 {0} 行不属于任何运行"),
        ("{0} bytes are no entries of an index of claimants", "{0} 个字节不是申领人索引的条目"),
    ];

    private static (string, string)[] Batches =>
    [
        ("batch {0}: the act {1} follows {2}", "批次 {0}：操作 {1} 接在 {2} 之后"),
        ("the act '{0}' by {1} is not in the chain of acts", "{1} 的操作“{0}”不在操作记录链中"),
        ("the act '{0}' is in the chain of acts alone", "操作“{0}”只见于操作记录链"),
        ("the act '{0}' by {1} is recorded for other files than it was for", "{1} 的操作“{0}”所记文件与当时不同"),
        ("two reviewers had to approve it, and {0} did alone", "须两人审批，只有 {0} 一人审批"),
        ("{0} approved it last and released it", "{0} 既作最后审批又放行"),
        ("{0} payments of {1} recorded, {2} of {3} found, {4} in all, the last numbered {5}",
            "记录 {0} 笔 {1} 元，实有 {2} 笔 {3} 元，共 {4} 笔，末号 {5}"),
        ("the hash over its files is {0}, recorded was {1}", "文件总散列为 {0}，记录为 {1}"),
        ("it was {0} when the act '{1}' by {2} is recorded, which cannot be", "记录 {2} 的操作“{1}”时其状态为“{0}”，不应如此"),
        ("batch {0} is {1}, but its acts make it {2}", "批次 {0} 状态为“{1}”，而按操作应为“{2}”"),
        ("approved were the files {0}, they are {1}", "审批时文件为 {0}，现为 {1}"),
        ("the file {0} is missing", "缺文件 {0}"),
        ("{0} has SHA-256 {1}, recorded was {2}", "{0} 的 SHA-256 为 {1}，记录为 {2}"),
        ("{0} takes back {1} times {2}, the batch {3} times {4}", "{0} 追回 {1} 项 {2} 元，批次为 {3} 项 {4} 元"),
        ("its file has {0} rows of {1}, the batch {2} of {3}", "文件有 {0} 行 {1} 元，批次为 {2} 笔 {3} 元"),
        ("{0} names other files, rows, totals, funding, flags or hashes than the database", "{0} 所载文件、行数、合计、资金来源、提示或散列与数据库不同"),
        ("approved by {0} without the budget of {1} that earlier approvals rested on", "{0} 审批时没有此前审批所依据的 {1} 年指标"),
        ("the archive no longer holds the budget of its approval with SHA-256 {0}", "存档中已没有审批所依据的指标文件（SHA-256 {0}）"),
        ("the act {0} ({1}) wrote the files {2}, then came {3}", "操作 {0}（{1}）写出文件 {2}，其后为 {3}"),
        ("the file {0} is not what its payments give", "文件 {0} 与由其付款重新生成的不同"),
        ("its files cannot be written again: {0}", "无法重新生成其文件：{0}"),
        ("no manifest is recorded", "没有清单记录"),
        ("{0} recoveries of {1} are recorded, the ledger has {2} of {3}", "记录追回 {0} 项 {1} 元，账簿为 {2} 项 {3} 元"),
        ("batch {0} is {1}, and {2} recoveries of {3} are withdrawn of its {4} of {5}",
            "批次 {0} 状态为“{1}”，其追回 {4} 项 {5} 元中撤回 {2} 项 {3} 元"),
        ("what was withdrawn of {0} is not what was taken back", "{0} 的撤回数与追回数不同"),
        ("its sums of current, arrears and recovery are not those of its payments", "本年、补发、抵扣合计与其付款不符"),
        ("a manifest of county {0} and run number {1} is recorded, and there is none", "记录有区县 {0}、第 {1} 次发放的清单，而清单不存在"),
        ("{0} names another head of the book than is recorded", "{0} 所载账簿链头与记录不同"),
        ("a batch was released, and no certificate is recorded", "批次已放行，却没有证书记录"),
        ("a certificate is recorded, and no batch was released", "有证书记录，却没有放行的批次"),
        ("{0} is signed and does not say where the record of acts stood", "{0} 已签名，却未载明当时操作记录的位置"),
        ("{0} is signed with the certificate {1}, with which no act signed", "{0} 的签名证书 {1} 未见于任何操作"),
        ("a batch is released, but no signature is recorded", "批次已放行，却没有签名记录"),
        ("{0} is missing", "缺 {0}"),
    ];

    private static (string, string)[] Heads =>
    [
        ("what signs heads cannot be read (Signing:Certificate, Signing:Known): {0}",
            "链头签名证书无法读取（Signing:Certificate、Signing:Known）：{0}"),
        ("the certificate in {0} is not that of {1}", "{0} 中的证书不是 {1} 的证书"),
        ("it is not as this program writes it", "不是本程序所写的格式"),
        ("the newest head of {0}, sequence {1}, is not signed", "{0} 最新链头（第 {1} 号）没有签名"),
        ("the newest head of {0}, sequence {1}, bears the trial signature, though a certificate signs here",
            "{0} 最新链头（第 {1} 号）用的是试用签名，而这里已有正式证书"),
        ("it is signed with the certificate {0}…, which is not known here (Signing:Certificate, Signing:Known)",
            "签名证书 {0}… 在这里不被认可（Signing:Certificate、Signing:Known）"),
        ("its signature does not stand", "签名无效"),
        ("the copy in {0} knows the head '{1}', which {2} does not have", "副本 {0} 载有链头“{1}”，而 {2} 没有"),
        ("the copy in {0} lacks line {1} of {2}, though it has later ones", "副本 {0} 缺 {2} 的第 {1} 行，却有其后的行"),
        ("the copy in {0} knows {1} heads of entries that a restore lost", "副本 {0} 载有恢复时丢失的 {1} 个链头"),
        ("the copy of the heads in {0} cannot be reached", "链头副本 {0} 无法访问"),
        ("the copy of the heads in {0} is {1} lines behind", "链头副本 {0} 落后 {1} 行"),
        (", the newest of {0}; whose it is nobody checks (Heads:TimeStampRoots)", "，最新为 {0}；未核对由谁签发（Heads:TimeStampRoots）"),
        (", the newest of {0}", "，最新为 {0}"),
        ("; whose it is nobody checks (Heads:TimeStampRoots)", "；未核对由谁签发（Heads:TimeStampRoots）"),
        ("{0} heads bear a time stamp", "{0} 个链头有时间戳"),
        ("{0} heads bear a time stamp{1}", "{0} 个链头有时间戳{1}"),
        ("the copy of the heads in {0} cannot be read: {1}", "链头副本 {0} 无法读取：{1}"),
        ("time stamps cannot be checked (Heads:TimeStampRoots): {0}", "时间戳无法核对（Heads:TimeStampRoots）：{0}"),
        ("act {0} of {1} by {2}: settings moved key ring, heads or certificate: {3}", "操作 {0}（{1}，{2}）：设置移动了密钥环、链头或证书：{3}"),
        ("it stamps a head that is not kept", "所加盖的链头不存在"),
        ("it is no time stamp", "不是时间戳"),
        ("the time stamp is not one of this head", "时间戳不属于此链头"),
        ("the time stamp is signed by {0}, behind whom none of {1} stands", "时间戳由 {0} 签发，不在 {1} 的信任之列"),
        ("the head of {0} was stamped on {1}: it is stamped at once when it is written", "{0} 的链头于 {1} 才加盖：应在写入时立即加盖"),
    ];

    private static (string, string)[] Runs =>
    [
        ("run {0} is sealed, but no act started it", "发放 {0} 已封存，却没有启动它的操作"),
        ("run {0} read other rosters than are recorded, or under other names", "发放 {0} 所读名册与记录不同或名称不同"),
        ("run {0} was started and sealed, and is missing", "发放 {0} 曾启动并封存，现已不存在"),
        ("a maker of run number {0} is recorded, and there is no such run", "记录有第 {0} 次发放的制作人，而该发放不存在"),
        ("run {0} is of the kind '{1}', but its act is '{2}'", "发放 {0} 类别为“{1}”，而操作为“{2}”"),
        ("run {0} wrote its files in the languages '{1}' and '{2}', which it does not know", "发放 {0} 的文件语言“{1}”“{2}”无法识别"),
        ("run {0} has the year and ordinal of {1}", "发放 {0} 的年度和序号属于 {1}"),
        ("run {0} is recorded with other terms than those of the run whose payments it pays again", "发放 {0} 的条款与其重发的那次发放不同"),
        ("run {0} was made by {1}, who is not among its recorded makers", "发放 {0} 由 {1} 制作，却不在记录的制作人中"),
        ("run {0} rests on what {1} brought in ({2}), who is not among its recorded makers", "发放 {0} 依据 {1} 提交的 {2}，其人却不在记录的制作人中"),
        ("its makers are not recorded one after the other, each once", "制作人没有逐一依次记录"),
        ("nothing makes {0} one of its makers ({1})", "没有依据表明 {0} 是制作人（{1}）"),
        ("{0} rosters or corrections were brought in, {1} are recorded", "提交了 {0} 份名册或更正，记录 {1} 份"),
        ("the roster or correction {0} is not as act {1} brought it in", "名册或更正 {0} 与操作 {1} 提交时不同"),
        ("the hashes of its files are not those with which it was sealed", "文件散列与封存时不同"),
        ("run {0} pays again what failed, and is said to end with another month than December", "发放 {0} 为重发，却记为发放至 12 月以外的月份"),
        ("no roster is recorded", "没有名册记录"),
        ("roster {0} is not recorded, roster {1} is", "没有名册 {0} 的记录，却有名册 {1} 的"),
        ("'{0}' is recorded as a register and is the name of none", "“{0}”记为比对名单，名称却不是"),
        ("the definitions of the archived policy pack have SHA-256 {0}, recorded is {1}", "存档政策包的定义 SHA-256 为 {0}，记录为 {1}"),
        ("the archived bureaus.csv can no longer be read: {0}", "存档的 bureaus.csv 已无法读取：{0}"),
    ];

    private static (string, string)[] Officers =>
    [
        ("no act before it added officer {0}", "此前没有添加用户 {0} 的操作"),
        ("officer {0} was disabled", "用户 {0} 当时已停用"),
        ("officer {0} was reviewer of {1} alone", "用户 {0} 当时只审核 {1}"),
        ("officer {0} was {1}, {2}", "用户 {0} 当时是 {1}，角色 {2}"),
        ("not with the password and the second factor that officer {0} had", "所用密码和二次验证不是用户 {0} 当时的"),
        ("nobody resets their own second factor", "任何人不得重设自己的二次验证"),
        ("no act of an administrator made it so", "没有管理员的操作使其如此"),
        ("an act made it so, and it is not", "操作使其如此，而实际不是"),
        ("no act of a {0}", "角色 {0} 无权办理"),
        ("act {0} adds the officer {1} and does not say as what", "操作 {0} 添加用户 {1}，却未说明角色"),
        ("act {0} is about the officer {1}, whom no act added", "操作 {0} 涉及用户 {1}，而没有添加其人的操作"),
        ("act {0} limits the officer {1} and does not say to what", "操作 {0} 限定用户 {1} 的区县，却未说明"),
        ("act {0} gives the officer {1} a password and does not say which", "操作 {0} 给用户 {1} 设密码，却未说明"),
        ("act {0} sets up a second factor of {1} and does not say which, or there was one", "操作 {0} 为 {1} 启用二次验证，却未说明或已有"),
    ];

    private static (string, string)[] Payments =>
    [
        ("payment {0} is {1}, its transfers make {2}", "付款 {0} 为 {1}，其分录合计 {2}"),
        ("payment {0} of {1} replaces {2}, which is missing with {3}", "付款 {0}（{1}）替代 {2}，后者不存在（{3}）"),
        ("payment {0} of {1} replaces {2}, which is {3} with {4}", "付款 {0}（{1}）替代 {2}，后者状态为“{3}”、金额 {4}"),
        ("payment {0} is another claimant's than its transfers", "付款 {0} 的领取人与其分录不同"),
        ("payment {0} is {1}, but {2} was released", "付款 {0} 为 {1}，放行的却是 {2}"),
        ("payment {0} is {1}, but the last its transfers say is that it was accrued", "付款 {0} 状态为“{1}”，而其分录只到计提"),
        ("payment {0} is {1}, but the last its transfers say is {2}", "付款 {0} 状态为“{1}”，而其分录最后为“{2}”"),
        ("no hold, though nobody let it go", "没有暂扣记载，却无人恢复过"),
        ("a hold that nobody put on it", "有暂扣记载，却无人暂扣过"),
        ("payment {0} was kept back, and bears no hold though nobody let it go", "付款 {0} 曾暂扣，现无暂扣记载，却无人恢复过"),
        ("payment {0} is {1} and bears a reason that nobody gave", "付款 {0} 状态为“{1}”，所载理由无人给出"),
        ("payment {0} is {1} and bears {2}", "付款 {0} 状态为“{1}”，{2}"),
        ("{0} accounts were given, {1} are recorded", "另给账号 {0} 个，记录 {1} 个"),
        ("the account given for payment {0} is not as act {1} gave it", "付款 {0} 另给的账号与操作 {1} 所给不同"),
        ("payment {0} was released while whoever gets it was stopped", "付款 {0} 放行时，其领取人正在停发"),
        ("payment {0} stands in another batch than its id tells", "付款 {0} 所在批次与其编号不符"),
        ("payment {0} does not go where an officer sent the one it replaces", "付款 {0} 的去向与所替代付款另给的账号不同"),
        ("payment {0} is not made up as {1}, which it replaces", "付款 {0} 的构成与所替代的 {1} 不同"),
        ("the file {0} stands at another place than those of its batch", "文件 {0} 的位置与其批次的不同"),
        ("{0} of {1} is neither yes nor no", "{1} 的 {0} 既非是也非否"),
    ];

    private static (string, string)[] Returns =>
    [
        ("{0} return files were imported, {1} are recorded", "导入回盘文件 {0} 份，记录 {1} 份"),
        ("the archive no longer holds the layout that it was read as", "存档中已没有读取它所用的版式"),
        ("an earlier answer to payment {0} is recorded under a number that is not its own", "付款 {0} 较早的回盘记录所用编号不是其自己的"),
        ("payment {0} was answered by the return file {1}, which does not exist", "付款 {0} 所引回盘文件 {1} 不存在"),
        ("a line in quarantine is of the return file {0}, which does not exist", "有一行待核属于不存在的回盘文件 {0}"),
        ("its import recorded another name, officer, time or number, or other lines in quarantine", "导入时所记名称、经手人、时间、编号或待核行不同"),
        ("{0} bytes recorded, the archive holds {1}", "记录 {0} 字节，存档为 {1} 字节"),
        ("payment {0} has it, and no two officers booked it out of quarantine", "付款 {0} 据此入账，却没有经两人由待核入账"),
        ("it does not say what payment {0} has of it", "其内容与付款 {0} 所记不同"),
        ("the line in quarantine was altered", "待核的行被改动"),
        ("it is neither booked nor in quarantine", "既未入账也不在待核"),
        ("payment {0} has it, and there is no such line", "付款 {0} 据此入账，而没有这一行"),
        ("it is in quarantine, and there is no such line", "在待核中，而没有这一行"),
        ("a line that two officers booked out of quarantine is on no payment", "经两人由待核入账的一行不见于任何付款"),
        ("{0} paid and {1} failed recorded, found {2} and {3}", "记录成功 {0}、失败 {1}，实为 {2} 和 {3}"),
    ];

    private static (string, string)[] Replays =>
    [
        ("it cannot be computed again: {0}", "无法重新计算：{0}"),
        ("what replaces {0} does not tell how it came to be paid again", "替代 {0} 的付款未说明如何得以重发"),
        ("decision of {0}, scheme {1}: recorded {2}, replay gives {3}", "{0} 项目 {1} 的认定：记录为 {2}，重算为 {3}"),
        ("the standing before the run cannot be read", "发放前的留存状态无法读取"),
        ("the standing before the run is not what the runs before left behind", "发放前的留存状态与此前发放所留不同"),
        ("claimant {0}: the standing is not what the runs left behind", "人员 {0}：留存状态与各次发放所留不同"),
        ("the replay gives it, and it is not recorded", "重算得出，而没有记录"),
        ("recorded, and the replay gives none", "有记录，而重算没有"),
        ("recorded under a number that is not its own", "所用编号不是其自己的"),
        ("{0} is not what the replay gives", "{0} 与重算结果不同"),
        ("{0} recorded {1}, replay gives {2}", "{0} 记录为 {1}，重算为 {2}"),
        ("nothing", "无"),
        ("input {0} belongs to no sealed run", "输入 {0} 不属于任何已封存的发放"),
        ("claimant {0} belongs to no sealed run", "人员 {0} 不属于任何已封存的发放"),
        ("decision {0} belongs to no sealed run", "认定 {0} 不属于任何已封存的发放"),
    ];

    private static (string, string)[] Database =>
    [
        ("a row or file cannot be read: {0}", "有一行或一个文件无法读取：{0}"),
        ("a row cannot be read: {0}", "有一行无法读取：{0}"),
        ("what is sealed there was altered, or is from another row", "加密内容被改动或来自另一行"),
        ("the person who is sealed there is not the one whom the row is about", "加密的人员不是该行的人员"),
        ("{0}: the {1} {2} is missing; {3}. {4}", "{0}：缺 {1} {2}；{3}。{4}"),
        ("{0}: the {1} {2} is not as this program makes it; {3}. It is {4}, and should be {5}. {6}",
            "{0}：{1} {2} 与本程序所建不同；{3}。现为 {4}，应为 {5}。{6}"),
        ("{0}: the {1} {2} is not of this program and may change what is recorded: {3}. {4}", "{0}：{1} {2} 不属于本程序，可能改动记录：{3}。{4}"),
        ("the database does not guard itself any more", "数据库不再能自我防护"),
        ("the database takes rows that this program does not write", "数据库会接受本程序不写的行"),
        ("trigger", "触发器"), ("index", "索引"), ("table", "数据表"), ("missing", "不存在"),
    ];

    private static (string, string)[] Before =>
    [
        ("run {0}, county {1}: {2}", "发放 {0}，区县 {1}：{2}"),
        ("book {0}, sequence {1}: {2}", "账簿 {0} 第 {1} 号：{2}"),
        ("acts, sequence {0}: {1}", "操作记录第 {0} 号：{1}"),
        ("claimant {0}, receivable {1}: {2}", "人员 {0}，应收款 {1}：{2}"),
        ("claimant {0}, {1} {2}: {3}", "人员 {0}，{1} {2} 年：{3}"),
        ("claimant of {0}: {1}", "{0} 的人员：{1}"),
        ("return file {0}, line {1}: {2}", "回盘文件 {0} 第 {1} 行：{2}"),
        ("return file {0}: {1}", "回盘文件 {0}：{1}"),
        ("return file {0}, {1}", "回盘文件 {0}，{1}"),
        ("act {0} ({1}) by {2} as {3}: {4}", "操作 {0}（{1}，{2}，角色 {3}）：{4}"),
        ("act {0} ({1}) by {2} on county {3}: {4}", "操作 {0}（{1}，{2}，区县 {3}）：{4}"),
        ("act {0} ({1}) by {2}: {3}", "操作 {0}（{1}，{2}）：{3}"),
        ("act {0} ({1}) by {2}", "操作 {0}（{1}，{2}）"),
        ("officer's name {0}: {1}", "用户名 {0}：{1}"),
        ("officer {0}: {1}", "用户 {0}：{1}"),
        ("batch {0}: {1}", "批次 {0}：{1}"),
        ("batch number {0}", "第 {0} 号批次"),
        ("run {0}: {1}", "发放 {0}：{1}"),
        ("book {0}: {1}", "账簿 {0}：{1}"),
        ("payment {0}: {1}", "付款 {0}：{1}"),
        ("transfer {0}: {1}", "分录 {0}：{1}"),
        ("input {0}: {1}", "输入 {0}：{1}"),
        ("acts: {0}", "操作记录：{0}"),
        ("row {0} of {1}: {2}", "表 {1} 第 {0} 行：{2}"),
        ("line {0}: {1}", "第 {0} 行：{1}"),
        ("{0}, line {1}: {2}", "{0} 第 {1} 行：{2}"),
        ("{0} as {1}: {2}", "{0}（角色 {1}）：{2}"),
        ("{0} on county {1}: {2}", "{0}（区县 {1}）：{2}"),
        ("{0}: {1}", "{0}：{1}"),
    ];
}
