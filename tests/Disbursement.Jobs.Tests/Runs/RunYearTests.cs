using System.Security.Cryptography;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Tests.Rosters;
using Serilog.Core;

namespace Disbursement.Jobs.Tests.Runs;

/// <summary>The yearly run as a whole.</summary>
[TestFixture]
internal sealed class RunYearTests
{
    private TestInputs _inputs = null!;

    [SetUp]
    public void MakeInputs() => _inputs = new TestInputs();

    [TearDown]
    public void RemoveInputs() => _inputs.Dispose();

    [Test]
    public void Two_parents_are_paid_mother_first()
    {
        TestRun run = _inputs.Roster("a.csv", A.Household(2), A.Household(1)).Run();

        Assert.That(run.PaymentRows.Select(row => (row["支付编号"], row["户编号"], row["姓名"], row["实发金额"], row["应享月份"])), Is.EqualTo([
            ("2026-1-320302-ocr-000001", "H-00001", "王秀英", "60.00", "1-12"),
            ("2026-1-320302-ocr-000002", "H-00001", "陈建国", "60.00", "1-12"),
            ("2026-1-320302-ocr-000003", "H-00002", "王秀英", "60.00", "1-12"),
            ("2026-1-320302-ocr-000004", "H-00002", "陈建国", "60.00", "1-12"),
        ]));
    }

    [Test]
    public void The_same_rosters_twice_pay_nothing_the_second_time()
    {
        _inputs.WithSample(300, faultsPercent: 3);
        TestRun first = _inputs.Run();
        using TestDatabase database = _inputs.Rows();
        long transfers = database.Number("SELECT COUNT(*) FROM transfers");

        TestRun second = _inputs.Run();

        Assert.That((first.Payments > 100, second.Payments, second.PaymentFiles.Count(), database.Number("SELECT COUNT(*) FROM transfers")),
            Is.EqualTo((true, 0L, 0, transfers)));
    }

    [Test]
    public void A_corrected_roster_pays_exactly_the_difference()
    {
        _inputs.Roster("a.csv", A.Household(1), A.Household(2).Mother(("hukou", "?"))).Run();

        TestRun second = _inputs.Roster("corrections/c.csv", A.Household(2)).Run();

        Assert.That(second.PaymentRows.Select(row => (row["支付编号"], row["户编号"])),
            Is.EqualTo([("2026-2-320302-ocr-000001", "H-00002"), ("2026-2-320302-ocr-000002", "H-00002")]));
    }

    [Test]
    public void Any_files_any_order_of_rows_and_any_number_of_workers_give_the_same_bytes_and_the_same_books()
    {
        _inputs.WithSample(400);
        Result first = Carry(_inputs, 1, null);
        Assert.That(first.Files, Has.Count.GreaterThan(20));
        for (int variant = 1; variant <= 4; variant++)
        {
            using TestInputs other = new TestInputs().WithSample(400).Deal(variant, variant * 2);
            Result result = Carry(other, variant, _inputs);
            Assert.Multiple(() =>
            {
                Assert.That(result.Files, Is.EqualTo(first.Files), $"variant {variant}");
                Assert.That(result.Heads, Is.EqualTo(first.Heads), $"variant {variant}");
                Assert.That(result.Decisions, Is.EqualTo(first.Decisions), $"variant {variant}");
            });
        }
    }

    [Test]
    public void The_books_are_whole_after_several_runs()
    {
        _inputs.WithSample(300, faultsPercent: 2).Run();
        _inputs.Clock.Advance(TimeSpan.FromHours(1));
        Jobs.Samples.WriteSample.Run(_inputs.Inputs, 300, 5, 0, 2027, null, default);
        TestRun last = _inputs.Run(2027);

        using TestDatabase database = _inputs.Rows();
        Books.AssertWhole(database, last.Folder);
        Assert.That(database.Number("SELECT COUNT(*) FROM transfers WHERE fen <= 0"), Is.Zero);
    }

