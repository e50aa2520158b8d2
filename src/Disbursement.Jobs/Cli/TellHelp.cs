using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Disbursement.Jobs.Cli.Screens;
using Disbursement.Jobs.Cli.Words;
using Disbursement.Jobs.Questions.Audits;
using Disbursement.Jobs.Runs;
using Spectre.Console;

namespace Disbursement.Jobs.Cli;

/// <summary><c>--help</c>: the verbs by who uses them, each with an example; or one verb with its options. In both languages.</summary>
internal sealed class TellHelp : SynchronousCommandLineAction
{
    /// <summary>A reader's eye loses its line beyond this.</summary>
    private const int Widest = 110;

    private const string Program = "disburse";

    public override bool ClearsParseErrors => true;

    /// <summary>What the verbs of an audit question say stands with the question.</summary>
    public static VerbWords? WordsOf(string path) => VerbWords.All.TryGetValue(path, out VerbWords? words)
        ? words
        : AskAudit.Questions.FirstOrDefault(question => $"report {question.Name}" == path) is { } asked
        ? new VerbWords(UsedBy.Auditor, asked.Title.Chinese, $"{path} --year 2026")
        : null;

    /// <summary>A verb as it is given: <c>batch approve</c>; nothing for the program itself.</summary>
    public static string PathOf(Command command) => string.Join(' ', command.Parents.OfType<Command>().FirstOrDefault() is { } parent
        ? [.. new[] { PathOf(parent), command.Name }.Where(name => name.Length > 0)]
        : Array.Empty<string>());

    /// <summary>The language, also of whoever names a configuration that cannot be read.</summary>
    public static bool IsChinese(ParseResult parsed)
    {
        try
        {
            return Settings.IsChinese(parsed);
        }
        catch (Exception exception) when (exception is RunRefusal or InvalidOperationException)
        {
            return Texts.IsChinese(parsed.GetResult(CommonOptions.Language)?.Tokens is [{ Value: "zh" or "en" } only] ? only.Value : null);
        }
    }

    public override int Invoke(ParseResult parseResult)
    {
        Page page = new(Math.Min(Screen.Width, Widest), IsChinese(parseResult));
        if (parseResult.CommandResult.Command is RootCommand root)
            page.WriteAll(root);
        else
            page.WriteOne(parseResult.CommandResult.Command);
        return ExitCode.Done;
    }

    private sealed class Page(int width, bool isChinese)
    {
        private string Say(string chinese, string english) => isChinese ? chinese : english;

        public void WriteAll(RootCommand root)
        {
            Write("", Say("disburse：根据家庭花名册发放计划生育家庭待遇", root.Description!));
            Heading(Say("用法", "Usage"));
            Write("  ", Say($"{Program} 命令 [选项]      {Program} 命令 --help", $"{Program} VERB [options]      {Program} VERB --help"));
            Command[] verbs = [.. root.Subcommands.Where(command => !command.Hidden)];
            int name = verbs.Max(verb => verb.Name.Length);
            foreach (IGrouping<UsedBy, Command> group in verbs.GroupBy(verb => WordsOf(verb.Name)!.By).OrderBy(group => group.Key))
            {
                Heading(Named(group.Key));
                foreach (Command verb in group)
                    Verb(verb, name);
            }

            Heading(Say("每个命令都有的选项", "Options of every verb"));
            Options(root.Options);
        }

        public void WriteOne(Command command)
        {
            string path = PathOf(command);
            Write("", $"{Program} {path}{Say("：", ": ")}{Description(command)}");
            Heading(Say("用法", "Usage"));
            Write("  ", $"{Program} {path}{(command.Subcommands.Count > 0 ? Say(" 命令", " VERB") : "")}"
                + $"{string.Concat(command.Arguments.Select(Place))} {Say("[选项]", "[options]")}");
            if (command.Subcommands.Count > 0)
            {
                Heading(Say("命令", "Verbs"));
                int name = command.Subcommands.Max(verb => verb.Name.Length);
                foreach (Command verb in command.Subcommands)
                    Verb(verb, name);
            }

            if (command.Arguments.Count > 0)
            {
                Heading(Say("参数", "Arguments"));
                int name = command.Arguments.Max(argument => argument.Name.Length);
                foreach (Argument argument in command.Arguments)
                    Row(argument.Name, Description(argument), name);
            }

            if (command.Options.Any(option => !option.Hidden))
            {
                Heading(Say("选项", "Options"));
                Options(command.Options);
            }

            if (command.Subcommands.Count == 0 && WordsOf(path) is { } words)
            {
                Heading(Say("示例", "Example"));
                Write("  ", $"{Program} {words.Example}");
            }

            Heading(Say("每个命令都有的选项", "Options of every verb"));
            Options(command.Parents.SelectMany(Above).SelectMany(parent => parent.Options).Where(option => option.Recursive));
        }

