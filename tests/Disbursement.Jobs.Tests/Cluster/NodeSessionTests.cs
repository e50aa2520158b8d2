using Disbursement.Jobs.Review.Access;
using Disbursement.Jobs.Store.Connections;
using Microsoft.Extensions.Time.Testing;

namespace Disbursement.Jobs.Tests.Cluster;

/// <summary>The consoles of several nodes over one data folder.</summary>
[TestFixture]
internal sealed class NodeSessionTests
{
    private static readonly DatabaseSettings Server = new() { Provider = DatabaseProvider.SqlServer, ConnectionString = "Server=s" };

    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("sessions").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void A_session_that_was_ended_at_its_node_is_revived_at_no_other_one()
    {
        OpenSessions first = Console("http://127.0.0.1:5080");
        string id = first.Open(1, "stamp", 7);
        OpenSessions second = Console("http://127.0.0.1:5081");
        first.End(id);
        second.Open(2, "stamp", 7);

        Assert.That((second.Find(id), Console("http://127.0.0.1:5080").Find(id)), Is.EqualTo(((OpenSession?)null, (OpenSession?)null)));
    }

    [Test]
    public void What_is_opened_at_one_node_outlives_its_restart_whatever_another_one_writes()
    {
        string id = Console("http://127.0.0.1:5080").Open(1, "stamp", 7);
        Console("http://127.0.0.1:5081").Open(2, "stamp", 7);

        Assert.That(Console("http://127.0.0.1:5080").Find(id), Is.Not.Null);
    }

    private OpenSessions Console(string addresses) => new(Path.Combine(_folder, OpenSessions.FileOf(Server, addresses)),
        new FakeTimeProvider(), new SessionLimits(TimeSpan.FromMinutes(30), TimeSpan.FromHours(12)));
}
