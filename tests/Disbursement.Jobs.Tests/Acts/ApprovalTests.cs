using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Signatures;
using Disbursement.Jobs.Tests.Rosters;
using Disbursement.Jobs.Tests.Tools;

namespace Disbursement.Jobs.Tests.Acts;

/// <summary>An approval is for bytes; a release sends these very bytes and signs what it sends.</summary>
[TestFixture]
internal sealed class ApprovalTests
{
    private const string Batch = "2026-1-320302-ocr";
    private const string Other = "2026-1-320303-ocr";

    private static TestOffice _base = null!;

    private TestOffice _office = null!;

    [OneTimeSetUp]
    public void StaffOffice()
    {
        _base = TestOffice.Staffed();
        _base.Inputs.Roster("a.csv", A.Household(1), A.Household(2), A.Household(3, "320303001001"));
        _base.Run();
    }

    [OneTimeTearDown]
    public void CloseBase() => _base.Dispose();

    [SetUp]
    public void CopyOffice() => _office = _base.Copy();

    [TearDown]
    public void CloseOffice() => _office.Dispose();

    [TestCase("csv")]
    [TestCase("xlsx")]
    [TestCase("pain001")]
    [TestCase("bank")]
    public void The_hash_of_any_file_of_the_batch_names_it(string format)
    {
        TestOffice.Done(_office.Approve(Batch, sha256: _office.Sha256(Batch, format)));

        Assert.That(_office.Text("SELECT reviewed FROM batch_acts"), Is.EqualTo(_office.Sha256(Batch, format)));
        Assert.That((_office.StateOf(Batch), _office.Payments(Batch)), Is.EqualTo(("approved",
            new[] { $"{Batch}-000001 approved", $"{Batch}-000002 approved", $"{Batch}-000003 approved", $"{Batch}-000004 approved" })));
    }

    [Test]
    public void The_hash_may_be_written_in_capitals() =>
        TestOffice.Done(_office.Approve(Batch, sha256: _office.Sha256(Batch).ToUpperInvariant()));

    [Test]
    public void A_release_is_for_the_files_that_were_shown()
    {
        TestOffice.Done(_office.Approve(Batch));
        string shown = _office.Text($"SELECT files_sha256 FROM batches WHERE id = '{Batch}'")!;
        TestOffice.Done(_office.Hold($"{Batch}-000001"));
        TestOffice.Done(_office.Approve(Batch, _office["wu"]));

        Assert.That(TestOffice.CodeOf(new ReleaseBatch(_office.Setting).Run(Batch, _office.Reviewer, seen: shown)),
            Is.EqualTo("BYTES-DIFFER"));
        Assert.That(_office.StateOf(Batch), Is.EqualTo("approved"));
        TestOffice.Done(new ReleaseBatch(_office.Setting).Run(Batch, _office.Reviewer,
            seen: _office.Text($"SELECT files_sha256 FROM batches WHERE id = '{Batch}'")));
    }

    [Test]
    public void Another_hash_is_refused()
    {
        string right = _office.Sha256(Batch);
        string[] wrong = [_office.Sha256(Other), right[..63] + (right[63] == '0' ? '1' : '0'), right[..63], right + "0", "",
            _office.Text($"SELECT files_sha256 FROM batches WHERE id = '{Batch}'")];

        Assert.That(wrong.Select(sha256 => TestOffice.CodeOf(_office.Approve(Batch, sha256: sha256))), Is.All.EqualTo("BYTES-DIFFER"));
        Assert.That((_office.StateOf(Batch), _office.Number("SELECT COUNT(*) FROM batch_acts")), Is.EqualTo(("proposed", 0L)));
    }

    [TestCase("csv", "csv")]
    [TestCase("csv", "bank")]
    [TestCase("xlsx", "csv")]
    public void A_file_that_was_touched_before_is_not_approved_whichever_was_reviewed(string touched, string reviewed)
    {
        string sha256 = _office.Sha256(Batch, reviewed);
        File.AppendAllText(_office.FileOf(Batch, touched), "\n");
        string onDisk = FileHash.OfAny(_office.FileOf(Batch, touched))!;

        Assert.That(new[] { sha256, onDisk }.Select(named => TestOffice.CodeOf(_office.Approve(Batch, sha256: named))),
            Is.All.EqualTo("FILE-TOUCHED"));
    }

