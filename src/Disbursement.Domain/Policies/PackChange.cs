namespace Disbursement.Domain.Policies;

/// <summary>One difference between two policy packs.</summary>
/// <param name="Path">The parameter, keys joined by dots.</param>
/// <param name="From">First day on which the two differ like this; null where the value is not dated and counts for every day.</param>
/// <param name="Until">Last day, inclusive; null for an open end.</param>
/// <param name="Before">The value of the first pack; null where it has none.</param>
/// <param name="After">The value of the second pack; null where it has none.</param>
/// <param name="Source">Where the second pack's value comes from; null where it says nothing.</param>
/// <param name="IsAssumed">Whether the second pack marks its value as assumed.</param>
public sealed record PackChange(string Path, DateOnly? From, DateOnly? Until, string? Before, string? After, string? Source, bool IsAssumed)
{
    /// <summary>
    /// Whether the value is the same and only its source or its standing (verified, assumed) changes: no payment differs.
    /// </summary>
    public bool IsOfSourceOnly => Before == After;
}

/// <summary>Compares what two policy packs say, parameters and definitions, day by day for dated values.</summary>
public static class ComparePacks
{
    /// <summary>Every difference, in the order of the second pack, then what only the first one has.</summary>
    public static IReadOnlyList<PackChange> Run(PolicyPack before, PolicyPack after)
    {
        ILookup<string, Parameter> old = All(before).ToLookup(parameter => parameter.Path),
            now = All(after).ToLookup(parameter => parameter.Path);
        return [.. now.Select(path => path.Key).Concat(old.Select(path => path.Key)).Distinct()
            .SelectMany(path => Differences(path, [.. old[path]], [.. now[path]]))];
    }

    private static IEnumerable<Parameter> All(PolicyPack pack) => pack.Parameters.Concat(DefinitionParts.Of(pack));

    private static IEnumerable<PackChange> Differences(string path, IReadOnlyList<Parameter> before, IReadOnlyList<Parameter> after)
    {
        DateOnly?[] days = [.. before.Concat(after).Select(parameter => parameter.From).Distinct().Order()];
        PackChange? open = null;
        foreach (DateOnly? day in days)
        {
            Parameter? old = InForce(before, day), now = InForce(after, day);
            PackChange? change = Differ(old, now)
                ? new PackChange(path, day, null, old?.Value, now?.Value, now?.Source, now?.IsAssumed ?? false)
                : null;
            if (open is not null && (change is null || change with { From = open.From } != open))
            {
                yield return open with { Until = day?.AddDays(-1) };
                open = null;
            }

            open ??= change;
        }

        if (open is not null)
            yield return open;
    }

    private static Parameter? InForce(IReadOnlyList<Parameter> parameters, DateOnly? day) =>
        parameters.Where(parameter => parameter.From is null || parameter.From <= day)
            .MaxBy(parameter => parameter.From ?? DateOnly.MinValue);

    private static bool Differ(Parameter? before, Parameter? after) =>
        before?.Value != after?.Value || before is not null && after is not null
            && (before.Source != after.Source || before.IsAssumed != after.IsAssumed);
}
