using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Tests.Cluster;
using Disbursement.Jobs.Tests.Privacy;
using Disbursement.Jobs.Tests.Rosters;
using Disbursement.Jobs.Tests.Schedule;
using Microsoft.Extensions.Time.Testing;

namespace Disbursement.Jobs.Tests.Faults;

/// <summary>The database goes away, comes back, or is held by another program: no empty one is ever started beside the books.</summary>
[TestFixture]
internal sealed class LostDatabaseTests
{
    private TestInputs _held = null!;
    private TestDatabase _holder = null!;
    private WatchedProgram _waiting = null!;
    private TestInputs _inputs = null!;

    private string Away => Path.Combine(_inputs.Root, "away.db");

    /// <summary>Half a minute has to pass until a held database is given up: other tests are made meanwhile.</summary>
    [OneTimeSetUp]
    public void HoldADatabase()
    {
        _held = new TestInputs().Roster("a.csv", A.Household(1));
        Database.Open(_held.Data);
        _holder = _held.Rows();
        _holder.Execute("BEGIN EXCLUSIVE");
        _waiting = new WatchedProgram(new DisburseProgram(_held.Root).Start("run", "--year", "2026"));
    }

    [OneTimeTearDown]
    public void LetGo()
    {
        _waiting.Dispose();
        _holder.Dispose();
        _held.Dispose();
    }

    [SetUp]
    public void MakeInputs() => _inputs = new TestInputs().Roster("a.csv", A.Household(1), A.Household(2));

    [TearDown]
    public void RemoveInputs() => _inputs.Dispose();

    [Test]
    public void A_missing_or_empty_database_beside_its_books_is_refused_by_every_verb_and_a_backup_puts_it_back()
    {
        DisburseProgram program = new(_inputs.Root);
        string backup = Path.Combine(_inputs.Root, "backup.db");
        Assert.That((program.Run("run", "--year", "2026").Exit, program.Run("db", "backup", backup).Exit), Is.EqualTo((0, 0)));
        File.Delete(_inputs.DatabaseFile);

        foreach (string[] verb in new string[][] { ["run", "--year", "2026"],
            ["run", "--year", "2026", "--dry-run"], ["db", "migrate"], ["serve", "--urls", "http://127.0.0.1:0"] })
        {
            (int exit, string said) = program.Run(verb);
            Assert.That((exit, File.Exists(_inputs.DatabaseFile)), Is.EqualTo((4, false)), string.Join(' ', verb) + ": " + said);
            Assert.That(said,
                Does.Contain("disbursement.db is missing, but data/heads.txt says that there were books").And.Contain("restore a backup")
                    .And.Contain("To start anew on purpose"));
        }

        File.WriteAllBytes(_inputs.DatabaseFile, []);
        string chinese = program.Run("run", "--year", "2026", "--lang", "zh").Said;
        Assert.That((chinese.Contains("为空，但 data/heads.txt 表明此处曾有账目", StringComparison.Ordinal), new FileInfo(_inputs.DatabaseFile).Length),
            Is.EqualTo((true, 0L)), chinese);
        File.Delete(_inputs.DatabaseFile);

        (int restored, string how) = program.Run("db", "restore", backup);
        (int verified, string found) = program.Run("verify", "--replay");
        Assert.That((restored, verified), Is.EqualTo((0, 0)), how + found);
    }

    [Test]
    public void Whatever_befalls_a_process_once_the_books_have_the_run_its_files_are_not_lost_and_it_has_not_failed()
    {
        MomentClock clock = new(_inputs.Clock, () => File.Exists(_inputs.DatabaseFile) && IsSealed(),
            () => throw new IOException("The disk is gone."));
        RunProgress progress = new();

        Assert.That(() => new RunAlone(clock, Serilog.Core.Logger.None).Run(_inputs.Order(), RunInputs.Read(_inputs.Order()), progress,
            CancellationToken.None), Throws.TypeOf<IOException>());
        Assert.That((clock.HasCome, progress.Failed), Is.EqualTo((true, (string?)null)));
        Assert.That(RunFolders.Recover(Path.Combine(_inputs.Out, "2026-1")), Is.True);
        Assert.That(_inputs.Broken(), Is.Empty);
    }

