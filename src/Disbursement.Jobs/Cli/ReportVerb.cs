using System.CommandLine;
using System.Data.Common;
using System.Globalization;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Households;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Words;
using Disbursement.Jobs.Cli.Words;
using Disbursement.Jobs.Printing;
using Disbursement.Jobs.Questions.Audits;
using Disbursement.Jobs.Reports;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Store.Tables;
using Spectre.Console;

namespace Disbursement.Jobs.Cli;

/// <summary>
/// <c>report</c>: what is owed and not paid, what claimants owe back, the money of a run, what was paid on a promise, and the questions of
/// the audit office.
/// </summary>
internal static class ReportVerb
{
    private static readonly Option<string?> County = new("--county") { Description = "Only this county" };

    public static Command Command()
    {
        Command report = new("report", "What finance staff and auditors ask of the books")
        {
            Unpaid(), Receivables(), FundsVerb.Requisition(), FundsVerb.Settlement(), PromisesVerb.Command(), OverdueVerb.Command(),
        };
        foreach (Command question in AuditVerbs.All())
            report.Add(question);
        return report;
    }

    private static Command Unpaid()
    {
        Option<string?> target = new("--out") { Description = "Writes every line as CSV, or as --format says" };
        Option<int?> year = new("--year") { Description = "Only what runs of this year computed" };
        Command command = new("unpaid", "Due but unpaid, aged by days: waiting for a reviewer, held, on its way without an answer, failed")
        {
            County, target, year, AuditVerbs.Format,
        };
        command.SetAction((ParseResult parsed, CancellationToken _) => Task.FromResult(CommandLine.Guard(parsed, isChinese =>
        {
            OpenFolder open = OpenFolder.ToRead(parsed);
            using DbConnection connection = open.Store.Connect();
            DateOnly today = Day(TimeProvider.System.GetUtcNow());
            int? only = parsed.GetValue(year);
            UnpaidPayment[] payments = [.. new ReadReports(connection).Unpaid(parsed.GetValue(County)).Where(payment => only is null
                || payment.Year == only).Select(payment => Of(payment, today, open.RegionName(payment.RegionCode)))];
            if (parsed.GetValue(target) is { } file && AuditVerbs.IsWorkbook(parsed, file))
                WriteWorkbook(file, open,
                    new AuditOrder { Year = only ?? UnpaidDues.EveryYear, County = parsed.GetValue(County), IsChinese = isChinese });
            else if (parsed.GetValue(target) is { } csv)
                ListUnpaid.Run(csv, payments, isChinese);
            if (parsed.GetValue(CommonOptions.Json))
            {
                using Stream output = Console.OpenStandardOutput();
                output.Write(JsonBytes.Of(payments));
                return ExitCode.Done;
            }

            Table table = new Table { Border = TableBorder.Simple }.AddColumns(isChinese ? ["区县", "状态"] : ["county", "state"]);
            foreach (string column in (string[])[isChinese ? "笔数" : "payments", .. AgeNames(isChinese),
                isChinese ? "合计（元）" : "yuan in all"])
                table.AddColumn(new TableColumn(column).RightAligned());
            foreach (IGrouping<(string County, PaymentState State), UnpaidPayment> group in payments.GroupBy(payment => (payment.County,
                payment.State)).OrderBy(group => (group.Key.County, group.Key.State.Word())))
            {
                decimal[] ages = new decimal[ListUnpaid.Ages.Count + 1];
                foreach (UnpaidPayment payment in group)
                    ages[ListUnpaid.AgeOf(payment.Days)] += payment.Yuan;
                table.AddRow([group.Key.County, group.Key.State.Say(isChinese), Text(group.Count()), .. ages.Select(Yuan),
                    Yuan(group.Sum(payment => payment.Yuan))]);
            }

            Tables.Print(table);
            Console.WriteLine(isChinese
                ? $"{payments.Length} 笔应付未付，{Yuan(payments.Sum(payment => payment.Yuan))} 元，最久 {Oldest(payments)} 天"
                : $"{Counted.Of(payments.Length, "payment")} due and unpaid, {Yuan(payments.Sum(payment => payment.Yuan))} yuan, the "
                    + $"oldest for {Counted.Of(Oldest(payments), "day")}");
            return ExitCode.Done;
        })));
        return command;
    }

