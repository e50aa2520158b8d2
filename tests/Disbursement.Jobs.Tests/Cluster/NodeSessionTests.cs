using Disbursement.Jobs.Review.Access;
using Disbursement.Jobs.Store.Connections;
using Microsoft.Extensions.Time.Testing;

namespace Disbursement.Jobs.Tests.Cluster;

/// <summary>The consoles of several nodes over one data folder.</summary>
[TestFixture]
internal sealed class NodeSessionTests
{
    private static readonly DatabaseSettings Server = new() { Provider = DatabaseProvider.SqlServer, ConnectionString = "Server=s" };

    private static readonly TimeSpan Longest = TimeSpan.FromHours(12);

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

    [Test]
    public void A_node_that_starts_deletes_lists_that_can_hold_no_open_session_and_no_others()
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        string id = Console("http://127.0.0.1:5080", now).Open(1, "stamp", 7);
        foreach (string left in new[] { "open.json", "open-gone-01234567.json", "open-gone-01234567.json.new", "key-1.xml" })
            File.WriteAllText(Path.Combine(_folder, left), "[]");

        _ = Console("http://127.0.0.1:5081", now + Longest - TimeSpan.FromMinutes(1));
        Assert.That(Directory.GetFiles(_folder), Has.Length.EqualTo(5), "each may hold one still");
        foreach (string left in Directory.GetFiles(_folder).Where(file => File.ReadAllText(file) == "[]"))
            File.SetLastWriteTimeUtc(left, (now - Longest - TimeSpan.FromMinutes(1)).UtcDateTime);
        _ = Console("http://127.0.0.1:5081", now);

        Assert.That(Directory.GetFiles(_folder).Select(Path.GetFileName),
            Is.EquivalentTo(["key-1.xml", OpenSessions.FileOf(Server, "http://127.0.0.1:5080")]));
        Assert.That(Console("http://127.0.0.1:5080", now).Find(id), Is.Not.Null);
    }

    private OpenSessions Console(string addresses, DateTimeOffset? now = null) => new(
        Path.Combine(_folder, OpenSessions.FileOf(Server, addresses)), new FakeTimeProvider(now ?? TimeProvider.System.GetUtcNow()),
        new SessionLimits(TimeSpan.FromMinutes(30), Longest));
}
