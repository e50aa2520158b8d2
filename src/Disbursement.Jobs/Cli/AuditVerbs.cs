using System.CommandLine;
using System.Globalization;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Words;
using Disbursement.Jobs.Questions.Audits;
using Disbursement.Jobs.Reports;
using Disbursement.Jobs.Runs;
using Spectre.Console;

namespace Disbursement.Jobs.Cli;

/// <summary>
/// <c>report NAME --year Y</c>: the questions of the audit office, each with its sums, its first lines and what it cannot see; all lines go
/// into a file.
/// </summary>
internal static class AuditVerbs
{
    private const string Csv = "csv";
    private const string Workbook = "xlsx";

    private const int MostColumns = 12;

    private static readonly Option<int> Year = new("--year") { Description = "Year of the runs", Required = true };
    private static readonly Option<string?> County = new("--county") { Description = "Only this county" };
    private static readonly Option<string?> Target = new("--out") { Description = "Writes every line into this file" };
    private static readonly Option<int> Days = new("--days")
    {
        Description = "How many days before a payment a change counts",
        DefaultValueFactory = _ => 30,
    };
    private static readonly Option<int?> Over = new("--over")
    {
        Description = "Accounts of more persons than this; else the limit of the policy pack",
    };
    private static readonly Option<int> Size = new("--size") { Description = "How many payments", DefaultValueFactory = _ => 50 };
    private static readonly Option<ulong> Seed = new("--seed")
    {
        Description = "A number that the sample follows from; the same gives the same sample",
        Required = true,
    };
    private static readonly Option<bool> Weighted = new("--weighted") { Description = "The chance of a payment grows with its amount" };

    /// <summary>How the file is written; else its ending tells, and csv where that tells nothing.</summary>
    public static Option<string?> Format { get; } =
        OneOf(new Option<string?>("--format") { Description = "csv or xlsx, for --out; else by the ending of the file" });

    public static IEnumerable<Command> All() => AskAudit.Questions.Where(question => question is not UnpaidDues).Select(Of);

