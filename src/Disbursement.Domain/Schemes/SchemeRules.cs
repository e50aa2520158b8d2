using Disbursement.Domain.Policies;

namespace Disbursement.Domain.Schemes;

/// <summary>The ten rules, by scheme.</summary>
public static class SchemeRules
{
    private static readonly SchemeRule[] Rules =
    [
        OnlyChildReward.Rule, RetirementLumpSum.Rule, ElderlyReward.Rule, BereavedAssistance.Rule, DisabledAssistance.Rule,
        ComplicationAssistance.Rule, DailyCare.Rule, OldAgeSecurity.Rule, MajorIllness.Rule, Consolation.Rule,
    ];

    /// <summary>All rules in the order of <see cref="Scheme"/>.</summary>
    public static IReadOnlyList<SchemeRule> All => Rules;

    /// <summary>The rule of one scheme.</summary>
    public static SchemeRule Of(Scheme scheme) => Rules[(int)scheme];

    /// <summary>Whether a scheme is one of the four for families in special hardship, which follow from special months.</summary>
    public static bool IsSpecialHardship(this Scheme scheme) => scheme is Scheme.Shc or Scheme.Shp or Scheme.Shm or Scheme.Shg;
}
