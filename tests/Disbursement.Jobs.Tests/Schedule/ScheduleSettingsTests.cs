using Disbursement.Jobs.Cli;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Schedule;
using Disbursement.Jobs.Tests.Rosters;
using Microsoft.Extensions.Configuration;

namespace Disbursement.Jobs.Tests.Schedule;

public sealed class ScheduleSettingsTests
{
    [Test]
    public void Without_a_configuration_the_schedules_are_those_that_are_shipped()
    {
        IConfiguration shipped = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(Repository.Root, "src", "Disbursement.Jobs", "appsettings.json")).Build();
        ScheduleSettings built = ScheduleSettings.Read(TestService.Configuration()), read = ScheduleSettings.Read(shipped);

        Assert.That(built.All, Is.EqualTo(read.All));
        Assert.That((built.StableFor, built.Overdue, built.InboxFolder),
            Is.EqualTo((read.StableFor, read.Overdue, read.InboxFolder)));
        Assert.That(built.All.All(schedule => schedule is { IsEnabled: true, MakesUpOnce: true, Zone.Id: "Asia/Shanghai", As: null }));
    }

    [TestCase("Schedules:YearlyRun:Cron=at eight", "Schedules:YearlyRun:Cron 'at eight'")]
    [TestCase("Schedules:YearlyRun:Cron=0 8 1 6 *", "Schedules:YearlyRun:Cron '0 8 1 6 *'")]
    [TestCase("Schedules:Deadlines:TimeZone=Asia/Xuzhou", "Schedules:Deadlines:TimeZone 'Asia/Xuzhou'")]
    [TestCase("Schedules:ReturnInbox:Misfire=Sometimes", "Schedules:ReturnInbox:Misfire 'Sometimes'")]
    [TestCase("Schedules:ReturnInbox:StableSeconds=0", "Schedules:ReturnInbox:StableSeconds '0'")]
    [TestCase("Schedules:NightlyVerification:Enabled=perhaps", "Schedules:NightlyVerification:Enabled 'perhaps'")]
    [TestCase("Schedules:NightlyRun:Cron=0 0 2 * * ?", "Schedules:NightlyRun is no schedule")]
    [TestCase("Schedules:YearlyRun:Through=lastYear", "Schedules:YearlyRun:Through 'lastYear'")]
    [TestCase("Schedules:Deadlines:Through=lastMonth", "Schedules:Deadlines:Through is unknown")]
    [TestCase("Schedules:YearlyRun:Folder=x", "Schedules:YearlyRun:Folder is unknown")]
    [TestCase("Deadlines:Days=soon", "Deadlines:Days 'soon'")]
    [TestCase("Deadlines:AnswerDays=0", "Deadlines:AnswerDays '0'")]
    [TestCase("Deadlines:QuarantineDays=x", "Deadlines:QuarantineDays 'x'")]
    [TestCase("Deadlines:ReceivableDays=-1", "Deadlines:ReceivableDays '-1'")]
    [TestCase("Deadlines:StopDays=9999", "Deadlines:StopDays '9999'")]
    [TestCase("Deadlines:BudgetPercent=101", "Deadlines:BudgetPercent '101'")]
    [TestCase("Deadlines:AnswerDay=3", "Deadlines:AnswerDay is unknown")]
    public void A_mistake_in_the_configuration_is_named(string setting, string named) =>
        Assert.That(() => ScheduleSettings.Read(TestService.Configuration(setting)),
            Throws.InstanceOf<RunRefusal>().With.Property(nameof(RunRefusal.Lines)).One.StartsWith(named));

    [Test]
    public async Task A_service_with_a_wrong_configuration_does_not_start()
    {
        using TestInputs inputs = new();
        string file = Path.Combine(inputs.Root, "wrong.json");
        await File.WriteAllTextAsync(file, """{ "Schedules": { "YearlyRun": { "TimeZone": "Asia/Xuzhou" } } }""");

        Assert.That((await Serve(inputs, "--config", file), await Serve(inputs, "--urls", "ftp://127.0.0.1")),
            Is.EqualTo((ExitCode.Usage, ExitCode.Usage)));
    }

    [TestCase("http://0.0.0.0:5081")]
    [TestCase("http://127.0.0.1:5081;http://bureau.example:5082")]
    public async Task A_service_that_would_send_passwords_in_the_open_does_not_start(string urls)
    {
        using TestInputs inputs = new();

        Assert.That(await Serve(inputs, "--urls", urls), Is.EqualTo(ExitCode.Usage));
    }

    [Test]
    public async Task There_is_one_service_for_a_data_folder()
    {
        using TestInputs inputs = new();
        Directory.CreateDirectory(inputs.Data);
        using ServiceLock? held = ServiceLock.Take(inputs.Data);

        Assert.That(await Serve(inputs), Is.EqualTo(ExitCode.Usage));
    }

    [TestCase("2026-06-01T00:00:00Z", "2026-06-01T00:00:00Z")]
    [TestCase("2026-05-31T23:59:59Z", "2025-06-01T00:00:00Z")]
    [TestCase("2027-03-04T05:06:07Z", "2026-06-01T00:00:00Z")]
    public void The_time_a_late_start_is_for_is_the_last_one_of_the_schedule(string moment, string due) =>
        Assert.That(DueTime.LastBefore(ScheduleSettings.Read(TestService.Configuration()).Of(ScheduleName.YearlyRun), Time(moment)),
            Is.EqualTo(Time(due)));

    [TestCase("* * * * * ?")]
    [TestCase("0 0 0 29 2 ?")]
    public void The_time_is_found_for_close_and_for_rare_schedules(string cron)
    {
        ScheduleSetting schedule =
            ScheduleSettings.Read(TestService.Configuration($"Schedules:YearlyRun:Cron={cron}", "Schedules:YearlyRun:TimeZone=UTC"))
                .Of(ScheduleName.YearlyRun);

        Assert.That(DueTime.LastBefore(schedule, Time("2026-03-01T00:00:00Z")),
            Is.EqualTo(Time(cron[0] == '*' ? "2026-03-01T00:00:00Z" : "2024-02-29T00:00:00Z")));
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static Task<int> Serve(TestInputs inputs, params string[] words) =>
        CommandLine.Run(["serve", .. words, "--data", inputs.Data, "--logs", Path.Combine(inputs.Root, "logs"), "--lang", "en"]);
}
