using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Schedule;
using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Rosters;
using Disbursement.Jobs.Tests.Runs;
using Disbursement.Jobs.Tests.Schedule;
using Microsoft.Extensions.Time.Testing;
using Serilog.Core;

namespace Disbursement.Jobs.Tests.Faults;

/// <summary>The clock jumps, forwards and back, by an hour and by a year.</summary>
[TestFixture]
internal sealed class ClockTests
{
    private const string Batch = "2026-1-320302-ocr";
    private static readonly DateTimeOffset Due = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    [TestCase(1)]
    [TestCase(-1)]
    [TestCase(365 * 24)]
    [TestCase(-365 * 24)]
    public void A_jump_in_the_middle_of_a_run_and_between_acts_breaks_no_proof(int hours)
    {
        using TestOffice office = TestOffice.Staffed();
        office.Inputs.Roster("a.csv", A.Household(1), A.Household(2));
        using (Logger log = AtStage.Log("assessing", () => Jump(office.Inputs.Clock, hours)))
            office.Inputs.Run(office.Inputs.Order() with { Maker = office.Operator.Name, MakerOfficer = office.Operator.Id,
                HasEnglishHeaders = true }, log);
        Jump(office.Inputs.Clock, hours);
        TestOffice.Done(office.Approve(Batch));
        Jump(office.Inputs.Clock, -hours);
        TestOffice.Done(office.Release(Batch));
        Jump(office.Inputs.Clock, hours);
        TestOffice.Done(office.Import("r.csv", office.Answer(Batch + "-000001"), office.Answer(Batch + "-000002", "failed", "账户已销")));
        Jump(office.Inputs.Clock, -2 * hours);
        TestRun again = office.Run();

        Assert.That(office.Breaks(), Is.Empty);
        Assert.That(office.Inputs.Replay().Where(check => check.FirstBreak is not null).Select(check => check.FirstBreak), Is.Empty);
        Assert.That((again.Summary.Run.Id, again.Payments), Is.EqualTo(("2026-2", 1L)), "the failed one alone is paid again");
    }

    [TestCase(1)]
    [TestCase(365 * 24)]
    public void A_clock_that_is_put_back_lets_nobody_wait_for_longer_than_the_longest_wait(int hours)
    {
        using TestOffice office = TestOffice.Staffed();
        Jump(office.Inputs.Clock, hours);
        for (int i = 0; i < SignIn.FreeTries; i++)
            office.SignIn("li", "wrong");
        string before = office.SignIn("li");
        Jump(office.Inputs.Clock, -hours);

        string back = office.SignIn("li");
        office.Inputs.Clock.Advance(SignIn.LongestWait - TimeSpan.FromSeconds(1));
        string early = office.SignIn("li");
        office.Inputs.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.That((before, back, early, office.SignIn("li")), Is.EqualTo(("SIGN-IN", "SIGN-IN", "SIGN-IN", "in")));
    }

    [Test]
    public void A_clock_that_is_put_forward_ends_a_wait_and_leaves_nothing_else_open()
    {
        using TestOffice office = TestOffice.Staffed();
        for (int i = 0; i < SignIn.FreeTries; i++)
            office.SignIn("li", "wrong");
        Jump(office.Inputs.Clock, 1);

        Assert.That((office.SignIn("li", "wrong"), office.SignIn("li")), Is.EqualTo(("SIGN-IN", "SIGN-IN")), "the count goes on");
        office.Inputs.Clock.Advance(SignIn.LongestWait);
        Assert.That(office.SignIn("li"), Is.EqualTo("in"));
    }

    [TestCase(1)]
    [TestCase(365 * 24)]
    public async Task A_scheduled_start_that_was_made_is_not_made_again_when_the_clock_is_put_back(int hours)
    {
        using TestInputs inputs = new TestInputs().Roster("a.csv", A.Household(1));
        await using (TestService first = await At(inputs, Due.AddSeconds(-10)).Start())
            await first.UntilSaid("Run 2026-1 was made for 2026-06-01 00:00:00 UTC");
        await using (TestService back = await At(inputs, Due.AddHours(-hours)).Start())
        {
            ((FakeTimeProvider)back.Clock).SetUtcNow(Due.AddSeconds(-4));
            await back.Pass(TimeSpan.FromSeconds(60));
            Assert.That((await back.Drive.List(CancellationToken.None)).Single(schedule => schedule.Name == ScheduleName.YearlyRun).Next,
                Is.EqualTo(Due.AddYears(1)));
        }

        Assert.That(inputs.Sealed().Select(run => run.Id), Is.EqualTo(new[] { "2026-1" }));
    }

    [Test]
    public async Task A_clock_that_was_a_year_ahead_for_a_while_costs_no_start()
    {
        using TestInputs inputs = new TestInputs().Roster("a.csv", A.Household(1));
        await using (await At(inputs, Due.AddDays(-12)).Start())
        {
        }

        await using (TestService ahead = await At(inputs, Due.AddYears(1).AddDays(-11)).Start())
            await ahead.UntilSaid("Run 2026-1 was made for 2026-06-01 00:00:00 UTC");
        await using (TestService wrong = await At(inputs, Due.AddYears(1).AddDays(3)).Start())
            await wrong.UntilSaid("yearly-run came to nothing");
        inputs.RosterOf(2027, "a.csv", A.Household(1));
        await using TestService right = await At(inputs, Due.AddDays(-11)).Start();
        DateTimeOffset? next = (await right.Drive.List(CancellationToken.None))
            .Single(schedule => schedule.Name == ScheduleName.YearlyRun).Next;

        Assert.That((inputs.Sealed().Count, next), Is.EqualTo((1, (DateTimeOffset?)Due)),
            "the clock is right again: the coming June is not forgotten");
    }

    [Test]
    public async Task A_start_that_was_jumped_over_is_made_once()
    {
        using TestInputs inputs = new TestInputs().Roster("a.csv", A.Household(1));
        await using TestService service = await At(inputs, Due.AddMinutes(-30)).Start();
        Jump((FakeTimeProvider)service.Clock, 1);

        await service.UntilSaid("Run 2026-1 was made for 2026-06-01 00:00:00 UTC");
        await service.Pass(TimeSpan.FromSeconds(60));

        Assert.That(inputs.Sealed(), Has.Count.EqualTo(1));
    }

    private static TestService At(TestInputs inputs, DateTimeOffset time) => new(inputs, new FakeTimeProvider(time));

    private static void Jump(FakeTimeProvider clock, int hours)
    {
        DateTimeOffset there = clock.GetUtcNow().AddHours(hours);
        if (hours > 0)
            clock.SetUtcNow(there);
        else
            clock.AdjustTime(there);
    }
}
