using System.Globalization;
using Disbursement.Domain.Households;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Questions;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Tests.Rosters;
using Microsoft.Data.Sqlite;

namespace Disbursement.Jobs.Tests.Privacy;

/// <summary>A rotation seals everything anew, loses nothing, can be gone on with, and lets others work.</summary>
[TestFixture]
internal sealed class RotateKeysTests
{
    private KeptFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new KeptFolder().WithActs();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public void Every_value_is_sealed_with_the_new_key_and_opens_to_what_it_was()
    {
        string before = _folder.Keys();
        string[] opened = _folder.Opened();

        ActOutcome.Done done = KeptFolder.Done(_folder.Rotate(new Administering(_folder.Boss, "")));

        Assert.That((before, _folder.Keys()), Is.EqualTo(("1:10", "2:10")));
        Assert.That(_folder.Opened(), Is.EqualTo(opened));
        Assert.That(done.English, Does.Contain("10 of them just now, and 2 archived files").And.Contain("Older keys stay"));
    }

    [Test]
    public void Its_start_and_its_end_are_recorded()
    {
        _folder.Rotate(new Administering(_folder.Boss, ""));

        Assert.That(_folder.Record("rotate-keys"),
            Is.EqualTo(new[] { "boss done started key=2 left=10", "boss done ended key=2 sealed=10 files=2 left=0" }));
    }

    [Test]
    public void Only_an_administrator_may_and_the_refusal_is_recorded()
    {
        string[] refused = [.. new[] { "operator", "reviewer", "auditor" }.Select(
            name => KeptFolder.Refused(_folder.Rotate(new Administering(_folder.Officer(name), ""))))];

        Assert.That(refused, Is.All.EqualTo("NOT-YOUR-POWER"));
        Assert.That((_folder.Keys(), _folder.Record("rotate-keys").Length), Is.EqualTo(("1:10", 3)));
    }

    [Test]
    public void The_user_of_the_operating_system_may_not_once_there_are_officers() =>
        Assert.That((KeptFolder.Refused(_folder.Rotate()), _folder.Keys(), _folder.Record("rotate-keys").Single()[..30]),
            Is.EqualTo(("NOT-YOUR-POWER", "1:10", "somebody refused NOT-YOUR-POWER"[..30])));

    [Test]
    public void Before_there_are_officers_the_user_of_the_operating_system_may()
    {
        using KeptFolder bare = new();

        KeptFolder.Done(bare.Rotate());

        Assert.That((bare.Keys(), bare.Record("rotate-keys").Length, bare.Broken().Length), Is.EqualTo(("2:8", 2, 0)));
    }

    [Test]
    public void Books_and_replay_hold_before_and_after()
    {
        string[] before = _folder.Broken();

        _folder.Rotate(new Administering(_folder.Boss, ""));
        _folder.Rotate(new Administering(_folder.Boss, ""));

        Assert.That((before, _folder.Broken(), _folder.Keys()), Is.EqualTo((Array.Empty<string>(), Array.Empty<string>(), "3:10")));
    }

    [Test]
    public void People_are_found_and_their_payments_held_and_missed_as_before()
    {
        _folder.Rotate(new Administering(_folder.Boss, ""));
        Assert.That(CitizenId.TryParse(A.Household(1).MotherId, out CitizenId mother));

        ActSetting setting = _folder.Setting;
        IReadOnlyList<ExplainedRun> explained = new ExplainPerson(_folder.Inputs.Data, setting.Store, setting.Ring)
            .Run(mother, null, null, CancellationToken.None);
        KeptFolder.Done(new HoldPayment(setting).Unhold(_folder.Payment, _folder.Officer("reviewer"), "已核"));
        KeptFolder.Done(new HoldPayment(setting).Hold(_folder.Payment, _folder.Officer("reviewer"), "再核"));
        TestRun next = _folder.Inputs.RosterOf(2027, "a.csv", A.Household(1), A.Household(2), A.Household(3)).Run(2027);

        Assert.That((explained.Count, explained[0].Problem), Is.EqualTo((1, (Disbursement.Jobs.Files.FileRemark?)null)));
        Assert.That(next.Absent.Select(row => (row["household_no"], row["name"])),
            Is.EqualTo(new[] { ("H-00004", "王秀英"), ("H-00004", "陈建国") }));
        Assert.That((_folder.Keys(), _folder.Broken().Length), Is.EqualTo(("2:16", 0)));
    }

    [Test]
    public void A_rotation_that_ended_early_is_gone_on_with_and_no_further_key_is_made()
    {
        using CancellationTokenSource stop = new();
        stop.Cancel();
        Assert.That(() => _folder.Rotate(new Administering(_folder.Boss, ""), stop.Token), Throws.InstanceOf<OperationCanceledException>());
        using (TestDatabase database = _folder.Inputs.Rows())
            Assert.That((_folder.Keys(), _folder.Broken().Length), Is.EqualTo(("1:10", 0)),
                "a ring with a newer key than any value is a normal state");
        _folder.ImportUnknown(2);
        string between = _folder.Keys();

        ActOutcome.Done second = KeptFolder.Done(_folder.Rotate(new Administering(_folder.Boss, "")));

        Assert.That((between, _folder.Keys(), second.English.Contains("no further key was made", StringComparison.Ordinal)),
            Is.EqualTo(("1:10 2:1", "2:11", true)));
        Assert.That(_folder.Record("rotate-keys"), Is.EqualTo(new[]
        {
            "boss done started key=2 left=10", "boss done resumed key=2 left=10", "boss done ended key=2 sealed=10 files=2 left=0",
        }));
    }

