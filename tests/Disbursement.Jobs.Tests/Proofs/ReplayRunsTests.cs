using System.Security.Cryptography;
using Disbursement.Domain.History;
using Disbursement.Domain.Households;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Proofs;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Replay;
using Disbursement.Jobs.Store.Standings;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Proofs;

/// <summary>
/// Past runs, computed again from the archive: what nobody touched comes out the same, and whatever was touched is named.
/// </summary>
[TestFixture]
internal sealed class ReplayRunsTests
{
    private TestInputs _inputs = null!;

    [SetUp]
    public void MakeInputs() => _inputs = new TestInputs();

    [TearDown]
    public void RemoveInputs() => _inputs.Dispose();

    [Test]
    public void Three_years_and_a_supplementary_run_come_out_the_same()
    {
        foreach (int year in new[] { 2026, 2027, 2028, 2028 })
        {
            _inputs.Run(_inputs.Order(year) with { Inputs = Path.Combine(Repository.ThreeYears, "inputs"), HasEnglishHeaders = year == 2027,
                IsChinese = year != 2027 });
            _inputs.Clock.Advance(TimeSpan.FromDays(182));
        }

        Assert.That(_inputs.Replay().Select(check => check.FirstBreak), Is.EqualTo(new string?[5]));
    }

    [Test]
    public void The_shipped_rosters_come_out_the_same_county_by_county_and_whole()
    {
        foreach (string file in Directory.GetFiles(Path.Combine(Repository.Root, "inputs", "rosters"), "*", SearchOption.AllDirectories))
            File.Copy(file, _inputs.PathOf(Path.GetRelativePath(Path.Combine(Repository.Root, "inputs", "rosters", "2026"), file)));
        _inputs.RosterBytes("320311-gbk.csv", Gb18030(RosterText.Of(A.Household(71, "320311001001"), A.Household(72, "320311001001"))));
        _inputs.RosterBytes("folder.csv/in-it.txt", []);

        _inputs.Run(_inputs.Order() with { Counties = ["320381", "320382"] });
        TestRun whole = _inputs.Run(_inputs.Order() with { IsChinese = true });

        using TestDatabase database = _inputs.Rows();
        Assert.That(database.Rows("SELECT DISTINCT encoding FROM run_inputs ORDER BY encoding").Select(row => row["encoding"]),
            Is.EqualTo(["", "gb18030", "utf-8", "xlsx"]));
        Assert.That((whole.Rejected > 0, whole.Payments > 0), Is.EqualTo((true, true)));
        Assert.That(_inputs.Replay().Select(check => (check.Number, check.Checked > 0, check.FirstBreak)),
            Is.EqualTo([(6, true, (string?)null), (6, true, null), (6, true, null)]));
    }

    [Test]
    public void Corrections_faults_and_absent_claimants_over_two_years_come_out_the_same()
    {
        _inputs.WithSample(400, faultsPercent: 4).Run();
        _inputs.Roster("corrections/c.csv", A.Household(1), A.Household(2)).Run();
        _inputs.RosterOf(2027, "b.csv", A.Household(2), A.Household(3)).Run(2027);

        Assert.That(_inputs.Replay().Select(check => check.FirstBreak), Is.EqualTo(new string?[4]));
    }

    [Test]
    public void One_run_alone_can_be_replayed()
    {
        TwoYears();

        Assert.That(_inputs.Replay("2027-1").Select(check => (check.FirstBreak, check.English)),
            Is.EqualTo([((string?)null, "run 2027-1, computed again from the archive, gives the same decisions and files")]));
    }

    [Test]
    public void A_run_that_there_is_not_is_refused()
    {
        TwoYears();

        Assert.That(() => _inputs.Replay("2031-1"), Throws.TypeOf<RunRefusal>().With.Message.Contains("2031-1"));
    }

