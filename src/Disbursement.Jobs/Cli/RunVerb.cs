using System.CommandLine;
using System.Globalization;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Officers;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Words;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Cli.Screens;
using Disbursement.Jobs.Notices;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Schedule;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Serilog;
using Spectre.Console;

namespace Disbursement.Jobs.Cli;

/// <summary><c>run</c>: the yearly run.</summary>
internal static class RunVerb
{
    private const int MostPassedOver = 10;

    public static Command Command()
    {
        Option<int> year = new("--year") { Description = "Year of the rosters", Required = true };
        Option<string> inputs = new("--inputs")
        {
            Description = "Folder of rosters, policy pack and bureaus.csv",
            DefaultValueFactory = _ => "inputs",
        };
        Option<string> target = new("--out") { Description = "Folder that gets the run's files", DefaultValueFactory = _ => "out" };
        Option<string[]> counties = new("--counties")
        {
            Description = "County codes to pay, joined by commas; all rosters are read all the same",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [],
        };
        Option<string?> through = new("--through") { Description = "Last month of the year to pay, yyyy-MM; December by default" };
        Option<bool> dry = new("--dry-run") { Description = "Writes the files to out/dry-YEAR and nothing to the database" };
        Option<string?> valueDate = new("--value-date") { Description = "Value date of bank files, yyyy-MM-dd" };
        Option<int> workers = new("--workers") { Description = "Threads", DefaultValueFactory = _ => Environment.ProcessorCount };
        Option<string?> headers = new("--headers") { Description = "Headers of payment files: zh (default) or en" };
        headers.AcceptOnlyFromAmong("zh", "en");
        Command command = new("run", "Reads the rosters of a year, assesses, seals, writes the payment files")
        {
            year, through, OfficerOptions.As, OfficerOptions.PasswordStdin, inputs, target, counties, dry, valueDate, workers, headers,
        };
        command.SetAction((ParseResult parsed, CancellationToken stop) => Task.FromResult(CommandLine.Guard(parsed, isChinese =>
        {
            RunOrder order = new()
            {
                Year = parsed.GetValue(year),
                ThroughMonth = Through(parsed.GetValue(through), parsed.GetValue(year)),
                Inputs = Settings.Of(parsed, inputs, "Inputs"),
                Out = Settings.Of(parsed, target, "Out"),
                Data = Settings.Of(parsed, CommonOptions.Data, "Data"),
                Database = Settings.Database(parsed),
                Counties = [.. parsed.GetValue(counties)!.SelectMany(
                    list => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Distinct()],
                IsDryRun = parsed.GetValue(dry),
                ValueDate = ValueDate(parsed.GetValue(valueDate)),
                Workers = Workers(parsed.GetValue(workers)),
                Maker = parsed.GetValue(OfficerOptions.As) ?? Environment.UserName,
                Origin = OfficerOptions.Origin,
                IsChinese = isChinese,
                HasEnglishHeaders = parsed.GetValue(headers) == "en",
            };
            if (!order.IsDryRun && ScheduleStore.IsClustered(order.Database) && parsed.GetResult(workers) is { Implicit: false })
                throw new RunRefusal("--workers is of a run that one process carries out. On a server a run is divided among the nodes, "
                    + "and each takes as many parts at once as its machine has processors. Leave --workers away.")
                {
                    Chinese = "--workers 只用于由单个进程完成的运行。使用服务器数据库时，运行由各节点分担，每个节点同时处理的份数等于其处理器数。请去掉 --workers。",
                };
            if (order.Year is < 2000 or > 2200)
                throw new RunRefusal($"--year {order.Year} is not a year from 2000 to 2200.")
                {
                    Chinese = $"--year {order.Year} 不是 2000 至 2200 之间的年份。",
                };

            RaiseNotices raise = NoticesVerb.Raise(parsed, order.Data);
            order = MadeBy(parsed, order, isChinese);
            RunProgress progress = new();
            RunSummary summary;
            try
            {
                using (ShowProgress.Of(progress, isChinese))
                    summary = Make(order, progress, raise, stop);
            }
            catch (RunRefusal made) when (made.MadeIn is not null)
            {
                byte[] told = File.ReadAllBytes(Path.Combine(made.MadeIn, "summary.json"));
                Print(told, made.MadeIn, order.Year, parsed.GetValue(CommonOptions.Json), isChinese);
                return RunSummary.NeedsPersonBy(told) ? ExitCode.NeedsPerson : ExitCode.Done;
            }

            Print(summary.ToJson(), Path.Combine(order.Out, summary.IsDryRun ? $"dry-{order.Year}" : summary.Run.Id), order.Year,
                parsed.GetValue(CommonOptions.Json), isChinese);
            return summary.NeedsPerson ? ExitCode.NeedsPerson : ExitCode.Done;
        })));
        return command;
    }

    private static RunSummary Make(RunOrder order, RunProgress progress, RaiseNotices raise, CancellationToken stop)
    {
        using RunEngine? engine = RunEngine.Of(new NodeWork
        {
            Data = order.Data, Database = order.Database, Inputs = order.Inputs, Raise = raise, Log = Log.Logger,
        }, order.IsDryRun);
        RunSummary Run() => new StartRun(TimeProvider.System, Log.Logger, engine).Run(order, progress, stop);
        return order.IsDryRun ? Run() : raise.OfRun(order.Year, progress, isByItself: false, Run, stop);
    }

    /// <summary>
    /// The order with its maker: the signed-in operator, or, where there are no officers yet, the user of the operating system.
    /// </summary>
    private static RunOrder MadeBy(ParseResult parsed, RunOrder order, bool isChinese)
    {
        if (order.IsDryRun || !Store.Connections.Database.Exists(order.Data, order.Database))
            return order with { SystemUser = Environment.UserName };

        ActSetting setting = OfficerOptions.Setting(parsed, OpenFolder.Existing(parsed));
        using (System.Data.Common.DbConnection connection = setting.Store.Connect())
        {
            if (!Store.OfficerBook.HasAny(connection))
                return order with { SystemUser = Environment.UserName };
        }

        Officer officer = OfficerOptions.SignedIn(parsed, setting, isChinese);
        if (officer.MayNot(OfficialAct.Run) is { } refusal)
        {
            PerformAct.Record(setting, officer, "run", $"{order.Year}", refusal);
            throw new ActNotDone(refusal);
        }

        return order with { Maker = officer.Name, MakerOfficer = officer.Id };
    }

    /// <summary>The month of <c>--through</c>; December where nothing is said.</summary>
    /// <exception cref="RunRefusal">It is not a month of the year.</exception>
    public static int Through(string? text, int year)
    {
        if (text is null)
            return 12;

        return Month.TryParse(text, out Month month) && month.Year == year
            ? month.Number
            : throw new RunRefusal($"--through '{text}' is not a month of {year}, such as {year}-06.")
            {
                Chinese = $"--through “{text}”不是 {year} 年的月份，应如 {year}-06。",
            };
    }

    public static DateOnly? ValueDate(string? text)
    {
        if (text is null)
            return null;

        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)
            ? date
            : throw new RunRefusal($"--value-date '{text}' is not a date like 2026-06-15.")
            {
                Chinese = $"--value-date “{text}”不是如 2026-06-15 的日期。",
            };
    }

