using System.CommandLine;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Cli.Words;
using Disbursement.Jobs.Privacy;
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

    public static Option<string?> Totp { get; } = new("--totp")
    {
        Description = "The code that the acting officer's second factor shows now; else it is asked for",
        Recursive = true,
    };

    public static Option<string?> Reason { get; } = new("--reason") { Description = "Why; it is recorded, and names nobody by number" };

    /// <summary>The signed-in officer, who has chosen their own password and has the second factor that their role needs.</summary>
    /// <exception cref="ActNotDone">Nobody is named, the password or the code is wrong, or one of the two is still to be made.</exception>
    public static Officer SignedIn(ParseResult parsed, ActSetting setting, bool isChinese)
    {
        (Officer officer, _) = KnownBy(parsed, setting, isChinese);
        using DisbursementDb db = setting.Store.Model();
        if (OwnPasswordMissing(db, officer) is { } given)
            throw new ActNotDone(given);

        return !setting.Terms.NeedsFactor(officer.Role) || db.Officers.Find(officer.Id)!.Factor is not null
            ? officer
            : throw new ActNotDone(new ActRefusal("SECOND-FACTOR",
                $"{officer.Name} 的角色须先设置二次验证：disburse users totp {officer.Name} --as {officer.Name}，或登录审核台设置。",
                $"The role of {officer.Name} needs a second factor first: disburse users totp {officer.Name} --as {officer.Name}, or sign "
                    + "in to the console."));
    }

    /// <summary>That an officer's password was given by somebody else; null where they chose it.</summary>
    public static ActRefusal? OwnPasswordMissing(DisbursementDb db, Officer officer) => OfficerStamp.Given(db, officer) is null
        ? null
        : new ActRefusal("OWN-PASSWORD-FIRST",
            $"{officer.Name} 的密码是别人给的，须先设置自己的密码：disburse users password {officer.Name} --as {officer.Name}",
            $"The password of {officer.Name} was given by somebody else. First choose one: disburse users password {officer.Name} --as "
                + $"{officer.Name}");

    /// <summary>The officer whose password and code are right, and the password; also one whose account is not ready for acts.</summary>
    /// <exception cref="ActNotDone">Nobody is named, or the password or the code is wrong.</exception>
    public static (Officer Officer, string Password) KnownBy(ParseResult parsed, ActSetting setting, bool isChinese)
    {
        if (Caller.Now?.Known is { } known)
            return known;

        string name = parsed.GetValue(As) ?? throw new ActNotDone(
            new ActRefusal("SIGN-IN", "请用 --as 指明是谁在操作。", "Say who acts: --as NAME.") { IsUsage = true });
        bool hasFactor;
        using (DisbursementDb db = setting.Store.Model())
        {
            if (!OfficerBook.HasAny(db))
                throw new ActNotDone(new ActRefusal("NO-OFFICERS", "还没有用户。请先添加管理员：disburse users add 名称 --role administrator",
                    "There are no officers yet. Make the first: disburse users add NAME --role administrator") { IsUsage = true });

            hasFactor = OfficerBook.Find(db, name)?.Factor is not null;
        }

        string password = Password(parsed, isChinese ? $"{name} 的密码：" : $"Password of {name}: ", isChinese);
        if (Caller.Now is { } caller)
            return (caller.Check(name, password, FarCode(parsed, name, isChinese)), password);

        string? code = hasFactor ? Code(parsed, name, isChinese) : null;
        (Officer? officer, ActRefusal? refusal) = new SignIn(setting).Run(name, password, code);
        return officer is null ? throw new ActNotDone(refusal!) : (officer, password);
    }

    private static string Code(ParseResult parsed, string name, bool isChinese)
    {
        if (parsed.GetValue(Totp) is { } code)
            return code;
        if (Console.IsInputRedirected)
            throw new ActNotDone(new ActRefusal("SECOND-FACTOR", $"{name} 有二次验证；没有终端可输入动态码，请用 --totp。",
                $"{name} has a second factor, and there is no terminal to ask for its code; use --totp.") { IsUsage = true });

        Console.Error.Write(isChinese ? $"{name} 的动态码：" : $"Code of {name}: ");
        return Console.ReadLine() ?? "";
    }

    /// <summary>Asked of every caller alike, so that nobody learns from it who has a second factor.</summary>
    private static string? FarCode(ParseResult parsed, string name, bool isChinese)
    {
        if (parsed.GetValue(Totp) is { } given)
            return given;
        if (Console.IsInputRedirected)
            return null;

        Console.Error.Write(isChinese ? $"{name} 的动态码（没有则直接回车）：" : $"Code of {name} (Enter where there is none): ");
        return Console.ReadLine();
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
            return Console.ReadLine() ?? "";
        if (Console.IsInputRedirected)
            throw new ActNotDone(new ActRefusal("SIGN-IN", "没有终端可输入密码；请用 --password-stdin。", "There is no terminal to ask for the password;"
                + " use --password-stdin.") { IsUsage = true });

        Console.Error.Write(prompt);
        _ = isChinese;
        return Console.ReadUnseen();
    }

    /// <summary>
    /// Where acts happen, from the options and the configuration. Where that moved key ring, heads or certificate, it is said and recorded.
    /// </summary>
    public static ActSetting Setting(ParseResult parsed, OpenFolder open)
    {
        ActSetting setting = new(open.Folder, open.Store, open.Ring, TimeProvider.System, Origin,
            SigningSettings.Read(Settings.Read(parsed), KeyRing.FolderOf(open.Folder)))
        {
            Levels = ApprovalLevels.Read(Settings.Of(parsed, ApprovalLevels.Name)),
            Terms = SignInTerms.Read(Settings.Read(parsed)), IsOnlyThroughService = ThroughSettings.Of(parsed).IsOn,
        };
        if (!open.IsReadOnly && RecordPlaces.Run(setting) is { } moved)
            Console.Error.WriteLine(Settings.IsChinese(parsed) ? moved.Chinese : moved.English);
        return setting;
    }

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
    public static string Origin => Caller.Now?.Origin ?? $"{Environment.MachineName} {Environment.UserName} command-line";

    /// <summary>Says what became of an act.</summary>
    public static int Say(ActOutcome outcome, bool isChinese)
    {
        switch (outcome)
        {
            case ActOutcome.Done done:
                Console.WriteLine(done.Say(isChinese));
                return done.NeedsPerson ? ExitCode.NeedsPerson : ExitCode.Done;
            case ActOutcome.Refused refused:
                Console.Error.WriteLine(NextStep.Say(refused.Refusal, isChinese));
                return Code(refused.Refusal);
            default:
                throw new InvalidOperationException("An act has no outcome.");
        }
    }

    public static int Code(ActRefusal refusal) => refusal.IsUsage ? ExitCode.Usage : ExitCode.NotAllowed;
}
