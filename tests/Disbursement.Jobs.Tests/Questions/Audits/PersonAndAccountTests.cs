using Disbursement.Jobs.Questions.Audits;
using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Proofs;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Questions.Audits;

/// <summary>What is asked of persons and of the accounts that money went to.</summary>
internal sealed class PersonAndAccountTests
{
    private const string OtherCounty = "320303001001";

    private TestOffice _office = null!;

    [SetUp]
    public void Staff() => _office = TestOffice.Staffed();

    [TearDown]
    public void Close() => _office.Dispose();

    [Test]
    public void Finds_a_family_that_was_paid_by_the_county_it_left_and_by_the_one_it_came_to()
    {
        _office.Inputs.Roster("a.csv", FullStory.WithDisabledChild(1).Everywhere("applied_on", "2026-07-01"),
            FullStory.WithDisabledChild(2), A.Household(3));
        _office.Run();
        _office.PayAll("2026-1");
        _office.Inputs.Roster("a.csv", FullStory.WithDisabledChild(2), A.Household(3))
            .Roster("b.csv", FullStory.WithDisabledChild(1).Everywhere("region_code", OtherCounty));
        _office.Run();
        _office.PayAll("2026-2");

        Assert.That(
            _office.Ask("two-counties").Of("payment_no", "role", "amount", "counties", "same_scheme").Order(StringComparer.Ordinal),
            Is.EqualTo(new[]
            {
                "2026-1-320302-sad-000001 mother 2760.00 320302 320303 yes", "2026-1-320302-sad-000002 father 2760.00 320302 320303 yes",
                "2026-2-320303-sad-000001 mother 2760.00 320302 320303 yes", "2026-2-320303-sad-000002 father 2760.00 320302 320303 yes",
            }).AsCollection);
    }

    [Test]
    public void Finds_one_person_behind_two_rows_of_two_counties()
    {
        _office.Inputs.Roster("a.csv", A.Household(1), A.Household(2), A.Household(3, OtherCounty));
        _office.Run();
        _office.PayAll("2026-1");
        Tamper("UPDATE claimants SET claimant_key = (SELECT o.claimant_key FROM claimants o WHERE o.household_no = 'H-00001' AND o.role = "
            + "'mother') WHERE household_no = 'H-00003' AND role = 'mother'");

        Assert.That(_office.Ask("two-counties").Of("payment_no", "same_scheme"),
            Is.EqualTo(new[] { "2026-1-320302-ocr-000001 yes", "2026-1-320303-ocr-000001 yes" }).AsCollection);
    }

    [Test]
    public void What_was_not_released_is_not_paid_in_two_counties()
    {
        _office.Inputs.Roster("a.csv", A.Household(1), A.Household(3, OtherCounty));
        _office.Run();
        _office.Send("2026-1-320302-ocr");
        Tamper("UPDATE claimants SET claimant_key = (SELECT o.claimant_key FROM claimants o WHERE o.household_no = 'H-00001' AND o.role = "
            + "'mother') WHERE household_no = 'H-00003' AND role = 'mother'");

        Assert.That(_office.Ask("two-counties"), Is.Empty);
    }

    [Test]
    public void Finds_an_account_of_many_over_counties_and_runs_and_leaves_couples_alone()
    {
        string shared = People.Card(900), couple = People.Card(901);
        _office.Inputs.Roster(
            "a.csv", A.Household(1).Mother(("bank_account", shared)), A.Household(2).Mother(("bank_account", shared))
                .Father(("bank_account", shared)), A.Household(3, OtherCounty).Father(("bank_account", shared)),
            A.Household(4).Mother(("bank_account", couple)).Father(("bank_account", couple)), A.Household(5));
        _office.Run();
        _office.PayAll("2026-1");

        Assert.That(_office.Ask("shared-account").Of("household_no", "role", "county", "persons", "account_total"), Is.EqualTo(new[]
        {
            "H-00001 mother 320302 4 240.00", "H-00002 mother 320302 4 240.00", "H-00002 father 320302 4 240.00",
            "H-00003 father 320303 4 240.00",
        }).AsCollection);
        Assert.That(_office.Ask("shared-account", new AuditOrder { Year = 2026, Over = 1 }).Of("household_no", "role", "persons"),
            Is.EquivalentTo(new[]
        {
            "H-00001 mother 4", "H-00002 mother 4", "H-00002 father 4", "H-00003 father 4", "H-00004 mother 2", "H-00004 father 2",
        }));
        Assert.That(_office.Ask("shared-account", new AuditOrder { Year = 2026, Over = 4 }), Is.Empty);
    }

