using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using System.Globalization;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Cli.Screens;
using Disbursement.Jobs.Cli.Words;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store.Connections;
using Serilog;

namespace Disbursement.Jobs.Cli;

/// <summary>The verbs, and how everything that can go wrong becomes a sentence and an exit code.</summary>
internal static class CommandLine
{
    /// <summary>Every verb with its options.</summary>
    public static RootCommand Root()
    {
        RootCommand root = new("disburse: pays family-planning benefits from household rosters")
        {
            CommonOptions.Data, CommonOptions.Logs, CommonOptions.Language, CommonOptions.Json, Settings.ConfigurationFile,
            OfficerOptions.Totp,
            RunVerb.Command(), BatchesVerb.Command(), BatchVerb.Command(), ReturnsVerb.Command(), ReturnsVerb.Reissue(),
            ReturnsVerb.Corrections(), RosterVerb.Command(),
            ExplainVerb.Command(), DecisionsVerb.Command(), VerifyVerb.Command(), LedgerVerb.Command(), ReportVerb.Command(),
            ForecastVerb.Command(), ActsVerb.Command(),
            PolicyVerb.Command(), SampleVerb.Command(), UsersVerb.Command(), KeysVerb.Command(), DatabaseVerb.Command(),
            ServeVerb.Command(), ScheduleVerb.Command(), NoticesVerb.Command(), PostingVerb.Command(), PostingVerb.Objections(),
            StopVerb.Command(), ReceivableVerb.Command(), BudgetVerb.Command(), ArchiveVerb.Command(), CompletionVerb.Command(),
        };
        VerbWays.AddSignIn(root);
        root.Options.OfType<HelpOption>().Single().Action = new TellHelp();
        return root;
    }

    /// <summary>What begins with '@' is text, such as a reason, and no file to take more words from.</summary>
    public static ParserConfiguration AsTyped { get; } = new() { ResponseFileTokenReplacer = null };

