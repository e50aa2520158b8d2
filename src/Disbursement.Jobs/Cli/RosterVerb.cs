using System.CommandLine;
using System.Globalization;
using Disbursement.Domain.Officers;
using Disbursement.Domain.Periods;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Cli.Screens;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Printing;
using Disbursement.Jobs.Store.Tables;
using Spectre.Console;

namespace Disbursement.Jobs.Cli;

/// <summary><c>roster check|add|list|withdraw</c>: rosters are looked at before they count, and brought and taken away by acts.</summary>
internal static class RosterVerb
{
    private const int ShownDigits = 16;
    private const int FewestDigits = 8;

    private static readonly Option<int> Year = new("--year") { Description = "Year of the rosters", Required = true };

    private static readonly Option<string> Inputs = new("--inputs")
    {
        Description = "Folder of rosters, policy pack and bureaus.csv", DefaultValueFactory = _ => "inputs",
    };

    private static readonly Option<string?> As = new("--name") { Description = "The name that it is to have; else its own" };

    public static Command Command() =>
        new("roster", "Rosters of a year: look at one before it counts, put it in place, list them, take one away")
        {
            Check(), Add(), List(), Withdraw(),
        };

    private static Command Check()
    {
        Argument<string> file = new("FILE") { Description = "A roster" };
        Command command = new("check", "Reads a roster as a run would, beside those of its year, and says what the run would say of it")
        {
            file, Year, As, Inputs,
        };
        command.SetAction((ParseResult parsed, CancellationToken stop) => Task.FromResult(CommandLine.Guard(parsed, isChinese =>
        {
            string name = NameOf(parsed, file);
            if (RosterPlace.WhyNot(name) is { } wrong)
                throw new ActNotDone(HandInRoster.Refusal("NAME", name, wrong));

            using HandedRoster handed = Taken(parsed.GetValue(file)!, name, parsed.GetValue(Year), stop);
            RosterCheck check = handed.Read(Settings.Of(parsed, Inputs, "Inputs"), new ReadingProgress(), stop);
            if (parsed.GetValue(CommonOptions.Json))
            {
                using Stream output = Console.OpenStandardOutput();
                output.Write(TellRoster.Json(name, check));
            }
            else
            {
                TellRoster.Run(name, check, isChinese);
            }

            return check.Refusal is not null || check.NeedsPerson || check.IsEmpty ? ExitCode.NeedsPerson : ExitCode.Done;
        })));
        return command;
    }

    private static Command Add()
    {
        Argument<string> file = new("FILE") { Description = "A roster" };
        Option<string?> replaces = new("--replace")
        {
            Description = "SHA-256, or its first eight digits or more, of the file of this name that it replaces",
        };
        Command command = new("add", "Checks a roster and puts it among those of its year; replaces one only where its SHA-256 is named")
        {
            file, Year, As, Inputs, replaces, OfficerOptions.Reason,
        };
        return OfficerOptions.Act(command, (parsed, setting, officer, isChinese, stop) =>
        {
            string name = NameOf(parsed, file), inputs = Settings.Of(parsed, Inputs, "Inputs");
            int year = parsed.GetValue(Year);
            if (RosterPlace.WhyNot(name) is { } wrong)
                throw new ActNotDone(HandInRoster.Refusal("NAME", name, wrong));

            using HandedRoster handed = Taken(parsed.GetValue(file)!, name, year, stop);
            CountCorrected? corrected;
            using (DisbursementDb db = setting.Store.Model())
                corrected = CountCorrected.Of(db, inputs, year, stop);
            RosterCheck check = handed.Read(inputs, new ReadingProgress(), stop, corrected);
            if (check.Refusal is null && !parsed.GetValue(CommonOptions.Json))
                TellRoster.Run(name, check, isChinese);
            return new HandInRoster(setting, inputs)
                .Run(handed, officer, Meant(parsed.GetValue(replaces), check), parsed.GetValue(OfficerOptions.Reason), stop);
        });
    }

    private static Command Withdraw()
    {
        Argument<string> name = new("NAME") { Description = "A roster as roster list names it" };
        Command command = new("withdraw", "Takes a roster or a correction away from those of its year; the archive keeps it")
        {
            name, Year, Inputs, OfficerOptions.Reason,
        };
        return OfficerOptions.Act(command, (parsed, setting, officer, _, stop) =>
            new WithdrawRoster(setting, Settings.Of(parsed, Inputs, "Inputs")).Run(parsed.GetValue(Year), parsed.GetValue(name)!,
                seen: null, officer, parsed.GetValue(OfficerOptions.Reason) ?? "", stop));
    }

