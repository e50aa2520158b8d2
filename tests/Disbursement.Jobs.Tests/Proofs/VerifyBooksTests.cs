using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Proofs;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Proofs;

/// <summary>Whatever is altered behind the program's back is found, by the check that watches it.</summary>
[TestFixture]
internal sealed class VerifyBooksTests
{

    private TestInputs _inputs = null!;
    private TestRun _run = null!;

    [SetUp]
    public void RunOnce()
    {
        _inputs = new TestInputs();
        _run = _inputs.Roster("a.csv", A.Household(1), A.Household(2), A.Household(3)).Run();
    }

    [TearDown]
    public void RemoveInputs() => _inputs.Dispose();

    [Test]
    public void Books_that_nobody_touched_hold() => Assert.That(Broken(), Is.Empty);

    [TestCase("UPDATE transfers SET fen = fen + 1 WHERE sequence = 2", 1)]
    [TestCase("UPDATE transfers SET actor = 'somebody' WHERE sequence = 1", 1)]
    [TestCase("UPDATE transfers SET hash = zeroblob(32) WHERE sequence = 1", 1)]
    [TestCase("DELETE FROM transfers WHERE sequence = (SELECT MAX(sequence) FROM transfers)", 1)]
    [TestCase("DELETE FROM transfers WHERE sequence = 1", 1)]
    [TestCase("DELETE FROM transfers", 1)]
    [TestCase("DELETE FROM standings", 2)]
    [TestCase("INSERT INTO standings SELECT zeroblob(16), value FROM standings LIMIT 1", 2)]
    [TestCase("UPDATE payments SET state = 'cancelled'", 3)]
    [TestCase("UPDATE payments SET amount_fen = amount_fen + 1", 4)]
    [TestCase("DELETE FROM payments WHERE id = (SELECT MAX(id) FROM payments)", 4)]
    [TestCase("UPDATE batches SET total_fen = total_fen + 1", 4)]
    [TestCase("UPDATE batch_files SET sha256 = 'x'", 4)]
    public void A_row_that_was_altered_is_found(string sql, int check)
    {
        using (TestDatabase database = _inputs.Rows())
            database.Tamper(sql);

        Assert.That(Broken(), Does.Contain(check));
    }

    [Test]
    public void One_byte_more_in_a_payment_file_is_found()
    {
        File.AppendAllText(Directory.GetFiles(Path.Combine(_run.Folder, "320302"), "*.csv")[0], " ");

        Assert.That(Broken(), Is.EqualTo(new[] { 4 }));
    }

    [TestCase("\"head\": \"", "\"head\": \"0", 1)]
    [TestCase("\"sha256\": \"", "\"sha256\": \"0", 4)]
    public void A_manifest_that_was_altered_is_found(string from, string to, int check)
    {
        string manifest = Path.Combine(_run.Folder, "320302", "manifest.json");
        File.WriteAllText(manifest, File.ReadAllText(manifest).Replace(from, to, StringComparison.Ordinal));

        Assert.That(Broken(), Does.Contain(check));
    }

    private IEnumerable<int> Broken() =>
        [.. new VerifyBooks(Database.Open(_inputs.Data), KeyRing.Open(_inputs.Data, hasData: true).Ring!).Run(null, CancellationToken.None)
            .Where(check => check.FirstBreak is not null).Select(check => check.Number)];
}
