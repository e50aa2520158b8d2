using System.CommandLine;
using System.Globalization;
using Disbursement.Jobs.Printing;
using Disbursement.Jobs.Questions;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Schedule;
using Spectre.Console;

namespace Disbursement.Jobs.Cli;

/// <summary><c>report overdue</c>: what lies longer than the deadlines of the configuration, or everything that waits.</summary>
internal static class OverdueVerb
{
    public static Command Command()
    {
        Option<string?> county = new("--county") { Description = "Only this county, and what belongs to none" };
        Option<string> inputs = new("--inputs") { Description = "Folder in which the budgets are", DefaultValueFactory = _ => "inputs" };
        Option<bool> all = new("--all") { Description = "Also what waits and is not late" };
        Command command = new("overdue", "What lies too long: batches, released ones without an answer, quarantine, receivables, stops, "
            + "budgets near their end, schedules that cannot act")
        {
            county, all, inputs,
        };
        command.SetAction((ParseResult parsed, CancellationToken _) => Task.FromResult(CommandLine.Guard(parsed, isChinese =>
        {
            OpenFolder open = OpenFolder.ToRead(parsed);
            ScheduleSettings schedules = ScheduleSettings.Read(Settings.Read(parsed));
            OverdueLimits limits = schedules.Overdue;
            bool hasAll = parsed.GetValue(all);
            string folder = Settings.Of(parsed, inputs, "Inputs"), budgets = Path.Combine(folder, BudgetAtHand.Folder);
            FindWaiting find = new(open.Folder, open.Store, budgets, limits, TimeProvider.System.GetUtcNow())
            {
                IdleSchedules = [.. IdleSchedule.All(open.Store, schedules).Select(one => one.Name.Name)],
                HasNodes = ScheduleStore.IsClustered(open.Store.Settings) ? () => HasNodes(parsed, open, folder) : null,
            };
            Waiting[] found = [.. find.Run().Where(one => (hasAll || one.IsLate)
                && (parsed.GetValue(county) is not { } only || one.County is null || one.County == only))];
            int code = found.Length == 0 ? ExitCode.Done : ExitCode.NeedsPerson;
            if (parsed.GetValue(CommonOptions.Json))
            {
                using Stream output = Console.OpenStandardOutput();
                output.Write(JsonBytes.Of(found.Select(one => new
                {
                    Kind = one.Kind.Name(), one.Name, one.County, one.Days, one.Sum.Fen, one.Count, one.IsLate,
                })));
                return code;
            }

            if (found.Length == 0)
                Console.WriteLine((isChinese, hasAll) switch
                {
                    (true, false) => "没有超期的事项。",
                    (true, true) => "没有待办的事项。",
                    (false, false) => "Nothing lies too long.",
                    _ => "Nothing waits.",
                });
            foreach (WaitingLine line in WaitingLine.Of(found))
            {
                Console.WriteLine(line.Late == line.Count
                    ? line.Say(limits, isChinese)
                    : isChinese ? $"{line.Count:N0} 项{line.Kind.Title(line.Count).Chinese}"
                    : $"{line.Count:N0} {line.Kind.Title(line.Count).English}");
                Table table = new Table { Border = TableBorder.Simple }.AddColumns(isChinese
                    ? ["名称", "区县", "天数", line.Kind == WaitingKind.Budget ? "剩余" : "金额"]
                    : ["name", "county", "days", line.Kind == WaitingKind.Budget ? "left" : "yuan"]);
                table.Columns[2].RightAligned();
                table.Columns[3].RightAligned();
                foreach (Waiting one in found.Where(one => one.Kind == line.Kind))
                    table.AddRow([.. ((string[])[one.Name, one.County ?? "", one.Days.ToString(CultureInfo.InvariantCulture),
                        one.Sum.Grouped()]).Select(Markup.Escape)]);
                Tables.Print(table);
            }

            return code;
        })));
        return command;
    }

    /// <summary>A run that the cluster has not ended lies there until a node is up again, or somebody starts it.</summary>
    private static bool HasNodes(ParseResult parsed, OpenFolder open, string inputs)
    {
        using RunEngine engine = RunEngine.Of(new NodeWork
        {
            Data = open.Folder, Database = open.Store.Settings, Inputs = inputs, Raise = NoticesVerb.Raise(parsed, open.Folder),
            Log = Serilog.Log.Logger,
        })!;
        return engine.HasNodes();
    }
}
