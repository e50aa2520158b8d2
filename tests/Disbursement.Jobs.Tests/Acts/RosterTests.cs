using System.IO.Compression;
using System.Text;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Archive;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Tables;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Acts;

/// <summary>
/// Rosters are looked at before they count; putting one in place, replacing it and withdrawing it are acts, and nothing is lost by any.
/// </summary>
[TestFixture]
internal sealed class RosterTests
{
    private TestOffice _office = null!;

    private Officer _yunlong = null!;

    [SetUp]
    public void Open()
    {
        _office = TestOffice.Staffed();
        _yunlong = _office.Add("qian", OfficerRole.Operator, "320303");
        TestOffice.Done(new ManageOfficers(_office.Setting).Password(_yunlong, "qian", TestOffice.Password));
    }

    [TearDown]
    public void Close() => _office.Dispose();

    [Test]
    public void A_roster_that_is_put_in_place_is_read_by_the_next_run_and_whoever_brought_it_is_one_of_its_makers()
    {
        TestOffice.Done(Add("a.csv", A.Household(1), A.Household(2)));
        Dictionary<string, string> act = _office.LastAct();
        _office.Run();

        Assert.That((act["act"], act["subject"], act["actor"]), Is.EqualTo(("add-roster", "2026/a.csv", "zhang")));
        Assert.That(act["detail"], Does.EndWith("year=2026 rows=6 households=2 counties=320302"));
        Assert.That(_office.Number("SELECT COUNT(*) FROM payments"), Is.EqualTo(4));
        Assert.That(_office.Texts("SELECT why FROM run_makers"), Is.EqualTo(new[] { "started" }), "the operator did both");
        Assert.That((Listed("a.csv").ReadBy, Listed("a.csv").Brought?.Officer, _office.Breaks()),
            Is.EqualTo(("2026-1", "zhang", Array.Empty<string>())));
    }

    [Test]
    public void Somebody_else_who_brought_it_is_a_maker_too()
    {
        TestOffice.Done(Add("a.csv", _yunlong, A.Household(1, "320303001001")));
        _office.Run();

        Assert.That(_office.Texts("SELECT why FROM run_makers WHERE name = 'qian'"), Is.EqualTo(new[] { "a.csv" }));
        Assert.That(_office.Breaks(), Is.Empty);
    }

    [Test]
    public void A_file_is_never_overwritten_unseen()
    {
        TestOffice.Done(Add("a.csv", A.Household(1)));
        using HandedRoster late = Checked("a.csv", A.Household(2));
        string lying = Text("a.csv");

        Assert.That(TestOffice.CodeOf(HandIn(late, null)), Is.EqualTo("EXISTS"));
        Assert.That(TestOffice.CodeOf(HandIn(late, new string('0', 64), reason: "第二版")), Is.EqualTo("NOT-AS-SHOWN"));
        Assert.That((Text("a.csv"), File.Exists(late.File)), Is.EqualTo((lying, true)), "neither file is lost");
    }

    [Test]
    public void What_is_replaced_is_kept_and_can_be_handed_out_again()
    {
        TestOffice.Done(Add("a.csv", A.Household(1), A.Household(2)));
        byte[] before = File.ReadAllBytes(_office.Inputs.PathOf("a.csv"));
        using HandedRoster handed = Checked("a.csv", A.Household(2), A.Household(3));
        RosterDifference against = handed.Check!.Against!;
        TestOffice.Done(HandIn(handed, against.Sha256, reason: "第二版"));
        Assert.That(_office.LastAct()["act"], Is.EqualTo("replace-roster"));

        Assert.That((against.Households, against.Gone, against.New, against.FirstGone[0]), Is.EqualTo((2L, 1L, 1L, "320302 H-00001")));
        Assert.That(Text("a.csv"), Does.Contain("H-00003").And.Not.Contain("H-00001"));
        Assert.That(Taken(against.Sha256), Is.EqualTo(before));
        Assert.That(_office.Breaks(), Is.Empty);
    }

