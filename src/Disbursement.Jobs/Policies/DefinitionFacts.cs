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
                item.Mistake("name", $"'{fact.Name}' {fact.Chinese} stands twice");
            facts.Add(fact);
            item.NoMore();
        }

        if (facts.Count > MostFacts)
            root.Mistake("facts", $"there are more than {MostFacts}");
        return facts;
    }

    /// <summary>The roles, of which the first who is there takes the money of a child.</summary>
    public static IReadOnlyList<Role> PaidTo(YamlMap root, SchemeSubject subject)
    {
        const string key = "payee";
        if (subject == SchemeSubject.Claimant)
        {
            if (root.Texts(key, isOptional: true).Count > 0)
                root.Mistake(key, "a claimant is paid himself; only a scheme about children names a payee");
            return [];
        }

        List<Role> roles = [];
        foreach (string text in root.Texts(key))
        {
            Role? role = text switch { "mother" => Role.Mother, "father" => Role.Father, "guardian" => Role.Guardian, _ => null };
            if (role is { } known && !roles.Contains(known))
                roles.Add(known);
            else
                root.Mistake(key, $"'{text}' must be mother, father or guardian, each once");
        }

        return roles;
    }

    private static FactDefinition One(YamlMap item, SchemeSubject subject)
    {
        string name = item.Text("name"), chinese = item.Text("zh");
        if (name.Length is < 3 or > 40 || !char.IsAsciiLetterLower(name[0])
            || name.Any(letter => letter != '_' && !char.IsAsciiLetterLower(letter) && !char.IsAsciiDigit(letter)))
            item.Mistake("name", $"'{name}' is not 3 to 40 lower-case letters, digits and underlines, the first a letter");
        if (chinese.Length is 0 or > LongestChinese || chinese.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter)))
            item.Mistake("zh", $"'{chinese}' is not 1 to {LongestChinese} characters without spaces");
        if (ClaimantFact.Find(name, subject, []) is not null)
            item.Mistake("name", $"every roster may have {name} already");
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
            item.Mistake("words", $"names 1 to {MostWords} words, each in English with its Chinese");
        return read;
    }
}