    public static async Task<int> Run(string[] args)
    {
        args = NameBytes.Words(args);
        System.Console.OutputEncoding = System.Text.Encoding.UTF8;
        RootCommand root = Root();
        if (CompletionVerb.IsAsked(args))
            CompletionVerb.Offer(root);
        ParseResult parsed = root.Parse(args, AsTyped);
        if (parsed.Errors.Count > 0 && !CompletionVerb.IsAsked(args))
        {
            TellWrongUsage(parsed, args);
            return ExitCode.Usage;
        }

        // The service has a host that hears signals; and the library would let a verb that is not looking go on, whatever is sent.
        using StopSignals? signals = ServeVerb.IsAsked(parsed) ? null : new StopSignals(() => TellHelp.IsChinese(parsed));
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null }, StopSignals.Asked).ConfigureAwait(false);
        }
        catch (OutputLost)
        {
            await Console.Error.WriteLineAsync(OutputLost.Say(TellHelp.IsChinese(parsed))).ConfigureAwait(false);
            return ExitCode.NotFinished;
        }
    }

    /// <summary>What cannot be understood, what may have been meant, and where it is told how a verb is given.</summary>
    private static void TellWrongUsage(ParseResult parsed, string[] args)
    {
        bool isChinese = TellHelp.IsChinese(parsed);
        string Say(string chinese, string english) => isChinese ? chinese : english;
        Command command = parsed.CommandResult.Command;
        string[] unknown = [.. parsed.UnmatchedTokens];
        IReadOnlyList<ParseError> errors = isChinese ? InChinese(args) : parsed.Errors;
        ParseError[] telling = [.. errors.Where(error => unknown.Any(word => error.Message.Contains(word, StringComparison.Ordinal)))];
        foreach (ParseError error in telling.Length > 0 ? telling : errors)
            Console.Error.WriteLine(Wording.WithoutNumbers(UsageWords.Say(error.Message, isChinese)));
        foreach (string word in unknown)
        {
            if (MeantWord.Of(command, word) is { Count: > 0 } meant)
                Console.Error.WriteLine(Say($"您是否要用 {string.Join(" 或 ", meant)}？", $"Did you mean {string.Join(" or ", meant)}?"));
        }

        string verb = $"disburse {TellHelp.PathOf(command)}".TrimEnd();
        Console.Error.WriteLine(Say($"用法见 {verb} --help --lang zh。", $"{verb} --help shows how it is given."));
    }

    /// <summary>The errors of a command line in the words that its library has for Chinese.</summary>
    private static IReadOnlyList<ParseError> InChinese(string[] args)
    {
        CultureInfo before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = new CultureInfo("zh-Hans");
            return Root().Parse(args, AsTyped).Errors;
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    /// <summary>Runs a verb's body; what it throws is said, not shown as a stack.</summary>
    public static int Guard(ParseResult parsed, Func<bool, int> body)
    {
        bool isChinese = Texts.IsChinese(parsed.GetValue(CommonOptions.Language));
        Logging? logging = null;
        string data = "";
        string? temporary = null;
        try
        {
            isChinese = Settings.IsChinese(parsed);
            if (NoFolder(parsed) is { } missing)
                throw new ActNotDone(missing);

            if (Caller.Now is { } caller)
            {
                // The log, and the folder of temporary files, are the service's own already.
                caller.Enter(parsed, isChinese);
                return body(isChinese);
            }

            if (ThroughSettings.Of(parsed) is { IsOn: true } through && VerbWays.Of(parsed).Way is VerbWay.Through or VerbWay.Refused)
                return new HandOver(through).Run(parsed, isChinese);

            data = Settings.Of(parsed, CommonOptions.Data, "Data");
            temporary = OwnTemporary.Enter(data);
            logging = Logging.Start(Settings.Of(parsed, CommonOptions.Logs, "Logs"), isChinese);
            return body(isChinese);
        }
        catch (AggregateException exception) when (exception.InnerExceptions.Count > 0)
        {
            return Say(exception.Flatten().InnerExceptions[0], MachineFault.Of(exception, data), isChinese);
        }
        catch (Exception exception)
        {
            return Say(exception, MachineFault.Of(exception, data), isChinese);
        }
        finally
        {
            logging?.Dispose();
            OwnTemporary.Leave(temporary);
        }
    }

    /// <summary>Whether the file that a verb is to write has no folder to stand in: nothing is read or recorded then.</summary>
    private static ActRefusal? NoFolder(ParseResult parsed) =>
        Caller.Now is null && VerbWays.Of(parsed) is { WritesFolder: false, Writes: "--out" } way
            ? HandOver.Values(parsed, way.Writes).Select(TargetFolder.Missing).FirstOrDefault(missing => missing is not null)
            : null;

    private static int Say(Exception exception, MachineFault? fault, bool isChinese)
    {
        switch (exception)
        {
            case OutputLost:
                Console.Error.WriteLine(OutputLost.Say(isChinese));
                return ExitCode.NotFinished;
            case RunRefusal { MadeAs: not null } made:
                Console.Out.WriteLine(made.Say(isChinese));
                return ExitCode.Done;
            case RunRefusal refusal:
                foreach (string line in refusal.LinesIn(isChinese))
                    Console.Error.WriteLine(line);
                Console.Error.WriteLine(refusal.Say(isChinese));
                return refusal.IsResumable ? ExitCode.NotFinished : ExitCode.Usage;
            case ActNotDone notDone:
                Console.Error.WriteLine(NextStep.Say(notDone.Refusal, isChinese));
                return OfficerOptions.Code(notDone.Refusal);
            case StoreRefusal refusal:
                Console.Error.WriteLine(refusal.Say(isChinese));
                return refusal.IsResumable ? ExitCode.NotFinished : ExitCode.Usage;
            case Exception when fault is not null:
                Log.Error("Not finished: {Kind}", exception.GetType().Name);
                Console.Error.WriteLine(fault.Say(isChinese));
                return ExitCode.NotFinished;
            case OperationCanceledException:
                Console.Error.WriteLine(
                    isChinese ? "已停止。数据库未受影响；用同一命令重新开始即可。" : "Stopped. Nothing half done stays behind; the same command starts it again.");
                return ExitCode.NotFinished;
            case Exception when exception is IOException or UnauthorizedAccessException or System.Data.Common.DbException
                || Database.IsTransient(exception):
                Log.Error("Not finished: {Kind}", exception.GetType().Name);
                Console.Error.WriteLine(isChinese
                    ? $"未能完成：{exception.Message} 请检查磁盘空间和文件夹权限，然后用同一命令重新开始。"
                    : $"Could not finish: {exception.Message} Check disk space and the rights on the folders, "
                        + "then give the same command again.");
                return ExitCode.NotFinished;
            case System.Security.Cryptography.CryptographicException:
                Log.Error("A sealed value could not be opened");
                Console.Error.WriteLine(isChinese
                    ? $"有加密内容无法解开：{exception.Message} 密钥文件可能是旧的备份，或者数据库受损；请放回最新的密钥备份，或恢复数据库。"
                    : $"A sealed value cannot be opened: {exception.Message} The key ring may be an old backup, or the database is "
                        + $"damaged: put the newest backup of the ring in its place, or restore the database.");
                return ExitCode.NotFinished;
            default:
                Log.Error("Stopped by a broken invariant: {Kind} at {Place}", exception.GetType().Name,
                    exception.StackTrace?.Split('\n')[0].Trim());
                Console.Error.WriteLine(isChinese
                    ? $"程序内部错误，运行已停止，数据库未受影响：{exception.GetType().Name}。详见日志。"
                    : $"An error inside the program stopped it; the database is untouched: "
                        + $"{exception.GetType().Name}. The log says where.");
                return ExitCode.NotFinished;
        }
    }
}
