using Disbursement.Jobs.Cli;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;
using Disbursement.Jobs.Tests.Rosters;
using Disbursement.Jobs.Tests.Schedule;

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
    public async Task What_does_not_hold_is_on_record_until_it_does_and_books_that_hold_are_left_as_they_are()
    {
        Assert.That(await Verify(), Is.Zero);
        Assert.That(_inputs.Acts(ProofBook.Prove), Is.Empty, "not a byte changed");
        Tamper("+ 1");
        Assert.That((await Verify("--run", "2026-1"), Failed()), Is.EqualTo((ExitCode.NeedsPerson, new[] { ProofBook.Books })));
        Assert.That((await Verify(), Failed()), Is.EqualTo((ExitCode.NeedsPerson, new[] { ProofBook.Books })), "found again");
        Tamper("- 1");
        Assert.That((await Verify("--run", "2026-1"), Failed()), Is.EqualTo((0, new[] { ProofBook.Books })), "one run is not the books");

        Assert.That((await Verify(), Failed()), Is.EqualTo((0, Array.Empty<string>())));
        Assert.That(_inputs.Acts(ProofBook.Prove).Select(act => act["detail"]!.ToString()!.Split(' ')[1]),
            Is.EqualTo(new[] { "broken=3", "broken=0" }));
        Assert.That(_inputs.Acts(ProofBook.Prove).Select(act => act["origin"]), Has.All.EndsWith(" command-line"));
    }

    [Test]
    public async Task A_finding_that_cannot_be_recorded_is_told_all_the_same()
    {
        Tamper("+ 1");
        using TestDatabase database = _inputs.Rows();
        database.Tamper("CREATE TRIGGER nobody_writes BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'nobody writes'); END");

        Assert.That(await Verify(), Is.EqualTo(ExitCode.NeedsPerson));
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

    private void Tamper(string change)
    {
        using TestDatabase database = _inputs.Rows();
        database.Tamper($"UPDATE payments SET amount_fen = amount_fen {change} WHERE id = (SELECT MIN(id) FROM payments)");
    }

    private string[] Failed()
    {
        using DisbursementDb db = Database.OpenToRead(_inputs.Data).Model();
        return [.. ProofBook.Failed(db).Select(one => one.Of)];
    }

    private Task<int> Verify(params string[] options) =>
        CommandLine.Run(["verify", .. options, "--data", _inputs.Data, "--logs", Path.Combine(_inputs.Root, "logs")]);
}
