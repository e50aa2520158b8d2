using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Acts;

/// <summary>After an officer gave an account, that of the rosters is told of as a change, though the rosters never changed.</summary>
[TestFixture]
internal sealed class GivenAccountTests
{
    private const string Batch = "2026-1-320302-ocr";

    private TestOffice _office = null!;

    [SetUp]
    public void StaffOffice()
    {
        _office = TestOffice.Staffed();
        _office.Inputs.Roster("a.csv", A.Household(1)).RosterOf(2027, "a.csv", A.Household(1));
        _office.Run();
        _office.Send(Batch);
        TestOffice.Done(_office.Import("a.csv", _office.Answer(Batch + "-000001", "failed"), _office.Answer(Batch + "-000002")));
    }

    [TearDown]
    public void CloseOffice() => _office.Dispose();

    [Test]
    public void The_rosters_account_again_is_flagged_with_the_one_before()
    {
        TestOffice.Done(_office.GiveAccount(Batch + "-000001", People.Card(77)));
        TestOffice.Done(_office.Reissue("2026-1"));
        TestOffice.Done(_office.Approve("2026-2-320302-ocr", _office["wu"]));
        TestOffice.Done(_office.Release("2026-2-320302-ocr", _office["wu"]));
        TestOffice.Done(_office.Import("b.csv", _office.Answer("2026-2-320302-ocr-000001")));

        _office.Run(2027);

        Assert.That(Flags(2027), Is.EqualTo(new[] { "2027-1-320302-ocr-000001 ACCOUNT-CHANGED", "2027-1-320302-ocr-000002 " }));
        using DisbursementDb db = _office.Setting.Store.Model();
        using Sealer sealer = new(_office.Setting.Ring);
        PaymentRecord payment = db.Payments.Single(one => one.PaymentNo == "2027-1-320302-ocr-000001");
        Assert.That(AccountChange.Of(db, sealer, payment)!.English, Does.Contain(Masking.Account(People.Card(77))).And.Contain("2026-1"));
        Assert.That(_office.Breaks(), Is.Empty);
        Assert.That(_office.Inputs.Replay().Select(check => check.FirstBreak), Is.All.Null);
    }

    [Test]
    public void Without_one_nothing_is_flagged()
    {
        TestOffice.Done(_office.Reissue("2026-1"));

        _office.Run(2027);

        Assert.That(Flags(2027), Is.EqualTo(new[] { "2027-1-320302-ocr-000001 ", "2027-1-320302-ocr-000002 " }));
    }

    private string[] Flags(int year) => _office.Texts(
        $"SELECT payment_no || ' ' || coalesce(flags, '') FROM payments WHERE payment_no LIKE '{year}-1-%-ocr-%' ORDER BY id");
}
