using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Intake;

/// <summary>What is said of a roster before it counts is what the run then says of it.</summary>
[TestFixture]
internal sealed class RosterCheckTests
{
    private TestInputs _inputs = null!;
    private string _work = "";

    [SetUp]
    public void Open()
    {
        _inputs = new TestInputs();
        _work = Directory.CreateTempSubdirectory("disburse-check-test").FullName;
    }

    [TearDown]
    public void Close()
    {
        _inputs.Dispose();
        Directory.Delete(_work, recursive: true);
    }

    [Test]
    public void It_counts_as_the_run_counts()
    {
        TestHousehold[] mixed = [A.Household(1), A.Household(2).Mother(("id_number", "320302198503040025")),
            A.Household(3, "320303001001"), A.Household(4, "999999001001")];
        RosterCheck check = Check("a.csv", RosterText.Of(mixed));
        TestRun run = _inputs.Roster("a.csv", mixed).Read();

        Assert.That((check.Accepted, check.Rejected), Is.EqualTo((run.Accepted, run.Summary.Rejected)));
        Assert.That(check.Counties.Select(county => (county.County, county.Accepted, county.Rejected)),
            Is.EqualTo(new[] { ("320302", 1L, 1L), ("320303", 1L, 0L), ("unknown", 0L, 1L) }));
    }

    [Test]
    public void A_problem_is_named_with_row_and_column_as_the_file_has_them()
    {
        RosterCheck check = Check("a.csv", RosterText.Of(A.Household(1), A.Household(2).Mother(("id_number", "320302198503040025"))));
        FoundProblem problem = check.Problems.Single();

        Assert.That((problem.Code, problem.Rows, problem.Places[0].Row, problem.Places[0].Cell?.Letters, problem.Places[0].Cell?.Text),
            Is.EqualTo(("R-ID", 1L, "5", "E", "id_number")));
    }

    [Test]
    public void A_household_that_stands_in_another_file_of_the_year_is_found_before_the_run()
    {
        _inputs.Roster("a.csv", A.Household(1), A.Household(2));
        RosterCheck check = Check("b.csv", RosterText.Of(A.Household(2), A.Household(3)));

        Assert.That((check.Accepted, check.Rejected, check.Problems.Single().Code), Is.EqualTo((1L, 1L, "R-DUP-HOUSEHOLD")));
        Assert.That(check.Problems[0].Places[0].Said.English, Does.Contain("a.csv"));
    }

    [Test]
    public void The_file_that_it_is_to_replace_does_not_count_as_another()
    {
        _inputs.Roster("a.csv", A.Household(1), A.Household(2));
        RosterCheck check = Check("a.csv", RosterText.Of(A.Household(1), A.Household(3), A.Household(4)));

        Assert.That((check.Accepted, check.Against!.Households, check.Against.Gone, check.Against.New), Is.EqualTo((3L, 2L, 1L, 2L)));
    }

    [Test]
    public void Households_that_a_correction_replaces_are_told_apart()
    {
        _inputs.RosterBytes("corrections/z.csv", System.Text.Encoding.UTF8.GetBytes(RosterText.Of(A.Household(1))));
        RosterCheck check = Check("a.csv", RosterText.Of(A.Household(1), A.Household(2)));

        Assert.That((check.Accepted, check.Replaced, check.Rejected), Is.EqualTo((1L, 1L, 0L)));
    }

    [Test]
    public void The_first_rows_name_nobody_by_number_in_ignored_columns_neither()
    {
        TestHousehold family = A.Household(1);
        string text = RosterText.Of(family.Rows.Select(row => new Dictionary<string, string>(row) { ["remarks"] = "见 320302198503040028" }),
            columns: [.. RosterText.Columns, "remarks"]);
        RosterCheck check = Check("a.csv", text);

        string shown = string.Join('\n', check.FirstRows.Select(row => string.Join(',', row)));
        Assert.That(check.FirstRows, Has.Count.EqualTo(3));
        Assert.That(shown, Does.Contain("H-00001").And.Not.Contain(family.MotherId).And.Not.Contain("320302198503040028")
            .And.Not.Contain(family.Rows[0]["bank_account"]).And.Contain($"{family.MotherId[..4]}**********{family.MotherId[^4..]}"));
        Assert.That(check.Header.Single(cell => cell.Column is null).Text, Is.EqualTo("remarks"));
    }

    [Test]
    public void A_sheet_without_a_header_is_said()
    {
        RosterCheck check = CheckFile("H1-two-sheets.xlsx",
            Path.Combine(Repository.Root, "tests", "rosters", "H1-two-sheets.xlsx"));

        Assert.That((check.Refusal, check.Reading.Sheets.Count + check.Reading.Unread.Count), Is.EqualTo((default(Files.FileRemark), 2)));
    }

    [Test]
    [CancelAfter(120_000)]
    public void Memory_stays_bounded_however_long_the_roster_is()
    {
        string file = Path.Combine(_work, "large.csv");
        using (StreamWriter text = new(file))
        {
            text.Write(RosterText.Of(A.Household(1)));
            for (int i = 2; i < 60_000; i++)
                text.Write(string.Concat(A.Household(i).Rows.Select(row => RosterText.Line(row) + "\n")));
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        RosterCheck check = CheckFile("large.csv", file);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.That((check.Accepted, new FileInfo(file).Length > 24 << 20), Is.EqualTo((59_999L, true)));
        Assert.That(allocated, Is.LessThan(20 << 20), "nothing is allocated for each row");
    }

    private RosterCheck Check(string name, string text)
    {
        string file = Path.Combine(_work, "handed" + Path.GetExtension(name));
        File.WriteAllText(file, text);
        return CheckFile(name, file);
    }

    private RosterCheck CheckFile(string name, string file)
    {
        string work = Directory.CreateDirectory(Path.Combine(_work, "work")).FullName;
        return new CheckRoster(2026, _inputs.Inputs, RosterForm.Plain, work, new ReadingProgress()).Run(file, name, CancellationToken.None);
    }
}
