using System.Security.Cryptography;
using Disbursement.Jobs.Signatures;
using Disbursement.Jobs.Tests.Acts;

namespace Disbursement.Jobs.Tests.Proofs;

/// <summary>
/// Files that are altered, taken away or exchanged behind the program's back are named; a line that a fault cut short in the file of heads
/// is not.
/// </summary>
[TestFixture]
internal sealed class FileTests
{
    private const string Manifest = "manifest.json";
    private const string Signature = "manifest.json.p7s";

    private TestOffice _office = null!;

    [SetUp]
    public void OpenOffice() => _office = FullStory.Copy();

    [TearDown]
    public void CloseOffice() => _office.Dispose();

    private string Heads => Path.Combine(_office.Inputs.Data, "heads.txt");

    [TestCase(FullStory.Rewards, "csv")]
    [TestCase(FullStory.Rewards, "xlsx")]
    [TestCase(FullStory.Rewards, "pain001")]
    [TestCase(FullStory.Rewards, "bank")]
    [TestCase(FullStory.Rejected, "csv")]
    [TestCase("2026-2-320302-ocr", "csv")]
    [TestCase("2027-1-320303-ocr", "bank")]
    public void A_payment_file_is_named_that_has_one_other_byte_or_is_gone(string batch, string format)
    {
        string file = _office.FileOf(batch, format);
        AlterByte(file, new FileInfo(file).Length / 2);
        string[] altered = _office.Breaks();
        File.Delete(file);

        Assert.That(altered, Is.EqualTo(new[] { altered[0] }).And.All.StartsWith($"4: batch {batch}: {file} has SHA-256 "));
        Assert.That(_office.Breaks(), Is.EqualTo(new[] { $"4: batch {batch}: the file {file} is missing" }));
    }

    [Test]
    public void Two_counties_whose_files_changed_places_are_named()
    {
        Exchange(_office.FileOf(FullStory.Rejected), _office.FileOf(FullStory.Held));

        Assert.That(_office.Breaks(), Has.Length.EqualTo(1).And.All.StartsWith("4: "));
    }

    [TestCase(0.0)]
    [TestCase(0.1)]
    [TestCase(0.35)]
    [TestCase(0.6)]
    [TestCase(0.99)]
    public void A_manifest_is_named_that_has_one_other_byte(double where)
    {
        string manifest = InFolder(Manifest);
        AlterByte(manifest, (long)(new FileInfo(manifest).Length * where));

        Assert.That(_office.Breaks(), Has.Some.Contain(manifest));
    }

    [TestCase(Manifest)]
    [TestCase(Signature)]
    public void A_manifest_or_signature_that_is_gone_is_named(string name)
    {
        File.Delete(InFolder(name));

        Assert.That(_office.Breaks(), Has.Some.Contain(InFolder(name)));
    }

    [TestCase(Manifest)]
    [TestCase(Signature)]
    public void A_manifest_or_signature_of_another_county_is_named(string name)
    {
        Exchange(InFolder(name), Path.Combine(Path.GetDirectoryName(_office.ManifestOf(FullStory.Held))!, name));

        Assert.That(_office.Breaks(), Is.Not.Empty);
    }

    [Test]
    public void A_signature_with_any_other_byte_does_not_stand()
    {
        byte[] manifest = File.ReadAllBytes(InFolder(Manifest)), signature = File.ReadAllBytes(InFolder(Signature));
        string certificate = _office.Text("SELECT certificate FROM manifests WHERE run_number = 1 AND county = '320302'");
        List<int> standing = [];
        for (int i = 0; i < signature.Length; i++)
        {
            byte[] altered = [.. signature];
            altered[i] ^= 1;
            if (SignManifest.Break(manifest, altered, certificate) is null)
                standing.Add(i);
        }

        Assert.That(SignManifest.Break(manifest, signature, certificate), Is.Null);
        Assert.That(standing, Is.Empty);
    }