    [Test]
    public void A_file_that_somebody_changed_since_the_check_is_not_replaced()
    {
        TestOffice.Done(Add("a.csv", A.Household(1)));
        using HandedRoster handed = Checked("a.csv", A.Household(2));
        _office.Inputs.Roster("a.csv", A.Household(1), A.Household(7));

        Assert.That(TestOffice.CodeOf(HandIn(handed, handed.Check!.Against!.Sha256, reason: "第二版")), Is.EqualTo("NOT-AS-SHOWN"));
        Assert.That(Text("a.csv"), Does.Contain("H-00007"));
    }

    [Test]
    public void Two_who_bring_the_same_name_at_the_same_moment_lose_neither_file()
    {
        using HandedRoster one = Checked("a.csv", A.Household(1)), other = Checked("a.csv", A.Household(2));
        ActOutcome[] outcomes = new ActOutcome[2];
        Parallel.Invoke(() => outcomes[0] = HandIn(one, null), () => outcomes[1] = HandIn(other, null));

        int done = Array.FindIndex(outcomes, outcome => outcome is ActOutcome.Done);
        HandedRoster[] both = [one, other];
        Assert.That(outcomes.Select(TestOffice.CodeOf), Is.EquivalentTo(new[] { "done", "EXISTS" }));
        Assert.That(FileHash.Of(_office.Inputs.PathOf("a.csv")), Is.EqualTo(both[done].Check!.Reading.Sha256));
        Assert.That(FileHash.Of(both[1 - done].File), Is.EqualTo(both[1 - done].Check!.Reading.Sha256), "the other waits on");
    }

    [Test]
    public void A_withdrawn_roster_is_read_no_more_and_kept_whoever_laid_it_there()
    {
        _office.Inputs.Roster("a.csv", A.Household(1)).Roster("b.csv", A.Household(2, "320303001001"));
        byte[] bytes = File.ReadAllBytes(_office.Inputs.PathOf("b.csv"));
        TestOffice.Done(Withdraw("b.csv"));
        _office.Run();

        Assert.That(_office.Texts("SELECT path FROM run_inputs"), Is.EqualTo(new[] { "a.csv" }));
        Assert.That((_office.Rows("SELECT * FROM audit WHERE act = 'withdraw-roster'").Single()["reason"], _office.Breaks()),
            Is.EqualTo(("交错了", Array.Empty<string>())));
        Assert.That(Taken(HashOf(bytes)), Is.EqualTo(bytes));
        Assert.That(Directory.GetFiles(Path.Combine(_office.Inputs.Inputs, "rosters", "2026")), Has.Length.EqualTo(1));
    }

    [Test]
    public void A_correction_for_a_county_that_nobody_knows_says_that_it_would_be_rejected()
    {
        ActOutcome outcome = _office.Correct("late.csv", null, A.Household(1), A.Household(2, "999999001001"));

        Assert.That((outcome as ActOutcome.Done)?.English, Does.Contain("1 household accepted; 1 household would be rejected"));
    }

    [Test]
    public void A_correction_is_withdrawn_too()
    {
        _office.Inputs.Roster("a.csv", A.Household(1));
        TestOffice.Done(_office.Correct("late.csv", null, A.Household(1)));
        TestOffice.Done(Withdraw("corrections/late.csv"));

        Assert.That((File.Exists(_office.Inputs.PathOf("corrections/late.csv")), _office.Breaks()),
            Is.EqualTo((false, Array.Empty<string>())));
    }

    [Test]
    public void A_file_that_is_no_longer_what_was_seen_is_not_withdrawn()
    {
        _office.Inputs.Roster("a.csv", A.Household(1));

        ActOutcome outcome = new WithdrawRoster(_office.Setting, _office.Inputs.Inputs)
            .Run(2026, "a.csv", new string('0', 64), _office.Operator, "交错了", CancellationToken.None);

        Assert.That((TestOffice.CodeOf(outcome), File.Exists(_office.Inputs.PathOf("a.csv"))), Is.EqualTo(("NOT-AS-SHOWN", true)));
    }

