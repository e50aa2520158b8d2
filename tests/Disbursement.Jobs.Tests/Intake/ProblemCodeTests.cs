using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Intake;

/// <summary>
/// One value of one row is different; the rejects carry exactly these codes. An empty code means that the household is accepted.
/// </summary>
[TestFixture]
internal sealed class ProblemCodeTests
{
    private TestInputs _inputs = null!;

    [SetUp]
    public void MakeInputs() => _inputs = new TestInputs();

    [TearDown]
    public void RemoveInputs() => _inputs.Dispose();

    [TestCase("mother", "name")]
    [TestCase("child", "name")]
    [TestCase("mother", "id_number")]
    [TestCase("father", "id_number")]
    [TestCase("mother", "hukou")]
    [TestCase("father", "marital_status")]
    [TestCase("mother", "bank_name")]
    [TestCase("father", "bank_account")]
    [TestCase("child", "region_code")]
    [TestCase("mother", "region_code")]
    public void A_missing_value_is_required_and_named(string role, string column)
    {
        TestRun run = Read(A.Household(1).On(role, (column, "")));

        Assert.Multiple(() =>
        {
            Assert.That(run.Codes("H-00001"), Is.EqualTo("R-REQUIRED"));
            Assert.That(run.Problems, Does.Contain(column));
        });
    }

    [Test]
    public void A_missing_role_is_required()
    {
        TestHousehold household = A.Household(1).AndChild();
        household.Rows[^1]["role"] = "";

        TestRun run = Read(household);

        Assert.That((run.Codes("H-00001"), run.Problems.Contains("role", StringComparison.Ordinal)), Is.EqualTo(("R-REQUIRED", true)));
    }

    [Test]
    public void A_missing_household_number_is_required()
    {
        TestRun run = Read(A.Household(1).Without("father").Without("child").Mother(("household_no", "")));

        Assert.That((run.AllCodes, run.Rejected), Is.EqualTo(("R-REQUIRED", 1L)));
    }

    [Test]
    public void A_child_without_id_number_needs_a_birth_date()
    {
        TestRun run = Read(A.Household(1).Child(("id_number", ""), ("birth_date", "")));

        Assert.That((run.Codes("H-00001"), run.Problems.Contains("birth_date", StringComparison.Ordinal)),
            Is.EqualTo(("R-REQUIRED", true)));
    }

    [Test]
    public void A_grade_needs_its_date()
    {
        TestRun run = Read(A.Household(1).Child(("disability_grade", "2")), A.Household(2).Mother(("complication_grade", "3")));

        Assert.Multiple(() =>
        {
            Assert.That(run.Codes("H-00001"), Is.EqualTo("R-REQUIRED"));
            Assert.That(run.Codes("H-00002"), Is.EqualTo("R-REQUIRED"));
            Assert.That(run.Problems, Does.Contain("disability_date").And.Contain("complication_date"));
        });
    }

