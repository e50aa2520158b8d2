using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Disbursement.Jobs.Batches;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Proofs;

/// <summary>
/// Whoever owns folder and database replaces what is paid, and mends every sum that stands beside it: it is found before anybody pays.
/// </summary>
[TestFixture]
internal sealed class ReplacedTests
{
    private const string Batch = "2026-1-320302-ocr";
    private static readonly string[] Formats = ["csv", "xlsx", "pain001", "bank"];

    private TestOffice _office = null!;

    [SetUp]
    public void Open()
    {
        _office = TestOffice.Staffed();
        _office.Inputs.Roster("a.csv", A.Household(1), A.Household(2), A.Household(3, "320303001001"));
        _office.Run();
    }

    [TearDown]
    public void Close() => _office.Dispose();

    [Test]
    public void An_account_that_was_replaced_in_all_formats_with_every_sum_mended_is_found_before_approval()
    {
        Assert.That(_office.Breaks(), Is.Empty);
        ReplaceAccount();

        Assert.That(TestOffice.CodeOf(_office.Approve(Batch)), Is.EqualTo("FILE-OTHER"));
        Assert.That(_office.Breaks(), Has.Exactly(1).Contain("is not what its payments give"));
        Assert.That(_office.StateOf(Batch), Is.EqualTo("proposed"));
    }

    [Test]
    public void An_account_that_was_replaced_after_approval_with_every_sum_mended_is_found_at_release()
    {
        TestOffice.Done(_office.Approve(Batch));
        ReplaceAccount();
        Tamper($"UPDATE batch_acts SET files_sha256 = (SELECT files_sha256 FROM batches WHERE id = '{Batch}')");

        Assert.That(TestOffice.CodeOf(_office.Release(Batch)), Is.EqualTo("FILE-OTHER"));
        Assert.That(_office.Breaks(), Is.Not.Empty);
    }

    [Test]
    public void Files_whose_hashes_were_mended_everywhere_are_not_those_with_which_the_run_was_sealed()
    {
        ReplaceAccount();

        Assert.That(_office.Breaks(), Has.Some.EqualTo("4: run 2026-1: the hashes of its files are not those with which it was sealed"));
    }

    [Test]
    public void Files_that_were_written_again_and_whose_hashes_were_mended_everywhere_are_not_those_of_the_act()
    {
        TestOffice.Done(_office.Hold(Batch + "-000002"));
        string written = _office.Text($"SELECT files_sha256 FROM batches WHERE id = '{Batch}'");
        Assert.That(_office.Breaks(), Is.Empty);
        ReplaceAccount();

        Assert.That(_office.Breaks(), Has.Some.Match($"4: batch {Batch}: the act [0-9]+ .hold. wrote the files {written}, then came"));
    }

    [Test]
    public void Two_sealed_persons_who_were_swapped_are_not_opened_and_are_named()
    {
        string[] rows = _office.Texts("SELECT number FROM claimants WHERE role = 'mother' AND region_code LIKE '320302%' ORDER BY number");
        string[] persons = [.. rows.Select(row => _office.Text($"SELECT hex(personal) FROM claimants WHERE number = {row}"))];
        Tamper($"UPDATE claimants SET personal = x'{persons[1]}' WHERE number = {rows[0]}");
        Tamper($"UPDATE claimants SET personal = x'{persons[0]}' WHERE number = {rows[1]}");

        Assert.That(() => _office.Hold(Batch + "-000001"), Throws.InstanceOf<CryptographicException>());
        Assert.That(_office.Breaks(),
            Has.Some.Contain($"row {rows[0]} of claimants: what is sealed there was altered, or is from another row"));
    }

    [Test]
    public void Another_person_who_was_sealed_for_the_row_with_the_right_key_is_named()
    {
        string[] rows = _office.Texts("SELECT number FROM claimants WHERE role = 'mother' AND region_code LIKE '320302%' ORDER BY number");
        long[] numbers = [.. rows.Select(row => long.Parse(row, CultureInfo.InvariantCulture))];
        using Sealer sealer = new(_office.Setting.Ring);
        byte[] other = Convert.FromHexString(_office.Text($"SELECT hex(personal) FROM claimants WHERE number = {numbers[1]}"));
        byte[] again = sealer.Seal(sealer.Open(other, SealedPlace.Claimant(numbers[1])), SealedPlace.Claimant(numbers[0]));
        Tamper($"UPDATE claimants SET personal = x'{Convert.ToHexString(again)}' WHERE number = {numbers[0]}");

        Assert.That(_office.Breaks(),
            Has.Some.Contain($"row {numbers[0]} of claimants: the person who is sealed there is not the one whom the row is about"));
    }

