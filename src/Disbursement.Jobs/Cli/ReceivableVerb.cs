using System.CommandLine;
using System.Data.Common;
using System.Globalization;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Officers;
using Disbursement.Domain.Periods;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Printing;
using Disbursement.Jobs.Questions;
using Disbursement.Jobs.Reports;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Store.Tables;
using Spectre.Console;

namespace Disbursement.Jobs.Cli;

/// <summary><c>receivable</c>: what claimants owe back, by age; letters that ask for it, what came in, and what is given up.</summary>
internal static class ReceivableVerb
{
    /// <summary>Lines on the screen; the file has them all.</summary>
    private const int MostShown = 200;

    private static readonly Argument<string> Number = new("NUMBER") { Description = "A receivable as receivable list names it" };

    public static Command Command() => new("receivable", "What claimants owe back: list, letter, repayment, waiver")
    {
        List(), Letter(), Repay(), Waive(),
        Act(new("confirm", "Confirms the repayment or waiver that waits: it is booked") { Number },
            (parsed, setting, officer, _) => new AnswerReceivable(setting).Confirm(parsed.GetValue(Number)!, officer)),
        Act(new("refuse", "Does not confirm it: nothing is booked") { Number, OfficerOptions.Reason }, (parsed, setting, officer, _) =>
            new AnswerReceivable(setting).Refuse(parsed.GetValue(Number)!, officer, parsed.GetValue(OfficerOptions.Reason) ?? "")),
    };

    private static Command Repay()
    {
        Option<decimal> amount = new("--amount") { Description = "Yuan that came in", Required = true };
        Option<DateOnly> on = new("--on") { Description = "The day it came in, yyyy-MM-dd", Required = true };
        Option<string> document = new("--document") { Description = "The receipt", Required = true };
        return Act(new("repay", "Records money that came in; a reviewer confirms it") { Number, amount, on, document },
            (parsed, setting, officer, _) => new AskReceivable(setting).Repaid(parsed.GetValue(Number)!, Yuan(parsed.GetValue(amount)),
                parsed.GetValue(on), parsed.GetValue(document)!, officer));
    }

    private static Command Waive()
    {
        Option<decimal?> amount = new("--amount") { Description = "Yuan that are given up [default: all that is open]" };
        Option<string> decision = new("--decision") { Description = "Number of the decision", Required = true };
        return Act(new("waive", "Proposes to give it up; another reviewer confirms it") { Number, amount, decision, OfficerOptions.Reason },
            (parsed, setting, officer, _) => new AskReceivable(setting).Waived(parsed.GetValue(Number)!,
                parsed.GetValue(amount) is { } yuan ? Yuan(yuan) : null, parsed.GetValue(decision)!, officer,
                parsed.GetValue(OfficerOptions.Reason) ?? ""));
    }

    private static Command Letter()
    {
        Option<string?> target = new("--out") { Description = "The page [default: letter-NUMBER.html]" };
        return Act(new("letter", "Prints the letter that asks for it; it names the person") { Number, target },
            (parsed, setting, officer, isChinese) => new PrintLetter(setting).Run(parsed.GetValue(Number)!,
                parsed.GetValue(target) ?? $"letter-{parsed.GetValue(Number)}.html", officer, isChinese));
    }

    private static Command List()
    {
        Option<string?> county = new("--county") { Description = "Only this county" };
        Option<string?> target = new("--out") { Description = "Writes every line as CSV, or as --format says" };
        Command command = new("list", "Every open receivable, the oldest first, with what waits for a reviewer; sums by age")
        {
            county, target, AuditVerbs.Format,
        };
        command.SetAction((ParseResult parsed, CancellationToken _) => Task.FromResult(CommandLine.Guard(parsed, isChinese =>
        {
            OpenFolder open = OpenFolder.ToRead(parsed);
            using DisbursementDb db = open.Store.Model();
            using DbConnection connection = open.Store.Connect();
            DateOnly today = Instants.DayInChina(TimeProvider.System.GetUtcNow());
            ListedReceivable[] all = [.. ListReceivables.Run(db, connection, today)
                .Where(one => parsed.GetValue(county) is not { } only || one.Receivable.County == only)];
            bool isWaiting = all.Any(one => one.Pending is not null || one.Receivable.Unapproved != Money.Zero);
            if (parsed.GetValue(target) is { } file)
            {
                WriteReceivables.Run(file, ReceivableLines.Of(connection, all, open.Regions, isChinese),
                    AuditVerbs.IsWorkbook(parsed, file), isChinese);
            }

            if (parsed.GetValue(CommonOptions.Json))
            {
                using Stream output = Console.OpenStandardOutput();
                output.Write(JsonBytes.Of(all.Select(one => new
                {
                    one.Receivable.Number, one.Receivable.County, one.Receivable.Group, OpenFen = one.Receivable.Open.Fen,
                    Since = Instants.DayInChina(one.Receivable.Since), one.Days, one.Receivable.Run,
                    UnapprovedFen = one.Receivable.Unapproved.Fen,
                    Pending = one.Pending is { } asked
                        ? new { asked.IsWaiver, asked.Amount.Fen, asked.ReceivedOn, asked.Document, asked.Officer } : null,
                })));
                return isWaiting ? ExitCode.NeedsPerson : ExitCode.Done;
            }

            Table table = new Table { Border = TableBorder.Simple }.AddColumns(isChinese
                ? ["编号", "未收（元）", "起始", "天数", "批次", "待确认"]
                : ["number", "yuan open", "since", "days", "run", "waits for a reviewer"]);
            foreach (ListedReceivable one in all.Take(MostShown))
                table.AddRow([.. ((string[])[one.Receivable.Number, one.Receivable.Open.ToString(),
                    Instants.DayInChina(one.Receivable.Since).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                    one.Days.ToString(CultureInfo.InvariantCulture), one.Receivable.Run,
                    ReceivableLines.Told(one, isChinese)]).Select(Markup.Escape)]);
            Tables.Print(table);
            if (all.Length > MostShown)
                Console.WriteLine(isChinese
                    ? $"（仅列出最早的 {MostShown} 项，共 {all.Length} 项；用 --out 写出全部）"
                    : $"(the oldest {MostShown} of {all.Length}; --out writes them all)");
            IReadOnlyList<string> ages = WriteReceivables.Ages(isChinese);
            IReadOnlyList<(int Count, Money Sum)> sums = WriteReceivables.ByAge(all.Select(one => (one.Days, one.Receivable.Open)));
            for (int age = 0; age < ages.Count; age++)
                Console.WriteLine(isChinese
                    ? $"{ages[age]}：{sums[age].Count} 项，{sums[age].Sum.Grouped()} 元"
                    : $"{ages[age]}: {sums[age].Count} of {sums[age].Sum.Grouped()} yuan");

            return isWaiting ? ExitCode.NeedsPerson : ExitCode.Done;
        })));
        return command;
    }

    /// <exception cref="ActNotDone">It is no whole number of fen, or out of range.</exception>
    private static Money Yuan(decimal yuan) => yuan is > 0 and < 1_000_000_000 && decimal.Round(yuan, 2) == yuan
        ? Money.FromYuan(yuan)
        : throw new ActNotDone(new ActRefusal("AMOUNT", "金额须大于 0，不超过两位小数。", "The amount is above 0, with at most 2 decimals.")
        {
            IsUsage = true,
        });

    private static Command Act(Command command, Func<ParseResult, ActSetting, Officer, bool, ActOutcome> act) =>
        OfficerOptions.Act(command, (parsed, setting, officer, isChinese, _) => act(parsed, setting, officer, isChinese));
}
