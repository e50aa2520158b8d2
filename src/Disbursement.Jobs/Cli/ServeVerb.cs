using System.CommandLine;
using Disbursement.Jobs.Notices;
using Disbursement.Jobs.Review;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Schedule;
using Disbursement.Jobs.Signatures;

namespace Disbursement.Jobs.Cli;

/// <summary><c>serve</c>: the service that holds the scheduler.</summary>
internal static class ServeVerb
{
    private const string Name = "serve";

    private static readonly Option<string> Urls = new("--urls") { Description = "Where it listens, joined by ';'", DefaultValueFactory = _ => "http://127.0.0.1:5080" };
    private static readonly Option<string> Inputs = new("--inputs") { Description = "Folder of rosters, policy pack and bureaus.csv", DefaultValueFactory = _ => "inputs" };
    private static readonly Option<string> Target = new("--out") { Description = "Folder that gets the runs' files", DefaultValueFactory = _ => "out" };

    public static Command Command()
    {
        Command command = new(Name, "Runs what runs by itself: the yearly run, the inbox of return files, the nightly verification, deadlines; tells its health and its metrics") { Urls, Inputs, Target };
        command.SetAction((ParseResult parsed, CancellationToken stop) => Task.FromResult(CommandLine.Guard(parsed, isChinese =>
        {
            Serve(Order(parsed, isChinese), stop).GetAwaiter().GetResult();
            return ExitCode.Done;
        })));
        return command;
    }

    /// <summary>Whether the service is asked for: it takes signals itself and needs longer to stop than a verb.</summary>
    public static bool IsAsked(ParseResult parsed) => parsed.CommandResult.Command.Name == Name;

    private static async Task Serve(ServeOrder order, CancellationToken stop)
    {
        ServeHost host = ServeHost.Build(order);
        await using (host.ConfigureAwait(false))
            await host.Run(stop).ConfigureAwait(false);
    }

    private static ServeOrder Order(ParseResult parsed, bool isChinese)
    {
        string data = Settings.Of(parsed, CommonOptions.Data, "Data");
        ScheduledWork work = new()
        {
            Data = data,
            Database = Settings.Database(parsed),
            Inputs = Settings.Of(parsed, Inputs, "Inputs"),
            Out = Settings.Of(parsed, Target, "Out"),
            Heads = Settings.Of(parsed, "Heads"),
            Signing = new SigningSettings(Settings.Of(parsed, "Signing:Certificate"), Settings.Of(parsed, "Signing:Password"), Path.Combine(data, "keys")),
            Schedules = ScheduleSettings.Read(Settings.Read(parsed)),
            Notices = NoticeSettings.Read(Settings.Read(parsed)),
            IsChinese = isChinese,
            IsShared = Settings.IsShared(parsed),
        };
        return new ServeOrder(work, Settings.Of(parsed, Urls, "Urls"), TraceTo(parsed));
    }

    private static Uri? TraceTo(ParseResult parsed)
    {
        if (Settings.Of(parsed, "Telemetry:Otlp") is not { } text)
            return null;

        return Uri.TryCreate(text, UriKind.Absolute, out Uri? address) ? address : throw new RunRefusal($"Telemetry:Otlp '{text}' is not an address such as http://127.0.0.1:4317.");
    }
}
