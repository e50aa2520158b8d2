using System.Reflection;
using System.Text.RegularExpressions;
using Disbursement.Domain.Policies;
using Disbursement.Jobs.Review.Words;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Review.Tests;

/// <summary>Every text is there in both languages, and stands in one place.</summary>
[TestFixture]
internal sealed partial class WordTests
{
    private static IEnumerable<(string Key, Word Word)> Words => typeof(Text).GetProperties(BindingFlags.Public | BindingFlags.Static)
        .Where(property => property.PropertyType == typeof(Word)).Select(property => (property.Name, (Word)property.GetValue(null)!))
        .Concat(Text.Mud.Select(word => (word.Key, word.Value)))
        .Concat(Jobs.Policies.ReadDefinitions.Shipped.Select(
            definition => (definition.Scheme.Code, new Word(definition.Chinese, definition.English))));

    [Test]
    public void The_words_are_found() => Assert.That(Words.Count(), Is.GreaterThan(400));

    [Test]
    public void No_text_is_missing_in_either_language() =>
        Assert.That(Words.Where(word => string.IsNullOrWhiteSpace(word.Word.Chinese)
            || string.IsNullOrWhiteSpace(word.Word.English)).Select(word => word.Key), Is.Empty);

    [Test]
    public void Chinese_is_Chinese_and_English_is_English() =>
        Assert.That(Words.Where(word => word.Key != nameof(Text.OtherLanguage)
            && (!Chinese().IsMatch(word.Word.Chinese) || Chinese().IsMatch(word.Word.English))).Select(word => word.Key), Is.Empty);

    [Test]
    public void Both_languages_are_filled_in_with_the_same_values() =>
        Assert.That(
            Words.Where(word => !Places(word.Word.Chinese).SetEquals(Places(word.Word.English))).Select(word => word.Key), Is.Empty);

    [Test]
    public void Every_code_of_a_rejected_row_and_of_quarantine_has_its_words()
    {
        string[] codes = [.. Enum.GetValues<Jobs.Intake.ProblemCode>().Select(Jobs.Intake.RosterProblem.TextOf),
            .. Regex.Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "operations.md")), @"^\| (Q-[A-Z-]+) \|",
                RegexOptions.Multiline).Select(row => row.Groups[1].Value)];

        Assert.That(codes, Is.EquivalentTo(CodeWords.Codes));
        Assert.That(CodeWords.Codes.Select(CodeWords.Of).SelectMany(words => new[] { words.Title, words.Help })
            .Where(word => !Chinese().IsMatch(word.Chinese) || word.English.Length == 0 || Chinese().IsMatch(word.English)), Is.Empty);
    }

    [Test]
    public void Every_act_and_every_event_of_the_ledger_has_its_words()
    {
        string[] events = [.. Directory.GetFiles(Path.Combine(Repository.Root, "src", "Disbursement.Domain", "Ledger", "Bookings"), "*.cs")
            .SelectMany(file => Event().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value).Distinct()];
        Language chinese = new(IsChinese: true);

        Assert.That(events, Has.Length.GreaterThan(8).And.EquivalentTo(Language.LedgerEvents));
        Assert.That(Jobs.Acts.ActPowers.Acts.Append(Jobs.Acts.RecordPlaces.Name).Where(act => !Chinese().IsMatch(chinese.Act(act))),
            Is.Empty);
    }

    [Test]
    public void No_page_has_a_text_of_its_own()
    {
        string[] own = [.. Directory.GetFiles(
            Path.Combine(Repository.Root, "src", "Disbursement.Jobs", "Review"), "*.razor", SearchOption.AllDirectories)
            .SelectMany(file => File.ReadAllLines(file).Select((line, i) => (line, place: $"{Path.GetFileName(file)}:{i + 1}")))
            .Where(line => Chinese().IsMatch(Separators().Replace(line.line, "")) || Sentence().IsMatch(Markup().Replace(line.line, "")))
            .Select(line => $"{line.place}: {line.line.Trim()}")];

        Assert.That(own, Is.Empty, string.Join('\n', own));
    }

    [Test]
    public void Every_text_is_used()
    {
        string source = string.Concat(Directory.GetFiles(Path.Combine(Repository.Root, "src", "Disbursement.Jobs", "Review"), "*.*",
            SearchOption.AllDirectories).Select(File.ReadAllText));

        Assert.That(typeof(Text).GetProperties(BindingFlags.Public | BindingFlags.Static).Select(property => property.Name)
            .Where(name => !Regex.IsMatch(source, $@"\bText\.{name}\b")), Is.Empty);
    }

    [TestCase(0, "¥0.00")]
    [TestCase(5, "¥0.05")]
    [TestCase(123_400, "¥1,234.00")]
    [TestCase(-117_000, "-¥1,170.00")]
    [TestCase(long.MaxValue, "¥92,233,720,368,547,758.07")]
    public void Money_is_read_as_in_China(long fen, string text) => Assert.That(Language.Money(fen), Is.EqualTo(text));

    [Test]
    public void Times_are_those_of_China() =>
        Assert.That(Language.Time(new DateTimeOffset(2026, 6, 1, 0, 0, 59, TimeSpan.Zero)), Is.EqualTo("2026-06-01 08:00"));

    private static HashSet<string> Places(string text) => [.. Place().Matches(text).Select(match => match.Value)];

    [GeneratedRegex(@"[\u4e00-\u9fff]")]
    private static partial Regex Chinese();

    [GeneratedRegex(@"new\(""([a-z]+)"",")]
    private static partial Regex Event();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();

    /// <summary>Separators of lists, which a page chooses by language.</summary>
    [GeneratedRegex("\"[、，；]\"|[、，]")]
    private static partial Regex Separators();

    /// <summary>Two words of English between tags.</summary>
    [GeneratedRegex(@"(?<!=)>\s*[A-Z][a-z]+ [a-z]+")]
    private static partial Regex Sentence();

    [GeneratedRegex("@[^<>]*|//.*")]
    private static partial Regex Markup();
}
