using Disbursement.Jobs.Store.Tables;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Disbursement.Jobs.Tests.Proofs;

/// <summary>
/// Whatever value of whatever column is altered behind the program's back, <c>verify</c> or <c>verify --replay</c> names a break. Columns
/// are found in the database itself: a new one must be proven, or stand in the list of excuses with its reason.
/// </summary>
[TestFixture]
internal sealed class ColumnTests
{
    private const string OwnView = "how an officer likes to see a list: nothing is paid, decided or proved by it";

    /// <summary>Columns that no proof holds, and why that is right.</summary>
    internal static readonly Dictionary<string, string> Excused = new()
    {
        ["officers.factor_step"] = "it follows from the codes that were used; put back, one of the last minute counts once more",
        ["officers.failures"] = "it counts wrong passwords between two acts; each of them is in the chain of acts",
        ["officers.locked_until"] = "it follows from the wrong passwords, which are in the chain of acts",
        ["saved_views.id"] = OwnView, ["saved_views.officer_id"] = OwnView, ["saved_views.list"] = OwnView, ["saved_views.name"] = OwnView,
        ["saved_views.content"] = OwnView,
        ["runs.sealed_at"] = "no decision, amount or file follows from it; the act of the run has its time in the chain",
    };

    /// <summary>Tables that a replay proves row by row with one comparison: one row of them stands for all.</summary>
    private static readonly string[] OfReplays = ["claimants", "decisions", "run_inputs"];

    /// <summary>Tables that hold something only while a cluster carries out a run.</summary>
    private static readonly string[] UnderWay = ["run_parts"];

    private UnguardedBooks _books = null!;

    [OneTimeSetUp]
    public void OpenBooks() => _books = new UnguardedBooks();

    [OneTimeTearDown]
    public void CloseBooks() => _books.Dispose();

    private static IEnumerable<string> Tables()
    {
        using SqliteDisbursementDb db = new(new DbContextOptionsBuilder<SqliteDisbursementDb>().UseSqlite().Options);
        return [.. db.Model.GetEntityTypes().Select(entity => entity.GetTableName()!).Except(UnderWay).Order(StringComparer.Ordinal)];
    }

    [Test]
    public void Books_that_nobody_touched_hold()
    {
        _books.MakeWhole();

        Assert.That(_books.Breaks(), Is.Empty);
    }

    [Test]
    public void Every_table_of_the_database_is_tried()
    {
        _books.MakeWhole();

        // What the migrations keep for themselves says only which of them ran: a database that is told otherwise is refused before anything
        // is read.
        Assert.That(_books.Office.Texts("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB '__EF*' ORDER BY name"),
            Is.EqualTo(Tables().Concat(UnderWay).Order(StringComparer.Ordinal)));
    }

    [TestCaseSource(nameof(Tables))]
    public void A_value_altered_anywhere_in_a_table_is_named(string table)
    {
        List<OneValue> values = Values(table);
        Assert.That(values, Is.Not.Empty, "the story must write every table");

        List<string> unseen = [], found = [];
        foreach (OneValue value in values)
        {
            _books.Alter(value.Alter);
            bool isNamed = IsExcused(value) ? _books.Office.Breaks().Length > 0 : _books.Breaks(value.Run).Length > 0;
            if (isNamed)
                found.Add($"{table}.{value.Column}");
            else if (!IsExcused(value))
                unseen.Add($"{value}");
        }

        Assert.Multiple(() =>
        {
            Assert.That(unseen, Is.Empty, "nothing notices");
            Assert.That(Excused.Keys.Intersect(found), Is.Empty, "needs no excuse any more");
        });
    }

    private List<OneValue> Values(string table)
    {
        _books.MakeWhole();
        using SqliteConnection connection = _books.Open();
        return [.. OneValue.Columns(connection, table).SelectMany(column => OneValue.Of(connection, table, column))
            .Where(value => !OfReplays.Contains(table) || value.How is "first altered" or "put in")];
    }

    private static bool IsExcused(OneValue value) => Excused.ContainsKey($"{value.Table}.{value.Column}");
}
