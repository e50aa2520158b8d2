using System.Text;
using Disbursement.Domain.Policies;
using Disbursement.Jobs.Policies;
using Disbursement.Jobs.Tests;

namespace Disbursement.Domain.Tests.Policies;

/// <summary>The shipped definitions, and what is refused in one that somebody wrote.</summary>
internal sealed class ReadDefinitionsTests
{
    private static readonly string Folder = RepositoryFile.At("inputs/policy/schemes");

    [Test]
    public void The_ten_that_are_shipped_are_sound_and_stand_in_their_order() =>
        Assert.That(ReadDefinitions.Shipped.Select(definition => (definition.Scheme.Code, definition.Order)), Is.EqualTo(
            [("ocr", 1), ("rls", 2), ("era", 3), ("sab", 4), ("sad", 5), ("sac", 6), ("shc", 7), ("shp", 8), ("shm", 9), ("shg", 10)]));

    [TestCase("ocr", "kind: firstChildAlive", "kind: firstChildLives", "ocr.yaml:42: conditions[4].kind: 'firstChildLives' is none of")]
    [TestCase("ocr", "fact: reward_payer", "fact: reward_giver", "is no fact that has one of some words")]
    [TestCase("ocr", "words: [finance]", "words: [treasury]", "'treasury' is none of the words of reward_payer: finance, employer")]
    [TestCase("ocr", "before: childBornBefore", "before: childBorn", "'childBorn' is no parameter of this definition")]
    [TestCase("ocr", "before: childBornBefore", "before: childAgeLimit", "is of another type than this needs")]
    [TestCase("ocr", "    stop: stopOnSecondChild\n", "", "conditions[1].stop: is missing")]
    [TestCase("ocr", "    kind: firstChildAlive", "    kind: firstChildAlive\n    until: rate", "conditions[4].until: unknown key")]
    [TestCase("ocr", "code: OCR-AGE", "code: OCR-REVOKED", "the code OCR-REVOKED stands twice")]
    [TestCase("ocr", "code: OCR-AGE", "code: ocr age", "is not 3 to 32 capital letters")]
    [TestCase("ocr", "en: Reward for parents of an only child }", "}", "title.en: is missing")]
    [TestCase(
        "ocr", "  rate: { type: rate }", "  rate: { type: rate }\n  age: { type: whole, from: 0, to: 9 }", "age is used by no condition")]
    [TestCase("ocr", "type: date }", "type: day }", "'day' is not one of whole, date")]
    [TestCase("ocr", "order: 1", "order: 2", "order: 2 is that of")]
    [TestCase("ocr", "scheme: ocr", "scheme: rls", "rls is that of")]
    [TestCase("ocr", "scheme: ocr", "scheme: OCR", "'OCR' is not 2 to 8 lower-case letters")]
    [TestCase("sab", "kind: appliedMonth", "kind: monthsOf\n    schemes: [shc]\n    as: care", "sab depends on itself")]
    [TestCase("rls", "qualifyingDate: retired_on", "qualifyingDate: pension_raise", "neither a fact that is a date nor lastChildDeath")]
    [TestCase("shg", "  qualifyingDate: lastChildDeath", "  qualifyingDate: retired_on", "must be childAgeAtDeath")]
    [TestCase("shg", "  words: [widowed]\n", "", "stands with words, or neither does")]
    [TestCase("sac", "by: complication_grade", "by: applied_on", "is no fact that has one of some words")]
    [TestCase("ocr", "code: OCR-AGE", "code: DUP-CLAIMANT", "DUP-CLAIMANT is a code that every scheme has by itself")]
    [TestCase("ocr", "code: OCR-AGE", "code: DECEASED", "DECEASED is a code that every scheme has by itself")]
    [TestCase("shc", "schemes: [sab, sad]\n    as", "schemes: [zzz, sad]\n    as", "shc.yaml:17: schemes: zzz is no scheme of the pack")]
    [TestCase("ocr", "zh: 独生子女父母奖励金,", "zh: \"独生\\u202e子女\",", "ocr.yaml:4: title.zh: holds the character U+202E")]
    [TestCase("ocr", "zh: 光荣证未收回", "zh: \"\\e[31m\" #", "conditions[5].zh: holds the character U+001B")]
    public void A_mistake_is_refused_with_its_file_its_line_and_its_key(string file, string from, string to, string problem)
    {
        DefinitionsReading read = Read(file, from, to);

        Assert.That(read.Defects.Select(defect => defect.ToString()), Has.Some.Contains(problem));
        Assert.That(read.Defects[0].File, Does.EndWith(".yaml"));
        InBothLanguages.Check(read.Defects.Select(defect => defect.Told));
    }

    [Test]
    public void A_scheme_that_follows_one_which_is_not_there_is_refused()
    {
        DefinitionsReading read = ReadDefinitions.Run(Files().Where(file => file.File != "sad.yaml"));

        Assert.That(read.Defects.Select(defect => $"{defect.File} {defect.Problem.English}"),
            Has.Some.EqualTo("shc.yaml sad is no scheme of the pack"));
    }

    /// <summary>Such a column was read as the roster's own, or never: nobody was paid, or a household in order was rejected.</summary>
    [TestCase("applied_on", "育儿申请", "facts[0].name: a roster with 'applied_on' means applied_on 申报日期 by it")]
    [TestCase("source_file", "育儿申请", "facts[0].name: 'source_file' is a column of rejected rows")]
    [TestCase("childcare_on", "申报日期", "facts[0].zh: a roster with '申报日期' means applied_on 申报日期 by it")]
    [TestCase("childcare_on", "户号", "facts[0].zh: a roster with '户号' means household_no 户编号 by it")]
    public void A_further_column_that_is_called_like_one_of_every_roster_is_refused(string name, string chinese, string problem)
    {
        string text = File.ReadAllText(RepositoryFile.At("inputs/policy/examples/childcare/schemes/chc.yaml"))
            .Replace("childcare_applied_on", name, StringComparison.Ordinal).Replace("育儿补贴申请日期", chinese, StringComparison.Ordinal);
        DefinitionsReading read = ReadDefinitions.Run([.. Files(), ("chc.yaml", Encoding.UTF8.GetBytes(text))]);

        Assert.That(read.Defects.Select(defect => defect.ToString()), Has.Some.StartsWith($"chc.yaml:9: {problem}"));
        InBothLanguages.Check(read.Defects.Select(defect => defect.Told));
    }

    [Test]
    public void A_file_that_is_no_yaml_is_refused_with_its_name() =>
        Assert.That(ReadDefinitions.Run([("x.yaml", "a: [1"u8.ToArray())]).Defects.Single().File, Is.EqualTo("x.yaml"));

    private static DefinitionsReading Read(string file, string from, string to) => ReadDefinitions.Run(Files().Select(one =>
    {
        if (one.File != $"{file}.yaml")
            return one;

        string text = Encoding.UTF8.GetString(one.Bytes);
        Assert.That(text, Does.Contain(from), "the edit must find its place");
        int at = text.IndexOf(from, StringComparison.Ordinal);
        return (one.File, Encoding.UTF8.GetBytes(text[..at] + to + text[(at + from.Length)..]));
    }));

    private static IEnumerable<(string File, byte[] Bytes)> Files() =>
        Directory.GetFiles(Folder).Order(StringComparer.Ordinal).Select(path => (Path.GetFileName(path), File.ReadAllBytes(path)));
}
