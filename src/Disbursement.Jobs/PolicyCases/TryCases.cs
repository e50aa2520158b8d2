using Disbursement.Domain.Assessment;
using Disbursement.Domain.History;
using Disbursement.Domain.Households;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;

namespace Disbursement.Jobs.PolicyCases;

/// <summary>Decides and settles the runs of a case over one ledger, and tells where they differ from what the case expects.</summary>
internal static class TryCases
{
    /// <summary>What differs, each with its run, its person and its scheme; nothing where the case holds.</summary>
    /// <param name="told">The case.</param>
    /// <param name="pack">The pack, with the changes of the case.</param>
    public static IReadOnlyList<string> Run(RuleCase told, PolicyPack pack)
    {
        List<string> differences = [];
        foreach ((int i, (RuleCaseRun run, IReadOnlyList<AssessedClaimant> assessed, Func<AssessedClaimant, ClaimantHistory> after))
            in Assess(told, pack).Index())
        {
            foreach (RuleCaseExpectation expected in run.Expected)
            {
                string place = $"run {i + 1} ({run.Year}), {expected.Who}";
                AssessedClaimant? one = assessed.Where(claimant => claimant.Case.Claimant.Role == expected.Role)
                    .ElementAtOrDefault(expected.Place - 1);
                if (!pack.Has(expected.Scheme))
                    differences.Add($"{place}: the pack has no such scheme");
                else if (one is null)
                    differences.Add($"{place}: there is no such row, or no scheme is about it");
                else
                    differences.AddRange(expected.Differences(one, after(one)).Select(difference => $"{place}: {difference}"));
            }
        }

        return differences;
    }

    /// <summary>Each run with everybody whom it decided about, and what it left behind about each.</summary>
    public static IEnumerable<(
        RuleCaseRun Run, IReadOnlyList<AssessedClaimant> Assessed, Func<AssessedClaimant, ClaimantHistory> After)> Assess(
        RuleCase told, PolicyPack pack)
    {
        SchemeRules rules = SchemeRules.Of(pack);
        Dictionary<CitizenId, ClaimantHistory> histories = [];
        foreach (RuleCaseRun run in told.Runs)
        {
            AcceptedHousehold household = CaseHousehold.Read(run.Rows, pack.Facts);
            List<AssessedClaimant> assessed = [];
            foreach (Claimant claimant in Subjects.Of(household.Household, pack))
            {
                ClaimantHistory before = histories.GetValueOrDefault(claimant.Id, ClaimantHistory.Empty);
                assessed.Add(AssessedClaimant.Of(household, claimant, before, rules, run.Through, isDuplicate: false));
                histories[claimant.Id] = AfterRun.Of(assessed[^1]);
            }

            Dictionary<CitizenId, ClaimantHistory> left = new(histories);
            yield return (run, assessed, one => left[one.Case.Claimant.Id]);
        }
    }
}
