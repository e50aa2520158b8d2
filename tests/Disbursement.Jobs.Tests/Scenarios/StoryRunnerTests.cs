using Disbursement.Jobs.Files;
using Disbursement.Jobs.Tests.Rosters;
using YamlDotNet.RepresentationModel;

namespace Disbursement.Jobs.Tests.Scenarios;

/// <summary>A story that is told wrongly fails: what watches the stories is watched itself.</summary>
[TestFixture]
internal sealed class StoryRunnerTests
{
    private static readonly Dictionary<string, string>[] Found =
        [new() { ["who"] = "GL-01 mother", ["amount"] = "60.00" }, new() { ["who"] = "GL-01 father", ["amount"] = "60.00" }];

    [TestCase("| who | amount |\n| GL-01 mother | 60.00 |\n| GL-01 father | 60.00 |", 0)]
    [TestCase("| who |\n| GL-01 mother |\n| GL-01 father |", 0)]
    [TestCase("| who | amount |\n| GL-01 mother | 60.00 |\n| GL-01 father | 60.01 |", 2)]
    [TestCase("| who | amount |\n| GL-01 mother | 60.00 |", 1)]
    [TestCase("| who | amount |\n| GL-01 father | 60.00 |\n| GL-01 mother | 60.00 |", 1)]
    [TestCase("| amount |\n| 60.00 |", 1)]
    [TestCase("none", 2)]
    public void A_table_tells_every_row_that_differs(string table, int differences) =>
        Assert.That(StoryTable.Read(table).Differences(Found).Count(), Is.EqualTo(differences));

    [TestCase("| who | amount |\n| GL-01 mother |")]
    [TestCase("who amount")]
    public void A_table_that_is_none_is_refused(string table) =>
        Assert.That(() => StoryTable.Read(table), Throws.TypeOf<InvalidDataException>());

    [Test]
    public void A_column_that_there_is_not_is_refused() =>
        Assert.That(() => StoryTable.Read("| sum |\n| 60.00 |").Differences(Found).ToList(), Throws.TypeOf<InvalidDataException>());

    [TestCase("{ run: 2026, by: operator, anser: done }")]
    [TestCase("{ runn: 2026, by: operator }")]
    [TestCase("{ run: 2026 }")]
    public void A_misspelt_act_is_refused(string act) => Assert.That(() => StoryAct.Read(Yaml(act)),
        Throws.TypeOf<InvalidDataException>().Or.TypeOf<UnreadableFileException>());

    [Test]
    public void Another_answer_than_the_told_one_is_a_difference()
    {
        Story story = Story.Read(Story.Names.First());
        using StoryOffice office = new(story);
        office.Open(story.Steps[0]);

        Assert.That(office.Perform(StoryAct.Read(Yaml("{ run: 2026, by: operator, answer: STATE }"))).Single(),
            Does.Contain("answered done, not STATE"));
        Assert.That(office.Perform(StoryAct.Read(Yaml("{ run: 2026, by: operator, says: run 2026-9 }"))).Single(),
            Does.Contain("run 2026-2"));
    }

    [TestCase("UPDATE payments SET state = 'paid' WHERE state = 'cancelled'", "payments that count")]
    [TestCase("UPDATE payments SET amount_fen = amount_fen + 1 WHERE id = (SELECT MIN(id) FROM payments)", "payments that count")]
    [TestCase("UPDATE batches SET county_fen = county_fen + 1", "its levels")]
    [TestCase("UPDATE transfers SET fen = fen + 1 WHERE event = 'paid'", "on the wrong side")]
    [TestCase("UPDATE payments SET replaces = 'x'", "replaced twice")]
    public void What_holds_after_every_story_is_watched(string sql, string told)
    {
        Story story = Story.Read(Story.Names.First(name => name.StartsWith("02-", StringComparison.Ordinal)));
        using StoryOffice office = new(story);
        foreach (StoryStep step in story.Steps)
        {
            office.Open(step);
            Assert.That(step.Acts.SelectMany(office.Perform), Is.Empty);
        }

        using (TestDatabase database = office.Rows())
            database.Tamper(sql);

        Assert.That(StoryProof.Breaks(office), Has.Some.Contains(told));
    }

    private static YamlMappingNode Yaml(string text)
    {
        YamlStream yaml = [];
        yaml.Load(new StringReader(text));
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }
}
