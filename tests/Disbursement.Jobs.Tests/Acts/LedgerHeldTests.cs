using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Runs.Parts;
using Disbursement.Jobs.Tests.Proofs;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Acts;

/// <summary>Acts while processes that share a run settle it against the ledger.</summary>
[TestFixture]
internal sealed class LedgerHeldTests
{
    private const string Batch = "2027-1-320302-ocr";

    private TestOffice _office = null!;

    [SetUp]
    public void OpenOffice()
    {
        _office = FullStory.Copy();
        using TestDatabase database = _office.Inputs.Rows();
        database.Execute(
            "INSERT INTO runs (number, id, year, ordinal, state, maker, kind, started_at, counties, language, headers, pack_sha256, "
                + "bureaus_sha256, out_folder) SELECT number + 1, '2028-1', 2028, 1, 'Assessing', maker, kind, started_at, counties, "
                + "language, headers, pack_sha256, bureaus_sha256, out_folder FROM runs WHERE number = (SELECT MAX(number) FROM runs)");
        database.Execute("INSERT INTO run_parts (run_number, stage, name, state, attempt, lease_until) SELECT MAX(number), 'ledger', 'as "
            + "it was', 'done', 0, 0 FROM runs");
    }

    [TearDown]
    public void CloseOffice() => _office.Dispose();

    [Test]
    public void No_payment_moves_while_a_process_of_the_run_lives()
    {
        using NodeLocks alive = new(Path.Combine(_office.Inputs.Data, "work", "2028-1", "nodes"));

        Assert.That(_office.Approve(Batch),
            Is.InstanceOf<ActOutcome.Refused>().With.Property("Refusal").Property("Code").EqualTo("RUN-UNDER-WAY"));
        Assert.That(_office.Rows("SELECT detail FROM audit WHERE outcome = 'refused' ORDER BY sequence DESC LIMIT 1"),
            Has.Count.EqualTo(1));
    }

    [Test]
    public void Once_all_its_processes_are_dead_it_holds_nothing_back()
    {
        new NodeLocks(Path.Combine(_office.Inputs.Data, "work", "2028-1", "nodes")).Dispose();

        Assert.That(_office.Approve(Batch), Is.InstanceOf<ActOutcome.Done>());
    }

    [Test]
    public void Officers_are_managed_all_the_same()
    {
        using NodeLocks alive = new(Path.Combine(_office.Inputs.Data, "work", "2028-1", "nodes"));

        Assert.That(new ManageOfficers(_office.Setting).Add(_office.Administrator, "newcomer",
            Disbursement.Domain.Officers.OfficerRole.Auditor, [], TestOffice.Password), Is.InstanceOf<ActOutcome.Done>());
    }
}
