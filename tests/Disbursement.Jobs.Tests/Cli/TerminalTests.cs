using System.Text.RegularExpressions;
using Disbursement.Jobs.Tests.Privacy;
using Disbursement.Jobs.Tests.Rosters;
using Disbursement.Jobs.Tests.Tools;

namespace Disbursement.Jobs.Tests.Cli;

/// <summary>The program on a real terminal, and under a shell that completes its words.</summary>
[TestFixture]
internal sealed partial class TerminalTests
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "disburse");

    private TestInputs _inputs = null!;

    [SetUp]
    public void MakeInputs() => _inputs = new TestInputs();

    [TearDown]
    public void RemoveInputs() => _inputs.Dispose();

    [Test]
    public void A_terminal_shows_a_bar_for_each_stage_with_the_log_above_and_gets_its_cursor_back()
    {
        string screen = OnTerminal("TERM=xterm-256color", "run --year 2026 --lang en");
        string plain = Control().Replace(screen, "");

        // A stage that is over between two looks at it is not drawn.
        Assert.That(plain, Does.Match(@"(Reading|Gathering|Assessing|Paying) +[━─]+ +\d+% +[\d,]+ (rows|households|payments)"));
        Assert.That(plain.Split('\n', '\r').Where(line => line.Contains(" INF ", StringComparison.Ordinal)),
            Is.Not.Empty.And.All.Match(@"^\s*\d\d:\d\d:\d\d INF "), "no line of the log shares its line with the progress");
        Assert.That(screen.LastIndexOf("\u001b[?25h", StringComparison.Ordinal),
            Is.GreaterThan(screen.LastIndexOf("\u001b[?25l", StringComparison.Ordinal)).And.GreaterThan(0));
    }

    [TestCase("TERM=dumb", false)]
    [TestCase("TERM=xterm-256color NO_COLOR=1", true)]
    public void A_dumb_terminal_is_not_drawn_on_and_one_without_colours_not_coloured(string environment, bool isDrawn)
    {
        string screen = OnTerminal(environment, "run --year 2026 --lang zh --dry-run");

        Assert.That(screen.Contains('━', StringComparison.Ordinal), Is.EqualTo(isDrawn));
        Assert.That(Colour().IsMatch(screen), Is.False);
    }

    [Test]
    public void Bash_completes_verbs_options_and_the_numbers_of_batches()
    {
        _inputs.Roster("a.csv", A.Household(1)).Run();
        string script = $$"""
            cd '{{_inputs.Root}}'; PATH='{{AppContext.BaseDirectory}}':$PATH
            eval "$(disburse completion bash)"
            ask() {
                COMP_LINE="$1"; COMP_POINT=${#1}; read -ra COMP_WORDS <<< "$1"
                [[ "$1" == *' ' ]] && COMP_WORDS+=("")
                COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMPREPLY=(); _disburse; echo "${COMPREPLY[*]}"
            }
            ask 'disburse batc'
            ask 'disburse batch approve --sh'
            ask 'disburse batch show 2026'
            """;

        ToolAnswer answer = RequiredTool.Run("bash", ["-c", script]);

        Assert.That(answer.Output.Split('\n').Select(line => line.TrimEnd()), Is.EqualTo(
            ["batch batches", "--sha256", "2026-1-320302-ocr", ""]), answer.Errors);
    }

    [Test]
    public void Zsh_takes_the_script()
    {
        ToolAnswer script = RequiredTool.Run(Program, ["completion", "zsh"]);

        ToolAnswer answer = RequiredTool.Run("zsh",
            ["-fc", $"autoload -Uz compinit; compinit -u -D; eval \"$1\"; print -r -- $_comps[disburse]", "zsh", script.Output]);

        Assert.That(answer.Said.Trim(), Is.EqualTo("_disburse"));
    }

    [TestCase("--help", "> /dev/full")]
    [TestCase("acts --lang en", ">&-")]
    [TestCase("acts --lang en --json", "> /dev/full")]
    public void An_output_that_is_full_or_closed_is_told_apart_from_the_data_folder(string verb, string output)
    {
        DisburseProgram program = new(_inputs.Root);
        Assert.That(program.Run("users", "add", "admin", "--role", "administrator", "--password-stdin").Exit, Is.Zero);

        ToolAnswer answer = RequiredTool.Run("bash",
            ["-c", $"cd '{_inputs.Root}' && LC_ALL=C.UTF-8 '{Program}' {verb} {output}; echo $? >&2"]);

        Assert.That(answer.Errors, Does.Contain("standard output is full or closed").And.EndsWith("\n4\n").And.Not.Contain("Unhandled"));
    }

    [Test]
    public void An_act_whose_answer_cannot_be_written_is_done_and_the_sentence_does_not_deny_it()
    {
        DisburseProgram program = new(_inputs.Root);

        ToolAnswer answer = RequiredTool.Run("bash", ["-c", $"cd '{_inputs.Root}' && echo {DisburseProgram.Password} | '{Program}' "
            + $"users add admin --role administrator --password-stdin --lang en > /dev/full; echo $? >&2"]);

        Assert.That(answer.Errors, Does.Contain("What was done before stays done").And.EndsWith("\n4\n"));
        Assert.That(program.Run("users", "list").Said, Does.Contain("admin"));
    }

    /// <summary>What a terminal of 80 columns receives.</summary>
    private string OnTerminal(string environment, string verb)
    {
        _inputs.WithSample(2000);
        return RequiredTool.Run("script", ["-qec",
            $"cd '{_inputs.Root}' && stty cols 80 rows 24 && env {environment} '{Program}' {verb}", "/dev/null"]).Output;
    }

    [GeneratedRegex("\u001b\\[[0-9;?]*[A-Za-z]")]
    private static partial Regex Control();

    [GeneratedRegex("\u001b\\[[0-9;]*[1-9][0-9;]*m")]
    private static partial Regex Colour();
}
