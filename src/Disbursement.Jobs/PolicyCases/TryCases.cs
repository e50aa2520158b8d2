using Disbursement.Domain.Assessment;
using Disbursement.Domain.History;
using Disbursement.Domain.Households;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;
using Disbursement.Jobs.Files;

namespace Disbursement.Jobs.PolicyCases;

/// <summary>Decides and settles the runs of a case over one ledger, and tells where they differ from what the case expects.</summary>
internal static class TryCases
{
    /// <summary>What differs, each with its run, its person and its scheme; nothing where the case holds.</summary>
    /// <param name="told">The case.</param>
    /// <param name="pack">The pack, with the changes of the case.</param>
    public static IReadOnlyList<FileRemark> Run(RuleCase told, PolicyPack pack)
    {
        List<FileRemark> differences = [];
        foreach ((int i, (RuleCaseRun run, IReadOnlyList<AssessedClaimant> assessed, Func<AssessedClaimant, ClaimantHistory> after))
            in Assess(told, pack).Index())
        {
            foreach (RuleCaseExpectation expected in run.Expected)
            {
                FileRemark At(string english, string chinese) => new($"run {i + 1} ({run.Year}), {expected.Who}: {english}",
                    $"第 {i + 1} 次运行（{run.Year}），{expected.Who}：{chinese}");

                AssessedClaimant? one = assessed.Where(claimant => claimant.Case.Claimant.Role == expected.Role)
                    .ElementAtOrDefault(expected.Place - 1);
                if (!pack.Has(expected.Scheme))
                    differences.Add(At("the pack has no such scheme", "政策包中没有该项目"));
                else if (one is null)
                    differences.Add(At("there is no such row, or no scheme is about it", "没有这一行，或没有项目适用"));
                else
                    differences.AddRange(expected.Differences(one, after(one)).Select(
                        difference => At(difference.English, difference.Chinese)));
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
