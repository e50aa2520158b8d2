using System.CommandLine;
using System.Globalization;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Batches;
using Disbursement.Jobs.Printing;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;
using Spectre.Console;

namespace Disbursement.Jobs.Cli;

/// <summary><c>returns import|list</c>: what the bank answered, and what of it waits for a person.</summary>
internal static class ReturnsVerb
{
    public static Command Command() => new("returns", "Return files of the banks") { Import(), List() };

    private static Command Import()
    {
        Argument<string[]> files = new("FILE") { Description = "Return files", Arity = ArgumentArity.OneOrMore };
        Command command =
            new("import", "Books each good line; keeps the others in quarantine with their place; the same file twice changes nothing")
        {
            files, OfficerOptions.As, OfficerOptions.PasswordStdin,
        };
        command.SetAction((ParseResult parsed, CancellationToken stop) => Task.FromResult(CommandLine.Guard(parsed, isChinese =>
        {
            ActSetting setting = OfficerOptions.Setting(parsed, OpenFolder.Existing(parsed));
            Officer officer = OfficerOptions.SignedIn(parsed, setting, isChinese);
            return parsed.GetValue(files)!.Max(file => OfficerOptions.Say(new ImportReturns(setting).Run(file, officer, stop), isChinese));
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

    private static Command List()
    {
        Option<int?> file = new("--file") { Description = "Only the quarantine of this file" };
        Command command = new("list", "Imported files, and the lines in quarantine with place, code and both values") { file };
        command.SetAction((ParseResult parsed, CancellationToken _) => Task.FromResult(CommandLine.Guard(parsed, isChinese =>
        {
            using DisbursementDb db = OpenFolder.Existing(parsed).Store.Model();
            int? only = parsed.GetValue(file);
            ReturnFileRecord[] files = [.. db.ReturnFiles.ToRead().Where(one => only == null || one.Id == only).OrderBy(one => one.Id)];
            QuarantineRecord[] lines =
                [.. db.Quarantine.ToRead().Where(line => only == null || line.FileId == only).OrderBy(line => line.Id)];
            string[] named = [.. lines.Select(line => line.PaymentNo).OfType<string>().Distinct()];
            Dictionary<string, string> states =
                named.ToDictionary(payment => payment, payment => ReadBatches.Payment(db, payment)?.State ?? "");
            bool isOpen = lines.Any(line => line.PaymentNo is null || states[line.PaymentNo] == "released" || line.Code == "Q-CONTRADICTS");
            if (parsed.GetValue(CommonOptions.Json))
            {
                using Stream output = Console.OpenStandardOutput();
                output.Write(JsonBytes.Of(new
                {
                    Files = files.Select(
                        one => new { one.Id, one.Name, one.Sha256, one.Lines, one.Paid, one.Failed, one.Quarantined, one.Officer }),
                    Quarantine = lines.Select(line => new { File = line.FileId, line.Line, line.Code, line.PaymentNo,
                        State = line.PaymentNo is null ? null : states[line.PaymentNo], line.Expected, line.Found }),
                }));
                return ExitCode.Done;
            }

            Table table = new Table { Border = TableBorder.Simple }.AddColumns(isChinese
                ? ["编号", "文件", "行数", "成功", "失败", "待核", "导入人"]
                : ["number", "file", "lines", "paid", "failed", "quarantine", "imported by"]);
            foreach (ReturnFileRecord one in files)
                table.AddRow(Text(one.Id), Markup.Escape(one.Name), Text(one.Lines), Text(one.Paid), Text(one.Failed),
                    Text(one.Quarantined), Markup.Escape(one.Officer));
            Tables.Print(table);
            if (lines.Length == 0)
                return ExitCode.Done;

            Table waiting = new Table { Border = TableBorder.Simple }.AddColumns(
                isChinese ? ["文件", "行", "代码", "付款", "付款现状", "应为", "实为"] : ["file", "line", "code", "payment", "now", "expected", "found"]);
            foreach (QuarantineRecord line in lines)
                waiting.AddRow(Text(line.FileId), Text(line.Line), line.Code, Markup.Escape(line.PaymentNo ?? ""),
                    line.PaymentNo is null
                        ? ""
                        : states[line.PaymentNo], Markup.Escape(line.Expected ?? ""), Markup.Escape(line.Found ?? ""));
            Tables.Print(waiting);
            return isOpen ? ExitCode.NeedsPerson : ExitCode.Done;
        })));
        return command;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
