using System.Diagnostics;
using System.Globalization;
using Disbursement.Jobs.Tests.Privacy;
using Disbursement.Jobs.Tests.Rosters;
using Disbursement.Jobs.Tests.Runs;
using Disbursement.Jobs.Tests.Schedule;
using Microsoft.Extensions.Time.Testing;

namespace Disbursement.Jobs.Tests.Faults;

/// <summary>Two start the same year at once: there is one run, and the other start is told its number.</summary>
[TestFixture]
internal sealed class TwoStartsTests
{
    private static readonly string[] Alone =
        ["run", "--year", "2026"], Serve = ["serve", "--urls", "http://127.0.0.1:0"];

    private TestInputs _inputs = null!;
    private DisburseProgram _program = null!;

    [SetUp]
    public void MakeInputs()
    {
        _inputs = new TestInputs().WithSample(1500);
        _program = new DisburseProgram(_inputs.Root);
    }

    [TearDown]
    public void RemoveInputs() => _inputs.Dispose();

    [Test]
    public void A_second_start_in_the_shell_names_the_first_one_s_run()
    {
        using Process first = _program.Start(Alone);
        using WatchedProgram one = new(first);
        Assert.That(one.UntilSaid("Stage reading"), Is.True, one.Said);
        Signal("-STOP", first);

        (int exit, string said) = _program.Run(Alone);
        Signal("-CONT", first);
        (int end, string done) = one.End();

        Assert.That((exit, end), Is.EqualTo((4, 0)), said + done);
        Assert.That(said, Does.Contain("Run 2026-1 is already under way in data").And.Contain("Wait for it, or stop it first"));
        Assert.That(_inputs.Sealed().Select(run => run.Id), Is.EqualTo(new[] { "2026-1" }));
        QuietRun.AssertSame(_inputs, "2026-1");
    }

    [Test]
    public async Task A_start_of_the_scheduler_beside_one_in_the_shell_names_its_run_and_makes_no_second()
    {
        using Process shell = _program.Start(Alone);
        using WatchedProgram one = new(shell);
        Assert.That(one.UntilSaid("Stage reading"), Is.True, one.Said);
        Signal("-STOP", shell);
        await using TestService service =
            await new TestService(_inputs, new FakeTimeProvider(new DateTimeOffset(2026, 5, 31, 23, 59, 50, TimeSpan.Zero))).Start();

        await service.UntilSaid("yearly-run came to nothing: Run 2026-1 is already under way");
        Signal("-CONT", shell);
        (int exit, string said) = one.End();
        await service.UntilSaid("run 2026-1 has made this start", seconds: 10);

        Assert.That((exit, _inputs.Sealed().Count), Is.EqualTo((0, 1)), said);
        Assert.That(_program.Run("verify").Exit, Is.Zero);
    }

    /// <summary>The scheduler's run is held up in the middle of its reading; then somebody in a shell starts the same year.</summary>
    [Test]
    public void A_start_in_the_shell_beside_one_of_the_scheduler_names_its_run_and_makes_no_second()
    {
        int year = TimeProvider.System.GetUtcNow().Year;
        using TestInputs inputs = new TestInputs().WithSample(3000, year: year);
        File.WriteAllText(Path.Combine(inputs.Root, "disburse.json"), """{ "FirstAdministrator": false }""");
        DisburseProgram program = new(inputs.Root);
        using Process service = program.Start(Serve);
        using WatchedProgram one = new(service);
        Assert.That(one.UntilSaid("Listening on"), Is.True, one.Said);
        (int fired, string answer) = program.Run("schedule", "fire", "yearly-run");
        Assert.That(fired, Is.Zero, answer);
        Assert.That(one.UntilSaid("Stage reading"), Is.True, one.Said);
        Signal("-STOP", service);

        (int exit, string said) = program.Run("run", "--year", $"{year}");
        Signal("-CONT", service);
        bool isMade = one.UntilSaid("Sealed:");
        one.Kill();

        Assert.That((exit, isMade), Is.EqualTo((4, true)), said + one.Said);
        Assert.That(said, Does.Contain($"Run {year}-1 is already under way in data"));
        Assert.That(inputs.Sealed().Select(run => run.Id), Is.EqualTo(new[] { $"{year}-1" }));
        Assert.That(program.Run("verify", "--replay").Exit, Is.Zero);
    }

    [Test]
    public void One_service_at_a_time_and_the_next_one_after_it_was_killed()
    {
        using WatchedProgram first = new(_program.Start(Serve));
        Assert.That(first.UntilSaid("Listening on"), Is.True, first.Said);

        (int exit, string said) = _program.Run(Serve);
        first.Kill();
        using WatchedProgram third = new(_program.Start(Serve));

        Assert.That((exit, said.Contains("A service is already running on data", StringComparison.Ordinal)), Is.EqualTo((2, true)), said);
        Assert.That(third.UntilSaid("Listening on"), Is.True, third.Said);
    }

    private static void Signal(string signal, Process process)
    {
        using Process kill = Process.Start("kill", [signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }
}
