using Disbursement.Domain.Officers;
using Disbursement.Jobs.Proofs;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Schedule;
using Disbursement.Jobs.Tests.Rosters;
using Microsoft.Extensions.Time.Testing;

namespace Disbursement.Jobs.Tests.Schedule;

public sealed class YearlyRunJobTests
{
    /// <summary>Eight in the morning of 1 June in Shanghai.</summary>
    private static readonly DateTimeOffset Due = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    private TestInputs _inputs = null!;

    [SetUp]
    public void SetUp() => _inputs = new TestInputs().Roster("a.csv", A.Household(1));

    [TearDown]
    public void TearDown() => _inputs.Dispose();

    [Test]
    public async Task At_eight_on_1_June_in_Shanghai_the_run_is_made_once()
    {
        await using TestService service = await At(Due - TimeSpan.FromSeconds(40)).Start();
        int before = _inputs.Sealed().Count;

        await service.Until(() => _inputs.Sealed().Count > 0, "the run is sealed");
        await service.Pass(TimeSpan.FromMinutes(3));

        RunRecordShown run = RunRecordShown.Of(_inputs.Sealed().Single());
        Assert.That((before, run.Id, run.Maker, run.IsSince(Due)), Is.EqualTo((0, "2026-1", Environment.UserName, true)));
        Assert.That(_inputs.Acts("run").Single()["origin"], Does.EndWith("schedule yearly-run"));
        Assert.That(Directory.Exists(Path.Combine(_inputs.Out, "2026-1")));
    }

    [Test]
    public async Task A_start_missed_while_the_machine_was_off_is_made_once_and_for_its_own_year()
    {
        await using (await At(Due.AddDays(-12)).Start())
        {
        }

        await using (TestService late = await At(new DateTimeOffset(2027, 1, 5, 9, 0, 0, TimeSpan.Zero)).Start())
        {
            await late.UntilSaid("Run 2026-1 was made for 2026-06-01 00:00:00 UTC");
            Assert.That(late.Said, Does.Contain("yearly-run has missed its start of 2026-06-01 00:00:00 UTC"));
        }

        await using (TestService again = await At(new DateTimeOffset(2027, 1, 6, 9, 0, 0, TimeSpan.Zero)).Start())
            await again.Pass(TimeSpan.FromMinutes(2));

        Assert.That(_inputs.Sealed().Select(run => (run.Id, run.Year)), Is.EqualTo(new[] { ("2026-1", 2026) }));
    }

    [Test]
    public async Task A_schedule_that_makes_nothing_up_lets_a_missed_start_be()
    {
        await using (await At(Due.AddDays(-12), "Schedules:YearlyRun:Misfire=DoNothing").Start())
        {
        }

        await using TestService late = await At(Due.AddDays(2), "Schedules:YearlyRun:Misfire=DoNothing").Start();
        await late.Pass(TimeSpan.FromMinutes(2));

        Assert.That((_inputs.Sealed().Count, (await late.Drive.List(CancellationToken.None))[0].Next),
            Is.EqualTo((0, (DateTimeOffset?)Due.AddYears(1))));
    }

    [TestCase("2026-06-01", 2026, 5)]
    [TestCase("2027-01-01", 2026, 12)]
    public async Task A_schedule_through_the_last_month_pays_up_to_the_month_before_its_start(string due, int year, int month)
    {
        DateTimeOffset start =
            new DateTimeOffset(DateOnly.Parse(due, System.Globalization.CultureInfo.InvariantCulture), new TimeOnly(8, 0),
            TimeSpan.FromHours(8)).ToUniversalTime();
        await using TestService service = await At(start - TimeSpan.FromSeconds(40), "Schedules:YearlyRun:Through=lastMonth",
            "Schedules:YearlyRun:Cron=0 0 8 1 * ?").Start();

        await service.Until(() => _inputs.Sealed().Count > 0, "the run is sealed");

        Assert.That(_inputs.Sealed().Select(run => (run.Year, run.ThroughMonth)), Is.EqualTo([(year, month)]));
    }

    [Test]
    public async Task A_start_that_a_person_has_made_through_an_earlier_month_is_made_all_the_same()
    {
        await using (await At(Due.AddDays(-12)).Start())
        {
        }

        _inputs.Clock.SetUtcNow(Due.AddDays(1));
        _inputs.Run(_inputs.Order() with { ThroughMonth = 3 });
        await using TestService late = await At(Due.AddDays(2)).Start();
        await late.UntilSaid("Run 2026-2 was made for 2026-06-01 00:00:00 UTC");

        Assert.That(_inputs.Sealed().Select(run => run.ThroughMonth), Is.EqualTo([3, 12]));
    }

