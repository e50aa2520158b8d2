using System.Collections.Frozen;

namespace Disbursement.Domain.Schemes;

/// <summary>The closed list of kinds that definitions are put together from.</summary>
public static class ConditionKinds
{
    private static readonly FrozenDictionary<string, ConditionKind> Known =
        KindsOfFacts.All.Concat(KindsOfChildren.All).Concat(KindsOfAges.All).Concat(KindsOfOtherSchemes.All)
            .ToFrozenDictionary(kind => kind.Name);

    /// <summary>Every kind by its name.</summary>
    public static IEnumerable<ConditionKind> All => Known.Values.OrderBy(kind => kind.Name, StringComparer.Ordinal);

    /// <summary>The kind of a name; null where there is none.</summary>
    public static ConditionKind? Find(string name) => Known.GetValueOrDefault(name);
}
