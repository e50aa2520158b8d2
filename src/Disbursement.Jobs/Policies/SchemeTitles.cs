using System.Collections.Concurrent;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;

namespace Disbursement.Jobs.Policies;

/// <summary>
/// Titles of the schemes, short enough for a table: those that the program ships, and those of every pack that this process has read. They
/// are for people alone; what a run pays goes by its own pack.
/// </summary>
internal static class SchemeTitles
{
    private static readonly Lazy<ConcurrentDictionary<Scheme, SchemeDefinition>> Known = new(
        () => new(ReadDefinitions.Shipped.Select(definition => KeyValuePair.Create(definition.Scheme, definition))));

    /// <summary>The codes of all of them, in their order.</summary>
    public static IEnumerable<string> Codes => Known.Value.Values.OrderBy(definition => definition.Order)
        .Select(definition => definition.Scheme.Code);

    /// <summary>Whether any pack that was read has a scheme.</summary>
    public static bool Knows(Scheme scheme) => Known.Value.ContainsKey(scheme);

    /// <summary>Title of a scheme in both languages; null for one that no pack had.</summary>
    public static (string Chinese, string English)? Of(Scheme scheme) => Known.Value.TryGetValue(scheme, out SchemeDefinition? definition)
        ? (definition.Chinese, definition.English)
        : null;

    /// <summary>What a condition asks, by its code, in both languages; null for one that no pack had.</summary>
    public static (string Chinese, string English)? Condition(string code)
    {
        if (SharedWords.All.FirstOrDefault(shared => shared.Code == code) is { Code: not null } shared)
            return (shared.Chinese, shared.English);

        return Known.Value.Values.SelectMany(definition => definition.Conditions).FirstOrDefault(condition => condition.Code == code)
            is { } condition ? (condition.Chinese, condition.English) : null;
    }

    /// <summary>The conditions of a scheme in their order, each with what it asks in both languages.</summary>
    public static IEnumerable<(string Code, string Chinese, string English)> ConditionsOf(string code) =>
        Scheme.TryParse(code, out Scheme scheme) && Known.Value.TryGetValue(scheme, out SchemeDefinition? definition)
            ? definition.Conditions.Select(condition => (condition.Code, condition.Chinese, condition.English))
            : [];

    /// <summary>Where a scheme stands among the others.</summary>
    public static int OrderOf(string code) => Scheme.TryParse(code, out Scheme scheme)
        && Known.Value.TryGetValue(scheme, out SchemeDefinition? definition) ? definition.Order : int.MaxValue;

    /// <summary>Takes note of a pack that was read.</summary>
    public static void Note(PolicyPack pack)
    {
        foreach (SchemeDefinition definition in pack.Definitions)
            Known.Value[definition.Scheme] = definition;
    }
}
