using System.CommandLine;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Notices;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Review.Access;
using Disbursement.Jobs.Review.Host;
using Disbursement.Jobs.Review.Settings;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Schedule;
using Disbursement.Jobs.Signatures;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Serilog;

namespace Disbursement.Jobs.Cli;

/// <summary><c>serve</c>: the service that holds the scheduler and the review console.</summary>
internal static class ServeVerb
{
    private const string Name = "serve";

    private static readonly Option<string> Urls = new("--urls")
    {
        Description = "Where it listens, joined by ';'",
        DefaultValueFactory = _ => "http://127.0.0.1:5080",
    };
    private static readonly Option<string> Inputs = new("--inputs")
    {
        Description = "Folder of rosters, policy pack and bureaus.csv",
        DefaultValueFactory = _ => "inputs",
    };
    private static readonly Option<string> Target = new("--out")
    {
        Description = "Folder that gets the runs' files",
        DefaultValueFactory = _ => "out",
    };

    private static readonly Option<bool> Insecure = new("--insecure")
    {
        Description = "Allows http:// on another address than the loopback: for a container, or behind a proxy that encrypts",
    };

    public static Command Command()
    {
        Command command = new(Name, "Opens the review console, and runs what runs by itself: the yearly run, the inbox of return files, "
            + "the nightly verification, deadlines; tells its health and its metrics") { Urls, Insecure, Inputs, Target };
        command.SetAction((ParseResult parsed, CancellationToken stop) => Task.FromResult(CommandLine.Guard(parsed, isChinese =>
        {
            Serve(parsed, Order(parsed, isChinese), stop).GetAwaiter().GetResult();
            return ExitCode.Done;
        })));
        return command;
    }

    /// <summary>Whether the service is asked for: it takes signals itself and needs longer to stop than a verb.</summary>
    public static bool IsAsked(ParseResult parsed) => parsed.CommandResult.Command.Name == Name;

    private static async Task Serve(ParseResult parsed, ServeOrder order, CancellationToken stop)
    {
        ServeHost host = ServeHost.Build(order);
        await using (host.ConfigureAwait(false))
        {
            TellMoved(order.Work);
            order.Work.Raise.OfUntold();
            if (HasFirst(parsed) && FirstAdministrator.Make(order.Work) is { } password)
            {
                Tell(order, password);
                foreach (IdleSchedule idle in IdleSchedule.All(order.Work.Open("").Store, order.Work.Schedules))
                    Log.Warning("{Problem}", idle.Why.English);
            }

            ThroughSettings through = ThroughSettings.Of(parsed);
            using AnswerVerbs? answer = through.IsOn ? new AnswerVerbs(Own(parsed, order)) : null;
            VerbDoor? door = answer is null ? null : await VerbDoor.Open(through.Socket, answer.Run, order.Work.Log).ConfigureAwait(false);
            try
            {
                await host.Run(stop).ConfigureAwait(false);
            }
            finally
            {
                if (door is not null)
                    await door.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>
    /// Says and records that settings moved key ring, heads or certificate. What hinders it hinders the service too, whose health tells.
    /// </summary>
    private static void TellMoved(ScheduledWork work)
    {
        try
        {
            if (Database.Exists(work.Data, work.Database)
                && RecordPlaces.Run(work.Open($"{Environment.MachineName} {Environment.UserName} service")) is { } moved)
                Log.Warning("{Moved}", work.IsChinese ? moved.Chinese : moved.English);
        }
        catch (Exception exception) when (exception is RunRefusal or StoreRefusal or IOException or System.Data.Common.DbException)
        {
            Log.Warning("Whether key ring, heads or certificate were moved could not be seen: {Kind}", exception.GetType().Name);
        }
    }

    /// <summary>The service's own places, as the verbs that it carries out are told of them.</summary>
    private static (string, string)[] Own(ParseResult parsed, ServeOrder order) =>
    [
        (CommonOptions.Data.Name, order.Work.Data), (CommonOptions.Logs.Name, Settings.Of(parsed, CommonOptions.Logs, "Logs")),
        (Inputs.Name, order.Work.Inputs),
        .. parsed.GetValue(Settings.ConfigurationFile) is { } file ? [(Settings.ConfigurationFile.Name, file)]
            : Array.Empty<(string, string)>(),
    ];

    /// <summary>To the terminal alone: the log never holds a password.</summary>
    private static void Tell(ServeOrder order, string password) => Console.WriteLine(order.Work.IsChinese
        ? $"还没有用户，已创建管理员 {FirstAdministrator.Name}，一次性密码：{password}\n请打开 {order.Urls} 登录，并立即更改密码。此密码只显示这一次。"
        : $"There were no officers: the administrator {FirstAdministrator.Name} was made, with the one-time password {password}\nSign in "
            + $"at {order.Urls} and change it at once. It is shown only now.");

    /// <summary>
    /// Whether the first start makes an administrator; switched off where officers come by <c>users add</c>, or none are wanted.
    /// </summary>
    private static bool HasFirst(ParseResult parsed) =>
        !string.Equals(Settings.Of(parsed, "FirstAdministrator"), "false", StringComparison.OrdinalIgnoreCase);

    private static ServeOrder Order(ParseResult parsed, bool isChinese)
    {
        string data = Settings.Of(parsed, CommonOptions.Data, "Data");
        ScheduledWork work = new()
        {
            Data = data,
            Database = DatabaseSettings.Read(Settings.Read(parsed)),
            Inputs = Settings.Of(parsed, Inputs, "Inputs"),
            Out = Settings.Of(parsed, Target, "Out"),
            Levels = ApprovalLevels.Read(Settings.Of(parsed, ApprovalLevels.Name)),
            Signing = SigningSettings.Read(Settings.Read(parsed), KeyRing.FolderOf(data)),
            Terms = SignInTerms.Read(Settings.Read(parsed)), IsOnlyThroughService = ThroughSettings.Of(parsed).IsOn,
            Schedules = ScheduleSettings.Read(Settings.Read(parsed)),
            Notices = NoticeSettings.Read(Settings.Read(parsed)),
            IsChinese = isChinese,
        };
        return new ServeOrder(work, Settings.Of(parsed, Urls, "Urls"), TraceTo(parsed))
        {
            Certificate = Settings.Of(parsed, "Tls:Certificate"), CertificatePassword = Settings.Of(parsed, "Tls:Password"),
            Surroundings = Surroundings.Read(Settings.Read(parsed)),
            IsInsecure = parsed.GetValue(Insecure),
            Sessions = SessionLimits.Read(Settings.Read(parsed)),
        };
    }

    private static Uri? TraceTo(ParseResult parsed)
    {
        if (Settings.Of(parsed, "Telemetry:Otlp") is not { } text)
            return null;

        return Uri.TryCreate(text, UriKind.Absolute, out Uri? address)
            ? address
            : throw new RunRefusal($"Telemetry:Otlp '{text}' is not an address such as http://127.0.0.1:4317.")
            {
                Chinese = $"Telemetry:Otlp“{text}”不是地址，应如 http://127.0.0.1:4317。",
            };
    }
}
