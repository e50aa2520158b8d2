using System.Text;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Policies;
using Disbursement.Jobs.Cli;
using Disbursement.Jobs.Policies;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Questions;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Questions;

/// <summary>Another pack tried on the rosters at hand.</summary>
[TestFixture]
internal sealed class TryPackTests
{
    private TestInputs _inputs = null!;

    [SetUp]
    public void MakeInputs() => _inputs = new TestInputs();

    [TearDown]
    public void RemoveInputs() => _inputs.Dispose();

    [Test]
    public void The_pack_in_force_changes_nothing()
    {
        PackTrial trial = Try(_inputs.WithSample(400, faultsPercent: 5), _ => { });

        Assert.That(trial.Largest, Is.Empty);
        Assert.That(trial.Sums.Values.Select(sums => (sums.Entering, sums.Leaving, sums.Gaining, sums.Losing)),
            Is.All.EqualTo((0L, 0L, 0L, 0L)));
        Assert.That(trial.Sums.Values.Select(sums => sums.DueAfter), Is.EqualTo(trial.Sums.Values.Select(sums => sums.DueBefore)));
    }

    [Test]
    public void What_it_says_is_what_runs_with_either_pack_would_pay()
    {
        _inputs.WithSample(500);
        using TestInputs other = new TestInputs().WithSample(500);
        other.EditPack("age: 49", "age: 45").EditPack("value: 40.00", "value: 55.00");

        PackTrial trial = Try(_inputs, pack => pack.EditPack("age: 49", "age: 45").EditPack("value: 40.00", "value: 55.00"));

        Assert.That(Paid(trial, sums => sums.PaidBefore), Is.EqualTo(Paid(_inputs.Read())));
        Assert.That(Paid(trial, sums => sums.PaidAfter), Is.EqualTo(Paid(other.Read())));
        Assert.That(trial.Sums.Where(one => one.Key.Scheme == Scheme.Of("ocr")).Sum(one => one.Value.Gaining), Is.GreaterThan(10));
        Assert.That(trial.Sums.Where(one => one.Key.Scheme == Scheme.Of("sab")).Sum(one => one.Value.Entering), Is.GreaterThan(0));
    }

    [Test]
    public void What_was_settled_before_is_known_and_the_books_stay_as_they_are()
    {
        _inputs.WithSample(300).Run();
        byte[] before = File.ReadAllBytes(_inputs.DatabaseFile);

        PackTrial trial = Try(_inputs, pack => pack.EditPack("value: 40.00", "value: 41.00"));

        // The year is paid already: a run would pay out what the new pack adds, and nothing else.
        Assert.That(trial.Sums.Values.Select(sums => sums.PaidBefore), Is.All.EqualTo(Money.Zero));
        Assert.That(trial.Sums.Where(one => one.Key.Scheme == Scheme.Of("ocr")).Select(one => one.Value.PaidAfter.Fen),
            Is.All.GreaterThanOrEqualTo(0L));
        Assert.That(trial.Sums.Where(one => one.Key.Scheme == Scheme.Of("ocr"))
            .Sum(one => (one.Value.DueAfter.Total - one.Value.DueBefore.Total - one.Value.PaidAfter).Fen), Is.Zero);
        Assert.That(File.ReadAllBytes(_inputs.DatabaseFile), Is.EqualTo(before));
        Assert.That(Directory.GetDirectories(_inputs.Root).Select(Path.GetFileName), Is.EquivalentTo(["inputs", "data", "out"]));
    }

    [Test]
    public void What_trusting_the_registers_would_change_is_tried_before_it_is_decided()
    {
        _inputs.Roster("a.csv", A.Household(1), A.Household(2))
            .Register("births.csv", "parent_id,birth_date", $"{A.Household(2).MotherId},2025-03-09");

        PackTrial trial = Try(_inputs, pack => pack.TrustRegisters());

        Assert.That(trial.Sums.Where(one => one.Key.Scheme == Scheme.Of("ocr"))
            .Select(one => (one.Value.Leaving, one.Value.Entering, one.Value.PaidBefore.Fen, one.Value.PaidAfter.Fen)),
            Is.EqualTo([(2L, 0L, 24_000L, 12_000L)]));
    }