    [Test]
    public void Manifests_tell_rows_totals_and_hashes_of_the_files_that_stand_there()
    {
        TestRun run = _inputs.WithSample(200).Run();

        foreach (string manifest in Directory.GetFiles(run.Folder, "manifest.json", SearchOption.AllDirectories))
        {
            using System.Text.Json.JsonDocument json = System.Text.Json.JsonDocument.Parse(File.ReadAllBytes(manifest));
            foreach (System.Text.Json.JsonElement file in json.RootElement.GetProperty("files").EnumerateArray())
            {
                string path = Path.Combine(Path.GetDirectoryName(manifest)!, file.GetProperty("path").GetString()!);
                List<Dictionary<string, string>> rows = RosterText.Read(File.ReadAllText(Path.ChangeExtension(path, ".csv")));
                long fen = rows.Sum(row => (long)(decimal.Parse(row["实发金额"], System.Globalization.CultureInfo.InvariantCulture) * 100));
                long funding = file.GetProperty("fundingFen").EnumerateObject().Sum(level => level.Value.GetInt64());
                Assert.That(
                    (file.GetProperty("rows").GetInt32(), file.GetProperty("totalFen").GetInt64(), funding,
                        file.GetProperty("sha256").GetString()),
                    Is.EqualTo((rows.Count, fen, fen, Hash(path))), path);
            }
        }
    }

    [TestCase("utf-8")]
    [TestCase("gb18030")]
    public void Payment_files_are_in_the_encoding_of_the_bureau_with_CRLF(string encoding)
    {
        File.WriteAllText(_inputs.Bureaus, File.ReadAllText(_inputs.Bureaus).Replace("utf-8", encoding, StringComparison.Ordinal));
        TestRun run = _inputs.Roster("a.csv", A.Household(1).Mother(("name", "王㐂𠮷"))).Run();

        byte[] bytes = File.ReadAllBytes(run.PaymentFiles.Single());
        string text = encoding == "utf-8"
            ? new System.Text.UTF8Encoding(false, true).GetString(bytes)
            : Intake.FormTests.Gb18030.GetString(bytes);

        Assert.Multiple(() =>
        {
            Assert.That(text.StartsWith('\uFEFF'), Is.EqualTo(encoding == "utf-8"));
            Assert.That(text, Does.Contain("王㐂𠮷"));
            Assert.That(text.Split('\n')[..^1], Has.All.EndWith("\r"));
        });
    }

    [Test]
    public void A_dry_run_is_computed_over_the_ledger_and_adds_no_row_to_it()
    {
        _inputs.Roster("a.csv", A.Household(1)).Run();
        string[] before = Tables();
        _inputs.Roster("b.csv", A.Household(2));

        TestRun dry = _inputs.Read();

        Assert.Multiple(() =>
        {
            Assert.That(dry.PaymentRows.Select(row => row["户编号"]).Distinct(), Is.EqualTo(["H-00002"]));
            Assert.That(Path.GetFileName(dry.Folder), Is.EqualTo("dry-2026"));
            Assert.That(Tables(), Is.EqualTo(before));
        });

        string[] Tables()
        {
            using TestDatabase database = _inputs.Rows();
            return [.. database.Rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
                .Select(table => table["name"] + string.Join(
                    '\n', database.Rows($"SELECT * FROM {table["name"]}").Select(row => string.Join('|', row.Values))))];
        }
    }