    [TestCase("mother", "hukou", "城镇")]
    [TestCase("mother", "marital_status", "single")]
    [TestCase("mother", "reward_payer", "nobody")]
    [TestCase("mother", "pension_raise", "maybe")]
    [TestCase("mother", "unlawful_birth", "1")]
    [TestCase("mother", "care_level", "some")]
    [TestCase("mother", "sex", "X")]
    [TestCase("mother", "medical_self_paid", "many")]
    [TestCase("mother", "medical_self_paid", "1,234.00")]
    [TestCase("mother", "medical_self_paid", "1e3")]
    [TestCase("mother", "bank_code", "31330300006")]
    [TestCase("mother", "bank_code", "3133030000671")]
    [TestCase("mother", "bank_code", "31330300006A")]
    [TestCase("mother", "certificate_date", "2014-13-01")]
    [TestCase("mother", "certificate_date", "2015-02-29")]
    [TestCase("mother", "certificate_date", "06/05/2014")]
    [TestCase("mother", "certificate_date", "2014-05-06T00:00")]
    [TestCase("mother", "certificate_revoked_on", "yesterday")]
    [TestCase("mother", "retired_on", "2014")]
    [TestCase("mother", "applied_on", "2014.5.6")]
    [TestCase("mother", "death_date", "0000-00-00")]
    [TestCase("mother", "complication_date", "20141301")]
    [TestCase("mother", "complication_ended_on", "2014年13月1日")]
    [TestCase("child", "adopted_on", "20140532")]
    [TestCase("child", "disability_date", "2014/5")]
    [TestCase("child", "disability_ended_on", "x")]
    [TestCase("child", "birth_date", "2014-5-")]
    [TestCase("child", "disability_card_no", "3203022014050600314")]
    [TestCase("child", "disability_card_no", "ABCDEFGHIJKLMNOPQRSTU")]
    public void What_is_no_date_number_or_code_of_the_list_has_the_wrong_form(string role, string column, string value)
    {
        TestRun run = Read(A.Household(1).On(role, (column, value)));

        Assert.That((run.Codes("H-00001"), run.Problems.Contains(column, StringComparison.Ordinal)), Is.EqualTo(("R-FORMAT", true)));
    }

    [TestCase("disability_grade", "disability_date", "child", "0", "R-FORMAT")]
    [TestCase("disability_grade", "disability_date", "child", "1", "")]
    [TestCase("disability_grade", "disability_date", "child", "4", "")]
    [TestCase("disability_grade", "disability_date", "child", "5", "R-FORMAT")]
    [TestCase("disability_grade", "disability_date", "child", "二级", "R-FORMAT")]
    [TestCase("complication_grade", "complication_date", "mother", "0", "R-FORMAT")]
    [TestCase("complication_grade", "complication_date", "mother", "1", "")]
    [TestCase("complication_grade", "complication_date", "mother", "4", "")]
    [TestCase("complication_grade", "complication_date", "mother", "5", "R-FORMAT")]
    public void Grades_go_from_one_to_four(string column, string dateColumn, string role, string grade, string codes) =>
        Assert.That(Read(A.Household(1).On(role, (column, grade), (dateColumn, "2020-01-01"))).Codes("H-00001"), Is.EqualTo(codes));

    [TestCase("1", "1", "", "")]
    [TestCase("7", "4", "", "")]
    [TestCase("0", "1", "", "R-FORMAT")]
    [TestCase("8", "1", "", "R-FORMAT")]
    [TestCase("1", "0", "", "R-FORMAT")]
    [TestCase("1", "5", "", "R-FORMAT")]
    [TestCase("1", "2", "B1", "")]
    public void A_disability_card_is_id_category_grade_and_suffix(string category, string grade, string suffix, string codes)
    {
        TestHousehold household = A.Household(1);

        Assert.That(Read(household.Child(("disability_card_no", household.ChildId + category + grade + suffix)))
            .Codes("H-00001"), Is.EqualTo(codes));
    }

    [TestCase("uncle")]
    [TestCase("母亲们")]
    public void An_unknown_role_has_the_wrong_form(string role)
    {
        TestHousehold household = A.Household(1).AndChild();
        household.Rows[^1]["role"] = role;

        Assert.That(Read(household).Codes("H-00001"), Is.EqualTo("R-FORMAT"));
    }

    [TestCase(1, "")]
    [TestCase(32, "")]
    [TestCase(33, "R-FORMAT")]
    public void A_household_number_has_up_to_32_characters(int length, string codes) =>
        Assert.That(Read(A.Household(1).Everywhere("household_no", new string('7', length)).Without("child").Without("father")).AllCodes,
            Is.EqualTo(codes));

    [TestCase("H_1")]
    [TestCase("H 1")]
    [TestCase("户1")]
    [TestCase("H.1")]
    public void A_household_number_is_letters_digits_and_hyphens(string number) =>
        Assert.That(Read(A.Household(1).Everywhere("household_no", number).Without("child").Without("father")).AllCodes,
            Is.EqualTo("R-FORMAT"));

