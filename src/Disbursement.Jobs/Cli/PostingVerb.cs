using System.CommandLine;
using System.Data.Common;
using System.Globalization;
using Disbursement.Domain.Officers;
using Disbursement.Domain.Words;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Postings;
using Disbursement.Jobs.Printing;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;
using Spectre.Console;

namespace Disbursement.Jobs.Cli;

/// <summary><c>notice</c> and <c>objection</c>: the public posting 公示 of who is to be paid, and what people say against it.</summary>
internal static class PostingVerb
{
    private static readonly Argument<string> Payment = new("PAYMENT_NO") { Description = "A payment, such as 2026-1-320302-sab-000007" };

    public static Command Command()
    {
        Option<string> run = new("--run") { Description = "The run", Required = true };
        Option<string?> county = new("--county") { Description = "Only this county" };
        Option<string?> target = new("--out") { Description = "Folder of the files [default: notice-RUN in the out folder]" };
        Option<bool> post = new("--post") { Description = "Records that the pages were put up: the time for objections begins" };
        Option<DateOnly?> postedOn = new("--posted-on") { Description = "The day they were put up, yyyy-MM-dd; else today" };
        Command command =
            new("notice", "The public posting of a run, masked, by township and village: a page to print and a workbook for each county")
        {
            run, county, target, post, postedOn, OfficerOptions.As, OfficerOptions.PasswordStdin,
        };
        command.SetAction((ParseResult parsed, CancellationToken _) => Task.FromResult(CommandLine.Guard(parsed, isChinese =>
        {
            bool isPosted = parsed.GetValue(post);
            ActSetting setting = OfficerOptions.Setting(parsed, isPosted ? OpenFolder.Existing(parsed) : OpenFolder.ToRead(parsed));
            Officer? officer = isPosted ? OfficerOptions.SignedIn(parsed, setting, isChinese) : null;
            DateOnly day = parsed.GetValue(postedOn) ?? new AwaitPosting(setting).Today;
            string id = parsed.GetValue(run)!;
            string folder = parsed.GetValue(target) ?? Path.Combine(Settings.Of(parsed, "Out") ?? "out", $"notice-{id}");
            IReadOnlyList<WrittenPosting> postings = new WritePostings(setting.Data, setting.Store, setting.Ring)
                .Run(id, parsed.GetValue(county), folder, day, isChinese);
            if (parsed.GetValue(CommonOptions.Json))
            {
                using Stream output = Console.OpenStandardOutput();
                output.Write(JsonBytes.Of(postings.Select(
                    posting => new { posting.County, posting.Page, posting.Sheet, posting.Sha256, Posted = day, posting.Until,
                        posting.Lines, posting.Sum.Fen })));
            }
            else
            {
                foreach (WrittenPosting posting in postings)
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{posting.County}  {posting.Lines,8:N0}  "
                        + $"{posting.Sum.Grouped(),16}  {posting.Page}"));
            }

            return officer is null
                ? ExitCode.Done
                : postings.Max(posting => OfficerOptions.Say(new RecordPosting(setting).Run(id, posting, day, officer), isChinese));
        })));
        return command;
    }

    public static Command Objections() => new("objection", "Objections to payments: taken down, decided, listed")
    {
        Raise(), Decide(), List(),
    };

    private static Command Raise()
    {
        Option<string> by = new("--by") { Description = "Who objects, in words", Required = true };
        Command command = new("raise", "Takes an objection down: the payment is kept back until it is decided")
        {
            Payment, by, OfficerOptions.Reason, OfficerOptions.As, OfficerOptions.PasswordStdin,
        };
        command.SetAction((ParseResult parsed, CancellationToken _) => Task.FromResult(CommandLine.Guard(parsed, isChinese =>
        {
            ActSetting setting = OfficerOptions.Setting(parsed, OpenFolder.Existing(parsed));
            Officer officer = OfficerOptions.SignedIn(parsed, setting, isChinese);
            return OfficerOptions.Say(new RaiseObjection(setting)
                .Run(parsed.GetValue(Payment)!, parsed.GetValue(by)!, officer, parsed.GetValue(OfficerOptions.Reason) ?? ""), isChinese);
        })));
        return command;
    }

    private static Command Decide()
    {
        Option<bool> upheld = new("--upheld") { Description = "The objection is right: the payment is not made" },
            dismissed = new("--dismissed") { Description = "It is not: the payment goes on" };
        Command command = new("decide", "Decides on an objection; somebody else than who took it down")
        {
            Payment, upheld, dismissed, OfficerOptions.Reason, OfficerOptions.As, OfficerOptions.PasswordStdin,
        };
        command.SetAction((ParseResult parsed, CancellationToken _) => Task.FromResult(CommandLine.Guard(parsed, isChinese =>
        {
            if (parsed.GetValue(upheld) == parsed.GetValue(dismissed))
                throw new ActNotDone(new ActRefusal("DECISION", "请用 --upheld（成立）或 --dismissed（不成立）给出结论。", "Say how it is decided: --upheld "
                    + "or --dismissed.") { IsUsage = true });

            ActSetting setting = OfficerOptions.Setting(parsed, OpenFolder.Existing(parsed));
            Officer officer = OfficerOptions.SignedIn(parsed, setting, isChinese);
            return OfficerOptions.Say(new DecideObjection(setting)
                .Run(parsed.GetValue(Payment)!, parsed.GetValue(upheld), officer, parsed.GetValue(OfficerOptions.Reason) ?? ""), isChinese);
        })));
        return command;
    }

    private static Command List()
    {
        Option<bool> open = new("--open") { Description = "Only those that nobody has decided" };
        Command command = new("list", "Every objection, with what became of it") { open };
        command.SetAction((ParseResult parsed, CancellationToken _) => Task.FromResult(CommandLine.Guard(parsed, isChinese =>
        {
            using DbConnection connection = OpenFolder.ToRead(parsed).Store.Connect();
            Objection[] objections = [.. ObjectionBook.All(connection, null).Where(one => !parsed.GetValue(open) || one.Outcome is null)];
            if (parsed.GetValue(CommonOptions.Json))
            {
                using Stream output = Console.OpenStandardOutput();
                output.Write(JsonBytes.Of(objections.Select(one => new { one.PaymentNo, one.At, one.Recorder, one.By, one.Reason,
                    one.Outcome, one.DecidedAt, one.Decider, one.Because })));
                return ExitCode.Done;
            }

            Table table = new Table { Border = TableBorder.Simple }.AddColumns(isChinese
                ? ["登记日期", "支付编号", "异议人", "理由", "登记人", "结论", "处理人", "说明"]
                : ["taken down", "payment", "who objects", "why", "by", "decided", "by whom", "because"]);
            foreach (Objection one in objections)
            {
                string outcome = (one.Outcome ?? ObjectionState.Open).Say(isChinese);
                table.AddRow([.. ((string[])[one.At.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), one.PaymentNo, one.By, one.Reason,
                    one.Recorder, outcome, one.Decider ?? "", one.Because ?? ""]).Select(Markup.Escape)]);
            }

            Tables.Print(table);
            int waiting = objections.Count(one => one.Outcome is null);
            Console.WriteLine(
                isChinese ? $"{objections.Length} 项异议，其中 {waiting} 项待处理"
                : $"{Counted.Of(objections.Length, "objection")}, {waiting} of them open");
            return waiting > 0 ? ExitCode.NeedsPerson : ExitCode.Done;
        })));
        return command;
    }
}
