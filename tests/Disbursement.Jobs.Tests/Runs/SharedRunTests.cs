using System.Diagnostics;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Tests.Privacy;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Runs;

/// <summary>Runs that several real processes share, over one database.</summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class SharedRunTests
{
    private const int Kills = 50;

    private static readonly string[] SharedStart = ["run", "--year", "2026", "--shared", "--workers", "1"];

    [Test]
    [Platform("Linux")]
    public void Three_processes_give_what_one_gives()
    {
        using TestInputs inputs = new TestInputs().WithSample(3000, faultsPercent: 3);
        DisburseProgram program = new(inputs.Root);

        Process[] processes;
        using (FileTurn.Take(Path.Combine(inputs.Data, "start.lock")))
        {
            processes = [.. Enumerable.Range(0, 3).Select(_ => program.Start(SharedStart))];
            WaitUntil(() => processes.All(process => process.HasExited || IsBeforeTheStart(process)));
        }

        (int Exit, string Said)[] ends = [.. processes.Select(DisburseProgram.Said)];

        Assert.That(ends.Select(end => end.Exit), Is.All.AnyOf(0, 1), string.Join('\n', ends.Select(end => end.Said)));
        Assert.That(ends.Count(end => end.Said.Contains("was sealed by another process", StringComparison.Ordinal)), Is.AtLeast(1),
            string.Join('\n', ends.Select(end => end.Said)));

        // One that came after the sealing made a second run, which pays nothing.
        QuietRun.AssertSame(inputs, program, "2026-1");
    }

    [Test]
    public void A_second_shared_run_settles_against_the_first()
    {
        using TestInputs inputs = new TestInputs().WithSample(1500, faultsPercent: 10);
        DisburseProgram program = new(inputs.Root);
        Assert.That(program.Run(SharedStart).Exit, Is.EqualTo(1));
        inputs.Roster("corrections/late.csv", A.Household(1), A.Household(2));

        Process other = program.Start(SharedStart);
        (int exit, string said) = program.Run(SharedStart);

        Assert.That((exit, DisburseProgram.Said(other).Exit), Is.AnyOf((0, 0), (0, 1), (1, 0)), said);
        using TestDatabase database = inputs.Rows();
        Assert.That(
            database.Number("SELECT COUNT(*) FROM payments p JOIN batches b ON b.number = p.batch_number WHERE b.id LIKE '2026-2-%'"),
            Is.EqualTo(4));
        Assert.That(program.Run("verify", "--replay").Exit, Is.Zero);
    }

    [Test]
    public void One_that_joins_takes_part_until_the_run_is_sealed()
    {
        using TestInputs inputs = new TestInputs().WithSample(3000);
        DisburseProgram program = new(inputs.Root);
        Assert.That(program.Run("run", "--year", "2026", "--dry-run").Exit, Is.Zero);
        Process starter = program.Start(SharedStart);
        while (!File.Exists(Path.Combine(inputs.Data, "work", "2026-1", "plan.json")) && !starter.HasExited)
            Thread.Sleep(5);

        (int exit, string said) = program.Run("join");

        Assert.That((exit, DisburseProgram.Said(starter).Exit), Is.EqualTo((0, 0)), said);
        Assert.That(said, Does.Contain("taking part: 1").Or.Contain("no run to take part in"));
        QuietRun.AssertSame(inputs, program, "2026-1");
    }

    [Test]
    public void Nothing_is_left_of_a_shared_run_but_what_a_run_leaves()
    {
        using TestInputs inputs = new TestInputs().WithSample(600);
        DisburseProgram program = new(inputs.Root);

        Assert.That(program.Run(SharedStart).Exit, Is.Zero);

        using TestDatabase database = inputs.Rows();
        Assert.That((database.Number("SELECT COUNT(*) FROM run_parts"), database.Number("SELECT COUNT(*) FROM run_claims")),
            Is.EqualTo((0L, 0L)));
        Assert.That(Directory.GetFileSystemEntries(Path.Combine(inputs.Data, "work")), Is.Empty);
    }

    [Test]
    public void Inputs_that_have_changed_since_every_process_died_are_read_anew()
    {
        using TestInputs inputs = new TestInputs().WithSample(3000);
        DisburseProgram program = new(inputs.Root);
        using (Process first = program.Start(SharedStart))
        {
            while (!Directory.Exists(Path.Combine(inputs.Data, "work", "2026-1", "accepting-320302-1")) && !first.HasExited)
                Thread.Sleep(2);
            first.Kill();
            first.WaitForExit();
        }

        inputs.Roster("late.csv", A.Household(900001));
        (int exit, string said) = program.Run(SharedStart);

        Assert.That(exit, Is.Zero, said);
        using TestDatabase database = inputs.Rows();
        Assert.That(database.Number("SELECT COUNT(*) FROM run_inputs WHERE path = 'late.csv' AND accepted = 1"), Is.EqualTo(1));
        QuietRun.AssertSame(inputs, program, "2026-1");
    }

    [Test]
    public void An_act_between_the_death_of_all_and_the_next_start_has_the_decisions_made_again()
    {
        using TestInputs inputs = new TestInputs().WithSample(1200);
        DisburseProgram program = new(inputs.Root);
        Assert.That(program.Run("run", "--year", "2026").Exit, Is.Zero);
        inputs.Roster("late.csv", A.Household(900001));
        using (Process first = program.Start(SharedStart))
        {
            while (!Directory.Exists(Path.Combine(inputs.Data, "work", "2026-2", "assessing-320302-1")) && !first.HasExited)
                Thread.Sleep(1);
            first.Kill();
            first.WaitForExit();
        }

        // Whatever the dead run has decided, it did so before this batch act.
        using (TestDatabase database = inputs.Rows())
        {
            database.Execute("INSERT INTO run_parts (run_number, stage, name, state, attempt, lease_until) SELECT 2, 'assessing', '320302',"
                + " 'done', 1, 0 WHERE NOT EXISTS (SELECT 1 FROM run_parts WHERE run_number = 2 AND "
                + "stage = 'assessing' AND name = '320302')");
            database.Execute("UPDATE run_parts SET state = 'done' WHERE run_number = 2 AND stage = 'assessing'");
            database.Execute("UPDATE run_parts SET name = 'an earlier state' WHERE run_number = 2 AND stage = 'ledger'");
        }

        (int exit, string said) = program.Run(SharedStart);

        Assert.That(exit, Is.Zero, said);
        QuietRun.AssertSame(inputs, program, "2026-2");
    }

    /// <summary>
    /// SIGKILL, fifty times, at moments drawn from a seed; two and three processes in turn. The seed is printed, so that a failure can be
    /// had again.
    /// </summary>
    [Test]
    public void Killed_at_any_moment_whoever_goes_on_gives_the_same_bytes()
    {
        int seed = Environment.TickCount;
        TestContext.Out.WriteLine($"seed {seed}");
        Random draw = new(seed);
        int killed = 0;
        for (int round = 1; killed < Kills; round++)
        {
            using TestInputs inputs = new TestInputs().WithSample(2500, faultsPercent: 2);
            DisburseProgram program = new(inputs.Root);
            List<Process> processes = [.. Enumerable.Range(0, 2 + round % 2).Select(_ => program.Start(SharedStart))];
            for (int i = 0; i < 17 && killed < Kills && !IsSealed(inputs); i++)
            {
                Thread.Sleep(draw.Next(50, 900));
                Process victim = processes[draw.Next(processes.Count)];
                if (victim.HasExited)
                    continue;

                victim.Kill();
                victim.WaitForExit();
                processes.Remove(victim);
                victim.Dispose();
                killed++;
                processes.Add(program.Start(SharedStart));
            }

            (int Exit, string Said)[] ends = [.. processes.Select(DisburseProgram.Said)];
            if (!IsSealed(inputs))
                ends = [.. ends, program.Run(SharedStart)];
            Assert.That(IsSealed(inputs), Is.True,
                $"round {round} of seed {seed}: {string.Join('\n', ends.Select(end => $"{end.Exit} {end.Said}"))}");

            // One that came after the sealing made a second run, which pays nothing.
            QuietRun.AssertSame(inputs, program, "2026-1");
            TestContext.Out.WriteLine($"round {round}: {killed} killed so far");
        }
    }

    /// <summary>Whether a process has come as far as waiting for its turn to start: it holds the lock of the run by then.</summary>
    private static bool IsBeforeTheStart(Process process)
    {
        try
        {
            return Directory.EnumerateFiles($"/proc/{process.Id}/fd")
                .Any(file => File.ResolveLinkTarget(file, returnFinalTarget: false)?.Name == "run.lock");
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static void WaitUntil(Func<bool> isTime)
    {
        while (!isTime())
            Thread.Sleep(20);
    }

    private static bool IsSealed(TestInputs inputs)
    {
        if (!File.Exists(inputs.DatabaseFile))
            return false;

        try
        {
            using TestDatabase database = inputs.Rows();
            return database.Number("SELECT COUNT(*) FROM runs WHERE id = '2026-1' AND state = 'Sealed'") == 1;
        }
        catch (Microsoft.Data.Sqlite.SqliteException)
        {
            return false;
        }
    }
}