    [Test]
    public async Task A_start_that_a_person_has_made_since_is_not_made_again()
    {
        await using (await At(Due.AddDays(-12)).Start())
        {
        }

        _inputs.Clock.SetUtcNow(Due.AddDays(1));
        _inputs.Run();
        await using TestService late = await At(Due.AddDays(2)).Start();
        await late.UntilSaid("run 2026-1 has made this start");

        Assert.That(_inputs.Sealed(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_start_that_finds_another_run_under_way_is_tried_again()
    {
        await using TestService service = await At(Due - TimeSpan.FromSeconds(10)).Start();
        using (RunLock.Take(_inputs.Data))
            await service.UntilSaid("is already under way");
        int before = _inputs.Sealed().Count;

        await service.UntilSaid("Run 2026-1 was made for 2026-06-01 00:00:00 UTC", seconds: 10);

        Assert.That((before, _inputs.Sealed().Count), Is.EqualTo((0, 1)));
    }

    [Test]
    public void The_database_refuses_a_second_run_for_one_scheduled_time()
    {
        RunOrder order = _inputs.Order() with { DueAt = _inputs.Clock.GetUtcNow() };
        _inputs.Run(order);

        Assert.That(() => _inputs.Run(order), Throws.InstanceOf<RunRefusal>().With.Property(nameof(RunRefusal.MadeAs)).EqualTo("2026-1"));
        Assert.That(() => _inputs.Run(order with { DueAt = _inputs.Clock.GetUtcNow().AddSeconds(1) }), Throws.Nothing,
            "another time is another start");
    }

    [Test]
    public void A_run_of_some_counties_does_not_stand_for_the_year()
    {
        RunOrder order = _inputs.Order() with { Counties = ["320302"] };
        _inputs.Run(order);

        Assert.That(_inputs.Run(_inputs.Order() with { DueAt = _inputs.Clock.GetUtcNow() }).Summary.Run.Id, Is.EqualTo("2026-2"));
    }

    [Test]
    public void A_second_start_answers_with_the_number_of_the_first()
    {
        _inputs.Run();
        using (TestDatabase database = _inputs.Rows())
            database.Execute("UPDATE runs SET state = 'Reading'");
        using RunLock held = RunLock.Take(_inputs.Data);

        Assert.That(() => _inputs.Run(),
            Throws.InstanceOf<RunRefusal>().With.Message.StartsWith("Run 2026-1 is already under way").And.Property(
                nameof(RunRefusal.IsResumable)).True);
    }

    [Test]
    public async Task Where_there_are_officers_the_run_is_made_for_the_operator_that_the_configuration_names()
    {
        await using TestService service = At(Due.AddHours(1), "Schedules:YearlyRun:As=operator");
        Officer administrator = service.Setting.WithOfficers(OfficerRole.Operator);
        await service.Start();

        service.Fire(ScheduleName.YearlyRun, administrator);
        await service.Until(() => _inputs.Sealed().Count > 0, "the run is sealed");

        Dictionary<string, string> act = _inputs.Acts("run").Single();
        Assert.That((_inputs.Sealed()[0].Maker, act["actor"], act["role"]), Is.EqualTo(("operator", "operator", "operator")));
        Assert.That(act["origin"], Does.EndWith("schedule yearly-run, asked for by administrator"));
        Assert.That(new VerifyBooks(service.Setting.Store, service.Setting.Ring).Run(null, CancellationToken.None)
            .Select(check => check.FirstBreak), Is.All.Null);
    }

    [TestCase("", "names nobody")]
    [TestCase("nobody", "is no officer or is disabled")]
    [TestCase("administrator", "this act belongs to another of the four powers")]
    public async Task Without_an_operator_in_the_configuration_no_run_is_made_and_the_log_says_why(string who, string why)
    {
        await using TestService service = At(Due.AddHours(1), $"Schedules:YearlyRun:As={who}");
        Officer administrator = service.Setting.WithOfficers(OfficerRole.Operator);
        await service.Start();

        service.Fire(ScheduleName.YearlyRun, administrator);
        await service.UntilSaid(why);

        Assert.That(_inputs.Sealed(), Is.Empty);
    }

    private TestService At(DateTimeOffset time, params string[] settings) => new(_inputs, new FakeTimeProvider(time), settings);

    private readonly record struct RunRecordShown(string Id, string Maker, DateTimeOffset StartedAt)
    {
        public static RunRecordShown Of(Disbursement.Jobs.Store.Tables.RunRecord run) => new(run.Id, run.Maker, run.StartedAt);

        public bool IsSince(DateTimeOffset time) => StartedAt >= time;
    }
}
