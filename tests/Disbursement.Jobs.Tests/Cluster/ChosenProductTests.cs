using Disbursement.Jobs.Notices;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Runs.Parts;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;
using Disbursement.Jobs.Tests.Rosters;
using Disbursement.Jobs.Tests.Runs;

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

    [Test]
    public void A_product_that_was_not_recorded_seals_nothing()
    {
        _engine.Start();
        PartJob sealing = _engine.DoUntil(RunStage.Sealing).Single();
        Database store = Database.Open(_inputs.Data);
        using (DisbursementDb db = store.Model())
        {
            using var transaction = db.Database.BeginTransaction();
            RunParts parts = new(store, _inputs.Clock, sealing.Run, sealing.Start);
            (string, string, string)[] others = [.. Products().Select(part => ("assessing", part.Key, part.Value + "x"))];
            Assert.That(parts.Take(Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.GetDbConnection(db.Database),
                Microsoft.EntityFrameworkCore.Storage.DbContextTransactionExtensions.GetDbTransaction(transaction), others), Is.False);
        }

        Assert.That(_engine.Do(sealing), Is.Not.Null);
    }

    /// <summary>The story of the sealing has gone by the product by then.</summary>
    [Test]
    public void A_product_that_is_no_longer_the_one_that_was_recorded_when_the_run_is_sealed_seals_nothing()
    {
        _engine.Start();
        PartJob sealing = _engine.DoUntil(RunStage.Sealing).Single();
        using Serilog.Core.Logger log = AtStage.Log("paying", () =>
        {
            using TestDatabase database = _inputs.Rows();
            database.Execute("UPDATE run_parts SET product = 'another' WHERE stage = 'assessing'");
        });

        Assert.That(_engine.Do(sealing, log), Is.Null);
        using TestDatabase books = _inputs.Rows();
        Assert.That((books.Number("SELECT COUNT(*) FROM payments"), books.Number("SELECT COUNT(*) FROM audit WHERE act = 'run'"),
            Directory.Exists(Path.Combine(_inputs.Out, "2026-1"))), Is.EqualTo((0L, 0L, false)));
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

    [Test]
    public void A_start_beside_one_that_is_under_way_follows_it()
    {
        RunRecord run = _engine.Start();
        PartJob first = _engine.Waiting.Single();

        Assert.That((_engine.Start().Id, _engine.Waiting), Is.EqualTo((run.Id, new List<PartJob> { first })));
    }

    [Test]
    public void A_ledger_that_moved_since_decisions_were_made_ends_the_run_early()
    {
        _engine.Start();
        _engine.DoUntil(RunStage.Sealing);
        using (TestDatabase database = _inputs.Rows())
            database.Execute("UPDATE run_parts SET product = 'an earlier state' WHERE stage = 'ledger'");

        Assert.That(() => _engine.Do(_engine.Waiting[0]),
            Throws.InstanceOf<RunRefusal>().With.Message.Contains("against a ledger that has moved"));
        using TestDatabase books = _inputs.Rows();
        Assert.That(books.Number("SELECT COUNT(*) FROM payments"), Is.Zero);
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
        using TestInputs quiet = new();
        QuietRun.AssertSameFiles(_inputs, quiet, "2026-1", quiet.Order() with { Inputs = _inputs.Inputs });
    }
}