    /// <summary>What a file is to be: the format asked for, or what its ending tells.</summary>
    public static bool IsWorkbook(ParseResult parsed, string path) => parsed.GetValue(Format) is { } format
        ? format == Workbook
        : path.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase);

    private static IReportFile File(ParseResult parsed, string path, IReadOnlyList<ReportColumn> columns, bool isChinese) =>
        IsWorkbook(parsed, path) ? new WorkbookReport(path, columns, isChinese) : new CsvReport(path, columns, isChinese);

    private static Command Of(AuditQuestion question)
    {
        Command command = new(question.Name, question.Title.English) { Year, County, Target, Format };
        if (question is AccountChanges)
            command.Add(Days);
        if (question is SharedAccounts)
            command.Add(Over);
        if (question is CheckSample)
        {
            foreach (Option option in (Option[])[Size, Seed, Weighted])
                command.Add(option);
        }

        command.SetAction((ParseResult parsed, CancellationToken stop) => Task.FromResult(
            CommandLine.Guard(parsed, isChinese => Answer(parsed, question, isChinese, stop))));
        return command;
    }

    private static int Answer(ParseResult parsed, AuditQuestion question, bool isChinese, CancellationToken stop)
    {
        AuditOrder order = Order(parsed, question, isChinese);
        OpenFolder open = OpenFolder.ToRead(parsed);
        if (new Store.RunBook(open.Store).Sealed().All(run => run.Year != order.Year))
            throw new RunRefusal(isChinese
                ? $"{order.Year} 年没有已封存的批次；用 disburse batches 查看有哪些。"
                : $"There is no sealed run of {order.Year}; disburse batches lists what there is.");

        AuditReport report = AskAudit.Run(question, new AuditSetting(open.Folder, open.Store, open.Ring, TimeProvider.System), order, stop);
        string? path = parsed.GetValue(Target);
        using IReportFile? file = path is null ? null : File(parsed, path, report.Columns, isChinese);
        if (parsed.GetValue(CommonOptions.Json))
        {
            using Stream output = Console.OpenStandardOutput();
            using JsonReport json = new(output, report);
            report.Run(file is null ? [json] : [json, file]);
            return ExitCode.Done;
        }

        Tell(report, report.Run(file is null ? [] : [file]), path, isChinese);
        return ExitCode.Done;
    }

    private static AuditOrder Order(ParseResult parsed, AuditQuestion question, bool isChinese)
    {
        AuditOrder order = new() { Year = parsed.GetValue(Year), County = parsed.GetValue(County), IsChinese = isChinese };
        if (order.County is { } county && (county.Length != 6 || !county.All(char.IsAsciiDigit)))
            throw NoCounty(county, isChinese);
        if (parsed.GetValue(Format) is not null && parsed.GetValue(Target) is null)
            throw new RunRefusal(isChinese ? "--format 须与 --out 同用。" : "--format needs --out: name the file.");
        if (question is AccountChanges)
            order = order with { Days = AtLeast(parsed.GetValue(Days), 0, "--days", isChinese) };
        if (question is SharedAccounts && parsed.GetValue(Over) is { } over)
            order = order with { Over = AtLeast(over, 1, "--over", isChinese) };
        return question is CheckSample ? order with { Size = AtLeast(parsed.GetValue(Size), 1, "--size", isChinese),
            Seed = parsed.GetValue(Seed), IsWeighted = parsed.GetValue(Weighted) } : order;
    }

    public static RunRefusal NoCounty(string county, bool isChinese) => new(isChinese
        ? $"--county {county} 不是六位行政区划代码，应如 320303。"
        : $"--county {county} is not a county code of six digits, such as 320303.");

    private static int AtLeast(int value, int least, string option, bool isChinese) =>
        value >= least
            ? value
            : throw new RunRefusal(isChinese
                ? $"{option} {value} 太小：请给出 {least} 或更大的数。"
                : $"{option} {value} is too small: give {least} or more.");

    private static void Tell(AuditReport report, ReportTotals totals, string? path, bool isChinese)
    {
        string Say(string chinese, string english) => isChinese ? chinese : english;
        Console.WriteLine(report.Heading);
        foreach (string remark in report.Remarks)
            Console.WriteLine(remark);
        if (totals.Lines > 0)
        {
            Table sums = new Table { Border = TableBorder.Simple }.AddColumns(isChinese ? ["区县", "项目"] : ["county", "scheme"]);
            foreach (string name in isChinese ? (string[])["行数", "金额（元）"] : ["lines", "yuan"])
                sums.AddColumn(new TableColumn(name).RightAligned());
            foreach ((string county, string scheme, long lines, long fen) in totals.Sums)
                sums.AddRow(county, scheme, Count(lines), new Money(fen).Grouped());
            Tables.Print(sums);
            if (path is null)
                First(report, totals, isChinese);
        }

        Console.WriteLine(
            Say($"共 {Count(totals.Lines)} 行，{new Money(totals.Fen).Grouped()} 元。",
                $"{Counted.Of(totals.Lines, "line")}, {new Money(totals.Fen).Grouped()} yuan."));
        if (path is not null)
            Console.WriteLine(Say($"已写入 {path}", $"Written to {path}"));
        else if (totals.Lines > totals.First.Count)
            Console.WriteLine(
                Say($"只显示前 {totals.First.Count} 行；用 --out 写出全部。", $"The first {totals.First.Count} are shown; --out writes all of them."));
        Console.WriteLine(Say("本表看不到：", "What this report cannot see:"));
        foreach (string sentence in report.Unseen)
            Console.WriteLine($"  - {sentence}");
    }

    /// <summary>The first lines, as many columns as stand side by side; columns to fill in are for paper.</summary>
    private static void First(AuditReport report, ReportTotals totals, bool isChinese)
    {
        int[] shown = [.. Enumerable.Range(0, report.Columns.Count).Where(i => totals.First.Any(line => line.Cells[i] is not (null or "")))
            .Take(MostColumns)];
        Table table = new() { Border = TableBorder.Simple };
        foreach (int i in shown)
            table.AddColumn(report.Columns[i].Kind == ColumnKind.Text
                ? new TableColumn(report.Columns[i].Header(isChinese))
                : new TableColumn(report.Columns[i].Header(isChinese)).RightAligned());
        foreach (ReportLine line in totals.First)
            table.AddRow([.. shown.Select(i => Markup.Escape(Said(report.Columns[i], line.Cells[i], isChinese)))]);
        Tables.Print(table);
    }

    /// <summary>A cell as people read it: amounts in groups, states in words.</summary>
    private static string Said(ReportColumn column, object? cell, bool isChinese) => (column.English, cell) switch
    {
        ("state", string state) => LifeCycle.Say(state, isChinese),
        (_, long fen) when column.Kind == ColumnKind.Yuan => new Money(fen).Grouped(),
        _ => CsvReport.Text(column, cell),
    };

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static Option<string?> OneOf(Option<string?> option)
    {
        option.AcceptOnlyFromAmong(Csv, Workbook);
        return option;
    }
}
