using Disbursement.Jobs.Tests.Ledger;
using Disbursement.Jobs.Tests.Rosters;
using Disbursement.Jobs.Tests.Store.Providers;
using YamlDotNet.RepresentationModel;

namespace Disbursement.Jobs.Tests.Scenarios;

/// <summary>Every story of tests/scenarios as a test that bears the name of its folder, on every provider.</summary>
[TestFixtureSource(typeof(TestProvider), nameof(TestProvider.All))]
[Parallelizable(ParallelScope.All)]
internal sealed class StoryTests(TestProvider provider)
{
    private static readonly string[] MustBeTold =
    [
        "ordinary-year", "rejected", "bereavement", "second-child", "death-learned-late", "double-claim", "bank-contradicts", "reviewer",
        "new-account", "reissue", "left-behind", "failures-only",
        "taken-into-account", "two-years", "may-not-approve", "care-level",
    ];

    [TestCaseSource(nameof(All))]
    public void Comes_out_as_it_is_told(string name)
    {
        Story story = Story.Read(name);
        using StoryOffice office = new(story, new TestInputs(provider.Settings));
        StoryBooks books = new(office, story.Folder);
        foreach (StoryStep step in story.Steps)
        {
            List<string> differences = [];
            office.Open(step);
            foreach (StoryAct act in step.Acts)
                differences.AddRange(office.Perform(act));
            foreach ((string what, YamlNode content) in step.Expected)
                differences.AddRange(books.Differences(what, content).Select(difference => $"{what}: {difference}"));
            Assert.That(differences, Is.Empty, $"{name}/story.yaml line {step.Line}: {step.Sentence}\n{string.Join('\n', differences)}");
        }

        string[] breaks = [.. StoryProof.Breaks(office), .. StoryFunds.Breaks(office)];
        Assert.That(breaks, Is.Empty, $"{name}: after the story\n{string.Join('\n', breaks)}");
        JournalChecks.AgreeWithTools(office.Setting().Store);
    }

    [Test]
    public void Every_story_that_must_be_told_is_there() =>
        Assert.That(MustBeTold.Where(part => !Story.Names.Any(name => name.Contains(part, StringComparison.Ordinal))), Is.Empty);

    private static IEnumerable<TestCaseData> All() => Story.Names.Select(name => new TestCaseData(name).SetName(name));
}
