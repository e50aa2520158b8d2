using Disbursement.Jobs.Cli;
using Disbursement.Jobs.Tests.Rosters;
using Disbursement.Jobs.Tests.Tools;

namespace Disbursement.Jobs.Tests.Cli;

public sealed class LedgerVerbTests
{
    private TestInputs _inputs = null!;

    [SetUp]
    public void RunOnce()
    {
        _inputs = new TestInputs();
        _inputs.Roster("a.csv", A.Household(1)).Run();
    }

    [TearDown]
    public void RemoveInputs() => _inputs.Dispose();

    [TestCase("hledger")]
    [TestCase("beancount")]
    [TestCase("csv")]
    [TestCase("xlsx")]
    public async Task Writes_the_books_to_a_file_and_says_what_they_add_up_to(string format)
    {
        string file = Path.Combine(_inputs.Root, $"ledger.{format}");

        (int exit, string said, _) = await Say("export", "--format", format, "--out", file, "--lang", "en");

        Assert.That((exit, new FileInfo(file).Length > 0, File.Exists($"{file}.part")), Is.EqualTo((ExitCode.Done, true, false)));
        Assert.That(said, Does.Match(@"ledger\.\w+: \d+ transfers, debits (\d+\.\d\d), credits \1"));
    }

    [TestCase("--format", "xlsx", "--lang", "en", "--out")]
    [TestCase("--format", "xlsx", "--lang", "zh", "--out")]
    [TestCase("--format", "csv", "--json", "--out")]
    [TestCase("--format", "csv", "--county", "Xuzhou", "--lang", "en", "six digits")]
    [TestCase("--format", "csv", "--county", "320399", "--lang", "en", "holds no transfer")]
    [TestCase("--format", "qif", "--lang", "en", "qif")]
    public async Task Refuses_with_a_sentence(params string[] lineAndSentence)
    {
        (int exit, _, string refusal) = await Say(["export", .. lineAndSentence[..^1]]);

        Assert.That(exit, Is.EqualTo(ExitCode.Usage));
        Assert.That(refusal, Does.Contain(lineAndSentence[^1]));
    }

    [Test]
    public async Task A_folder_that_does_not_exist_is_said()
    {
        (int exit, _, string refusal) =
            await Say("export", "--format", "csv", "--out", Path.Combine(_inputs.Root, "nowhere", "ledger.csv"), "--lang", "en");

        Assert.That(exit, Is.EqualTo(ExitCode.Usage));
        Assert.That(refusal, Does.Contain("nowhere"));
    }

    [Test]
    public async Task Shows_the_trial_balance()
    {
        (int exit, string said, _) = await Say("balance", "--lang", "en");

        Assert.That((exit, said.Contains("payable:320302", StringComparison.Ordinal)), Is.EqualTo((ExitCode.Done, true)));
    }

    private Task<(int Exit, string Output, string Errors)> Say(params string[] line) =>
        Disburse.Run(["ledger", .. line, "--data", _inputs.Data, "--logs", Path.Combine(_inputs.Root, "logs")]);
}
