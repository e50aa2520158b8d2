using Disbursement.Jobs.Cli;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Cli;

public sealed class VerifyVerbTests
{
    private TestInputs _inputs = null!;

    [SetUp]
    public void SetUp()
    {
        _inputs = new TestInputs();
        _inputs.Roster("a.csv", A.Household(1)).Run();
    }

    [TearDown]
    public void TearDown() => _inputs.Dispose();

    [Test]
    public async Task Sound_books_hold_with_and_without_a_replay() =>
        Assert.That((await Verify(), await Verify("--replay"), await Verify("--replay", "--run", "2026-1")), Is.EqualTo((0, 0, 0)));

    [Test]
    public async Task An_altered_decision_needs_a_person_once_the_run_is_replayed()
    {
        using (TestDatabase database = _inputs.Rows())
            database.Tamper("UPDATE decisions SET months = '1-3' WHERE id = (SELECT MIN(id) FROM decisions)");

        Assert.That((await Verify(), await Verify("--replay")), Is.EqualTo((0, ExitCode.NeedsPerson)));
    }

    [Test]
    public async Task A_replay_of_a_run_that_does_not_exist_is_refused() =>
        Assert.That(await Verify("--replay", "--run", "2031-1"), Is.EqualTo(ExitCode.Usage));

    [Test]
    public async Task A_key_ring_that_is_missing_is_refused_and_not_made_anew()
    {
        Directory.Delete(Path.Combine(_inputs.Data, "keys"), recursive: true);

        Assert.That((await Verify("--replay"), Directory.Exists(Path.Combine(_inputs.Data, "keys"))), Is.EqualTo((ExitCode.Usage, false)));
    }

    private Task<int> Verify(params string[] options) =>
        CommandLine.Run(["verify", .. options, "--data", _inputs.Data, "--logs", Path.Combine(_inputs.Root, "logs")]);
}
