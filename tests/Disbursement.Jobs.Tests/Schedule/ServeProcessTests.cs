using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Schedule;
using Disbursement.Jobs.Tests.Rosters;
using Microsoft.Extensions.Time.Testing;

namespace Disbursement.Jobs.Tests.Schedule;

/// <summary>The service as a process of its own, ended in the middle of a run.</summary>
public sealed class ServeProcessTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    private const string Cron = "Schedules:YearlyRun:Cron";
    private const string Utc = "Schedules:YearlyRun:TimeZone=UTC";
    private const string Never = "0 0 0 1 1 ? 2001";

    private static readonly int Year = TimeProvider.System.GetUtcNow().Year;

    private TestInputs _inputs = null!;
    private DateTimeOffset _due;

    [SetUp]
    public void SetUp() => _inputs = new TestInputs().WithSample(30_000, year: Year);

    [TearDown]
    public void TearDown() => _inputs.Dispose();

    [Test]
    public async Task A_run_that_was_killed_in_the_middle_is_recovered_and_leaves_the_same_bytes_as_a_quiet_one()
    {
        string soon = Soon();
        using (Process first = Start(soon))
        {
            Wait(first, () => State() is "Reading" or "Assessing");
            first.Kill(entireProcessTree: true);
            first.WaitForExit();
        }

        string killed = State();
        await using (TestService second = await new TestService(_inputs, null, $"{Cron}={soon}", Utc).Start())
            await second.UntilSaid($"Run {Year}-1 was made for {_due:yyyy-MM-dd HH:mm:ss} UTC");

        Assert.That((killed != "Sealed", _inputs.Sealed().Count), Is.EqualTo((true, 1)));
        Assert.That(Hashes(Path.Combine(_inputs.Out, $"{Year}-1")), Is.EqualTo(Hashes(QuietRun())));
    }

    [Test]
    public async Task A_service_that_is_asked_to_stop_in_the_middle_of_a_run_ends_in_time_and_goes_on_at_the_next_start()
    {
        TimeSpan took;
        int exit;
        using (Process first = Start(Never))
        {
            Fire(first);
            Wait(first, () => State() is "Reading" or "Assessing");
            long start = Stopwatch.GetTimestamp();
            exit = Stop(first);
            took = Stopwatch.GetElapsedTime(start);
        }

        string stopped = State();
        await using (TestService second = await new TestService(_inputs, null, $"{Cron}={Never}").Start())
            await second.UntilSaid($"Run {Year}-1 was made");

        Assert.That((exit, took < TimeSpan.FromSeconds(20), stopped, _inputs.Sealed().Count), Is.EqualTo((0, true, "Failed", 1)));
    }

    /// <summary>A moment that comes while the service starts; it stands in the store before.</summary>
    private string Soon()
    {
        _due = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + 4);
        string cron = _due.ToString("s m H d M '?' yyyy", CultureInfo.InvariantCulture);
        ScheduledWork work = TestService.WorkOf(_inputs, TimeProvider.System, $"{Cron}={cron}", Utc);
        new DriveSchedules(_inputs.Data, work.Schedules, TimeProvider.System)
            .Resume(work.Open("test"), null, ScheduleName.YearlyRun, CancellationToken.None);
        return cron;
    }

    private Process Start(string cron)
    {
        ProcessStartInfo start =
            new("dotnet", [Path.Combine(AppContext.BaseDirectory, "disburse.dll"), "serve", "--urls", "http://127.0.0.1:0", "--lang", "en"])
        {
            WorkingDirectory = _inputs.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DISBURSE__Schedules__YearlyRun__Cron"] = cron;
        start.Environment["DISBURSE__Schedules__YearlyRun__TimeZone"] = "UTC";
        start.Environment["DISBURSE__FirstAdministrator"] = "false";
        Process process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.OutputDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        return process;
    }

    /// <summary>Asks the service for a run as soon as it is there.</summary>
    private void Fire(Process service)
    {
        ScheduledWork work = TestService.WorkOf(_inputs, TimeProvider.System);
        Wait(service, () => ServiceLock.IsHeld(_inputs.Data) && ScheduleStore.Exists(_inputs.Data)
            && Logs().Contains("Listening on", StringComparison.Ordinal));
        new DriveSchedules(_inputs.Data, work.Schedules, TimeProvider.System)
            .Fire(work.Open("test"), null, ScheduleName.YearlyRun, CancellationToken.None);
    }

    private static int Stop(Process service)
    {
        using Process signal = Process.Start("kill", ["-TERM", service.Id.ToString(CultureInfo.InvariantCulture)]);
        signal.WaitForExit();
        Assert.That(service.WaitForExit(Patience), "the service ends when it is asked to");
        return service.ExitCode;
    }

    private void Wait(Process service, Func<bool> happened)
    {
        long start = Stopwatch.GetTimestamp();
        while (!happened())
        {
            if (service.HasExited || Stopwatch.GetElapsedTime(start) > Patience)
                Assert.Fail($"waited in vain; the service said:\n{Logs()}");
            Thread.Sleep(2);
        }
    }

    private string State()
    {
        if (!File.Exists(_inputs.DatabaseFile))
            return "";

        using TestDatabase database = _inputs.Rows();
        return database.Rows("SELECT state FROM runs").Select(row => row["state"]).SingleOrDefault("");
    }

    private string Logs()
    {
        string folder = Path.Combine(_inputs.Root, "logs");
        return Directory.Exists(folder) ? string.Concat(Directory.GetFiles(folder).Select(Read)) : "";
    }

    private static string Read(string file)
    {
        using StreamReader reader = new(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }

    /// <summary>The same run, undisturbed, with the same keys at the same moment.</summary>
    private string QuietRun()
    {
        string data = Path.Combine(_inputs.Root, "quiet-data"), target = Path.Combine(_inputs.Root, "quiet-out");
        Directory.CreateDirectory(Path.Combine(data, "keys"));
        File.Copy(Path.Combine(_inputs.Data, "keys", "keyring.json"), Path.Combine(data, "keys", "keyring.json"));
        RunOrder order = _inputs.Order() with { Year = Year, Data = data, Out = target, Maker = Environment.UserName };
        new StartRun(new FakeTimeProvider(_inputs.Sealed()[0].StartedAt), Serilog.Core.Logger.None)
            .Run(order, new RunProgress(), CancellationToken.None);
        return Path.Combine(target, $"{Year}-1");
    }

    private static Dictionary<string, string> Hashes(string folder) =>
        Directory.GetFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(file => Path.GetRelativePath(folder, file),
            file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file))));
}
