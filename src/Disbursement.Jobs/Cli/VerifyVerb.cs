using System.CommandLine;
using System.Globalization;
using Disbursement.Domain.Ledger;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store;
using Microsoft.Data.Sqlite;
using Spectre.Console;

namespace Disbursement.Jobs.Cli;

/// <summary><c>verify</c> and <c>ledger balance</c>: the books, proved and shown.</summary>
internal static class VerifyVerb
{
    public static Command Command()
    {
        Option<string?> run = new("--run") { Description = "Only the batches of this run, such as 2026-1; chains and balances are checked whole" };
        Option<bool> replay = new("--replay") { Description = "Computes each run again from the archive as well, and compares every decision, payment and file" };
        Command command = new("verify", "Checks chains, balances, batches and files; names the first row that breaks each") { run, replay };
        command.SetAction((ParseResult parsed, CancellationToken stop) => Task.FromResult(CommandLine.Guard(parsed, isChinese =>
        {
            OpenFolder open = OpenFolder.ToRead(parsed);
            IReadOnlyList<Check> checks = new VerifyBooks(open.Store).Run(parsed.GetValue(run), stop);
            if (parsed.GetValue(replay))
                checks = [.. checks, .. new ReplayRuns(open.Folder, open.Store, open.Ring, TimeProvider.System).Run(parsed.GetValue(run), (record, progress) => Show(record, progress, isChinese), stop)];
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

    private static ShowProgress Show(RunRecord run, RunProgress progress, bool isChinese)
    {
        Console.Error.WriteLine(isChinese ? $"重算批次 {run.Id}" : $"Computing run {run.Id} again");
        return new ShowProgress(progress, isChinese);
    }

    public static Command Ledger()
    {
        Command balance = new("balance", "The trial balance of all books");
        balance.SetAction((ParseResult parsed, CancellationToken _) => Task.FromResult(CommandLine.Guard(parsed, isChinese =>
        {
            OpenFolder open = OpenFolder.Existing(parsed);
            using SqliteConnection connection = open.Store.Connect();
            TrialBalance trial = new ReadBooks(connection).Balance();
            if (parsed.GetValue(CommonOptions.Json))
            {
                using Stream output = Console.OpenStandardOutput();
                output.Write(JsonBytes.Of(new
                {
                    Accounts = trial.Accounts.Select(account => new { account.Account, DebitFen = account.Debits.Fen, CreditFen = account.Credits.Fen, BalanceFen = account.Balance.Fen }),
                    DebitFen = trial.Debits.Fen,
                    CreditFen = trial.Credits.Fen,
                }));
                return trial.IsBalanced ? ExitCode.Done : ExitCode.NeedsPerson;
            }

            Table table = new Table { Border = TableBorder.Simple }.AddColumn(isChinese ? "科目" : "account");
            foreach (string column in isChinese ? new[] { "借方", "贷方", "余额" } : ["debit", "credit", "balance"])
                table.AddColumn(new TableColumn(column).RightAligned());
            foreach (AccountBalance account in trial.Accounts)
                table.AddRow(Markup.Escape(account.Account), account.Debits.ToString(), account.Credits.ToString(), account.Balance.ToString());
            table.AddRow(isChinese ? "合计" : "total", trial.Debits.ToString(), trial.Credits.ToString(), (trial.Debits - trial.Credits).ToString());
            IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
            console.Write(table);
            return trial.IsBalanced ? ExitCode.Done : ExitCode.NeedsPerson;
        })));
        return new Command("ledger", "The books") { balance };
    }
}