    [Test]
    public void A_dry_run_leaves_every_byte_of_the_data_folder_as_it_was()
    {
        _inputs.Roster("a.csv", A.Household(1)).Run();
        string[] before = Snapshot();

        _inputs.Read();

        Assert.That(Snapshot(), Is.EqualTo(before));

        string[] Snapshot() => [.. Directory.GetFiles(_inputs.Data, "*", SearchOption.AllDirectories)
            .Where(file => new FileInfo(file).Length > 0 && !file.EndsWith("-shm", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .Select(file => $"{Path.GetRelativePath(_inputs.Data, file)} {Hash(file)}")];
    }

    [Test]
    public void A_dry_run_without_a_database_makes_no_data_folder()
    {
        TestRun dry = _inputs.Roster("a.csv", A.Household(1)).Read();

        Assert.That((dry.Payments, Directory.Exists(_inputs.Data), Directory.GetFileSystemEntries(_inputs.Out).Length),
            Is.EqualTo((2L, false, 1)));
    }

    [Test]
    public void A_dry_run_may_be_made_again_and_gives_the_same_bytes()
    {
        _inputs.WithSample(100);
        string[] first = [.. _inputs.Read().PaymentFiles.Select(Hash)];

        Assert.That(_inputs.Read().PaymentFiles.Select(Hash), Is.EqualTo(first));
    }

    [TestCase("reading")]
    [TestCase("assessing")]
    [TestCase("paying")]
    public void A_cancelled_run_leaves_nothing_and_the_next_start_takes_its_number_and_gives_the_same_bytes(string stage)
    {
        _inputs.WithSample(200);
        using TestInputs whole = new TestInputs().WithSample(200);
        Result expected = Carry(whole, 2, null);
        CopyKeys(whole, _inputs);
        using (CancellationTokenSource stop = new())
        using (Logger log = AtStage.Log(stage, stop.Cancel))
            Assert.That(() => _inputs.Run(_inputs.Order(), log, stop.Token),
                Throws.InstanceOf<OperationCanceledException>().Or.InstanceOf<AggregateException>());

        using (TestDatabase database = _inputs.Rows())
        {
            Assert.Multiple(() =>
            {
                foreach (string table in new[] { "batches", "payments", "transfers", "decisions", "claimants", "standings", "batch_files" })
                    Assert.That(database.Number($"SELECT COUNT(*) FROM {table}"), Is.Zero, table);
                Assert.That(database.Number("SELECT COUNT(*) FROM runs WHERE state <> 'Sealed'"), Is.EqualTo(1));
                Assert.That(Directory.GetFileSystemEntries(_inputs.Out), Is.Empty, "no half of an out folder");
            });
        }

        _inputs.Clock.Advance(TimeSpan.FromHours(3));
        Result resumed = Carry(_inputs, 2, null);
        Assert.Multiple(() =>
        {
            Assert.That(Directory.Exists(Path.Combine(_inputs.Out, "2026-1")), Is.True);
            Assert.That(resumed.Files, Is.EqualTo(expected.Files));
            Assert.That(resumed.Heads, Is.EqualTo(expected.Heads));
        });
    }

    [Test]
    public void A_sealed_run_whose_files_had_not_reached_their_place_gets_them_at_the_next_start()
    {
        TestRun run = _inputs.Roster("a.csv", A.Household(1)).Run();
        Directory.Move(run.Folder, Path.Combine(_inputs.Out, ".2026-1.growing"));

        _inputs.Run();

        Assert.That((File.Exists(Path.Combine(run.Folder, "320302", "ocr.csv")), Directory.Exists(Path.Combine(_inputs.Out, "2026-2"))),
            Is.EqualTo((true, true)));
    }

    [Test]
    public void An_out_folder_that_exists_already_is_refused_and_left_alone()
    {
        string mine = Path.Combine(_inputs.Out, "2026-1", "mine.txt");
        Directory.CreateDirectory(Path.GetDirectoryName(mine)!);
        File.WriteAllText(mine, "mine");

        RunRefusal refusal = Assert.Throws<RunRefusal>(() => _inputs.Roster("a.csv", A.Household(1)).Run())!;

        Assert.That((refusal.Message.Contains("2026-1", StringComparison.Ordinal), File.ReadAllText(mine)), Is.EqualTo((true, "mine")));
    }

    [Test]
    public void A_second_run_beside_one_under_way_is_refused()
    {
        using RunLock held = RunLock.Take(_inputs.Data);

        RunRefusal refusal = Assert.Throws<RunRefusal>(() => _inputs.Roster("a.csv", A.Household(1)).Run())!;

        Assert.That(refusal.IsResumable, Is.True);
    }

    [Test]
    public void Missing_inputs_are_refused_with_what_to_do()
    {
        Assert.Multiple(() =>
        {
            Assert.That(() => _inputs.Run(), Throws.InstanceOf<RunRefusal>().With.Message.Contains("roster"));
            Assert.That(() => _inputs.Run(2031), Throws.InstanceOf<RunRefusal>().With.Message.Contains("2031"));
            Assert.That(() => _inputs.Run(_inputs.Order() with { Inputs = Path.Combine(_inputs.Root, "nowhere") }),
                Throws.InstanceOf<RunRefusal>().With.Message.Contains("nowhere"));
            Assert.That(() => _inputs.Roster("a.csv", A.Household(1)).Run(_inputs.Order() with { Counties = ["999999"] }),
                Throws.InstanceOf<RunRefusal>().With.Message.Contains("999999"));
        });
    }

    [Test]
    public void A_run_of_some_counties_pays_those_alone()
    {
        _inputs.Roster("a.csv", A.Household(1), A.Household(2, "320303002002"));

        TestRun run = _inputs.Run(_inputs.Order() with { Counties = ["320303"] });

        Assert.That(run.PaymentRows.Select(row => row["户编号"]).Distinct(), Is.EqualTo(["H-00002"]));
    }

    [Test]
    public void Every_input_is_kept_under_its_hash()
    {
        TestRun run = _inputs.Roster("a.csv", A.Household(1)).RosterBytes("x.csv", [0xFF, 0xFE, 1, 2]).Run();

        foreach ((string file, string ending) in new[]
            { (_inputs.PathOf("a.csv"), ".sealed"), (_inputs.PathOf("x.csv"), ".sealed"), (_inputs.Pack, ""), (_inputs.Bureaus, "") })
            Assert.That(File.Exists(Path.Combine(_inputs.Data, "archive", Hash(file)[..2], Hash(file) + ending)), Is.True, file);
        Assert.That(run.InputOf("a.csv").GetProperty("sha256").GetString(), Is.EqualTo(Hash(_inputs.PathOf("a.csv"))));
    }

    [Test]
    public void A_family_that_was_paid_last_year_and_is_missing_is_on_the_absentee_list()
    {
        _inputs.RosterOf(2026, "a.csv", A.Household(1), A.Household(2)).Run();

        TestRun next = _inputs.RosterOf(2027, "a.csv", A.Household(1)).Run(2027);

        Assert.Multiple(() =>
        {
            Assert.That(next.Absent.Select(row => (row["household_no"], row["scheme"], row["settled_last_year"])),
                Is.EqualTo([("H-00002", "ocr", "60.00"), ("H-00002", "ocr", "60.00")]));
            Assert.That(next.PaymentRows, Has.Count.EqualTo(2));
            Assert.That(string.Join(' ', next.Absent.SelectMany(row => row.Values)), Does.Not.Contain(A.Household(2).MotherId));
        });
    }

    [Test]
    public void An_eligible_family_that_never_applied_is_on_the_take_up_list()
    {
        TestHousehold bereaved = A.Household(1).Without("father").Mother(("id_number", People.Id("1970-01-01", true)),
            ("certificate_no", ""), ("certificate_date", "")).Child(("death_date", "2020-02-02"));

        TestRun run = _inputs.Roster("a.csv", bereaved).Run();

        Assert.That(run.TakeUp.Select(row => (row["household_no"], row["scheme"])), Is.EqualTo([("H-00001", "sab")]));
    }

    [Test]
    public void Nothing_but_the_run_folder_is_left_behind()
    {
        _inputs.WithSample(100, faultsPercent: 5).Run();

        Assert.Multiple(() =>
        {
            Assert.That(Directory.GetFileSystemEntries(_inputs.Out).Select(Path.GetFileName), Is.EqualTo(["2026-1"]));
            Assert.That(Directory.Exists(Path.Combine(_inputs.Data, "work"))
                ? Directory.GetFileSystemEntries(Path.Combine(_inputs.Data, "work"))
                : [], Is.Empty);
        });
    }

    private static string Hash(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));

    private static void CopyKeys(TestInputs from, TestInputs to)
    {
        Directory.CreateDirectory(Path.Combine(to.Data, "keys"));
        foreach (string key in Directory.GetFiles(Path.Combine(from.Data, "keys")))
            File.Copy(key, Path.Combine(to.Data, "keys", Path.GetFileName(key)), overwrite: true);
    }

    private static Result Carry(TestInputs inputs, int workers, TestInputs? keysOf)
    {
        if (keysOf is not null)
            CopyKeys(keysOf, inputs);
        TestRun run = inputs.Run(inputs.Order() with { Workers = workers });
        using TestDatabase database = inputs.Rows();
        IEnumerable<string> files = Directory.GetFiles(run.Folder, "*", SearchOption.AllDirectories)
            .Where(file => !Path.GetFileName(file).StartsWith("summary.", StringComparison.Ordinal));
        return new Result(
            files.ToDictionary(file => Path.GetRelativePath(run.Folder, file), Hash),
            Books.Heads(database),
            string.Join('\n', database.Rows("SELECT hex(claimant_key) AS person, scheme, outcome, codes, months, due_fen FROM decisions "
                + "JOIN claimants ON number = claimant_number ORDER BY 1, 2").Select(row => string.Join('|', row.Values))));
    }

    private sealed record Result(Dictionary<string, string> Files, Dictionary<string, string> Heads, string Decisions);
}
