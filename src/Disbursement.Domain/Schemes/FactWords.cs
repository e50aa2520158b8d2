using System.Collections.Frozen;
using Disbursement.Domain.Policies;

namespace Disbursement.Domain.Schemes;

/// <summary>
/// The facts of an explanation in words: in Chinese columns by their Chinese headers and values as rosters write them, in English by what
/// they mean.
/// </summary>
public static class FactWords
{
    private static readonly FrozenDictionary<string, (string Chinese, string English)> Names =
        new Dictionary<string, (string Chinese, string English)>
    {
        ["age limit reached"] = ("满年龄上限之日", "reaches the age limit on"), ["applied_on"] = ("申报日期", "applied on"),
        ["birth_date"] = ("出生日期", "date of birth"), ["care_level"] = ("护理等级", "need of care"),
        ["certificate_date"] = ("发证日期", "date of the certificate"), ["certificate_no"] = ("光荣证号", "number of the certificate"),
        ["certificate_revoked_on"] = ("收回日期", "certificate withdrawn on"), ["children"] = ("子女数", "children"),
        ["children arrived by retired_on"] = ("退休前子女数", "children who had arrived at retirement"),
        ["complication_date"] = ("鉴定日期", "complication assessed on"), ["complication_ended_on"] = ("治愈日期", "complication healed on"),
        ["complication_grade"] = ("并发症等级", "grade of the complication"), ["dead"] = ("已死亡子女数", "children who died"),
        ["death_date"] = ("死亡日期", "date of death"), ["death_dates"] = ("死亡日期", "dates of death"), ["deductible"] = ("起付标准", "own share"),
        ["adopted_on"] = ("收养日期", "adopted on"), ["arrived_on"] = ("出生或收养日期", "born or adopted on"),
        ["child"] = ("子女序次", "number of the child"), ["disability_date"] = ("评残日期", "disability assessed on"),
        ["disability_ended_on"] = ("康复日期", "disability ended on"), ["disability_grade"] = ("残疾等级", "grade of the disability"),
        ["first child's age limit"] = ("第一个子女满年龄上限之日", "first child reaches the age limit on"),
        ["first child's birth_date"] = ("第一个子女出生日期", "first child's date of birth"),
        ["first child's death_date"] = ("第一个子女死亡日期", "first child's date of death"),
        ["first sab month"] = ("死亡特扶首月", "first month of the support after a death"), ["from"] = ("起始月", "from"),
        ["girls"] = ("女儿数", "daughters"), ["grades"] = ("残疾等级", "grades of the disabilities"),
        ["hukou"] = ("户口性质", "household registration"), ["marital_status"] = ("婚姻状况", "marital status"),
        ["medical_self_paid"] = ("大病自付费用", "medical costs paid oneself"), ["mother's birth_date"] = ("母亲出生日期", "mother's date of birth"),
        ["mother's death_date"] = ("母亲死亡日期", "mother's date of death"), ["pension_raise"] = ("加发养老金", "raise of the pension"),
        ["qualifying_date"] = ("资格日期", "qualifies from"), ["retired_on"] = ("退休日期", "retired on"),
        ["reward_payer"] = ("奖励金负担方", "who pays the reward"), ["sab months"] = ("死亡特扶月份", "months of the support after a death"),
        ["sad months"] = ("伤残特扶月份", "months of the support for a disability"), ["latest date"] = ("最晚日期", "latest date"),
        ["second arrival"] = ("第二个子女出生或收养日期", "second child born or adopted on"),
        ["special months"] = ("特别扶助月份", "months of special support"), ["through"] = ("截至月份", "through"),
        ["two alive since"] = ("两个子女同时健在之始", "two children alive since"), ["unlawful_birth"] = ("政策外生育", "birth against the rules"),
        ["year"] = ("年度", "year"),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, (string Chinese, string English)> Values =
        new Dictionary<string, (string Chinese, string English)>
    {
        ["-"] = ("无", "none"), [""] = ("无", "none"), ["yes"] = ("是", "yes"), ["no"] = ("否", "no"), ["finance"] = ("财政", "the treasury"),
        ["employer"] = ("单位", "the employer"), ["rural"] = ("农业", "rural"), ["urban"] = ("非农业", "urban"),
        ["married"] = ("已婚", "married"), ["divorced"] = ("离婚", "divorced"), ["widowed"] = ("丧偶", "widowed"),
        ["unmarried"] = ("未婚", "unmarried"), ["none"] = ("自理", "none"), ["partial"] = ("半失能", "partly in need of care"),
        ["full"] = ("失能", "wholly in need of care"),
    }.ToFrozenDictionary();

    /// <summary>
    /// A fact in one of the two languages. What has no word stays as it is, a column's English name without its underlines.
    /// </summary>
    /// <param name="fact">Names and values as a <see cref="Finding"/> has them: <c>name=value; name=value</c>.</param>
    /// <param name="further">Columns whose names and words stand in definitions.</param>
    /// <param name="isChinese">Whether in Chinese rather than English.</param>
    public static string Tell(string fact, IReadOnlyList<FactDefinition> further, bool isChinese) =>
        string.Join(isChinese ? "；" : "; ", Each(fact, further, isChinese)
            .Select(one => one.Value is { } value ? $"{one.Name}{(isChinese ? "：" : ": ")}{value}" : one.Name));

    /// <summary>The same, one by one, in the order of the fact; the value is null where the fact is a sentence.</summary>
    /// <inheritdoc cref="Tell"/>
    public static IEnumerable<(string Name, string? Value)> Each(string fact, IReadOnlyList<FactDefinition> further, bool isChinese) =>
        fact.Split("; ").Select(one => One(one, further, isChinese));

    private static (string Name, string? Value) One(string fact, IReadOnlyList<FactDefinition> further, bool isChinese)
    {
        int equals = fact.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
            return (fact, null);

        string name = fact[..equals], value = fact[(equals + 1)..];
        FactDefinition? added = further.FirstOrDefault(column => column.Name == name);
        string? chineseName = added?.Chinese, chineseValue = added?.Words.FirstOrDefault(word => word.English == value).Chinese;
        return isChinese
            ? (chineseName ?? Known(Names, name)?.Chinese ?? name, chineseValue ?? Known(Values, value)?.Chinese ?? value)
            : (Known(Names, name)?.English ?? name.Replace('_', ' '), Known(Values, value)?.English ?? value);
    }

    private static (string Chinese, string English)? Known(FrozenDictionary<string, (string Chinese, string English)> words, string key) =>
        words.TryGetValue(key, out (string Chinese, string English) word) ? word : null;
}
