using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Proofs;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Sqlite;
using Disbursement.Jobs.Store.Tables;
using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Rosters;
using Microsoft.EntityFrameworkCore.Storage;
using Database = Disbursement.Jobs.Store.Connections.Database;

namespace Disbursement.Jobs.Tests.Proofs;

/// <summary>
/// A bureau's history carried into another database, row for row. The way is the same whatever stands behind the other one, but for the
/// last step, which copies in bulk on a server.
/// </summary>
[TestFixture]
internal sealed class MoveDatabaseTests
{
    private TestOffice _office = null!;
    private TestInputs _other = null!;

    [SetUp]
    public void OpenOffice()
    {
        _office = FullStory.Copy();
        _other = new TestInputs();
        Directory.CreateDirectory(_other.Data);
    }

    [TearDown]
    public void CloseOffice()
    {
        _office.Dispose();
        _other.Dispose();
    }

    [Test]
    public void Every_row_arrives_and_the_books_hold_in_both()
    {
        Database target = Database.Open(_other.Data);
        Bring("archive");
        Bring("keys");

        (ActOutcome outcome, IReadOnlyList<(string Table, long Rows)> moved) = new MoveBooks(_office.Setting)
            .Run(target, _office.Administrator, CancellationToken.None);

        Assert.That(outcome, Is.InstanceOf<ActOutcome.Done>());
        Assert.That(moved.Where(table => table.Rows == 0).Select(table => table.Table), Is.Empty, "the story writes every table");
        using TestDatabase before = _office.Inputs.Rows(), after = _other.Rows();
        foreach ((string table, _) in moved)
            Assert.That(
                after.Rows($"SELECT * FROM {table} ORDER BY 1"), Is.EqualTo(before.Rows($"SELECT * FROM {table} ORDER BY 1")), table);
        Assert.That(
            new VerifyBooks(target, _office.Setting.Ring).Run(null, CancellationToken.None).Select(check => check.FirstBreak), Is.All.Null);
        Assert.That(new VerifyBooks(_office.Setting.Store, _office.Setting.Ring).Run(null, CancellationToken.None)
            .Select(check => check.FirstBreak), Is.All.Null);
    }

    [Test]
    public void A_file_whose_books_have_moved_takes_no_run_and_no_act()
    {
        Database moved = _office.Setting.Store;
        TestOffice.Done(
            new MoveBooks(_office.Setting).Run(Database.Open(_other.Data), _office.Administrator, CancellationToken.None).Outcome);

        Assert.That(() => _office.Run(2027), Throws.InstanceOf<StoreRefusal>().With.Message.Contains("have moved to"));
        Assert.That(() => _office.Approve(FullStory.Held), Throws.InstanceOf<StoreRefusal>().With.Message.Contains("have moved to"));
        Assert.That(() => Database.Open(_office.Inputs.Data), Throws.InstanceOf<StoreRefusal>());
        Assert.That(new VerifyBooks(moved, _office.Setting.Ring).Run(null, CancellationToken.None).Select(check => check.FirstBreak),
            Is.All.Null, "it is a record that can be read");
    }

    [Test]
    public void A_move_that_was_cut_short_can_be_made_again()
    {
        SqliteDatabase file = (SqliteDatabase)_office.Setting.Store;
        using (DisbursementDb db = file.Model())
        {
            using IDbContextTransaction turn = file.TakeTurn(db);
            SqliteDatabase.MarkMoved(turn, isMoved: true);
            turn.Commit();
        }

        TestOffice.Done(
            new MoveBooks(_office.Setting).Run(Database.Open(_other.Data), _office.Administrator, CancellationToken.None).Outcome);
        Assert.That(() => new MoveBooks(_office.Setting).Run(Database.Open(_other.Data), _office.Administrator, CancellationToken.None),
            Throws.InstanceOf<StoreRefusal>().With.Message.Contains("have moved to"), "but not where it came about");
    }

    [Test]
    public void A_database_that_is_not_empty_is_left_alone()
    {
        Database target = Database.Open(_other.Data);
        using (TestDatabase database = _other.Rows())
            database.Execute("INSERT INTO standings (claimant_key, value) VALUES (x'00000000000000000000000000000001', x'01')");

        Assert.That(() => new MoveBooks(_office.Setting).Run(target, _office.Administrator, CancellationToken.None),
            Throws.InstanceOf<StoreRefusal>().With.Message.Contains("is not empty: standings"));
        Assert.That(_office.Rows("SELECT outcome FROM audit WHERE act = 'move-database' ORDER BY sequence").Select(row => row["outcome"]),
            Is.EqualTo(["done", "refused"]));
    }

    [Test]
    public void A_run_that_has_not_ended_is_sealed_first()
    {
        using (TestDatabase database = _office.Inputs.Rows())
            database.Execute("UPDATE runs SET state = 'Reading' WHERE number = (SELECT MAX(number) FROM runs)");

        Assert.That(() => MoveDatabase.Run((SqliteDatabase)_office.Setting.Store, Database.Open(_other.Data), CancellationToken.None),
            Throws.InstanceOf<StoreRefusal>().With.Message.Contains("has not ended"));
    }

    [Test]
    public void Nobody_but_an_administrator_moves_the_books() =>
        Assert.That(new MoveBooks(_office.Setting).Run(Database.Open(_other.Data), _office.Reviewer, CancellationToken.None).Outcome,
            Is.InstanceOf<ActOutcome.Refused>());

    private void Bring(string folder)
    {
        foreach (string file in Directory.GetFiles(Path.Combine(_office.Inputs.Data, folder), "*", SearchOption.AllDirectories))
        {
            string place = Path.Combine(_other.Data, folder, Path.GetRelativePath(Path.Combine(_office.Inputs.Data, folder), file));
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            File.Copy(file, place);
        }
    }
}
