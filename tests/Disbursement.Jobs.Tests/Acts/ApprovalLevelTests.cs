using Disbursement.Domain.Amounts;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Acts;

/// <summary>Levels (life cycle, section 2): from an amount on two reviewers approve, and another than the second releases.</summary>
[TestFixture]
internal sealed class ApprovalLevelTests
{
    private const string Batch = "2026-1-320302-ocr";

    private static TestOffice _base = null!;

    private TestOffice _office = null!;
    private ActSetting _setting = null!;

    [OneTimeSetUp]
    public void StaffOffice()
    {
        _base = TestOffice.Staffed();
        _base.Inputs.Roster("a.csv", A.Household(1));
        _base.Run();
    }

    [OneTimeTearDown]
    public void CloseBase() => _base.Dispose();

    [SetUp]
    public void CopyOffice()
    {
        _office = _base.Copy();
        _setting = Setting(120);
    }

    [TearDown]
    public void CloseOffice() => _office.Dispose();

    [Test]
    public void Two_reviewers_approve_and_another_than_the_second_releases()
    {
        Assert.That(((ActOutcome.Done)Approve("li")).English, Does.Contain("another one is missing"));
        Assert.That((_office.StateOf(Batch), CodeOf(Release("wu"))), Is.EqualTo(("proposed", "STATE")));
        Assert.That(CodeOf(Approve("li")), Is.EqualTo("ANOTHER-REVIEWER"));
        TestOffice.Done(Approve("wu"));
        Assert.That((_office.StateOf(Batch), CodeOf(Release("wu"))), Is.EqualTo(("approved", "ANOTHER-REVIEWER")));
        TestOffice.Done(Release("li"));

        Assert.That((_office.StateOf(Batch), _office.Breaks().Length), Is.EqualTo(("released", 0)));
    }

    [Test]
    public void Below_the_amount_one_is_enough()
    {
        _setting = Setting(120.01m);

        TestOffice.Done(Approve("li"));

        Assert.That(_office.StateOf(Batch), Is.EqualTo("approved"));
    }

    [Test]
    public void The_first_approval_is_of_the_files_as_they_were()
    {
        TestOffice.Done(Approve("li"));
        TestOffice.Done(_office.Hold(Batch + "-000001"));
        TestOffice.Done(_office.Unhold(Batch + "-000001"));
        TestOffice.Done(_office.Hold(Batch + "-000002"));
        _setting = Setting(60);

        Assert.That(((ActOutcome.Done)Approve("wu")).English, Does.Contain("another one is missing"));
        TestOffice.Done(Approve("li"));

        Assert.That((_office.StateOf(Batch), _office.Breaks().Length), Is.EqualTo(("approved", 0)));
    }

    [Test]
    public void A_second_approval_that_was_taken_out_is_named()
    {
        TestOffice.Done(Approve("li"));
        TestOffice.Done(Approve("wu"));

        _office.Execute("DROP TRIGGER batch_acts_append_only_update; UPDATE batch_acts SET officer_id = (SELECT officer_id FROM batch_acts "
            + "WHERE act = 'approve'), officer = (SELECT officer FROM batch_acts WHERE act = 'approve') WHERE act = 'first-approve'");

        Assert.That(_office.Breaks(), Is.Not.Empty);
    }

    [Test]
    public void An_operator_is_neither_the_first_nor_the_second()
    {
        Assert.That(CodeOf(Approve("zhang")), Is.EqualTo("NOT-YOUR-POWER"));
        TestOffice.Done(Approve("li"));
        Assert.That(CodeOf(Approve("zhang")), Is.EqualTo("NOT-YOUR-POWER"));
    }

    [TestCase("100000", 10_000_000L)]
    [TestCase("0.01", 1L)]
    [TestCase("", null)]
    public void The_setting_is_an_amount_of_yuan(string value, long? fen) =>
        Assert.That(ApprovalLevels.Read(value).TwoFrom?.Fen, Is.EqualTo(fen));

    [TestCase("much")]
    [TestCase("-1")]
    [TestCase("1,000")]
    [TestCase("0.001")]
    public void A_setting_that_is_no_amount_is_refused(string value) =>
        Assert.That(() => ApprovalLevels.Read(value), Throws.TypeOf<RunRefusal>().With.Message.Contains(ApprovalLevels.Name));

    private static string CodeOf(ActOutcome outcome) => TestOffice.CodeOf(outcome);

    private ActSetting Setting(decimal yuan) => _office.Setting with { Levels = new ApprovalLevels(Money.FromYuan(yuan)) };

    private ActOutcome Approve(string by) => new ApproveBatch(_setting).Run(Batch, _office[by], _office.Sha256(Batch));

    private ActOutcome Release(string by) => new ReleaseBatch(_setting).Run(Batch, _office[by]);
}
