using System.Globalization;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;
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
                node.Mistake(argument.Name, "must be one value");
            else if (given.Count > 0 && WhyNot(argument, given, texts) is { } problem)
                node.Mistake(argument.Name, problem);
        }

        return new Arguments(texts);
    }

    private string? WhyNot(Argument argument, IReadOnlyList<string> given, Dictionary<string, IReadOnlyList<string>> texts)
    {
        string text = given[0];
        ClaimantFact? fact = Fact(text);
        return argument.Type switch
        {
            ArgumentType.Parameter => WhyNoParameter(argument, text),
            ArgumentType.AnyFact => fact is null ? NoFact(text) : null,
            ArgumentType.DateFact => fact?.Date is null ? $"'{text}' is no fact that is a date" : null,
            ArgumentType.CodeFact => fact?.Code is null ? $"'{text}' is no fact that has one of some words" : null,
            ArgumentType.CostFact => fact?.Cost is null ? $"'{text}' is no fact that is a cost" : null,
            ArgumentType.CountFact => fact?.Count is null ? $"'{text}' is no fact that is a count" : null,
            ArgumentType.Words => WhyNoWords(given, texts),
            ArgumentType.Schemes => given.FirstOrDefault(code => !Scheme.TryParse(code, out _)) is { } other
                ? $"'{other}' is no scheme"
                : null,
            ArgumentType.Number => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number < 100
                ? null
                : $"'{text}' is not a whole number from 0 to 99",
            _ => null,
        };
    }

    private string? WhyNoParameter(Argument argument, string name)
    {
        if (parameters.FirstOrDefault(parameter => parameter.Name == name) is not { } known)
            return $"'{name}' is no parameter of this definition; there are {string.Join(", ", parameters.Select(one => one.Name))}";

        _used.Add(name);
        return known.Type == argument.Parameter ? null : $"the parameter {name} is of another type than this needs";
    }

    private string? WhyNoWords(IReadOnlyList<string> given, Dictionary<string, IReadOnlyList<string>> texts)
    {
        if (!texts.TryGetValue("fact", out IReadOnlyList<string>? of) || Fact(of[0]) is not { } fact)
            return null;

        return given.FirstOrDefault(word => !fact.Words.Contains(word)) is { } other
            ? $"'{other}' is none of the words of {fact.Name}: {string.Join(", ", fact.Words)}"
            : null;
    }

    private ClaimantFact? Fact(string name)
    {
        _usedFacts.Add(name);
        return ClaimantFact.Find(name, subject, facts);
    }

    private string NoFact(string name) => $"'{name}' is none of the facts "
        + string.Join(", ", ClaimantFact.Of(subject).Select(fact => fact.Name).Concat(facts.Select(fact => fact.Name)));
}
