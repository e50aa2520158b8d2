using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Disbursement.Jobs.Acts;

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
            using (new ShowRotation(progress, isChinese))
                outcome = new RotateKeys(setting).Run(by, progress, stop);
            int code = OfficerOptions.Say(outcome, isChinese);
            return outcome is ActOutcome.Refused { Refusal.Code: RotateKeys.Unopened } ? ExitCode.NotFinished : code;
        })));
        return command;
    }

    private static Administering By(ParseResult parsed, ActSetting setting, bool isChinese) =>
        new(OfficerOptions.SignedInIfAny(parsed, setting, isChinese), Environment.UserName);

    /// <summary>Shows on stderr how far a rotation has come.</summary>
    private sealed class ShowRotation : IDisposable
    {
        private static readonly TimeSpan OnTerminal = TimeSpan.FromMilliseconds(250);
        private static readonly TimeSpan Elsewhere = TimeSpan.FromSeconds(5);

        private readonly RotationProgress _progress;
        private readonly bool _isChinese;
        private readonly bool _isTerminal = !Console.IsErrorRedirected;
        private readonly Stopwatch _watch = Stopwatch.StartNew();
        private readonly Timer _timer;

        public ShowRotation(RotationProgress progress, bool isChinese)
        {
            (_progress, _isChinese) = (progress, isChinese);
            TimeSpan every = _isTerminal ? OnTerminal : Elsewhere;
            _timer = new Timer(_ => Show(), null, every, every);
        }

        public void Dispose()
        {
            using ManualResetEvent ended = new(false);
            _timer.Dispose(ended);
            ended.WaitOne();
            if (_isTerminal)
                Console.Error.Write("\r\u001b[K");
        }

        private void Show()
        {
            string line = string.Create(CultureInfo.InvariantCulture,
                $"{(_isChinese ? "重新加密" : "sealed anew")}  {_watch.Elapsed:mm\\:ss}  {_progress.Done:N0}/{_progress.Total:N0}");
            Console.Error.Write(_isTerminal ? $"\r\u001b[K{line}" : line + Environment.NewLine);
        }
    }
}