    [Test]
    public void A_new_installation_is_not_told_that_its_key_ring_is_lost()
    {
        Database store = Database.Open(_inputs.Data);

        Assert.That(() => OpenRing.ToRead(_inputs.Data, store), Throws.Nothing);
        Assert.That(Directory.Exists(Path.Combine(_inputs.Data, "keys")), Is.False, "whoever reads makes none");
        _inputs.Run();
        Directory.Delete(Path.Combine(_inputs.Data, "keys"), recursive: true);
        Assert.That(() => OpenRing.ToRead(_inputs.Data, store), Throws.TypeOf<RunRefusal>().With.Message.Contains("is missing"));
    }

    private bool IsSealed()
    {
        using TestDatabase database = _inputs.Rows();
        return database.Number("SELECT COUNT(*) FROM runs WHERE state = 'Sealed'") == 1;
    }

    [TestCase("heads.txt", true)]
    [TestCase("archive/aa/one.sealed", true)]
    [TestCase("disbursement.db", true)]
    [TestCase("archive/aa/pack.yaml", false, Description = "a first start keeps it before it is on record")]
    [TestCase("keys/keyring.json", false)]
    public void A_servers_empty_database_beside_a_sign_of_books_is_refused(string sign, bool isRefused)
    {
        string place = Path.Combine(_inputs.Data, sign);
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        File.WriteAllText(place, "of earlier days");
        void Refuse(bool isEmpty) => LostBooks.RefuseEmpty(_inputs.Data, DatabaseSettings.Default, "server/books", () => isEmpty);

        Assert.That(() => Refuse(isEmpty: false), Throws.Nothing);
        if (isRefused)
            Assert.That(() => Refuse(isEmpty: true), Throws.TypeOf<StoreRefusal>().With.Message.Contains("server/books is empty, but")
                .And.Message.Contains("db move").And.Message.Contains("db restore"));
        else
            Assert.That(() => Refuse(isEmpty: true), Throws.Nothing);
    }

    [TestCase("heads.txt")]
    [TestCase("archive")]
    [TestCase("disbursement.db-wal")]
    [TestCase("keys")]
    public void Each_sign_of_lost_books_is_enough(string sign)
    {
        _inputs.Run();
        string wal = Path.Combine(_inputs.Root, "wal");
        File.WriteAllText(wal, "what was recorded last");
        string[] kept = sign == "keys" ? ["keys", "work"] : [sign];
        foreach (string entry in Directory.GetFileSystemEntries(_inputs.Data).Where(entry => !kept.Contains(Path.GetFileName(entry))))
        {
            if (Directory.Exists(entry))
                Directory.Delete(entry, recursive: true);
            else
                File.Delete(entry);
        }

        if (sign.EndsWith("wal", StringComparison.Ordinal))
            File.Move(wal, _inputs.DatabaseFile + "-wal");

        Assert.That(() => _inputs.Run(),
            Throws.TypeOf<StoreRefusal>().With.Message.Contains(sign).And.Property(nameof(StoreRefusal.IsResumable)).True);
        Assert.That(File.Exists(_inputs.DatabaseFile), Is.False);
    }

    [Test]
    public void Books_of_an_earlier_day_pay_nobody_until_the_loss_is_accepted()
    {
        DisburseProgram program = new(_inputs.Root);
        Assert.That(program.Run("run", "--year", "2026", "--inputs", _inputs.Inputs, "--out", _inputs.Out).Exit, Is.Zero);
        string earlier = Path.Combine(_inputs.Root, "earlier.db");
        using (TestDatabase database = _inputs.Rows())
            database.Execute($"VACUUM INTO '{earlier}'");
        _inputs.Roster("b.csv", A.Household(3));
        Assert.That(program.Run("run", "--year", "2026", "--inputs", _inputs.Inputs, "--out", _inputs.Out).Exit, Is.Zero);
        File.Delete(_inputs.DatabaseFile + "-wal");
        File.Copy(earlier, _inputs.DatabaseFile, overwrite: true);
        Directory.Delete(Path.Combine(_inputs.Out, "2026-2"), recursive: true);

        (int exit, string said) = program.Run("run", "--year", "2026", "--inputs", _inputs.Inputs, "--out", _inputs.Out);
        (int again, string why) = program.Run("db", "restore");
        (int accepted, string how) = program.Run("db", "restore", "--accept-loss");
        (int paid, string last) = program.Run("run", "--year", "2026", "--inputs", _inputs.Inputs, "--out", _inputs.Out);

        Assert.That((exit, again, accepted, paid), Is.EqualTo((4, 2, 1, 0)), said + why + how + last);
        Assert.That(said, Does.Contain("does not have act").And.Contain("would be paid again"));
        Assert.That(why, Does.Contain("book audit: the backup ends at"));
    }

