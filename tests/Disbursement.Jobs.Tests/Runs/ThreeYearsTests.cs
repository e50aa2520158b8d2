using Disbursement.Jobs.Tests.Rosters;
using Disbursement.Jobs.Tests.Store.Providers;

namespace Disbursement.Jobs.Tests.Runs;

/// <summary>The worked case of three years: every payment to the fen and every outcome, over one ledger.</summary>
[TestFixtureSource(typeof(TestProvider), nameof(TestProvider.All))]
internal sealed class ThreeYearsTests(TestProvider provider)
{
    private static readonly string[] PaymentColumns =
        ["county", "household_no", "id_number", "scheme", "months", "current", "arrears", "recovery", "amount"];

    private TestInputs _inputs = null!;
    private readonly Dictionary<int, TestRun> _runs = [];

    [OneTimeSetUp]
    public void RunAllYears()
    {
        _inputs = new TestInputs(provider.Settings);
        foreach (int year in new[] { 2026, 2027, 2028 })
        {
            _runs[year] =
                _inputs.Run(_inputs.Order(year) with { Inputs = Path.Combine(Repository.ThreeYears, "inputs"), HasEnglishHeaders = true });
            _inputs.Clock.Advance(TimeSpan.FromDays(365));
        }
    }

    [OneTimeTearDown]
    public void RemoveInputs() => _inputs?.Dispose();

    [TestCase(2026)]
    [TestCase(2027)]
    [TestCase(2028)]
    public void Nothing_is_rejected(int year) => Assert.That((_runs[year].Rejected, _runs[year].Summary.RefusedFiles), Is.EqualTo((0L, 0)));

    [TestCase(2026)]
    [TestCase(2027)]
    [TestCase(2028)]
    public void Every_payment_is_right_to_the_fen(int year)
    {
        IEnumerable<string> expected = Expected(year, "payments")
            .Select(row => string.Join(',', PaymentColumns.Select(column => row[column])));
        IEnumerable<string> actual = _runs[year].PaymentRows.Select(
            row => string.Join(',', PaymentColumns.Select(column => column == "county" ? row["region_code"][..6] : row[column])));

        AssertSame(expected, actual);
    }

    [TestCase(2026)]
    [TestCase(2027)]
    [TestCase(2028)]
    public void Every_decision_has_its_outcome(int year)
    {
        Dictionary<string, string> ids = Ids(year);
        using TestDatabase database = _inputs.Rows();
        IEnumerable<string> actual = database.Rows(
            $"SELECT region_code, household_no, role, scheme, outcome FROM decisions JOIN claimants ON claimants.number = claimant_number "
                + $"JOIN runs ON runs.number = run_number WHERE year = {year}")
            .Select(row => $"{row["region_code"][..6]},{row["household_no"]},"
                + $"{ids[$"{row["region_code"][..6]},{row["household_no"]},{row["role"]}"]},{row["scheme"]},{row["outcome"]}");

        AssertSame(Expected(year, "decisions").Select(row => string.Join(',', row.Values)), actual);
    }

    /// <summary>The id number of each claimant of a year's rosters by county, household and role.</summary>
    private static Dictionary<string, string> Ids(int year) =>
        Directory.GetFiles(Path.Combine(Repository.ThreeYears, "inputs", "rosters", $"{year}"), "*.csv")
            .SelectMany(file => File.ReadLines(file).Skip(1))
            .Select(line => line.Split(','))
            .Where(cells => cells[2] != "child")
            .ToDictionary(cells => $"{cells[0][..6]},{cells[1]},{cells[2]}", cells => cells[4]);

    [Test]
    public void The_books_of_three_years_are_whole()
    {
        using TestDatabase database = _inputs.Rows();

        Books.AssertWhole(database, _runs[2028].Folder);
    }

    private static List<Dictionary<string, string>> Expected(int year, string what) =>
        RosterText.Read(File.ReadAllText(Path.Combine(Repository.ThreeYears, $"expected-{year}-{what}.csv")));

    private static void AssertSame(IEnumerable<string> expected, IEnumerable<string> actual)
    {
        string[] wanted = [.. expected.Order(StringComparer.Ordinal)], found = [.. actual.Order(StringComparer.Ordinal)];
        Assert.That(found, Is.EqualTo(wanted), $"missing:\n{string.Join('\n', wanted.Except(found).Take(20))}\nnot "
            + $"expected:\n{string.Join('\n', found.Except(wanted).Take(20))}");
    }
}
