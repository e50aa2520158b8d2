using Disbursement.Domain.Households;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;
using Disbursement.Jobs.Questions;
using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Cluster;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Runs;

/// <summary>
/// Runs whose rosters registers of other offices contradict: payments are held, or the registers decide, and a replay sees the same.
/// </summary>
[TestFixture]
internal sealed class RegisterRunTests
{
    private const string Batch = "2026-1-320302-ocr";

    private static readonly TestHousehold First = A.Household(1), Second = A.Household(2), Third = A.Household(3);

    private TestOffice _office = null!;

    private TestInputs Inputs => _office.Inputs;

    [SetUp]
    public void MakeOffice()
    {
        _office = TestOffice.Staffed();
        Inputs.Roster("a.csv", First, Second, Third);
    }

    [TearDown]
    public void CloseOffice() => _office.Dispose();

    [Test]
    public void What_the_roster_does_not_show_holds_the_payments_of_the_household_with_both_sources()
    {
        Inputs.Register("births.csv", "parent_id,birth_date", $"{Second.MotherId},2025-03-09");

        TestRun run = _office.Run();

        Assert.That(_office.Payments(Batch), Is.EqualTo(
            [$"{Batch}-000001 proposed", $"{Batch}-000002 proposed", $"{Batch}-000003 held", $"{Batch}-000004 held",
                $"{Batch}-000005 proposed", $"{Batch}-000006 proposed"]));
        Assert.That(_office.Rows($"SELECT DISTINCT flags, note FROM payments WHERE state = 'held'")
            .Select(row => (row["flags"], row["note"])), Is.EqualTo(
            [("REG-BIRTH", "REG-BIRTH registers/births.csv line 2 date of birth: 2025-03-09, a.csv line 5 children: 2014-05-06")]));
        Assert.That(run.PaymentRows.Select(row => row["payment_no"]), Has.None.EqualTo($"{Batch}-000003").And.Exactly(4).Items);
        Dictionary<string, string> listed =
            RosterText.Read(File.ReadAllText(Path.Combine(run.Folder, "contradictions", "320302.csv")).TrimStart('\uFEFF')).Single();
        Assert.That(string.Join('|', listed.Values), Is.EqualTo(
            $"320302001001|H-00002|mother|{Second.MotherId[..4]}**********{Second.MotherId[^4..]}|REG-BIRTH|children=2014-05-06|a.csv|5|"
                + $"birth_date=2025-03-09|registers/births.csv|2|held|"));
        Assert.That((run.Summary.Contradicted, run.Summary.NeedsPerson), Is.EqualTo((1L, true)));
    }

    [Test]
    public void The_reviewer_lets_a_held_payment_go_or_leaves_it_behind_and_the_replay_gives_the_same()
    {
        Inputs.Register("deaths.csv", "id_number,death_date", $"{Second.ChildId},2026-01-09", $"{A.Household(9).ChildId},2026-01-09");
        _office.Run();
        TestOffice.Done(_office.Unhold($"{Batch}-000003"));
        _office.Send(Batch);

        Assert.That(_office.Payments(Batch)[2..4], Is.EqualTo([$"{Batch}-000003 released", $"{Batch}-000004 held"]));
        Assert.That(Inputs.Replay().Select(check => check.FirstBreak), Is.All.Null);
        Assert.That(_office.Breaks(), Is.Empty);
    }

    [Test]
    public void A_payment_left_behind_is_held_again_as_long_as_the_contradiction_stands()
    {
        Inputs.Register("deaths.csv", "id_number,death_date", $"{Second.ChildId},2026-01-09");
        _office.Run();
        _office.Send(Batch);

        _office.Run();
        string[] still = _office.Payments("2026-2-320302-ocr");
        TestOffice.Done(_office.Unhold("2026-2-320302-ocr-000001"));

        Assert.That(still, Is.EqualTo(["2026-2-320302-ocr-000001 held", "2026-2-320302-ocr-000002 held"]));
        Assert.That(Inputs.Replay().Select(check => check.FirstBreak), Is.All.Null);
    }

    [Test]
    public void A_reason_stays_within_the_room_that_the_record_has()
    {
        TestHousehold many = A.Household(2);
        for (int i = 1; i <= 120; i++)
            many.AndChild(("birth_date", $"2026-{i / 28 + 1:00}-{i % 28 + 1:00}"), ("name", $"陈{i}"));
        Inputs.Roster("a.csv", First, many)
            .Register("births.csv", "parent_id,birth_date", $"{Second.MotherId},2025-03-09", $"{Second.MotherId},2024-03-09");

        _office.Run();

        Assert.That(_office.Texts("SELECT DISTINCT length(note) FROM payments WHERE state = 'held'"), Is.EqualTo(["991"]));
    }

    [Test]
    public void Once_the_roster_shows_it_nothing_is_held()
    {
        Inputs.Register("births.csv", "parent_id,birth_date", $"{Second.MotherId},2026-03-09", $"{Second.FatherId},2026-03-09");
        Inputs.Roster("a.csv", First, A.Household(2).AndChild(("birth_date", "2026-03-09")), Third);

        TestRun run = _office.Run();

        Assert.That((run.Summary.Contradicted, run.Payments, _office.Number("SELECT COUNT(*) FROM payments WHERE state = 'held'")),
            Is.EqualTo((0L, 6L, 0L)));
    }

