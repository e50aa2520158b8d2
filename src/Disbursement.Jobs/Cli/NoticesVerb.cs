using System.CommandLine;
using System.Globalization;
using Disbursement.Jobs.Notices;
using Disbursement.Jobs.Printing;
using Disbursement.Jobs.Runs;
using Serilog;
using Spectre.Console;

namespace Disbursement.Jobs.Cli;

/// <summary><c>notices list|test</c>: what leaves the process by e-mail or webhook.</summary>
internal static class NoticesVerb
{
    public static Command Command() => new("notices", "Notices by e-mail and webhook: what waits, what was sent, and a trial")
    {
        List(), Test(),
    };

    /// <summary>Where a verb says what happened.</summary>
    /// <exception cref="RunRefusal">The configuration of the notices is wrong.</exception>
    public static RaiseNotices Raise(ParseResult parsed, string data) =>
        new(NoticeSettings.Read(Settings.Read(parsed)), data, TimeProvider.System, Log.Logger);

    private static Command List()
    {
        Command command = new("list", "All notices of the outbox: waiting, sent in the last 30 days, given up");
        command.SetAction((ParseResult parsed, CancellationToken _) => Task.FromResult(CommandLine.Guard(parsed, isChinese =>
        {
            Outbox outbox = new(Settings.Of(parsed, CommonOptions.Data, "Data"), TimeProvider.System);
            (NoticeState State, KeptNotice Kept)[] all =
                [.. Enum.GetValues<NoticeState>().SelectMany(state => outbox.List(state).Select(kept => (state, kept)))];
            if (parsed.GetValue(CommonOptions.Json))
            {
                using Stream output = Console.OpenStandardOutput();
                output.Write(JsonBytes.Of(all.Select(one => new
                {
                    one.Kept.Notice.Id, one.Kept.Notice.Kind, one.Kept.Notice.Subject, At =
                        Notice.Time(one.Kept.Notice.At), one.Kept.Channel, State = Word(one.State), one.Kept.Tries,
                    NextTry = one.State == NoticeState.Waiting ? Notice.Time(one.Kept.NextTry) : null,
                    EndedAt = one.Kept.EndedAt is { } ended ? Notice.Time(ended) : null,
                    Problem = one.Kept.Problem?.Say(isChinese),
                })));
                return ExitCode.Done;
            }

            if (all.Length == 0)
            {
                Console.WriteLine(isChinese ? "没有通知。" : "There are no notices.");
                return ExitCode.Done;
            }

            Table table = new Table { Border = TableBorder.Simple }.AddColumns(isChinese
                ? ["时间", "类别", "对象", "通道", "状态", "失败次数", "下次或结束", "原因"]
                : ["when", "kind", "subject", "channel", "state", "failed", "next or ended", "why"]);
            foreach ((NoticeState state, KeptNotice kept) in all)
            {
                string[] cells =
                [
                    Notice.Time(kept.Notice.At), kept.Notice.Kind, kept.Notice.Subject, kept.Channel, isChinese
                        ? Chinese(state)
                        : Word(state), kept.Tries.ToString(CultureInfo.InvariantCulture),
                    Notice.Time(kept.EndedAt ?? kept.NextTry), kept.Problem?.Say(isChinese) ?? "",
                ];
                table.AddRow([.. cells.Select(Markup.Escape)]);
            }

            Tables.Print(table);
            return ExitCode.Done;
        })));
        return command;
    }

    private static Command Test()
    {
        Option<string> to = new("--to") { Description = $"{SendEmail.Channel} or {PostWebhook.Channel}", Required = true };
        to.AcceptOnlyFromAmong(SendEmail.Channel, PostWebhook.Channel);
        Command command = new("test", "Sends a trial notice at once, past the outbox, and says what happened") { to };
        command.SetAction((ParseResult parsed, CancellationToken stop) => Task.FromResult(CommandLine.Guard(parsed, isChinese =>
        {
            string name = parsed.GetValue(to)!;
            if (NoticeChannels.Of(NoticeSettings.Read(Settings.Read(parsed)), TimeProvider.System)
                .FirstOrDefault(channel => channel.Name == name) is not { } way)
            {
                string key = $"{NoticeSettings.Section}:{(name == SendEmail.Channel ? "Email" : "Webhook")}:Enabled";
                throw new RunRefusal(isChinese
                    ? $"此通道未启用（{key}），没有发送：请在配置中设为 true。"
                    : $"This way is switched off ({key}). Nothing was sent: set it to true in the configuration.");
            }

            Notice notice = new ComposeNotice(Environment.MachineName, TimeProvider.System).Trial();
            if (way.Send(notice, stop).GetAwaiter().GetResult() is { } problem)
            {
                Console.Error.WriteLine(problem.Say(isChinese));
                return ExitCode.NotFinished;
            }

            Console.WriteLine(
                isChinese ? $"试发通知 {notice.Id} 已由对方接收（{name}）。" : $"The trial notice {notice.Id} was taken by the other side ({name}).");
            return ExitCode.Done;
        })));
        return command;
    }

    private static string Word(NoticeState state) =>
        state switch { NoticeState.Waiting => "waiting", NoticeState.Sent => "sent", _ => "given-up" };

    private static string Chinese(NoticeState state) => state switch { NoticeState.Waiting => "待发", NoticeState.Sent => "已发", _ => "已放弃" };
}
