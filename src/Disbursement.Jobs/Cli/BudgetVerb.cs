using System.CommandLine;
using System.Globalization;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Words;
using Disbursement.Jobs.Printing;
using Disbursement.Jobs.Questions;
using Disbursement.Jobs.Runs;
using Spectre.Console;

namespace Disbursement.Jobs.Cli;

/// <summary><c>budget list</c>: what may be approved in a year, and what is left of it.</summary>
internal static class BudgetVerb
{
    public static Command Command() => new("budget", "The budget of a year 指标: what approvals use up, and what is left") { List() };

    private static Command List()
    {
        Option<int?> year = new("--year") { Description = "The year of the runs [default: this year]" };
        Option<string?> county = new("--county") { Description = "Only this county" };
        Option<string?> sha256 = new("--sha256")
        {
            Description = "The budget on which an approval rested, as acts names it, instead of the file of today",
        };
        Option<string> inputs = new("--inputs")
        {
            Description = "Folder in which the budget is: budgets/YEAR.csv", DefaultValueFactory = _ => "inputs",
        };
        Command command = new("list", "Each limit with what is granted, used up, waiting and left") { year, county, sha256, inputs };
        command.SetAction((ParseResult parsed, CancellationToken _) => Task.FromResult(CommandLine.Guard(parsed, isChinese =>
        {
            OpenFolder open = OpenFolder.ToRead(parsed);
            int asked = parsed.GetValue(year) ?? Instants.DayInChina(TimeProvider.System.GetUtcNow()).Year;
            (BudgetOfYear? budget, Domain.Officers.ActRefusal? refusal) = BudgetOfYear.Read(open.Folder, open.Store,
                Path.Combine(Settings.Of(parsed, inputs, "Inputs"), BudgetAtHand.Folder), asked, parsed.GetValue(sha256));
            if (refusal is not null)
            {
                Console.Error.WriteLine(refusal.Say(isChinese));
                return ExitCode.Usage;
            }

            BudgetStanding[] limits =
                [.. budget?.Limits.Where(one => parsed.GetValue(county) is not { } only || one.Limit.Purpose.County == only) ?? []];
            int code = limits.Any(one => one.IsShort) ? ExitCode.NeedsPerson : ExitCode.Done;
            if (parsed.GetValue(CommonOptions.Json))
            {
                using Stream output = Console.OpenStandardOutput();
                output.Write(JsonBytes.Of(new
                {
                    Year = asked, budget?.File, budget?.Sha256, PaidThrough = budget?.PaidThrough?.ToString(),
                    Limits = limits.Select(one => new
                    {
                        one.Limit.Purpose.County, one.Limit.Purpose.Scheme, Level = one.Limit.Purpose.Level?.ToString().ToLowerInvariant(),
                        GrantedFen = one.Limit.Granted.Fen, UsedFen = one.Used.Fen, WaitingFen = one.Waiting.Fen, LeftFen = one.Left.Fen,
                        one.PercentUsed, one.Limit.Documents,
                    }),
                }));
                return code;
            }

            if (budget is null)
            {
                Console.WriteLine(isChinese
                    ? $"没有 {asked} 年的指标文件（{BudgetAtHand.Folder}/{asked}.csv）：审批不受指标限制。"
                    : $"There is no budget of {asked} ({BudgetAtHand.Folder}/{asked}.csv): approvals are not limited.");
                return ExitCode.Done;
            }

            Console.WriteLine($"{budget.File}  SHA-256 {budget.Sha256}");
            Console.WriteLine(Reach(budget, isChinese));
            Table table = new Table { Border = TableBorder.Simple }.AddColumns(isChinese
                ? ["区县", "项目", "级次", "下达", "已用", "待审批", "剩余", "已用 %", "文号"]
                : ["county", "scheme", "level", "granted", "used", "waiting", "left", "used %", "documents"]);
            foreach (int column in Enumerable.Range(3, 5))
                table.Columns[column].RightAligned();
            foreach (BudgetStanding one in limits)
                table.AddRow([.. Row(one, isChinese).Select(Markup.Escape)]);
            Tables.Print(table);
            return code;
        })));
        return command;
    }

    /// <summary>
    /// How much of the year is in what is used and waiting: without it, half a budget in June looks like too little spent.
    /// </summary>
    private static string Reach(BudgetOfYear budget, bool isChinese) => budget.PaidThrough switch
    {
        null => isChinese ? $"{budget.Year} 年尚无发放批次。" : $"No run of {budget.Year} has been made yet.",
        { IsDecember: true } => isChinese ? $"{budget.Year} 年已按全年计算。" : $"The runs of {budget.Year} cover the whole year.",
        { } month => isChinese
            ? $"{budget.Year} 年已计算至 {month}；其后 {12 - month.Number} 个月的应发未计入已用和待审批。"
            : $"The runs of {budget.Year} go through {month}: what the "
                + $"{Counted.Of(12 - month.Number, "month after it owes", "months after it owe")} is not in used or waiting.",
    };

    private static string[] Row(BudgetStanding one, bool isChinese)
    {
        BudgetPurpose purpose = one.Limit.Purpose;
        return
        [
            purpose.County, purpose.Scheme ?? "*", isChinese ? purpose.Level.InChinese() : purpose.Level.English(),
            one.Limit.Granted.ToString(), one.Used.ToString(), one.Waiting.ToString(), one.Left.ToString(),
            one.PercentUsed.ToString(CultureInfo.InvariantCulture), string.Join(isChinese ? "、" : ", ", one.Limit.Documents),
        ];
    }
}