    [Test]
    public void While_a_run_is_under_way_nothing_that_it_has_listed_goes_away()
    {
        TestOffice.Done(Add("a.csv", A.Household(1)));
        using HandedRoster handed = Checked("a.csv", A.Household(2)), fresh = Checked("b.csv", A.Household(3));
        string sha256 = handed.Check!.Against!.Sha256;
        using (RunLock.Take(_office.Inputs.Data))
        {
            Assert.That(TestOffice.CodeOf(HandIn(handed, sha256, reason: "第二版")), Is.EqualTo("RUN-UNDER-WAY"));
            Assert.That(TestOffice.CodeOf(Withdraw("a.csv")), Is.EqualTo("RUN-UNDER-WAY"));
            Assert.That((_office.LastAct()["act"], _office.LastAct()["outcome"]), Is.EqualTo(("withdraw-roster", "refused")));
            Assert.That(TestOffice.CodeOf(HandIn(fresh, null)), Is.EqualTo("done"), "a new file is on nobody's list");
        }

        Assert.That(Text("a.csv"), Does.Contain("H-00001"));
    }

    [Test]
    public void An_operator_of_some_counties_brings_replaces_and_withdraws_their_households_alone()
    {
        _office.Inputs.Roster("both.csv", A.Household(1), A.Household(2, "320303001001")).Roster("own.csv", A.Household(3, "320303001001"));
        using HandedRoster other = Checked("new.csv", A.Household(4)), over = Checked("both.csv", A.Household(2, "320303001001"));

        Assert.That(TestOffice.CodeOf(HandIn(other, null, _yunlong)), Is.EqualTo("NOT-YOUR-COUNTY"));
        Assert.That(TestOffice.CodeOf(HandIn(over, over.Check!.Against!.Sha256, _yunlong, "第二版")), Is.EqualTo("NOT-YOUR-COUNTY"));
        Assert.That(TestOffice.CodeOf(Withdraw("both.csv", _yunlong)), Is.EqualTo("NOT-YOUR-COUNTY"));
        Assert.That(TestOffice.CodeOf(_office.Correct("late.csv", _yunlong, A.Household(1))), Is.EqualTo("NOT-YOUR-COUNTY"));
        Assert.That((Text("both.csv").Contains("H-00001", StringComparison.Ordinal), File.Exists(_office.Inputs.PathOf("new.csv"))),
            Is.EqualTo((true, false)));
        TestOffice.Done(Withdraw("own.csv", _yunlong));
        TestOffice.Done(Add("own.csv", _yunlong, A.Household(3, "320303001001")));
    }

    [Test]
    public void What_is_of_all_counties_is_not_done_by_an_operator_of_some()
    {
        foreach (OfficialAct act in new[] { OfficialAct.Run, OfficialAct.Reissue, OfficialAct.ImportReturns })
        {
            Assert.That(_yunlong.MayNot(act)?.Code, Is.EqualTo("NOT-YOUR-COUNTY"), $"{act}");
            Assert.That(_office.Operator.MayNot(act), Is.Null, $"{act}");
        }

        Assert.That(_yunlong.MayNot(OfficialAct.ImportCorrection), Is.Null);
    }

    [TestCase("~$a.xlsx", "open in Excel")]
    [TestCase(".a.csv", "hidden")]
    [TestCase("a.et", "Save As")]
    [TestCase("a.zip", "unpack")]
    [TestCase("../a.csv", "without folders")]
    [TestCase("320302198503040028.csv", "names nobody by number")]
    public void A_name_that_no_run_would_read_is_refused_with_the_way_out(string name, string way)
    {
        Assert.That(RosterPlace.WhyNot(name)?.English, Does.Contain(way));
        using HandedRoster handed = Checked("a.csv", A.Household(1));

        ActOutcome outcome = HandIn(handed with { Name = name }, null);
        Assert.That((TestOffice.CodeOf(outcome), Lying()), Is.EqualTo(("NAME", Array.Empty<string>())));
    }

