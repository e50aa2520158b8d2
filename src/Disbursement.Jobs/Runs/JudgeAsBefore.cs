using System.Globalization;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Assessment;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;
using Disbursement.Domain.Settlement;
using Disbursement.Jobs.Assessment;
using Disbursement.Jobs.Runs.Parts;

namespace Disbursement.Jobs.Runs;

/// <summary>
/// Tells what another pack than the last run's changes in money, and why money is taken back: every claimant is also judged as the run
/// before would have judged the same facts.
/// </summary>
/// <param name="before">The run before with its rules; null where it went by the same.</param>
/// <param name="through">The last month that is paid.</param>
/// <param name="isChinese">The language of the reasons.</param>
internal sealed class JudgeAsBefore(PackBefore? before, Domain.Periods.Month through, bool isChinese)
{
    /// <summary>
    /// The claimants of a household as the run before would have judged them, in the same order; empty where nothing differs.
    /// </summary>
    public IReadOnlyList<AssessedClaimant> AsBefore(HouseholdAtHand household) => before?.Rules is { } rules
        ? [.. household.Under(rules.Pack).Claimants.Select(claimant => claimant.Assess(rules, through))]
        : [];

    /// <summary>Counts, by scheme, what is accrued more or less than the run before would have accrued.</summary>
    public static void Count(AssessedClaimant now, AssessedClaimant asBefore, CountyTally tally)
    {
        if (now.Settlement.Schemes.Count == 0 && asBefore.Settlement.Schemes.Count == 0)
            return;

        foreach (Scheme scheme in now.Case.Pack.Schemes.Union(asBefore.Case.Pack.Schemes))
        {
            Money difference = Net(now, scheme) - Net(asBefore, scheme);
            if (difference != Money.Zero)
                tally.Count(scheme, difference);
        }
    }

    /// <summary>Why money of a scheme is taken back: other facts, another pack, or both; and the conditions that are not met.</summary>
    public string Because(SchemeSettlement settlement, AssessedClaimant? asBefore)
    {
        if (settlement.Recoveries.Count == 0)
            return "";

        string why = Cause(settlement, asBefore);
        return settlement.Decision.Outcome == Outcome.Refused
            ? string.Create(CultureInfo.InvariantCulture,
                $"{why}{(isChinese ? "；不予：" : "; refused: ")}{string.Join('+', settlement.Decision.Codes)}")
            : why;
    }

    private string Cause(SchemeSettlement settlement, AssessedClaimant? asBefore)
    {
        if (before is null)
            return isChinese ? "事实变化" : "other facts";
        if (asBefore is null)
            return isChinese ? $"政策包或项目定义与 {before.Run.Id} 不同" : $"another pack or definition than {before.Run.Id}";

        IReadOnlyList<Recovery> then = Of(asBefore, settlement.Decision.Scheme)?.Recoveries ?? [];
        if (settlement.Recoveries.SequenceEqual(then))
            return isChinese ? "事实变化" : "other facts";

        string pack = Named(before, isChinese);
        return then.Count == 0 ? pack : isChinese ? $"事实变化，且{pack}" : $"other facts, and {pack}";
    }

    private static string Named(PackBefore before, bool isChinese) => (before.IsOtherPack, isChinese) switch
    {
        (true, true) => $"政策包与 {before.Run.Id} 不同",
        (true, false) => $"another pack than {before.Run.Id}",
        (false, true) => $"项目定义与 {before.Run.Id} 不同",
        _ => $"other definitions than {before.Run.Id}",
    };

    private static SchemeSettlement? Of(AssessedClaimant assessed, Scheme scheme)
    {
        foreach (SchemeSettlement settlement in assessed.Settlement.Schemes)
        {
            if (settlement.Decision.Scheme == scheme)
                return settlement;
        }

        return null;
    }

    /// <summary>What the run changes in the accounts of one claimant and scheme: accrued, less taken back.</summary>
    private static Money Net(AssessedClaimant assessed, Scheme scheme) => Of(assessed, scheme) is { } settlement
        ? settlement.Gross - new Money(settlement.Recoveries.Sum(recovery => recovery.Amount.Fen))
        : Money.Zero;
}
