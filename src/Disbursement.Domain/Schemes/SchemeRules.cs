using Disbursement.Domain.Policies;

namespace Disbursement.Domain.Schemes;

/// <summary>The schemes of a pack, made ready to judge. Making them costs something: once for a run.</summary>
public sealed class SchemeRules
{
    private readonly int[] _places;

    private readonly SchemeRule[] _all;

    private SchemeRules(PolicyPack pack)
    {
        Pack = pack;
        _all = [.. pack.Definitions.Zip(pack.Terms, Of)];
        _places = new int[_all.Max(rule => (int)rule.Scheme) + 1];
        Array.Fill(_places, -1);
        for (int i = 0; i < _all.Length; i++)
            _places[(int)_all[i].Scheme] = i;
    }

    /// <summary>The pack.</summary>
    public PolicyPack Pack { get; }

    /// <summary>All of them in the order in which decisions are listed.</summary>
    public IReadOnlyList<SchemeRule> All => _all;

    /// <summary>The same, for whoever goes through them for each claimant.</summary>
    internal ReadOnlySpan<SchemeRule> InOrder => _all;

    /// <summary>The schemes of a pack.</summary>
    public static SchemeRules Of(PolicyPack pack) => new(pack);

    /// <summary>The rule of one scheme.</summary>
    public SchemeRule Of(Scheme scheme) => _all[PlaceOf(scheme)];

    /// <summary>The place of a scheme in the list.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The pack has no such scheme.</exception>
    public int PlaceOf(Scheme scheme)
    {
        int place = (int)scheme < _places.Length ? _places[(int)scheme] : -1;
        return place >= 0 ? place : throw new ArgumentOutOfRangeException(nameof(scheme), scheme, "The pack has no such scheme.");
    }

    private static SchemeRule Of(SchemeDefinition definition, SchemeTerms terms) => definition.Accrual switch
    {
        AccrualKind.Monthly => new MonthlyRule(definition, terms),
        AccrualKind.WholeYear => new WholeYearRule(definition, terms),
        AccrualKind.Once => new OnceRule(definition, terms),
        _ => new CostRule(definition, terms),
    };
}