    private static Command List()
    {
        Command command = new("list", "The rosters of a year: size, rows, households, SHA-256, who brought each, which run has read it")
        {
            Year, Inputs,
        };
        command.SetAction((ParseResult parsed, CancellationToken stop) => Task.FromResult(CommandLine.Guard(parsed, isChinese =>
        {
            int year = parsed.GetValue(Year);
            string inputs = Settings.Of(parsed, Inputs, "Inputs");
            RosterPlace place = new(inputs, year);
            OpenFolder open = place.HasLeft ? OpenFolder.Existing(parsed) : OpenFolder.ToRead(parsed);
            if (place.HasLeft)
                place.Settle(OfficerOptions.Setting(parsed, open));
            using DisbursementDb db = open.Store.Model();
            LyingRoster[] files = [.. new ListRosters().Run(db, inputs, year)];
            int code = files.Any(file => file.PassedOver is not null) ? ExitCode.NeedsPerson : ExitCode.Done;
            if (parsed.GetValue(CommonOptions.Json))
            {
                using Stream output = Console.OpenStandardOutput();
                output.Write(JsonBytes.Of(files.Select(file => new
                {
                    file.Name, file.Bytes, file.Sha256, file.Rows, file.Households, file.Counties, Officer = file.Brought?.Officer,
                    At = file.Brought is { } brought ? DateTimeOffset.FromUnixTimeSeconds(brought.At) : (DateTimeOffset?)null, file.ReadBy,
                    PassedOver = file.PassedOver?.English,
                })));
                return code;
            }

            Table table = new Table { Border = TableBorder.Simple }.AddColumns(isChinese
                ? ["文件", "字节", "行", "户", "SHA-256", "提交人", "已读取"]
                : ["file", "bytes", "rows", "households", "SHA-256", "brought by", "read by"]);
            foreach (LyingRoster file in files)
                table.AddRow([.. ((string[])[file.Name, Text(file.Bytes), Text(file.Rows), Text(file.Households), Short(file.Sha256),
                    By(file, isChinese), file.ReadBy ?? (isChinese ? "尚未" : "not yet")]).Select(Markup.Escape)]);
            Tables.Print(table);
            foreach (LyingRoster file in files.Where(file => file.PassedOver is not null))
                Screen.WriteLine(isChinese ? $"未读取：{file.PassedOver!.Chinese}" : $"Not read: {file.PassedOver!.English}");
            return code;
        })));
        return command;
    }

    private static HandedRoster Taken(string file, string name, int year, CancellationToken stop)
    {
        if (!Path.Exists(file))
            throw new ActNotDone(ActRefusal.NoSuch("文件", "file", file));

        try
        {
            return HandedRoster.Copy(file, name, year, stop);
        }
        catch (UnreadableFileException exception)
        {
            throw new ActNotDone(HandInRoster.Refusal("UNREADABLE", name, exception.Remark));
        }
    }

    private static string NameOf(ParseResult parsed, Argument<string> file) =>
        parsed.GetValue(As) ?? Path.GetFileName(parsed.GetValue(file)!);

    /// <summary>The whole SHA-256 that is meant by its first digits: what lies there, where they fit; else what was typed.</summary>
    private static string? Meant(string? typed, RosterCheck check) =>
        typed is { Length: >= FewestDigits } && check.Against?.Sha256.StartsWith(typed, StringComparison.OrdinalIgnoreCase) == true
            ? check.Against.Sha256
            : typed;

    private static string By(LyingRoster file, bool isChinese) => file.Brought is { } brought
        ? $"{brought.Officer} {Instants.DayInChina(DateTimeOffset.FromUnixTimeSeconds(brought.At)):yyyy-MM-dd}"
        : isChinese ? "直接放入文件夹" : "laid in the folder";

    private static string Short(string sha256) => sha256.Length > ShownDigits ? sha256[..ShownDigits] + "…" : sha256;

    private static string Text(long? number) => number?.ToString("N0", CultureInfo.InvariantCulture) ?? "";
}
