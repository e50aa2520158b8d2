using System.Security.Cryptography;
using Disbursement.Domain.Households;
using Disbursement.Jobs.Samples;
using Disbursement.Jobs.Samples.Faults;
using Disbursement.Jobs.Samples.Rows;
using NUnit.Framework;

namespace Disbursement.Jobs.Tests.Samples;

[TestFixture]
internal sealed class SampleTests
{
    private const int Columns = 33;
    private const long Many = 20_000;

    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("sample").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void The_same_seed_gives_the_same_bytes()
    {
        Write("one", households: 2_000, seed: 7, faultsPercent: 5);
        Write("two", households: 2_000, seed: 7, faultsPercent: 5);

        Assert.That(Hashes("two"), Is.EqualTo(Hashes("one")));
    }

    [Test]
    public void Another_seed_gives_other_rosters()
    {
        Write("one", households: 200, seed: 7);
        Write("two", households: 200, seed: 8);

        Assert.That(Hashes("two").Intersect(Hashes("one")).Count(), Is.EqualTo(2), "only the policy and the bureaus are the same");
    }

    [Test]
    public void Every_id_is_right_and_nobody_else_has_it()
    {
        Write("many", Many);

        HashSet<CitizenId> ids = [];
        foreach (string[] row in Rows("many").Where(row => row[(int)Column.IdNumber].Length > 0))
        {
            Assert.That(CitizenId.TryParse(row[(int)Column.IdNumber], out CitizenId id), Is.True, row[(int)Column.IdNumber]);
            Assert.That(ids.Add(id), Is.True, row[(int)Column.IdNumber]);
        }

        Assert.That(ids, Has.Count.GreaterThan(2 * Many));
    }

    [Test]
    public void Ids_stay_apart_in_a_county_of_the_largest_sample()
    {
        const int EveryPlace = 40;
        SampleCounty county = SampleCounty.Divide(BirthLanes.MostHouseholds)[^1];
        BirthLanes lanes = new(7, county);
        HashSet<ulong> ids = [];
        int people = 0;

        // Neighbours in the plan and households far apart.
        for (long household = 0; household < county.Households; household += household % 1000 < 30 ? 1 : EveryPlace)
        {
            Births births = lanes.Of(FamilyPlace.Of(7, county, household));
            ids.Add(lanes.Number(births.Lane, births.Mother, isFemale: true).Digits);
            ids.Add(lanes.Number(births.Lane, births.Father, isFemale: false).Digits);
            ids.Add(lanes.Number(births.Lane, births.FirstChild, isFemale: true).Digits);
            people += 3;
        }

        Assert.That(ids, Has.Count.EqualTo(people));
    }

    [Test]
    public void Each_household_has_one_or_two_parents_and_a_number_of_its_own()
    {
        Write("many", Many);

        string[][] rows = Rows("many");
        IGrouping<string, string[]>[] households = [.. rows.GroupBy(row => row[(int)Column.HouseholdNo])];
        Assert.That(households, Has.Length.EqualTo(Many));
        foreach (IGrouping<string, string[]> household in households)
        {
            Assert.That(household.Count(row => row[(int)Column.Role] is "mother" or "母"), Is.LessThan(2), household.Key);
            Assert.That(household.Count(row => row[(int)Column.Role] is "father" or "父"), Is.LessThan(2), household.Key);
            Assert.That(household.Count(row => row[(int)Column.Role] is not ("child" or "子女")), Is.InRange(1, 2), household.Key);
        }
    }

    [Test]
    public void Rows_stand_in_the_order_of_region_and_household()
    {
        Write("many", Many);

        foreach (string file in Rosters("many"))
        {
            string[] keys = [.. File.ReadLines(file).Skip(1).Select(line => string.Join(',', line.Split(',').Take(2)))];
            Assert.That(keys, Is.Ordered.Using<string>(StringComparer.Ordinal), file);
        }
    }

    [Test]
    public void Every_account_is_right()
    {
        Write("many", Many);

        foreach (string account in Rows("many").Select(row => row[(int)Column.BankAccount]).Where(account => account.Length > 0))
            Assert.That(BankAccount.Read(System.Text.Encoding.ASCII.GetBytes(account), out _), Is.EqualTo(BankAccountDefect.None), account);
    }

    [Test]
    public void The_summary_counts_what_was_written()
    {
        SampleSummary summary = Write("some", households: 1_000);

        Assert.Multiple(() =>
        {
            Assert.That(summary.Households, Is.EqualTo(1_000));
            Assert.That(summary.Rows, Is.EqualTo(Rows("some").Length));
            Assert.That(summary.FaultyHouseholds, Is.Zero);
            Assert.That(summary.Files, Is.EqualTo(Files("some").Length));
            Assert.That(summary.Bytes, Is.EqualTo(Files("some").Sum(file => new FileInfo(file).Length)));
        });
    }

