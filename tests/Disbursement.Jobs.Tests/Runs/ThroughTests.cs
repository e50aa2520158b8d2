using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Runs;

/// <summary>
/// A year paid through March, June and December over one database: each run pays what has become due since the one before.
/// </summary>
[TestFixture]
internal sealed class ThroughTests
{
    private static readonly string[] PaymentColumns =
        ["county", "household_no", "id_number", "scheme", "months", "current", "arrears", "recovery", "amount"];

    private static readonly string Told = Path.Combine(Repository.Root, "tests", "cases", "through");

    private readonly Dictionary<int, TestRun> _runs = [];
    private TestInputs _inputs = null!;

    [OneTimeSetUp]
    public void RunThroughMarchJuneAndDecember()
    {
        _inputs = new TestInputs();
        foreach (int month in new[] { 3, 6, 12 })
        {
            _runs[month] = _inputs.Run(Order(_inputs, month));
            _inputs.Clock.Advance(TimeSpan.FromDays(90));
        }
    }

    [OneTimeTearDown]
    public void RemoveInputs() => _inputs?.Dispose();

    [TestCase(3)]
    [TestCase(6)]
    [TestCase(12)]
    public void Every_payment_is_right_to_the_fen(int month)
    {
        string[] expected = [.. RosterText.Read(File.ReadAllText(Path.Combine(Told, $"expected-2026-{month:00}-payments.csv")))
            .Select(row => string.Join(',', PaymentColumns.Select(column => row[column]))).Order(StringComparer.Ordinal)];
        string[] actual = [.. _runs[month].PaymentRows.Select(row => string.Join(',', PaymentColumns.Select(
            column => column == "county" ? row["region_code"][..6] : row[column]))).Order(StringComparer.Ordinal)];

        Assert.That(actual, Is.EqualTo(expected), $"missing:\n{string.Join('\n', expected.Except(actual).Take(20))}\nnot expected:\n"
            + string.Join('\n', actual.Except(expected).Take(20)));
    }

    [Test]
    public void The_three_runs_settle_what_one_run_of_the_whole_year_settles()
    {
        using TestInputs whole = new();
        whole.Run(Order(whole, 12));

        Assert.That(Settled(_inputs), Is.EqualTo(Settled(whole)));
    }

    [Test]
    public void A_run_through_an_earlier_month_is_refused_and_names_the_run_that_went_further()
    {
        RunRefusal refused = Assert.Throws<RunRefusal>(() => _inputs.Run(Order(_inputs, 9)))!;

        Assert.That(refused.Message, Does.Contain("2026-3").And.Contain("2026-12").And.Contain("2026-09"));
        Assert.That(() => _inputs.Run(Order(_inputs, 9) with { IsDryRun = true }), Throws.TypeOf<RunRefusal>());
    }

    [Test]
    public void Each_run_is_computed_again_through_its_own_month()
    {
        Assert.That(_inputs.Replay().Select(check => check.FirstBreak), Is.EqualTo(new string?[4]));
    }

    [Test]
    public void The_summary_says_how_far_the_year_is_paid()
    {
        Assert.That(File.ReadAllText(Path.Combine(_runs[3].Folder, "summary.txt")), Does.Contain("Paid through 2026-03"));
        Assert.That(File.ReadAllText(Path.Combine(_runs[3].Folder, "summary.json")), Does.Contain("\"through\": \"2026-03\""));
        Assert.That(File.ReadAllText(Path.Combine(_runs[12].Folder, "summary.txt")), Does.Not.Contain("Paid through"));
    }

    [Test]
    public void Nobody_is_absent_before_the_year_is_whole()
    {
        using TestInputs inputs = new();
        inputs.Roster("a.csv", A.Household(1), A.Household(2));
        inputs.Run(inputs.Order(2026));
        inputs.RosterOf(2027, "a.csv", A.Household(1));

        TestRun june = inputs.Run(inputs.Order(2027) with { ThroughMonth = 6 });
        TestRun december = inputs.Run(inputs.Order(2027));

        Assert.That(Directory.Exists(Path.Combine(june.Folder, "absent")), Is.False);
        Assert.That(File.Exists(Path.Combine(december.Folder, "absent", "320302.csv")), Is.True);
    }

    private static RunOrder Order(TestInputs inputs, int month) => inputs.Order(2026) with
    {
        Inputs = Path.Combine(Told, "inputs"), HasEnglishHeaders = true, ThroughMonth = month,
    };

    private static string[] Settled(TestInputs inputs)
    {
        using TestDatabase database = inputs.Rows();
        return [.. database.Rows("SELECT book, scheme, year, sum(CASE WHEN debit LIKE 'expense:%' THEN fen ELSE -fen END) AS fen "
            + "FROM transfers WHERE debit LIKE 'expense:%' OR credit LIKE 'expense:%' GROUP BY book, claimant, scheme, year")
            .Select(row => string.Join(',', row.Values)).Order(StringComparer.Ordinal)];
    }
}