    [TestCase("empty")]
    [TestCase("header alone")]
    [TestCase("renamed workbook")]
    [TestCase("bomb")]
    [TestCase("near name")]
    public void A_file_that_pays_nobody_is_refused_in_words_and_leaves_nothing(string kind)
    {
        (string name, byte[] bytes, string code, string said) = kind switch
        {
            "empty" => ("a.csv", [], "UNREADABLE", "empty"),
            "header alone" => ("a.csv", Encoding.UTF8.GetBytes(RosterText.Of()), "EMPTY", "nobody below it"),
            "renamed workbook" => ("a.csv", Bomb(1), "UNREADABLE", "rename it to .xlsx"),
            "bomb" => ("a.xlsx", Bomb(64 << 20), "UNREADABLE", "bomb"),
            _ => ("a.csv", Encoding.UTF8.GetBytes(RosterText.Of(A.Household(1)).Replace("death_date", "death_time",
                StringComparison.Ordinal)), "UNREADABLE", "nearly"),
        };
        using HandedRoster handed = HandedRoster.Await(name, 2026);
        using (FileStream stream = handed.Write())
            stream.Write(bytes);
        handed.Read(_office.Inputs.Inputs, new ReadingProgress(), CancellationToken.None);

        ActOutcome outcome = HandIn(handed, null);
        Assert.That((outcome as ActOutcome.Refused)?.Refusal.English, Does.Contain(said));
        Assert.That((TestOffice.CodeOf(outcome), Lying()), Is.EqualTo((code, Array.Empty<string>())));
        Assert.That(SealedInputs.Of(_office.Inputs.Data, _office.Setting.Ring).All(), Is.Empty);
    }

