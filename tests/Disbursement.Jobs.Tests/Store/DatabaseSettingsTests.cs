using Disbursement.Jobs.Anchors;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Tests.Rosters;
using Microsoft.Extensions.Configuration;

namespace Disbursement.Jobs.Tests.Store;

/// <summary>
/// The section of the configuration that says what stands behind the database; whatever is wrong with it, no password is told.
/// </summary>
[TestFixture]
internal sealed class DatabaseSettingsTests
{
    private const string Secret = "p4ssw0rd";
    private const string Server =
        $"Server=127.0.0.1,1;Database=benefits;User ID=disburse;Password={Secret};Encrypt=False;Connect Timeout=1;ConnectRetryCount=0";

    [Test]
    public void Nothing_said_is_a_file_in_the_data_folder() =>
        Assert.That(Read() with { Anchors = AnchorSettings.Default }, Is.EqualTo(DatabaseSettings.Default));

    [Test]
    public void Everything_can_be_said()
    {
        DatabaseSettings settings =
            Read(("Provider", "SqlServer"), ("ConnectionString", Server), ("MaxBatchSize", "1"), ("CommandTimeoutSeconds", "90"));

        Assert.That((settings.Provider, settings.ConnectionString, settings.MaxBatchSize, settings.CommandTimeoutSeconds),
            Is.EqualTo((DatabaseProvider.SqlServer, Server, (int?)1, 90)));
        Assert.That($"{settings}", Does.Not.Contain(Secret));
    }

    [TestCase("Provider", "oracle")]
    [TestCase("Provider", "sqlserver")]
    [TestCase("ConnectionString", Server)]
    [TestCase("MaxBatchSize", "0")]
    [TestCase("CommandTimeoutSeconds", "soon")]
    [TestCase("Retries", "3")]
    public void A_value_that_cannot_be_is_refused_with_its_place(string key, string value) =>
        Assert.That(() => Read((key, value)),
            Throws.TypeOf<StoreRefusal>().With.Message.Contains($"Database:").And.Message.Not.Contains(Secret));

    [TestCase("Heads:Copy", "/mnt/heads", "Heads:Copy is unknown; known are File, Copies, ")]
    [TestCase("Heads:TimeStampRoots", "roots.pem", "Heads:TimeStampRoots is given, and Heads:TimeStampAuthority is missing")]
    [TestCase("Signing:Root", "roots.pem", "Signing:Root is unknown; known are Certificate, ")]
    public void What_should_vouch_for_the_books_and_is_mistyped_is_refused_and_not_passed_over(string key, string value, string said) =>
        Assert.That(() => DatabaseSettings.Read(Configuration((key, value))),
            Throws.TypeOf<StoreRefusal>().With.Message.StartsWith(said));

    [TestCase($"Server=s;Database=d;Password={Secret};Colour=red")]
    [TestCase($"Password={Secret};Encrypt=perhaps")]
    [TestCase($"Database=d;Password={Secret}")]
    [TestCase($"Server=s;Password={Secret}")]
    [TestCase($"Server=s;Database=d;MultipleActiveResultSets=True;Password={Secret}")]
    public void A_connection_string_that_cannot_be_is_refused_and_not_repeated(string text)
    {
        using TestInputs inputs = new();

        Assert.That(() => Database.Open(inputs.Data, Of(text)),
            Throws.TypeOf<StoreRefusal>().With.Message.Contains("ConnectionString").And.Message.Not.Contains(Secret));
    }

    [Test]
    public void A_server_that_cannot_be_reached_is_named_and_may_be_tried_again()
    {
        using TestInputs inputs = new();

        Assert.That(
            () => Database.Open(inputs.Data, Of(Server) with { OutageSeconds = 1 }),
            Throws.TypeOf<StoreRefusal>().With.Message.StartsWith("127.0.0.1,1/benefits cannot be used").And.Message.Not.Contains(Secret)
                .And.Property("IsResumable").True);
    }

    private static DatabaseSettings Of(string text) => new() { Provider = DatabaseProvider.SqlServer, ConnectionString = text };

    private static DatabaseSettings Read(params (string Key, string Value)[] values) =>
        DatabaseSettings.Read(Configuration([.. values.Select(one => ($"Database:{one.Key}", one.Value))]));

    private static IConfigurationRoot Configuration(params (string Key, string Value)[] values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values.Select(one => KeyValuePair.Create(one.Key, (string?)one.Value))).Build();
}