    public static int Workers(int count) => count is >= 1 and <= 256
        ? count
        : throw new RunRefusal($"--workers {count} is not a number from 1 to 256.") { Chinese = $"--workers {count} 不是 1 至 256 之间的数。" };

    /// <summary>Shows what became of the run by its summary for machines, whoever made it.</summary>
    private static void Print(ReadOnlyMemory<byte> json, string folder, int year, bool isJson, bool isChinese)
    {
        if (isJson)
        {
            using Stream output = Console.OpenStandardOutput();
            output.Write(json.Span);
            return;
        }

        ToldRun run = ToldRun.Read(json, isChinese);
        string Say(string chinese, string english) => isChinese ? chinese : english;
        Table table = new Table { Border = TableBorder.Simple }.AddColumn(Say("项目", "scheme"));
        foreach (string column in new[] { Say("准予", "granted"), Say("不予", "refused"), Say("未申报", "unclaimed"), Say("付款笔数", "payments"),
            Say("金额（元）", "yuan") })
            table.AddColumn(new TableColumn(column).RightAligned());
        foreach (ToldScheme scheme in run.Schemes)
        {
            table.AddRow(Markup.Escape($"{scheme.Scheme} {scheme.Title}"), Text(scheme.Granted), Text(scheme.Refused),
                Text(scheme.Unclaimed), Text(scheme.Payments), Yuan(scheme.TotalFen));
        }

        table.AddRow(Say("合计", "total"), "", "", "", Text(run.Payments), Yuan(run.TotalFen));
        Screen.WriteLine(Say($"批次 {run.Name}：受理 {run.Households.Accepted} 户，退回 {run.Households.Rejected} 户",
            $"Run {run.Name}: {Counted.Of(run.Households.Accepted, "household")} accepted, {run.Households.Rejected} rejected"));
        Tables.Print(table);
        foreach (string line in Next(run, folder, year, isChinese))
            Screen.WriteLine(line);
    }