    [TestCase(false)]
    [TestCase(true)]
    public void An_altered_manifest_signed_with_another_certificate_is_named_also_where_the_database_was_altered_to_fit(
        bool isCertificateAltered)
    {
        byte[] altered =
            System.Text.Encoding.UTF8.GetBytes(File.ReadAllText(InFolder(Manifest)).Replace("鼓楼区财政局", "鼓楼区财政所", StringComparison.Ordinal));
        using TempFolder other = new();
        (SignManifest? forger, _) = SignManifest.Open(new SigningSettings(null, null, other.Path), _office.Inputs.Clock.GetUtcNow());
        File.WriteAllBytes(InFolder(Manifest), altered);
        File.WriteAllBytes(InFolder(Signature), forger!.Sign(altered, _office.Inputs.Clock.GetUtcNow()));
        _office.Execute(
            $"UPDATE manifests SET sha256 = "
                + $"'{Convert.ToHexStringLower(SHA256.HashData(altered))}"
                + $"'{(isCertificateAltered ? $", certificate = '{forger.Certificate}'" : "")} WHERE run_number = 1 AND county = "
                + $"'320302'");

        Assert.That(_office.Breaks(), Has.Length.EqualTo(1).And.All.Matches(
            isCertificateAltered ? "4: .*with which no act signed" : "5: .*signed with the certificate"));
    }

    [Test]
    public void A_return_file_is_named_that_the_archive_holds_no_more_or_otherwise()
    {
        string sha256 = _office.Text("SELECT sha256 FROM return_files WHERE id = 1"),
            kept = Path.Combine(_office.Inputs.Data, "archive", sha256[..2], sha256 + ".sealed");
        AlterByte(kept, 40);
        string[] altered = _office.Breaks();
        File.Delete(kept);

        Assert.That(altered, Has.Length.EqualTo(2).And.Some.StartsWith($"0: what the archive holds of ")
            .And.Some.StartsWith($"4: return file 1: what the archive holds of it, SHA-256 {sha256}, cannot be opened"));
        Assert.That(_office.Breaks(), Has.Length.EqualTo(2)
            .And.Some.EqualTo($"4: return file 1: the archive no longer holds it, SHA-256 {sha256}"));
    }

    [Test]
    public void A_line_that_a_fault_cut_short_in_the_file_of_heads_is_no_alarm_and_the_next_acts_go_on()
    {
        string[] lines = File.ReadAllLines(Heads);
        File.WriteAllText(Heads, string.Join('\n', lines[..^1]) + '\n' + lines[^1][..^20]);
        string[] afterFault = _office.Breaks();
        TestOffice.Done(_office.Approve("2027-1-320302-ocr"));
        TestOffice.Done(_office.Reject("2027-1-320302-ocr"));

        Assert.That((afterFault, _office.Breaks()), Is.EqualTo((Array.Empty<string>(), Array.Empty<string>())));
        Assert.That(File.ReadAllLines(Heads)[^1].Split(' ')[2], Is.EqualTo(_office.Text("SELECT MAX(sequence) "
            + "FROM transfers WHERE book = '320302'")).Or.EqualTo(_office.Text("SELECT MAX(sequence) FROM audit")));
    }

    [TestCase(0)]
    [TestCase(5)]
    [TestCase(-1)]
    public void A_head_that_was_altered_is_named(int line)
    {
        string[] lines = File.ReadAllLines(Heads);
        int at = line < 0 ? lines.Length + line : line;
        lines[at] = lines[at][..^1] + (lines[at][^1] == '0' ? '1' : '0');
        File.WriteAllLines(Heads, lines);

        Assert.That(_office.Breaks(), Has.Some.Contain("heads.txt"));
    }

    [Test]
    public void A_head_for_a_row_that_does_not_exist_is_named()
    {
        File.AppendAllText(Heads, $"2028-01-01T00:00:00Z audit 9999 {new string('0', 64)}\n");

        Assert.That(_office.Breaks(), Has.Some.Match("1: the acts end at sequence [0-9]+, but .*heads.txt knows sequence 9999"));
    }

    [Test]
    public void Nothing_is_thrown_where_folders_are_gone_altogether()
    {
        Directory.Delete(_office.Inputs.Out, recursive: true);
        Directory.Delete(Path.Combine(_office.Inputs.Data, "archive"), recursive: true);

        Assert.That(_office.Breaks(), Has.Length.GreaterThanOrEqualTo(3));
        Assert.That(_office.Inputs.Replay().Select(check => check.FirstBreak), Has.Some.Not.Null);
    }

    private string InFolder(string name) => Path.Combine(Path.GetDirectoryName(_office.ManifestOf(FullStory.Rewards))!, name);

    private static void AlterByte(string file, long at)
    {
        byte[] bytes = File.ReadAllBytes(file);
        bytes[at] ^= 1;
        File.WriteAllBytes(file, bytes);
    }

    private static void Exchange(string one, string other)
    {
        byte[] bytes = File.ReadAllBytes(one);
        File.Copy(other, one, overwrite: true);
        File.WriteAllBytes(other, bytes);
    }

    /// <summary>A folder that vanishes again.</summary>
    private sealed class TempFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("disburse-forger").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