    [Test]
    public void Without_faults_each_row_has_all_columns_and_no_quote()
    {
        Write("some", households: 1_000);

        Assert.That(Rows("some"), Has.All.Length.EqualTo(Columns));
        Assert.That(Rosters("some").Select(File.ReadAllText), Has.None.Contains("\""));
    }

    [TestCase(0.5, 10)]
    [TestCase(5, 100)]
    [TestCase(100, 2_000)]
    public void As_many_households_have_faults_as_were_asked_for(double percent, long faulty)
    {
        SampleSummary summary = Write("faults", households: 2_000, seed: 7, percent);

        Assert.That(summary.FaultyHouseholds, Is.EqualTo(faulty));
    }

    [Test]
    public void Households_without_faults_stay_the_same_beside_those_with_faults()
    {
        Write("clean", households: 2_000, seed: 7);
        Write("faults", households: 2_000, seed: 7, faultsPercent: 1);

        int changed = File.ReadLines(Rosters("clean")[0]).Except(File.ReadLines(Rosters("faults")[0])).Count();
        Assert.That(changed, Is.InRange(1, 20));
    }

    [TestCase("R-REQUIRED")]
    [TestCase("R-FORMAT")]
    [TestCase("R-ID")]
    [TestCase("R-ID-MISMATCH")]
    [TestCase("R-DATE-ORDER")]
    [TestCase("R-FUTURE")]
    [TestCase("R-REGION")]
    [TestCase("R-ROLE")]
    [TestCase("R-DUP-MEMBER")]
    [TestCase("R-DUP-HOUSEHOLD")]
    [TestCase("R-ACCOUNT")]
    [TestCase("R-AMOUNT")]
    [TestCase("R-EXCEL")]
    [TestCase("R-ROW")]
    [TestCase("DUP-CLAIMANT")]
    [TestCase("DUP-ACCOUNT")]
    [TestCase("ACCOUNT-NAME")]
    public void Every_kind_of_problem_has_its_turn_early(string code) =>
        Assert.That(FaultsInTurn.All.Take(17).Select(fault => fault.Code), Has.Member(code));

    [Test]
    public void A_household_that_stands_twice_stands_in_a_second_file_of_its_county()
    {
        Write("faults", households: 2_000, seed: 7, faultsPercent: 5);

        string[] twice = [.. Rosters("faults").Where(file => file.EndsWith("-twice.csv", StringComparison.Ordinal))];
        Assert.That(twice, Is.Not.Empty);
        foreach (string file in twice)
            Assert.That(File.ReadLines(file).Except(File.ReadLines(file.Replace("-twice", "", StringComparison.Ordinal))), Is.Empty, file);
    }

    [Test]
    public void The_next_year_tells_of_the_same_claimants()
    {
        Write("years", households: 500, year: 2026);
        Write("years", households: 500, year: 2027);

        Assert.That(Claimants("2027"), Is.EquivalentTo(Claimants("2026")));

        IEnumerable<string> Claimants(string year) => Rosters("years")
            .Where(file => file.Contains($"{Path.DirectorySeparatorChar}{year}{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(file => File.ReadLines(file).Skip(1))
            .Select(line => line.Split(','))
            .Where(row => row[(int)Column.Hukou].Length > 0)
            .Select(row => row[(int)Column.IdNumber]);
    }

    [Test]
    public void Counties_are_those_of_the_bureaus()
    {
        Write("some", households: 1_000);

        IEnumerable<string> bureaus = File.ReadLines(Path.Combine(_folder, "some", "bureaus.csv")).Skip(1)
            .Select(line => line.Split(',')[0]);
        Assert.That(Rosters("some").Select(Path.GetFileNameWithoutExtension), Is.EqualTo(bureaus));
    }

    [Test]
    public void A_sample_is_never_mixed_with_other_rosters()
    {
        Write("some", households: 10);

        Assert.That(() => Write("some", households: 10), Throws.InstanceOf<IOException>());
    }

    [Test]
    public void A_stopped_sample_says_so()
    {
        using CancellationTokenSource stop = new();
        stop.Cancel();

        Assert.That(
            () => WriteSample.Run(Path.Combine(_folder, "stopped"), Many, seed: 1, faultsPercent: 0, year: 2026, written: null, stop.Token),
            Throws.InstanceOf<OperationCanceledException>());
    }

    private SampleSummary Write(string name, long households, ulong seed = 7, double faultsPercent = 0, int year = 2026) =>
        WriteSample.Run(Path.Combine(_folder, name), households, seed, faultsPercent, year, written: null, CancellationToken.None);

    private string[] Files(string name) =>
        [.. Directory.GetFiles(Path.Combine(_folder, name), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private string[] Rosters(string name) =>
        [.. Directory.GetFiles(Path.Combine(_folder, name, "rosters"), "*.csv", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private string[] Hashes(string name) => [.. Files(name).Select(file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file))))];

    private string[][] Rows(string name) =>
        [.. Rosters(name).SelectMany(file => File.ReadLines(file).Skip(1)).Select(line => line.Split(','))];
}
