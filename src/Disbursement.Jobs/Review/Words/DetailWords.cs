using System.Globalization;
using System.Text.RegularExpressions;
using Disbursement.Domain.Amounts;
using Disbursement.Jobs.ReturnFiles;

namespace Disbursement.Jobs.Review.Words;

/// <summary>One part of what an act keeps beside its subject.</summary>
/// <param name="Label">What it is; empty for a word alone.</param>
/// <param name="Value">The value in words, a digest by its first digits.</param>
internal readonly record struct DetailPart(string Label, string Value)
{
    /// <summary>Where the page of help explains it; null for what needs no help.</summary>
    public string? Help { get; init; }

    public override string ToString() => Label.Length == 0 ? Value : $"{Label} {Value}";
}

/// <summary>
/// What acts keep beside their subject, such as <c>payments=90 yuan=5400.00</c>, in words. The record holds keys and values, since proofs
/// read them; what a key means stands here.
/// </summary>
internal static partial class DetailWords
{
    private const int DigestDigits = 12;

    private static readonly Dictionary<string, Known> Keys = new()
    {
        ["accepted"] = new(new("受理", "accepted"), Kind.Count),
        ["account"] = new(new("账号", "account"), Kind.Text),
        ["acts"] = new(new("行为", "acts"), Kind.Count),
        ["approval"] = new(new("原审批", "approval"), Kind.Word),
        ["as"] = new(new("版式", "layout"), Kind.Word),
        ["asks"] = new(new("请其答复", "asks"), Kind.Officer),
        ["batch"] = new(new("批次", "batch"), Kind.Text),
        ["batches"] = new(new("批次", "batches"), Kind.Count),
        ["before"] = new(new("此前文件", "file before"), Kind.Hash),
        ["book"] = new(new("入账", "booked"), Kind.Text),
        ["broken"] = new(new("未通过", "do not hold"), Kind.Count),
        ["budget"] = new(new("预算文件", "budget"), Kind.Hash),
        ["by"] = new(new("依据", "by"), Kind.Word),
        ["bytes"] = new(new("字节", "bytes"), Kind.Count),
        ["certificate"] = new(new("签名证书", "certificate"), Kind.Hash),
        ["checks"] = new(new("核对项", "checks"), Kind.Count),
        ["chosen"] = new(new("一并办理清单", "chosen together"), Kind.Hash),
        ["claimant"] = new(new("人员标识", "claimant"), Kind.Text),
        ["copies"] = new(new("副本", "copies"), Kind.Text),
        ["corrects"] = new(new("更正行数", "rows corrected"), Kind.Count),
        ["counties"] = new(new("区县", "counties"), Kind.County),
        ["county"] = new(new("区县", "county"), Kind.County),
        ["document"] = new(new("文号", "document"), Kind.Text),
        ["drawn"] = new(new("抽取", "drawn"), Kind.Count),
        ["factor"] = new(new("验证器", "factor"), Kind.Hash),
        ["failed"] = new(new("失败", "failed"), Kind.Count),
        ["failures"] = new(new("连续失败", "failures"), Kind.Count),
        ["fen"] = new(new("金额", "amount"), Kind.Fen),
        ["file"] = new(new("回盘编号", "return file"), Kind.Text),
        ["files"] = new(new("付款文件", "payment files"), Kind.Hash),
        ["first"] = new(new("首次审批", "first approval"), Kind.Word),
        ["format"] = new(new("格式", "format"), Kind.Text),
        ["found"] = new(new("找到", "found"), Kind.Count),
        ["from"] = new(new("起始月份", "from"), Kind.Text),
        ["heads"] = new(new("链头", "heads"), Kind.Text),
        ["held"] = new(new("已暂扣", "held"), Kind.Word),
        ["households"] = new(new("户数", "households"), Kind.Count),
        ["inputs"] = new(new("输入", "inputs"), Kind.Hash),
        ["key"] = new(new("密钥", "key"), Kind.Text),
        ["keys"] = new(new("密钥数", "keys"), Kind.Count),
        ["layout"] = new(new("版式文件", "layout file"), Kind.Hash),
        ["left"] = new(new("剩余", "left"), Kind.Count),
        ["level"] = new(new("审批级别", "level"), Kind.Text),
        ["lifts"] = new(new("解除暂扣", "lifts the hold of"), Kind.Text),
        ["lines"] = new(new("行数", "lines"), Kind.Count),
        ["list"] = new(new("清单", "list"), Kind.Word),
        ["newest"] = new(new("最新密钥", "newest key"), Kind.Text),
        ["objection"] = new(new("异议记录", "objection"), Kind.Text),
        ["of"] = new(new("批号", "run"), Kind.Text),
        ["officer"] = new(new("人员编号", "officer"), Kind.Text),
        ["on"] = new(new("记账日", "on"), Kind.Text),
        ["one-time"] = new(new("一次性验证码时段", "one-time code"), Kind.Hash),
        ["outcome"] = new(new("决定", "outcome"), Kind.Word),
        ["pack"] = new(new("政策包", "policy pack"), Kind.Hash),
        ["paid"] = new(new("支付", "paid"), Kind.Count),
        ["password"] = new(new("密码摘要", "password digest"), Kind.Hash),
        ["payment"] = new(new("付款", "payment"), Kind.Text),
        ["payments"] = new(new("笔数", "payments"), Kind.Count),
        ["posted"] = new(new("公示日", "posted"), Kind.Text),
        ["quarantine"] = new(new("待核摘要", "quarantine digest"), Kind.Hash),
        ["quarantined"] = new(new("待核", "in quarantine"), Kind.Count),
        ["reason"] = new(new("理由", "reason"), Kind.Text),
        ["recovered"] = new(new("追回金额", "recovered"), Kind.Yuan),
        ["recoveries"] = new(new("追回项数", "recoveries"), Kind.Count),
        ["register"] = new(new("登记数据", "register"), Kind.Text),
        ["rejected"] = new(new("退回", "rejected"), Kind.Count),
        ["request"] = new(new("申请记录", "request"), Kind.Text),
        ["ring"] = new(new("密钥环", "key ring"), Kind.Text),
        ["role"] = new(new("角色", "role"), Kind.Role),
        ["rows"] = new(new("行数", "rows"), Kind.Count),
        ["scheme"] = new(new("待遇", "scheme"), Kind.Scheme),
        ["seal"] = new(new("签名证书", "seal"), Kind.Hash),
        ["sealed"] = new(new("已加密", "sealed"), Kind.Count),
        ["seed"] = new(new("抽样种子", "seed"), Kind.Text),
        ["sha256"] = new(new("SHA-256", "SHA-256"), Kind.Hash),
        ["size"] = new(new("抽样数", "size"), Kind.Count),
        ["status"] = new(new("状态", "status"), Kind.Word),
        ["stop"] = new(new("停发记录", "stop"), Kind.Text),
        ["synthetic"] = new(new("合成数据", "synthetic"), Kind.Word),
        ["to"] = new(new("新用户名", "new name"), Kind.Text),
        ["until"] = new(new("公示至", "until"), Kind.Text),
        ["was"] = new(new("此前文件", "files before"), Kind.Hash),
        ["line"] = new(new("待核的行", "line in quarantine"), Kind.Text),
        ["with"] = new(new("同批次", "with"), Kind.Text),
        ["wrong"] = new(new("有误", "wrong"), Kind.Count),
        ["year"] = new(new("年度", "year"), Kind.Text),
        ["yuan"] = new(new("金额", "amount"), Kind.Yuan),
    };

