using Disbursement.Jobs.Tests.Privacy;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Cli;

/// <summary>What a command says where the books are on a server: here on one that nobody can reach.</summary>
[TestFixture]
internal sealed class ServerWordsTests
{
    private TestInputs _inputs = null!;
    private DisburseProgram _program = null!;

    [SetUp]
    public void NameAServer()
    {
        _inputs = new TestInputs();
        Directory.CreateDirectory(_inputs.Data);
        _program = new DisburseProgram(_inputs.Root)
        {
            Environment =
            {
                ["DISBURSE__Database__Provider"] = "sqlserver", ["DISBURSE__Database__OutageSeconds"] = "1",
                ["DISBURSE__Database__ConnectionString"] =
                    "Server=127.0.0.1,9;Database=books;User ID=x;Password=secret;Encrypt=False;Connect Timeout=2",
            },
        };
    }

    [TearDown]
    public void RemoveInputs() => _inputs.Dispose();

    [TestCase("verify")]
    [TestCase("schedule", "list")]
    [TestCase("batches")]
    [TestCase("run", "--year", "2026")]
    [TestCase("db", "restore")]
    public void A_server_that_is_away_is_named_and_nothing_is_accused(params string[] command)
    {
        (int exit, string said) = _program.Run(command);

        Assert.That(exit, Is.EqualTo(4), said);
        Assert.That(said, Does.Contain("127.0.0.1,9/books").And.Contain("give the same command again").And.Not.Contain("✗")
            .And.Not.Contain("inside the program").And.Not.Contain("secret"));
        Assert.That(Directory.Exists(Path.Combine(_inputs.Data, "notices")), Is.False);
    }

    [Test]
    public void Workers_are_of_one_process()
    {
        (int exit, string said) = _program.Run("run", "--year", "2026", "--workers", "2");

        Assert.That((exit, said.Contains("divided among the nodes", StringComparison.Ordinal)), Is.EqualTo((2, true)), said);
    }
}
