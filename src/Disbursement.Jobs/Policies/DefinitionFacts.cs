using Disbursement.Domain.Households;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;
using Disbursement.Jobs.Yaml;

namespace Disbursement.Jobs.Policies;

/// <summary>Reads the columns that a definition adds to rosters, and who takes the money of a child.</summary>
internal static class DefinitionFacts
{
    private const int MostFacts = 20, MostWords = 20, LongestChinese = 20;

    /// <summary>The facts.</summary>
    /// <param name="root">The definition.</param>
    /// <param name="subject">Whom it is about.</param>
    public static IReadOnlyList<FactDefinition> Read(YamlMap root, SchemeSubject subject)
    {
        if (!root.Keys.Contains("facts"))
            return [];

        List<FactDefinition> facts = [];
        foreach (YamlMap item in root.Items("facts"))
        {
            FactDefinition fact = One(item, subject);
            if (facts.Any(other => other.Name == fact.Name || other.Chinese == fact.Chinese))
                item.Mistake("name", $"'{fact.Name}' {fact.Chinese} stands twice: leave one of the two",
                    $"“{fact.Name}”{fact.Chinese} 重复：请只留一项");
            facts.Add(fact);
            item.NoMore();
        }

        if (facts.Count > MostFacts)
            root.Mistake("facts", $"there are more than {MostFacts}", $"超过 {MostFacts} 项");
        return facts;
    }

    /// <summary>The roles, of which the first who is there takes the money of a child.</summary>
    public static IReadOnlyList<Role> PaidTo(YamlMap root, SchemeSubject subject)
    {
        const string key = "payee";
        if (subject == SchemeSubject.Claimant)
        {
            if (root.Texts(key, isOptional: true).Count > 0)
                root.Mistake(key, "a claimant is paid himself; only a scheme about children names a payee",
                    "申请人本人领取：只有子女类项目才写领取人，请删除");
            return [];
        }

        List<Role> roles = [];
        foreach (string text in root.Texts(key))
        {
            Role? role = text switch { "mother" => Role.Mother, "father" => Role.Father, "guardian" => Role.Guardian, _ => null };
            if (role is { } known && !roles.Contains(known))
                roles.Add(known);
            else
                root.Mistake(key, $"'{text}' must be mother, father or guardian, each once",
                    $"“{text}”应为 mother、father 或 guardian，且各写一次");
        }

        return roles;
    }

    private static FactDefinition One(YamlMap item, SchemeSubject subject)
    {
        string name = item.Text("name"), chinese = item.Text("zh");
        if (name.Length is < 3 or > 40 || !char.IsAsciiLetterLower(name[0])
            || name.Any(letter => letter != '_' && !char.IsAsciiLetterLower(letter) && !char.IsAsciiDigit(letter)))
            item.Mistake("name", $"'{name}' is not 3 to 40 lower-case letters, digits and underlines, the first a letter",
                $"“{name}”不是 3 到 40 个小写字母、数字和下划线，且以字母开头");
        if (chinese.Length is 0 or > LongestChinese || chinese.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter)))
            item.Mistake("zh", $"'{chinese}' is not 1 to {LongestChinese} characters without spaces",
                $"“{chinese}”不是 1 到 {LongestChinese} 个字符（不含空格）");
        if (ClaimantFact.Find(name, subject, []) is not null)
            item.Mistake("name", $"every roster may have {name} already: take another name", $"名册已有 {name} 一列：请换一个名称");
        else if (TakenName.Why(name) is { } other)
            item.Mistake("name", other);
        if (TakenName.Why(chinese) is { } like)
            item.Mistake("zh", like);
        FactType type = item.Choice("type", FactType.Text);
        return new FactDefinition(name, chinese, item.Choice("of", subject, isOptional: true), type,
            item.YesNo("ofYear", fallback: false, isOptional: true))
        {
            Words = type == FactType.Code ? Words(item) : [],
        };
    }

    private static List<(string, string)> Words(YamlMap item)
    {
        YamlMap words = item.Child("words");
        List<(string, string)> read = [.. words.Keys.ToArray().Select(word => (word, words.Text(word)))];
        words.NoMore();
        if (read.Count is 0 or > MostWords)
            item.Mistake("words", $"names 1 to {MostWords} words, each in English with its Chinese",
                $"应有 1 到 {MostWords} 个词，每个英文词附其中文");
        return read;
    }
}
