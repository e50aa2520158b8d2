using System.CommandLine;
using System.Globalization;
using Disbursement.Jobs.Printing;
using Disbursement.Jobs.Questions;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Schedule;
using Spectre.Console;

namespace Disbursement.Jobs.Cli;

/// <summary><c>report overdue</c>: what lies longer than the deadlines of the configuration.</summary>
internal static class OverdueVerb
{
    public static Command Command()
    {
        Option<string?> county = new("--county") { Description = "Only this county, and what belongs to none" };
        Option<string> inputs = new("--inputs") { Description = "Folder in which the budgets are", DefaultValueFactory = _ => "inputs" };
        Command command = new("overdue",
            "What lies too long: released batches without an answer, quarantine, receivables, stops, budgets near their end")
        {
            county, inputs,
        };
        command.SetAction((ParseResult parsed, CancellationToken _) => Task.FromResult(CommandLine.Guard(parsed, isChinese =>
        {
            OpenFolder open = OpenFolder.ToRead(parsed);
            OverdueLimits limits = ScheduleSettings.Read(Settings.Read(parsed)).Overdue;
            Overdue[] all = [.. new WatchOverdue(open.Folder, open.Store,
                Path.Combine(Settings.Of(parsed, inputs, "Inputs"), BudgetAtHand.Folder), limits, TimeProvider.System.GetUtcNow()).Run()
                .Where(one => parsed.GetValue(county) is not { } only || one.County is null || one.County == only)];
            int code = all.Length == 0 ? ExitCode.Done : ExitCode.NeedsPerson;
            if (parsed.GetValue(CommonOptions.Json))
            {
                using Stream output = Console.OpenStandardOutput();
                output.Write(JsonBytes.Of(all.Select(one => new { Kind = one.Kind.Name(), one.Name, one.County, one.Days, one.Sum.Fen })));
                return code;
            }

            if (all.Length == 0)
                Console.WriteLine(isChinese ? "没有超期的事项。" : "Nothing lies too long.");
            foreach (OverdueLine line in OverdueLine.Of(all))
            {
                Console.WriteLine(line.Say(limits, isChinese));
                Table table = new Table { Border = TableBorder.Simple }.AddColumns(isChinese
                    ? ["名称", "区县", "天数", line.Kind == OverdueKind.Budget ? "剩余" : "金额"]
                    : ["name", "county", "days", line.Kind == OverdueKind.Budget ? "left" : "yuan"]);
                table.Columns[2].RightAligned();
                table.Columns[3].RightAligned();
                foreach (Overdue one in all.Where(one => one.Kind == line.Kind))
                    table.AddRow([.. ((string[])[one.Name, one.County ?? "", one.Days.ToString(CultureInfo.InvariantCulture),
                        one.Sum.ToString()]).Select(Markup.Escape)]);
                Tables.Print(table);
            }

            return code;
        })));
        return command;
    }
}
