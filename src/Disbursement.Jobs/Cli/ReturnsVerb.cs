using System.CommandLine;
using System.Globalization;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Officers;
using Disbursement.Domain.Returns;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Batches;
using Disbursement.Jobs.Printing;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;
using Spectre.Console;

namespace Disbursement.Jobs.Cli;

/// <summary><c>returns import|list|resolve|confirm|refuse</c>: what the bank answered, and what of it waits for a person.</summary>
internal static class ReturnsVerb
{
    public static Command Command() => new("returns", "Return files of the banks") { Import(), List(), Resolve(), Confirm(), Refuse() };

    private static Command Import()
    {
        Argument<string[]> files = new("FILE") { Description = "Return files", Arity = ArgumentArity.OneOrMore };
        Option<string?> bank = new("--bank")
        {
            Description = "The layout of the file: NAME of inputs/banks/NAME.yaml, where the file does not tell",
        };
        Option<string> inputs = new("--inputs")
        {
            Description = "Folder in which the layouts of banks are: banks/*.yaml",
            DefaultValueFactory = _ => "inputs",
        };
        Command command =
            new("import", "Books each good line; keeps the others in quarantine with their place; the same file twice changes nothing")
        {
            files, bank, inputs, OfficerOptions.As, OfficerOptions.PasswordStdin,
        };
        command.SetAction((ParseResult parsed, CancellationToken stop) => Task.FromResult(CommandLine.Guard(parsed, isChinese =>
        {
            ActSetting setting = OfficerOptions.Setting(parsed, OpenFolder.Existing(parsed));
            Officer officer = OfficerOptions.SignedIn(parsed, setting, isChinese);
            string banks = Path.Combine(Settings.Of(parsed, inputs, "Inputs"), "banks");
            return parsed.GetValue(files)!.Max(file => OfficerOptions.Say(
                new ImportReturns(setting, banks, parsed.GetValue(bank)).Run(file, officer, stop), isChinese));
        })));
        return command;
    }

    /// <summary><c>reissue</c>.</summary>
    public static Command Reissue()
    {
        Option<string> run = new("--run") { Description = "The run whose failed and left-behind payments are paid again", Required = true };
        Option<string?> valueDate = new("--value-date") { Description = "Value date of bank files, yyyy-MM-dd" };
        Command command = new("reissue",
            "Makes new batches of failed payments and of held ones that were left behind, to the account in the newest roster")
        {
            run, valueDate, OfficerOptions.As, OfficerOptions.PasswordStdin,
        };
        command.SetAction((ParseResult parsed, CancellationToken stop) => Task.FromResult(CommandLine.Guard(parsed, isChinese =>
        {
            ActSetting setting = OfficerOptions.Setting(parsed, OpenFolder.Existing(parsed));
            Officer officer = OfficerOptions.SignedIn(parsed, setting, isChinese);
            return OfficerOptions.Say(new ReissuePayments(setting)
                .Run(parsed.GetValue(run)!, officer, RunVerb.ValueDate(parsed.GetValue(valueDate)), stop), isChinese);
        })));
        return command;
    }

    /// <summary><c>corrections import</c>.</summary>
    public static Command Corrections()
    {
        Argument<string[]> files = new("FILE") { Description = "Corrected rosters", Arity = ArgumentArity.OneOrMore };
        Option<int> year = new("--year") { Description = "Year of the rosters", Required = true };
        Option<string> inputs = new("--inputs")
        {
            Description = "Folder of rosters, policy pack and bureaus.csv",
            DefaultValueFactory = _ => "inputs",
        };
        Command import = new("import", "Puts corrected rosters among the corrections of a year, under an officer's name")
        {
            files, year, inputs, OfficerOptions.As, OfficerOptions.PasswordStdin,
        };
        import.SetAction((ParseResult parsed, CancellationToken stop) => Task.FromResult(CommandLine.Guard(parsed, isChinese =>
        {
            ActSetting setting = OfficerOptions.Setting(parsed, OpenFolder.Existing(parsed));
            Officer officer = OfficerOptions.SignedIn(parsed, setting, isChinese);
            return parsed.GetValue(files)!.Max(file => OfficerOptions.Say(new ImportCorrection(setting).Run(
                file, parsed.GetValue(year), Settings.Of(parsed, inputs, "Inputs"), officer, stop), isChinese));
        })));
        return new Command("corrections", "Roster corrections") { import };
    }

    private static readonly Argument<string> Place = new("LINE") { Description = "A line in quarantine as FILE:LINE, such as 3:12" };

    private static Command Resolve()
    {
        Option<bool> book = new("--book") { Description = "It is an answer to a payment" },
            dismiss = new("--dismiss") { Description = "It is nothing to book" };
        Option<string?> payment = new("--payment") { Description = "The payment, where the line does not name it" };
        Option<string?> status = new("--status") { Description = "paid or failed, where the line does not say it (Q-STATUS, Q-ROW)" };
        status.AcceptOnlyFromAmong([.. StoredWords.All<ReturnStatus>()]);
        return Act(new("resolve", "Says what a line in quarantine is; a reviewer confirms it")
        {
            Place, book, dismiss, payment, status, OfficerOptions.Reason,
        }, (parsed, setting, officer, stop) =>
        {
            if (parsed.GetValue(book) == parsed.GetValue(dismiss))
                throw new ActNotDone(new ActRefusal("DECISION", "请用 --book（入账）或 --dismiss（不入账）。", "Say what it is: --book or --dismiss.")
                {
                    IsUsage = true,
                });

            string reason = parsed.GetValue(OfficerOptions.Reason) ?? "";
            return parsed.GetValue(dismiss)
                ? new ResolveLine(setting).Dismiss(parsed.GetValue(Place)!, officer, reason)
                : new ResolveLine(setting).Book(parsed.GetValue(Place)!, parsed.GetValue(payment),
                    StoredWords.Find<ReturnStatus>(parsed.GetValue(status)),
                    officer, reason, stop);
        });
    }