    [Test]
    public void A_folder_that_has_never_had_books_is_started_whatever_ring_was_put_there()
    {
        using TestInputs other = new TestInputs().Roster("a.csv", A.Household(1));
        other.Run();
        Directory.CreateDirectory(Path.Combine(_inputs.Data, "keys"));
        File.Copy(Path.Combine(other.Data, "keys", "keyring.json"), Path.Combine(_inputs.Data, "keys", "keyring.json"));

        Assert.That(_inputs.Run().Summary.Run.Id, Is.EqualTo("2026-1"));
    }

    [Test]
    public async Task Under_a_running_service_the_database_goes_away_and_comes_back()
    {
        DateTimeOffset due = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
        await using TestService service = await new TestService(_inputs, new FakeTimeProvider(due.AddSeconds(-30))).Start();
        await service.Until(() => service.Get("/health/ready").Result.Status == 200, "it is ready", seconds: 0);
        File.Move(_inputs.DatabaseFile, Away);

        (int ready, string why) = await service.Get("/health/ready");
        await service.UntilSaid("yearly-run came to nothing");
        bool isThere = File.Exists(_inputs.DatabaseFile);
        string said = service.Said;
        File.Move(Away, _inputs.DatabaseFile);
        await service.UntilSaid("Run 2026-1 was made for 2026-06-01 00:00:00 UTC", seconds: 10);
        (int after, string state) = await service.Get("/health/ready");

        Assert.That((ready, isThere, after, _inputs.Sealed().Count), Is.EqualTo((503, false, 200, 1)), state);
        Assert.That(why, Does.Contain("The database is gone"));
        Assert.That(said, Does.Contain("disbursement.db is missing").And.Contain("No new database is started"));
    }

    [Test]
    public void A_database_that_is_held_for_a_while_is_waited_for()
    {
        _inputs.Run();
        using WatchedProgram one = HeldStart(out TestDatabase holder);
        holder.Execute("ROLLBACK");
        holder.Dispose();

        (int exit, string said) = one.End();

        Assert.That((exit, _inputs.Sealed().Count), Is.EqualTo((0, 2)), said);
    }

    [Test]
    public void Where_a_database_is_held_too_long_it_is_named_and_the_same_command_works_later()
    {
        (int exit, string said) = _waiting.End();
        _holder.Execute("ROLLBACK");
        (int end, string done) = new DisburseProgram(_held.Root).Run("run", "--year", "2026");

        Assert.That((exit, end), Is.EqualTo((4, 0)), said + done);
        Assert.That(said, Does.Contain("disbursement.db is locked by another program").And.Contain("give the same command again"));
        Assert.That(done, Does.Contain("Run 2026-1:"));
    }

    /// <summary>A run that has begun while somebody holds the database.</summary>
    private WatchedProgram HeldStart(out TestDatabase holder)
    {
        File.Delete(Path.Combine(_inputs.Data, "run.lock"));
        holder = _inputs.Rows();
        holder.Execute("BEGIN EXCLUSIVE");
        WatchedProgram one = new(new DisburseProgram(_inputs.Root).Start("run", "--year", "2026"));
        Assert.That(one.Until(() => File.Exists(Path.Combine(_inputs.Data, "run.lock"))), Is.True, one.Said);
        return one;
    }
}
