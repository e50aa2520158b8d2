using System.CommandLine;
using System.Globalization;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Printing;
using Disbursement.Jobs.Schedule;
using Spectre.Console;

namespace Disbursement.Jobs.Cli;

/// <summary><c>schedule list|fire|pause|resume</c>: what runs by itself, seen and driven.</summary>
internal static class ScheduleVerb
{
    private static readonly Argument<string> Name = new("NAME")
    {
        Description = $"One of {string.Join(", ", ScheduleName.All.Select(name => name.Name))}",
    };

    public static Command Command() => new("schedule", "What runs by itself in disburse serve")
    {
        List(),
        Act("fire", "Asks the running service for a start now",
            (drive, setting, officer, name, stop) => drive.Fire(setting, officer, name, stop)),
        Act("pause", "Lets a schedule start no more until it is resumed",
            (drive, setting, officer, name, stop) => drive.Pause(setting, officer, name, stop)),
        Act("resume", "Lets a paused schedule go on with its next time",
            (drive, setting, officer, name, stop) => drive.Resume(setting, officer, name, stop)),
    };

    private static Command List()
    {
        Command command = new("list", "All schedules with cron expression, zone, next and previous start, and state");
        command.SetAction((ParseResult parsed, CancellationToken stop) => Task.FromResult(CommandLine.Guard(parsed, isChinese =>
        {
            string data = Settings.Of(parsed, CommonOptions.Data, "Data");
            IReadOnlyList<ListedSchedule> schedules = Drive(parsed, data).List(stop).GetAwaiter().GetResult();
            if (parsed.GetValue(CommonOptions.Json))
            {
                using Stream output = Console.OpenStandardOutput();
                output.Write(JsonBytes.Of(schedules.Select(
                    one => new { one.Name.Name, one.Cron, Zone = one.Zone.Id, Next = Time(one, one.Next),
                        Previous = Time(one, one.Previous), one.State })));
                return ExitCode.Done;
            }

            Table table = new Table { Border = TableBorder.Simple }.AddColumns(
                isChinese ? ["名称", "内容", "cron", "时区", "下次", "上次", "状态"] : ["name", "does", "cron", "zone", "next", "previous", "state"]);
            foreach (ListedSchedule one in schedules)
            {
                table.AddRow(
                    one.Name.Name, isChinese ? one.Name.Chinese : one.Name.English, Markup.Escape(one.Cron), Markup.Escape(one.Zone.Id),
                    Time(one, one.Next) ?? "", Time(one, one.Previous) ?? "", isChinese ? Chinese(one.State) : one.State);
            }

            Tables.Print(table);
            return ExitCode.Done;
        })));
        return command;
    }

    private static Command Act(string verb, string description,
        Func<DriveSchedules, ActSetting, Officer?, ScheduleName, CancellationToken, ActOutcome> body)
    {
        Command command = new(verb, description) { Name, OfficerOptions.As, OfficerOptions.PasswordStdin };
        command.SetAction((ParseResult parsed, CancellationToken stop) => Task.FromResult(CommandLine.Guard(parsed, isChinese =>
        {
            string text = parsed.GetValue(Name)!;
            if (ScheduleName.Find(text) is not { } name)
                throw new ActNotDone(ActRefusal.NoSuch("定时任务", "schedule", text));

            OpenFolder open = OpenFolder.OrNew(parsed);
            ActSetting setting = OfficerOptions.Setting(parsed, open);
            Officer? administrator = OfficerOptions.SignedInIfAny(parsed, setting, isChinese);
            return OfficerOptions.Say(body(Drive(parsed, open.Folder), setting, administrator, name, stop), isChinese);
        })));
        return command;
    }

    private static DriveSchedules Drive(ParseResult parsed, string data) =>
        new(data, ScheduleSettings.Read(Settings.Read(parsed)), TimeProvider.System, Settings.Database(parsed));

    private static string? Time(ListedSchedule schedule, DateTimeOffset? time) =>
        time is { } at
            ? TimeZoneInfo.ConvertTime(at, schedule.Zone).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture)
            : null;

    private static string Chinese(string state) => state switch
    {
        "on" => "启用",
        "paused" => "已暂停",
        "running" => "执行中",
        "error" => "出错",
        "off" => "停用",
        _ => "等待服务启动",
    };
}