    private static void WriteWorkbook(string file, OpenFolder open, AuditOrder order)
    {
        AuditReport report = AskAudit.Run(new UnpaidDues(), new AuditSetting(open.Folder, open.Store, open.Ring, TimeProvider.System),
            order, CancellationToken.None);
        using WorkbookReport workbook = new(file, report.Columns, order.IsChinese);
        report.Run(workbook);
    }

    private static Command Receivables()
    {
        Command command = new("receivables", "What claimants were paid too much and still owe, with every movement") { County };
        command.SetAction((ParseResult parsed, CancellationToken _) => Task.FromResult(CommandLine.Guard(parsed, isChinese =>
        {
            OpenFolder open = OpenFolder.ToRead(parsed);
            using DbConnection connection = open.Store.Connect();
            IReadOnlyList<OpenReceivable> receivables = new ReadReports(connection).Receivables(parsed.GetValue(County));
            if (parsed.GetValue(CommonOptions.Json))
            {
                using Stream output = Console.OpenStandardOutput();
                output.Write(JsonBytes.Of(receivables.Select(receivable => new
                {
                    receivable.RegionCode, receivable.HouseholdNo, receivable.Role, receivable.Group, OpenFen = receivable.Open.Fen,
                    History = receivable.History.Select(movement => new { On = Day(movement.RecordedAt), movement.Event, movement.Run,
                        movement.Payment, movement.Amount.Fen }),
                })));
                return ExitCode.Done;
            }

            RecordedWords words = new(isChinese);
            foreach (OpenReceivable receivable in receivables)
            {
                string region = open.Region(receivable.RegionCode);
                Console.WriteLine(isChinese
                    ? $"{region} {receivable.HouseholdNo} {PersonList.RoleText(receivable.Role, isChinese)}  "
                        + $"{receivable.Group}  待追回 {receivable.Open.Grouped()} 元"
                    : $"{region} {receivable.HouseholdNo} {receivable.Role}  "
                        + $"{receivable.Group}  {receivable.Open.Grouped()} yuan open");
                foreach (ReceivableMovement movement in receivable.History)
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    {Day(movement.RecordedAt):yyyy-MM-dd}  "
                        + $"{words.Event(movement.Event),-8}{movement.Amount.Grouped(),12}  {movement.Run}  {movement.Payment}"));
            }

            string sum = new Domain.Amounts.Money(receivables.Sum(receivable => receivable.Open.Fen)).Grouped();
            Console.WriteLine(isChinese ? $"{receivables.Count} 项待追回，共 {sum} 元；以后的批次从同组待遇中抵扣"
                : $"{Counted.Of(receivables.Count, "receivable")} of {sum} yuan {Counted.Are(receivables.Count)} open; later runs keep "
                    + "back what is owed from payments of the same group");
            return ExitCode.Done;
        })));
        return command;
    }

    private static UnpaidPayment Of(OpenPayment payment, DateOnly today, string regionName) => new(
        payment.PaymentNo, payment.County, payment.Scheme, payment.State, payment.Amount.Yuan, Day(payment.DueSince),
        today.DayNumber - Day(payment.DueSince).DayNumber,
        payment.RegionCode, payment.HouseholdNo, payment.Role, payment.Replaces, payment.Note, regionName);

    private static IEnumerable<string> AgeNames(bool isChinese)
    {
        int from = 0;
        foreach (int end in ListUnpaid.Ages)
        {
            yield return isChinese ? $"{from}–{end} 天" : $"{from}–{end} days";
            from = end + 1;
        }

        yield return isChinese ? $"{from} 天以上" : $"{from} days and more";
    }

    /// <summary>The day in China.</summary>
    private static DateOnly Day(DateTimeOffset time) => Instants.DayInChina(time);

    private static int Oldest(UnpaidPayment[] payments) => payments.Length == 0 ? 0 : payments.Max(payment => payment.Days);

    private static string Text(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Yuan(decimal yuan) => yuan.ToString("N2", CultureInfo.InvariantCulture);
}
