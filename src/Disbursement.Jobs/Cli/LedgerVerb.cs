using System.CommandLine;
using System.Data.Common;
using System.Globalization;
using Disbursement.Domain.Ledger;
using Disbursement.Domain.Words;
using Disbursement.Jobs.Ledger;
using Disbursement.Jobs.Printing;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Store.Tables;
using Spectre.Console;

namespace Disbursement.Jobs.Cli;

/// <summary><c>ledger balance</c> and <c>ledger export</c>: the books, shown and handed on.</summary>
internal static class LedgerVerb
{
    public static Command Command() => new("ledger", "The books") { Balance(), Export() };

    private static Command Export()
    {
        Option<string> format = new("--format")
        {
            Description = "hledger or beancount: a journal that these programs check; csv; xlsx",
            Required = true,
        };
        format.AcceptOnlyFromAmong([.. ExportLedger.Formats]);
        Option<string?> county = new("--county") { Description = "Only the book of this county" };
        Option<string?> target = new("--out") { Description = "File to write; else stdout, but for xlsx" };
        Command export = new("export", "Writes every transfer for another program, with the balances it must come to")
        {
            format, county, target,
        };
        export.SetAction((ParseResult parsed, CancellationToken stop) => Task.FromResult(CommandLine.Guard(parsed, isChinese =>
        {
            string form = parsed.GetValue(format)!;
            string? file = parsed.GetValue(target), book = parsed.GetValue(county);
            if (file is null && form == ExportLedger.Workbook)
                throw new RunRefusal(
                    isChinese ? "xlsx 是二进制文件，不能写到终端：请用 --out 指定文件。" : "xlsx is no text for a terminal: name a file with --out.");
            if (file is null && parsed.GetValue(CommonOptions.Json))
                throw new RunRefusal(isChinese ? "--json 须与 --out 同用：没有 --out 时，标准输出就是导出内容。" : "--json needs --out: without it, stdout is "
                    + "the export itself.");
            if (book is not null && !IsCounty(book))
                throw AuditVerbs.NoCounty(book, isChinese);

            OpenFolder open = OpenFolder.ToRead(parsed);
            using LedgerSnapshot ledger = LedgerSnapshot.Take(open.Store, book, stop);
            if (book is not null && ledger.Transfers == 0)
                throw new RunRefusal(isChinese
                    ? $"账簿 {book} 没有任何转账；disburse ledger balance 列出有账的科目。"
                    : $"The book of {book} holds no transfer; disburse ledger balance lists the accounts that do.");
            if (file is null)
            {
                using Stream output = Console.OpenStandardOutput();
                ExportLedger.Run(ledger, form, output, isChinese);
                return ExitCode.Done;
            }

            ExportLedger.ToFile(ledger, form, file, isChinese);
            Tell(parsed, ledger, form, file, isChinese);
            return ExitCode.Done;
        })));
        return export;
    }

    private static void Tell(ParseResult parsed, LedgerSnapshot ledger, string format, string file, bool isChinese)
    {
        if (parsed.GetValue(CommonOptions.Json))
        {
            using Stream output = Console.OpenStandardOutput();
            output.Write(JsonBytes.Of(new { File = file, Format = format, ledger.Transfers, DebitFen = ledger.Balance.Debits.Fen,
                CreditFen = ledger.Balance.Credits.Fen }));
            return;
        }

        string count = ledger.Transfers.ToString("N0", CultureInfo.InvariantCulture), debits = ledger.Balance.Debits.Grouped(),
            credits = ledger.Balance.Credits.Grouped();
        Console.WriteLine(isChinese
            ? $"{file}：转账 {count} 笔，借方 {debits}，贷方 {credits}"
            : $"{file}: {Counted.Of(ledger.Transfers, "transfer")}, debits {debits}, credits {credits}");
    }

    private static bool IsCounty(string text) => text.Length == 6 && text.All(char.IsAsciiDigit);

    private static Command Balance()
    {
        Command balance = new("balance", "The trial balance of all books");
        balance.SetAction((ParseResult parsed, CancellationToken _) => Task.FromResult(CommandLine.Guard(parsed, isChinese =>
        {
            OpenFolder open = OpenFolder.ToRead(parsed);
            using DbConnection connection = open.Store.Connect();
            TrialBalance trial = new ReadBooks(connection).Balance();
            if (parsed.GetValue(CommonOptions.Json))
            {
                using Stream output = Console.OpenStandardOutput();
                output.Write(JsonBytes.Of(new
                {
                    Accounts = trial.Accounts.Select(account => new { account.Account, DebitFen = account.Debits.Fen,
                        CreditFen = account.Credits.Fen, BalanceFen = account.Balance.Fen }),
                    DebitFen = trial.Debits.Fen,
                    CreditFen = trial.Credits.Fen,
                }));
                return trial.IsBalanced ? ExitCode.Done : ExitCode.NeedsPerson;
            }

            Table table = new Table { Border = TableBorder.Simple }.AddColumn(isChinese ? "科目" : "account");
            foreach (string column in isChinese ? new[] { "借方", "贷方", "余额" } : ["debit", "credit", "balance"])
                table.AddColumn(new TableColumn(column).RightAligned());
            foreach (AccountBalance account in trial.Accounts)
                table.AddRow(Markup.Escape(account.Account), account.Debits.Grouped(), account.Credits.Grouped(),
                    account.Balance.Grouped());
            table.AddRow(isChinese ? "合计" : "total", trial.Debits.Grouped(), trial.Credits.Grouped(),
                (trial.Debits - trial.Credits).Grouped());
            Tables.Print(table);
            return trial.IsBalanced ? ExitCode.Done : ExitCode.NeedsPerson;
        })));
        return balance;
    }
}
