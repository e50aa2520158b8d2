using System.CommandLine;
using System.Globalization;
using Disbursement.Domain.Households;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Words;
using Disbursement.Jobs.Printing;
using Disbursement.Jobs.Questions;
using Disbursement.Jobs.Reports;
using Spectre.Console;

namespace Disbursement.Jobs.Cli;

/// <summary><c>report promises</c>: who was paid on a promise, and until when it must be kept.</summary>
internal static class PromisesVerb
{
    public static Command Command()
    {
        Option<string?> run = new("--run") { Description = "The run, such as 2026-1; the newest that read rosters where none is named" };
        Option<string?> county = new("--county") { Description = "Only this county" };
        Option<string?> target = new("--out") { Description = "Writes every line as CSV" };
        Command command = new("promises", "Documents that families have promised, with their deadlines, and what was paid meanwhile")
        {
            run, county, target,
        };
        command.SetAction((ParseResult parsed, CancellationToken stop) => Task.FromResult(CommandLine.Guard(parsed, isChinese =>
        {
            OpenFolder open = OpenFolder.ToRead(parsed);
            DateOnly today = Instants.DayInChina(TimeProvider.System.GetUtcNow());
            (string name, IReadOnlyList<PromisedDocuments> promises) = new PromisesOfRun(open.Folder, open.Store, open.Ring)
                .Run(parsed.GetValue(run), parsed.GetValue(county), today, stop);
            if (parsed.GetValue(target) is { } file)
                ListPromises.Run(file, promises, open.Regions, isChinese);
            if (parsed.GetValue(CommonOptions.Json))
            {
                using Stream output = Console.OpenStandardOutput();
                output.Write(JsonBytes.Of(new
                {
                    Run = name,
                    Promises = promises.Select(one => new
                    {
                        one.RegionCode, Region = open.Region(one.RegionCode), one.HouseholdNo,
                        Role = one.Role.Code(), one.Documents, Deadline = one.Until, one.DaysLeft, one.Payments, Fen =
                            (long)(one.Yuan * 100m), HeldPayments = one.Held, File = one.Roster, Line = one.Line.Cell,
                    }),
                }));
                return ExitCode.Done;
            }

            Print(name, promises, open.Region, isChinese);
            return ExitCode.Done;
        })));
        return command;
    }

    private static void Print(string name, IReadOnlyList<PromisedDocuments> promises, Func<string, string> region,
        bool isChinese)
    {
        Table table = new Table { Border = TableBorder.Simple }.AddColumns(
            isChinese ? ["行政区划代码", "户编号", "承诺材料", "补交期限"] : ["region", "household", "documents", "deadline"]);
        foreach (string column in (string[])[isChinese ? "剩余天数" : "days left", isChinese ? "付款笔数" : "payments",
            isChinese ? "金额（元）" : "yuan", isChinese ? "暂扣笔数" : "held"])
            table.AddColumn(new TableColumn(column).RightAligned());
        foreach (PromisedDocuments promise in promises)
        {
            table.AddRow(
                Markup.Escape(region(promise.RegionCode)), Markup.Escape(promise.HouseholdNo), Markup.Escape(promise.Documents),
                promise.Until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                Text(promise.DaysLeft), Text(promise.Payments), promise.Yuan.ToString("N2", CultureInfo.InvariantCulture),
                Text(promise.Held));
        }

        Tables.Print(table);
        int overdue = promises.Count(promise => promise.DaysLeft < 0);
        Console.WriteLine(isChinese ? $"批次 {name}：{promises.Count} 项承诺，其中 {overdue} 项已逾期"
            : $"Run {name}: {Counted.Of(promises.Count, "promise")}, {overdue} of them overdue");
    }

    private static string Text(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
