using Disbursement.Jobs.Cli;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Cli;

public sealed class DecisionsVerbTests
{
    private TestInputs _inputs = null!;

    [SetUp]
    public void SetUp() => _inputs = new TestInputs();

    [TearDown]
    public void TearDown() => _inputs.Dispose();

    [Test]
    public async Task Lists_every_decision_of_a_run_in_order_and_names_nobody()
    {
        var (first, second) = (A.Household(1), A.Household(2));
        _inputs.Roster("a.csv", second, first).Run();
        string file = Path.Combine(_inputs.Root, "decisions.csv");

        int exit = await CommandLine.Run(["decisions", "--run", "2026-1", "--lang", "en", "--out", file, "--data", _inputs.Data, "--logs",
            Path.Combine(_inputs.Root, "logs")]);

        string text = File.ReadAllText(file);
        string[] households = [.. text.Split("\r\n")[1..^1].Select(line => line.Split(',')[1])];
        using TestDatabase database = _inputs.Rows();
        Assert.That((exit, households.Length), Is.EqualTo((0, database.Rows("SELECT id FROM decisions").Count)));
        Assert.That(households, Is.Ordered.Using((IComparer<string>)StringComparer.Ordinal).And.Not.Empty);
        Assert.That(new[] { first.MotherId, second.FatherId }.Any(id => text.Contains(id, StringComparison.Ordinal)), Is.False);
    }

    [Test]
    public async Task A_run_that_does_not_exist_is_refused()
    {
        _inputs.Roster("a.csv", A.Household(1)).Run();

        Assert.That(
            await CommandLine.Run(["decisions", "--run", "2031-1", "--data", _inputs.Data, "--logs", Path.Combine(_inputs.Root, "logs")]),
            Is.EqualTo(ExitCode.Usage));
    }

    /// <summary>A mistyped folder is no trouble of the machine: it is told before anything is read.</summary>
    [TestCase("decisions", "--run", "2026-1")]
    [TestCase("ledger", "export", "--format", "csv")]
    [TestCase("report", "unpaid")]
    [TestCase("report", "requisition", "--run", "2026-1")]
    [TestCase("receivable", "list")]
    public async Task A_file_to_be_written_into_a_folder_that_does_not_exist_is_wrong_usage(params string[] verb)
    {
        _inputs.Roster("a.csv", A.Household(1)).Run();
        string folder = Path.Combine(_inputs.Root, "nowhere"), logs = Path.Combine(_inputs.Root, "logs");

        int exit = await CommandLine.Run([.. verb, "--out", Path.Combine(folder, "file.csv"), "--data", _inputs.Data, "--logs", logs]);

        Assert.That((exit, Directory.Exists(folder)), Is.EqualTo((ExitCode.Usage, false)));
    }
}