    [Test]
    public void A_replay_leaves_every_byte_as_it_was_and_a_second_one_says_the_same()
    {
        TwoYears();
        string[] before = Fingerprints();

        string?[] first =
            [.. _inputs.Replay().Select(check => check.FirstBreak)], second = [.. _inputs.Replay().Select(check => check.FirstBreak)];

        Assert.That((first, second), Is.EqualTo((new string?[3], new string?[3])));
        Assert.That(Fingerprints(), Is.EqualTo(before));
    }

    [Test]
    public void What_a_killed_replay_left_is_gone_after_the_next_one()
    {
        TwoYears();
        string left = Path.Combine(_inputs.Data, "work", "replay-3", "run");
        Directory.CreateDirectory(left);
        File.WriteAllText(Path.Combine(left, "ocr.csv"), "left over");

        _inputs.Replay("2026-1");

        Assert.That(Directory.GetFileSystemEntries(Path.Combine(_inputs.Data, "work")), Is.Empty);
    }

    [Test]
    public void Two_replays_at_a_time_do_not_meet()
    {
        using ReplayFolder one = ReplayFolder.Take(_inputs.Data), other = ReplayFolder.Take(_inputs.Data);

        Assert.That((Path.GetFileName(one.Root), Path.GetFileName(other.Root)), Is.EqualTo(("replay-1", "replay-2")));
    }