    [Test]
    public void Finds_who_never_applied_until_they_do()
    {
        TestHousehold never = FullStory.WithDisabledChild(1).Mother(("applied_on", ""))
            .Father(("applied_on", "")), late = FullStory.WithDisabledChild(2).Mother(("applied_on", ""));
        _office.Inputs.Roster("a.csv", never, late, A.Household(3));
        _office.Run();
        string[] before = _office.Ask("never-applied").Of("household_no", "role", "scheme", "run");
        TestOffice.Done(_office.Correct("c.csv", null, FullStory.WithDisabledChild(2)));
        _office.Run();

        Assert.That(before,
            Is.EqualTo(new[] { "H-00001 mother sad 2026-1", "H-00001 father sad 2026-1", "H-00002 mother sad 2026-1" }).AsCollection);
        Assert.That(_office.Ask("never-applied").Of("household_no", "role", "scheme", "run"),
            Is.EqualTo(new[] { "H-00001 mother sad 2026-2", "H-00001 father sad 2026-2" }).AsCollection);
    }

    [Test]
    public void Finds_an_account_that_an_officer_gave_shortly_before_it_was_paid_to()
    {
        PayAgainTo(People.Card(77), TimeSpan.FromDays(10));

        Assert.That(
            _office.Ask("account-changes").Of("payment_no", "known_from", "brought_by", "days_between", "account_after"), Is.EqualTo(new[]
        {
            $"2026-2-320302-ocr-000001 2026-1-320302-ocr-000001 wu 10 {Disbursement.Jobs.Privacy.Masking.Account(People.Card(77))}",
        }).AsCollection);
    }

    [TestCase(30, 1)]
    [TestCase(31, 0)]
    public void A_change_counts_for_thirty_days(int days, int found)
    {
        PayAgainTo(People.Card(77), TimeSpan.FromDays(days));

        Assert.That(_office.Ask("account-changes"), Has.Count.EqualTo(found));
        Assert.That(_office.Ask("account-changes", new AuditOrder { Year = 2026, Days = 60 }), Has.Count.EqualTo(1));
    }

    [Test]
    public void Finds_an_account_that_a_correction_changed_and_none_that_stayed()
    {
        _office.Inputs.Roster("a.csv", A.Household(1), FullStory.WithDisabledChild(2).Everywhere("applied_on", "2026-07-01"),
            FullStory.WithDisabledChild(3).Everywhere("applied_on", "2026-07-01"));
        _office.Run();
        _office.PayAll("2026-1");
        _office.Inputs.Clock.Advance(TimeSpan.FromDays(60));
        TestOffice.Done(_office.Correct(
            "c.csv", null, FullStory.WithDisabledChild(2).Mother(("bank_account", People.Card(88))), FullStory.WithDisabledChild(3)));
        _office.Inputs.Clock.Advance(TimeSpan.FromDays(1));
        _office.Run();
        _office.PayAll("2026-2");

        Assert.That(_office.Ask("account-changes").Of("household_no", "role", "known_from", "brought_by", "days_between"),
            Is.EqualTo(new[] { "H-00002 mother 2026-2 corrections/c.csv:2 zhang 1" }).AsCollection);
    }

    [Test]
    public void Finds_an_account_that_changed_there_and_back_before_the_payment()
    {
        _office.Inputs.Roster("a.csv", A.Household(1));
        _office.Run();
        _office.Send("2026-1-320302-ocr");
        TestOffice.Done(_office.Import(
            "r.csv", _office.Answer("2026-1-320302-ocr-000001", "failed", "户名不符"), _office.Answer("2026-1-320302-ocr-000002")));
        TestOffice.Done(_office.GiveAccount("2026-1-320302-ocr-000001", People.Card(77), _office["wu"]));
        _office.Inputs.Clock.Advance(TimeSpan.FromDays(1));
        TestOffice.Done(_office.GiveAccount("2026-1-320302-ocr-000001", People.Card(2), _office["wu"]));
        TestOffice.Done(_office.Reissue("2026-1"));
        _office.Send("2026-2-320302-ocr");

        Assert.That(_office.Ask("account-changes").Of("payment_no", "days_between"),
            Is.EqualTo(new[] { "2026-2-320302-ocr-000001 1", "2026-2-320302-ocr-000001 0" }).AsCollection);
    }

    private void PayAgainTo(string account, TimeSpan later)
    {
        _office.Inputs.Roster("a.csv", A.Household(1), A.Household(2));
        _office.Run();
        _office.Send("2026-1-320302-ocr");
        TestOffice.Done(_office.Import(
            "r.csv", _office.Answer("2026-1-320302-ocr-000001", "failed", "户名不符"), _office.Answer("2026-1-320302-ocr-000002"),
            _office.Answer("2026-1-320302-ocr-000003", "failed", "户名不符")));
        TestOffice.Done(_office.GiveAccount("2026-1-320302-ocr-000001", account, _office["wu"]));
        TestOffice.Done(_office.Reissue("2026-1"));
        _office.Inputs.Clock.Advance(later);
        _office.Send("2026-2-320302-ocr");
    }

    private void Tamper(string sql)
    {
        using TestDatabase database = _office.Inputs.Rows();
        Assert.That(database.Tamper(sql), Is.Positive);
    }
}
