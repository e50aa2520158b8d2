using Disbursement.Domain.Officers;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Cli;
using Disbursement.Jobs.Questions;
using Disbursement.Jobs.Schedule;
using Disbursement.Jobs.Tests.Rosters;
using Microsoft.Extensions.Time.Testing;

namespace Disbursement.Jobs.Tests.Schedule;

public sealed class DriveSchedulesTests
{
    private static readonly DateTimeOffset Due = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    private TestInputs _inputs = null!;

    [SetUp]
    public void SetUp() => _inputs = new TestInputs().Roster("a.csv", A.Household(1));

    [TearDown]
    public void TearDown() => _inputs.Dispose();

    [Test]
    public async Task A_paused_schedule_does_not_start_and_makes_nothing_up_once_it_is_resumed()
    {
        await using TestService service = await new TestService(_inputs, new FakeTimeProvider(Due - TimeSpan.FromMinutes(1))).Start();

        Assert.That(service.Drive.Pause(service.Setting, null, ScheduleName.YearlyRun, CancellationToken.None),
            Is.InstanceOf<ActOutcome.Done>());
        await service.Pass(TimeSpan.FromMinutes(3));
        string paused = (await service.Drive.List(CancellationToken.None))[0].State;
        Assert.That(service.Drive.Resume(service.Setting, null, ScheduleName.YearlyRun, CancellationToken.None),
            Is.InstanceOf<ActOutcome.Done>());
        await service.Pass(TimeSpan.FromMinutes(2));

        ListedSchedule listed = (await service.Drive.List(CancellationToken.None))[0];
        Assert.That((paused, listed.State, listed.Next, _inputs.Sealed().Count),
            Is.EqualTo(("paused", "on", (DateTimeOffset?)Due.AddYears(1), 0)));
        Assert.That((_inputs.Acts("pause-schedule").Count, _inputs.Acts("resume-schedule").Count), Is.EqualTo((1, 1)));
    }

    [Test]
    public async Task A_pause_outlasts_the_service_and_another_time_in_the_configuration()
    {
        await using (TestService service = await new TestService(_inputs, new FakeTimeProvider(Due.AddDays(-20))).Start())
            service.Drive.Pause(service.Setting, null, ScheduleName.YearlyRun, CancellationToken.None);

        await using TestService changed =
            await new TestService(_inputs, new FakeTimeProvider(Due.AddDays(-10)), "Schedules:YearlyRun:Cron=0 30 7 2 6 ?").Start();

        Assert.That((await changed.Drive.List(CancellationToken.None))[0].State, Is.EqualTo("paused"));
    }

    [Test]
    public async Task A_schedule_that_is_switched_off_has_no_next_time_and_can_still_be_started_by_hand()
    {
        await using TestService service =
            await new TestService(_inputs, new FakeTimeProvider(Due.AddDays(1)), "Schedules:YearlyRun:Enabled=false").Start();
        ListedSchedule listed = (await service.Drive.List(CancellationToken.None))[0];

        service.Fire(ScheduleName.YearlyRun);
        await service.Until(() => _inputs.Sealed().Count > 0, "the run is sealed");

        Assert.That((listed.State, listed.Next), Is.EqualTo(("off", (DateTimeOffset?)null)));
    }

    [Test]
    public async Task A_list_shows_what_the_service_goes_by_and_changes_nothing()
    {
        await using (await new TestService(
            _inputs, new FakeTimeProvider(Due.AddDays(-20)), "Schedules:YearlyRun:Cron=0 30 7 2 6 ?").Start())
        {
        }

        ScheduleSettings other = TestService.WorkOf(_inputs, TimeProvider.System).Schedules;
        ListedSchedule first = (await new DriveSchedules(_inputs.Data, other, TimeProvider.System).List(CancellationToken.None))[0];
        ListedSchedule again = (await new DriveSchedules(_inputs.Data, other, TimeProvider.System).List(CancellationToken.None))[0];

        Assert.That((first.Cron, first.Next, again), Is.EqualTo(("0 30 7 2 6 ?", (DateTimeOffset?)Due.AddDays(1).AddMinutes(-30), first)));
    }

    [Test]
    public void Without_a_service_nothing_is_started_and_the_refusal_is_recorded()
    {
        ScheduledWork work = TestService.WorkOf(_inputs, TimeProvider.System);

        ActOutcome outcome = new DriveSchedules(_inputs.Data, work.Schedules, TimeProvider.System)
            .Fire(work.Open("test"), null, ScheduleName.YearlyRun, CancellationToken.None);

        Assert.That((outcome as ActOutcome.Refused)?.Refusal.Code, Is.EqualTo("NO-SERVICE"));
        Assert.That(_inputs.Acts("fire-schedule").Single()["outcome"], Is.EqualTo("refused"));
    }

    [Test]
    public void A_schedule_that_could_act_for_nobody_is_named_and_not_started()
    {
        ScheduledWork work = TestService.WorkOf(_inputs, TimeProvider.System);
        ActSetting setting = work.Open("test");
        Officer administrator = setting.WithOfficers(OfficerRole.Operator);

        ActOutcome outcome = new DriveSchedules(_inputs.Data, work.Schedules, TimeProvider.System)
            .Fire(setting, administrator, ScheduleName.YearlyRun, CancellationToken.None);

        Assert.That((outcome as ActOutcome.Refused)?.Refusal.Code, Is.EqualTo("IDLE-SCHEDULE"));
        Assert.That(work.Waiting(setting.Store).Where(one => one is { Kind: WaitingKind.Schedule, IsLate: true })
            .Select(one => one.Name), Is.EqualTo(new[] { "yearly-run", "return-inbox" }));
    }

    [Test]
    public void Schedules_are_driven_by_administrators_alone()
    {
        ScheduledWork work = TestService.WorkOf(_inputs, TimeProvider.System);
        ActSetting setting = work.Open("test");
        Officer administrator = setting.WithOfficers(OfficerRole.Operator);
        DriveSchedules drive = new(_inputs.Data, work.Schedules, TimeProvider.System);

        ActOutcome refused = drive.Pause(setting, setting.OfficerNamed("operator"), ScheduleName.YearlyRun, CancellationToken.None);
        ActOutcome done = drive.Pause(setting, administrator, ScheduleName.YearlyRun, CancellationToken.None);

        Assert.That(((refused as ActOutcome.Refused)?.Refusal.Code, done is ActOutcome.Done), Is.EqualTo(("NOT-YOUR-POWER", true)));
        Assert.That(_inputs.Acts("pause-schedule").Select(act => (act["actor"], act["outcome"])),
            Is.EqualTo(new[] { ("operator", "refused"), ("administrator", "done") }));
    }

    [Test]
    public async Task The_verb_lists_pauses_and_resumes()
    {
        Assert.That((await Schedule("list"), await Schedule("pause", "YearlyRun"), await Schedule("list", "--json"),
            await Schedule("resume", "yearly-run"), await Schedule("pause", "tea")),
            Is.EqualTo((ExitCode.Done, ExitCode.Done, ExitCode.Done, ExitCode.Done, ExitCode.Usage)));
    }

    private Task<int> Schedule(params string[] words) =>
        CommandLine.Run(["schedule", .. words, "--data", _inputs.Data, "--logs", Path.Combine(_inputs.Root, "logs"), "--lang", "en"]);
}
