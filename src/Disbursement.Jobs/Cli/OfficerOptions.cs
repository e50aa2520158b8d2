using System.CommandLine;
using System.Text;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Signatures;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Cli;

/// <summary>An act that was refused, on its way to the person who asked for it.</summary>
internal sealed class ActNotDone : Exception
{
    public ActNotDone()
        : this(new ActRefusal("", "", ""))
    {
    }

    public ActNotDone(string message)
        : this(new ActRefusal("", message, message))
    {
    }

    public ActNotDone(string message, Exception innerException)
        : base(message, innerException) => Refusal = new ActRefusal("", message, message);

    public ActNotDone(ActRefusal refusal)
        : base(refusal.English) => Refusal = refusal;

    public ActRefusal Refusal { get; }
}

/// <summary>Who acts: <c>--as NAME</c>, with the password asked for on the terminal or read from standard input.</summary>
internal static class OfficerOptions
{
    public static Option<string?> As { get; } = new("--as") { Description = "The officer who acts; the password is asked for" };

    public static Option<bool> PasswordStdin { get; } = new("--password-stdin")
    {
        Description = "Reads the password from the first line of standard input",
    };

    public static Option<string?> Reason { get; } = new("--reason") { Description = "Why; it is recorded, and names nobody by number" };

    /// <summary>The signed-in officer.</summary>
    /// <exception cref="ActNotDone">Nobody is named, or the password is wrong.</exception>
    public static Officer SignedIn(ParseResult parsed, ActSetting setting, bool isChinese)
    {
        string name = parsed.GetValue(As) ?? throw new ActNotDone(
            new ActRefusal("SIGN-IN", "请用 --as 指明是谁在操作。", "Say who acts: --as NAME.") { IsUsage = true });
        using (DisbursementDb db = setting.Store.Model())
        {
            if (!OfficerBook.HasAny(db))
                throw new ActNotDone(new ActRefusal("NO-OFFICERS", "还没有用户。请先添加管理员：disburse users add 名称 --role administrator",
                    "There are no officers yet. Make the first: disburse users add NAME --role administrator") { IsUsage = true });
        }

        string password = Password(parsed, isChinese ? $"{name} 的密码：" : $"Password of {name}: ", isChinese);
        (Officer? officer, ActRefusal? refusal) = new SignIn(setting).Run(name, password);
        return officer ?? throw new ActNotDone(refusal!);
    }

    /// <summary>The signed-in officer; null while there are none, when the user of the operating system acts.</summary>
    public static Officer? SignedInIfAny(ParseResult parsed, ActSetting setting, bool isChinese)
    {
        using (DisbursementDb db = setting.Store.Model())
        {
            if (!OfficerBook.HasAny(db))
                return null;
        }

        return SignedIn(parsed, setting, isChinese);
    }

    /// <summary>A password, from standard input or typed unseen.</summary>
    public static string Password(ParseResult parsed, string prompt, bool isChinese)
    {
        if (parsed.GetValue(PasswordStdin))
            return Console.In.ReadLine() ?? "";
        if (Console.IsInputRedirected)
            throw new ActNotDone(new ActRefusal("SIGN-IN", "没有终端可输入密码；请用 --password-stdin。", "There is no terminal to ask for the password;"
                + " use --password-stdin.") { IsUsage = true });

        Console.Error.Write(prompt);
        StringBuilder password = new();
        for (ConsoleKeyInfo key = Console.ReadKey(intercept: true); key.Key != ConsoleKey.Enter; key = Console.ReadKey(intercept: true))
        {
            if (key.Key == ConsoleKey.Backspace && password.Length > 0)
                password.Length--;
            else if (!char.IsControl(key.KeyChar))
                password.Append(key.KeyChar);
        }

        Console.Error.WriteLine();
        _ = isChinese;
        return password.ToString();
    }

    /// <summary>Where acts happen, from the options and the configuration.</summary>
    public static ActSetting Setting(ParseResult parsed, OpenFolder open) => new(
        open.Folder, open.Store, open.Ring, TimeProvider.System, Origin,
        new SigningSettings(Settings.Of(parsed, "Signing:Certificate"), Settings.Of(parsed, "Signing:Password"),
            Path.Combine(open.Folder, "keys"))) { Levels = ApprovalLevels.Read(Settings.Of(parsed, ApprovalLevels.Name)) };

    /// <summary>A command that is an act: the officer signs in, and what became of it is said.</summary>
    public static Command Act(Command command, Func<ParseResult, ActSetting, Officer, bool, CancellationToken, ActOutcome> act)
    {
        command.Add(As);
        command.Add(PasswordStdin);
        command.SetAction((ParseResult parsed, CancellationToken stop) => Task.FromResult(CommandLine.Guard(parsed, isChinese =>
        {
            ActSetting setting = Setting(parsed, OpenFolder.Existing(parsed));
            Officer officer = SignedIn(parsed, setting, isChinese);
            return Say(act(parsed, setting, officer, isChinese, stop), isChinese);
        })));
        return command;
    }

    /// <summary>From where an act comes: the machine, the user of the operating system, the door.</summary>
    public static string Origin => $"{Environment.MachineName} {Environment.UserName} command-line";

    /// <summary>Says what became of an act.</summary>
    public static int Say(ActOutcome outcome, bool isChinese)
    {
        switch (outcome)
        {
            case ActOutcome.Done done:
                Console.WriteLine(done.Say(isChinese));
                return done.NeedsPerson ? ExitCode.NeedsPerson : ExitCode.Done;
            case ActOutcome.Refused refused:
                Console.Error.WriteLine(refused.Refusal.Say(isChinese));
                return Code(refused.Refusal);
            default:
                throw new InvalidOperationException("An act has no outcome.");
        }
    }

    public static int Code(ActRefusal refusal) => refusal.IsUsage ? ExitCode.Usage : ExitCode.NotAllowed;
}
