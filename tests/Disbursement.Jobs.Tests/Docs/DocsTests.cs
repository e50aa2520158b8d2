using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using Disbursement.Jobs.Cli;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Questions.Audits;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Docs;

/// <summary>The pages show commands that the program takes, and explain every code that it gives.</summary>
[TestFixture]
internal sealed partial class DocsTests
{
    private static readonly string Operations = Read("docs/operations.md");

    [TestCase("README.md", 12)]
    [TestCase("docs/operations.md", 40)]
    [TestCase("docs/walkthrough.md", 8)]
    [TestCase("docs/audit-questions.md", 14)]
    [TestCase("inputs/README.md", 2)]
    [TestCase("deploy/README.md", 4)]
    public void Shows_no_command_that_the_program_does_not_take(string page, int fewest)
    {
        string[] commands = [.. Commands(Read(page))];
        RootCommand root = CommandLine.Root();

        string[] wrong = [.. commands.Where(command => root.Parse([.. CommandLineParser.SplitCommandLine(command)]).Errors.Count > 0)];

        Assert.That(wrong, Is.Empty);
        Assert.That(commands, Has.Length.AtLeast(fewest), "commands are found at all");
    }

    [TestCase("docs/operations.md")]
    [TestCase("docs/add-a-scheme.md")]
    public void Shows_the_hash_of_the_pack_that_is_shipped(string page)
    {
        string sha256 = FileHash.Of(Path.Combine(Repository.Root, "inputs/policy/xuzhou.yaml"));
        string[] shown = [.. HashOfPack().Matches(Read(page)).Select(match => match.Groups[1].Value)];

        Assert.That(shown, Is.Not.Empty.And.All.Matches<string>(hash => sha256.StartsWith(hash!, StringComparison.Ordinal)), sha256);
    }

    [Test]
    public void Explains_every_code_that_the_program_gives_and_no_other()
    {
        string[] given = [.. Sources().SelectMany(CodesOf).Distinct().Order(StringComparer.Ordinal)];
        string[] explained = [.. ExplainedCode().Matches(Operations).Select(row => row.Groups[1].Value)];

        Assert.That(given,
            Has.Member("MAKER-IS-CHECKER").And.Member("NO-SUCH").And.Member("UNREADABLE").And.Member("Q-AMOUNT").And.Member("F-LENGTH"),
            "codes are found at all");
        Assert.That(explained, Is.EquivalentTo(given));
    }

    [Test]
    public void Names_every_state_and_step_of_a_batch_and_a_payment()
    {
        string[] missing =
        [
            .. from states in new[] { Domain.Words.StoredWords.All<Domain.Batches.BatchState>(),
                Domain.Words.StoredWords.All<Domain.Batches.PaymentState>() }
               from state in states
               where !Operations.Contains($"| {state} |", StringComparison.Ordinal)
               select state,
        ];

        Assert.That(missing, Is.Empty);
    }

    [Test]
    public void Answers_every_question_of_the_audit_office_under_its_name_and_says_what_it_cannot_see()
    {
        string page = Read("docs/audit-questions.md");
        string[] questions = [.. AskAudit.Questions.Select(question => question.Name)];
        string[] sections = [.. QuestionSection().Matches(page).Select(section => section.Groups["name"].Value)];

        Assert.That(sections, Is.EquivalentTo(questions).And.Length.EqualTo(13));
        Assert.That(QuestionSection().Matches(page)
            .Where(section => !section.Groups["text"].Value.Contains("\nCannot see: ", StringComparison.Ordinal)
                || !section.Groups["text"].Value.Contains($"`disburse report {section.Groups["name"].Value} --year ",
                    StringComparison.Ordinal)).Select(section => section.Groups["name"].Value), Is.Empty);
        Assert.That(questions.Where(name => !page.Contains($"| [`{name}`](#{name}) |", StringComparison.Ordinal)), Is.Empty);
        Assert.That(CommandLine.Root().Subcommands.Single(command => command.Name == "report").Subcommands.Select(command => command.Name),
            Is.SupersetOf(questions));
    }

    /// <summary>
    /// What stands after <c>disburse</c> or <c>dotnet run … --</c>: in a code span, or on an indented line up to a pipe, a redirection or a
    /// comment.
    /// </summary>
    private static IEnumerable<string> Commands(string page) =>
        from block in CommandInBlock().Matches(page).Concat(CommandInSpan().Matches(page))
        select Regex.Replace(block.Groups["arguments"].Value, @"\s+", " ").Trim();

    /// <summary>Codes of refused acts, of lines in quarantine and of formats.</summary>
    private static IEnumerable<string> CodesOf(string source)
    {
        IEnumerable<Match> refusals = source.Contains(nameof(Domain.Officers.ActRefusal), StringComparison.Ordinal)
            ? RefusalCode().Matches(source).Concat(CodeBesideChinese().Matches(source))
            : [];
        return refusals.Concat(LineOrFormatCode().Matches(source)).Select(code => code.Groups[1].Value);
    }

    private static IEnumerable<string> Sources() =>
        Directory.GetFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(folder => folder is "bin" or "obj")).Select(File.ReadAllText);

    private static string Read(string page) => File.ReadAllText(Path.Combine(Repository.Root, page)).ReplaceLineEndings("\n");

    [GeneratedRegex("xuzhou: sound, 149 parameters, .*SHA-256 ([0-9a-f]+)")]
    private static partial Regex HashOfPack();

    [GeneratedRegex(@"^ {4,}(?:\$ )?(?:[^`\n]*\| )?(?:disburse|dotnet run --project src/Disbursement\.Jobs --) (?<arguments>[^|>#\n]+)",
        RegexOptions.Multiline)]
    private static partial Regex CommandInBlock();

    [GeneratedRegex(@"`(?:disburse|dotnet run --project src/Disbursement\.Jobs --) (?<arguments>[^`|>]+)`")]
    private static partial Regex CommandInSpan();

    [GeneratedRegex(@"^## (?<name>[a-z][a-z-]+)\n(?<text>.*?)(?=^## |\z)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex QuestionSection();

    [GeneratedRegex(@"^\| ([A-Z][A-Z0-9-]+) \|", RegexOptions.Multiline)]
    private static partial Regex ExplainedCode();

    [GeneratedRegex("(?:ActRefusal\\(\\s*|const string \\w+ = )\"([A-Z][A-Z0-9-]+)\"")]
    private static partial Regex RefusalCode();

    [GeneratedRegex("new\\(\\s*\"([A-Z][A-Z0-9-]+)\",\\s*\\$?\"[^\"]*[\u3000-\u9FFF\uFF00-\uFFEF]")]
    private static partial Regex CodeBesideChinese();

    [GeneratedRegex("\"([FQ](?:-[A-Z]+)+)\"")]
    private static partial Regex LineOrFormatCode();
}
