using System.Data.Common;
using Disbursement.Domain.Households;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Proofs;
using Disbursement.Jobs.Questions;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Standings;
using Disbursement.Jobs.Store.Tables;
using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Rosters;
using Disbursement.Jobs.Tests.Store.Transact;

namespace Disbursement.Jobs.Tests.Store;

/// <summary>A person is found by the index of each run: everybody, in every row, and without going through anybody else.</summary>
[TestFixture]
internal sealed class ClaimantIndexTests
{
    private TestOffice _office = null!;

    [SetUp]
    public void TwoYears()
    {
        _office = TestOffice.Staffed();
        foreach (int year in new[] { 2026, 2027 })
        {
            _office.Inputs.RosterOf(year, "a.csv", A.Household(1), A.Household(2), A.Household(3))
                .RosterOf(year, "b.csv", A.Household(4), A.Household(1).Everywhere("household_no", "H-TWICE"));
            _office.Run(year);
        }
    }

    [TearDown]
    public void CloseOffice() => _office.Dispose();

    [Test]
    public void Every_row_of_every_run_is_found_by_its_key()
    {
        using DbConnection connection = _office.Setting.Store.Connect();
        using DisbursementDb db = _office.Setting.Store.Model();
        ClaimantRecord[] rows = [.. db.Claimants];

        Assert.That(rows, Has.Length.EqualTo(20));
        Assert.That(rows.Where(row => FindClaimant.Seen(connection, ClaimantKey.Read(row.ClaimantKey), null)
            .All(seen => seen.Number != row.Number)), Is.Empty);
        Assert.That(rows.Where(row => FindClaimant.Seen(connection, ClaimantKey.Read(row.ClaimantKey), 2027)
            .Any(seen => seen.Year != 2027)), Is.Empty);
    }

    [Test]
    public void Who_stands_in_two_households_is_found_in_both_of_each_year()
    {
        IReadOnlyList<ExplainedRun> found = Explained(A.Household(1).MotherId);

        Assert.That(found.Select(run => $"{run.Seen.Year} {run.Seen.HouseholdNo}"),
            Is.EqualTo((string[])[$"2026 {A.Household(1).Number}", "2026 H-TWICE", $"2027 {A.Household(1).Number}", "2027 H-TWICE"]));
    }

    [Test]
    public void Nobody_is_taken_for_another_whose_key_begins_alike()
    {
        using DbConnection connection = _office.Setting.Store.Connect();
        using DisbursementDb db = _office.Setting.Store.Model();
        ClaimantKey key = ClaimantKey.Read(db.Claimants.OrderBy(row => row.Number).First().ClaimantKey);

        Assert.That(FindClaimant.Seen(connection, new ClaimantKey(key.Value ^ 1), null), Is.Empty);
        Assert.That(ClaimantIndex.Find(connection, new ClaimantKey(key.Value ^ 1), null), Is.Not.Empty, "the index leads to the row");
    }

    [Test]
    public void No_person_is_sought_by_going_through_all_claimants_or_payments()
    {
        List<string> told = [];
        Sql.Watch = told.Add;
        try
        {
            _ = Explained(A.Household(2).MotherId);
            using DisbursementDb db = _office.Setting.Store.Model();
            _ = PersonPayments.Of(db, _office.Setting.Ring, [.. db.Claimants.Where(row => row.HouseholdNo == "H-TWICE")]);
        }
        finally
        {
            Sql.Watch = null;
        }

        Assert.That(told, Has.Some.Contains("FROM claimants c").And.Some.Contains("payments p"));
        Assert.That(new[] { "c", "p" }.SelectMany(alias => QueryPlans.GoingThrough(_office.Setting.Store, told, alias)), Is.Empty);
    }

    [TestCase(1)]
    [TestCase(7)]
    [TestCase(1000)]
    public void The_index_is_proved_in_shares_of_any_size(int atOnce)
    {
        using DbConnection connection = _office.Setting.Store.Connect();

        Assert.That(ProveIndex.Run(connection, CancellationToken.None, atOnce), Is.EqualTo((20L, (string?)null)));
    }

    [TestCase("DELETE FROM claimant_index WHERE id = (SELECT MAX(id) FROM claimant_index)", "does not stand once")]
    [TestCase("UPDATE claimant_index SET entries = entries || entries", "does not stand once")]
    [TestCase("UPDATE claimant_index SET entries = x'' WHERE id = (SELECT MIN(id) FROM claimant_index)", "does not stand once")]
    [TestCase("UPDATE claimant_index SET id = id + 1 WHERE id = (SELECT MAX(id) FROM claimant_index)", "does not stand once")]
    [TestCase("UPDATE claimant_index SET id = id + 4096 WHERE id = (SELECT MAX(id) FROM claimant_index)", "does not stand once")]
    [TestCase("INSERT INTO claimant_index SELECT id + 4096, entries FROM claimant_index LIMIT 1", "1 rows of the index")]
    [TestCase("INSERT INTO claimant_index SELECT id * 99, entries FROM claimant_index LIMIT 1", "1 rows of the index")]
    [TestCase("UPDATE claimant_index SET entries = entries || x'00'", "are no entries")]
    public void An_index_that_would_hide_somebody_is_named(string tamper, string said)
    {
        _ = _office.Execute(tamper);

        Assert.That(_office.Breaks(), Has.Some.Contains(said));
    }

    [Test]
    public void What_was_paid_again_by_a_reissue_is_among_a_persons_payments()
    {
        const string Batch = "2027-1-320302-ocr";
        _office.Send(Batch);
        string[] payments = _office.Texts($"SELECT payment_no FROM payments WHERE payment_no LIKE '{Batch}-%' ORDER BY id");
        TestOffice.Done(_office.Import("a.csv",
            [_office.Answer(payments[0], "failed"), .. payments[1..].Select(no => _office.Answer(no))]));
        TestOffice.Done(_office.Reissue("2027-1"));
        long claimant = long.Parse(_office.Text($"SELECT claimant_number FROM payments WHERE payment_no = '{payments[0]}'"),
            System.Globalization.CultureInfo.InvariantCulture);

        using DisbursementDb db = _office.Setting.Store.Model();
        ClaimantRecord row = db.Claimants.Single(one => one.Number == claimant);

        Assert.That(PersonPayments.Of(db, _office.Setting.Ring, [row]).Select(one => $"{one.Payment.PaymentNo} {one.Run.Id}"),
            Is.EqualTo((string[])[$"{payments[0]} 2027-1", "2027-2-320302-ocr-000001 2027-2"]));
        _ = CitizenId.TryParse(PersonPayments.Of(db, _office.Setting.Ring, [row])[0].Person.Id, out CitizenId id);
        Assert.That(Explained(id.ToString()).Single(run => run.Seen.Number == claimant).Schemes
            .Single(scheme => scheme.Decision.Scheme == "ocr").Payments.Select(payment => payment.PaymentNo),
            Is.EqualTo((string[])[payments[0], "2027-2-320302-ocr-000001"]));
    }

    private IReadOnlyList<ExplainedRun> Explained(string id)
    {
        _ = CitizenId.TryParse(id, out CitizenId person);
        return new ExplainPerson(_office.Inputs.Data, _office.Setting.Store, _office.Setting.Ring)
            .Run(person, null, null, CancellationToken.None);
    }
}