    [Test]
    public void Rows_of_one_malformed_household_number_are_one_household_with_that_one_problem()
    {
        TestRun run = Read(A.Household(1).Everywhere("household_no", "H_1"));

        Assert.That((run.AllCodes, run.Rejects.Count, run.Rejected), Is.EqualTo(("R-FORMAT", 3, 1L)));
    }

    [TestCase(50, "")]
    [TestCase(51, "R-FORMAT")]
    public void A_name_has_up_to_50_characters(int length, string codes) =>
        Assert.That(Read(A.Household(1).Mother(("name", new string('娜', length)))).Codes("H-00001"), Is.EqualTo(codes));

    [Test]
    public void An_id_number_is_right_or_rejected()
    {
        string id = A.Household(1).MotherId;
        string feb30 = "320302198502300" + "24";
        Assert.Multiple(() =>
        {
            Assert.That(CodesOfId(id), Is.Empty);
            Assert.That(CodesOfId(id[..17]), Is.EqualTo("R-ID"), "17 characters");
            Assert.That(CodesOfId(id + "1"), Is.EqualTo("R-ID"), "19 characters");
            Assert.That(CodesOfId(id[..10] + "O" + id[11..]), Is.EqualTo("R-ID"), "a letter");
            Assert.That(CodesOfId(People.WithWrongCheck(id)), Is.EqualTo("R-ID"), "the check character");
            Assert.That(CodesOfId(feb30 + People.CheckCharacter(feb30)), Is.EqualTo("R-ID"), "30 February");
            Assert.That(CodesOfId("320302850230024"), Is.EqualTo("R-ID"), "30 February in 15 digits");
            Assert.That(CodesOfId("320302850228024"), Is.Empty, "15 digits");
            Assert.That(CodesOfId(People.FirstGeneration(id)), Is.Empty, "15 digits of the same person");
        });
    }

    [Test]
    public void A_check_character_x_may_be_small()
    {
        int sequence = Enumerable.Range(1, 400).First(sequence => People.Id("1985-03-04", true, sequence).EndsWith('X'));
        string id = People.Id("1985-03-04", true, sequence);

        Assert.That((CodesOfId(id), CodesOfId(id.Replace('X', 'x'))), Is.EqualTo(("", "")));
    }

    [Test]
    public void A_child_with_a_wrong_id_is_rejected_for_that_alone() =>
        Assert.That(Read(A.Household(1).Child(("id_number", People.WithWrongCheck(A.Household(1).ChildId)))).Codes("H-00001"),
            Is.EqualTo("R-ID"));

    [TestCase("child", "birth_date", "2014-05-06", "")]
    [TestCase("child", "birth_date", "2014-05-07", "R-ID-MISMATCH")]
    [TestCase("mother", "birth_date", "1985-03-05", "R-ID-MISMATCH")]
    [TestCase("mother", "sex", "F", "")]
    [TestCase("mother", "sex", "女", "")]
    [TestCase("mother", "sex", "M", "R-ID-MISMATCH")]
    [TestCase("father", "sex", "男", "")]
    [TestCase("father", "sex", "女", "R-ID-MISMATCH")]
    public void Birth_date_and_sex_agree_with_the_id(string role, string column, string value, string codes) =>
        Assert.That(Read(A.Household(1).On(role, (column, value))).Codes("H-00001"), Is.EqualTo(codes));

    [Test]
    public void A_disability_card_agrees_with_id_and_grade()
    {
        string id = A.Household(1).ChildId, other = People.Id("2014-05-06", false, 77);
        Assert.Multiple(() =>
        {
            Assert.That(Card(id + "42", "2"), Is.Empty);
            Assert.That(Card(id + "43", "2"), Is.EqualTo("R-ID-MISMATCH"), "another grade");
            Assert.That(Card(other + "42", "2"), Is.EqualTo("R-ID-MISMATCH"), "another person");
            Assert.That(Card(id + "42", ""), Is.Empty, "no grade to agree with");
        });

        string Card(string card, string grade) =>
            Read(A.Household(1).Child(("disability_card_no", card), ("disability_grade", grade), ("disability_date", "2020-01-01")))
                .Codes("H-00001");
    }