    [TestCase("csv")]
    [TestCase("pain001")]
    public void A_file_that_is_missing_is_neither_approved_nor_released(string format)
    {
        string sha256 = _office.Sha256(Batch), file = _office.FileOf(Batch, format);
        File.Move(file, file + ".away");
        string missing = TestOffice.CodeOf(_office.Approve(Batch, sha256: sha256));
        File.Move(file + ".away", file);
        TestOffice.Done(_office.Approve(Batch));
        File.Delete(file);

        Assert.That((missing, TestOffice.CodeOf(_office.Release(Batch))), Is.EqualTo(("FILE-TOUCHED", "FILE-TOUCHED")));
    }

    [TestCase("csv")]
    [TestCase("xlsx")]
    [TestCase("bank")]
    public void A_file_that_was_touched_since_the_approval_is_not_released_until_the_original_is_back(string format)
    {
        TestOffice.Done(_office.Approve(Batch));
        byte[] original = File.ReadAllBytes(_office.FileOf(Batch, format));
        File.WriteAllBytes(_office.FileOf(Batch, format), [.. original[..^1], (byte)(original[^1] ^ 1)]);

        Assert.That((TestOffice.CodeOf(_office.Release(Batch)), _office.StateOf(Batch), _office.Number("SELECT COUNT(*) FROM transfers "
            + "WHERE event = 'release'")), Is.EqualTo(("FILE-TOUCHED", "approved", 0L)));
        File.WriteAllBytes(_office.FileOf(Batch, format), original);
        TestOffice.Done(_office.Release(Batch));
    }

    [Test]
    public void A_manifest_that_was_touched_is_not_signed()
    {
        TestOffice.Done(_office.Approve(Batch));
        File.AppendAllText(_office.ManifestOf(Batch), " ");

        Assert.That((TestOffice.CodeOf(_office.Release(Batch)), File.Exists(_office.ManifestOf(Batch) + ".p7s")),
            Is.EqualTo(("FILE-TOUCHED", false)));
    }

    [Test]
    public void Nothing_is_approved_or_released_twice_and_nothing_released_that_was_not_approved()
    {
        string early = TestOffice.CodeOf(_office.Release(Batch));
        TestOffice.Done(_office.Approve(Batch));
        string again = TestOffice.CodeOf(_office.Approve(Batch, _office["wu"]));
        TestOffice.Done(_office.Release(Batch));
        long transfers = _office.Number("SELECT COUNT(*) FROM transfers");

        Assert.That((early, again, TestOffice.CodeOf(_office.Release(Batch)), TestOffice.CodeOf(_office.Approve(Batch)),
            TestOffice.CodeOf(_office.Reject(Batch))), Is.EqualTo(("STATE", "STATE", "STATE", "STATE", "STATE")));
        Assert.That(_office.Number("SELECT COUNT(*) FROM transfers"), Is.EqualTo(transfers));
    }

    [Test]
    public void A_batch_that_there_is_not_is_refused_and_recorded() =>
        Assert.That((TestOffice.CodeOf(_office.Approve("2026-9-320302-ocr")), TestOffice.CodeOf(_office.Release("x'; DROP TABLE audit")),
            _office.LastAct()["outcome"]), Is.EqualTo(("NO-SUCH", "NO-SUCH", "refused")));

