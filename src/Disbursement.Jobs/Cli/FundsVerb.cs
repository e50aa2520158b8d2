using System.CommandLine;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Policies;
using Disbursement.Jobs.Policies;
using Disbursement.Jobs.Printing;
using Disbursement.Jobs.Questions;
using Disbursement.Jobs.Reports;
using Disbursement.Jobs.Store.Tables;
using Spectre.Console;

namespace Disbursement.Jobs.Cli;

/// <summary><c>report requisition|settlement</c>: the money that a run needs of each level, and what became of it.</summary>
internal static class FundsVerb
{
    public static Command Requisition() => Report(
        "requisition", "What a run needs, by bureau, scheme and level of government: the request for funds", "用款申请",
        WriteFunds.Requisition);

    public static Command Settlement() => Report(
        "settlement", "What became of a run's money once the bank answered: paid, failed, left over, by bureau, scheme and level", "结算",
        WriteFunds.Settlement);

    private static Command Report(string name, string description, string chinese, IReadOnlyList<FundsColumn> columns)
    {
        Option<string> run = new("--run") { Description = "The run, such as 2026-1", Required = true };
        Option<string?> county = new("--county") { Description = "Only this county" };
        Option<string?> target = new("--out") { Description = "Writes every line: FILE.csv or FILE.xlsx" };
        Command command = new(name, description) { run, county, target };
        command.SetAction((ParseResult parsed, CancellationToken _) => Task.FromResult(CommandLine.Guard(parsed, isChinese =>
        {
            OpenFolder open = OpenFolder.ToRead(parsed);
            FundsOfRun funds = FundsOfRun.Read(open.Folder, open.Store, parsed.GetValue(run)!, parsed.GetValue(county));
            if (parsed.GetValue(target) is { } file)
                WriteFunds.Run(file, columns, $"{(isChinese ? chinese : name)} {funds.Run.Id}", funds.Batches, funds.BureauNames,
                    Titles(funds, isChinese), isChinese);
            if (parsed.GetValue(CommonOptions.Json))
            {
                using Stream output = Console.OpenStandardOutput();
                output.Write(JsonBytes.Of(new { Run = funds.Run.Id, Batches = funds.Batches.Select(one => Row(one, columns)),
                    Total = Row(BatchFunds.Sum(funds.Batches), columns) }));
                return ExitCode.Done;
            }

            Print(funds, columns, isChinese);
            return ExitCode.Done;
        })));
        return command;
    }

    /// <summary>Names of the schemes: those of the pack in Chinese, in English those of their definitions where it has one.</summary>
    private static IReadOnlyDictionary<string, string> Titles(FundsOfRun funds, bool isChinese) => isChinese
        ? funds.Titles
        : funds.Titles.ToDictionary(title => title.Key, title => Scheme.TryParse(title.Key, out Scheme scheme)
            && SchemeTitles.Of(scheme) is { } known ? known.English : title.Value);

    private static Dictionary<string, object> Row(BatchFunds funds, IReadOnlyList<FundsColumn> columns)
    {
        Dictionary<string, object> row = new() { ["county"] = funds.County, ["scheme"] = funds.Scheme, ["batch"] = funds.Batch };
        foreach (FundsColumn column in columns)
            row[column.Of(funds) is Money ? column.English + "_fen" : column.English] = column.Of(funds) is Money money
                ? money.Fen
                : column.Of(funds);
        return row;
    }

    private static void Print(FundsOfRun funds, IReadOnlyList<FundsColumn> columns, bool isChinese)
    {
        Table table = new Table { Border = TableBorder.Simple }.AddColumns(isChinese ? ["财政局", "项目"] : ["bureau", "scheme"]);
        foreach (FundsColumn column in columns)
            table.AddColumn(new TableColumn(column.Name(isChinese)).RightAligned());
        foreach (BatchFunds one in funds.Batches)
            table.AddRow([one.County, one.Scheme, .. columns.Select(column => WriteFunds.Text(column.Of(one)))]);
        table.AddRow(
            [isChinese ? "合计" : "total", "", .. columns.Select(column => WriteFunds.Text(column.Of(BatchFunds.Sum(funds.Batches))))]);
        Tables.Print(table);
    }
}
