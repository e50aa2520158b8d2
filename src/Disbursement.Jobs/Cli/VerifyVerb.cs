using System.CommandLine;
using System.Globalization;
using Disbursement.Jobs.Runs;

namespace Disbursement.Jobs.Cli;

/// <summary><c>verify</c>: the books, proved.</summary>
internal static class VerifyVerb
{
    public static Command Command()
    {
        Option<string?> run = new("--run") { Description = "Only the batches of this run, such as 2026-1; chains and balances are checked whole" };
        Command command = new("verify", "Checks chains, balances, batches and files; names the first row that breaks each") { run };
        command.SetAction((ParseResult parsed, CancellationToken stop) => Task.FromResult(CommandLine.Guard(parsed, isChinese =>
        {
            OpenFolder open = OpenFolder.Existing(parsed);
            IReadOnlyList<Check> checks = new VerifyBooks(open.Store).Run(parsed.GetValue(run), stop);
            if (parsed.GetValue(CommonOptions.Json))
            {
                using Stream output = Console.OpenStandardOutput();
                output.Write(JsonBytes.Of(checks.Select(check => new { check.Number, Check = check.English, check.Checked, Holds = check.FirstBreak is null, check.FirstBreak })));
            }
            else
            {
                foreach (Check check in checks)
                {
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(check.FirstBreak is null ? "✓" : "✗")} {check.Number}  {(isChinese ? check.Chinese : check.English)}  ({check.Checked:N0})"));
                    if (check.FirstBreak is not null)
                        Console.WriteLine($"      {check.FirstBreak}");
                }
            }

            return checks.All(check => check.FirstBreak is null) ? ExitCode.Done : ExitCode.NeedsPerson;
        })));
        return command;
    }
}