    [Test]
    public void A_trusted_register_decides_and_nothing_is_held()
    {
        Inputs.TrustRegisters().Register("births.csv", "parent_id,birth_date", $"{Second.MotherId},2025-03-09");

        TestRun run = _office.Run();

        Assert.That((run.Payments, _office.Number("SELECT COUNT(*) FROM payments WHERE state = 'held'")), Is.EqualTo((4L, 0L)));
        Assert.That(_office.Texts("SELECT DISTINCT d.codes FROM decisions d JOIN claimants c ON c.number = d.claimant_number WHERE "
            + "c.household_no = 'H-00002'"), Is.EqualTo(["OCR-ONE-CHILD"]));
        Assert.That(File.ReadAllText(Path.Combine(run.Folder, "contradictions", "320302.csv")), Does.Contain("decided by the register"));
        Assert.That(Inputs.Replay().Select(check => check.FirstBreak), Is.All.Null);
    }

    [Test]
    public void An_explanation_shows_the_contradiction_with_both_sources_and_the_parameter()
    {
        Inputs.TrustRegisters().Register("deaths.csv", "id_number,death_date", $"{Second.ChildId},2025-12-31");
        _office.Run();
        _ = CitizenId.TryParse(Second.MotherId, out CitizenId mother);

        ExplainedRun explained = new ExplainPerson(Inputs.Data, _office.Setting.Store, _office.Setting.Ring)
            .Run(mother, null, Scheme.Of("ocr"), CancellationToken.None).Single();

        Finding told = explained.Schemes.Single().Explanation!.Findings[^1];
        Assert.That((told.Condition.Code, told.Fact),
            Is.EqualTo(("REG-DEATH", "registers/deaths.csv line 2 date of death: 2025-12-31, a.csv line 7 date of death: none")));
        Assert.That(told.Parameters.Select(parameter => (parameter.Path, parameter.Value)), Is.EqualTo([("trustRegisters", "true")]));
        Assert.That(explained.Schemes.Single().Decision.Codes, Is.EqualTo("OCR-CHILD-LIVING"));
    }

    [Test]
    public void A_register_is_archived_and_named_among_the_inputs_and_a_replay_misses_it()
    {
        Inputs.Register("deaths.csv", "id_number,death_date", $"{Second.ChildId},2026-01-09", "x,y");
        _office.Run();

        Dictionary<string, string> input = _office.Rows("SELECT * FROM run_inputs WHERE ordinal = 1").Single();
        string kept = Path.Combine(Inputs.Data, "archive", input["sha256"][..2], input["sha256"] + ".sealed");
        Assert.That((input["path"], input["rows"], input["accepted"], input["rejected"], File.Exists(kept)),
            Is.EqualTo(("registers/deaths.csv", "2", "1", "1", true)));
        File.Delete(kept);
        Assert.That(Inputs.Replay("2026-1").Single().FirstBreak,
            Does.Contain("the archive no longer holds the roster registers/deaths.csv"));
    }

    [Test]
    public void A_run_of_a_cluster_gives_what_one_process_gives()
    {
        using TestInputs inputs = new TestInputs().WithSample(400, faultsPercent: 3);
        string[] ids = [.. inputs.Values("id_number").Where(id => id.Length == 18).Order(StringComparer.Ordinal)];
        inputs.Register("deaths.csv", ["id_number,death_date", .. ids.Where((_, i) => i % 7 == 0).Select(id => $"{id},2026-02-03")]);
        inputs.Register("births.csv", ["parent_id,birth_date", .. ids.Where((_, i) => i % 5 == 0).Select(id => $"{id},2026-02-03")]);
        inputs.Register("disability.csv",
            ["id_number,disability_date,disability_grade", .. ids.Where((_, i) => i % 3 == 0).Select(id => $"{id},2026-02-03,2")]);
        TestEngine engine = new(inputs);

        engine.Start();
        while (engine.Waiting.Count > 0)
            engine.Do(engine.Waiting[0]);

        Assert.That(inputs.Replay().Where(check => check.FirstBreak is not null), Is.Empty);
        TestInputs alone = inputs;
        TestRun one = alone.Run(alone.Order() with { IsDryRun = true });
        string clustered = Path.Combine(inputs.Out, "2026-1");
        foreach (string file in Directory.GetFiles(Path.Combine(clustered, "contradictions")))
            Assert.That(File.ReadAllText(file),
                Is.EqualTo(File.ReadAllText(Path.Combine(one.Folder, "contradictions", Path.GetFileName(file)))), file);
        string summary =
            File.ReadAllText(Path.Combine(clustered, "summary.json")), again = File.ReadAllText(Path.Combine(one.Folder, "summary.json"));
        Assert.That(summary[summary.IndexOf("\"registers\"", StringComparison.Ordinal)..],
            Is.EqualTo(again[again.IndexOf("\"registers\"", StringComparison.Ordinal)..]));
    }
}