    [Test]
    public void A_release_books_each_payment_as_on_its_way_and_moves_nothing_else()
    {
        Dictionary<string, long> before = _office.Balances();
        string[] files =
            [.. new[] { "csv", "xlsx", "pain001", "bank" }.Select(format => FileHash.OfAny(_office.FileOf(Batch, format))!)];
        _office.Send(Batch);

        Dictionary<string, long> expected = new(before) { ["transit:320302"] = -24000 };
        expected["payable:320302"] += 24000;
        if (expected["payable:320302"] == 0)
            expected.Remove("payable:320302");
        Assert.That(_office.Balances(), Is.EquivalentTo(expected));
        Assert.That(_office.Texts("SELECT debit || ' ' || credit || ' ' || fen || ' ' || payment FROM transfers WHERE event = 'release' "
            + "ORDER BY sequence"), Is.EqualTo(Enumerable.Range(1, 4).Select(i => $"payable:320302 transit:320302 6000 {Batch}-00000{i}")));
        Assert.That(new[] { "csv", "xlsx", "pain001", "bank" }.Select(format => FileHash.OfAny(_office.FileOf(Batch, format))!),
            Is.EqualTo(files));
        Assert.That(_office.Breaks(), Is.Empty);
    }

    [Test]
    public void An_approval_given_before_a_hold_is_void_and_the_old_hash_names_nothing_any_more()
    {
        string before = _office.Sha256(Batch);
        TestOffice.Done(_office.Approve(Batch));
        TestOffice.Done(_office.Hold(Batch + "-000002"));

        Assert.That((_office.StateOf(Batch), TestOffice.CodeOf(_office.Release(Batch)),
            TestOffice.CodeOf(_office.Approve(Batch, sha256: before))), Is.EqualTo(("proposed", "APPROVAL-VOID", "BYTES-DIFFER")));
        _office.Send(Batch);
        Assert.That(_office.Payments(Batch)[1], Is.EqualTo($"{Batch}-000002 held"));
        Assert.That(_office.Breaks(), Is.Empty);
    }

    [Test]
    public void Openssl_accepts_the_signature_of_a_release_for_the_manifest_and_for_no_other_bytes()
    {
        _office.Send(Batch);

        ToolAnswer right = Openssl(_office.ManifestOf(Batch)), wrong = Openssl(_office.ManifestOf(Other));

        Assert.That((right.Exit, wrong.Exit), Is.EqualTo((0, 4)), right.Said);
    }

    [Test]
    public void A_manifest_is_signed_again_with_each_release_of_its_county()
    {
        _office.Inputs.RosterOf(2026, "b.csv", Proofs.FullStory.WithDisabledChild(7));
        _office.Run();
        _office.Send("2026-2-320302-sad");

        Assert.That(Openssl(_office.ManifestOf("2026-2-320302-sad")).Exit, Is.Zero);
        Assert.That(_office.Breaks(), Is.Empty);
    }

    [Test]
    public void A_signed_manifest_answers_for_released_files_alone()
    {
        using TestOffice office = TestOffice.Staffed();
        office.Inputs.Roster("a.csv", A.Household(1), Proofs.FullStory.WithDisabledChild(3));
        office.Run();
        (string[] Files, string[] Waiting) Listed()
        {
            using System.Text.Json.JsonDocument manifest =
                System.Text.Json.JsonDocument.Parse(File.ReadAllBytes(office.ManifestOf("2026-1-320302-ocr")));
            string[] In(string part) => manifest.RootElement.TryGetProperty(part, out System.Text.Json.JsonElement files)
                ? [.. files.EnumerateArray().Select(file => file.GetProperty("batch").GetString()!).Distinct()]
                : [];
            return (In("files"), In("waiting"));
        }

        string[] both = ["2026-1-320302-ocr", "2026-1-320302-sad"];
        Assert.That(Listed(), Is.EqualTo((both, Array.Empty<string>())));
        office.Send(both[0]);
        Assert.That((Listed().Files, Listed().Waiting, office.Breaks()), Is.EqualTo((both[..1], both[1..], Array.Empty<string>())));
        office.Send(both[1]);
        Assert.That((Listed().Files, Listed().Waiting, office.Breaks()), Is.EqualTo((both, Array.Empty<string>(), Array.Empty<string>())));
    }

