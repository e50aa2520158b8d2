using System.CommandLine;
using System.Data.Common;
using System.Globalization;
using Disbursement.Jobs.Notices;
using Disbursement.Jobs.Printing;
using Disbursement.Jobs.Proofs;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Cli;

/// <summary><c>verify</c>: the books, proved.</summary>
internal static class VerifyVerb
{
    public static Command Command()
    {
        Option<string?> run = new("--run")
        {
            Description = "Only the batches of this run, such as 2026-1; chains and balances are checked whole",
        };
        Option<bool> replay = new("--replay")
        {
            Description = "Computes each run again from the archive as well, and compares every decision, payment and file",
        };
        Command command = new("verify", "Checks chains, balances, batches and files; names the first row that breaks each") { run, replay };
        command.SetAction((ParseResult parsed, CancellationToken stop) => Task.FromResult(CommandLine.Guard(parsed, isChinese =>
        {
            OpenFolder open = OpenFolder.ToRead(parsed);
            RaiseNotices raise = NoticesVerb.Raise(parsed, open.Folder);
            IReadOnlyList<Check> checks = new VerifyBooks(open.Store, open.Ring).Run(parsed.GetValue(run), stop);
            if (parsed.GetValue(replay))
                checks = [.. checks, .. new ReplayRuns(open.Folder, open.Store, open.Ring, TimeProvider.System)
                    .Run(parsed.GetValue(run), (record, progress) => Show(record, progress, isChinese), stop)];
            raise.OfVerification(checks);
            Record(parsed, open, checks, isWhole: parsed.GetValue(run) is null, isChinese);
            if (parsed.GetValue(CommonOptions.Json))
            {
                using Stream output = Console.OpenStandardOutput();
                output.Write(JsonBytes.Of(checks.Select(
                    check => new { check.Number, Check = check.English, check.Checked, Holds = check.FirstBreak is null,
                        check.FirstBreak, check.Notes })));
            }
            else
            {
                foreach (Check check in checks)
                {
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(check.FirstBreak is null ? "✓" : "✗")} "
                        + $"{check.Number}  {(isChinese ? check.Chinese : check.English)}  ({check.Checked:N0})"));
                    if (check.FirstBreak is not null)
                        Console.WriteLine($"      {BreakWords.Say(check.FirstBreak, isChinese)}");
                    foreach (string note in check.Notes)
                        Console.WriteLine($"      · {BreakWords.Say(note, isChinese)}");
                }
            }

            return checks.All(check => check.FirstBreak is null) ? ExitCode.Done : ExitCode.NeedsPerson;
        })));
        return command;
    }

    /// <summary>What does not hold outlives the terminal; where it cannot be recorded, that is said beside the answer.</summary>
    private static void Record(ParseResult parsed, OpenFolder open, IReadOnlyList<Check> checks, bool isWhole, bool isChinese)
    {
        try
        {
            RecordProof.OfShell(open.Store, () => Database.Open(open.Folder, Settings.Database(parsed)),
                TimeProvider.System, OfficerOptions.Origin, checks, isWhole);
        }
        catch (Exception exception) when (exception is StoreRefusal or DbException or IOException or UnauthorizedAccessException)
        {
            string why = exception is StoreRefusal refusal ? refusal.Say(isChinese) : exception.Message;
            Console.Error.WriteLine(isChinese ? $"核对结果未能记入操作记录：{why}" : $"What was found is not on record: {why}");
        }
    }

    private static ShowProgress Show(RunRecord run, RunProgress progress, bool isChinese)
    {
        Console.Error.WriteLine(isChinese ? $"重算批次 {run.Id}" : $"Computing run {run.Id} again");
        return ShowProgress.Of(progress, isChinese);
    }
}