    private static Command Confirm() => Act(new("confirm", "Confirms what an operator says of a line: it is booked or dismissed") { Place },
        (parsed, setting, officer, stop) => new ResolveLine(setting).Confirm(parsed.GetValue(Place)!, officer, stop));

    private static Command Refuse() => Act(new("refuse", "Does not confirm it: the line waits on") { Place, OfficerOptions.Reason },
        (parsed, setting, officer, _) => new ResolveLine(setting)
            .Refuse(parsed.GetValue(Place)!, officer, parsed.GetValue(OfficerOptions.Reason) ?? ""));

    private static Command Act(Command command, Func<ParseResult, ActSetting, Officer, CancellationToken, ActOutcome> act) =>
        OfficerOptions.Act(command, (parsed, setting, officer, _, stop) => act(parsed, setting, officer, stop));

    private static Command List()
    {
        Option<int?> file = new("--file") { Description = "Only the quarantine of this file" };
        Command command = new("list", "Imported files, and the lines in quarantine with place, code and both values") { file };
        command.SetAction((ParseResult parsed, CancellationToken _) => Task.FromResult(CommandLine.Guard(parsed, isChinese =>
        {
            OpenFolder open = OpenFolder.ToRead(parsed);
            using DisbursementDb db = open.Store.Model();
            int? only = parsed.GetValue(file);
            ReturnFileRecord[] files = [.. db.ReturnFiles.ToRead().Where(one => only == null || one.Id == only).OrderBy(one => one.Id)];
            QuarantineRecord[] lines =
                [.. db.Quarantine.ToRead().Where(line => only == null || line.FileId == only).OrderBy(line => line.Id)];
            string[] named = [.. lines.Select(line => line.PaymentNo).OfType<string>().Distinct()];
            Dictionary<string, PaymentState?> states =
                named.ToDictionary(payment => payment, payment => ReadBatches.Payment(db, payment)?.State);
            IReadOnlyDictionary<string, Resolution> resolved = QuarantineAtHand.Said(db);
            Resolution? Of(QuarantineRecord line) => resolved.GetValueOrDefault(ResolutionBook.PlaceOf(line.FileId, line.Line));
            bool isOpen = lines.Any(line =>
                QuarantineAtHand.IsOpen(line, Of(line), line.PaymentNo is null ? null : states[line.PaymentNo]));
            if (parsed.GetValue(CommonOptions.Json))
            {
                using Stream output = Console.OpenStandardOutput();
                output.Write(JsonBytes.Of(new
                {
                    Files = files.Select(
                        one => new { one.Id, one.Name, one.Sha256, one.Lines, one.Paid, one.Failed, one.Quarantined, one.Officer,
                            ReadAs = ArchivedLayout.Of(db, open.Folder, one.Id)?.English }),
                    Quarantine = lines.Select(line => new { File = line.FileId, line.Line, line.Code, line.PaymentNo,
                        State = line.PaymentNo is null ? null : states[line.PaymentNo]?.Word() ?? "", line.Expected, Found = line.Given,
                        Resolved = Of(line) is { } one ? Told(one, isChinese: false) : null }),
                }));
                return ExitCode.Done;
            }

            Table table = new Table { Border = TableBorder.Simple }.AddColumns(isChinese
                ? ["编号", "文件", "行数", "成功", "失败", "待核", "导入人", "读取方式"]
                : ["number", "file", "lines", "paid", "failed", "quarantine", "imported by", "read as"]);
            foreach (ReturnFileRecord one in files)
                table.AddRow(Text(one.Id), Markup.Escape(one.Name), Text(one.Lines), Text(one.Paid), Text(one.Failed),
                    Text(one.Quarantined), Markup.Escape(one.Officer),
                    Markup.Escape(ArchivedLayout.Of(db, open.Folder, one.Id)?.Say(isChinese) ?? ""));
            Tables.Print(table);
            if (lines.Length == 0)
                return ExitCode.Done;

            Table waiting = new Table { Border = TableBorder.Simple }.AddColumns(
                isChinese
                    ? ["文件", "行", "代码", "付款", "付款现状", "应为", "实为", "处理"]
                    : ["file", "line", "code", "payment", "now", "expected", "found", "resolved"]);
            foreach (QuarantineRecord line in lines)
                waiting.AddRow(Text(line.FileId), Text(line.Line), line.Code, Markup.Escape(line.PaymentNo ?? ""),
                    line.PaymentNo is null
                        ? ""
                        : states[line.PaymentNo]?.Say(isChinese) ?? "",
                    Markup.Escape(Quarantine.Tell(line.Code, line.Expected ?? "", isChinese)),
                    Markup.Escape(Quarantine.Tell(line.Code, line.Given ?? "", isChinese)),
                    Markup.Escape(Of(line) is { } one ? Told(one, isChinese) : ""));
            Tables.Print(waiting);
            return isOpen ? ExitCode.NeedsPerson : ExitCode.Done;
        })));
        return command;
    }

    /// <summary>What became of a line, or is to become of it.</summary>
    private static string Told(Resolution one, bool isChinese)
    {
        string what = one.Status is { } status
            ? isChinese ? $"入账：{status.Say(isChinese: true)} {one.PaymentNo}" : $"{status.Word()} {one.PaymentNo}"
            : isChinese ? "不入账" : "dismissed";
        return one.Outcome is null ? isChinese ? $"{what}（待确认）" : $"{what} (to be confirmed)" : what;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
