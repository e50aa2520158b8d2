using System.Globalization;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Yaml;

namespace Disbursement.Jobs.Policies;

/// <summary>
/// Reads the arguments of the conditions and of the amount of one definition, and checks each against what its kind asks for.
/// </summary>
/// <param name="parameters">The parameters of the definition.</param>
/// <param name="subject">Whom it is about.</param>
/// <param name="facts">The facts that it adds.</param>
internal sealed class DefinitionArguments(
    IReadOnlyList<ParameterDefinition> parameters, SchemeSubject subject, IReadOnlyList<FactDefinition> facts)
{
    private readonly HashSet<string> _used = [];
    private readonly HashSet<string> _usedFacts = [];

    /// <summary>The parameters that were named.</summary>
    public IEnumerable<string> Used => _used;

    /// <summary>The facts that were named.</summary>
    public IEnumerable<string> UsedFacts => _usedFacts;

    /// <summary>Takes note of a fact that something other than an argument names.</summary>
    public void Use(string fact) => _usedFacts.Add(fact);

    public Arguments Read(YamlMap node, IReadOnlyList<Argument> wanted)
    {
        Dictionary<string, IReadOnlyList<string>> texts = [];
        foreach (Argument argument in wanted)
        {
            if (argument.IsOptional && !node.Keys.Contains(argument.Name))
                continue;

            IReadOnlyList<string> given = node.Texts(argument.Name);
            texts[argument.Name] = given.Count == 0 ? [""] : given;
            if (given.Count > 1 && argument.Type is not (ArgumentType.Words or ArgumentType.Schemes))
                node.Mistake(argument.Name, "must be one value", "只能是一个值");
            else if (given.Count > 0 && WhyNot(argument, given, texts) is { } problem)
                node.Mistake(argument.Name, problem);
        }

        return new Arguments(texts);
    }

    private FileRemark? WhyNot(Argument argument, IReadOnlyList<string> given, Dictionary<string, IReadOnlyList<string>> texts)
    {
        string text = given[0];
        ClaimantFact? fact = Fact(text);
        return argument.Type switch
        {
            ArgumentType.Parameter => WhyNoParameter(argument, text),
            ArgumentType.AnyFact => fact is null ? NoFact(text) : null,
            ArgumentType.DateFact => fact?.Date is null ? new($"'{text}' is no fact that is a date", $"“{text}”不是日期类事实") : null,
            ArgumentType.CodeFact => fact?.Code is null ? new($"'{text}' is no fact that has one of some words", $"“{text}”不是取固定词的事实")
                : null,
            ArgumentType.CostFact => fact?.Cost is null ? new($"'{text}' is no fact that is a cost", $"“{text}”不是费用类事实") : null,
            ArgumentType.CountFact => fact?.Count is null ? new($"'{text}' is no fact that is a count", $"“{text}”不是次数类事实") : null,
            ArgumentType.Words => WhyNoWords(given, texts),
            ArgumentType.Schemes => given.FirstOrDefault(code => !Scheme.TryParse(code, out _)) is { } other
                ? new($"'{other}' is no scheme", $"“{other}”不是项目代码")
                : null,
            ArgumentType.Number => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number < 100
                ? null
                : new($"'{text}' is not a whole number from 0 to 99", $"“{text}”不是 0 到 99 的整数"),
            _ => null,
        };
    }

    private FileRemark? WhyNoParameter(Argument argument, string name)
    {
        if (parameters.FirstOrDefault(parameter => parameter.Name == name) is not { } known)
            return new($"'{name}' is no parameter of this definition; there are {string.Join(", ", parameters.Select(one => one.Name))}",
                $"“{name}”不是本定义的参数；现有 {string.Join("、", parameters.Select(one => one.Name))}");

        _used.Add(name);
        return known.Type == argument.Parameter ? null
            : new($"the parameter {name} is of another type than this needs", $"参数 {name} 的类型与此处所需不符");
    }

    private FileRemark? WhyNoWords(IReadOnlyList<string> given, Dictionary<string, IReadOnlyList<string>> texts)
    {
        if (!texts.TryGetValue("fact", out IReadOnlyList<string>? of) || Fact(of[0]) is not { } fact)
            return null;

        return given.FirstOrDefault(word => !fact.Words.Contains(word)) is { } other
            ? new($"'{other}' is none of the words of {fact.Name}: {string.Join(", ", fact.Words)}",
                $"“{other}”不是 {fact.Name} 的词：{string.Join("、", fact.Words)}")
            : null;
    }

    private ClaimantFact? Fact(string name)
    {
        _usedFacts.Add(name);
        return ClaimantFact.Find(name, subject, facts);
    }

    private FileRemark NoFact(string name)
    {
        string[] known = [.. ClaimantFact.Of(subject).Select(fact => fact.Name), .. facts.Select(fact => fact.Name)];
        return new($"'{name}' is none of the facts {string.Join(", ", known)}", $"“{name}”不是下列事实之一：{string.Join("、", known)}");
    }
}
