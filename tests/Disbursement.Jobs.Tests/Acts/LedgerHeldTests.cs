using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Tests.Proofs;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Acts;

/// <summary>Acts while a cluster settles a run against the ledger.</summary>
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
            "INSERT INTO runs (number, id, year, ordinal, state, maker, kind, started_at, counties, through_month, language, headers, "
                + "pack_sha256, definitions_sha256, bureaus_sha256, terms_sha256, out_folder) SELECT number + 1, '2028-1', 2028, 1, "
                + "'Assessing', maker, kind, started_at, counties, through_month, language, headers, pack_sha256, definitions_sha256, "
                + "bureaus_sha256, terms_sha256, out_folder FROM runs WHERE number = (SELECT MAX(number) FROM runs)");
        database.Execute("INSERT INTO run_parts (run_number, stage, name, product) SELECT MAX(number), 'start', '', 'one' FROM runs");
        database.Execute("INSERT INTO run_parts (run_number, stage, name, product) SELECT MAX(number), 'ledger', '', 'as it was' "
            + "FROM runs");
    }

    [TearDown]
    public void CloseOffice() => _office.Dispose();

    [Test]
    public void No_payment_moves_until_the_run_is_sealed()
    {
        Assert.That(_office.Approve(Batch),
            Is.InstanceOf<ActOutcome.Refused>().With.Property("Refusal").Property("Code").EqualTo("RUN-UNDER-WAY"));
        Assert.That(_office.Rows("SELECT detail FROM audit WHERE outcome = 'refused' ORDER BY sequence DESC LIMIT 1"),
            Has.Count.EqualTo(1));
    }

    [Test]
    public void A_run_that_has_failed_holds_nothing_back()
    {
        int number;
        using (TestDatabase database = _office.Inputs.Rows())
            number = (int)database.Number("SELECT MAX(number) FROM runs");
        Assert.That(new RunParts(_office.Setting.Store, TimeProvider.System, number, "one").GiveUp("the disk is full"), Is.True);

        Assert.That(_office.Approve(Batch), Is.InstanceOf<ActOutcome.Done>());
    }

    [Test]
    public void Keys_are_not_rotated_under_a_run_of_the_cluster() =>
        Assert.That(Assert.Throws<RunRefusal>(() => RunLock.Take(_office.Inputs.Data, _office.Setting.Store))!.Message,
            Is.EqualTo("Run 2028-1 is under way on the cluster. Wait until it is sealed."));

    [Test]
    public void Officers_are_managed_all_the_same()
    {
        Assert.That(new ManageOfficers(_office.Setting).Add(_office.Administrator, "newcomer",
            Disbursement.Domain.Officers.OfficerRole.Auditor, [], TestOffice.Password), Is.InstanceOf<ActOutcome.Done>());
    }
}
