using System.Diagnostics;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Intake;

/// <summary>Cost grows with the rows, whoever stands in them, and each place is shown as people find it.</summary>
[TestFixture]
internal sealed class PlaceTests
{
    /// <summary>Of three rows each.</summary>
    private const int Households = 7_000;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    private TestInputs _inputs = null!;

    [SetUp]
    public void MakeInputs() => _inputs = new TestInputs();

    [TearDown]
    public void RemoveInputs() => _inputs.Dispose();

    [Test]
    public void Twenty_thousand_rows_of_the_same_two_persons_are_read_in_linear_time()
    {
        TestHousehold one = A.Household(1);
        string text = RosterText.Of(one), rows = text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..],
            header = text[..(text.Length - rows.Length)];
        _inputs.Roster("a.csv", header + string.Concat(
            Enumerable.Range(1, Households).Select(number => rows.Replace(one.Number, $"H-{number:00000}", StringComparison.Ordinal))));
        Stopwatch watch = Stopwatch.StartNew();

        TestRun run = _inputs.Read();

        Assert.That(run.Accepted + run.Rejected, Is.EqualTo(Households));
        Assert.That(watch.Elapsed, Is.LessThan(Longest));
    }

    [Test]
    public void A_household_of_sixty_thousand_rows_of_the_same_persons_is_rejected_in_linear_time()
    {
        TestHousehold one = A.Household(1);
        string text = RosterText.Of(one), rows = text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..],
            header = text[..(text.Length - rows.Length)];
        _inputs.Roster("a.csv", header + string.Concat(Enumerable.Repeat(rows, 20_000))).Roster("good.csv", A.Household(9));
        Stopwatch watch = Stopwatch.StartNew();

        TestRun run = _inputs.Read();

        Assert.That((run.Accepted, run.Rejected), Is.EqualTo((1L, 1L)));
        Assert.That(watch.Elapsed, Is.LessThan(Longest));
    }

    [Test]
    public void A_row_of_one_of_several_sheets_is_shown_by_sheet_and_row_after_the_run_too()
    {
        File.Copy(Path.Combine(Repository.Root, "tests", "rosters", "H1-two-sheets.xlsx"), _inputs.PathOf("a.xlsx"));
        TestRun run = _inputs.Run();

        using System.Data.Common.DbConnection connection =
            Jobs.Store.Connections.Database.OpenToRead(_inputs.Data, _inputs.Database).Connect();
        string[] lines = [.. new ReadBooks(connection).Decisions(run.Summary.Run.Id, null).Select(decision => decision.Line.ToString())
            .Distinct().Order(StringComparer.Ordinal)];

        Assert.That((run.Accepted, string.Join(' ', lines)), Is.EqualTo((2L, "1!2 1!3 2!2 2!3")));
    }
}