    [Test]
    public void Sealed_values_of_many_transactions_are_all_done()
    {
        using KeptFolder large = new();
        large.Inputs.WithSample(3000).Run();
        string before = large.Keys();

        KeptFolder.Done(large.Rotate());

        Assert.That((long.Parse(before[2..], CultureInfo.InvariantCulture) > 2000, large.Keys()), Is.EqualTo((true, $"2:{before[2..]}")));
    }

    [Test]
    public void A_value_that_was_altered_stops_it_with_table_and_row_and_without_the_value()
    {
        string row = _folder.Value("SELECT MAX(number) FROM claimants WHERE personal IS NOT NULL");
        using (TestDatabase database = _folder.Inputs.Rows())
            database.Execute(
                $"UPDATE claimants SET personal = CAST(substr(personal, 1, length(personal) - 2) || x'0000' AS BLOB) WHERE number = {row}");

        ActOutcome outcome = _folder.Rotate(new Administering(_folder.Boss, ""));

        string said = ((ActOutcome.Refused)outcome).Refusal.English;
        Assert.That((KeptFolder.Refused(outcome), said.Contains($"table claimants, row {row},", StringComparison.Ordinal), _folder.Keys()),
            Is.EqualTo((RotateKeys.Unopened, true, "1:3 2:7")));
        Assert.That(_folder.Record("rotate-keys")[^1],
            Does.StartWith($"boss refused UNOPENED: The sealed value in table claimants, row {row},"));
    }

    [Test]
    public void A_ring_older_than_the_database_gets_no_new_key_that_would_be_taken_for_a_lost_one()
    {
        byte[] old = File.ReadAllBytes(_folder.RingFile);
        _folder.Rotate(new Administering(_folder.Boss, ""));
        File.WriteAllBytes(_folder.RingFile, old);

        ActOutcome outcome = _folder.Rotate(new Administering(_folder.Boss, ""));

        Assert.That((KeptFolder.Refused(outcome), File.ReadAllBytes(_folder.RingFile).SequenceEqual(old), _folder.Keys()),
            Is.EqualTo(("OLD-RING", true, "2:10")));
    }

    [Test]
    public void It_does_not_begin_beside_a_run()
    {
        using RunLock run = RunLock.Take(_folder.Inputs.Data);

        Assert.That(() => _folder.Rotate(new Administering(_folder.Boss, "")),
            Throws.InstanceOf<RunRefusal>().With.Property(nameof(RunRefusal.IsResumable)).True);
        Assert.That(_folder.Keys(), Is.EqualTo("1:10"));
    }

    [Test]
    public void An_old_backup_of_the_database_opens_with_the_new_ring()
    {
        string[] opened = _folder.Opened();
        string backup = Path.Combine(_folder.Inputs.Root, "backup.db");
        Copy(_folder.Inputs.DatabaseFile, backup);

        _folder.Rotate(new Administering(_folder.Boss, ""));
        _folder.Rotate(new Administering(_folder.Boss, ""));

        Assert.That((KeptFolder.Keys(backup), _folder.Opened(backup)), Is.EqualTo(("1:10", opened)));
    }

    [Test]
    public void A_process_that_opened_the_ring_before_reads_new_values_and_seals_with_the_new_key()
    {
        ActSetting old = _folder.Setting;
        _folder.Rotate(new Administering(_folder.Boss, ""));

        using Sealer sealer = new(old.Ring);
        (byte[] value, SealedPlace place) = FirstSealed();
        _folder.ImportUnknown(3, old);

        Assert.That((sealer.Open(value, place).Length, _folder.Keys()), Is.EqualTo((value.Length - Sealer.Overhead, "2:11")));
    }

    [Test]
    public void A_sealer_made_before_a_rotation_reads_what_was_sealed_after_it()
    {
        using Sealer before = new(_folder.Setting.Ring);
        _folder.Rotate(new Administering(_folder.Boss, ""));

        (byte[] value, SealedPlace place) = FirstSealed();

        Assert.That((before.Newest, before.Open(value, place).Length > 0), Is.EqualTo(((ushort)1, true)));
    }

    [Test]
    public void The_ring_keeps_its_old_keys_its_lookup_key_and_its_rights()
    {
        byte[] before = KeyRing.Open(_folder.Inputs.Data, hasData: true).Ring!.SealingKey(1),
            lookup = KeyRing.Open(_folder.Inputs.Data, hasData: true).Ring!.Lookup;
        File.WriteAllText(_folder.RingFile + ".new", "left by a rotation that died");

        _folder.Rotate(new Administering(_folder.Boss, ""));

        KeyRing ring = KeyRing.Open(_folder.Inputs.Data, hasData: true).Ring!;
        Assert.That((ring.Count, ring.SealingKey(1), ring.Lookup, ring.SealingKey(2).SequenceEqual(before)),
            Is.EqualTo((2, before, lookup, false)));
        if (!OperatingSystem.IsWindows())
            Assert.That(File.GetUnixFileMode(_folder.RingFile), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    private static void Copy(string database, string target)
    {
        using SqliteConnection from = new($"Data Source={database};Pooling=False"), to = new($"Data Source={target};Pooling=False");
        from.Open();
        to.Open();
        from.BackupDatabase(to);
    }

    private (byte[] Value, SealedPlace Place) FirstSealed()
    {
        const string First = "FROM claimants WHERE personal IS NOT NULL ORDER BY number LIMIT 1";
        return (Convert.FromHexString(_folder.Value($"SELECT personal {First}")),
            SealedPlace.Claimant(long.Parse(_folder.Value($"SELECT number {First}"), System.Globalization.CultureInfo.InvariantCulture)));
    }
}
