using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Runs;

/// <summary>Children who stand in two households, and what registers tell late: the worked cases.</summary>
[TestFixture]
internal sealed class LateFactsTests
{
    private static readonly string Cases = Path.Combine(Repository.Root, "tests", "cases");

    private TestInputs _inputs = null!;

    [SetUp]
    public void MakeInputs() => _inputs = new TestInputs();

    [TearDown]
    public void RemoveInputs() => _inputs.Dispose();

    [Test]
    public void Two_couples_who_claim_for_one_child_are_held_and_each_place_names_the_other()
    {
        TestRun run = RunHouseholds();

        Dictionary<string, string>[] held = Held("C1", "C2");
        Assert.That(held.Select(row => $"{row["household_no"]} {row["role"]} {row["scheme"]} {row["state"]} {row["flags"]}"),
            Is.EqualTo(["C1 father ocr held DUP-CHILD", "C1 mother ocr held DUP-CHILD", "C2 father ocr held DUP-CHILD",
                "C2 mother ocr held DUP-CHILD"]));
        Assert.That(held[0]["note"], Is.EqualTo(
            "DUP-CHILD 320302.csv line 9 and 320303.csv line 6 are one child, with another mother or father in each"));
        Assert.That(run.PaymentRows.Select(row => row["household_no"]), Has.None.EqualTo("C1").And.None.EqualTo("C2"));
        Assert.That(run.Summary.NeedsPerson, Is.True);
    }

    [Test]
    public void A_child_dead_in_one_roster_and_alive_in_another_holds_what_rests_on_it_in_both()
    {
        RunHouseholds();

        Dictionary<string, string>[] held = Held("D1", "D2");
        Assert.That(held.Select(row => $"{row["household_no"]} {row["scheme"]} {row["state"]} {row["flags"]}"),
            Is.EqualTo(["D1 sab held CHILD-CONFLICT", "D2 ocr held CHILD-CONFLICT"]));
        Assert.That(held[1]["note"],
            Is.EqualTo("CHILD-CONFLICT 320303.csv line 8 date of death: none, 320302.csv line 11 date of death: 2025-08-08"));
    }

    [Test]
    public void What_is_wrong_about_children_is_listed_for_each_county_and_computed_again_the_same()
    {
        TestRun run = RunHouseholds();

        List<Dictionary<string, string>> listed =
            RosterText.Read(File.ReadAllText(Path.Combine(run.Folder, "children", "320303.csv")).TrimStart('\uFEFF'));
        Assert.That(listed.Select(row => string.Join('|', row.Values.Skip(1))), Is.EqualTo(
        [
            "C2|丙样子|3203**********4186|DUP-CHILD|320303.csv|6||320302|320302.csv|9||",
            "D2|戊样子|3203**********5152|CHILD-CONFLICT|320303.csv|8|death_date=-|320302|320302.csv|11|death_date=2025-08-08|",
        ]));
        Assert.That(_inputs.Replay().Select(check => check.FirstBreak), Is.All.Null);
    }

    [Test]
    public void A_child_that_very_many_couples_claim_for_is_held_with_each_of_them()
    {
        TestHousehold[] couples =
            [.. Enumerable.Range(1, 60).Select(number => A.Household(number).Child(("id_number", A.Household(1).ChildId)))];
        _inputs.Roster("a.csv", couples);

        TestRun run = _inputs.Run(_inputs.Order() with { HasEnglishHeaders = true });

        Assert.That(run.PaymentRows, Is.Empty);
        Assert.That(Held([.. couples.Select(couple => couple.Number)]).Select(row => row["flags"]),
            Is.EqualTo(Enumerable.Repeat("DUP-CHILD", 120)));
    }

    [Test]
    public void Divorced_parents_who_each_list_their_child_alike_are_paid()
    {
        TestHousehold family = A.Household(1);
        string mother = RosterText.Of([family]), text = mother;
        string[] rows = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        _inputs.Roster("a.csv", string.Join('\n', rows[0], rows[1], rows[3]) + "\n");
        _inputs.Roster("b.csv",
            string.Join('\n', rows[0], rows[2], rows[3]).Replace("H-00001", "H-00002", StringComparison.Ordinal) + "\n");

        TestRun run = _inputs.Run(_inputs.Order() with { HasEnglishHeaders = true });

        Assert.That(run.PaymentRows.Select(row => row["flags"]), Is.EqualTo(["", ""]));
        Assert.That(Directory.Exists(Path.Combine(run.Folder, "children")), Is.False);
    }

    [Test]
    public void A_register_of_deaths_and_one_of_grades_make_three_months_of_a_child_that_the_roster_has_dead()
    {
        TestRun run = Run("reg-death-and-grade", 2026);

        Assert.That(run.PaymentRows.Where(row => row["household_no"] == "R1").Select(Shown),
            Is.EqualTo(
            ["R1 sab 4-12 5310.00 0.00 5310.00", "R1 sad 1-3 1380.00 0.00 1380.00", "R1 shg  5000.00 0.00 5000.00"]));
    }

    [Test]
    public void A_grade_that_a_register_tells_of_a_child_that_died_last_year_still_owes_the_months_of_last_year()
    {
        Run("reg-grade-of-last-years-dead", 2026);
        _inputs.Clock.Advance(TimeSpan.FromDays(365));
        TestRun run = Run("reg-grade-of-last-years-dead", 2027);

        Dictionary<string, string> arrears = run.PaymentRows.Where(row => row["scheme"] == "sad")
            .ToDictionary(row => row["household_no"], row => row["arrears"]);
        Assert.That(arrears, Is.EquivalentTo(new Dictionary<string, string> { ["R10"] = "3220.00", ["R11"] = "1380.00" }));
    }

    private static string Shown(Dictionary<string, string> row) =>
        $"{row["household_no"]} {row["scheme"]} {row["months"]} {row["current"]} {row["arrears"]} {row["amount"]}";

    private TestRun RunHouseholds()
    {
        foreach (string file in Directory.GetFiles(Path.Combine(Cases, "late-facts", "households")))
            _inputs.RosterBytes(Path.GetFileName(file), File.ReadAllBytes(file));
        return _inputs.Run(_inputs.Order() with { HasEnglishHeaders = true });
    }

    private TestRun Run(string folder, int year) =>
        _inputs.Run(_inputs.Order(year) with { Inputs = Path.Combine(Cases, "registers", folder, "in"), HasEnglishHeaders = true });

    private Dictionary<string, string>[] Held(params string[] households)
    {
        using TestDatabase database = _inputs.Rows();
        return [.. database.Rows("SELECT household_no, role, b.scheme, p.state, coalesce(p.flags, '') AS flags, p.note FROM payments p "
            + "JOIN claimants c ON c.number = p.claimant_number JOIN batches b ON b.number = p.batch_number ORDER BY household_no, role, "
                + "b.scheme")
            .Where(row => households.Contains(row["household_no"]))];
    }
}
