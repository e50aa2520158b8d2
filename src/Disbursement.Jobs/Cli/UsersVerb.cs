using System.CommandLine;
using System.Globalization;
using Disbursement.Domain.Officers;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Words;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Cli.Words;
using Disbursement.Jobs.Officers;
using Disbursement.Jobs.Printing;
using Disbursement.Jobs.Privacy;
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
        Add(), List(), Rename(), Limit(), Disable(), Password(), Totp(),
    };

    private static Command Add()
    {
        Option<string> role = new("--role") { Description = "operator, reviewer, auditor or administrator", Required = true };
        role.AcceptOnlyFromAmong([.. StoredWords.All<OfficerRole>()]);
        Option<string[]> counties = new("--counties")
        {
            Description = "Counties of a reviewer or an operator, joined by commas; none for all",
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
            OfficerRole chosen = StoredWords.Read<OfficerRole>(parsed.GetValue(role)!);
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
            using DisbursementDb db = OpenFolder.ToRead(parsed).Store.Model();
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
                table.AddRow(officer.Id.ToString(CultureInfo.InvariantCulture), Markup.Escape(officer.Name),
                    new RecordedWords(isChinese).Role(officer.Role), officer.Counties.Length == 0 ? "*" : officer.Counties, state);
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
            Description = "Counties of the officer, joined by commas; none for all",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [],
        };
        Command command = new("limit", "Gives a reviewer or an operator other counties; without --counties all of them")
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
        Command command = new("password", "Changes one's own password, or makes a one-time password for another as an administrator, which "
            + "also unlocks. With --password-stdin: the acting officer's password on the first line, the own new one on the next")
        {
            Name, OfficerOptions.As, OfficerOptions.PasswordStdin,
        };
        Act(command, OpenFolder.Existing, (parsed, setting, isChinese) =>
        {
            string name = parsed.GetValue(Name)!;
            if (IsOwn(parsed, name))
                return OwnPassword(parsed, setting, name, isChinese);

            Officer administrator = OfficerOptions.SignedIn(parsed, setting, isChinese);
            string password = DrawPassword.Run();
            ActOutcome outcome = new ManageOfficers(setting).Password(administrator, name, password);
            if (outcome is ActOutcome.Done)
                Console.WriteLine(isChinese
                    ? $"{name} 的一次性密码（只显示这一次）：{password}\n{Hours(setting)} 小时内有效；本人须先更改才能操作。"
                    : $"One-time password of {name}, shown only now: {password}\nIt lasts {Counted.Of(Hours(setting), "hour")}, and its "
                        + "owner changes it before anything else.");
            return outcome;
        });
        return command;
    }

    private static ActOutcome OwnPassword(ParseResult parsed, ActSetting setting, string name, bool isChinese)
    {
        (Officer officer, string old) = OfficerOptions.KnownBy(parsed, setting, isChinese);
        string chosen = NewPassword(parsed, name, isChinese);
        return chosen == old
            ? new ActOutcome.Refused(new ActRefusal("PASSWORD", "新密码不得与当前密码相同。", "The new password is the present one.") { IsUsage = true })
            : new ManageOfficers(setting).Password(officer, name, chosen);
    }

    private static Command Totp()
    {
        Option<bool> reset = new("--reset") { Description = "Takes the second factor of another officer away, as an administrator" };
        Command command = new("totp", "Sets up one's own second factor: shows its secret and asks for a code of it. With --password-stdin: "
            + "the password on the first line, the code on the next")
        {
            Name, reset, OfficerOptions.As, OfficerOptions.PasswordStdin,
        };
        Act(command, OpenFolder.Existing, (parsed, setting, isChinese) =>
        {
            string name = parsed.GetValue(Name)!;
            if (parsed.GetValue(reset))
                return new ManageFactors(setting).Reset(OfficerOptions.SignedIn(parsed, setting, isChinese), name);
            if (!IsOwn(parsed, name))
                return new ActOutcome.Refused(new ActRefusal("OWN-FACTOR", "二次验证须由本人设置（--as 本人）；管理员只能用 --reset 重置。",
                    "Everybody sets up their own second factor (--as the same name); an administrator takes it away with --reset."));

            (Officer officer, _) = OfficerOptions.KnownBy(parsed, setting, isChinese);
            using (DisbursementDb db = setting.Store.Model())
            {
                if (OfficerOptions.OwnPasswordMissing(db, officer) is { } given)
                    return new ActOutcome.Refused(given);
            }

            return Enrol(setting, officer, isChinese);
        });
        return command;
    }

    private static ActOutcome Enrol(ActSetting setting, Officer officer, bool isChinese)
    {
        byte[] secret = DrawFactorSecret.Run();
        Console.WriteLine(FactorCodes.Drawn(secret, officer.Name));
        Console.WriteLine(isChinese
            ? $"请用身份验证器应用扫描，或输入密钥：{FactorCodes.Typed(secret)}"
            : $"Scan it with an authenticator app, or type its secret: {FactorCodes.Typed(secret)}");
        Console.Error.Write(isChinese ? "应用显示的动态码：" : "Code that the app shows: ");
        return new ManageFactors(setting).Enrol(officer, secret, Console.ReadLine() ?? "");
    }

    private static bool IsOwn(ParseResult parsed, string name) =>
        OfficerNames.Fold(parsed.GetValue(OfficerOptions.As) ?? "") == OfficerNames.Fold(name);

    private static long Hours(ActSetting setting) => (long)Math.Round(setting.Terms.OneTimeFor.TotalHours);

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
