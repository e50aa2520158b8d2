using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Faults;

/// <summary>
/// Acts on a disk that is full, under the database or under the files: each is done or not done, never by half, and can be given again.
/// </summary>
[TestFixture]
internal sealed class FullDiskActTests
{
    private const string Batch = "2026-1-320302-ocr";
    private const string First = Batch + "-000001";

    private TestOffice _office = null!;

    [SetUp]
    public void StaffOffice()
    {
        _office = TestOffice.Staffed();
        _office.Inputs.Roster("a.csv", A.Household(1), A.Household(2), A.Household(3));
        _office.Run();
    }

    [TearDown]
    public void CloseOffice() => _office.Dispose();

    [TestCase("data", "approve")]
    [TestCase("data", "release")]
    [TestCase("data", "hold")]
    [TestCase("data", "returns")]
    [TestCase("out", "approve")]
    [TestCase("out", "release")]
    [TestCase("out", "hold")]
    [TestCase("out", "returns")]
    public void An_act_on_a_full_disk_leaves_nothing_half_done_and_can_be_given_again(string folder, string act)
    {
        using SmallDisk disk = new(Path.Combine(_office.Inputs.Root, folder), 20_000);
        Before(act);
        using (TestDatabase rows = _office.Inputs.Rows())
            rows.Rows("PRAGMA wal_checkpoint(TRUNCATE)");
        string[] before = _office.EverythingButActs();
        disk.Fill();

        string outcome = Try(act);
        disk.Empty();
        bool isUntouched = _office.EverythingButActs().SequenceEqual(before);
        string[] broken = _office.Breaks();
        if (isUntouched)
            TestOffice.Done(Act(act));

        Assert.That(broken, Is.Empty, $"right after, having said: {outcome}");
        Assert.That(isUntouched ? outcome : "done",
            folder == "data" ? Does.Contain("no space is left for") : Is.EqualTo("done").Or.Contain("no space is left for"));
        Assert.That((Done(act), _office.Breaks().Length, Staged()), Is.EqualTo((true, 0, 0)));
    }

    /// <summary>Killed after its commit, before its files moved: by hand, since the moment is too short to be hit.</summary>
    [Test]
    public void A_release_that_died_before_its_files_moved_is_finished_by_whoever_looks_next()
    {
        TestOffice.Done(_office.Approve(Batch));
        string manifest =
            _office.ManifestOf(Batch), signature = Path.Combine(Path.GetDirectoryName(manifest)!, Jobs.Batches.WriteManifest.SignatureName);
        byte[] old = File.ReadAllBytes(manifest);
        TestOffice.Done(_office.Release(Batch));
        File.Move(manifest, manifest + StagedFiles.Ending);
        File.WriteAllBytes(manifest, old);
        File.Move(signature, signature + StagedFiles.Ending);

        TestOffice.Done(_office.Import("r.csv", _office.Answer(First)));

        Assert.That((_office.PaymentState(First), _office.Breaks().Length, Staged()), Is.EqualTo(("paid", 0, 0)));
    }

    [Test]
    public void Files_of_an_act_that_died_before_its_commit_are_forgotten()
    {
        string file = _office.FileOf(Batch);
        byte[] bytes = File.ReadAllBytes(file);
        File.WriteAllText(file + StagedFiles.Ending, "of an act that never was");
        File.WriteAllText(_office.ManifestOf(Batch) + StagedFiles.Ending, "{}");

        TestOffice.Done(_office.Hold(First));
        TestOffice.Done(_office.Unhold(First));
        TestOffice.Done(_office.Approve(Batch));

        Assert.That((File.ReadAllBytes(file).SequenceEqual(bytes), _office.Breaks().Length, Staged()), Is.EqualTo((true, 0, 0)));
    }

    private void Before(string act)
    {
        if (act is "release" or "returns")
            TestOffice.Done(_office.Approve(Batch));
        if (act is "returns")
            TestOffice.Done(_office.Release(Batch));
    }

    private ActOutcome Act(string act) => act switch
    {
        "approve" => _office.Approve(Batch),
        "release" => _office.Release(Batch),
        "hold" => _office.Hold(First),
        _ => _office.Import("r.csv", _office.Answer(First)),
    };

    private bool Done(string act) => act switch
    {
        "approve" => _office.StateOf(Batch) == "approved",
        "release" => _office.StateOf(Batch) == "released",
        "hold" => _office.PaymentState(First) == "held",
        _ => _office.PaymentState(First) == "paid",
    };

    /// <summary><c>done</c>, the code of a refusal, or the sentence about the machine.</summary>
    private string Try(string act)
    {
        try
        {
            return TestOffice.CodeOf(Act(act));
        }
        catch (Exception exception) when (MachineFault.Of(exception, _office.Inputs.Data) is { } fault)
        {
            return fault.English;
        }
    }

    private int Staged() => Directory.GetFiles(_office.Inputs.Out, "*" + StagedFiles.Ending, SearchOption.AllDirectories).Length;
}
