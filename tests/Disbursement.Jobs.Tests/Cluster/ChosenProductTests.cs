using System.Globalization;
using System.Reflection;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Notices;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Runs.Parts;
using Disbursement.Jobs.Sorting;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;
using Disbursement.Jobs.Tests.Rosters;
using Disbursement.Jobs.Tests.Runs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Database = Disbursement.Jobs.Store.Connections.Database;

namespace Disbursement.Jobs.Tests.Cluster;

/// <summary>What makes the books right does not rest on the engine of a cluster, whatever it gives twice, late or out of order.</summary>
[TestFixture]
internal sealed class ChosenProductTests
{
    private TestInputs _inputs = null!;
    private TestEngine _engine = null!;

    [SetUp]
    public void SetUp()
    {
        _inputs = new TestInputs().WithSample(120, faultsPercent: 5);
        _engine = new TestEngine(_inputs);
    }

    [TearDown]
    public void TearDown() => _inputs.Dispose();

    [Test]
    public void Every_part_given_twice_and_in_any_order_gives_the_bytes_of_one_process()
    {
        Random draw = new(20260601);
        _engine.Start();
        while (_engine.Waiting.Count > 0)
        {
            PartJob job = _engine.Waiting[draw.Next(_engine.Waiting.Count)];
            Parallel.Invoke(() => _engine.Do(job), () => _engine.Do(job));
        }

        AssertQuiet();
    }

    /// <summary>Every property that can be set, so that one that is added is in the test by itself.</summary>
    [Test]
    public void Nothing_that_one_node_knows_of_a_roster_is_lost_on_the_way_to_another()
    {
        RosterReading reading = new(new RosterFile(3, "", "a.csv", IsCorrection: true));
        PropertyInfo[] set = [.. typeof(RosterReading).GetProperties().Where(property => property.SetMethod is { IsPublic: true })];
        foreach (PropertyInfo property in set)
            property.SetValue(reading, property.PropertyType switch
            {
                var type when type == typeof(string) => property.Name,
                var type when type == typeof(bool) => true,
                var type when type == typeof(long) => 7L,
                var type when type == typeof(char) => ';',
                var type when type == typeof(FileRemark) => new FileRemark(property.Name, "备注"),
                var type when type == typeof(IReadOnlyList<string>) => new[] { property.Name },
                _ => new RosterColumn?[] { RosterColumn.Role, null },
            });
        reading.Counties.Add("320302");
        reading.Warnings.Add(new FileRemark("a warning", "警告"));
        reading.Unread.Add(new FileRemark("not read", "未读"));
        PartPlace place = new("1", _inputs.Root, _inputs.Root, null, IsKept: true);
        reading.TextPath = Path.Combine(place.Folder, "text");

        SortedSegments fragments = new(place.Folder, ReadPart.Fragments, 6);
        byte[] saved = new ReadPart(new ReadFiles([reading], fragments, new Orphans())).Save(place);
        RosterReading loaded = ReadPart.Load(place, saved).Read.Files.Single();

        Assert.That(loaded.File, Is.EqualTo(reading.File));
        foreach (PropertyInfo property in set)
            Assert.That(property.GetValue(loaded), Is.EqualTo(property.GetValue(reading)), property.Name);
        Assert.That((loaded.Counties, loaded.Warnings, loaded.Unread), Is.EqualTo((reading.Counties, reading.Warnings, reading.Unread)));
    }

    [Test]
    public void Whoever_follows_the_run_sees_how_many_parts_its_nodes_have_done()
    {
        RunProgress progress = new();
        List<(string, (int, int)?)> seen = [];
        Queue<Action> looks = new(
        [
            () => _engine.DoUntil(RunStage.Accepting), () => _engine.DoUntil(RunStage.Assessing), () => _engine.Do(_engine.Waiting[0]),
            () => _engine.DoUntil(RunStage.Paying), () => _engine.DoUntil(RunStage.Sealing), () => _engine.Do(_engine.Waiting.Single()),
        ]);
        _engine.Asked = () =>
        {
            seen.Add((progress.Stage, progress.Parts));
            looks.Dequeue()();
        };

        RunOrder order = _inputs.Order();
        RunInputs inputs = RunInputs.Read(order);
        RunRefusal end = new RunOnCluster(_inputs.Clock, Serilog.Core.Logger.None, _engine)
            .Run(order, inputs, progress, CancellationToken.None);

        int counties = inputs.CountiesOf(order).Length;
        Assert.That(end.MadeAs, Is.EqualTo("2026-1"));
        Assert.That(seen.Where(look => look != seen[1]), Is.EqualTo(new (string, (int, int)?)[]
        {
            ("reading", (0, 0)), ("assessing", (0, counties)), ("assessing", (1, counties)), ("paying", (0, counties)), ("sealing", (0, 0)),
        }));
        Assert.That((seen[1].Item1, seen[1].Item2!.Value.Item1 > 0), Is.EqualTo(("reading", true)));
    }

