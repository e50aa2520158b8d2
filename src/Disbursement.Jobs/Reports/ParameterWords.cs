using Disbursement.Domain.Amounts;
using Disbursement.Domain.Policies;

namespace Disbursement.Jobs.Reports;

/// <summary>
/// What the keys and the words of a pack mean. A key that a definition of a bureau's own brings along has no words here and is told as it
/// is written.
/// </summary>
internal static class ParameterWords
{
    private static readonly Dictionary<string, (string Chinese, string English)> Keys = new()
    {
        ["rate"] = ("标准", "rate"), ["rateByGrade"] = ("分级标准", "rate by grade"), ["rateByLevel"] = ("分档标准", "rate by level"),
        ["rateByChildAge"] = ("分龄标准", "rate by the child's age"), ["upTo"] = ("不超过", "up to"),
        ["base"] = ("国家基础", "base"), ["province"] = ("省级", "province"), ["city"] = ("市级", "city"), ["county"] = ("县级", "county"),
        ["central"] = ("中央", "central"),
        ["funding"] = ("资金分担（%）", "funding (%)"), ["age"] = ("年龄", "age"), ["ageChildless"] = ("无子女年龄", "age without children"),
        ["childAgeLimit"] = ("子女年龄上限", "age limit of the child"),
        ["childBornBefore"] = ("子女出生早于", "child born before"), ["childBornFrom"] = ("子女出生不早于", "child born from"),
        ["bornFrom"] = ("出生不早于", "born from"), ["retiredFrom"] = ("退休不早于", "retired from"),
        ["maxGrade"] = ("最高等级", "highest grade"), ["firstMonth"] = ("起始月份", "first month"),
        ["stopOnSecondChild"] = ("生育第二个子女后停发", "end at a second child"),
        ["certificateRequired"] = ("须持光荣证", "certificate required"), ["twoDaughters"] = ("双女户", "two daughters"),
        ["stackWithSpecial"] = ("可与特别扶助同享", "beside special assistance"), ["accrual"] = ("计发方式", "accrual"),
        ["deductible"] = ("起付线", "deductible"), ["percent"] = ("比例（%）", "percent"),
        ["ceiling"] = ("封顶线", "ceiling"), ["deathCutoff"] = ("死亡截止", "end at death"), ["recover"] = ("追回", "recovery"),
        ["offsetGroup"] = ("抵扣组", "offset group"), ["title"] = ("名称", "title"), ["name"] = ("代号", "name"),
        ["conditions"] = ("条件", "conditions"), ["wording"] = ("表述", "wording"), ["consideredWhen"] = ("认定范围", "considered when"),
        ["needsApplication"] = ("须申请", "needs an application"), ["amount"] = ("金额计算", "amount"), ["facts"] = ("名册栏目", "facts"),
        ["subject"] = ("对象", "subject"), ["payee"] = ("领款人", "payee"), ["order"] = ("次序", "order"), ["catalogue"] = ("目录代码", "catalogue"),
        ["full"] = ("完全失能", "full"), ["partial"] = ("部分失能", "partial"), ["limits"] = ("限额", "limits"),
        ["claimantsPerAccount"] = ("每个账户人数", "claimants on one account"), ["jumpPercent"] = ("金额变动（%）", "jump (%)"),
        ["approvalDays"] = ("审批天数", "days to approve"), ["publicNotice"] = ("公示", "posting"), ["days"] = ("天数", "days"),
        ["approveAfter"] = ("公示期满后审批", "approve after it"), ["objections"] = ("异议受理", "objections to"),
        ["accountableFrom"] = ("核算起始月份", "accountable from"), ["currency"] = ("币种", "currency"), ["timeZone"] = ("时区", "time zone"),
        ["lifeTables"] = ("生命表（仅用于预测）", "life tables (for forecasts alone)"), ["schemes"] = ("待遇", "schemes"),
        ["trustRegisters"] = ("以登记数据为准", "registers decide"),
    };

    private static readonly Dictionary<string, (string Chinese, string English)> Values = new()
    {
        ["true"] = ("是", "yes"), ["false"] = ("否", "no"), ["wholeYear"] = ("按年", "by the year"), ["monthly"] = ("按月", "by the month"),
        ["once"] = ("一次性", "once"), ["cost"] = ("按费用", "by cost"), ["deathMonth"] = ("死亡当月", "month of death"),
        ["yearEnd"] = ("当年年末", "end of the year"), ["eventMonth"] = ("事发当月", "month of the event"),
        ["certificateYear"] = ("领证当年", "year of the certificate"), ["certificateMonth"] = ("领证当月", "month of the certificate"),
        ["assistance"] = ("扶助类", "assistance"), ["CNY"] = ("人民币", "yuan"), ["Asia/Shanghai"] = ("北京时间", "China"),
        ["full"] = ("完全失能", "full"), ["partial"] = ("部分失能", "partial"),
    };

    /// <summary>Every key that has words.</summary>
    public static IEnumerable<string> AllKeys => Keys.Keys;

    /// <summary>Whether a key, or a number in its place, is told in words.</summary>
    public static bool Knows(string key) => Keys.ContainsKey(key) || key.All(char.IsAsciiDigit);

    /// <summary>A key in words; itself where it has none.</summary>
    public static string Key(string key, bool isChinese) => Say(Keys, key, isChinese);

    /// <summary>
    /// A value in words, an amount as amounts stand in sentences: a pack writes yuan, and nothing else, with two decimals. Itself where it
    /// is neither.
    /// </summary>
    public static string Value(string value, bool isChinese) => value.Length > 3 && value[^3] == '.' && Money.TryRead(value, out Money yuan)
        ? $"{yuan.Grouped()} {(isChinese ? "元" : "yuan")}"
        : Say(Values, value, isChinese);

    /// <summary>A path in words: the scheme by its title, then key by key.</summary>
    /// <param name="path">Keys joined by dots, such as <c>schemes.sab.age</c>.</param>
    /// <param name="scheme">The title of a scheme by its code; empty where it need not be told.</param>
    /// <param name="isChinese">In which language.</param>
    /// <param name="between">What stands between two of them.</param>
    public static string Path(string path, Func<string, string> scheme, bool isChinese, string between = " · ")
    {
        string[] parts = path.Split('.');
        IEnumerable<string> told = parts switch
        {
            ["schemes", var code, .. var rest] => [scheme(code), .. rest.Select(part => Key(part, isChinese))],
            [DefinitionParts.Root, var code, .. var rest] =>
                [scheme(code), isChinese ? "定义" : "definition", .. rest.Select(part => Key(part, isChinese))],
            _ => parts.Select(part => Key(part, isChinese)),
        };
        return string.Join(between, told.Where(part => part.Length > 0));
    }

    /// <summary>
    /// Where a value comes from, in one language where the pack says it in both: <c>国家标准，2009 年 | national standard of 2009</c>.
    /// </summary>
    public static string Source(string source, bool isChinese) =>
        source.Split(" | ") is [var chinese, var english] ? isChinese ? chinese : english : source;

    private static string Say(Dictionary<string, (string Chinese, string English)> words, string key, bool isChinese) =>
        words.TryGetValue(key, out (string Chinese, string English) word) ? isChinese ? word.Chinese : word.English : key;
}
