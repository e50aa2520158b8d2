using Disbursement.Jobs.Tests.Privacy;
using Disbursement.Jobs.Tests.Rosters;
using Disbursement.Jobs.Tests.Runs;

namespace Disbursement.Jobs.Tests.Faults;

/// <summary>
/// Disks that are full or read-only under a run: it ends resumable, says which disk and what to do, and the same command goes on once there
/// is room.
/// </summary>
[TestFixture]
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class FullDiskTests
{
    private static readonly string[] Start = ["run", "--year", "2026"];

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

    /// <summary>Sizes at which the database cannot be made, the rosters cannot be archived, and the run cannot be sealed.</summary>
    [Test]
    public void A_full_data_folder_ends_the_run_wherever_it_is_and_room_lets_it_go_on()
    {
        using SmallDisk disk = new(_inputs.Data, 100);
        foreach (int kibibytes in new[] { 100, 900, 2000 })
        {
            disk.Grow(kibibytes);
            (int exit, string said) = _program.Run(Start);
            Assert.That((exit, said), Is.EqualTo((4, said)), $"{kibibytes} KiB");
            Assert.That(said, Does.Contain("the disk is full, no space is left for").And.Contain("data").And.Contain(
                "Make room on that disk, then give the same command again"));
        }

        string chinese = _program.Run([.. Start, "--lang", "zh"]).Said;
        disk.Grow(80_000);
        (int end, string done) = _program.Run(Start);

        Assert.That(chinese, Does.Contain("磁盘已满").And.Contain("请在该磁盘上腾出空间，然后用同一命令重新开始"));
        Assert.That(end, Is.Zero, done);
        QuietRun.AssertSame(_inputs, "2026-1");
    }

    [TestCase("out", 300)]
    [TestCase("data/work", 40)]
    [TestCase("data/archive", 300)]
    public void A_full_disk_under_one_folder_is_named_and_room_lets_the_run_go_on(string folder, int kibibytes)
    {
        using SmallDisk disk = new(Path.Combine(_inputs.Root, folder), kibibytes);

        (int exit, string said) = _program.Run(Start);
        string state = StateOfRun();
        disk.Grow(80_000);
        (int end, string done) = _program.Run(Start);

        Assert.That((exit, state), Is.EqualTo((4, "Failed")), said);
        Assert.That(said, Does.Contain("the disk is full, no space is left for").And.Contain($"{folder}/"));
        Assert.That(end, Is.Zero, done);
        QuietRun.AssertSame(_inputs, "2026-1");
    }

    [Test]
    public void A_full_disk_under_the_logs_stops_no_run_and_is_told_once()
    {
        using SmallDisk disk = new(Path.Combine(_inputs.Root, "logs"), 16);
        disk.Fill();

        (int exit, string said) = _program.Run(Start);
        (_, string chinese) = _program.Run("batches", "--lang", "zh");
        disk.Empty();
        (int after, string quiet) = _program.Run("verify", "--replay");

        Assert.That(exit, Is.Zero, said);
        Assert.That(said.Split("The log in logs cannot be written (No space left on device"), Has.Length.EqualTo(2), said);
        Assert.That(said, Does.Contain("Run 2026-1: 1,500 households accepted"));
        Assert.That(chinese, Does.Not.Contain("Unhandled"));
        Assert.That((after, quiet.Contains("cannot be written", StringComparison.Ordinal)), Is.EqualTo((0, false)), quiet);
    }

    [TestCase("out")]
    [TestCase("data")]
    public void A_read_only_folder_is_named_nothing_is_lost_and_the_run_goes_on_once_it_can_be_written(string folder)
    {
        using SmallDisk disk = new(Path.Combine(_inputs.Root, folder), 80_000);
        disk.ReadOnly();

        (int exit, string said) = _program.Run(Start);
        disk.Writable();
        (int end, string done) = _program.Run(Start);

        Assert.That((exit, end), Is.EqualTo((4, 0)), said + done);
        Assert.That(said, Does.Contain("cannot be written; its disk or folder is read-only for this user").And.Contain(folder));
        QuietRun.AssertSame(_inputs, "2026-1");
    }

    [Test]
    public void A_data_folder_that_becomes_read_only_after_a_run_refuses_the_next_with_a_sentence_and_loses_nothing()
    {
        using SmallDisk disk = new(_inputs.Data, 80_000);
        Assert.That(_program.Run(Start).Exit, Is.Zero);
        disk.ReadOnly();

        (int exit, string said) = _program.Run(Start);
        disk.Writable();

        Assert.That(exit, Is.EqualTo(4), said);
        Assert.That(said, Does.Contain("give the same command again").And.Contain("data").And.Not.Contain("under way"));
        QuietRun.AssertSame(_inputs, "2026-1");
    }

    [Test]
    public void A_full_disk_during_a_backup_or_a_rotation_leaves_no_half_and_both_succeed_with_room()
    {
        Assert.That(_program.Run(Start).Exit, Is.Zero);
        string backup = Path.Combine(_inputs.Root, "backup", "one.db"), ring = Path.Combine(_inputs.Root, "safe", "ring.json");
        using SmallDisk target = new(Path.GetDirectoryName(backup)!, 200), safe = new(Path.GetDirectoryName(ring)!, 16);
        safe.Fill();

        (int full, string said) = _program.Run("db", "backup", backup);
        (int fullSafe, string saidSafe) = _program.Run("keys", "backup", ring);
        string[] left = [.. Directory.GetFiles(Path.GetDirectoryName(backup)!),
            .. Directory.GetFiles(Path.GetDirectoryName(ring)!).Where(file => Path.GetFileName(file) != "filling")];
        target.Grow(60_000);
        safe.Empty();

        Assert.That((full, fullSafe, left), Is.EqualTo((4, 4, Array.Empty<string>())), said + saidSafe);
        Assert.That(said, Does.Contain("no space is left for").And.Contain("one.db"));
        Assert.That(saidSafe, Does.Contain("no space is left for").And.Contain("ring.json"));
        Assert.That((_program.Run("db", "backup", backup).Exit, _program.Run("keys", "backup", ring).Exit), Is.EqualTo((0, 0)));
    }

    [Test]
    public void A_full_disk_during_a_rotation_of_keys_loses_no_value_and_the_same_command_ends_it()
    {
        using SmallDisk disk = new(_inputs.Data, 80_000);
        Assert.That(_program.Run(Start).Exit, Is.Zero);
        disk.Fill();

        (int exit, string said) = _program.Run("keys", "rotate");
        disk.Empty();
        (int end, string done) = _program.Run("keys", "rotate");

        Assert.That((exit, end), Is.EqualTo((4, 0)), said + done);
        Assert.That(said, Does.Contain("no space is left for"));
        Assert.That(KeptFolder.Keys(_inputs.DatabaseFile), Does.StartWith("2:").And.Not.Contain(" "));
        (int verified, string found) = _program.Run("verify", "--replay");
        Assert.That(verified, Is.Zero, found);
    }

    private string StateOfRun()
    {
        using TestDatabase rows = _inputs.Rows();
        return rows.Rows("SELECT state FROM runs").Single()["state"];
    }
}
