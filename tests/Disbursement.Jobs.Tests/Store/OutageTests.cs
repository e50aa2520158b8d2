using System.Data.Common;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Proofs;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Rosters;
using Disbursement.Jobs.Tests.Store.Providers;

namespace Disbursement.Jobs.Tests.Store;

/// <summary>A server that is away is waited for and named; the books are not accused, and nothing is done twice.</summary>
[TestFixture]
internal sealed class OutageTests
{
    private const string Batch = "2026-1-320302-ocr";

    private const int Outages = 5;

    private static readonly TimeSpan Short = TimeSpan.FromSeconds(3);

    [Test]
    public void A_server_that_cannot_be_reached_is_named_after_the_time_that_is_set()
    {
        using TestInputs inputs = new();
        DatabaseSettings nowhere = new()
        {
            Provider = DatabaseProvider.SqlServer,
            ConnectionString = "Server=127.0.0.1,9;Database=books;User ID=x;Password=y;Encrypt=False;Connect Timeout=2",
            OutageSeconds = 1,
        };

        Assert.That(() => Database.Open(inputs.Data, nowhere), Throws.TypeOf<StoreRefusal>().With.Message.Contains("127.0.0.1,9/books")
            .And.Property(nameof(StoreRefusal.IsResumable)).True);
    }

    [Test]
    public void A_proof_that_could_not_read_accuses_nobody()
    {
        PassingProofFault fault = new();
        using TestOffice office = TestOffice.Staffed(new TestInputs(DatabaseSettings.Default with { Interceptors = [fault] }));
        office.Inputs.Roster("a.csv", A.Household(1));
        office.Run();
        fault.IsAway = true;

        Assert.That(() => new VerifyBooks(office.Setting.Store, office.Setting.Ring).Run(null, CancellationToken.None),
            Throws.InstanceOf<DbException>());
        fault.IsAway = false;
        Assert.That(office.Breaks(), Is.Empty);
    }

    [Test]
    public async Task Proofs_go_on_when_the_server_is_back()
    {
        using TestInputs inputs = new(TestProvider.SqlServer.Settings);
        TestOffice office = Office(inputs);
        using ServerThatGoesAway server = new(office.Inputs.Database, outageSeconds: 60);
        Database store = Database.Open(office.Inputs.Data, server.Settings);

        Task back = server.BeAway(Short);
        IReadOnlyList<Check> checks = [.. new VerifyBooks(store, office.Setting.Ring).Run(null, CancellationToken.None),
            .. new ReplayRuns(office.Inputs.Data, store, office.Setting.Ring, office.Inputs.Clock)
                .Run(null, (_, _) => null, CancellationToken.None)];
        await back;

        Assert.That(checks.Select(check => check.FirstBreak), Is.All.Null);
    }

    [Test]
    public void Where_it_stays_away_that_is_said_and_no_check_is_broken()
    {
        using TestInputs inputs = new(TestProvider.SqlServer.Settings);
        TestOffice office = Office(inputs);
        using ServerThatGoesAway server = new(office.Inputs.Database, outageSeconds: 1);
        Database store = Database.Open(office.Inputs.Data, server.Settings);
        server.Shut();

        Assert.That(() => new VerifyBooks(store, office.Setting.Ring).Run(null, CancellationToken.None),
            Throws.TypeOf<StoreRefusal>().With.Message.Contains("Check that the server can be reached"));
        Assert.That(() => new ReplayRuns(office.Inputs.Data, store, office.Setting.Ring, office.Inputs.Clock)
            .Run(null, (_, _) => null, CancellationToken.None), Throws.TypeOf<StoreRefusal>());
    }

    [Test]
    public async Task Acts_and_a_run_bridge_outages_and_are_done_once()
    {
        using TestInputs inputs = new(TestProvider.SqlServer.Settings);
        TestOffice office = Office(inputs);
        using ServerThatGoesAway server = new(office.Inputs.Database, outageSeconds: 60);
        ActSetting setting = office.Setting with { Store = Database.Open(office.Inputs.Data, server.Settings) };
        Task outages = Task.Run(async () =>
        {
            for (int times = 0; times < Outages; times++)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(500 * times));
                await server.BeAway(TimeSpan.FromSeconds(1));
            }
        });

        TestOffice.Done(new ApproveBatch(setting).Run(Batch, office.Reviewer, office.Sha256(Batch)));
        TestOffice.Done(new ReleaseBatch(setting).Run(Batch, office.Reviewer));
        office.Inputs.Roster("b.csv", A.Household(5));
        TestRun run = office.Inputs.Run(office.Inputs.Order() with { Database = server.Settings });
        await outages;

        Assert.That(office.Texts("SELECT act FROM batch_acts ORDER BY id"), Is.EqualTo(["approve", "release"]));
        Assert.That((run.Summary.Run.Id, office.Number("SELECT COUNT(*) FROM audit WHERE act = 'run' AND subject = '2026-2'")),
            Is.EqualTo(("2026-2", 1L)));
        Assert.That(office.Breaks(), Is.Empty);
    }

    private static TestOffice Office(TestInputs inputs)
    {
        TestOffice office = TestOffice.Staffed(inputs);
        office.Inputs.Roster("a.csv", A.Household(1), A.Household(2, "320303002002"));
        office.Run();
        return office;
    }
}
