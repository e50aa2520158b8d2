using Disbursement.Domain.Assessment;
using Disbursement.Domain.History;
using Disbursement.Domain.Households;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;

namespace Disbursement.Domain.Tests.Cases;

/// <summary>Every case of tests/cases/*.yaml as a test that is named by its sentence.</summary>
internal sealed class RuleCases
{
    [TestCaseSource(nameof(All))]
    public void Holds(RuleCase told)
    {
        PolicyPack pack = ShippedPack.With(told.Pack);
        Dictionary<CitizenId, ClaimantHistory> histories = [];
        List<string> differences = [];
        for (int i = 0; i < told.Runs.Count; i++)
        {
            RuleCaseRun run = told.Runs[i];
            Dictionary<Role, AssessedClaimant> assessed = Assess(run, pack, histories);
            foreach (RuleCaseExpectation expected in run.Expected)
            {
                string place = $"run {i + 1} ({run.Year}), {expected.Role.ToString().ToLowerInvariant()} "
                    + $"{expected.Scheme.ToString().ToLowerInvariant()}";
                if (assessed.TryGetValue(expected.Role, out AssessedClaimant? claimant))
                    differences.AddRange(expected.Differences(claimant, histories[claimant.Case.Claimant.Id])
                        .Select(difference => $"{place}: {difference}"));
                else
                    differences.Add($"{place}: there is no such row");
            }
        }

        Assert.That(differences, Is.Empty, $"{told.File}.yaml line {told.Line}: {told.Sentence}");
    }

    [Test]
    public void Every_fact_of_every_case_is_told_in_Chinese()
    {
        HashSet<string> untold = [];
        foreach (RuleCase told in RuleCase.ReadAll())
        {
            Dictionary<CitizenId, ClaimantHistory> histories = [];
            foreach (AssessedClaimant claimant in told.Runs.SelectMany(run => Assess(run, ShippedPack.With(told.Pack), histories).Values))
            {
                foreach (Finding finding in SchemeCodes.All.Select(
                    scheme => ExplainDecision.Run(claimant.Case, claimant.Case.Rules.Of(scheme)))
                    .OfType<Explanation>().SelectMany(explanation => explanation.Findings))
                {
                    if (finding.Tell(isChinese: true).Any(char.IsAsciiLetter))
                        untold.Add($"{finding.Condition.Code}: {finding.Tell(isChinese: true)}");
                }
            }
        }

        Assert.That(untold, Is.Empty);
    }

    [Test]
    public void Every_file_has_cases_and_no_sentence_stands_twice_in_one()
    {
        ILookup<string, RuleCase> byFile = RuleCase.ReadAll().ToLookup(told => told.File);

        Assert.That(byFile.Select(file => file.Key),
            Is.SupersetOf(SchemeCodes.All.Select(scheme => scheme.Code()).Concat(["settlement", "worked-examples"])));
        Assert.That(byFile.SelectMany(file => file.GroupBy(told => told.Sentence)).Where(told => told.Count() > 1)
            .Select(told => told.Key), Is.Empty);
    }

    private static Dictionary<Role, AssessedClaimant> Assess(RuleCaseRun run, PolicyPack pack,
        Dictionary<CitizenId, ClaimantHistory> histories)
    {
        AcceptedHousehold household = A.Accepted(CaseHousehold.Read(run.Rows));
        Dictionary<Role, AssessedClaimant> assessed = [];
        foreach (Claimant claimant in new[] { household.Household.Mother, household.Household.Father }.OfType<Claimant>())
        {
            ClaimantHistory before = histories.GetValueOrDefault(claimant.Id, ClaimantHistory.Empty);
            assessed[claimant.Role] =
                AssessedClaimant.Of(household, claimant, before, SchemeRules.Of(pack), run.Through, isDuplicate: false);
            histories[claimant.Id] = AfterRun.Of(assessed[claimant.Role]);
        }

        return assessed;
    }

    private static IEnumerable<TestCaseData> All() => RuleCase.ReadAll().Select(told => new TestCaseData(told).SetName(told.ToString()));
}
