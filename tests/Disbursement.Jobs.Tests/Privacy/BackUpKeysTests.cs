using System.Security.Cryptography;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Cli;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Tests.Rosters;
using Disbursement.Jobs.Tests.Tools;

namespace Disbursement.Jobs.Tests.Privacy;

/// <summary>
/// A backup of the ring is whole and its owner's alone; put back it opens everything, and a ring that does not fit is told before anything
/// happens.
/// </summary>
[TestFixture]
internal sealed class BackUpKeysTests
{
    private KeptFolder _folder = null!;

    private string Target => Path.Combine(_folder.Inputs.Root, "ring backup.json");

    [SetUp]
    public void MakeFolder() => _folder = new KeptFolder(1).WithActs();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public void The_copy_is_the_ring_byte_by_byte_for_its_owner_alone()
    {
        ActOutcome.Done done = KeptFolder.Done(BackUp(Target));

        Assert.That((File.ReadAllBytes(Target), done.English.Contains("1 sealing key, the newest 1", StringComparison.Ordinal)),
            Is.EqualTo((File.ReadAllBytes(_folder.RingFile), true)));
        if (!OperatingSystem.IsWindows())
            Assert.That(File.GetUnixFileMode(Target), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.That(Directory.GetFiles(_folder.Inputs.Root, ".*"), Is.Empty, "nothing is left beside it");
    }

    [Test]
    public void It_is_recorded_with_the_sum_of_the_copy()
    {
        BackUp(Target);

        string sha256 = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Target)));
        Assert.That((_folder.Record("backup-keys").Single(), _folder.Value("SELECT subject FROM audit WHERE act = 'backup-keys'")),
            Is.EqualTo(($"boss done keys=1 newest=1 sha256={sha256}", Target)));
    }

    [Test]
    public void A_file_that_is_there_is_not_overwritten()
    {
        File.WriteAllText(Target, "mine");

        Assert.That((KeptFolder.Refused(BackUp(Target)), File.ReadAllText(Target), _folder.Record("backup-keys").Length),
            Is.EqualTo(("EXISTS", "mine", 1)));
    }

    [Test]
    public void A_link_to_nowhere_is_not_followed()
    {
        File.CreateSymbolicLink(Target, Path.Combine(_folder.Inputs.Root, "elsewhere.json"));

        Assert.That((KeptFolder.Refused(BackUp(Target)), File.Exists(Path.Combine(_folder.Inputs.Root, "elsewhere.json"))),
            Is.EqualTo(("EXISTS", false)));
    }

    [TestCase("keys/copy.json")]
    [TestCase("../data/keys/copy.json")]
    [TestCase("keys/below/copy.json")]
    [TestCase("link/copy.json")]
    [TestCase("link/below/copy.json")]
    public void The_folder_of_the_keys_is_no_place_for_it_under_any_name(string target)
    {
        Directory.CreateDirectory(Path.Combine(_folder.Inputs.Data, "keys", "below"));
        Directory.CreateSymbolicLink(Path.Combine(_folder.Inputs.Data, "link"), Path.Combine(_folder.Inputs.Data, "keys"));

        Assert.That((KeptFolder.Refused(BackUp(Path.Combine(_folder.Inputs.Data, target))),
            Directory.GetFiles(Path.Combine(_folder.Inputs.Data, "keys"), "*copy*", SearchOption.AllDirectories).Length),
            Is.EqualTo(("SAME-FOLDER", 0)));
    }

    [Test]
    public void A_folder_that_is_not_there_is_named() =>
        Assert.That(KeptFolder.Refused(BackUp(Path.Combine(_folder.Inputs.Root, "nowhere", "ring.json"))), Is.EqualTo("NO-FOLDER"));

    [TestCase("operator")]
    [TestCase("reviewer")]
    [TestCase("auditor")]
    public void Only_an_administrator_may(string officer) =>
        Assert.That((KeptFolder.Refused(new BackUpKeys(_folder.Setting).Run(new Administering(_folder.Officer(officer), ""), Target)),
            File.Exists(Target)), Is.EqualTo(("NOT-YOUR-POWER", false)));

    [Test]
    public void Before_there_are_officers_the_user_of_the_operating_system_may()
    {
        using KeptFolder bare = new(1);

        KeptFolder.Done(new BackUpKeys(bare.Setting).Run(new Administering(null, "somebody"), Target));

        Assert.That(bare.Record("backup-keys").Single(), Does.StartWith("somebody done keys=1"));
    }

    [Test]
    public async Task A_lost_ring_is_named_with_what_to_do_and_its_backup_put_back_opens_everything()
    {
        KeptFolder.Done(_folder.Rotate(new Administering(_folder.Boss, "")));
        string[] opened = _folder.Opened();
        BackUp(Target);
        File.Delete(_folder.RingFile);

        (int lost, string said) = await Verify();
        File.Copy(Target, _folder.RingFile);
        (int back, _) = await Verify();

        Assert.That((lost, said.Contains("missing", StringComparison.Ordinal), said.Contains("keys backup", StringComparison.Ordinal),
            back), Is.EqualTo((ExitCode.Usage, true, true, ExitCode.Done)));
        Assert.That((_folder.Opened(), _folder.Broken()), Is.EqualTo((opened, Array.Empty<string>())));
    }

    [Test]
    public async Task A_ring_of_another_database_is_told_before_anything_happens()
    {
        using KeptFolder other = new(2);
        File.Copy(other.RingFile, _folder.RingFile, overwrite: true);

        (int exit, string said) = await Verify();
        RunRefusal refusal = Assert.Throws<RunRefusal>(() => _folder.Inputs.Run())!;

        Assert.That((exit, said.Contains("belongs to another one", StringComparison.Ordinal),
            refusal.Message.Contains("belongs to another one", StringComparison.Ordinal)), Is.EqualTo((ExitCode.Usage, true, true)));
        Assert.That(_folder.Value("SELECT COUNT(*) FROM runs"), Is.EqualTo("1"), "no run was begun");
    }

    [Test]
    public async Task A_ring_from_before_a_rotation_is_told_with_the_key_it_lacks()
    {
        BackUp(Target);
        _folder.Rotate(new Administering(_folder.Boss, ""));
        File.Copy(Target, _folder.RingFile, overwrite: true);

        (int exit, string said) = await Verify();

        Assert.That((exit, said.Contains("sealed with key 2", StringComparison.Ordinal)), Is.EqualTo((ExitCode.Usage, true)), said);
    }

    [Test]
    public async Task One_damaged_value_does_not_make_the_ring_a_wrong_one()
    {
        using (TestDatabase database = _folder.Inputs.Rows())
            database.Execute("UPDATE claimants SET personal = zeroblob(100) WHERE number = (SELECT MAX(number) FROM claimants)");

        Assert.That((await Verify()).Exit, Is.Not.EqualTo(ExitCode.Usage));
    }

    private ActOutcome BackUp(string target) => new BackUpKeys(_folder.Setting).Run(new Administering(_folder.Boss, ""), target);

    private async Task<(int Exit, string Said)> Verify()
    {
        (int exit, _, string said) =
            await Disburse.Run("verify", "--data", _folder.Inputs.Data, "--logs", Path.Combine(_folder.Inputs.Root, "logs"));
        return (exit, said);
    }
}
