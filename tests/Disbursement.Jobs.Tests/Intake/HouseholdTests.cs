using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Intake;

/// <summary>Rows are put together to households; what is rejected comes back whole.</summary>
[TestFixture]
internal sealed class HouseholdTests
{
    private TestInputs _inputs = null!;

    [SetUp]
    public void MakeInputs() => _inputs = new TestInputs();

    [TearDown]
    public void RemoveInputs() => _inputs.Dispose();

    [Test]
    public void All_problems_of_all_rows_are_listed_at_once()
    {
        TestHousehold household = A.Household(1)
            .Mother(("hukou", ""), ("bank_account", "123"), ("medical_self_paid", "-1"), ("sex", "M"))
            .Father(("id_number", "3.2E+17"), ("certificate_date", "2027-02-01"))
            .Child(("death_date", "2014-05-05"), ("disability_grade", "7"));

        TestRun run = _inputs.Roster("a.csv", household).Read();

        Assert.Multiple(() =>
        {
            Assert.That(run.Rejects.Select(row => Sorted(row["problem_codes"])),
                Is.EqualTo(["R-ACCOUNT R-AMOUNT R-ID-MISMATCH R-REQUIRED", "R-EXCEL R-FUTURE", "R-DATE-ORDER R-FORMAT"]));
            Assert.That(run.Problems,
                Does.Contain("hukou").And.Contain("bank_account").And.Contain("medical_self_paid").And.Contain("sex")
                    .And.Contain("id_number").And.Contain("certificate_date").And.Contain("death_date").And.Contain("disability_grade"));
        });

        static string Sorted(string codes) => string.Join(' ', codes.Split('+').Order(StringComparer.Ordinal));
    }

    [Test]
    public void The_problems_are_told_in_the_language_of_the_run()
    {
        TestRun run = _inputs.Roster("a.csv", A.Household(1).Mother(("hukou", ""))).Read(isChinese: true);

        Assert.That((run.Codes("H-00001"), run.Problems.Contains("户口性质", StringComparison.Ordinal)), Is.EqualTo(("R-REQUIRED", true)));
    }

    [Test]
    public void Rejects_hold_every_row_of_the_household_with_its_original_cells_file_and_line()
    {
        TestHousehold household = A.Household(2)
            .Mother(("hukou", "?"), ("name", " 王,\"秀英\" "), ("certificate_date", "2014年8月1日"), ("phone", "=1+1"));

        TestRun run = _inputs.Roster("b.csv", A.Household(1), household).Read();

        Assert.Multiple(() =>
        {
            Assert.That(run.Rejects, Has.Count.EqualTo(3));
            Assert.That(run.Rejects.Select(row => row["source_file"]), Is.All.EqualTo("b.csv"));
            Assert.That(run.Rejects.Select(row => row["source_line"]), Is.EqualTo(["5", "6", "7"]));
            for (int i = 0; i < 3; i++)
            {
                foreach (string column in RosterText.Columns)
                {
                    // What a spreadsheet would run stands behind an apostrophe, which reading takes off again.
                    string cell = household.Rows[i].GetValueOrDefault(column, "");
                    Assert.That(run.Rejects[i][column], Is.EqualTo(cell.StartsWith('=') ? $"'{cell}" : cell), column);
                }
            }
        });
    }

    [Test]
    public void Rejects_of_files_with_other_columns_stand_in_one_table()
    {
        string chinese = RosterText.Of(A.Household(2).Mother(("hukou", "?")).Rows, ';', columns: [.. RosterText.Columns.Reverse(), "备注"],
            header: column => column == "备注" ? column : RosterText.Chinese(column));

        TestRun run = _inputs.Roster("a.csv", A.Household(1).Mother(("hukou", "?"))).Roster("b.csv", chinese).Read();

        Assert.Multiple(() =>
        {
            Assert.That(run.Rejects.Select(row => row["household_no"]),
                Is.EqualTo(["H-00001", "H-00001", "H-00001", "H-00002", "H-00002", "H-00002"]));
            Assert.That(run.Rejects[3]["hukou"], Is.EqualTo("?"));
            Assert.That(run.Rejects[3].Keys, Does.Contain("备注"));
        });
    }