    private static string Rejected(long households, string folder, int year, bool isChinese) => isChinese
        ? $"有 {households} 户退回：更正 {folder}/rejects/ 中的表格，放入 rosters/{year}/corrections/，然后再次运行。"
        : $"{Counted.Of(households, "household was", "households were")} rejected: correct the tables in {folder}/rejects/, put them into "
            + $"rosters/{year}/corrections/, and run again.";

    /// <summary>What the operator does next.</summary>
    private static IEnumerable<string> Next(ToldRun run, string folder, int year, bool isChinese)
    {
        string Say(string chinese, string english) => isChinese ? chinese : english;
        if (run.Refused.Count is var refused and > 0)
            yield return Say($"有 {refused} 个文件整份拒收，原因见 {folder}/summary.txt。",
                $"{Counted.Of(refused, "file was", "files were")} refused whole; {folder}/summary.txt says why.");
        foreach (string refusal in run.Refused.Take(MostPassedOver))
            yield return Say($"拒收：{refusal}", $"Refused: {refusal}");
        foreach (string passed in run.Unread.Take(MostPassedOver))
            yield return Say($"未读取：{passed}", $"Not read: {passed}");
        if (run.Unread.Count > MostPassedOver)
            yield return Say($"另有 {run.Unread.Count - MostPassedOver} 项未读取，见 {folder}/summary.txt。",
                $"{run.Unread.Count - MostPassedOver} more were not read; {folder}/summary.txt lists them.");
        foreach (string changed in run.Changed)
            yield return changed;
        if (run.Households.Rejected > 0)
            yield return Rejected(run.Households.Rejected, folder, year, isChinese);
        if (run.Contradicted > 0)
            yield return Say($"有 {run.Contradicted} 户与其他部门登记矛盾，名单见 {folder}/contradictions/。",
                $"{Counted.Of(run.Contradicted, "household is", "households are")} contradicted by registers of other offices: "
                    + $"see {folder}/contradictions/.");
        if (run.Children > 0)
            yield return Say($"有 {run.Children} 名子女在多户中记载不一致，相关付款暂扣待审，名单见 {folder}/children/。",
                $"Households do not go together about {Counted.Of(run.Children, "child", "children")}; what rests on "
                    + $"them is held: {folder}/children/ lists them.");
        if (run.Malformed > 0)
            yield return Say($"登记文件中有 {run.Malformed} 行无法使用，见 {folder}/registers/。",
                $"{Counted.Of(run.Malformed, "line")} of registers cannot be used: see {folder}/registers/.");
        if (run.AssumedValues > 0)
            yield return Say($"政策包中有 {run.AssumedValues} 个假定值，付款前须确认。",
                $"{Counted.Of(run.AssumedValues, "value")} of the policy pack {Counted.Are(run.AssumedValues)} assumed: confirm what is "
                    + "assumed before money moves.");
        foreach (string line in run.Notes)
            yield return line;
        if (run.Payments == 0)
            yield return run.Recoveries > 0
                ? Say("没有需要支付的款项。", "Nothing is to be paid.")
                : Say("没有需要支付的差额。", "There is no difference to pay.");
        yield return run.IsDryRun
            ? Say($"试算文件在 {folder}；数据库未写入。", $"The trial's files are in {folder}; nothing was written to the database.")
            : Say($"结果文件在 {folder}。下一步：财政部门审核各批次；账目可用 disburse verify 核对。",
                $"The files are in {folder}. Next: the finance bureaus review their batches; disburse verify checks the books.");
    }

    private static string Text(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Yuan(long fen) => new Money(fen).Grouped();
}