    [TestCase("mother", "certificate_date")]
    [TestCase("mother", "certificate_revoked_on")]
    [TestCase("mother", "retired_on")]
    [TestCase("mother", "death_date")]
    [TestCase("mother", "complication_date")]
    [TestCase("mother", "complication_ended_on")]
    [TestCase("mother", "applied_on")]
    [TestCase("child", "death_date")]
    [TestCase("child", "adopted_on")]
    [TestCase("child", "disability_date")]
    [TestCase("child", "disability_ended_on")]
    public void No_date_stands_before_birth(string role, string column)
    {
        (string on, string before) = role == "mother" ? ("1985-03-04", "1985-03-03") : ("2014-05-06", "2014-05-05");
        Assert.Multiple(() =>
        {
            Assert.That(Of(on), Is.Empty);
            Assert.That(Of(before), Is.EqualTo("R-DATE-ORDER"));
        });

        string Of(string day) => Read(A.Household(1).Mother(("certificate_date", "")).On(role, (column, day))).Codes("H-00001");
    }

    [TestCase("mother", "certificate_date", "R-DATE-ORDER")]
    [TestCase("mother", "retired_on", "R-DATE-ORDER")]
    [TestCase("mother", "complication_date", "R-DATE-ORDER")]
    [TestCase("mother", "complication_ended_on", "R-DATE-ORDER")]
    [TestCase("mother", "applied_on", "")]
    [TestCase("mother", "certificate_revoked_on", "")]
    [TestCase("child", "adopted_on", "R-DATE-ORDER")]
    [TestCase("child", "disability_date", "R-DATE-ORDER")]
    [TestCase("child", "disability_ended_on", "R-DATE-ORDER")]
    public void Only_an_application_and_a_withdrawal_may_follow_death(string role, string column, string codes)
    {
        Assert.Multiple(() =>
        {
            Assert.That(Of("2020-01-01"), Is.Empty, "on the day of death");
            Assert.That(Of("2020-01-02"), Is.EqualTo(codes), "the day after");
        });

        string Of(string day) => Read(A.Household(1).On(role, ("death_date", "2020-01-01")).On(role, (column, day))).Codes("H-00001");
    }

    [TestCase("child", "disability_date", "disability_ended_on")]
    [TestCase("mother", "complication_date", "complication_ended_on")]
    [TestCase("mother", "certificate_date", "certificate_revoked_on")]
    public void No_end_stands_before_its_start(string role, string start, string end)
    {
        Assert.Multiple(() =>
        {
            Assert.That(Of("2020-01-01"), Is.Empty);
            Assert.That(Of("2019-12-31"), Is.EqualTo("R-DATE-ORDER"));
        });

        string Of(string day) => Read(A.Household(1).On(role, (start, "2020-01-01"), (end, day))).Codes("H-00001");
    }

    [TestCase("mother", "certificate_date", "R-FUTURE")]
    [TestCase("mother", "certificate_revoked_on", "R-FUTURE")]
    [TestCase("mother", "retired_on", "R-FUTURE")]
    [TestCase("mother", "death_date", "R-FUTURE")]
    [TestCase("mother", "complication_date", "R-FUTURE")]
    [TestCase("mother", "applied_on", "R-FUTURE")]
    [TestCase("child", "death_date", "R-FUTURE")]
    [TestCase("child", "adopted_on", "R-FUTURE")]
    [TestCase("child", "disability_date", "R-FUTURE")]
    [TestCase("mother", "complication_ended_on", "")]
    [TestCase("child", "disability_ended_on", "")]
    public void No_date_is_later_than_the_run_year_but_for_ends(string role, string column, string codes)
    {
        Assert.Multiple(() =>
        {
            Assert.That(Of("2026-12-31"), Is.Empty);
            Assert.That(Of("2027-01-01"), Is.EqualTo(codes));
        });

        string Of(string day) => Read(A.Household(1).On(role, (column, day))).Codes("H-00001");
    }

