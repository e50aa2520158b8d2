using System.CommandLine;
using Disbursement.Jobs.Cli;
using Disbursement.Jobs.Cli.Words;
using Disbursement.Jobs.Tests.Tools;
using Spectre.Console;

namespace Disbursement.Jobs.Tests.Cli;

/// <summary>What the program says of itself, in both languages.</summary>
public sealed class HelpTests
{
    private static readonly RootCommand Root = CommandLine.Root();

    private static IEnumerable<Command> Verbs => Root.Subcommands.SelectMany(verb => verb.Subcommands.Prepend(verb));

    [Test]
    public void Every_verb_has_a_user_Chinese_words_and_an_example_that_the_program_takes()
    {
        (string Path, VerbWords? Words)[] verbs =
            [.. Verbs.Select(verb => (TellHelp.PathOf(verb), TellHelp.WordsOf(TellHelp.PathOf(verb))))];

        Assert.That(verbs.Where(verb => verb.Words is null).Select(verb => verb.Path), Is.Empty);
        Assert.That(verbs.Where(verb => Root.Parse(verb.Words!.Example, CommandLine.AsTyped) is var parsed && (parsed.Errors.Count > 0
            || !verb.Words.Example.StartsWith(verb.Path, StringComparison.Ordinal))).Select(verb => verb.Words!.Example), Is.Empty);
        Assert.That(verbs.Where(verb => !verb.Words!.Chinese.Any(one => one > '\u2E7F')).Select(verb => verb.Path), Is.Empty);
        Assert.That(VerbWords.All.Keys.Except(verbs.Select(verb => verb.Path)), Is.Empty, "no words of a verb that is no more");
    }

    [Test]
    public void Every_option_and_argument_has_Chinese_words_and_no_words_are_left_over()
    {
        string[] told = [.. Verbs.Prepend(Root).SelectMany(verb => verb.Options.Where(option => !option.Hidden).Cast<Symbol>()
            .Concat(verb.Arguments)).Select(symbol => symbol.Description ?? "").Distinct()];

        Assert.That(told.Except(OptionWords.Chinese.Keys), Is.Empty);
        Assert.That(OptionWords.Chinese.Keys.Except(told), Is.Empty);
    }

    [TestCase("en", "Operators", "Reviewers", "Auditors", "Administrators", "Machines and services")]
    [TestCase("zh", "经办人员", "审核人员", "审计人员", "管理员", "机器与服务")]
    public async Task Help_names_every_verb_once_under_whoever_uses_it(string language, params string[] groups)
    {
        (int exit, string output, _) = await Disburse.Run("--help", "--lang", language);
        string[] lines = output.ReplaceLineEndings("\n").Split('\n');

        Assert.That(exit, Is.Zero);
        Assert.That(lines.Where(groups.Contains), Is.EqualTo(groups));
        Assert.That(Root.Subcommands.Select(verb => lines.Count(line => line.StartsWith($"  {verb.Name} ", StringComparison.Ordinal))),
            Is.All.EqualTo(1));
        Assert.That(lines.Max(line => line.GetCellWidth()), Is.LessThanOrEqualTo(110));
    }

    [TestCase("en", "Answers for the bytes of a batch's files", "The officer who acts", "Folder of the log files")]
    [TestCase("zh", "按 SHA-256 批准", "操作的用户", "日志文件夹")]
    public async Task Help_of_a_verb_shows_its_options_and_an_example(string language, params string[] words)
    {
        (int exit, string output, _) = await Disburse.Run("batch", "approve", "--help", "--lang", language);

        Assert.That(exit, Is.Zero);
        Assert.That(words.Where(word => !output.Contains(word, StringComparison.Ordinal)), Is.Empty);
        Assert.That(output, Does.Contain("disburse batch approve --run 2026-1 --all --as yunlong").And.Contain("--password-stdin"));
    }

    [TestCase("en", "Did you mean batches", "disburse --help", "bathes")]
    [TestCase("zh", "您是否要用 batches", "disburse --help", "bathes")]
    [TestCase("en", "Did you mean approve?", "disburse batch --help", "batch", "aprove")]
    [TestCase("en", "Did you mean --year?", "disburse run --help", "run", "--yaer", "2026")]
    [TestCase("zh", "您是否要用 --sha256", "disburse batch approve --help", "batch", "approve", "2026-1-320302-ocr", "--sha265", "00")]
    public async Task A_mistyped_word_is_answered_with_the_nearest_and_the_way_to_the_help(string language, string meant, string help,
        params string[] typed)
    {
        (int exit, _, string errors) = await Disburse.Run([.. typed, "--lang", language]);

        Assert.That(exit, Is.EqualTo(2));
        Assert.That(errors, Does.Contain(meant).And.Contain(help));
    }

    [Test]
    public async Task A_word_that_is_like_none_is_answered_without_a_guess_and_in_Chinese_where_Chinese_is_asked_for()
    {
        (_, _, string english) = await Disburse.Run("frobnicate", "--lang", "en");
        (_, _, string chinese) = await Disburse.Run("run", "--lang", "zh");

        Assert.That(english, Does.Contain("frobnicate").And.Not.Contain("Did you mean"));
        Assert.That(chinese.Split('\n')[0], Does.Match("[\u4e00-\u9fff]").And.Contain("--year"));
    }
}