    [Test]
    public void A_signed_manifest_that_does_not_say_where_the_acts_stood_is_named()
    {
        _office.Send(Batch);
        string manifest = Path.Combine(Path.GetDirectoryName(_office.FileOf(Batch))!, "manifest.json");
        JsonObject document = JsonNode.Parse(File.ReadAllText(manifest))!.AsObject();
        Assert.That((long)document["acts"]!["sequence"]!, Is.EqualTo(_office.Number("SELECT MAX(sequence) - 1 FROM audit")));
        document.Remove("acts");
        File.WriteAllText(manifest, document.ToJsonString());
        Tamper($"UPDATE manifests SET sha256 = '{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(manifest)))}' "
            + "WHERE county = '320302'");

        Assert.That(_office.Breaks(), Has.Some.Contain("is signed and does not say where the record of acts stood"));
    }

    private void Tamper(string sql)
    {
        using TestDatabase database = _office.Inputs.Rows();
        database.Tamper(sql);
    }

    /// <summary>The first payment's account, replaced in every file, in their hashes, in the batch and in the manifest.</summary>
    private void ReplaceAccount()
    {
        string own = File.ReadAllLines(_office.FileOf(Batch))[1].Split(',').Single(cell => cell.Trim('"', '\t', '=').Length >= 16
            && cell.Trim('"', '\t', '=').All(char.IsAsciiDigit) && cell.Contains("62", StringComparison.Ordinal)).Trim('"', '\t', '=');
        string other = People.Card(99), manifest = Path.Combine(Path.GetDirectoryName(_office.FileOf(Batch))!, "manifest.json");
        string text = File.ReadAllText(manifest);
        foreach (string format in Formats)
        {
            string path = _office.FileOf(Batch, format), before = _office.Sha256(Batch, format);
            Replace(path, own, other);
            string sha256 = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
            Assert.That(sha256, Is.Not.EqualTo(before), format);
            text = text.Replace(before, sha256, StringComparison.Ordinal);
            Tamper($"UPDATE batch_files SET sha256 = '{sha256}' WHERE sha256 = '{before}'");
        }

        File.WriteAllText(manifest, text);
        using TestDatabase database = _office.Inputs.Rows();
        BatchFileTally[] tallies = [.. database.Rows("SELECT format, path, sha256 FROM batch_files WHERE batch_number = "
            + $"(SELECT number FROM batches WHERE id = '{Batch}') ORDER BY id")
            .Select(file => new BatchFileTally(file["format"], file["path"], file["sha256"]))];
        database.Tamper($"UPDATE batches SET files_sha256 = '{BatchFileTally.Sha256Of(tallies)}' WHERE id = '{Batch}'");
        database.Tamper($"UPDATE manifests SET sha256 = '{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(manifest)))}' "
            + "WHERE county = '320302'");
    }

    private static void Replace(string path, string own, string other)
    {
        if (!path.EndsWith(".xlsx", StringComparison.Ordinal))
        {
            File.WriteAllText(path, File.ReadAllText(path).Replace(own, other, StringComparison.Ordinal));
            return;
        }

        using ZipArchive workbook = ZipFile.Open(path, ZipArchiveMode.Update);
        foreach (ZipArchiveEntry entry in workbook.Entries.ToList())
        {
            string text;
            using (StreamReader reader = new(entry.Open()))
                text = reader.ReadToEnd();
            if (!text.Contains(own, StringComparison.Ordinal))
                continue;

            using Stream stream = entry.Open();
            stream.SetLength(0);
            using StreamWriter writer = new(stream);
            writer.Write(text.Replace(own, other, StringComparison.Ordinal));
        }
    }
}
