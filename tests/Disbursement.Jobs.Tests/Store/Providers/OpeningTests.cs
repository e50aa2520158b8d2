using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;
using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Privacy;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Store.Providers;

/// <summary>From nothing to the first run, and two who come at once, on every provider.</summary>
[TestFixtureSource(typeof(TestProvider), nameof(TestProvider.All))]
internal sealed class OpeningTests(TestProvider provider)
{
    private TestInputs _inputs = null!;

    /// <summary>Tables are made by whoever may; the application's role may not.</summary>
    private DatabaseSettings Owner => TestProvider.OwnerOf(provider.Settings);

    [SetUp]
    public void MakeInputs()
    {
        _inputs = new TestInputs(Owner).Roster("a.csv", A.Household(1), A.Household(2, "320303002002"));
        if (!provider.IsSqlite)
            TestProvider.Clear();
    }

    [TearDown]
    public void RemoveInputs() => _inputs?.Dispose();

    [Test]
    public void There_is_no_database_before_it_is_made_and_one_afterwards()
    {
        Assert.That(Database.Exists(_inputs.Data, Owner), Is.False);

        Database.Open(_inputs.Data, Owner);

        Assert.That(Database.Exists(_inputs.Data, Owner), Is.True);
        Assert.That(Database.Check(_inputs.Data, Owner).Problems, Is.Empty);
    }

    [Test]
    public void A_database_that_is_up_to_date_is_opened_again_and_again()
    {
        Database.Open(_inputs.Data, Owner);
        Database.Open(_inputs.Data, Owner);

        Assert.That(new RunBook(Database.OpenToRead(_inputs.Data, Owner)).Sealed(), Is.Empty);
    }

    [Test]
    public void A_table_of_another_program_is_not_touched()
    {
        using (TestDatabase database = provider.IsSqlite ? NewFile() : _inputs.Rows())
            database.Execute("CREATE TABLE runs (title varchar(10))");

        Assert.That(() => Database.Open(_inputs.Data, Owner), Throws.TypeOf<StoreRefusal>());
        using TestDatabase after = _inputs.Rows();
        Assert.That(after.Rows("SELECT * FROM runs"), Is.Empty);
        after.Execute("DROP TABLE runs");
    }

    /// <summary>A program that knows nothing of what a later one keeps there would lose it, or pay by half of it.</summary>
    [TestCase("run", "--year", "2026")]
    [TestCase("batches")]
    [TestCase("verify")]
    [TestCase("db", "check")]
    [TestCase("db", "migrate")]
    public void A_database_of_a_newer_version_is_refused_in_plain_words(params string[] command)
    {
        Database.Open(_inputs.Data, Owner);
        using (TestDatabase database = _inputs.Rows())
            database.Execute("INSERT INTO __EFMigrationsHistory (MigrationId, ProductVersion) VALUES ('99990101000000_Later', '99.0.0')");
        DisburseProgram program = new(_inputs.Root);
        if (!provider.IsSqlite)
        {
            program.Environment["DISBURSE__Database__Provider"] = "sqlserver";
            program.Environment["DISBURSE__Database__ConnectionString"] = Owner.ConnectionString;
        }

        (int exit, string english) = program.Run(command);
        (_, string chinese) = program.Run([.. command, "--lang", "zh"]);

        Assert.Multiple(() =>
        {
            Assert.That(exit, Is.EqualTo(2), english);
            Assert.That(english, Does.Contain("is of a newer version of this program"));
            Assert.That(chinese, Does.Contain("属于本程序的更新版本"));
        });
        using TestDatabase after = _inputs.Rows();
        Assert.That(after.Number("SELECT COUNT(*) FROM runs"), Is.Zero);
    }

    [Test]
    public void A_missing_trigger_is_named()
    {
        Database.Open(_inputs.Data, Owner);
        using (TestDatabase database = _inputs.Rows())
            database.DropTriggers();

        Assert.That(Database.Check(_inputs.Data, Owner).Problems,
            Has.Some.Contains("the trigger payments_life_cycle is missing"));
    }

