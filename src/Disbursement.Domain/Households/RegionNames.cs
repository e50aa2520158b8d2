namespace Disbursement.Domain.Households;

/// <summary>
/// What townships and villages are called, by the 12 digits of their code: a village by its own code, a township by nine digits and three
/// zeros. A code that has no name stays a code.
/// </summary>
public sealed class RegionNames(IReadOnlyDictionary<string, string> names)
{
    private const int TownshipDigits = 9;

    /// <summary>No region has a name.</summary>
    public static RegionNames None { get; } = new(new Dictionary<string, string>());

    /// <summary>How many regions have a name.</summary>
    public int Count => names.Count;

    /// <summary>The code of the township that a village lies in.</summary>
    public static string TownshipOf(string regionCode) => string.Concat(regionCode.AsSpan(0, TownshipDigits), "000");

    /// <summary>The name of a region itself; empty where it has none.</summary>
    public string Of(string regionCode) => names.GetValueOrDefault(regionCode, "");

    /// <summary>The name of the township of a region; empty where it has none.</summary>
    public string Township(string regionCode) => Of(TownshipOf(regionCode));

    /// <summary>The name of a village; empty where it has none, and for the code of a township.</summary>
    public string Village(string regionCode) => regionCode == TownshipOf(regionCode) ? "" : Of(regionCode);

    /// <summary>Code and names as a person reads them: <c>320302001003 大庙街道侯集村</c>; the code alone where it has no name.</summary>
    public string Shown(string regionCode) => Name(regionCode) is { Length: > 0 } name ? $"{regionCode} {name}" : regionCode;

    /// <summary>The names of township and village one after the other; empty where neither has one.</summary>
    public string Name(string regionCode) => string.Concat(Township(regionCode), Village(regionCode));
}
