using System.Globalization;
using Disbursement.Domain.Policies;

namespace Disbursement.Jobs.Reports;

/// <summary>Says in words what changes from one policy pack to another, and from when.</summary>
internal static class TellPackChange
{
    private static readonly Dictionary<string, (string Chinese, string English)> Words = new()
    {
        ["rate"] = ("标准", "rate"), ["rateByGrade"] = ("分级标准", "rate by grade"), ["rateByLevel"] = ("分档标准", "rate by level"),
        ["rateByChildAge"] = ("分龄标准", "rate by the child's age"),
        ["base"] = ("国家基础", "base"), ["province"] = ("省级", "province"), ["city"] = ("市级", "city"), ["county"] = ("县级", "county"),
        ["central"] = ("中央", "central"),
        ["funding"] = ("资金分担（%）", "funding (%)"), ["age"] = ("年龄", "age"), ["ageChildless"] = ("无子女年龄", "age without children"),
        ["childAgeLimit"] = ("子女年龄上限", "age limit of the child"),
        ["childBornBefore"] = ("子女出生早于", "child born before"), ["maxGrade"] = ("最高等级", "highest grade"),
        ["deductible"] = ("起付线", "deductible"), ["percent"] = ("比例（%）", "percent"),
        ["ceiling"] = ("封顶线", "ceiling"), ["deathCutoff"] = ("死亡截止", "end at death"), ["recover"] = ("追回", "recovery"),
        ["offsetGroup"] = ("抵扣组", "offset group"), ["title"] = ("名称", "title"),
        ["conditions"] = ("条件", "conditions"), ["wording"] = ("表述", "wording"), ["consideredWhen"] = ("认定范围", "considered when"),
        ["needsApplication"] = ("须申请", "needs an application"), ["amount"] = ("金额计算", "amount"), ["facts"] = ("名册栏目", "facts"),
        ["subject"] = ("对象", "subject"), ["payee"] = ("领款人", "payee"), ["order"] = ("次序", "order"), ["catalogue"] = ("目录代码", "catalogue"),
        ["full"] = ("完全失能", "full"), ["partial"] = ("部分失能", "partial"), ["limits"] = ("限额", "limits"),
    };

    /// <summary>The change in one sentence.</summary>
    public static string Say(PackChange change, PolicyPack pack, bool isChinese)
    {
        string what = Name(change.Path, pack, isChinese), when = When(change, isChinese);
        string source = change.Source is { Length: > 0 } named
            ? isChinese
            ? $"（依据：{named}{(change.IsAssumed ? "；假定值" : "")}）"
            : $" (source: {named}{(change.IsAssumed ? "; assumed" : "")})"
            : "";
        return (change.Before, change.After) switch
        {
            _ when change.IsOfSourceOnly => isChinese
                ? $"{what}：{when}{change.After} 不变，仅依据或认定状态改变{source}"
                : $"{what}: {when}{change.After} stays; only its source or standing changes{source}",
            (null, { } after) => isChinese ? $"{what}：{when}新增 {after}{source}" : $"{what}: {when}new, {after}{source}",
            ({ } before, null) => isChinese ? $"{what}：{when}取消（原为 {before}）" : $"{what}: {when}gone (was {before})",
            (_, _) => isChinese
                ? $"{what}：{when}由 {change.Before} 改为 {change.After}{source}"
                : $"{what}: {when}{change.Before} becomes {change.After}{source}",
        };
    }

    private static string When(PackChange change, bool isChinese)
    {
        if (change.From is not { } from)
            return isChinese ? "不论年份，" : "for every year, ";

        string first = Day(from), last = change.Until is { } until ? Day(until) : "";
        return isChinese
            ? last.Length > 0
            ? $"{first} 至 {last}，"
            : $"自 {first} 起，"
            : last.Length > 0
            ? $"from {first} to {last}, "
            : $"from {first} on, ";
    }

    private static string Name(string path, PolicyPack pack, bool isChinese)
    {
        string[] parts = path.Split('.');
        if (parts is ["schemes", var code, ..] && Scheme.TryParse(code, out Scheme scheme))
            return string.Join(' ', [Titled(code, scheme, pack), .. parts[2..].Select(part => Word(part, isChinese))]);
        if (parts is [DefinitionParts.Root, var of, ..] && Scheme.TryParse(of, out Scheme defined))
            return string.Join(' ',
                [Titled(of, defined, pack), isChinese ? "定义" : "definition", .. parts[2..].Select(part => Word(part, isChinese))]);

        return string.Join(' ', parts.Select(part => Word(part, isChinese)));
    }

    private static string Titled(string code, Scheme scheme, PolicyPack pack) =>
        pack.Has(scheme) ? $"{code} {pack.TermsOf(scheme).Title}" : code;

    private static string Word(string part, bool isChinese) => Words.TryGetValue(part, out (string Chinese, string English) word)
        ? isChinese
        ? word.Chinese
        : word.English
        : part;

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
