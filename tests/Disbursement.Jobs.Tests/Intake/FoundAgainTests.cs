using Disbursement.Domain.Households;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;
using Disbursement.Jobs.Questions;
using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Intake;

/// <summary>A household that a run accepted is read again from its archived roster, and no other row of the roster with it.</summary>
[TestFixture]
internal sealed class FoundAgainTests
{
    private static readonly Scheme Reward = Scheme.Of("ocr");

    private TestOffice _office = null!;

    [SetUp]
    public void MakeOffice() => _office = TestOffice.Staffed();

    [TearDown]
    public void CloseOffice() => _office.Dispose();

    [Test]
    public void Its_rows_may_stand_apart()
    {
        TestHousehold one = A.Household(1).AndChild(("birth_date", "2018-02-03")), two = A.Household(2), three = A.Household(3);
        _office.Inputs.Roster(
            "a.csv", RosterText.Of([one.Rows[0], .. two.Rows, one.Rows[1], one.Rows[2], .. three.Rows, one.Rows[3]]));

        _office.Run();

        Assert.That(Explained(one.MotherId), Is.EqualTo((Outcome.Refused, Outcome.Refused)), "the second child stands at the end");
        Assert.That(Explained(two.FatherId), Is.EqualTo((Outcome.Granted, Outcome.Granted)));
        Assert.That(Explained(three.MotherId), Is.EqualTo((Outcome.Granted, Outcome.Granted)));
    }

    [Test]
    public void Its_number_in_another_county_is_another_household_even_among_its_rows()
    {
        TestHousehold one = A.Household(1), other = A.Household(7, "320303001001").Everywhere("household_no", one.Number);
        _office.Inputs.Roster("a.csv", RosterText.Of(
            [other.Rows[0], other.Rows[1], one.Rows[0], other.Rows[2], one.Rows[1], one.Rows[2]]));

        _office.Run();

        Assert.That(Explained(one.MotherId), Is.EqualTo((Outcome.Granted, Outcome.Granted)));
        Assert.That(Explained(other.FatherId), Is.EqualTo((Outcome.Granted, Outcome.Granted)));
    }

    [Test]
    public void Totals_and_rejected_neighbours_are_no_part_of_it()
    {
        TestHousehold one = A.Household(1), broken = A.Household(2).Mother(("id_number", "320302198503040x")), three = A.Household(3);
        _office.Inputs.Roster("a.csv", RosterText.Of(one, broken, three) + "合计,,,\n");

        _office.Run();

        Assert.That(Explained(one.MotherId), Is.EqualTo((Outcome.Granted, Outcome.Granted)));
        Assert.That(Explained(three.FatherId), Is.EqualTo((Outcome.Granted, Outcome.Granted)));
    }

    /// <summary>The outcome that was recorded of the reward, and the one that the archived rows give again.</summary>
    private (Outcome Recorded, Outcome Again) Explained(string id)
    {
        _ = CitizenId.TryParse(id, out CitizenId person);
        ExplainedRun explained = new ExplainPerson(_office.Inputs.Data, _office.Setting.Store, _office.Setting.Ring)
            .Run(person, null, Reward, CancellationToken.None).Single();
        Assert.That(explained.Problem, Is.Null);
        ExplainedScheme reward = explained.Schemes.Single();
        return (reward.Decision.Outcome, reward.Explanation!.Decision.Outcome);
    }
}
