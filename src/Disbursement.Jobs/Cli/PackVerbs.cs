using System.CommandLine;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Printing;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Tables;
using Spectre.Console;

namespace Disbursement.Jobs.Cli;

/// <summary><c>policy propose|activate|list</c>: two people put a policy pack in force.</summary>
internal static class PackVerbs
{
    public static Command Propose()
    {
        Argument<string> file = new("FILE") { Description = "The policy pack" };
        Command command = new("propose", "Proposes a policy pack; another administrator activates it")
        {
            file, OfficerOptions.As, OfficerOptions.PasswordStdin,
        };
        command.SetAction((ParseResult parsed, CancellationToken _) => Task.FromResult(CommandLine.Guard(parsed, isChinese =>
        {
            ActSetting setting = OfficerOptions.Setting(parsed, OpenFolder.OrNew(parsed));
            return OfficerOptions.Say(
                new ActivatePack(setting).Propose(parsed.GetValue(file)!, OfficerOptions.SignedIn(parsed, setting, isChinese)), isChinese);
        })));
        return command;
    }

    public static Command Activate()
    {
        Argument<string> sha256 = new("SHA256") { Description = "SHA-256 of the proposed pack, or its first eight digits" };
        Command command = new("activate", "Puts a proposed policy pack in force: no run is made with another one from then on")
        {
            sha256, OfficerOptions.As, OfficerOptions.PasswordStdin,
        };
        command.SetAction((ParseResult parsed, CancellationToken _) => Task.FromResult(CommandLine.Guard(parsed, isChinese =>
        {
            ActSetting setting = OfficerOptions.Setting(parsed, OpenFolder.OrNew(parsed));
            return OfficerOptions.Say(new ActivatePack(setting)
                .Activate(parsed.GetValue(sha256)!, OfficerOptions.SignedIn(parsed, setting, isChinese)), isChinese);
        })));
        return command;
    }

    public static Command List()
    {
        Command command = new("list", "Which packs were proposed and put in force, by whom and when");
        command.SetAction((ParseResult parsed, CancellationToken _) => Task.FromResult(CommandLine.Guard(parsed, isChinese =>
        {
            using DisbursementDb db = OpenFolder.ToRead(parsed).Store.Model();
            IReadOnlyList<PackStep> steps = PackBook.Steps(db);
            PackStep? inForce = PackBook.InForce(db);
            if (parsed.GetValue(CommonOptions.Json))
            {
                using Stream output = Console.OpenStandardOutput();
                output.Write(JsonBytes.Of(steps.Select(
                    step => new { step.At, step.Officer, Step = step.IsActivation ? "activated" : "proposed", step.Name, step.Sha256,
                        IsInForce = step == inForce })));
                return ExitCode.Done;
            }

            Table table = new Table { Border = TableBorder.Simple }.AddColumns(
                isChinese ? ["时间", "谁", "步骤", "政策包", "SHA-256"] : ["when (UTC)", "who", "step", "pack", "SHA-256"]);
            foreach (PackStep step in steps)
            {
                string done = step.IsActivation ? isChinese ? "启用" : "activated" : isChinese ? "提出" : "proposed";
                table.AddRow(step.At.ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture),
                    Markup.Escape(step.Officer), step == inForce ? $"{done} ✓" : done, Markup.Escape(step.Name), step.Sha256);
            }

            Tables.Print(table);
            Console.WriteLine(inForce is null
                ? isChinese ? "尚未启用任何政策包：每次发放使用输入文件夹中的政策包。" : "No pack was put in force yet: every run takes the one of its inputs folder."
                : isChinese ? $"现行政策包：{inForce.Name} {inForce.Sha256}" : $"In force: {inForce.Name} {inForce.Sha256}");
            return ExitCode.Done;
        })));
        return command;
    }
}
