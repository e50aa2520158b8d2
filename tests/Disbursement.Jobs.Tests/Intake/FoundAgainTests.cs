using System.Data.Common;
using Disbursement.Domain.Households;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;
using Disbursement.Jobs.Archive;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Questions;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store.Standings;
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

    [TestCase("\n", false)]
    [TestCase("\r\n", true)]
    public void It_is_the_same_from_its_part_of_the_roster_as_from_the_whole(string newLine, bool hasMark)
    {
        TestHousehold one = A.Household(1).AndChild(("birth_date", "2018-02-03")), two = A.Household(2), three = A.Household(3);
        string text = RosterText.Of(
            [one.Rows[0], .. two.Rows, one.Rows[1], one.Rows[2], .. three.Rows, one.Rows[3]], newLine: newLine);
        _office.Inputs.Roster("a.csv", (hasMark ? "\uFEFF" : "") + text.TrimEnd());

        _office.Run();

        foreach (TestHousehold household in (TestHousehold[])[one, two, three])
        {
            ClaimantSeen seen = Seen(household.MotherId);
            AcceptedHousehold part = Read(seen, seen.Rows)!, whole = Read(seen, null)!;
            Assert.That(seen.Rows!.Value.Length, household == one ? Is.GreaterThan(1000) : Is.LessThan(1000));
            Assert.That(part.Household.Mother, Is.EqualTo(whole.Household.Mother));
            Assert.That(part.Household.Children.ToArray(), Is.EqualTo(whole.Household.Children.ToArray()));
            Assert.That((part.MotherPlace, part.FatherPlace, part.PayeeOf(part.Household.Father!).BankAccount),
                Is.EqualTo((whole.MotherPlace, whole.FatherPlace, whole.PayeeOf(whole.Household.Father!).BankAccount)));
        }
    }

    [Test]
    public void A_roster_that_is_not_read_as_it_stands_is_read_whole()
    {
        TestHousehold one = A.Household(1), two = A.Household(2), three = A.Household(3);
        _office.Inputs.RosterBytes("a.csv", FormTests.Gb18030.GetBytes(RosterText.Of(one)));
        _office.Inputs.Roster("b.csv", WithRemark("=\"0516\"", two));
        _office.Inputs.Roster("c.csv", "二〇二六年花名册,,,\n" + RosterText.Of(three));

        _office.Run();

        foreach (TestHousehold household in (TestHousehold[])[one, two, three])
        {
            Assert.That(Seen(household.MotherId).Rows, Is.Null, household.Number);
            Assert.That(Explained(household.MotherId), Is.EqualTo((Outcome.Granted, Outcome.Granted)));
        }
    }

    [Test]
    public void A_part_of_the_archive_that_was_altered_hides_its_own_households_and_no_other()
    {
        TestHousehold[] many = [.. Enumerable.Range(1, 200).Select(number => A.Household(number))];
        _office.Inputs.Roster("a.csv", WithRemark(new string('x', 400), many));
        _office.Run();
        ClaimantSeen first = Seen(many[0].MotherId), last = Seen(many[^1].MotherId);
        Assert.That(last.Rows!.Value.From, Is.GreaterThan(3 * SealedFile.ChunkLength), "the test needs a roster of some chunks");

        string place = new KeptInput(SealedInputs.Of(_office.Inputs.Data, _office.Setting.Ring), last.RosterSha256).Place;
        byte[] bytes = File.ReadAllBytes(place);
        bytes[SealedFile.HeadLength + last.Rows.Value.From / SealedFile.ChunkLength * SealedFile.SealedChunkLength + 9] ^= 1;
        File.WriteAllBytes(place, bytes);

        Assert.That(Explained(many[0].MotherId), Is.EqualTo((Outcome.Granted, Outcome.Granted)), "its part is whole");
        Assert.That(Explain(many[^1].MotherId).Problem!.English, Does.StartWith("The archive no longer holds a.csv"));
        Assert.That(Read(first, first.Rows!.Value with { From = first.Rows.Value.From + bytes.Length }), Is.Null, "beyond the end");
        Assert.That(Read(first, Seen(many[1].MotherId).Rows), Is.Null, "the rows of another household");
    }

    private static string WithRemark(string remark, params TestHousehold[] households) => RosterText.Of(
        households.SelectMany(one => one.Everywhere("remark", remark).Rows), columns: [.. RosterText.Columns, "remark"]);

    private ClaimantSeen Seen(string id)
    {
        _ = CitizenId.TryParse(id, out CitizenId person);
        using DbConnection connection = _office.Setting.Store.Connect();
        using ClaimantKeys keys = new(_office.Setting.Ring);
        IReadOnlyList<ClaimantSeen> seen = FindClaimant.Seen(connection, keys.Of(person), null);
        Assert.That(seen, Has.Count.EqualTo(1), id);
        return seen[0];
    }

    private AcceptedHousehold? Read(ClaimantSeen seen, RosterSpan? rows)
    {
        string work = Directory.CreateTempSubdirectory("disburse-found-").FullName;
        KeptInput kept = new(SealedInputs.Of(_office.Inputs.Data, _office.Setting.Ring), seen.RosterSha256) { Rows = rows };
        try
        {
            return FindHousehold.Run(kept, work, seen.Roster, seen.RegionCode[..6], seen.HouseholdNo, seen.Year,
                RosterForm.Of(new ArchivedTerms(_office.Inputs.Data).FindPack(seen.PackSha256)!), CancellationToken.None);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private ExplainedRun Explain(string id)
    {
        _ = CitizenId.TryParse(id, out CitizenId person);
        return new ExplainPerson(_office.Inputs.Data, _office.Setting.Store, _office.Setting.Ring)
            .Run(person, null, Reward, CancellationToken.None).Single();
    }

    /// <summary>The outcome that was recorded of the reward, and the one that the archived rows give again.</summary>
    private (Outcome Recorded, Outcome Again) Explained(string id)
    {
        ExplainedRun explained = Explain(id);
        Assert.That(explained.Problem, Is.Null);
        ExplainedScheme reward = explained.Schemes.Single();
        return (reward.Decision.Outcome, reward.Explanation!.Decision.Outcome);
    }
}
