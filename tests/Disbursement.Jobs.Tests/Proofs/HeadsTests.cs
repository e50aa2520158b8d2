using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Anchors;
using Disbursement.Jobs.Notices;
using Disbursement.Jobs.Proofs;
using Disbursement.Jobs.Signatures;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Rosters;
using Disbursement.Jobs.Tests.Tools;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;

namespace Disbursement.Jobs.Tests.Proofs;

/// <summary>
/// Heads are signed by the bureau and copied elsewhere, so that whoever rewrites the acts and the heads file together is found: by the
/// signature, and where the key was at hand too, by the copy.
/// </summary>
[TestFixture]
internal sealed class HeadsTests
{
    private const string Batch = "2026-1-320302-ocr";

    private string _elsewhere = null!;
    private TestOffice _office = null!;

    [SetUp]
    public void Open()
    {
        _elsewhere = Directory.CreateTempSubdirectory("disburse-elsewhere").FullName;
        Directory.CreateDirectory(Copies);
        using (ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256))
        {
            CertificateRequest request = new("CN=Bureau", key, HashAlgorithmName.SHA256);
            using X509Certificate2 own = request.CreateSelfSigned(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2030, 1, 1, 0, 0, 0,
                TimeSpan.Zero));
            File.WriteAllBytes(Signing.Certificate!, own.Export(X509ContentType.Pkcs12));
        }

        TestInputs inputs = new(DatabaseSettings.Default with { Anchors = new AnchorSettings { Copies = [Copies], Signing = Signing } });
        _office = TestOffice.Empty(inputs);
        _office.Add("chen", OfficerRole.Administrator);
        _office.Add("zhang", OfficerRole.Operator);
    }

    [TearDown]
    public void Close()
    {
        _office.Dispose();
        Directory.Delete(_elsewhere, recursive: true);
    }

    private string Copies => Path.Combine(_elsewhere, "worm");

    private string Heads => Path.Combine(_office.Inputs.Data, "heads.txt");

    private SigningSettings Signing => new(Path.Combine(_elsewhere, "bureau.p12"), null, "") { AllowsTrial = true };

    [Test]
    public void Every_head_is_signed_and_copied_by_the_day()
    {
        string[] day = File.ReadAllLines(Path.Combine(Copies, "heads-2026-06-01.txt"));
        _office.Inputs.Clock.Advance(TimeSpan.FromDays(1));
        _office.Rename(_office["zhang"], "zhao");

        string[] lines = File.ReadAllLines(Heads);
        Assert.That(lines.Select(line => HeadLine.Read(line)!.Signer), Is.All.Not.Null.And.All.EqualTo(HeadLine.Read(lines[0])!.Signer));
        Assert.That(day.Concat(File.ReadAllLines(Path.Combine(Copies, "heads-2026-06-02.txt"))), Is.EqualTo(lines));
        Assert.That(File.ReadAllLines(Path.Combine(Copies, "heads-2026-06-01.txt")), Is.EqualTo(day));
        Assert.That((_office.Breaks(), Notes()), Is.EqualTo((Array.Empty<string>(), Array.Empty<string>())));
    }

    [Test]
    public void Acts_and_heads_that_were_rewritten_together_are_named_where_the_forger_signs_with_another_key_or_not_at_all()
    {
        (SignLine? other, _) = SignLine.Open(new SigningSettings(null, null, Path.Combine(_elsewhere, "forger")),
            _office.Inputs.Clock.GetUtcNow());
        Forge(other);
        string[] signedByAnother = _office.Breaks();
        Forge(null);
        string[] unsigned = _office.Breaks();

        Assert.That(signedByAnother, Has.Length.EqualTo(1).And.All.Match($"1: .*heads.txt, line [0-9]+: it is signed with the certificate "
            + $"{other!.Signer}…, which is not known here"));
        Assert.That(unsigned, Has.Length.EqualTo(1).And.All.Match("1: .*the newest head of audit, sequence [0-9]+, is not signed"));
    }

    [Test]
    public void Acts_and_heads_that_were_rewritten_together_and_signed_with_the_stolen_key_are_named_by_the_copy()
    {
        Forge(SignLine.Open(Signing, _office.Inputs.Clock.GetUtcNow()).Line);

        Assert.That(_office.Breaks(), Has.Length.EqualTo(1).And.All.Match($"1: the copy in {Copies} knows the head '.*', which .*heads.txt "
            + "does not have"));
    }

    [Test]
    public void A_copy_that_could_not_be_reached_is_told_later_what_it_missed()
    {
        string away = Copies + "-away";
        Directory.Move(Copies, away);
        _office.Rename(_office["zhang"], "zhao");
        string[] gone = Notes();
        Directory.Move(away, Copies);
        string[] behind = Notes();
        _office.Rename(_office["zhao"], "wang");

        Assert.That(gone, Has.Length.EqualTo(1).And.All.EndsWith("cannot be reached"));
        Assert.That(behind, Has.Length.EqualTo(1).And.All.EndsWith("is 1 lines behind"));
        Assert.That((_office.Breaks(), Notes()), Is.EqualTo((Array.Empty<string>(), Array.Empty<string>())));
    }

    [Test]
    public void A_line_that_was_taken_out_of_a_copy_or_out_of_the_heads_is_named()
    {
        string day = Path.Combine(Copies, "heads-2026-06-01.txt");
        string[] lines = File.ReadAllLines(day);
        File.WriteAllLines(day, lines[1..]);
        string[] copy = _office.Breaks();
        File.WriteAllLines(day, lines);
        File.WriteAllLines(Heads, lines[..^1]);

        Assert.That(copy, Has.Length.EqualTo(1).And.All.Contain("lacks line 1 of"));
        Assert.That(_office.Breaks(), Has.Length.EqualTo(1).And.All.Match("knows the head '.* audit 2 .*', which .*heads.txt does not "
            + "have"));
    }

    [Test]
    public void After_a_release_with_a_certificate_heads_that_bear_the_trial_signature_are_named()
    {
        using TestOffice office = TestOffice.Staffed();
        office.Inputs.Roster("a.csv", A.Household(1), A.Household(2));
        office.Run();
        string heads = Path.Combine(office.Inputs.Data, "heads.txt"), trial = File.ReadAllText(heads);
        Database store = Database.Open(office.Inputs.Data, DatabaseSettings.Default with { Anchors = new() { Signing = Signing } });
        ActSetting setting = office.Setting with { Store = store, Signing = Signing with { TrialFolder = "" } };
        TestOffice.Done(new ApproveBatch(setting).Run(Batch, office.Reviewer, office.Sha256(Batch)));
        TestOffice.Done(new ReleaseBatch(setting).Run(Batch, office.Reviewer));

        Check[] Checks() => [.. new VerifyBooks(store, setting.Ring).Run(null, CancellationToken.None)];
        Assert.That(Checks().Select(check => check.FirstBreak), Is.All.Null);
        Assert.That(File.ReadAllLines(heads).Skip(trial.Split('\n').Length - 1).Select(line => HeadLine.Read(line)!.Book).Distinct(),
            Has.Exactly(2).Items, "every book is signed anew");

        File.WriteAllText(heads, trial);
        Assert.That(Checks().Select(check => check.FirstBreak).OfType<string>(),
            Has.Some.Contain("bears the trial signature, though a certificate signs"));
    }

    [Test]
    public void The_newest_head_of_the_acts_leaves_the_house_as_a_notice()
    {
        NoticeSettings settings = NoticeSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Notices:Webhook:Enabled"] = "true", ["Notices:Webhook:Url"] = "http://localhost:1/hook",
            ["Notices:Webhook:Secret"] = "a secret of the receiver",
        }).Build());
        new RaiseNotices(settings, _office.Inputs.Data, _office.Inputs.Clock, Serilog.Core.Logger.None)
            .OfHeads(_office.Setting.Store.Heads);

        Notice notice = new Outbox(_office.Inputs.Data, _office.Inputs.Clock).Due(PostWebhook.Channel).Single().Notice;
        string newest = File.ReadAllLines(Heads)[^1];
        Assert.That((notice.Head, notice.Kind), Is.EqualTo((newest, "heads")));
        Assert.That(System.Text.Json.JsonDocument.Parse(PostWebhook.Body(notice, "")).RootElement.GetProperty("head").GetString(),
            Is.EqualTo(newest));
        Assert.That(notice.Chinese.Lines[^1], Is.EqualTo(HeadLine.Read(newest)!.Content));
    }

    [Test]
    public async Task Settings_that_move_the_heads_leave_an_act_are_said_and_are_told_by_verify()
    {
        using TestOffice office = TestOffice.Staffed();
        string heads = Path.Combine(_elsewhere, "moved-heads.txt"), configuration = Path.Combine(_elsewhere, "disburse.json");
        File.WriteAllText(configuration, $$"""{ "Heads": "{{heads}}" }""");
        async Task<string> Rename(string from, string to, params string[] more)
        {
            (int exit, _, string errors) = await Disburse.Answer(TestOffice.Password + "\n", ["users", "rename", from, to, "--as", "chen",
                "--password-stdin", "--data", office.Inputs.Data, "--logs", Path.Combine(_elsewhere, "logs"), "--lang", "en", .. more]);
            Assert.That(exit, Is.Zero, errors);
            return errors;
        }

        string before = await Rename("zhang", "zhao-a"), moved = await Rename("zhao-a", "zhao-b", "--config", configuration);
        string again = await Rename("zhao-b", "zhao-c", "--config", configuration);

        Assert.That((before.Contains("Note:", StringComparison.Ordinal), again.Contains("Note:", StringComparison.Ordinal)),
            Is.EqualTo((false, false)));
        Assert.That(moved, Does.Contain("Note: key ring, heads or certificate are not where they were").And.Contain($"heads={heads}"));
        Assert.That(office.Texts("SELECT detail FROM audit WHERE act = 'places'"),
            Is.EqualTo([$"ring=keys/keyring.json heads={heads} copies= seal=trial"]));
        Assert.That(office.Checks().SelectMany(check => check.Notes), Has.Some.Contain("settings moved key ring"));
        Assert.That(office.Breaks(), Is.Empty);
    }

    private string[] Notes() => [.. _office.Checks().SelectMany(check => check.Notes)];

    /// <summary>Another officer did the last act, and its head says so.</summary>
    private void Forge(SignLine? signing)
    {
        using SqliteConnection connection =
            new(new SqliteConnectionStringBuilder { DataSource = _office.Inputs.DatabaseFile, Pooling = false }.ToString());
        connection.Open();
        List<(long Sequence, AuditEntry Entry, byte[] Hash)> acts = [.. AuditTrail.Read(connection)];
        AuditEntry forged = acts[^1].Entry with { Origin = "somewhere else" };
        string hash = Convert.ToHexStringLower(forged.Hash(acts[^1].Sequence, acts[^2].Hash));
        using (TestDatabase database = _office.Inputs.Rows())
            database.Tamper($"UPDATE audit SET origin = '{forged.Origin}', hash = x'{hash}' WHERE sequence = {acts[^1].Sequence}");
        string[] lines = File.ReadAllLines(Heads);
        lines[^1] = (HeadLine.Read(lines[^1])! with { Hash = hash }).Write(signing);
        File.WriteAllLines(Heads, lines);
    }
}
