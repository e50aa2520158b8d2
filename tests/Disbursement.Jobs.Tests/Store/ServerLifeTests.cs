using System.Data.Common;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Proofs;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Sqlite;
using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Cluster;
using Disbursement.Jobs.Tests.Proofs;
using Disbursement.Jobs.Tests.Rosters;
using Disbursement.Jobs.Tests.Store.Providers;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Disbursement.Jobs.Tests.Store;

/// <summary>What a bureau does on a server, all of it as the application's role.</summary>
[TestFixture]
internal sealed class ServerLifeTests
{
    [Test]
    public void Two_years_of_an_office_are_done_with_the_rights_of_the_role()
    {
        using TestInputs inputs = new(TestProvider.SqlServer.Settings);
        TestOffice office = FullStory.Tell(TestOffice.Staffed(inputs));
        TestOffice.Done(new RotateKeys(office.Setting)
            .Run(new Administering(office.Administrator, "somebody"), new RotationProgress(), CancellationToken.None));

        Assert.That(office.Breaks(), Is.Empty);
        Assert.That(office.Inputs.Replay().Select(check => check.FirstBreak), Is.All.Null);
        Assert.That(Database.Check(office.Inputs.Data, office.Inputs.Database).Problems, Is.Empty);
    }

    [Test]
    public void Books_move_to_a_server_under_its_guards()
    {
        using TestInputs there = new(TestProvider.SqlServer.Settings);
        using TestOffice office = FullStory.Copy();
        Database target = Database.OpenToFill(office.Inputs.Data, there.Database);

        TestOffice.Done(new MoveBooks(office.Setting).Run(target, office.Administrator, CancellationToken.None).Outcome);

        Assert.That(Holds(target, office), Is.All.Null);
        Assert.That(() => office.Run(2027), Throws.InstanceOf<StoreRefusal>().With.Message.Contains("have moved to"));
    }

    [Test]
    public void A_copy_of_a_servers_books_is_put_into_an_empty_database_and_nobody_is_paid_before()
    {
        using TestInputs inputs = new(TestProvider.SqlServer.Settings);
        TestOffice office = FullStory.Tell(TestOffice.Staffed(inputs));
        string copy = Path.Combine(office.Inputs.Root, "copy.db");
        TestOffice.Done(new BackUpDatabase(office.Setting).Run(copy, office.Administrator));
        Assert.That(DatabaseCopy.Check(copy).Problems, Is.Empty);
        TestProvider.Empty(office.Inputs.Database);

        Assert.That(() => office.Run(2027), Throws.InstanceOf<StoreRefusal>().With.Message.Contains("is empty, but")
            .And.Message.Contains("heads.txt").And.Message.Contains("pay everybody again"));
        RestoreBooks restore = new(office.Inputs.Data, office.Inputs.Database, office.Setting.Store.Heads);
        Assert.That(restore.LostBy(restore.Look(copy), other: null, isAccepted: false), Is.Empty);
        restore.PutInPlace(copy, CancellationToken.None);

        Assert.That(Holds(Database.Open(office.Inputs.Data, office.Inputs.Database), office), Is.All.Null);
        Assert.That(() => restore.PutInPlace(copy, CancellationToken.None), Throws.TypeOf<StoreRefusal>().With.Message.Contains(
            "has books, and a backup goes into an empty database alone"));
    }

    /// <summary>As new databases of a server are, unless somebody sets them up otherwise.</summary>
    [Test]
    public void Where_readers_wait_for_writers_no_run_is_begun()
    {
        using TestInputs inputs = new(TestProvider.SqlServer.Settings);
        TestOffice office = TestOffice.Staffed(inputs);
        inputs.Roster("a.csv", A.Household(1));
        DatabaseSettings waiting = inputs.Database with { Interceptors = [new ReadersThatWait()] };

        StoreRefusal refusal = Assert.Throws<StoreRefusal>(() => new OpenRun(
            Database.Open(inputs.Data, waiting), inputs.Clock, Serilog.Core.Logger.None).StartOnCluster(
            inputs.Order(), RunInputs.Read(inputs.Order()), new TestEngine(inputs)))!;

        Assert.That(refusal.Message, Does.Contain("READ_COMMITTED_SNAPSHOT is off").And.Contain("ALTER DATABASE CURRENT SET"));
        Assert.That(refusal.Say(isChinese: true), Does.Contain("READ_COMMITTED_SNAPSHOT 未开启"));
        Assert.That(Database.Check(inputs.Data, waiting).Problems, Has.Some.EqualTo(refusal.Message));
        Assert.That(office.Number("SELECT COUNT(*) FROM runs"), Is.Zero);
    }

    private static IEnumerable<string?> Holds(Database store, TestOffice office) =>
        new VerifyBooks(store, office.Setting.Ring).Run(null, CancellationToken.None)
            .Concat(new ReplayRuns(office.Inputs.Data, store, office.Setting.Ring, office.Inputs.Clock)
                .Run(null, (_, _) => null, CancellationToken.None)).Select(check => check.FirstBreak);

    /// <summary>A server that says that its readers wait.</summary>
    private sealed class ReadersThatWait : DbCommandInterceptor
    {
        public override InterceptionResult<DbDataReader> ReaderExecuting(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
        {
            if (command.CommandText.Contains("is_read_committed_snapshot_on", StringComparison.Ordinal))
                command.CommandText = "SELECT 0 AS Value";
            return result;
        }
    }
}
