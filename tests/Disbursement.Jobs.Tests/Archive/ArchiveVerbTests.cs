using System.Security.Cryptography;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Tests.Privacy;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Archive;

/// <summary>An auditor gets back what was read; nobody else does, and every time is on record.</summary>
[TestFixture]
internal sealed class ArchiveVerbTests
{
    private KeptFolder _folder = null!;

    private string To => Path.Combine(_folder.Inputs.Root, "handed-over.csv");

    private string Roster => _folder.Inputs.PathOf("a.csv");

    private string Sha256 => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Roster)));

    [SetUp]
    public void MakeFolder() => _folder = new KeptFolder().WithActs();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public void An_auditor_who_says_why_gets_it_byte_for_byte_and_the_act_is_recorded()
    {
        byte[] roster = File.ReadAllBytes(Roster);
        File.Delete(Roster);

        KeptFolder.Done(Export("a.csv", "auditor", "抽查2026年花名册"));

        string sha256 = Convert.ToHexStringLower(SHA256.HashData(roster));
        Assert.That(File.ReadAllBytes(To), Is.EqualTo(roster));
        Assert.That(_folder.Record("export-archive"), Is.EqualTo(
            new[] { $"auditor done 抽查2026年花名册sha256={sha256} bytes={roster.Length}" }));
        Assert.That(_folder.Broken(), Is.Empty);
        if (!OperatingSystem.IsWindows())
            Assert.That(File.GetUnixFileMode(To), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Test]
    public void Nobody_else_gets_it_and_nobody_without_a_reason()
    {
        string[] refused = [.. new[] { "operator", "reviewer", "boss" }.Select(name => KeptFolder.Refused(Export("a.csv", name, "看看")))];

        Assert.That(refused, Is.All.EqualTo("NOT-YOUR-POWER"));
        Assert.That(KeptFolder.Refused(Export("a.csv", "auditor", "")), Is.EqualTo("NO-REASON"));
        Assert.That((File.Exists(To), _folder.Record("export-archive").Length), Is.EqualTo((false, 4)));
    }

    [Test]
    public void What_is_not_one_file_or_has_no_free_place_is_refused()
    {
        _folder.Inputs.Roster("a.csv", A.Household(1), A.Household(2)).Run();
        string[] codes =
        [
            KeptFolder.Refused(Export("a.csv", "auditor", "抽查")), KeptFolder.Refused(Export("b.csv", "auditor", "抽查")),
        ];
        KeptFolder.Done(Export(Sha256[..8], "auditor", "抽查"));

        Assert.That((string[])[.. codes, KeptFolder.Refused(Export(Sha256, "auditor", "抽查"))],
            Is.EqualTo(new[] { "SEVERAL", "NO-SUCH", "EXISTS" }));
    }

    [Test]
    public void What_was_altered_is_not_handed_over_and_verify_and_the_list_tell_of_it()
    {
        string place = Path.Combine(_folder.Inputs.Data, "archive", Sha256[..2], Sha256 + ".sealed");
        byte[] bytes = File.ReadAllBytes(place);
        bytes[100] ^= 1;
        File.WriteAllBytes(place, bytes);

        Assert.That((KeptFolder.Refused(Export("a.csv", "auditor", "抽查")), File.Exists(To)), Is.EqualTo(("NOT-KEPT", false)));
        (int verified, string found) = new DisburseProgram(_folder.Inputs.Root).Run("verify");
        File.Delete(place);
        (int listed, string list) = new DisburseProgram(_folder.Inputs.Root).Run("archive", "list");

        Assert.That((verified, listed), Is.EqualTo((1, 1)));
        Assert.That(found, Does.Contain($"what the archive holds of a.csv (2026-1), SHA-256 {Sha256}, cannot be opened"));
        Assert.That(list, Does.Match($"a.csv \\(2026-1\\) .*{Sha256[..16]}… +missing"));
    }

    [Test]
    public void A_rotation_that_ended_among_the_archived_files_is_gone_on_with()
    {
        string[] archived = Directory.GetFiles(Path.Combine(_folder.Inputs.Data, "archive"), "*.sealed", SearchOption.AllDirectories);
        Dictionary<string, byte[]> before = archived.ToDictionary(file => file, File.ReadAllBytes);
        KeptFolder.Done(_folder.Rotate(new Administering(_folder.Boss, "")));
        File.WriteAllBytes(archived[0], before[archived[0]]);

        KeptFolder.Done(_folder.Rotate(new Administering(_folder.Boss, "")));

        Assert.That(_folder.Record("rotate-keys")[^2..], Is.EqualTo(
            new[] { "boss done resumed key=2 left=0", "boss done ended key=2 sealed=0 files=1 left=0" }));
        Assert.That(_folder.Broken(), Is.Empty);
    }

    private ActOutcome Export(string typed, string officer, string reason) =>
        new ExportArchived(_folder.Setting).Run(typed, To, _folder.Officer(officer), reason, CancellationToken.None);
}