        private static IEnumerable<Command> Above(Symbol symbol) =>
            symbol is Command command ? [command, .. command.Parents.SelectMany(Above)] : [];

        private void Verb(Command verb, int name)
        {
            Row(verb.Name, Description(verb), name);
            if (verb.Subcommands.Count > 0)
                Row("", string.Join(Say("、", ", "), verb.Subcommands.Select(one => one.Name)), name);
            if (WordsOf(PathOf(verb)) is { } words)
                Row("", $"$ {Program} {words.Example}", name);
        }

        private void Options(IEnumerable<Option> options)
        {
            (string Name, string Text)[] rows =
                [.. options.Where(option => !option.Hidden).Select(option => (Named(option), Text(option)))];
            int name = Math.Min(rows.Max(row => row.Name.Length), width / 3);
            foreach ((string own, string text) in rows)
                Row(own, text, name);
        }

        private string Text(Option option) => string.Concat(
            Description(option), option.Required ? Say("（必填）", " (required)") : "",
            option is { HasDefaultValue: true, Required: false } && option.ValueType != typeof(bool)
                && Default(option) is { Length: > 0 } value
                ? Say($" [默认：{value}]", $" [default: {value}]")
                : "");

        private static string? Default(Option option) => option.GetDefaultValue() is { } value and not Array
            ? Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)
            : null;

        private static string Named(Option option)
        {
            if (option is HelpOption)
                return "-h, --help";
            if (option.ValueType == typeof(bool) || option is VersionOption)
                return option.Name;

            string[] values = [.. option.GetCompletions(CompletionContext.Empty).Select(value => value.Label)];
            return $"{option.Name} {(values.Length > 0 ? string.Join('|', values) : option.Name.TrimStart('-').ToUpperInvariant())}";
        }

        private static string Place(Argument argument)
        {
            string name = argument.Arity.MaximumNumberOfValues > 1 ? $"{argument.Name} …" : argument.Name;
            return argument.Arity.MinimumNumberOfValues == 0 ? $" [{name}]" : $" {name}";
        }

        private string Description(Command command) =>
            isChinese && WordsOf(PathOf(command)) is { } words ? words.Chinese : command.Description ?? "";

        private string Description(Symbol symbol) =>
            isChinese && OptionWords.Chinese.TryGetValue(symbol.Description ?? "", out string? chinese)
                ? chinese
                : symbol.Description ?? "";

        private string Named(UsedBy group) => group switch
        {
            UsedBy.Operator => Say("经办人员", "Operators"),
            UsedBy.Reviewer => Say("审核人员", "Reviewers"),
            UsedBy.Auditor => Say("审计人员", "Auditors"),
            UsedBy.Administrator => Say("管理员", "Administrators"),
            _ => Say("机器与服务", "Machines and services"),
        };

        private static void Heading(string text)
        {
            Console.Out.WriteLine();
            Console.Out.WriteLine(text);
        }

        private void Row(string name, string text, int nameWidth)
        {
            string indent = new(' ', 2 + nameWidth + 2);
            bool isFirst = name.Length <= nameWidth;
            if (!isFirst)
                Console.Out.WriteLine($"  {name}");
            foreach (string line in WrapText.Run(text, width - indent.Length))
            {
                Console.Out.WriteLine(isFirst ? $"  {name.PadRight(nameWidth)}  {line}" : $"{indent}{line}");
                isFirst = false;
                name = "";
            }
        }

        private void Write(string indent, string text)
        {
            foreach (string line in WrapText.Run(text, width - indent.GetCellWidth()))
                Console.Out.WriteLine($"{indent}{line}");
        }
    }
}
