using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Sqlite;
using Disbursement.Jobs.Store.Tables;
using Disbursement.Jobs.Tests.Rosters;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Disbursement.Jobs.Tests.Store;

/// <summary>Copies of the database, and what is seen in a database file from outside.</summary>
[TestFixture]
internal sealed class DatabaseCopyTests
{
    private TestInputs _inputs = null!;
    private SqliteDatabase _store = null!;

    [SetUp]
    public void SetUp()
    {
        _inputs = new TestInputs().Roster("a.csv", A.Household(1), A.Household(2));
        _inputs.Run();
        _store = SqliteDatabase.Open(_inputs.Data);
    }

    [TearDown]
    public void TearDown() => _inputs.Dispose();

    private string Backup => Path.Combine(_inputs.Root, "backup.db");

    [Test]
    public void A_backup_holds_every_row_of_one_moment_while_somebody_writes()
    {
        using ActTransaction writing = ActTransaction.Begin(_store, _inputs.Clock);
        writing.Execute("UPDATE batches SET payments = payments + 1");

        DatabaseFindings findings = DatabaseCopy.BackUp(_store, Backup);
        using TestDatabase original = _inputs.Rows(), copy = new(Backup);

        Assert.That(findings.Problems, Is.Empty);
        foreach (string table in new[] { "transfers", "payments", "claimants", "decisions", "audit", "batches" })
            Assert.That(copy.Rows($"SELECT * FROM {table}"), Is.EqualTo(original.Rows($"SELECT * FROM {table}")), table);
    }

    [Test]
    public void A_backup_never_overwrites_a_file()
    {
        File.WriteAllText(Backup, "somebody's");

        Assert.That(() => DatabaseCopy.BackUp(_store, Backup), Throws.TypeOf<StoreRefusal>());
        Assert.That(File.ReadAllText(Backup), Is.EqualTo("somebody's"));
    }

    [Test]
    public void A_backup_is_for_its_owner_alone()
    {
        DatabaseCopy.BackUp(_store, Backup);
        if (!OperatingSystem.IsWindows())
            Assert.That(File.GetUnixFileMode(Backup), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Test]
    public void A_restored_backup_runs_on()
    {
        DatabaseCopy.BackUp(_store, Backup);
        string before = _inputs.Rows().Rows("SELECT hex(hash) AS h FROM transfers ORDER BY id DESC LIMIT 1")[0]["h"];
        using (TestDatabase damaged = _inputs.Rows())
            damaged.Tamper("DELETE FROM transfers");

        DatabaseCopy.Restore(Backup, _inputs.Data);
        _inputs.Roster("b.csv", A.Household(3)).Run();

        using TestDatabase restored = _inputs.Rows();
        Assert.That(restored.Rows("SELECT hex(hash) AS h FROM transfers").Select(row => row["h"]), Does.Contain(before));
        Assert.That(File.Exists(_inputs.DatabaseFile + ".replaced-1"), Is.True, "what was replaced is kept");
    }

    [Test]
    public void A_sound_database_has_no_findings() => Assert.That(DatabaseCopy.Check(_inputs.DatabaseFile).Problems, Is.Empty);

    [Test]
    public void Each_missing_trigger_is_named()
    {
        using TestDatabase database = _inputs.Rows();
        string[] triggers = [.. database.Rows("SELECT name FROM sqlite_master WHERE type = 'trigger'").Select(row => row["name"])];
        database.DropTriggers();

        IReadOnlyList<string> problems = DatabaseCopy.Check(_inputs.DatabaseFile).Problems;

        Assert.That(triggers, Is.Not.Empty);
        Assert.That(triggers.Where(
            trigger => !problems.Any(problem => problem.Contains($"trigger {trigger} is", StringComparison.Ordinal))), Is.Empty);
    }

    [Test]
    public void A_file_that_is_no_database_is_named_and_nothing_throws()
    {
        string file = Path.Combine(_inputs.Root, "x.db");
        File.WriteAllText(file, "this is not a database, though it is long enough to be looked at");

        Assert.That(DatabaseCopy.Check(file).Problems.Single(), Does.StartWith(file));
    }

    [Test]
    public void The_rights_for_SQL_Server_and_the_idempotent_script_are_sound_Transact_SQL()
    {
        Assert.That((Errors(DatabaseScript.Roles()), Errors(DatabaseScript.Of(isSqlServer: true))), Is.EqualTo(("", "")));
    }

    [Test]
    public void The_application_may_change_or_delete_nothing_that_is_sealed()
    {
        string roles = DatabaseScript.Roles();

        foreach (string table in AllTables.AppendOnly.Select(one => one.Name))
        {
            Assert.That(roles, Does.Contain($"DENY DELETE ON {table} TO"));
            Assert.That(roles, Does.Not.Contain($"GRANT UPDATE ON {table} TO"));
        }
    }

    private static string Errors(string script)
    {
        new TSql160Parser(initialQuotedIdentifiers: true).Parse(new StringReader(script), out IList<ParseError> errors);
        return string.Join('\n', errors.Select(error => $"{error.Line}: {error.Message}"));
    }
}
