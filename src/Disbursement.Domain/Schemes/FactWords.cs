using System.Collections.Frozen;
using Disbursement.Domain.Policies;

namespace Disbursement.Domain.Schemes;

/// <summary>
/// The facts of an explanation in Chinese: columns by their Chinese headers, values in the words that rosters have for them.
/// </summary>
public static class FactWords
{
    private static readonly FrozenDictionary<string, string> Names = new Dictionary<string, string>
    {
        ["age limit reached"] = "满年龄上限之日", ["applied_on"] = "申报日期", ["birth_date"] = "出生日期", ["care_level"] = "护理等级",
        ["certificate_date"] = "发证日期", ["certificate_no"] = "光荣证号",
        ["certificate_revoked_on"] = "收回日期", ["children"] = "子女数", ["children arrived by retired_on"] = "退休前子女数",
        ["complication_date"] = "鉴定日期", ["complication_ended_on"] = "治愈日期",
        ["complication_grade"] = "并发症等级", ["dead"] = "已死亡子女数", ["death_date"] = "死亡日期", ["death_dates"] = "死亡日期", ["deductible"] = "起付标准",
        ["adopted_on"] = "收养日期", ["arrived_on"] = "出生或收养日期", ["child"] = "子女序次", ["disability_date"] = "评残日期",
        ["disability_ended_on"] = "康复日期", ["disability_grade"] = "残疾等级",
        ["first child's age limit"] = "第一个子女满年龄上限之日",
        ["first child's birth_date"] = "第一个子女出生日期", ["first child's death_date"] = "第一个子女死亡日期", ["first sab month"] = "死亡特扶首月",
        ["from"] = "起始月", ["girls"] = "女儿数", ["grades"] = "残疾等级", ["hukou"] = "户口性质",
        ["marital_status"] = "婚姻状况", ["medical_self_paid"] = "大病自付费用", ["mother's birth_date"] = "母亲出生日期",
        ["mother's death_date"] = "母亲死亡日期", ["pension_raise"] = "加发养老金", ["qualifying_date"] = "资格日期",
        ["retired_on"] = "退休日期", ["reward_payer"] = "奖励金负担方", ["sab months"] = "死亡特扶月份", ["sad months"] = "伤残特扶月份",
        ["latest date"] = "最晚日期", ["second arrival"] = "第二个子女出生或收养日期", ["special months"] = "特别扶助月份",
        ["through"] = "截至月份", ["two alive since"] = "两个子女同时健在之始", ["unlawful_birth"] = "政策外生育", ["year"] = "年度",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, string> Values = new Dictionary<string, string>
    {
        ["-"] = "无", [""] = "无", ["yes"] = "是", ["no"] = "否", ["finance"] = "财政", ["employer"] = "单位", ["rural"] = "农业", ["urban"] = "非农业",
        ["married"] = "已婚", ["divorced"] = "离婚", ["widowed"] = "丧偶", ["unmarried"] = "未婚", ["none"] = "自理", ["partial"] = "半失能",
        ["full"] = "失能",
    }.ToFrozenDictionary();

    /// <summary>A fact in Chinese; what has no Chinese word stays as it is.</summary>
    /// <param name="fact">Names and values as a <see cref="Finding"/> has them: <c>name=value; name=value</c>.</param>
    /// <param name="further">Columns whose names and words stand in definitions.</param>
    public static string InChinese(string fact, IReadOnlyList<FactDefinition> further) =>
        string.Join("；", fact.Split("; ").Select(one => One(one, further)));

    private static string One(string fact, IReadOnlyList<FactDefinition> further)
    {
        int equals = fact.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
            return fact;

        string name = fact[..equals], value = fact[(equals + 1)..];
        FactDefinition? added = further.FirstOrDefault(column => column.Name == name);
        string said = added?.Words.FirstOrDefault(word => word.English == value).Chinese ?? Values.GetValueOrDefault(value, value);
        return $"{added?.Chinese ?? Names.GetValueOrDefault(name, name)}={said}";
    }
}