    [Test]
    public void What_was_handed_in_lies_for_its_owner_alone_and_goes_when_it_is_given_up()
    {
        HandedRoster handed = Checked("a.csv", A.Household(1));
        UnixFileMode mode = OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(handed.File);
        string[] left = Directory.GetFileSystemEntries(handed.Folder);
        handed.Dispose();

        Assert.That((mode & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite), left.Length, Directory.Exists(handed.Folder)),
            Is.EqualTo((default(UnixFileMode), 1, false)));
    }

    [Test]
    public void A_check_that_is_stopped_leaves_nothing_of_what_it_read()
    {
        using HandedRoster handed = HandedRoster.Await("a.csv", 2026);
        using (FileStream stream = handed.Write())
            stream.Write(Encoding.UTF8.GetBytes(RosterText.Of(A.Household(1))));
        using CancellationTokenSource stop = new();
        stop.Cancel();

        Assert.That(() => handed.Read(_office.Inputs.Inputs, new ReadingProgress(), stop.Token),
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That(Directory.GetDirectories(handed.Folder), Is.Empty);
    }

    [Test]
    public void An_act_that_died_before_its_file_moved_is_finished_by_the_next_and_no_run_starts_before()
    {
        TestOffice.Done(Add("a.csv", A.Household(1)));
        TestOffice.Done(Add("b.csv", A.Household(2)));
        string a = _office.Inputs.PathOf("a.csv"), b = _office.Inputs.PathOf("b.csv");
        File.Move(a, a + ".staged");
        File.WriteAllText(_office.Inputs.PathOf("c.csv.staged"), "of an act that never was");
        File.Move(b, b + ".withdrawn");

        Assert.That(() => _office.Run(), Throws.InstanceOf<RunRefusal>().With.Message.Contains("cut short"));
        TestOffice.Done(Add("d.csv", A.Household(4)));
        Assert.That(Lying(), Is.EqualTo(new[] { "a.csv", "b.csv", "d.csv" }));
        _office.Run();
        Assert.That(_office.Number("SELECT COUNT(*) FROM payments"), Is.EqualTo(6));
    }

    [Test]
    public void A_withdrawal_that_died_before_the_file_was_deleted_is_finished_by_the_next_act()
    {
        _office.Inputs.Roster("a.csv", A.Household(1));
        byte[] bytes = File.ReadAllBytes(_office.Inputs.PathOf("a.csv"));
        TestOffice.Done(Withdraw("a.csv"));
        File.WriteAllBytes(_office.Inputs.PathOf("a.csv.withdrawn"), bytes);

        TestOffice.Done(Add("b.csv", A.Household(2)));
        Assert.That(Lying(), Is.EqualTo(new[] { "b.csv" }));
    }

    [Test]
    public void A_list_says_who_brought_each_file_and_which_run_has_read_its_bytes()
    {
        _office.Inputs.Roster("hand.csv", A.Household(1));
        TestOffice.Done(Add("brought.csv", A.Household(2)));
        File.WriteAllText(_office.Inputs.PathOf("~$open.xlsx"), "x");
        _office.Run();
        _office.Inputs.Roster("hand.csv", A.Household(1), A.Household(5));

        Assert.That(List().Select(file => (file.Name, file.Brought?.Officer, file.ReadBy, file.Households, file.PassedOver is null)),
            Is.EqualTo(new (string, string?, string?, long?, bool)[]
            {
                ("brought.csv", "zhang", "2026-1", 1, true), ("hand.csv", null, null, null, true), ("~$open.xlsx", null, null, null, false),
            }));
    }

    [Test]
    public void Rejected_rows_that_a_correction_solves_are_counted_once()
    {
        TestHousehold broken = A.Household(2).Mother(("id_number", "320302198503040025"));
        _office.Inputs.Roster("a.csv", A.Household(1), broken, A.Household(3).Mother(("bank_account", "")));
        _office.Run();
        _office.Inputs.Clock.Advance(TimeSpan.FromMinutes(5));

        TestOffice.Done(_office.Correct("one.csv", null, A.Household(2)));
        TestOffice.Done(_office.Correct("two.csv", null, A.Household(2), A.Household(9)));
        using (DisbursementDb db = _office.Setting.Store.Model())
            Assert.That(RosterBook.Corrected(db, "2026-1"), Is.EqualTo((3L, 2)));
        TestOffice.Done(_office.Correct("three.csv", null, A.Household(3)));
        using (DisbursementDb db = _office.Setting.Store.Model())
            Assert.That(RosterBook.Corrected(db, "2026-1"), Is.EqualTo((6L, 3)));
        Assert.That(_office.Breaks(), Is.Empty);
    }

    private ActOutcome Add(string name, params TestHousehold[] households) => Add(name, _office.Operator, households);

    private ActOutcome Add(string name, Officer by, params TestHousehold[] households)
    {
        using HandedRoster handed = Checked(name, households);
        return HandIn(handed, null, by);
    }

    private HandedRoster Checked(string name, params TestHousehold[] households)
    {
        HandedRoster handed = HandedRoster.Await(name, 2026);
        using (FileStream stream = handed.Write())
            stream.Write(Encoding.UTF8.GetBytes(RosterText.Of(households)));
        handed.Read(_office.Inputs.Inputs, new ReadingProgress(), CancellationToken.None);
        return handed;
    }

    private ActOutcome HandIn(HandedRoster handed, string? replaces, Officer? by = null, string? reason = null) =>
        new HandInRoster(_office.Setting, _office.Inputs.Inputs)
            .Run(handed, by ?? _office.Operator, replaces, reason, CancellationToken.None);

    private ActOutcome Withdraw(string name, Officer? by = null) => new WithdrawRoster(_office.Setting, _office.Inputs.Inputs)
        .Run(2026, name, null, by ?? _office.Operator, "交错了", CancellationToken.None);

    private IReadOnlyList<LyingRoster> List()
    {
        using DisbursementDb db = _office.Setting.Store.Model();
        return new ListRosters().Run(db, _office.Inputs.Inputs, 2026);
    }

    private LyingRoster Listed(string name) => List().Single(file => file.Name == name);

    private string Text(string name) => File.ReadAllText(_office.Inputs.PathOf(name));

    private string[] Lying() => [.. Directory.GetFiles(Path.Combine(_office.Inputs.Inputs, "rosters", "2026")).Select(Path.GetFileName)
        .Order(StringComparer.Ordinal)!];

    private byte[] Taken(string sha256)
    {
        string to = Path.Combine(_office.Inputs.Root, "taken.csv");
        TestOffice.Done(new ExportArchived(_office.Setting).Run(sha256, to, _office["zhao"], "抽查", CancellationToken.None));
        return File.ReadAllBytes(to);
    }

    private static string HashOf(byte[] bytes) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));

    private static byte[] Bomb(int bytes)
    {
        using MemoryStream target = new();
        using (ZipArchive zip = new(target, ZipArchiveMode.Create, leaveOpen: true))
        {
            using (Stream workbook = zip.CreateEntry("xl/workbook.xml").Open())
                workbook.Write("<workbook/>"u8);
            using Stream sheet = zip.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.SmallestSize).Open();
            byte[] zeros = new byte[1 << 20];
            for (int written = 0; written < bytes; written += zeros.Length)
                sheet.Write(zeros);
        }

        return target.ToArray();
    }
}
