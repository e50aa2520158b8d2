using Disbursement.Domain.Assessment;
using Disbursement.Domain.Schemes;
using Disbursement.Jobs.PolicyCases;

namespace Disbursement.Domain.Tests.Cases;

/// <summary>Every case of tests/cases/*.yaml as a test that is named by its sentence.</summary>
internal sealed class RuleCases
{
    [TestCaseSource(nameof(All))]
    public void Holds(RuleCase told)
    {
        IEnumerable<string> differences = TryCases.Run(told, ShippedPack.With(told.Pack)).Select(difference => difference.English);

        Assert.That(differences, Is.Empty, $"{told.File}.yaml line {told.Line}: {told.Sentence}");
    }

    [Test]
    public void Every_fact_of_every_case_is_told_in_words_of_either_language()
    {
        HashSet<string> untold = [];
        foreach (RuleCase told in ReadAll())
        {
            foreach (AssessedClaimant claimant in TryCases.Assess(told, ShippedPack.With(told.Pack)).SelectMany(run => run.Assessed))
            {
                foreach (Finding finding in ShippedPack.Pack.Schemes.Select(
                    scheme => ExplainDecision.Run(claimant.Case, claimant.Case.Rules.Of(scheme)))
                    .OfType<Explanation>().SelectMany(explanation => explanation.Findings))
                {
                    if (finding.Tell(isChinese: true).Any(char.IsAsciiLetter))
                        untold.Add($"{finding.Condition.Code}: {finding.Tell(isChinese: true)}");
                    if (finding.Tell(isChinese: false).IndexOfAny(['_', '=']) >= 0)
                        untold.Add($"{finding.Condition.Code}: {finding.Tell(isChinese: false)}");
                }
            }
        }

        Assert.That(untold, Is.Empty);
    }

    [Test]
    public void Every_file_has_cases_and_no_sentence_stands_twice_in_one()
    {
        ILookup<string, RuleCase> byFile = ReadAll().ToLookup(told => told.File);

        Assert.That(byFile.Select(file => file.Key),
            Is.SupersetOf(ShippedPack.Pack.Schemes.Select(scheme => scheme.Code).Concat(["settlement", "worked-examples"])));
        Assert.That(byFile.SelectMany(file => file.GroupBy(told => told.Sentence)).Where(told => told.Count() > 1)
            .Select(told => told.Key), Is.Empty);
    }

    private static IEnumerable<RuleCase> ReadAll() =>
        Directory.EnumerateFiles(RepositoryFile.At("tests/cases"), "*.yaml").Order(StringComparer.Ordinal).SelectMany(RuleCase.ReadFile);

    private static IEnumerable<TestCaseData> All() => ReadAll().Select(told => new TestCaseData(told).SetName(told.ToString()));
}