    [Test]
    public void The_largest_changes_come_first_and_there_are_ten()
    {
        PackTrial trial =
            Try(_inputs.WithSample(500), pack => pack.EditPack("value: 40.00", "value: 55.00").EditPack("value: 590.00", "value: 700.00"));

        long[] sizes = [.. trial.Largest.Select(change => Math.Abs((change.DueAfter - change.DueBefore).Fen))];
        Assert.That(sizes, Has.Length.EqualTo(10).And.Ordered.Descending);
        Assert.That(trial.Largest[0].Scheme, Is.EqualTo(Scheme.Of("sab")));
    }

    /// <summary>Of a scheme that one of the packs does not have, the largest changes are told all the same.</summary>
    [Test]
    public void A_pack_that_ends_a_scheme_or_begins_one_is_told_to_the_end()
    {
        _inputs.Roster("a.csv", A.Household(1));
        using TestInputs without = new TestInputs().Roster("a.csv", A.Household(1));
        End("ocr", without.Pack);

        PackTrial ending = Try(_inputs, pack => End("ocr", pack.Pack)), beginning = Try(without, _ => { });

        foreach ((PackTrial trial, string said) in new[] { (ending, "\"beforeFen\": 6000"), (beginning, "\"afterFen\": 6000") })
        {
            Assert.That(trial.Largest.Select(change => change.Scheme.Code), Is.EqualTo(new[] { "ocr", "ocr" }));
            Assert.That(Encoding.UTF8.GetString(TellTrial.ToJson(trial)), Does.Contain(said).And.Contain("schemes.ocr.rate"));
        }
    }

    /// <summary>Takes a scheme away as the manual says: definition and section, and a line that it has ended.</summary>
    private static void End(string scheme, string pack)
    {
        string folder = Path.Combine(Path.GetDirectoryName(pack)!, PackFolder.Definitions);
        Directory.CreateDirectory(folder);
        foreach (var own in ReadDefinitions.OfProgram().Where(own => own.File != $"{scheme}.yaml"))
            File.WriteAllBytes(Path.Combine(folder, own.File), own.Bytes);
        string text = File.ReadAllText(pack);
        int from = text.IndexOf($"  {scheme}:\n", StringComparison.Ordinal), to = text.IndexOf("  rls:\n", StringComparison.Ordinal);
        File.WriteAllText(pack, $"{text[..from]}{text[to..]}\nendedSchemes: [{scheme}]\n");
    }

    private static PackTrial Try(TestInputs inputs, Action<TestInputs> edit)
    {
        using TestInputs changed = new();
        edit(changed);
        bool hasBooks = Database.Exists(inputs.Data);
        Database? store = hasBooks ? Database.OpenToRead(inputs.Data) : null;
        KeyRing ring = hasBooks ? KeyRing.Open(inputs.Data, hasData: true).Ring! : KeyRing.Fleeting();
        return new TryPack(store, ring)
            .Run(inputs.Order() with { IsDryRun = true }, ReadPolicyPack.Run(changed.Pack), new RunProgress(), CancellationToken.None);
    }

    private static Dictionary<Scheme, long> Paid(PackTrial trial, Func<TrialSums, Money> of) =>
        trial.Sums.GroupBy(one => one.Key.Scheme).Select(scheme => (scheme.Key, Sum: scheme.Sum(one => of(one.Value).Fen)))
            .Where(one => one.Sum != 0).ToDictionary(one => one.Key, one => one.Sum);

    private static Dictionary<Scheme, long> Paid(TestRun run) =>
        run.Summary.Inputs.Pack.Schemes.Select(scheme => (scheme, run.Summary.Of(scheme).Fen)).Where(one => one.Fen != 0)
            .ToDictionary(one => one.scheme, one => one.Fen);
}
