using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Intake;

/// <summary>What is found only by looking at all households of the run.</summary>
[TestFixture]
internal sealed class CrossHouseholdTests
{
    private TestInputs _inputs = null!;

    [SetUp]
    public void MakeInputs() => _inputs = new TestInputs();

    [TearDown]
    public void RemoveInputs() => _inputs.Dispose();

    [Test]
    public void A_claimant_in_two_counties_is_refused_in_both_and_their_spouses_are_paid()
    {
        TestRun run = _inputs.Roster("a.csv", A.Household(1))
            .Roster("b.csv", A.Household(2, "320303002002").Mother(("id_number", A.Household(1).MotherId))).Run();

        using TestDatabase database = _inputs.Rows();
        Assert.Multiple(() =>
        {
            Assert.That(database.Rows("SELECT outcome, codes FROM decisions JOIN claimants ON number = "
                + "claimant_number WHERE role = 'mother'").Select(row => (row["outcome"], row["codes"])),
                Is.EqualTo([("refused", "DUP-CLAIMANT"), ("refused", "DUP-CLAIMANT")]));
            Assert.That(run.PaymentRows.Select(row => row["公民身份号码"]), Is.EquivalentTo([A.Household(1).FatherId, A.Household(2).FatherId]));
            Assert.That(run.Json.GetProperty("duplicates").GetProperty("claimants").GetInt32(), Is.EqualTo(1));
            Assert.That((run.Accepted, run.Rejected), Is.EqualTo((2L, 0L)));
        });
    }

    [Test]
    public void A_claimant_in_two_households_of_one_county_is_refused_in_both()
    {
        TestRun run = _inputs.Roster("a.csv", A.Household(1),
            A.Household(2).Father(("id_number", People.FirstGeneration(A.Household(1).FatherId)))).Read();

        Assert.That(run.PaymentRows.Select(row => row["公民身份号码"]), Is.EquivalentTo([A.Household(1).MotherId, A.Household(2).MotherId]));
    }

    [Test]
    public void A_claimant_who_also_stands_in_a_rejected_household_is_paid()
    {
        TestRun run =
            _inputs.Roster("a.csv", A.Household(1), A.Household(2).Mother(("id_number", A.Household(1).MotherId), ("hukou", "?"))).Read();

        Assert.That((run.PaymentRows.Count, run.Codes("H-00002")), Is.EqualTo((2, "R-FORMAT")));
    }

    [Test]
    public void A_run_of_some_counties_still_finds_a_claimant_in_another()
    {
        _inputs.Roster("a.csv", A.Household(1))
            .Roster("b.csv", A.Household(2, "320303002002").Mother(("id_number", A.Household(1).MotherId)));

        TestRun run = _inputs.Run(_inputs.Order() with { Counties = ["320302"] });

        Assert.That(run.PaymentRows.Select(row => row["公民身份号码"]), Is.EqualTo([A.Household(1).FatherId]));
    }

    [TestCase(3, "")]
    [TestCase(4, "DUP-ACCOUNT")]
    public void More_than_three_claimants_on_one_account_are_flagged_and_paid(int claimants, string flag)
    {
        TestHousehold[] households = [.. Enumerable.Range(1, claimants).Select(
            number => A.Household(number, number % 2 == 0 ? "320302001001" : "320303002002").Without("father")
                .Mother(("bank_account", "0012345678")))];

        TestRun run = _inputs.Roster("a.csv", households).Roster("b.csv", A.Household(90).Mother(("bank_account", "12345678"))).Read();

        Assert.Multiple(() =>
        {
            Assert.That(run.PaymentRows.Where(row => row["银行账号"] == "0012345678").Select(row => row["提示"]),
                Is.EqualTo(Enumerable.Repeat(flag, claimants)));
            Assert.That(run.PaymentRows.Where(row => row["银行账号"] != "0012345678").Select(row => row["提示"]), Is.All.Empty,
                "leading zeros count");
        });
    }

    [Test]
    public void An_account_in_another_name_is_flagged_and_paid()
    {
        TestRun run = _inputs.Roster("a.csv", A.Household(1).Mother(("account_name", "李四")).Father(("account_name", "陈建国"))).Read();

        Assert.That(run.PaymentRows.Select(row => (row["户名"], row["提示"])), Is.EqualTo([("李四", "ACCOUNT-NAME"), ("陈建国", "")]));
    }
}
