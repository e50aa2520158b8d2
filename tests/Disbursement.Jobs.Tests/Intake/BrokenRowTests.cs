using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Intake;

/// <summary>R-ROW: the line itself is broken.</summary>
[TestFixture]
internal sealed class BrokenRowTests
{
    private const int Limit = 64 << 10;

    private TestInputs _inputs = null!;

    [SetUp]
    public void MakeInputs() => _inputs = new TestInputs();

    [TearDown]
    public void RemoveInputs() => _inputs.Dispose();

    [Test]
    public void A_row_with_a_field_too_many_rejects_its_household_and_no_other() => OnlyItsHouseholdIsRejected(line => line + ",x");

    [Test]
    public void A_row_with_a_field_too_few_rejects_its_household_and_no_other() =>
        OnlyItsHouseholdIsRejected(line => line[..line.LastIndexOf(',')]);

    [Test]
    public void A_quote_that_is_not_closed_rejects_its_household_and_no_other() =>
        OnlyItsHouseholdIsRejected(line => line.Replace("陈晨", "\"陈晨", StringComparison.Ordinal));

    [Test]
    public void A_quote_within_a_value_rejects_its_household_and_no_other() =>
        OnlyItsHouseholdIsRejected(line => line.Replace("陈晨", "\"陈\"晨", StringComparison.Ordinal));

    [TestCase('\0')]
    [TestCase('\u0001')]
    [TestCase('\b')]
    [TestCase('\u001F')]
    [TestCase('\u007F')]
    [TestCase('\u0085')]
    public void A_control_character_rejects_its_household_and_no_other(char control) =>
        OnlyItsHouseholdIsRejected(line => line.Replace("陈晨", $"陈{control}晨", StringComparison.Ordinal));

    [Test]
    public void A_tab_around_a_value_is_white_space() =>
        Assert.That(_inputs.Roster("a.csv", A.Household(1).Mother(("name", "\t王秀英\t"))).Read().Accepted, Is.EqualTo(1));

    [TestCase(Limit, "")]
    [TestCase(Limit + 1, "R-ROW")]
    public void A_line_has_up_to_64_KiB(int length, string codes)
    {
        string[] columns = [.. RosterText.Columns, "note"];
        TestHousehold household = A.Household(1);
        household.Rows[2]["note"] = "";
        int rest = length - System.Text.Encoding.UTF8.GetByteCount(RosterText.Line(household.Rows[2], ',', columns));
        household.Rows[2]["note"] = new string('n', rest);

        TestRun run = _inputs.Roster("a.csv", RosterText.Of(household.Rows.Concat(A.Household(2).Rows), columns: columns)).Read();

        Assert.That((run.Codes("H-00001"), run.Codes("H-00002"), run.Accepted + run.Rejected), Is.EqualTo((codes, "", 2L)));
    }

    [Test]
    public void A_line_over_64_KiB_in_GB18030_is_rejected_too()
    {
        string[] columns = [.. RosterText.Columns, "note"];
        TestHousehold household = A.Household(1).Child(("note", new string('长', Limit)));
        string text = RosterText.Of(household.Rows.Concat(A.Household(2).Rows), columns: columns);

        TestRun run = _inputs.RosterBytes("a.csv", FormTests.Gb18030.GetBytes(text)).Read();

        Assert.That((run.Codes("H-00001"), run.Codes("H-00002"), run.Accepted + run.Rejected), Is.EqualTo(("R-ROW", "", 2L)));
    }

    /// <summary>A line behind the last household that is no row is a total or a signature, unless nobody can know what it holds.</summary>
    [TestCase(200, false, "")]
    [TestCase(200, true, "")]
    [TestCase(Limit + 1, false, "R-ROW")]
    [TestCase(Limit + 1, true, "R-ROW")]
    public void A_last_line_over_64_KiB_is_no_signature_and_rejects_the_household_beside_it(int length, bool hasAllFields, string codes)
    {
        string line = (hasAllFields ? new string(',', RosterText.Columns.Count - 1) : "") + new string('x', length);
        string text = RosterText.Of(A.Household(1).Rows.Concat(A.Household(2).Rows)) + line + "\n";

        TestRun run = _inputs.Roster("a.csv", text).Read();

        Assert.That((run.Codes("H-00001"), run.Codes("H-00002"), run.Accepted + run.Rejected), Is.EqualTo(("", codes, 2L)));
    }

