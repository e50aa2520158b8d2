using System.CommandLine;
using System.Globalization;
using Disbursement.Domain.Officers;
using Disbursement.Domain.Periods;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Printing;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;
using Spectre.Console;

namespace Disbursement.Jobs.Cli;

/// <summary><c>users</c>: who may act, in which role, for which counties.</summary>
internal static class UsersVerb
{
    private static readonly Argument<string> Name = new("NAME") { Description = "The officer's name" };

    public static Command Command() => new("users", "Officers: operator, reviewer, auditor, administrator")
    {
        Add(), List(), Rename(), Limit(), Disable(), Password(),
    };

    private static Command Add()
    {
        Option<string> role = new("--role") { Description = "operator, reviewer, auditor or administrator", Required = true };
        role.AcceptOnlyFromAmong([.. Enum.GetValues<OfficerRole>().Select(Powers.Text)]);
        Option<string[]> counties = new("--counties")
        {
            Description = "Counties of a reviewer, joined by commas; none for all",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [],
        };
        Command command = new("add", "Adds an officer; the first is an administrator and is made without one. With --password-stdin: the "
            + "acting administrator's password on the first line, the new officer's on the next")
        {
            Name, role, counties, OfficerOptions.As, OfficerOptions.PasswordStdin,
        };
        Act(command, open: OpenFolder.OrNew, (parsed, setting, isChinese) =>
        {
            bool isFirst = HasNone(setting);
            Officer? administrator = isFirst ? null : OfficerOptions.SignedIn(parsed, setting, isChinese);
            string name = parsed.GetValue(Name)!;
            _ = Powers.TryParse(parsed.GetValue(role)!, out OfficerRole chosen);
            return new ManageOfficers(setting)
                .Add(administrator, name, chosen, Own(parsed, counties), NewPassword(parsed, name, isChinese));
        });
        return command;
    }

    private static Command List()
    {
        Command command = new("list", "All officers with role, counties and state");
        command.SetAction((ParseResult parsed, CancellationToken _) => Task.FromResult(CommandLine.Guard(parsed, isChinese =>
        {
            using DisbursementDb db = OpenFolder.Existing(parsed).Store.Model();
            OfficerRecord[] officers = [.. db.Officers.ToRead().OrderBy(officer => officer.Id)];
            if (parsed.GetValue(CommonOptions.Json))
            {
                using Stream output = Console.OpenStandardOutput();
                output.Write(JsonBytes.Of(officers.Select(
                    officer => new { officer.Id, officer.Name, officer.Role, Counties = officer.Counties.Split(',',
                        StringSplitOptions.RemoveEmptyEntries), officer.IsDisabled, LockedUntil = Time(officer.LockedUntil) })));
                return ExitCode.Done;
            }

            Table table = new Table { Border = TableBorder.Simple }.AddColumns(
                isChinese ? ["编号", "用户名", "角色", "区县", "状态"] : ["id", "name", "role", "counties", "state"]);
            foreach (OfficerRecord officer in officers)
            {
                string state = officer.IsDisabled
                    ? isChinese
                    ? "已停用"
                    : "disabled"
                    : officer.LockedUntil is { } until && until > TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()
                    ? (isChinese ? "锁定至 " : "locked until ") + Time(until)
                    : "";
                table.AddRow(officer.Id.ToString(CultureInfo.InvariantCulture), Markup.Escape(officer.Name), officer.Role,
                    officer.Counties.Length == 0 ? "*" : officer.Counties, state);
            }

            Tables.Print(table);
            return ExitCode.Done;
        })));
        return command;
    }

    private static Command Rename()
    {
        Argument<string> newName = new("NEW") { Description = "The new name" };
        Command command = new("rename", "Gives an officer another name; what they made before stays theirs")
        {
            Name, newName, OfficerOptions.As, OfficerOptions.PasswordStdin,
        };
        Act(command, OpenFolder.Existing, (parsed, setting, isChinese) =>
            new ManageOfficers(setting)
                .Rename(OfficerOptions.SignedIn(parsed, setting, isChinese), parsed.GetValue(Name)!, parsed.GetValue(newName)!));
        return command;
    }

    private static Command Limit()
    {
        Option<string[]> counties = new("--counties")
        {
            Description = "Counties of the reviewer, joined by commas; none for all",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [],
        };
        Command command = new("limit", "Gives a reviewer other counties; without --counties all of them")
        {
            Name, counties, OfficerOptions.As, OfficerOptions.PasswordStdin,
        };
        Act(command, OpenFolder.Existing, (parsed, setting, isChinese) =>
            new ManageOfficers(setting)
                .Limit(OfficerOptions.SignedIn(parsed, setting, isChinese), parsed.GetValue(Name)!, Own(parsed, counties)));
        return command;
    }

    private static Command Disable()
    {
        Command command = new("disable", "Lets an officer act no more") { Name, OfficerOptions.As, OfficerOptions.PasswordStdin };
        Act(command, OpenFolder.Existing, (parsed, setting, isChinese) =>
            new ManageOfficers(setting).Disable(OfficerOptions.SignedIn(parsed, setting, isChinese), parsed.GetValue(Name)!));
        return command;
    }

    private static Command Password()
    {
        Command command = new("password", "Gives a new password, which also unlocks; one's own, or anybody's as an administrator. With "
            + "--password-stdin: the acting officer's password on the first line, the new one on the next")
        {
            Name, OfficerOptions.As, OfficerOptions.PasswordStdin,
        };
        Act(command, OpenFolder.Existing, (parsed, setting, isChinese) =>
        {
            Officer officer = OfficerOptions.SignedIn(parsed, setting, isChinese);
            string name = parsed.GetValue(Name)!;
            return new ManageOfficers(setting).Password(officer, name, NewPassword(parsed, name, isChinese));
        });
        return command;
    }

    private static void Act(Command command, Func<ParseResult, OpenFolder> open, Func<ParseResult, ActSetting, bool, ActOutcome> body) =>
        command.SetAction((ParseResult parsed, CancellationToken _) => Task.FromResult(CommandLine.Guard(parsed, isChinese =>
            OfficerOptions.Say(body(parsed, OfficerOptions.Setting(parsed, open(parsed)), isChinese), isChinese))));

    private static string[] Own(ParseResult parsed, Option<string[]> counties) => [.. parsed.GetValue(counties)!.SelectMany(
        list => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];

    private static bool HasNone(ActSetting setting)
    {
        using DisbursementDb db = setting.Store.Model();
        return !OfficerBook.HasAny(db);
    }

    private static string NewPassword(ParseResult parsed, string name, bool isChinese)
    {
        string password = OfficerOptions.Password(parsed, isChinese ? $"{name} 的新密码：" : $"New password of {name}: ", isChinese);
        if (parsed.GetValue(OfficerOptions.PasswordStdin)
            || password == OfficerOptions.Password(parsed, isChinese ? "再输入一次：" : "Once more: ", isChinese))
            return password;

        throw new ActNotDone(new ActRefusal("PASSWORD", "两次输入的密码不一致。", "The two passwords differ.") { IsUsage = true });
    }

    private static string? Time(long? seconds) => seconds is { } at ? Instants.Utc(at) : null;
}