    private static readonly Dictionary<string, Word> Values = new()
    {
        [BankLayout.Own.Id] = new(BankLayout.Own.Name, BankLayout.Own.English),
        ["yes"] = new("是", "yes"),
        ["no"] = new("否", "no"),
        ["void"] = new("失效", "void"),
        ["upheld"] = new("成立", "upheld"),
        ["dismissed"] = new("不成立", "dismissed"),
        ["paid"] = new("已支付", "paid"),
        ["failed"] = new("失败", "failed"),
        ["place"] = new("编号", "number"),
        ["id"] = new("身份证号", "identity number"),
        ["household"] = new("户编号", "household"),
        ["name"] = new("姓名", "name"),
        ["payments"] = new("付款", "payments"),
        ["receivables"] = new("应收款", "receivables"),
        ["quarantine"] = new("待核的行", "lines in quarantine"),
        ["unpaid"] = new("未付款", "unpaid payments"),
        ["objections"] = new("异议", "objections"),
        ["batches"] = new("批次", "batches"),
        ["audit"] = new("操作记录", "record of acts"),
        ["transfers"] = new("分录", "transfers"),
        ["rejects"] = new("退回行", "rejected rows"),
        ["takeup"] = new("未申领名单", "take-up list"),
        ["absent"] = new("缺席名单", "absent"),
        ["duplicates"] = new("重复名单", "duplicates"),
        ["contradictions"] = new("矛盾名单", "contradictions"),
        ["registers"] = new("登记数据", "registers"),
        ["posting"] = new("公示表", "posting"),
        ["requisition"] = new("用款申请", "requisition"),
        ["trial"] = new("试用证书", "trial"),
        ["none"] = new("无", "none"),
        ["unusable"] = new("无法使用", "unusable"),
        ["questions"] = new("审计问题", "questions"),
    };