    [Test]
    public void A_broken_line_beside_sound_ones_still_lists_their_problems()
    {
        string text = RosterText.Of(A.Household(1).Mother(("hukou", "?"))).Replace("陈晨", "\"陈晨", StringComparison.Ordinal);

        Assert.That(_inputs.Roster("a.csv", text).Read().Codes("H-00001"), Is.EqualTo("R-FORMAT R-ROW"));
    }

    [Test]
    public void A_broken_line_that_may_be_the_claimant_is_not_called_a_household_without_one()
    {
        string text = RosterText.Of(A.Household(1).Without("father")).Replace("王秀英", "王,秀英", StringComparison.Ordinal);

        Assert.That(_inputs.Roster("a.csv", text).Read().Codes("H-00001"), Is.EqualTo("R-ROW"));
    }

    [Test]
    public void A_line_that_nobody_can_place_rejects_the_households_beside_it_and_is_listed_with_them()
    {
        string text = RosterText.Of(A.Household(1)) + "garbage\n" + RosterText.Line(A.Household(2).Rows[0]) + "\n\n\"\n";

        TestRun run = _inputs.Roster("a.csv", text).Read();

        Assert.Multiple(() =>
        {
            Assert.That(run.Rejects.Select(row => row["source_line"]), Is.EquivalentTo(["2", "3", "4", "5", "6", "8"]));
            Assert.That((run.Codes("H-00001"), run.Codes("H-00002"), run.Accepted, run.Rejected), Is.EqualTo(("R-ROW", "R-ROW", 0L, 2L)));
        });
    }

    /// <summary>A copy that stopped half-way: the last child's line ends within its region code or its household number.</summary>
    [TestCase(1, Description = "its first digit")]
    [TestCase(5)]
    [TestCase(11)]
    [TestCase(12)]
    [TestCase(13, Description = "before the household number")]
    [TestCase(14, Description = "H of H-00002")]
    [TestCase(19)]
    [TestCase(20, Description = "the whole household number, as far as one can tell")]
    public void A_file_cut_off_in_the_last_row_does_not_leave_half_a_family(int characters)
    {
        string text = RosterText.Of(A.Household(1), A.Household(2)).TrimEnd('\n');
        int last = text.LastIndexOf('\n') + 1;

        TestRun run = _inputs.Roster("a.csv", text[..(last + characters)]).Read();

        Assert.That((run.Codes("H-00001"), run.Codes("H-00002"), run.Accepted, run.Rejected), Is.EqualTo(("", "R-ROW", 1L, 1L)));
    }

    [Test]
    public void A_line_broken_within_its_household_number_rejects_the_households_beside_it()
    {
        List<string> lines = [.. RosterText.Of(A.Household(1), A.Household(2)).TrimEnd('\n').Split('\n')];
        lines[3] = lines[3].Insert("320302001001,H".Length, "\n");

        TestRun run = _inputs.Roster("a.csv", string.Join('\n', lines) + "\n").Read();

        Assert.That((run.Codes("H-00001"), run.Codes("H-00002"), run.Accepted, run.Rejected), Is.EqualTo(("R-ROW", "R-ROW", 0L, 2L)));
    }

    [TestCase("合计,6")]
    [TestCase("6")]
    [TestCase("填表人：张三")]
    public void A_short_total_below_the_last_household_is_no_row(string total)
    {
        TestRun run = _inputs.Roster("a.csv", RosterText.Of(A.Household(1), A.Household(2)) + total + "\n").Read();

        Assert.That((run.Accepted, run.Rejected), Is.EqualTo((2L, 0L)));
    }

    private void OnlyItsHouseholdIsRejected(Func<string, string> spoil)
    {
        List<string> lines = [.. RosterText.Of(A.Household(1), A.Household(2), A.Household(3)).TrimEnd('\n').Split('\n')];
        lines[6] = spoil(lines[6]);

        TestRun run = _inputs.Roster("a.csv", string.Join('\n', lines) + "\n").Read();

        Assert.Multiple(() =>
        {
            Assert.That(run.Codes("H-00002"), Is.EqualTo("R-ROW"));
            Assert.That(run.Rejects, Has.Count.EqualTo(3), "all rows of the household");
            Assert.That((run.Accepted, run.Rejected), Is.EqualTo((2L, 1L)));
        });
    }
}