    [Test]
    public void A_first_run_is_sealed_whole()
    {
        TestRun run = _inputs.Run();
        using TestDatabase database = _inputs.Rows();

        Assert.That(run.Payments, Is.EqualTo(4));
        Assert.That(
            database.Rows("SELECT id, state, payments, total_fen FROM batches ORDER BY id").Select(row => string.Join(' ', row.Values)),
            Is.EqualTo(["2026-1-320302-ocr proposed 2 12000", "2026-1-320303-ocr proposed 2 12000"]));
        Assert.That(database.Rows("SELECT id, state, maker FROM runs").Select(row => string.Join(' ', row.Values)),
            Is.EqualTo(["2026-1 Sealed operator"]));
        Assert.That(database.Number("SELECT COUNT(*) FROM standings"), Is.EqualTo(4));
    }

    [Test]
    public void A_second_run_pays_nothing_again_and_keeps_one_standing_a_claimant()
    {
        _inputs.Run();
        TestRun again = _inputs.Run();
        using TestDatabase database = _inputs.Rows();

        Assert.That((again.Payments, database.Number("SELECT COUNT(*) FROM standings")), Is.EqualTo((0L, 4L)));
    }

    [Test]
    public void A_dry_run_leaves_nothing()
    {
        _inputs.Run();
        using TestDatabase database = _inputs.Rows();
        long before = database.Number("SELECT COUNT(*) FROM claimants");
        _inputs.Read();

        Assert.That(database.Number("SELECT COUNT(*) FROM claimants"), Is.EqualTo(before));
    }

    [Test]
    public void Of_two_starts_of_a_year_at_once_the_second_is_told_of_the_first()
    {
        RunBook runs = new(Database.Open(_inputs.Data, Owner));
        runs.Start(Run(1, "2026-1", 1));

        Assert.That(() => runs.Start(Run(2, "2026-1", 1)),
            Throws.TypeOf<StoreRefusal>().With.Message.Contains("2026-1").And.Property("IsResumable").True);
    }

    [Test]
    public void Two_starts_of_different_years_do_not_get_the_same_number()
    {
        RunBook one = new(Database.Open(_inputs.Data, Owner));
        using (TestDatabase database = _inputs.Rows())
            one.Start(Run(1, "2026-1", 1));
        using DisbursementDb db = Database.Open(_inputs.Data, Owner).Model();
        db.Runs.Add(Run(1, "2027-1", 1, 2027));

        Exception taken = Assert.Catch(() => db.SaveChanges())!;

        Assert.That((Database.IsTaken(taken), Database.IsTransient(taken)), Is.EqualTo((true, false)));
    }

    [Test]
    public async Task Of_two_reviewers_who_approve_at_once_one_does_it_and_the_other_is_told()
    {
        TestOffice office = TestOffice.Staffed(_inputs);
        office.Run();
        ActSetting setting = office.Setting;
        string sha256 = office.Sha256("2026-1-320302-ocr");

        ActOutcome[] outcomes = await Task.WhenAll(
            new[] { "li", "wu" }.Select(name => Task.Run(() => new ApproveBatch(setting).Run("2026-1-320302-ocr", office[name], sha256))));

        Assert.That(outcomes.Select(TestOffice.CodeOf), Is.EquivalentTo(["done", "STATE"]));
        Assert.That(office.Number("SELECT COUNT(*) FROM batch_acts"), Is.EqualTo(1));
        Assert.That(office.Breaks(), Is.Empty);
    }

    [Test]
    public async Task Acts_of_many_at_once_make_one_chain()
    {
        TestOffice office = TestOffice.Staffed(_inputs);
        office.Run();
        string payment = office.Payments("2026-1-320303-ocr")[0].Split(' ')[0];

        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => TestOffice.Done(office.Unmask(payment)))));

        Assert.That(office.Number("SELECT COUNT(*) FROM audit WHERE act = 'unmask'"), Is.EqualTo(12));
        Assert.That(office.Breaks(), Is.Empty);
    }

    private TestDatabase NewFile()
    {
        Directory.CreateDirectory(_inputs.Data);
        File.WriteAllBytes(_inputs.DatabaseFile, []);
        return _inputs.Rows();
    }

    private RunRecord Run(int number, string id, int ordinal, int year = 2026) => new()
    {
        Number = number, Id = id, Year = year, Ordinal = ordinal, State = RunState.Created, Maker = "operator", Language = "en",
        StartedAt = _inputs.Clock.GetUtcNow(),
    };
}