    [Test]
    public void The_folder_of_a_replay_is_for_its_owner_alone()
    {
        if (OperatingSystem.IsWindows())
            return;

        using ReplayFolder folder = ReplayFolder.Take(_inputs.Data);

        Assert.That(File.GetUnixFileMode(folder.Root),
            Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
    }

    [Test]
    public void The_attached_record_cannot_be_written()
    {
        TwoYears();
        Database recorded = Database.OpenToRead(_inputs.Data);
        using ReplayStore replay = ReplayStore.Beside(Path.Combine(_inputs.Root, "a #?% folder"), recorded.RecordedFile(_inputs.Root),
            Path.Combine(_inputs.Root, "past.db"));
        using Microsoft.Data.Sqlite.SqliteCommand command = replay.Connection.CreateCommand();
        command.CommandText = "DELETE FROM recorded.standings";

        Assert.That(() => command.ExecuteNonQuery(),
            Throws.TypeOf<Microsoft.Data.Sqlite.SqliteException>().With.Message.Contains("readonly"));
    }

    [TestCase("UPDATE decisions SET outcome = 'refused' WHERE id = {mother}", "run 2026-1: decision of 320302001001 household H-00001 "
        + "mother, scheme ocr: recorded refused 1-12 due 60.00, replay gives granted 1-12 due 60.00")]
    [TestCase("UPDATE decisions SET months = '1-11' WHERE id = {mother}", "run 2026-1: decision of 320302001001 household H-00001 mother, "
        + "scheme ocr: recorded granted 1-11 due 60.00, replay gives granted 1-12 due 60.00")]
    [TestCase("UPDATE decisions SET due_fen = due_fen + 1 WHERE id = {mother}", "run 2026-1: decision of 320302001001 household H-00001 "
        + "mother, scheme ocr: recorded granted 1-12 due 60.01, replay gives granted 1-12 due 60.00")]
    [TestCase("UPDATE decisions SET codes = 'OCR-AGE' WHERE codes IS NOT NULL AND claimant_number IN (SELECT "
        + "number FROM claimants WHERE run_number = 1)",
        "run 2026-1: decision of 320302001001 household H-00002 mother, scheme ocr: recorded refused OCR-AGE, replay gives refused ")]
    [TestCase("UPDATE decisions SET scheme = 'sab' WHERE id = {mother}", "run 2026-1: decision of 320302001001 household H-00001 mother, "
        + "scheme ocr: recorded granted 1-12 due 60.00 as sab")]
    [TestCase("UPDATE decisions SET claimant_number = claimant_number + 1 WHERE id = {mother}", "run 2026-1: decision of 320302001001 "
        + "household H-00001 mother, scheme ocr: recorded granted 1-12 due 60.00 for another claimant")]
    [TestCase("DELETE FROM decisions WHERE id = {mother}", "run 2026-1: decision of 320302001001 household H-00001 mother, scheme ocr: "
        + "recorded nothing, replay gives granted 1-12 due 60.00")]
    [TestCase("INSERT INTO decisions SELECT id + 3, claimant_number, 'sab', outcome, codes, months, due_fen FROM decisions WHERE id = "
        + "{mother}", "run 2026-1: decision of 320302001001 household H-00001 mother, scheme sab: recorded, and the replay gives none")]
    [TestCase("INSERT INTO decisions SELECT 61847529062401, claimant_number, 'sab', outcome, codes, months, due_fen FROM decisions WHERE "
        + "id = {mother}", "decision 61847529062401 belongs to no sealed run")]
    [TestCase("UPDATE claimants SET facts = facts + 1 WHERE number = (SELECT claimant_number FROM decisions WHERE id = {mother})",
        "run 2026-1: claimant of 320302001001 household H-00001 mother: facts recorded 1025, replay gives 1024")]
    [TestCase("UPDATE claimants SET line = 77 WHERE number = (SELECT claimant_number FROM decisions WHERE id = {mother})",
        "run 2026-1: claimant of 320302001001 household H-00001 mother: line recorded 77, replay gives 2")]
    [TestCase("UPDATE claimants SET rows_from = 7 WHERE number = (SELECT claimant_number FROM decisions WHERE id = {mother})",
        "run 2026-1: claimant of 320302001001 household H-00001 mother: rows from recorded 7, replay gives ")]
    [TestCase("UPDATE claimants SET household_no = 'H-00009' WHERE number = (SELECT claimant_number FROM decisions WHERE id = {mother})",
        "run 2026-1: claimant of 320302001001 household H-00001 mother: the replay gives it, and it is not recorded")]
    [TestCase("UPDATE claimants SET applied_on = '2020-01-01' WHERE number = (SELECT claimant_number FROM decisions WHERE id = {mother})",
        "run 2026-1: claimant of 320302001001 household H-00001 mother: applied on recorded 2020-01-01, replay gives nothing")]
    [TestCase("UPDATE claimants SET claimant_key = zeroblob(16) WHERE number = (SELECT claimant_number FROM decisions WHERE id = {mother})",
        "run 2026-1: claimant of 320302001001 household H-00001 mother: "
            + "claimant key recorded 00000000000000000000000000000000, replay gives ")]
    [TestCase("INSERT INTO claimants SELECT number + 500, run_number, claimant_key, region_code, household_no, role, input_ordinal, line, "
        + "rows_from, rows_length, rows_above, facts, applied_on, standing_before, personal FROM claimants "
        + "WHERE number = (SELECT claimant_number FROM decisions WHERE id = {mother})",
        "run 2026-1: claimant of 320302001001 household H-00001 mother: recorded, and the replay gives none")]
    [TestCase("DELETE FROM claimants WHERE number = (SELECT claimant_number FROM decisions WHERE id = {mother})",
        "run 2026-1: claimant of 320302001001 household H-00001 mother: the replay gives it, and it is not recorded")]
    [TestCase("UPDATE claimants SET personal = (SELECT personal FROM claimants WHERE number = (SELECT claimant_number FROM decisions WHERE "
        + "id = {father})) WHERE number = (SELECT claimant_number FROM decisions WHERE id = {mother})",
        "run 2026-1: claimant of 320302001001 household H-00001 mother: personal data is not what the replay gives")]
    [TestCase("UPDATE claimants SET personal = NULL WHERE number = (SELECT claimant_number FROM decisions WHERE id = {mother})",
        "run 2026-1: claimant of 320302001001 household H-00001 mother: personal data is not what the replay gives")]
    [TestCase("UPDATE claimants SET personal = x'00' WHERE number = (SELECT claimant_number FROM decisions WHERE id = {mother})",
        "run 2026-1: claimant of 320302001001 household H-00001 mother: personal data is not what the replay gives")]
    [TestCase("UPDATE claimants SET personal = CAST(substr(personal, 1, length(personal) - 1) || x'00' AS BLOB) WHERE number = (SELECT "
        + "claimant_number FROM decisions WHERE id = {mother})",
        "run 2026-1: claimant of 320302001001 household H-00001 mother: personal data is not what the replay gives")]
    [TestCase("UPDATE claimants SET standing_before = NULL WHERE number = (SELECT claimant_number FROM decisions WHERE id = {mother2027})",
        "run 2027-1: claimant of 320302001001 household H-00001 mother: "
        + "the standing before the run is not what the runs before left behind")]
    [TestCase(
        "UPDATE claimants SET standing_before = (SELECT standing_before FROM claimants WHERE number = (SELECT claimant_number FROM "
            + "decisions WHERE id = {father2027})) WHERE number = (SELECT claimant_number FROM decisions WHERE id = {mother2027})",
            "run 2027-1: claimant of 320302001001 household H-00001 mother: "
                + "the standing before the run is not what the runs before left behind")]
    [TestCase("UPDATE claimants SET standing_before = x'01ffff' WHERE number = (SELECT claimant_number FROM decisions WHERE id = "
        + "{mother2027})", "run 2027-1: claimant of 320302001001 household H-00001 mother: the standing before the run cannot be read")]
    [TestCase("UPDATE claimants SET standing_before = (SELECT value FROM standings LIMIT 1) WHERE number = (SELECT claimant_number FROM "
        + "decisions WHERE id = {mother})", "run 2026-1: claimant of 320302001001 household H-00001 mother: the standing before the run is "
            + "not what the runs before left behind")]
    [TestCase("DELETE FROM standings WHERE claimant_key = (SELECT claimant_key FROM claimants WHERE number = (SELECT claimant_number FROM "
        + "decisions WHERE id = {mother}))", ": the standing is not what the runs left behind")]
    [TestCase("UPDATE standings SET value = (SELECT MIN(value) FROM standings) WHERE value = (SELECT MAX(value) FROM standings)",
        ": the standing is not what the runs left behind")]
    [TestCase("UPDATE payments SET amount_fen = amount_fen + 1 WHERE payment_no = '2026-1-320302-ocr-000002'",
        "run 2026-1: payment 2026-1-320302-ocr-000002: amount fen recorded 6001, replay gives 6000")]
    [TestCase("UPDATE payments SET claimant_number = (SELECT claimant_number FROM decisions WHERE id = {mother}) WHERE payment_no = "
        + "'2026-1-320302-ocr-000002'", "run 2026-1: payment 2026-1-320302-ocr-000002: claimant is not what the replay gives")]
    [TestCase("UPDATE payments SET flags = 'NEW' WHERE payment_no = '2026-1-320302-ocr-000002'", "run 2026-1: payment "
        + "2026-1-320302-ocr-000002: flags recorded NEW, replay gives ")]
    [TestCase("DELETE FROM payments WHERE payment_no = '2026-1-320302-ocr-000002'", "run 2026-1: payment 2026-1-320302-ocr-000002: the "
        + "replay gives it, and it is not recorded")]
    [TestCase("UPDATE batches SET total_fen = total_fen + 1 WHERE id = '2026-1-320302-ocr'",
        "run 2026-1: batch 2026-1-320302-ocr: total fen recorded ")]
    [TestCase("UPDATE batch_files SET sha256 = 'x' WHERE path = '320302/ocr.csv' AND batch_number IN "
        + "(SELECT number FROM batches WHERE run_number = 1)", "run 2026-1: file 320302/ocr.csv: sha256 recorded x, replay gives ")]
    [TestCase("UPDATE transfers SET fen = fen + 1 WHERE run = '2026-1' AND sequence = 1", "run 2026-1: transfer 320302/1: fen recorded "
        + "6001, replay gives 6000")]
    [TestCase("UPDATE transfers SET hash = zeroblob(32) WHERE run = '2027-1' AND sequence = (SELECT "
        + "MIN(sequence) FROM transfers WHERE run = '2027-1')", "run 2027-1: transfer 320302/")]
    [TestCase("DELETE FROM transfers WHERE id = (SELECT MAX(id) FROM transfers WHERE run = '2027-1')", "run 2027-1: transfer 320302/")]
    [TestCase("INSERT INTO transfers SELECT id + 90, book, sequence + 90, event, debit, credit, fen, run, batch, payment, claimant, scheme,"
        + " year, recorded_at, actor, hash FROM transfers WHERE sequence = 1",
        "run 2026-1: transfer 320302/91: recorded, and the replay gives none")]
    [TestCase("INSERT INTO transfers SELECT id + 90, book, sequence + 90, event, debit, credit, fen, '2031-1', batch, payment, claimant, "
        + "scheme, year, recorded_at, actor, hash FROM transfers WHERE sequence = 1", "transfer 320302/91 belongs to no sealed run")]
    [TestCase("UPDATE run_inputs SET accepted = accepted + 1 WHERE run_number = 1", "run 2026-1: input a.csv: accepted recorded ")]
    [TestCase("UPDATE run_inputs SET sha256 = replace(sha256, substr(sha256, 1, 1), 'g') WHERE run_number = 1",
        "run 2026-1: the recorded SHA-256 of the roster a.csv is none: 'g")]
    [TestCase("UPDATE runs SET language = 'zh' WHERE number = 1", "run 2026-1: input broken.csv: refusal recorded ")]
    [TestCase("UPDATE runs SET headers = 'en' WHERE number = 1", "run 2026-1: batch 2026-1-320302-ocr: files sha256 recorded ")]
    [TestCase(
        "UPDATE runs SET maker = 'nobody' WHERE number = 1", "run 2026-1: transfer 320302/1: actor recorded operator, replay gives nobody")]
    public void What_was_altered_is_named(string sql, string named)
    {
        TwoYears();
        string[] numbers = [DecisionOf("mother", 1), DecisionOf("father", 1), DecisionOf("mother", 2), DecisionOf("father", 2)];
        using (TestDatabase database = _inputs.Rows())
        {
            string given = sql.Replace("{mother}", numbers[0], StringComparison.Ordinal)
                .Replace("{father}", numbers[1], StringComparison.Ordinal)
                .Replace("{mother2027}", numbers[2], StringComparison.Ordinal)
                .Replace("{father2027}", numbers[3], StringComparison.Ordinal);
            Assert.That(database.Tamper("PRAGMA foreign_keys = OFF;" + given), Is.GreaterThan(0), "the change must find its row");
        }

        string[] breaks = [.. _inputs.Replay().Select(check => check.FirstBreak).OfType<string>()];

        Assert.That(breaks, Has.Length.EqualTo(1), string.Join('\n', breaks));
        Assert.That(breaks[0], Does.Contain(named).And.Not.Contain("王秀英").And.Not.Contain(A.Household(1).MotherId));
    }

    [Test]
    public void A_standing_that_makes_the_recorded_rows_nonsense_is_a_break_and_not_an_error()
    {
        TwoYears();
        using (TestDatabase database = _inputs.Rows())
            database.Tamper($"UPDATE claimants SET standing_before = x'0100000001ff000000' WHERE number = (SELECT claimant_number FROM "
                + $"decisions WHERE id = {DecisionOf("mother", 2)})");

        Assert.That(_inputs.Replay("2027-1").Single().FirstBreak, Does.StartWith("run 2027-1: "));
    }

    [Test]
    public void A_bank_account_that_was_sealed_anew_with_the_right_key_is_found()
    {
        TwoYears();
        (KeyRing? ring, _) = KeyRing.Open(_inputs.Data, hasData: true);
        using Sealer sealer = new(ring!);
        using (TestDatabase database = _inputs.Rows())
        {
            string number = $"(SELECT claimant_number FROM decisions WHERE id = {DecisionOf("mother", 1)})";
            SealedPlace place = SealedPlace.Claimant(database.Number($"SELECT {number}"));
            byte[] plain = sealer.Open(
                Convert.FromHexString(database.Rows($"SELECT personal FROM claimants WHERE number = {number}")[0]["personal"]), place);
            plain[^2] ^= 1;
            byte[] sealedAgain = sealer.Seal(plain, place);
            database.Tamper($"UPDATE claimants SET personal = x'{Convert.ToHexString(sealedAgain)}' WHERE number = {number}");
        }

        Assert.That(_inputs.Replay()[0].FirstBreak,
            Is.EqualTo("run 2026-1: claimant of 320302001001 household H-00001 mother: personal data is not what the replay gives"));
    }

    [TestCase("run_inputs", "the roster a.csv")]
    [TestCase("pack_sha256", "the policy pack")]
    [TestCase("bureaus_sha256", "bureaus.csv")]
    public void An_archived_input_that_was_altered_or_taken_away_is_the_first_break(string kept, string named)
    {
        TwoYears();
        using TestDatabase database = _inputs.Rows();
        string sha256 = database.Rows(kept == "run_inputs"
            ? "SELECT sha256 FROM run_inputs WHERE run_number = 1 AND path = 'a.csv'"
            : $"SELECT {kept} AS sha256 FROM runs WHERE number = 1")[0]["sha256"];
        bool isSealed = kept == "run_inputs";
        string place = Path.Combine(_inputs.Data, "archive", sha256[..2], sha256) + (isSealed ? ".sealed" : "");

        File.AppendAllText(place, "\n");
        string? altered = _inputs.Replay("2026-1").Single().FirstBreak;
        File.Delete(place);
        string? missing = _inputs.Replay("2026-1").Single().FirstBreak;

        Assert.That(altered, isSealed
            ? Does.StartWith($"run 2026-1: what the archive holds of {named}, SHA-256 {sha256}, cannot be opened")
            : Does.StartWith($"run 2026-1: the archive holds {named} with SHA-256 ").And.EndWith($"recorded is {sha256}"));
        Assert.That(missing, Is.EqualTo($"run 2026-1: the archive no longer holds {named}, SHA-256 {sha256}"));
    }

    [Test]
    public void Payments_that_the_files_leave_out_are_left_out_again()
    {
        TwoYears();
        string file = Path.Combine(_inputs.Out, "2026-1", "320302", "ocr.csv");
        string[] lines = File.ReadAllLines(file);
        byte[] without = [0xEF, 0xBB, 0xBF, .. System.Text.Encoding.UTF8.GetBytes(
            string.Concat(lines.Where(line => !line.Contains("-ocr-000002", StringComparison.Ordinal)).Select(line => line + "\r\n")))];
        string sha256 = Convert.ToHexStringLower(SHA256.HashData(without));
        using TestInputs other = new();
        other.Roster("a.csv", A.Household(1), A.Household(2).Mother(("reward_payer", "employer")), A.Household(3));
        RunLeavingOut.Run(other, "2026-1-320302-ocr-000002");
        using TestDatabase files = other.Rows();
        using (TestDatabase database = _inputs.Rows())
        {
            database.Execute("UPDATE payments SET state = 'held', is_left_out = 1 WHERE payment_no = '2026-1-320302-ocr-000002'");
            database.Execute($"UPDATE batches SET files_sha256 = "
                + $"'{files.Rows("SELECT files_sha256 FROM batches").Single()["files_sha256"]}' WHERE id = '2026-1-320302-ocr'");
            foreach (Dictionary<string, string> row in files.Rows("SELECT * FROM batch_files"))
                database.Execute($"UPDATE batch_files SET sha256 = '{row["sha256"]}', rows = {row["rows"]}, total_fen = {row["total_fen"]} "
                    + $"WHERE path = '{row["path"]}' AND batch_number IN (SELECT number FROM batches WHERE run_number = 1)");
        }

        Assert.That(files.Rows("SELECT sha256 FROM batch_files WHERE format = 'csv'").Single()["sha256"], Is.EqualTo(sha256));
        Assert.That(_inputs.Replay("2026-1").Single().FirstBreak, Is.Null);
    }

    [TestCase(false)]
    [TestCase(true)]
    public void A_payment_that_was_taken_back_may_change_sums_before_the_next_run_and_nothing_else(bool areFactsAltered)
    {
        _inputs.Roster("a.csv", A.Household(1)).Run();
        AlterStanding(areFactsAltered, isTakenBack: true);
        _inputs.Clock.Advance(TimeSpan.FromDays(365));
        _inputs.RosterOf(2027, "a.csv", A.Household(1)).Run(2027);

        Assert.That(_inputs.Replay().Select(check => check.FirstBreak is null), Is.EqualTo(new[] { true, !areFactsAltered, true }));
    }

    [Test]
    public void Sums_that_change_after_the_next_run_are_not_excused_by_what_was_taken_back_before_it()
    {
        _inputs.Roster("a.csv", A.Household(1)).Run();
        AlterStanding(areFactsAltered: false, isTakenBack: true);
        _inputs.Clock.Advance(TimeSpan.FromDays(365));
        _inputs.RosterOf(2027, "a.csv", A.Household(1)).Run(2027);
        AlterStanding(areFactsAltered: false, isTakenBack: false);

        Assert.That(_inputs.Replay().Select(check => check.FirstBreak is null), Is.EqualTo(new[] { true, true, false }));
    }

    /// <summary>Takes the sums out of one standing, with or without a transfer that says why.</summary>
    private void AlterStanding(bool areFactsAltered, bool isTakenBack)
    {
        using TestDatabase database = _inputs.Rows();
        Dictionary<string, string> row = database.Rows("SELECT claimant_key, value FROM standings ORDER BY claimant_key LIMIT 1")[0];
        Standing before = Standing.Read(Convert.FromHexString(row["value"]));
        Standing after = before with { History = new ClaimantHistory { FirstAppliedOn = before.History.FirstAppliedOn,
            Facts = areFactsAltered ? [] : before.History.Facts } };
        byte[] packed = new byte[after.PackedLength];
        int length = after.Pack(packed);
        database.Execute("UPDATE standings SET value = "
            + $"x'{Convert.ToHexString(packed.AsSpan(0, length))}' WHERE claimant_key = x'{row["claimant_key"]}'");
        if (isTakenBack)
        {
            database.Execute($"""
                INSERT INTO transfers SELECT t.id + 9, book, sequence + 9, 'cancel', credit, debit, fen, run, batch, payment, claimant,
                  scheme, year, recorded_at, actor, hash
                FROM transfers t WHERE claimant = x'{row["claimant_key"]}'
                """);
        }
    }

    /// <summary>Two years of three households; one of them is refused, and one file cannot be read.</summary>
    private void TwoYears()
    {
        _inputs.Roster("a.csv", A.Household(1), A.Household(2).Mother(("reward_payer", "employer")), A.Household(3))
            .Roster("broken.csv", "nothing of a roster\n").Run();
        _inputs.Clock.Advance(TimeSpan.FromDays(365));
        _inputs.RosterOf(2027, "a.csv", A.Household(1), A.Household(2), A.Household(3)).Run(2027);
    }

    /// <summary>The id of the decision on the only-child reward of a parent of the first household.</summary>
    private string DecisionOf(string role, int run)
    {
        using TestDatabase database = _inputs.Rows();
        return database.Rows($"SELECT d.id FROM decisions d JOIN claimants c ON c.number = claimant_number WHERE scheme = 'ocr' AND "
            + $"household_no = 'H-00001' AND role = '{role}' AND run_number = {run}").Single()["id"];
    }

    private string[] Fingerprints() =>
        [.. Directory.GetFiles(_inputs.Root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Where(file => !file.EndsWith("-wal", StringComparison.Ordinal) && !file.EndsWith("-shm", StringComparison.Ordinal))
            .Select(file => $"{Path.GetRelativePath(_inputs.Root, file)} "
                + $"{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))}")];

    private static byte[] Gb18030(string text) => System.Text.CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!.GetBytes(text);
}
