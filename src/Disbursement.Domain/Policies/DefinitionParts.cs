using System.Globalization;

namespace Disbursement.Domain.Policies;

/// <summary>What a definition says, part by part, so that two can be compared and the difference told.</summary>
public static class DefinitionParts
{
    /// <summary>Before the code of the scheme in the path of a part.</summary>
    public const string Root = "definitions";

    /// <summary>The parts of all definitions of a pack, as values that hold for every day.</summary>
    public static IEnumerable<Parameter> Of(PolicyPack pack) => pack.Definitions.SelectMany(Of);

    private static IEnumerable<Parameter> Of(SchemeDefinition scheme)
    {
        Parameter Part(string name, string value) => new($"{Root}.{scheme.Scheme}.{name}", value, null, null, IsAssumed: false, 0);

        yield return Part("order", scheme.Order.ToString(CultureInfo.InvariantCulture));
        yield return Part("title", $"{scheme.Chinese} {scheme.English}");
        yield return Part("subject", Word(scheme.Subject));
        if (scheme.PaidTo.Count > 0)
            yield return Part("payee", string.Join(", ", scheme.PaidTo.Select(role => Word(role))));
        if (scheme.Catalogue.Length > 0)
            yield return Part("catalogue", scheme.Catalogue);
        foreach (FactDefinition fact in scheme.Facts)
            yield return Part($"facts.{fact.Name}", string.Join(' ', [fact.Chinese, Word(fact.Type), Word(fact.Of),
                .. fact.IsOfYear ? ["ofYear"] : Array.Empty<string>(), .. fact.Words.Select(word => $"{word.English}={word.Chinese}")]));
        yield return Part("needsApplication", scheme.NeedsApplication ? scheme.ApplicationFact ?? "true" : "false");
        yield return Part("consideredWhen", string.Join("; ", scheme.ConsideredWhen.Select(Said)));
        yield return Part("conditions", string.Join(", ", scheme.Conditions.Select(condition => condition.Code)));
        foreach (ConditionDefinition condition in scheme.Conditions)
        {
            yield return Part($"conditions.{condition.Code}", Said(condition));
            yield return Part($"conditions.{condition.Code}.wording", $"{condition.Chinese} / {condition.English}");
        }

        yield return Part("amount", string.Join(' ', [Word(scheme.Accrual), .. Said(scheme.Amount)]));
    }

    private static string Said(ConditionDefinition condition) => string.Join(' ', [condition.Kind, .. Said(condition.Arguments)]);

    private static IEnumerable<string> Said(Arguments arguments) =>
        arguments.Names.Select(name => $"{name}={string.Join('+', arguments.Texts(name))}");

    private static string Word<T>(T value)
        where T : struct, Enum => char.ToLowerInvariant($"{value}"[0]) + $"{value}"[1..];
}
