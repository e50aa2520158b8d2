using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Proofs;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Sqlite;
using Disbursement.Jobs.Store.Tables;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Store;

/// <summary>
/// Guards are what they are called: a table, index or trigger of the right name that does something else is found by <c>db check</c> and by
/// <c>verify</c>.
/// </summary>
[TestFixture]
internal sealed class SchemaTests
{
    private TestInputs _inputs = null!;

    [OneTimeSetUp]
    public void RunOnce()
    {
        _inputs = new TestInputs().Roster("a.csv", A.Household(1));
        _inputs.Run();
    }

    [OneTimeTearDown]
    public void RemoveInputs() => _inputs.Dispose();

    [Test]
    public void A_database_after_a_run_is_as_this_program_makes_it()
    {
        Assert.That(Checked(), Is.Empty);
        Assert.That(Verified(), Is.Null);
    }

    [Test]
    public void Finds_a_trigger_that_is_gone() =>
        Finds("the trigger payments_life_cycle is missing", "DROP TRIGGER payments_life_cycle");

    [Test]
    public void Finds_a_trigger_that_does_nothing() =>
        Finds("the trigger payments_life_cycle is not as this program makes it", "DROP TRIGGER payments_life_cycle",
            "CREATE TRIGGER payments_life_cycle BEFORE UPDATE OF state ON payments BEGIN SELECT 1; END");

    [Test]
    public void Finds_a_trigger_whose_condition_never_holds() =>
        Finds("the trigger transfers_append_only_delete is not as this program makes it", "DROP TRIGGER transfers_append_only_delete",
            "CREATE TRIGGER transfers_append_only_delete BEFORE DELETE ON transfers WHEN 1 = 0 BEGIN SELECT RAISE(ABORT, 'transfers is "
                + "append-only'); END");

    [Test]
    public void Finds_a_trigger_that_lets_one_column_be_changed() =>
        Finds("the trigger payments_fixed is not as this program makes it", "DROP TRIGGER payments_fixed",
            "CREATE TRIGGER payments_fixed BEFORE UPDATE OF id ON payments BEGIN SELECT RAISE(ABORT, "
                + "'what a payment is does not change'); END");

    [Test]
    public void Finds_a_guard_against_replacing_rows_that_sealing_left_away() =>
        Finds("the trigger transfers_append_only_insert is missing", "DROP TRIGGER transfers_append_only_insert");

    [Test]
    public void Finds_a_trigger_of_somebody_else() =>
        Finds("the trigger helpful is not of this program",
            "CREATE TRIGGER helpful AFTER INSERT ON payments BEGIN UPDATE payments SET note = NULL WHERE id = NEW.id; END");

    [Test]
    public void Finds_a_unique_index_that_is_unique_no_more() =>
        Finds("the index IX_batches_id is not as this program makes it", "DROP INDEX IX_batches_id",
            "CREATE INDEX IX_batches_id ON batches (id)");

    [Test]
    public void Finds_an_index_that_is_gone() => Finds("the index IX_runs_year_ordinal is missing", "DROP INDEX IX_runs_year_ordinal");

    [Test]
    public void Finds_a_table_that_was_made_again_without_its_constraints() =>
        Finds("the table officer_names is not as this program makes it",
            "CREATE TABLE other AS SELECT * FROM officer_names", "DROP TABLE officer_names",
            "CREATE TABLE officer_names AS SELECT * FROM other", "DROP TABLE other");

    [Test]
    public void Finds_a_column_that_may_be_empty_of_a_sudden() =>
        Finds("the table payments is not as this program makes it",
            "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = replace(sql, '\"state\" TEXT NOT NULL', '\"state\" TEXT') WHERE "
                + "name = 'payments'; PRAGMA writable_schema = RESET");

    [Test]
    public void An_index_of_somebody_else_is_let_be()
    {
        using ChangedDatabase _ = new(_inputs, "CREATE INDEX for_a_report ON payments (claimant_number)");

        Assert.That(Checked(), Is.Empty);
    }

    [Test]
    public void A_guard_that_was_put_back_by_its_own_statement_is_sound()
    {
        using TestDatabase database = _inputs.Rows();
        foreach (string guard in database.DropTriggers())
            database.Execute(guard);

        Assert.That(Checked(), Is.Empty);
    }

    [Test]
    public void Says_what_to_do()
    {
        using ChangedDatabase _ = new(_inputs, "DROP TRIGGER payments_fixed");

        Assert.That(Checked().Single(),
            Does.StartWith(_inputs.DatabaseFile).And.Contains("Stop paying").And.Contains("db script --provider sqlite"));
    }

    private void Finds(string sentence, params string[] changes)
    {
        using ChangedDatabase _ = new(_inputs, changes);

        Assert.Multiple(() =>
        {
            Assert.That(Checked(), Has.Some.Contains(sentence), "db check");
            Assert.That(Verified(), Is.Not.Null, "verify");
            Assert.That(DatabaseCopyProblems(), Has.Some.Contains(sentence), "a backup");
        });
    }

    private IReadOnlyList<string> Checked() => Database.Check(_inputs.Data, _inputs.Database).Problems;

    private IReadOnlyList<string> DatabaseCopyProblems() => DatabaseCopy.Check(_inputs.DatabaseFile).Problems;

    /// <summary>What the check of the guards names, where it is the one that breaks.</summary>
    private string? Verified()
    {
        IReadOnlyList<Check> checks = new VerifyBooks(Database.OpenToRead(_inputs.Data), KeyRing.Open(_inputs.Data, hasData: true).Ring!)
            .Run(null, CancellationToken.None);
        return checks.First(check => check.Number == 0).FirstBreak;
    }

    /// <summary>The database with something changed, and as it was afterwards.</summary>
    private sealed class ChangedDatabase : IDisposable
    {
        private readonly TestInputs _inputs;
        private readonly string _whole;

        public ChangedDatabase(TestInputs inputs, params string[] changes)
        {
            _inputs = inputs;
            _whole = Path.Combine(inputs.Root, "whole.db");
            using TestDatabase database = inputs.Rows();
            database.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
            File.Copy(inputs.DatabaseFile, _whole, overwrite: true);
            try
            {
                foreach (string change in changes)
                    database.Execute(change);
            }
            catch
            {
                Dispose();
                throw;
            }
        }

        public void Dispose()
        {
            File.Delete(_inputs.DatabaseFile + "-wal");
            File.Delete(_inputs.DatabaseFile + "-shm");
            File.Copy(_whole, _inputs.DatabaseFile, overwrite: true);
        }
    }
}