    private static readonly Dictionary<string, Word> Alone = new()
    {
        ["started"] = new("已开始", "started"),
        ["resumed"] = new("已继续", "resumed"),
        ["ended"] = new("已完成", "ended"),
        ["unended"] = new("未完成", "not ended"),
        ["repeated"] = new("重复文件", "said before"),
        ["dismiss"] = new("不入账", "dismiss"),
        ["book"] = new("入账", "book"),
        ["(trial certificate)"] = new("试用证书", "trial certificate"),
    };

    private enum Kind
    {
        Text,
        Count,
        Hash,
        County,
        Officer,
        Word,
        Fen,
        Yuan,
        Role,
        Scheme,
    }

    /// <summary>Whether a key is told in words.</summary>
    public static bool Knows(string key) => Keys.ContainsKey(key) || CodeWords.Codes.Contains(key);

    /// <summary>The parts of a detail in words, in its own order; none where there is no detail.</summary>
    public static IReadOnlyList<DetailPart> Of(string? detail, Desk desk, Language language) => detail is null
        ? []
        : [.. Part().Matches(detail).Select(part => Say(part, desk, language))];

    private static DetailPart Say(Match part, Desk desk, Language language)
    {
        if (!part.Groups["key"].Success)
            return new DetailPart("", Alone.TryGetValue(part.Value, out Word alone) ? language[alone] : part.Value);

        (string key, string value) = (part.Groups["key"].Value, part.Groups["value"].Value.Trim('[', ']'));
        if (!Keys.TryGetValue(key, out Known? known))
            return CodeWords.Codes.Contains(key)
                ? new DetailPart(language[CodeWords.Of(key).Title], Counted(value)) { Help = HelpTopics.PlaceOf(key) }
                : new DetailPart(key, value);

        return new DetailPart(language[known.Label], known.Kind switch
        {
            Kind.Count => Counted(value),
            Kind.Hash when value.Length > DigestDigits && value.All(char.IsAsciiHexDigit) => value[..DigestDigits] + "…",
            Kind.Hash or Kind.Word when Values.TryGetValue(value, out Word word) => language[word],
            Kind.Hash => Counted(value),
            Kind.County => value.Length == 0
                ? language[Text.AllCounties]
                : string.Join(language.IsChinese ? "、" : ", ", value.Split(',').Select(desk.County)),
            Kind.Officer => desk.Officer(value),
            Kind.Fen when long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long fen) =>
                Language.Money(fen),
            Kind.Yuan when Money.TryRead(value, out Money yuan) => Language.Money(yuan.Fen),
            Kind.Role => language.Role(value),
            Kind.Scheme => value == Domain.Policies.Scheme.Every ? language[Text.EveryScheme] : language.Scheme(value),
            _ => value,
        });
    }

    private static string Counted(string value) =>
        long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long count) ? Language.Count(count) : value;

    [GeneratedRegex(@"\(trial certificate\)|(?<key>[A-Za-z][A-Za-z0-9-]*)=(?<value>\[[^\]]*\]|\S*)|\S+")]
    private static partial Regex Part();

    private sealed record Known(Word Label, Kind Kind);
}