    [Test]
    public void A_trial_certificate_warns_in_both_languages_and_in_the_record()
    {
        TestOffice.Done(_office.Approve(Batch));

        ActOutcome.Done done = (ActOutcome.Done)_office.Release(Batch);

        Assert.That((done.English.Contains("trial certificate", StringComparison.Ordinal),
            done.Chinese.Contains("试用证书", StringComparison.Ordinal)), Is.EqualTo((true, true)));
        Assert.That(_office.LastAct()["detail"], Does.EndWith("(trial certificate)"));
    }

    [Test]
    public void The_configured_certificate_signs_and_warns_of_nothing()
    {
        (string file, string thumbprint) = Certificate(TimeSpan.FromDays(-1), TimeSpan.FromDays(10), "secret");
        TestOffice.Done(_office.Approve(Batch));

        ActOutcome.Done done = (ActOutcome.Done)Release(file, "secret");

        Assert.That(done.English, Does.Not.Contain("trial"));
        Assert.That(_office.Text($"SELECT certificate FROM manifests WHERE county = '320302'"), Is.EqualTo(thumbprint));
        Assert.That(_office.Breaks(), Is.Empty);
    }

    [Test]
    public void A_certificate_that_cannot_sign_releases_nothing()
    {
        string expired = Certificate(TimeSpan.FromDays(-10), TimeSpan.FromSeconds(-1), "secret").File,
            notYet = Certificate(TimeSpan.FromSeconds(1), TimeSpan.FromDays(10), "secret").File;
        string good =
            Certificate(TimeSpan.FromDays(-1), TimeSpan.FromDays(1), "secret").File, noise = Path.Combine(_office.Inputs.Root, "noise.p12");
        File.WriteAllBytes(noise, [1, 2, 3]);
        TestOffice.Done(_office.Approve(Batch));

        string[] refused = [.. new[] { Release(expired, "secret"), Release(notYet, "secret"), Release(good, "wrong"), Release(noise, null),
            Release(Path.Combine(_office.Inputs.Root, "none.p12"), null) }.Select(TestOffice.CodeOf)];

        Assert.That(refused, Is.All.EqualTo("NO-CERTIFICATE"));
        Assert.That((_office.StateOf(Batch), _office.Number("SELECT COUNT(*) FROM transfers WHERE event = 'release'"),
            File.Exists(_office.ManifestOf(Batch) + ".p7s"), _office.Breaks().Length), Is.EqualTo(("approved", 0L, false, 0)));
    }

    private ToolAnswer Openssl(string content) => RequiredTool.Run(
        "openssl",
        [
            "cms", "-verify", "-binary", "-inform", "DER", "-in", Directory.GetFiles(Path.GetDirectoryName(_office.ManifestOf(Batch))!,
                "*.p7s").FirstOrDefault() ?? content + ".p7s", "-content", content,
            "-CAfile", Path.Combine(_office.Inputs.Data, "keys", "trial-signing.pem"), "-purpose", "any", "-attime",
            $"{_office.Inputs.Clock.GetUtcNow().ToUnixTimeSeconds()}", "-out", Path.Combine(_office.Inputs.Root, "content.out"),
        ]);

    private ActOutcome Release(string certificate, string? password) =>
        new ReleaseBatch(_office.Setting with { Signing = new SigningSettings(certificate, password,
            Path.Combine(_office.Inputs.Data, "keys")) { Roots = [$"{certificate}.pem"] } }).Run(Batch, _office.Reviewer);

    private (string File, string Thumbprint) Certificate(TimeSpan from, TimeSpan until, string password)
    {
        DateTimeOffset now = _office.Inputs.Clock.GetUtcNow();
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new("CN=Office seal", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using X509Certificate2 made = request.CreateSelfSigned(now + (from < until ? from : until), now + until);
        string file = Path.Combine(_office.Inputs.Root, $"{Guid.NewGuid():N}.p12");
        File.WriteAllBytes(file, made.Export(X509ContentType.Pkcs12, password));
        File.WriteAllText($"{file}.pem", made.ExportCertificatePem());
        return (file, made.GetCertHashString(HashAlgorithmName.SHA256).ToLowerInvariant());
    }
}