    [Test]
    public void Members_may_stand_apart_in_the_file()
    {
        TestHousehold one = A.Household(1), two = A.Household(2), three = A.Household(3).Child(("name", ""));
        IEnumerable<Dictionary<string, string>> rows = Enumerable.Range(0, 3)
            .SelectMany(i => new[] { three.Rows[i], two.Rows[2 - i], one.Rows[i] });

        TestRun run = _inputs.Roster("a.csv", RosterText.Of(rows)).Read();

        Assert.Multiple(() =>
        {
            Assert.That(run.Counts("a.csv"), Is.EqualTo((3L, 2L, 1L, 0L)));
            Assert.That(run.Rejects.Select(row => row["source_line"]), Is.EquivalentTo(["2", "5", "8"]));
            Assert.That(run.PaymentRows, Has.Count.EqualTo(4));
        });
    }

    [Test]
    public void A_row_without_a_region_that_stands_apart_belongs_to_its_household()
    {
        TestHousehold one = A.Household(1).Child(("region_code", "")), two = A.Household(2);

        TestRun run = _inputs.Roster("a.csv", RosterText.Of(one.Rows.Take(2).Concat(two.Rows).Concat(one.Rows.Skip(2)))).Read();

        Assert.That((run.Rejects.Count, run.Accepted, run.Rejected, run.Codes("H-00001").Contains("R-REQUIRED", StringComparison.Ordinal)),
            Is.EqualTo((3, 1L, 1L, true)));
    }

    [Test]
    public void A_file_may_hold_several_counties()
    {
        TestRun run = _inputs.Roster("a.csv", A.Household(1), A.Household(2, "320303002002").Mother(("hukou", "?")),
            A.Household(3, "320382003003")).Read();

        Assert.Multiple(() =>
        {
            Assert.That(run.Counts("a.csv"), Is.EqualTo((3L, 2L, 1L, 0L)));
            Assert.That(File.Exists(Path.Combine(run.Folder, "rejects", "320303.csv")), Is.True);
            Assert.That(Directory.Exists(Path.Combine(run.Folder, "320302"))
                && Directory.Exists(Path.Combine(run.Folder, "320382")), Is.True);
        });
    }

    [Test]
    public void One_number_in_two_counties_is_two_households()
    {
        TestHousehold other = A.Household(2, "320303002002").Everywhere("household_no", "H-00001");

        Assert.That(_inputs.Roster("a.csv", A.Household(1), other).Roster("b.csv", A.Household(3)).Read().Accepted, Is.EqualTo(3));
    }

    [Test]
    public void A_household_in_two_files_is_rejected_twice_and_each_copy_names_the_other()
    {
        TestRun run = _inputs.Roster("a.csv", A.Household(1), A.Household(2)).Roster("b.csv", A.Household(3), A.Household(1)).Read();

        Assert.Multiple(() =>
        {
            Assert.That(run.AllCodes, Is.EqualTo("R-DUP-HOUSEHOLD"));
            Assert.That(run.Rejects.Where(row => row["source_file"] == "a.csv").Select(row => row["problems"]), Is.All.Contains("b.csv"));
            Assert.That(run.Rejects.Where(row => row["source_file"] == "b.csv").Select(row => row["problems"]), Is.All.Contains("a.csv"));
            Assert.That((run.Counts("a.csv"), run.Counts("b.csv")), Is.EqualTo(((2L, 1L, 1L, 0L), (2L, 1L, 1L, 0L))));
        });
    }

    [Test]
    public void A_correction_replaces_a_household()
    {
        TestRun run = _inputs.Roster("a.csv", A.Household(1).Mother(("hukou", "?")), A.Household(2))
            .Roster("corrections/c.csv", A.Household(1)).Read();

        Assert.Multiple(() =>
        {
            Assert.That((run.AllCodes, run.Accepted), Is.EqualTo(("", 2L)));
            Assert.That((run.Counts("a.csv"), run.Counts("corrections/c.csv")), Is.EqualTo(((1L, 1L, 0L, 1L), (1L, 1L, 0L, 0L))));
        });
    }

    [Test]
    public void Of_several_corrections_the_newest_by_name_wins_in_ordinal_order()
    {
        TestRun run = _inputs.Roster("z.csv", A.Household(1)).Roster("corrections/c10.csv", A.Household(1).Mother(("name", "十")))
            .Roster("corrections/c2.csv", A.Household(1).Mother(("name", "二")))
            .Roster("corrections/C3.csv", A.Household(1).Mother(("name", "三"))).Read();

        Assert.That((run.AllCodes, run.PaymentRows[0]["姓名"]), Is.EqualTo(("", "二")));
    }

