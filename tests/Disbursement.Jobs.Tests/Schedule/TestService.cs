using Disbursement.Domain.Officers;
using Disbursement.Domain.Words;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Notices;
using Disbursement.Jobs.Review.Host;
using Disbursement.Jobs.Review.Settings;
using Disbursement.Jobs.Schedule;
using Disbursement.Jobs.Signatures;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;
using Disbursement.Jobs.Tests.Rosters;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Display;

namespace Disbursement.Jobs.Tests.Schedule;

/// <summary>
/// The service on a free port of this machine, over the folders of a test, with a real store; its clock stands still unless the test moves
/// it.
/// </summary>
internal sealed class TestService : IAsyncDisposable, ILogEventSink
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    private readonly TestInputs _inputs;
    private readonly List<string> _said = [];
    private readonly HttpClient _http = new();
    private ServeHost? _host;

    /// <param name="inputs">The folders.</param>
    /// <param name="clock">Its clock; null for the real one.</param>
    /// <param name="settings">Configuration beside the defaults, as <c>Schedules:YearlyRun:Cron=…</c>.</param>
    public TestService(TestInputs inputs, FakeTimeProvider? clock = null, params string[] settings)
    {
        _inputs = inputs;
        Clock = clock ?? TimeProvider.System;
        LoggerConfiguration log = new LoggerConfiguration().MinimumLevel.Override("Quartz",
            LogEventLevel.Warning).MinimumLevel.Override("Microsoft", LogEventLevel.Warning).WriteTo.Sink(this);
        Work = WorkOf(inputs, Clock, settings) with { Log = log.CreateLogger() };
    }

    public TimeProvider Clock { get; }

    public ScheduledWork Work { get; }

    /// <summary>Everything that it logged, a line each.</summary>
    public string Said
    {
        get
        {
            lock (_said)
                return string.Join('\n', _said);
        }
    }

    public DriveSchedules Drive => new(_inputs.Data, Work.Schedules, Clock);

    public ActSetting Setting => Work.Open("test");

    public static ScheduledWork WorkOf(TestInputs inputs, TimeProvider clock, params string[] settings) => new()
    {
        Data = inputs.Data,
        Inputs = inputs.Inputs,
        Out = inputs.Out,
        Signing = new SigningSettings(null, null, Path.Combine(inputs.Data, "keys")),
        Clock = clock,
        Schedules = ScheduleSettings.Read(Configuration(settings)),
        Notices = NoticeSettings.Read(Configuration(settings)),
    };

    public static IConfiguration Configuration(params string[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(line => new KeyValuePair<string, string?>(
            line[..line.IndexOf('=', StringComparison.Ordinal)], line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..]))).Build();

    public async Task<TestService> Start()
    {
        _host = ServeHost.Build(new ServeOrder(Work, "http://127.0.0.1:0", null));
        await _host.Start(CancellationToken.None);
        return this;
    }

    /// <summary>Waits for something, and lets a fake clock go on meanwhile.</summary>
    public async Task Until(Func<bool> happened, string what, int seconds = 1)
    {
        using CancellationTokenSource enough = new(Patience);
        while (!happened())
        {
            if (enough.IsCancellationRequested)
                Assert.Fail($"waited in vain until {what}; the service said:\n{Said}");
            Advance(TimeSpan.FromSeconds(seconds));
            await Task.Delay(20, CancellationToken.None);
        }
    }

    /// <summary>Lets time pass, step by step, so that whatever is due in it is done.</summary>
    public async Task Pass(TimeSpan time)
    {
        for (TimeSpan step = TimeSpan.FromSeconds(2); time > TimeSpan.Zero; time -= step)
        {
            Advance(step);
            await Task.Delay(15, CancellationToken.None);
        }
    }

    /// <summary>Waits until the metrics, which are measured from time to time, say something.</summary>
    public async Task UntilMeasured(string pattern)
    {
        using CancellationTokenSource enough = new(Patience);
        string metrics;
        while (!System.Text.RegularExpressions.Regex.IsMatch(metrics = (await Get("/metrics")).Body, pattern))
        {
            if (enough.IsCancellationRequested)
                Assert.That(metrics, Does.Match(pattern));
            Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(50, CancellationToken.None);
        }
    }

    public Task UntilSaid(string words, int seconds = 1) =>
        Until(() => Said.Contains(words, StringComparison.Ordinal), $"it says '{words}'", seconds);

    public ActOutcome Fire(ScheduleName name, Officer? administrator = null) =>
        Drive.Fire(Setting, administrator, name, CancellationToken.None);

    public async Task<(int Status, string Body)> Get(string path)
    {
        using HttpResponseMessage answer = await _http.GetAsync(new Uri(_host!.Addresses.First() + path));
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.Stop();
            await _host.DisposeAsync();
        }

        _http.Dispose();
    }

    public void Emit(LogEvent logEvent)
    {
        using StringWriter line = new();
        new MessageTemplateTextFormatter("{Level} {Message:lj}").Format(logEvent, line);
        lock (_said)
            _said.Add(line.ToString());
    }

    private void Advance(TimeSpan time)
    {
        if (Clock is FakeTimeProvider fake)
            fake.Advance(time);
    }
}

/// <summary>What the database knows of runs, and officers for tests.</summary>
internal static class ServiceBooks
{
    public const string Password = "long enough";

    public static IReadOnlyList<RunRecord> Sealed(this TestInputs inputs) => Database.Exists(inputs.Data)
        ? new RunBook(Database.OpenToRead(inputs.Data)).Sealed()
        : [];

    public static List<Dictionary<string, string>> Acts(this TestInputs inputs, string act)
    {
        using TestDatabase database = inputs.Rows();
        return database.Rows($"SELECT * FROM audit WHERE act = '{act}' ORDER BY sequence");
    }

    /// <summary>The first administrator, and one officer of each role that is named after it.</summary>
    public static Officer WithOfficers(this ActSetting setting, params OfficerRole[] roles)
    {
        ManageOfficers officers = new(setting);
        officers.Add(null, "administrator", OfficerRole.Administrator, [], Password);
        Officer administrator = setting.OfficerNamed("administrator");
        foreach (OfficerRole role in roles)
            officers.Add(administrator, role.Word(), role, [], Password);
        return administrator;
    }

    public static Officer OfficerNamed(this ActSetting setting, string name)
    {
        using DisbursementDb db = setting.Store.Model();
        return OfficerBook.Of(db, OfficerBook.Find(db, name)!);
    }
}