    [Test]
    public void A_birth_after_the_run_year_is_in_the_future()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Read(A.Household(1).AndChild(("birth_date", "2026-12-31"))).Codes("H-00001"), Is.Empty);
            Assert.That(Read(A.Household(1).AndChild(("birth_date", "2027-01-01"))).Codes("H-00001"), Is.EqualTo("R-FUTURE"));
            Assert.That(Read(A.Household(1).AndChild(("birth_date", ""), ("id_number", People.Id("2027-01-01", true)))).Codes("H-00001"),
                Is.EqualTo("R-FUTURE"));
        });
    }

    [TestCase("320302001001", "")]
    [TestCase("32030200100", "R-REGION")]
    [TestCase("3203020010011", "R-REGION")]
    [TestCase("32030200100A", "R-REGION")]
    [TestCase("320399001001", "R-REGION")]
    [TestCase("abc", "R-REGION")]
    public void A_region_code_is_12_digits_of_a_county_with_a_bureau(string region, string codes) =>
        Assert.That(Read(A.Household(1).Everywhere("region_code", region)).AllCodes, Is.EqualTo(codes));

    [TestCase("320302001002")]
    [TestCase("32030200100")]
    [TestCase("000000000000")]
    public void A_region_code_does_not_differ_within_a_household(string region)
    {
        TestRun run = Read(A.Household(1).Child(("region_code", region)));

        Assert.That((run.Codes("H-00001"), run.Rejects.Count, run.Rejected), Is.EqualTo(("R-REGION", 3, 1L)));
    }

    [Test]
    public void A_household_has_one_mother_and_one_father_at_most_and_one_of_them_at_least()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Read(A.Household(1).Without("father")).Codes("H-00001"), Is.Empty);
            Assert.That(Read(A.Household(1).Without("mother")).Codes("H-00001"), Is.Empty);
            Assert.That(Read(A.Household(1).Without("mother").Without("father")).Codes("H-00001"), Is.EqualTo("R-ROLE"));
            Assert.That(Read(A.Household(1).AndClaimant("mother")).Codes("H-00001"), Is.EqualTo("R-ROLE"));
            Assert.That(Read(A.Household(1).AndClaimant("father")).Codes("H-00001"), Is.EqualTo("R-ROLE"));
        });
    }

    [Test]
    public void Nobody_stands_twice_in_a_household()
    {
        string id = A.Household(1).ChildId, mother = A.Household(1).MotherId;
        Assert.Multiple(() =>
        {
            Assert.That(Read(A.Household(1).AndChild(("id_number", id), ("birth_date", ""))).Codes("H-00001"), Is.EqualTo("R-DUP-MEMBER"));
            Assert.That(Read(A.Household(1).Father(("id_number", mother))).Codes("H-00001"), Is.EqualTo("R-DUP-MEMBER"),
                "mother and father");
            Assert.That(Read(A.Household(1).Father(("id_number", People.FirstGeneration(mother)))).Codes("H-00001"),
                Is.EqualTo("R-DUP-MEMBER"), "15 digits and 18");
            Assert.That(Read(A.Household(1).AndChild().AndChild()).Codes("H-00001"), Is.Empty, "twins without id numbers");
        });
    }

    [TestCase("1234567", "R-ACCOUNT")]
    [TestCase("12345678", "")]
    [TestCase("12345678901234567890123456789012", "")]
    [TestCase("123456789012345678901234567890123", "R-ACCOUNT")]
    [TestCase("1234567A", "R-ACCOUNT")]
    [TestCase("1234 5678 9012", "R-ACCOUNT")]
    public void An_account_is_8_to_32_digits(string account, string codes) =>
        Assert.That(Read(A.Household(1).Mother(("bank_account", account))).Codes("H-00001"), Is.EqualTo(codes));

    [Test]
    public void A_card_of_16_or_19_digits_beginning_with_62_passes_luhn()
    {
        string card16 = People.WithLuhn("622848000000001"), card19 = People.Card(7);
        Assert.Multiple(() =>
        {
            Assert.That(Account(card16), Is.Empty);
            Assert.That(Account(card19), Is.Empty);
            Assert.That(Account(People.WithWrongLuhn(card16)), Is.EqualTo("R-ACCOUNT"));
            Assert.That(Account(People.WithWrongLuhn(card19)), Is.EqualTo("R-ACCOUNT"));
            Assert.That(Account(People.WithWrongLuhn(People.WithLuhn("6228480000000001"))), Is.Empty, "17 digits are no such card");
            Assert.That(Account(People.WithWrongLuhn(People.WithLuhn("420000000000001"))), Is.Empty, "not beginning with 62");
        });

        string Account(string account) => Read(A.Household(1).Mother(("bank_account", account))).Codes("H-00001");
    }

    [TestCase("0", "")]
    [TestCase("0.01", "")]
    [TestCase("-0.01", "R-AMOUNT")]
    [TestCase("-1", "R-AMOUNT")]
    [TestCase("12.34", "")]
    [TestCase("12.345", "R-AMOUNT")]
    [TestCase("10000000", "")]
    [TestCase("10000000.00", "")]
    [TestCase("10000000.01", "R-AMOUNT")]
    [TestCase("99999999999999999999", "R-AMOUNT")]
    [TestCase("999999999999999999999999999999999999999999", "R-AMOUNT")]
    public void An_amount_is_not_negative_has_two_decimals_and_a_limit(string amount, string codes) =>
        Assert.That(Read(A.Household(1).Mother(("medical_self_paid", amount))).Codes("H-00001"), Is.EqualTo(codes));

    [Test]
    public void What_a_spreadsheet_destroyed_is_named_with_the_way_to_export_it()
    {
        string id = A.Household(1).MotherId, lost = id[..15] + "000";
        string zeros = "6228481234567890000";
        Assert.That(People.CheckCharacter(lost[..17]), Is.Not.EqualTo('0'));
        Assert.Multiple(() =>
        {
            Assert.That(Codes("id_number", "3.20302E+17"), Is.EqualTo("R-EXCEL"));
            Assert.That(Codes("id_number", "3.20302e17"), Is.EqualTo("R-EXCEL"));
            Assert.That(Codes("id_number", lost), Is.EqualTo("R-EXCEL"));
            Assert.That(Codes("bank_account", "6.22848E+18"), Is.EqualTo("R-EXCEL"));
            Assert.That(Codes("bank_account", zeros), Is.EqualTo("R-EXCEL"));
            Assert.That(Codes("bank_account", "420000000000001000"), Is.Empty, "nothing to check");
            Assert.That(Read(A.Household(1).Mother(("id_number", lost))).Problems, Does.Contain("Text"));
        });

        string Codes(string column, string value) => Read(A.Household(1).Mother((column, value))).Codes("H-00001");
    }

    [Test]
    public void A_number_that_ends_in_000_and_is_right_is_right()
    {
        string account = Enumerable.Range(0, 10).Select(digit => $"622848000012345{digit}000")
            .First(number => People.WithLuhn(number[..^1]) == number);
        int sequence = Enumerable.Range(1, 36_500)
            .First(day => People.CheckCharacter($"320302{new DateOnly(1950, 1, 1).AddDays(day):yyyyMMdd}000") == '0');
        string id = $"320302{new DateOnly(1950, 1, 1).AddDays(sequence):yyyyMMdd}0000";

        Assert.That(Read(A.Household(1).Mother(("id_number", id), ("bank_account", account))).Codes("H-00001"), Is.Empty);
    }

    private string CodesOfId(string id) => Read(A.Household(1).Mother(("id_number", id))).Codes("H-00001");

    private TestRun Read(params TestHousehold[] households) => _inputs.Roster("a.csv", households).Read();
}