    [Test]
    public void A_correction_that_is_wrong_itself_does_not_let_the_old_household_through()
    {
        TestRun run = _inputs.Roster("a.csv", A.Household(1)).Roster("corrections/c.csv", A.Household(1).Mother(("hukou", "?"))).Read();

        Assert.That((run.AllCodes, run.Accepted, run.Rejects.Select(row => row["source_file"]).Distinct().Single()),
            Is.EqualTo(("R-FORMAT", 0L, "corrections/c.csv")));
    }

    [Test]
    public void A_correction_of_a_household_that_stands_in_two_files_settles_which_counts() =>
        Assert.That(_inputs.Roster("a.csv", A.Household(1)).Roster("b.csv", A.Household(1)).Roster("corrections/c.csv", A.Household(1))
            .Read().Accepted, Is.EqualTo(1));

    [Test]
    public void A_rejects_file_read_again_as_it_is_gives_the_same_problems()
    {
        TestRun first = Spoilt();
        using TestInputs again = new();
        foreach (string file in Directory.GetFiles(Path.Combine(first.Folder, "rejects")))
            again.RosterBytes(Path.GetFileName(file), File.ReadAllBytes(file));

        TestRun second = again.Read();

        Assert.Multiple(() =>
        {
            Assert.That(second.Rejects.Select(row => (row["household_no"], row["role"], row["problem_codes"], row["problems"])),
                Is.EqualTo(first.Rejects.Select(row => (row["household_no"], row["role"], row["problem_codes"], row["problems"]))));
            Assert.That(second.Warnings("320302.csv"), Is.Empty, "the three extra columns are known");
        });
    }

    [Test]
    public void A_rejects_file_that_a_clerk_corrected_is_accepted_as_it_is()
    {
        TestRun first = Spoilt();
        string text = File.ReadAllText(Path.Combine(first.Folder, "rejects", "320302.csv"));
        string corrected = text.Replace(",?,", ",urban,", StringComparison.Ordinal).Replace(",123,", $",{People.Card(50)},",
            StringComparison.Ordinal).Replace("2014-99-01", "2014-08-01", StringComparison.Ordinal);

        TestRun second = _inputs.Roster("corrections/320302.csv", corrected).Read();

        Assert.That((second.AllCodes, second.Accepted), Is.EqualTo(("", 3L)));
    }

    [TestCase("zh")]
    [TestCase("en")]
    public void Whatever_is_wrong_every_household_of_a_file_is_accepted_or_rejected(string language)
    {
        Jobs.Samples.WriteSample.Run(Path.Combine(_inputs.Root, "sample"), 600, 11, 30, 2026, null, default);

        TestRun run = _inputs.Run(
            _inputs.Order() with { Inputs = Path.Combine(_inputs.Root, "sample"), IsDryRun = true, IsChinese = language == "zh" });

        Assert.Multiple(() =>
        {
            Assert.That(run.Rejected, Is.GreaterThan(100));
            foreach (string file in Directory.GetFiles(Path.Combine(_inputs.Root, "sample", "rosters", "2026"), "*.csv"))
            {
                HashSet<string> sound = [.. File.ReadAllLines(file).Skip(1).Select(line => line.Split(','))
                    .Where(cells => cells.Length == 33).Select(cells => cells[1])];
                HashSet<string> rejected =
                    [.. run.Rejects.Where(row => row["source_file"] == Path.GetFileName(file)).Select(row => row["household_no"])];
                (long read, long accepted, _, _) = run.Counts(Path.GetFileName(file));
                Assert.That(accepted, Is.EqualTo(sound.Except(rejected).Count()), file);
                Assert.That(read, Is.GreaterThanOrEqualTo(sound.Count), file);
            }
        });
    }

    private TestRun Spoilt() => _inputs.Roster(
        "a.csv", A.Household(1).Mother(("hukou", "?")), A.Household(2).Father(("bank_account", "123")), A.Household(3)
            .Mother(("certificate_date", "2014-99-01"))).Read();
}
