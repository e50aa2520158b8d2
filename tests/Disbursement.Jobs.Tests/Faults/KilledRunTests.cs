using Disbursement.Jobs.Cli;
using Disbursement.Jobs.Tests.Privacy;
using Disbursement.Jobs.Tests.Rosters;
using Disbursement.Jobs.Tests.Runs;

namespace Disbursement.Jobs.Tests.Faults;

/// <summary>
/// SIGKILL at every boundary between stages and in the middle of each; the next start goes on, and the bytes are those of a quiet run.
/// </summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class KilledRunTests
{
    private static readonly string[] Alone = ["run", "--year", "2026"];

    private TestInputs _inputs = null!;
    private DisburseProgram _program = null!;

    [SetUp]
    public void MakeInputs()
    {
        _inputs = new TestInputs().WithSample(2500, faultsPercent: 1);
        _program = new DisburseProgram(_inputs.Root);
    }

    [TearDown]
    public void RemoveInputs() => _inputs.Dispose();

    private string Growing => Path.Combine(_inputs.Out, ".2026-1.growing");

    private string Work => Path.Combine(_inputs.Data, "work", "2026-1");

    [Test]
    public void A_run_of_one_process_is_killed_at_every_boundary_and_in_the_middle_of_each_stage()
    {
        int killed = Kill(
            Alone,
            one => one.UntilSaid("Stage reading"),
            one => one.Until(() => Count(Path.Combine(_inputs.Data, "archive")) > 4),
            one => one.Until(() => Directory.Exists(Path.Combine(Growing, "rejects"))),
            one => one.UntilSaid("Stage assessing"),
            one => Later(one, "Stage assessing", 25),
            one => one.UntilSaid("Stage paying"),
            one => one.Until(() => Count(Growing) > 20),
            one => one.Until(() => File.Exists(Path.Combine(Growing, "summary.json"))),
            one => one.Until(() => Length(_inputs.DatabaseFile + "-wal") > 1 << 20));

        AssertWholeAfter(killed, 6, Alone);
    }

    [Test]
    public void A_run_that_is_asked_to_stop_says_that_nothing_half_done_is_left_and_starts_again()
    {
        int stopped = 0;
        foreach (string stage in new[] { "reading", "assessing", "paying" })
        {
            using WatchedProgram one = new(_program.Start([.. Alone, "--workers", "1"]));
            if (!one.UntilSaid($"Stage {stage}"))
                continue;

            one.Stop();
            if (one.EndSoon() != ExitCode.NotFinished)
                continue;

            Assert.That(one.Said, Does.Contain("Stopped. Nothing half done stays behind"));
            stopped++;
        }

        AssertWholeAfter(stopped, 2, Alone);
    }

    [Test]
    public void Killed_between_the_commit_and_the_move_its_files_reach_their_place_whoever_looks()
    {
        Assert.That(_program.Run(Alone).Exit, Is.EqualTo(1));
        Directory.Move(Path.Combine(_inputs.Out, "2026-1"), Growing);
        Directory.CreateDirectory(Work);
        File.WriteAllText(Path.Combine(Work, "left.copy"), "left by a run that died");
        File.WriteAllText(Path.Combine(_inputs.Data, "heads.txt"), "");

        QuietRun.AssertSame(_inputs, "2026-1");
        (int exit, string said) = _program.Run(Alone);

        Assert.That((exit, Sealed()), Is.EqualTo((1, "2026-1 2026-2")), said);
        Assert.That((Directory.Exists(Work), Directory.Exists(Growing), Payments("2026-2-%")), Is.EqualTo((false, false, 0L)),
            "nothing is paid twice, nothing lies about");
    }

    /// <summary>Somebody keeps a file of the name that the folder of the run gets.</summary>
    [Test]
    public void A_sealed_run_whose_files_cannot_be_moved_says_so_and_they_reach_their_place_once_they_can()
    {
        string inTheWay = Path.Combine(_inputs.Out, "2026-1");
        Directory.CreateDirectory(_inputs.Out);
        File.WriteAllText(inTheWay, "a note");

        (int exit, string said) = _program.Run(Alone);
        File.Delete(inTheWay);

        Assert.That(exit, Is.EqualTo(4), said);
        Assert.That(said, Does.Contain("Run 2026-1 is sealed and in the books, but its files could not be moved from").And.Contain(
            "give 'disburse verify': it moves them"));
        Assert.That(Sealed(), Is.EqualTo("2026-1"));
        QuietRun.AssertSame(_inputs, "2026-1");
    }

    /// <summary>
    /// Starts the run and kills it at each moment in turn; whatever is left is what the next start finds. Tells how many were caught.
    /// </summary>
    private int Kill(string[] start, params Func<WatchedProgram, bool>[] moments)
    {
        int killed = 0;
        foreach (Func<WatchedProgram, bool> moment in moments)
        {
            if (Sealed().Length > 0)
                break;

            using WatchedProgram one = new(_program.Start([.. start, "--workers", "1"]));
            if (!moment(one))
                continue;

            one.Kill();
            killed++;
        }

        return killed;
    }

    private void AssertWholeAfter(int killed, int least, string[] start)
    {
        if (Sealed().Length == 0)
        {
            (int exit, string said) = _program.Run(start);
            Assert.That(exit, Is.EqualTo(1), said);
        }

        Assert.That((killed >= least, Sealed()), Is.EqualTo((true, "2026-1")), $"{killed} killed");
        QuietRun.AssertSame(_inputs, "2026-1");
        Assert.That(Directory.GetFileSystemEntries(_inputs.Out).Select(Path.GetFileName), Is.EqualTo(new[] { "2026-1" }));
    }

    private static bool Later(WatchedProgram one, string words, int milliseconds)
    {
        if (!one.UntilSaid(words))
            return false;

        Thread.Sleep(milliseconds);
        return !one.HasExited;
    }

    private string Sealed()
    {
        if (Length(_inputs.DatabaseFile) == 0)
            return "";

        using TestDatabase rows = _inputs.Rows();
        return rows.Number("SELECT COUNT(*) FROM sqlite_master WHERE name = 'runs'") == 0
            ? ""
            : string.Join(' ', rows.Rows("SELECT id FROM runs WHERE state = 'Sealed' ORDER BY number").Select(row => row["id"]));
    }

    private long Payments(string batches)
    {
        using TestDatabase rows = _inputs.Rows();
        return rows.Number($"SELECT COUNT(*) FROM payments WHERE payment_no LIKE '{batches}'");
    }

    private static int Count(string folder)
    {
        try
        {
            return Directory.Exists(folder) ? Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Length : 0;
        }
        catch (DirectoryNotFoundException)
        {
            return 0;
        }
    }

    private static long Length(string file) => new FileInfo(file) is { Exists: true } there ? there.Length : 0;
}
