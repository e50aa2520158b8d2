using System.CommandLine;
using System.Data.Common;
using System.Globalization;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Words;
using Disbursement.Jobs.Batches;
using Disbursement.Jobs.Printing;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;
using Spectre.Console;

namespace Disbursement.Jobs.Cli;

/// <summary><c>batches</c>: what waits, what is under way, what is done.</summary>
internal static class BatchesVerb
{
    public static Command Command()
    {
        Option<string?> run = new("--run") { Description = "Only this run, such as 2026-1" };
        Option<string?> state = new("--state") { Description = "proposed, approved, released, settled or rejected" };
        state.AcceptOnlyFromAmong([.. StoredWords.All<BatchState>()]);
        Option<string?> county = new("--county") { Description = "Only this county" };
        Command command = new("batches", "Lists batches with totals, flags, files and their SHA-256") { run, state, county };
        command.SetAction((ParseResult parsed, CancellationToken _) => Task.FromResult(CommandLine.Guard(parsed, isChinese =>
        {
            using DbConnection books = OpenFolder.ToRead(parsed).Store.Connect();
            IReadOnlyList<ListedBatch> batches =
                ReadBatches.List(books, parsed.GetValue(run), StoredWords.Find<BatchState>(parsed.GetValue(state)),
                    parsed.GetValue(county));
            if (parsed.GetValue(CommonOptions.Json))
            {
                using Stream output = Console.OpenStandardOutput();
                output.Write(JsonBytes.Of(batches.Select(Json)));
                return ExitCode.Done;
            }

            Table table = new Table { Border = TableBorder.Simple }.AddColumns(isChinese ? ["批次", "状态"] : ["batch", "state"]);
            foreach (string column in isChinese ? new[] { "笔数", "金额（元）", "追回（元）", "暂扣" } : ["payments", "yuan", "taken back", "held"])
                table.AddColumn(new TableColumn(column).RightAligned());
            table.AddColumns(isChinese ? ["提示", "SHA-256（付款文件）"] : ["flags", "SHA-256 of the payment file"]);
            foreach (ListedBatch batch in batches)
            {
                table.AddRow(
                    Markup.Escape(batch.Batch.Id), batch.Batch.State.Say(isChinese), Count(batch.Batch.Payments),
                    Yuan(batch.Batch.TotalFen),
                    batch.Batch.Recoveries == 0 ? "" : Yuan(batch.Batch.RecoveredFen),
                        Count(batch.Held),
                    batch.Batch.IsAssumed ? "ASSUMED" : "", batch.Files.Count == 0 ? "" : batch.Files[0].Sha256);
            }

            Tables.Print(table);
            Console.WriteLine(isChinese
                ? $"{batches.Count} 个批次，{Count(batches.Sum(batch => batch.Batch.Payments))} 笔，"
                    + $"{Yuan(batches.Sum(batch => batch.Batch.TotalFen))} 元"
                : $"{Counted.Of(batches.Count, "batch", "batches")}, {Counted.Of(batches.Sum(batch => batch.Batch.Payments), "payment")}, "
                    + $"{Yuan(batches.Sum(batch => batch.Batch.TotalFen))} yuan");
            return ExitCode.Done;
        })));
        return command;
    }

    /// <summary>A batch for machines.</summary>
    public static object Json(ListedBatch listed) => new
    {
        Batch = listed.Batch.Id,
        Run = listed.Run.Id,
        listed.Batch.County,
        listed.Batch.Scheme,
        listed.Batch.State,
        listed.Batch.Payments,
        listed.Batch.CurrentFen,
        listed.Batch.ArrearsFen,
        RecoveryFen = -listed.Batch.OffsetFen,
        listed.Batch.TotalFen,
        listed.Batch.Recoveries,
        listed.Batch.RecoveredFen,
        FundingFen = new { Central = listed.Batch.CentralFen, Province = listed.Batch.ProvinceFen, City = listed.Batch.CityFen,
            County = listed.Batch.CountyFen },
        listed.Held,
        listed.Failed,
        Flags = listed.Batch.IsAssumed ? new[] { "ASSUMED" } : [],
        Files = listed.Files.Select(
            file => new { file.Format, Path = Path.Combine(listed.Run.OutFolder, file.Path), file.Rows, file.TotalFen, file.Sha256 }),
    };

    public static string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    public static string Yuan(long fen) => new Money(fen).Grouped();
}
