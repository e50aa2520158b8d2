using System.CommandLine;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Cli.Screens;

namespace Disbursement.Jobs.Cli;

/// <summary><c>keys backup|rotate</c>: the keys of personal data.</summary>
internal static class KeysVerb
{
    public static Command Command() => new("keys", "The keys of personal data") { Backup(), Rotate() };

    private static Command Backup()
    {
        Argument<string> file = new("FILE") { Description = "Where the copy goes; nothing may be there yet" };
        Command command = new("backup", "Copies the key ring to a file that its owner alone may read, and reads the copy again")
        {
            file, OfficerOptions.As, OfficerOptions.PasswordStdin,
        };
        command.SetAction((ParseResult parsed, CancellationToken _) => Task.FromResult(CommandLine.Guard(parsed, isChinese =>
        {
            ActSetting setting = OfficerOptions.Setting(parsed, OpenFolder.Existing(parsed));
            return OfficerOptions.Say(new BackUpKeys(setting).Run(By(parsed, setting, isChinese), parsed.GetValue(file)!), isChinese);
        })));
        return command;
    }

    private static Command Rotate()
    {
        Command command = new("rotate", "Adds a key and seals all personal data with it, while others work; goes on where it was stopped; "
            + "older keys stay, for older backups") { OfficerOptions.As, OfficerOptions.PasswordStdin };
        command.SetAction((ParseResult parsed, CancellationToken stop) => Task.FromResult(CommandLine.Guard(parsed, isChinese =>
        {
            ActSetting setting = OfficerOptions.Setting(parsed, OpenFolder.Existing(parsed));
            Administering by = By(parsed, setting, isChinese);
            RotationProgress progress = new();
            ActOutcome outcome;
            using (Show(progress, isChinese))
                outcome = new RotateKeys(setting).Run(by, progress, stop);
            int code = OfficerOptions.Say(outcome, isChinese);
            return outcome is ActOutcome.Refused { Refusal.Code: RotateKeys.Unopened } ? ExitCode.NotFinished : code;
        })));
        return command;
    }

    private static Administering By(ParseResult parsed, ActSetting setting, bool isChinese) =>
        new(OfficerOptions.SignedInIfAny(parsed, setting, isChinese), Environment.UserName);

    /// <summary>How far a rotation has come.</summary>
    private static ShowProgress Show(RotationProgress progress, bool isChinese)
    {
        (string name, string unit) = isChinese ? ("重新加密", "项") : ("Sealing anew", "values");
        return new ShowProgress(() => [new StageShown(name, progress.Done, progress.Total, progress.Done, unit)], isChinese);
    }
}
