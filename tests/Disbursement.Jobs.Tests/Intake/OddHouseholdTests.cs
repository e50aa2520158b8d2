using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Intake;

/// <summary>What looks odd but is possible is never a refusal.</summary>
[TestFixture]
internal sealed class OddHouseholdTests
{
    private TestInputs _inputs = null!;

    [SetUp]
    public void MakeInputs() => _inputs = new TestInputs();

    [TearDown]
    public void RemoveInputs() => _inputs.Dispose();

    [Test]
    public void A_claimant_of_115_years() => Accepts(A.Household(1).Mother(("id_number", People.Id("1911-01-01", true))));

    [Test]
    public void A_child_older_than_its_mother() => Accepts(A.Household(1).Child(("id_number", People.Id("1970-01-01", false))));

    [Test]
    public void A_mother_with_a_mans_number() => Accepts(A.Household(1).Mother(("id_number", People.Id("1985-03-04", false, 9))));

    [Test]
    public void Two_children_of_one_name_and_one_day() => Accepts(A.Household(1).AndChild().AndChild());

    [Test]
    public void A_household_without_children() => Accepts(A.Household(1).Without("child"));

    [Test]
    public void Twenty_children()
    {
        TestHousehold household = A.Household(1);
        for (int i = 0; i < 20; i++)
            household.AndChild(("birth_date", $"20{i:00}-01-01"), ("name", $"陈{i}"));
        Accepts(household);
    }

    [Test]
    public void A_married_mother_alone() => Accepts(A.Household(1).Without("father"));

    [Test]
    public void An_unmarried_mother_beside_a_married_father() => Accepts(A.Household(1).Mother(("marital_status", "unmarried")));

    [Test]
    public void A_name_in_latin_letters_with_dots_and_quotes() => Accepts(A.Household(1).Mother(("name", "Ayşe·Nur O'Neil \"Ann\"")));

    [Test]
    public void A_name_of_one_character() => Accepts(A.Household(1).Child(("name", "陈")));

    [Test]
    public void A_certificate_without_date_or_a_date_without_certificate() =>
        Accepts(A.Household(1).Mother(("certificate_date", "")).Father(("certificate_no", "")));

    [Test]
    public void A_withdrawal_without_certificate() =>
        Accepts(A.Household(1).Mother(("certificate_no", ""), ("certificate_date", ""), ("certificate_revoked_on", "2020-01-01")));

    [Test]
    public void A_disability_date_without_grade() => Accepts(A.Household(1).Child(("disability_date", "2020-01-01")));

    [Test]
    public void A_disability_card_without_grade_or_date() =>
        Accepts(A.Household(1).Child(("disability_card_no", A.Household(1).ChildId + "42")));

    [Test]
    public void A_recovery_that_lies_in_the_future() =>
        Accepts(A.Household(1).Child(("disability_grade", "2"), ("disability_date", "2020-01-01"), ("disability_ended_on", "2099-12-31")));

    [Test]
    public void An_application_after_death() => Accepts(A.Household(1).Mother(("death_date", "2026-01-01"), ("applied_on", "2026-05-01")));

    [Test]
    public void An_application_before_the_certificate() => Accepts(A.Household(1).Mother(("applied_on", "2001-01-01")));

    [Test]
    public void A_retirement_in_childhood() => Accepts(A.Household(1).Mother(("retired_on", "1985-03-04")));

    [Test]
    public void An_adoption_on_the_day_of_birth() => Accepts(A.Household(1).Child(("adopted_on", TestHousehold.ChildBirth)));

    [Test]
    public void A_disability_before_adoption() =>
        Accepts(A.Household(1).Child(("adopted_on", "2020-01-01"), ("disability_grade", "1"), ("disability_date", "2015-01-01")));

    [Test]
    public void A_phone_that_is_no_number() => Accepts(A.Household(1).Mother(("phone", "邻居转")));

    [Test]
    public void An_account_in_another_name() => Accepts(A.Household(1).Mother(("account_name", "李四")));

    [Test]
    public void One_account_for_both_parents() => Accepts(A.Household(1).Father(("bank_account", People.Card(2))));

    [Test]
    public void An_id_number_of_another_province() =>
        Accepts(A.Household(1).Mother(("id_number", "110105194912310021" is var id ? id[..17] + People.CheckCharacter(id[..17]) : "")));

    [Test]
    public void A_region_code_with_zeros_below_the_county() => Accepts(A.Household(1, "320302000000"));

    [Test]
    public void A_child_who_is_a_claimant_elsewhere() =>
        Accepts(A.Household(1).Child(("id_number", A.Household(2).MotherId)), A.Household(2));

    [Test]
    public void A_parent_who_died_long_ago() =>
        Accepts(A.Household(1).Mother(("certificate_date", ""), ("certificate_no", ""), ("death_date", "1990-01-01")));

    [Test]
    public void A_name_with_a_rare_character() => Accepts(A.Household(1).Mother(("name", "王𠮷㐂")));

    private void Accepts(params TestHousehold[] households)
    {
        TestRun run = _inputs.Roster("a.csv", households).Read();

        Assert.That((run.AllCodes, run.Accepted), Is.EqualTo(("", (long)households.Length)), run.Problems);
    }
}