    [Test]
    public void A_second_sealing_brings_nothing_in()
    {
        _engine.Start();
        PartJob sealing = _engine.DoUntil(RunStage.Sealing).Single();

        RunSummary? first = _engine.Do(sealing);

        Assert.That((first is null, _engine.Do(sealing)), Is.EqualTo((false, (RunSummary?)null)));
        Assert.That(RunSummary.NeedsPersonBy(first!.ToJson()), Is.EqualTo(first.NeedsPerson).And.True);
        AssertQuiet();
    }

    [Test]
    public void Whoever_comes_after_the_node_that_sealed_tells_the_same_of_the_run()
    {
        _engine.Start();
        PartJob sealing = _engine.DoUntil(RunStage.Sealing).Single();
        RunSummary summary = _engine.Do(sealing)!;

        SealedRun told = SealedRun.Read(CarryPart.Sealed(_inputs.Order(), sealing)!);

        Assert.That(told with { Run = summary.Run }, Is.EqualTo(SealedRun.Of(summary)));
        Assert.That(told.Run.StartedAt, Is.EqualTo(summary.Run.StartedAt), "so the notice has the same id");
    }

    [Test]
    public void A_node_of_another_build_takes_no_part()
    {
        RunRecord run = _engine.Start();
        PartJob first = _engine.Waiting.Single();
        string folder = RunFolders.StartOf(_inputs.Data, run.Id, first.Start);
        (RunPlan.Read(folder)! with { Program = Guid.NewGuid() }).Write(folder);

        Assert.That(() => _engine.Do(first),
            Throws.InstanceOf<RunRefusal>().With.Message.Contains("begun by another version").And.Property("IsResumable").False);
        Assert.That(() => _engine.Start(), Throws.InstanceOf<RunRefusal>().With.Message.Contains("begun by another version"));
    }

