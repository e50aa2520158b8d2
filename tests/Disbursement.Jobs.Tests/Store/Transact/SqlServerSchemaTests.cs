using Disbursement.Jobs.Store.SqlServer;
using Disbursement.Jobs.Store.Tables;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Disbursement.Jobs.Tests.Store.Transact;

/// <summary>
/// What is compared of a server's database, against a catalog as the migrations would leave it. That a server answers so is seen where
/// there is one.
/// </summary>
[TestFixture]
internal sealed class SqlServerSchemaTests
{
    private ScriptedCatalog _catalog = null!;

    [SetUp]
    public void ReadScript()
    {
        using SqlServerDisbursementDb db = new SqlServerDesign().CreateDbContext([]);
        _catalog = ScriptedCatalog.Of(db.GetService<IMigrator>().GenerateScript());
    }

    [Test]
    public void What_the_migrations_make_is_what_is_expected()
    {
        Assert.That(_catalog.Triggers, Has.Count.EqualTo(SqlServerTriggers.All.Count));
        Assert.That(Problems(), Is.Empty);
    }

    [Test]
    public void What_an_indented_script_for_an_administrator_makes_is_the_same()
    {
        _catalog = ScriptedCatalog.Of(DatabaseScript.Of(isSqlServer: true));

        Assert.That(Problems(), Is.Empty);
    }

    [Test]
    public void Finds_a_trigger_that_does_nothing()
    {
        Trigger("payments_life_cycle")[2] = "CREATE TRIGGER payments_life_cycle ON payments AFTER UPDATE AS BEGIN RETURN END";

        Assert.That(Problems().Single(), Does.Contain("the trigger payments_life_cycle is not as this program makes it"));
    }

    [Test]
    public void Finds_a_trigger_that_is_gone_or_switched_off()
    {
        _catalog.Triggers.Remove(Trigger("audit_append_only"));
        Trigger("batches_kept")[3] = true;

        Assert.That(Problems(),
            Has.Count.EqualTo(2).And.Some.Contains("the trigger audit_append_only is missing").And.Some.Contains("[disabled]"));
    }

    [Test]
    public void Finds_a_trigger_whose_text_nobody_may_see()
    {
        Trigger("batches_kept")[2] = DBNull.Value;

        Assert.That(Problems().Single(), Does.Contain("GRANT VIEW DEFINITION"));
    }

    [Test]
    public void Finds_a_trigger_of_somebody_else()
    {
        _catalog.Triggers.Add(["payments", "helpful", "CREATE TRIGGER helpful ON payments AFTER INSERT AS BEGIN RETURN END", false]);

        Assert.That(Problems().Single(), Does.Contain("the trigger helpful is not of this program"));
    }

    [TestCase(2, "int", "int")]
    [TestCase(3, (short)64, "nvarchar(32)")]
    [TestCase(5, "Chinese_PRC_CI_AS", "Chinese_PRC_CI_AS")]
    [TestCase(6, true, "should be nvarchar(16) Latin1_General_BIN2 not null")]
    [TestCase(8, true, "computed")]
    public void Finds_a_column_that_was_changed(int cell, object value, string said)
    {
        _catalog.Columns.Single(row => (row[0], row[1]) is ("payments", "state"))[cell] = value;

        Assert.That(Problems().Single(), Does.Contain("the column payments.state is not as this program makes it").And.Contains(said));
    }

    [TestCase(4, false, "plain on id")]
    [TestCase(5, true, "disabled")]
    [TestCase(6, true, "filtered")]
    [TestCase(7, true, "ignoring duplicates")]
    public void Finds_an_index_that_was_changed(int cell, object value, string said)
    {
        _catalog.Indexes.Single(row => (row[0], row[1]) is ("batches", "IX_batches_id"))[cell] = value;

        Assert.That(Problems().Single(),
            Does.Contain("the index batches.IX_batches_id is not as this program makes it").And.Contains(said));
    }

    [TestCase(5, true, "disabled")]
    [TestCase(6, (byte)1, "changing on delete")]
    public void Finds_a_foreign_key_that_was_changed(int cell, object value, string said)
    {
        _catalog.ForeignKeys.Single(row => (row[0], row[2]) is ("batches", "run_number"))[cell] = value;

        Assert.That(Problems().Single(), Does.Contain("the foreign key batches.FK_batches_runs_run_number is not").And.Contains(said));
    }

    /// <summary>There are none to compare; whoever adds one has to read it from the catalog too.</summary>
    [Test]
    public void The_model_has_no_check_no_filter_and_no_default()
    {
        using SqlServerDisbursementDb db = new SqlServerDesign().CreateDbContext([]);
        string script = db.GetService<IMigrator>().GenerateScript();

        Assert.That(script, Does.Not.Contain(" CHECK (").And.Not.Contains(" DEFAULT ").And.Not.Contains(") WHERE "));
    }

    private object[] Trigger(string name) => _catalog.Triggers.Single(row => (string)row[1] == name);

    private IReadOnlyList<string> Problems()
    {
        using SqlServerDisbursementDb db = new SqlServerDesign().CreateDbContext([]);
        return CompareSchema.Run("server/database", "Do something", SqlServerDefinitions.Due(db), _catalog.Read()).Problems;
    }
}
