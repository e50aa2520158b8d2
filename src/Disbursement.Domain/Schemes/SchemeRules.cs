using Disbursement.Domain.Policies;

namespace Disbursement.Domain.Schemes;

/// <summary>The schemes of a pack, made ready to judge. Making them costs something: once for a run.</summary>
public sealed class SchemeRules
{
    private readonly SchemeRule[] _all, _ofClaimants, _ofChildren;
    private readonly Scheme[] _schemes;

    private SchemeRules(PolicyPack pack)
    {
        Pack = pack;
        _all = [.. pack.Definitions.Zip(pack.Terms, Of)];
        _schemes = [.. _all.Select(rule => rule.Scheme)];
        _ofClaimants = [.. _all.Where(rule => rule.Definition.Subject == SchemeSubject.Claimant)];
        _ofChildren = [.. _all.Where(rule => rule.Definition.Subject == SchemeSubject.Child)];
        Once = [.. _all.OfType<OnceRule>()];
        ApplicationColumns = [.. pack.Definitions.Select(definition => definition.ApplicationFact).OfType<string>().Distinct()];
    }

    /// <summary>The pack.</summary>
    public PolicyPack Pack { get; }

    /// <summary>All of them in the order in which decisions are listed.</summary>
    public IReadOnlyList<SchemeRule> All => _all;

    /// <summary>Those that owe one sum, in one year alone.</summary>
    public IReadOnlyList<OnceRule> Once { get; }

    /// <summary>Further columns that date applications.</summary>
    public IReadOnlyList<string> ApplicationColumns { get; }

    /// <summary>Those that are about a claimant, who may be a child, in order.</summary>
    internal ReadOnlySpan<SchemeRule> About(Households.Claimant claimant) => claimant.Child is null ? _ofClaimants : _ofChildren;

    /// <summary>The schemes of a pack.</summary>
    public static SchemeRules Of(PolicyPack pack) => new(pack);

    /// <summary>The rule of one scheme.</summary>
    public SchemeRule Of(Scheme scheme) => _all[PlaceOf(scheme)];

    /// <summary>The place of a scheme in the list, from 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The pack has no such scheme.</exception>
    public int PlaceOf(Scheme scheme)
    {
        int place = Array.IndexOf(_schemes, scheme);
        return place >= 0 ? place : throw new ArgumentOutOfRangeException(nameof(scheme), scheme, "The pack has no such scheme.");
    }

    private static SchemeRule Of(SchemeDefinition definition, SchemeTerms terms) => definition.Accrual switch
    {
        AccrualKind.Monthly => new MonthlyRule(definition, terms),
        AccrualKind.WholeYear => new WholeYearRule(definition, terms),
        AccrualKind.Once => new OnceRule(definition, terms),
        AccrualKind.PerDay => new PerDayRule(definition, terms),
        _ => new CostRule(definition, terms),
    };
}