    [Test]
    public void A_product_that_comes_late_is_not_the_one_that_is_sealed()
    {
        _engine.Start();
        PartJob late = _engine.DoUntil(RunStage.Assessing)[0];
        _engine.Do(late);
        string first = Products()[late.Name];
        using (TestDatabase database = _inputs.Rows())
            database.Execute($"DELETE FROM run_parts WHERE stage = 'assessing' AND name = '{late.Name}'");
        _engine.Do(late);
        string chosen = Products()[late.Name];

        // What was not recorded is spoilt: nobody may look at it.
        string[] others = [.. Directory.GetDirectories(Path.Combine(_inputs.Data, "work", "2026-1", late.Start),
            $"assessing-{late.Name}*").Where(folder => Path.GetFileName(folder) != chosen)];
        Assert.That(others.Select(Path.GetFileName), Is.EqualTo([first]), "each firing has a folder of its own");
        foreach (string folder in others)
        {
            foreach (string file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
                File.WriteAllText(file, "spoilt");
        }

        while (_engine.Waiting.Count > 0)
            _engine.Do(_engine.Waiting[0]);
        AssertQuiet();
    }

    /// <summary>It has opened its files again, and has written them half, when others read theirs.</summary>
    [Test]
    public void A_node_that_still_writes_its_product_as_the_run_is_sealed_spoils_nothing()
    {
        _engine.Start();
        PartJob late = _engine.DoUntil(RunStage.Assessing)[0];
        using ClusterWork stopped = Stopped(late);

        Assert.That(() => stopped.Each<AssessedPart>(RunStage.Assessing, [late.Name], place =>
        {
            _engine.Do(late);
            PartJob sealing = _engine.DoUntil(RunStage.Sealing).Single();
            string chosen = Path.Combine(Path.GetDirectoryName(place.Folder)!, Products()[late.Name]);
            using Serilog.Core.Logger log = AtStage.Log("paying", () =>
            {
                foreach (string file in Directory.GetFiles(chosen))
                    File.WriteAllText(Path.Combine(place.Folder, Path.GetFileName(file)), "half");
            });
            Assert.That(_engine.Do(sealing, log), Is.Not.Null);
            throw new InvalidDataException("It goes no further.");
        }, CancellationToken.None), Throws.TypeOf<InvalidDataException>());
        AssertQuiet();
    }

    /// <summary>Each node reads rosters itself: what later parts go by must be one reading, whoever comes with another one.</summary>
    [Test]
    public void A_roster_that_is_replaced_while_a_node_is_stopped_that_has_read_it_is_the_one_that_others_read()
    {
        _inputs.Roster("late.csv", A.Household(900001));
        RunRecord run = _engine.Start();
        int group = RunPlan.Read(RunFolders.StartOf(_inputs.Data, run.Id, _engine.Waiting.Single().Start))!.Groups.ToList()
            .FindIndex(files => files.Contains("late.csv"));
        PartJob late = _engine.DoUntil(RunStage.Reading).Single(job => int.Parse(job.Name, CultureInfo.InvariantCulture) == group);
        MomentClock clock = new(_inputs.Clock, () => IsMade(late), () =>
        {
            _inputs.Roster("late.csv", A.Household(900002));
            _engine.Do(late);
            _engine.DoUntil(RunStage.Sealing);
        });

        _engine.Do(late, clock: clock);

        Assert.That(clock.HasCome, Is.True, "it was stopped before it had recorded its product");
        _engine.Do(_engine.Waiting.Single());
        AssertQuiet();
    }

    [Test]
    public void A_sealing_that_another_one_overtakes_brings_nothing_in_and_blames_nobody()
    {
        _engine.Start();
        PartJob sealing = _engine.DoUntil(RunStage.Sealing).Single();
        string[] counties = [.. Products().Keys];
        using (ClusterWork overtaken = Stopped(sealing))
        using (Loading last = new(counties.Length, () => Assert.That(_engine.Do(sealing), Is.Not.Null)))
            Assert.That(() => overtaken.Last<Loading>(counties, _ => throw new InvalidOperationException("All are paid."), _ => { },
                CancellationToken.None), Throws.TypeOf<HandedOn>());
        AssertQuiet();
    }

    /// <summary>
    /// The right to seal goes with the row of the start, in the transaction itself: on a server its turn may be lost before.
    /// </summary>
    [Test]
    public void A_start_that_counts_no_more_has_no_right_to_seal()
    {
        _engine.Start();
        PartJob sealing = _engine.DoUntil(RunStage.Sealing).Single();
        Database store = Database.Open(_inputs.Data);
        using (DisbursementDb db = store.Model())
        {
            using IDbContextTransaction transaction = db.Database.BeginTransaction();
            RunParts parts = new(store, _inputs.Clock, sealing.Run, OwnName.Next());
            Assert.That(parts.Take(db.Database.GetDbConnection(), transaction.GetDbTransaction()), Is.False);
        }

        Assert.That(_engine.Do(sealing), Is.Not.Null);
    }

    [Test]
    public void An_attempt_at_sealing_that_is_given_up_late_takes_no_files_from_the_one_that_came_about()
    {
        RunRecord run = _engine.Start();
        PartJob sealing = _engine.DoUntil(RunStage.Sealing).Single();
        using RunFolders late = RunFolders.OnCluster(_inputs.Order(), run, sealing.Start, "late");
        File.WriteAllText(late.Grow("half.csv"), "half");
        MomentClock clock = new(_inputs.Clock, HasSettled, late.Dispose);

        Assert.That((_engine.Do(sealing, clock: clock) is null, clock.HasCome), Is.EqualTo((false, true)));
        AssertQuiet();
    }

    /// <summary>It has put its files in their place and lost its turn; whoever seals the run puts others there.</summary>
    [Test]
    public void An_attempt_that_had_put_its_files_in_place_takes_none_from_the_one_that_came_about()
    {
        RunRecord run = _engine.Start();
        PartJob sealing = _engine.DoUntil(RunStage.Sealing).Single();
        using RunFolders late = RunFolders.OnCluster(_inputs.Order(), run, sealing.Start, "late");
        File.WriteAllText(late.Grow("half.csv"), "half");
        late.Settle();
        MomentClock clock = new(_inputs.Clock, () => HasSettled() && !File.Exists(Path.Combine(Settled, "half.csv")), late.Dispose);

        Assert.That((_engine.Do(sealing, clock: clock) is null, clock.HasCome), Is.EqualTo((false, true)));
        AssertQuiet();
    }

    [Test]
    public void Whatever_befalls_a_node_once_the_books_have_the_run_its_files_are_not_lost()
    {
        _engine.Start();
        PartJob sealing = _engine.DoUntil(RunStage.Sealing).Single();
        MomentClock clock = new(_inputs.Clock, HasSettled, () => throw new IOException("The connection is lost."));

        Assert.That((_engine.Do(sealing, clock: clock), clock.HasCome), Is.EqualTo(((RunSummary?)null, true)));
        Assert.That(CarryPart.Sealed(_inputs.Order(), sealing), Is.Not.Null);
        AssertFilesOfQuietRun();
    }

    /// <summary>It had made its product, and goes on when the run was given up and started again.</summary>
    [Test]
    public void A_node_that_was_stopped_until_the_run_was_started_again_changes_nothing_of_the_new_start()
    {
        _engine.Start();
        PartJob late = _engine.DoUntil(RunStage.Accepting)[0];
        Database store = Database.Open(_inputs.Data);
        RunParts former = new(store, _inputs.Clock, late.Run, late.Start);
        CarryPart carry = new(_inputs.Clock, Serilog.Core.Logger.None, _engine);
        MomentClock clock = new(_inputs.Clock, () => IsMade(late), () =>
        {
            carry.GiveUp(_inputs.Order(), late, _ => "the disk is full");
            Assert.That((_engine.Do(late), _engine.Waiting), Is.EqualTo(((RunSummary?)null, new List<PartJob>())), "nothing is handed out");
            _engine.Start();
        });

        Assert.That((_engine.Do(late, clock: clock), clock.HasCome), Is.EqualTo(((RunSummary?)null, true)));
        using (DisbursementDb db = store.Model())
            Assert.That((db.RunParts.Count(), former.HoldLedger(), RunParts.Holding(db)?.Id), Is.EqualTo((1, (bool?)null, (string?)null)));
        Assert.That(carry.GiveUp(_inputs.Order(), late, _ => "the disk is full"), Is.Null);
        while (_engine.Waiting.Count > 0)
            _engine.Do(_engine.Waiting[0]);
        AssertQuiet();
    }

    [Test]
    public void What_an_earlier_start_still_brings_is_not_taken()
    {
        _engine.Start();
        PartJob old = _engine.DoUntil(RunStage.Accepting)[0];
        Assert.That(new CarryPart(_inputs.Clock, Serilog.Core.Logger.None, _engine).GiveUp(_inputs.Order(), old, _ => "the disk is full"),
            Is.Not.Null);
        _inputs.Roster("late.csv", A.Household(900001));
        _engine.Start();
        _engine.DoUntil(RunStage.Accepting);

        Assert.That(_engine.Do(old), Is.Null);
        while (_engine.Waiting.Count > 0)
            _engine.Do(_engine.Waiting[0]);
        using (TestDatabase database = _inputs.Rows())
            Assert.That(database.Number("SELECT COUNT(*) FROM run_inputs WHERE path = 'late.csv' AND accepted = 1"), Is.EqualTo(1));
        AssertQuiet();
    }

    /// <summary>Whoever starts it has decided to when there was no run, and comes to write it down when there is one.</summary>
    [TestCase(RunStage.Beginning)]
    [TestCase(RunStage.Sealing)]
    public void A_start_that_another_one_overtakes_is_refused_and_takes_nothing_back(RunStage done)
    {
        string works = Path.Combine(_inputs.Data, "work", "2026-1");
        MomentClock clock = new(_inputs.Clock, () => Directory.Exists(works), () =>
        {
            _engine.Start();
            while (done == RunStage.Sealing && _engine.Waiting.Count > 0)
                _engine.Do(_engine.Waiting[0]);
        });

        Assert.That(() => _engine.Start(clock), Throws.TypeOf<StoreRefusal>().With.Message.Contains("at the same moment"));
        while (_engine.Waiting.Count > 0)
            _engine.Do(_engine.Waiting[0]);
        using TestDatabase database = _inputs.Rows();
        Assert.That((database.Number("SELECT COUNT(*) FROM runs WHERE state = 'Sealed'"), database.Number("SELECT COUNT(*) FROM runs"),
            database.Number("SELECT COUNT(*) FROM run_parts")), Is.EqualTo((1L, 1L, 0L)));
    }

    [Test]
    public void A_start_beside_one_that_is_under_way_follows_it()
    {
        RunRecord run = _engine.Start();
        PartJob first = _engine.Waiting.Single();

        Assert.That((_engine.Start().Id, _engine.Waiting), Is.EqualTo((run.Id, new List<PartJob> { first })));
    }

    /// <summary>Acts are refused meanwhile; one that is not asked about it would pay somebody by what is no longer true.</summary>
    [TestCase("reading", Description = "before the sealing comes to what it decides by")]
    [TestCase("paying", Description = "after that, and before its transaction")]
    public void A_ledger_that_moved_since_decisions_were_made_ends_the_run_early(string stage)
    {
        _engine.Start();
        _engine.DoUntil(RunStage.Sealing);
        using Serilog.Core.Logger log = AtStage.Log(stage, () =>
        {
            using TestDatabase database = _inputs.Rows();
            database.Execute("UPDATE run_parts SET product = 'an earlier state' WHERE stage = 'ledger'");
        });

        Assert.That(() => _engine.Do(_engine.Waiting[0], log),
            Throws.InstanceOf<RunRefusal>().With.Message.Contains("against a ledger that has moved"));
        using TestDatabase books = _inputs.Rows();
        Assert.That(books.Number("SELECT COUNT(*) FROM payments"), Is.Zero);
    }

    /// <summary>Where the files of a run wait until they may go to their place.</summary>
    private string Settled => Path.Combine(_inputs.Out, ".2026-1.growing");

    private bool HasSettled() => Directory.Exists(Settled) && !Directory.Exists(Path.Combine(_inputs.Out, "2026-1"));

    private string StartOf(PartJob job) => RunFolders.StartOf(_inputs.Data, "2026-1", job.Start);

    /// <summary>Whether a firing has made the product of a part, recorded or not.</summary>
    private bool IsMade(PartJob job) => Directory
        .GetDirectories(StartOf(job), $"{job.Stage}-{job.Name}*", new EnumerationOptions { MatchCasing = MatchCasing.CaseInsensitive })
        .Any(folder => File.Exists(Path.Combine(folder, "product.json")));

    /// <summary>A part in the hands of a node that is stopped in the midst of it.</summary>
    private ClusterWork Stopped(PartJob job)
    {
        Database store = Database.Open(_inputs.Data);
        return new ClusterWork(store, new RunParts(store, _inputs.Clock, job.Run, job.Start), job, "stopped",
            new ClusterPlaces(StartOf(job), Path.Combine(_inputs.Out, ".2026-1.stopped"), () => { }),
            RunInputs.Read(_inputs.Order()).Bureaus.Select(bureau => bureau.County), _engine);
    }

    private Dictionary<string, string> Products()
    {
        using DisbursementDb db = Database.OpenToRead(_inputs.Data).Model();
        return db.RunParts.Where(part => part.Stage == "assessing").ToDictionary(part => part.Name, part => part.Product);
    }

    /// <summary>One run, one act, nothing left over, and the files of a quiet run.</summary>
    private void AssertQuiet()
    {
        using (TestDatabase database = _inputs.Rows())
            Assert.That((database.Number("SELECT COUNT(*) FROM audit WHERE act = 'run'"),
                database.Number("SELECT COUNT(*) FROM run_parts")), Is.EqualTo((1L, 0L)));
        Assert.That(Directory.GetFileSystemEntries(Path.Combine(_inputs.Data, "work")), Is.Empty);
        Assert.That(Directory.GetFileSystemEntries(_inputs.Out).Select(Path.GetFileName), Is.EqualTo(["2026-1"]));
        Assert.That(_inputs.Replay().Where(check => check.FirstBreak is not null), Is.Empty);
        AssertFilesOfQuietRun();
    }

    private void AssertFilesOfQuietRun()
    {
        using TestInputs quiet = new();
        QuietRun.AssertSameFiles(_inputs, quiet, "2026-1", quiet.Order() with { Inputs = _inputs.Inputs });
    }

    /// <summary>A product, as it is read: once the last one of a stage is, others do something.</summary>
    private sealed class Loading : IProduct<Loading>, IDisposable
    {
        private static int left;
        private static Action? act;

        public Loading(int products, Action meanwhile) => (left, act) = (products, meanwhile);

        private Loading()
        {
        }

        public byte[] Save(PartPlace place) => throw new InvalidOperationException("It is read alone.");

        public static Loading Load(PartPlace place, byte[] saved)
        {
            if (--left == 0)
                act?.Invoke();
            return new Loading();
        }

        public void Dispose() => (left, act) = (0, null);
    }
}
