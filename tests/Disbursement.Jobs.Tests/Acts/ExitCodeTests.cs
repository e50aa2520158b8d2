using Disbursement.Jobs.Cli;
using Disbursement.Jobs.Tests.ReturnFiles;
using Disbursement.Jobs.Tests.Rosters;
using Disbursement.Jobs.Tests.Tools;

namespace Disbursement.Jobs.Tests.Acts;

/// <summary>The same acts by the command line: 0 done, 1 done but for a person, 2 asked wrongly, 3 not allowed.</summary>
[TestFixture]
internal sealed class ExitCodeTests
{
    private const string Batch = "2026-1-320302-ocr";

    private static TestOffice _base = null!;

    private TestOffice _office = null!;

    [OneTimeSetUp]
    public void StaffOffice()
    {
        _base = TestOffice.Staffed();
        _base.Inputs.Roster("a.csv", A.Household(1), A.Household(2, "320303001001"));
        _base.Run();
    }

    [OneTimeTearDown]
    public void CloseBase() => _base.Dispose();

    [SetUp]
    public void CopyOffice() => _office = _base.Copy();

    [TearDown]
    public void CloseOffice() => _office.Dispose();

    [TestCase("zhao", ExitCode.NotAllowed)]
    [TestCase("zhang", ExitCode.NotAllowed)]
    [TestCase("chen", ExitCode.NotAllowed)]
    [TestCase("sun", ExitCode.NotAllowed)]
    [TestCase("nobody", ExitCode.NotAllowed)]
    [TestCase("li", ExitCode.Done)]
    public async Task An_approval_is_done_for_a_reviewer_of_the_county_and_not_allowed_to_others(string officer, int code)
    {
        Assert.That(await As(officer, TestOffice.Password, "batch", "approve", Batch, "--sha256", _office.Sha256(Batch)), Is.EqualTo(code));
        Assert.That(_office.StateOf(Batch), Is.EqualTo(code == ExitCode.Done ? "approved" : "proposed"));
    }

    [Test]
    public async Task A_wrong_password_is_not_allowed() => Assert.That(
        await As("li", "a wrong password", "batch", "approve", Batch, "--sha256", _office.Sha256(Batch)), Is.EqualTo(ExitCode.NotAllowed));

    [Test]
    public async Task Another_hash_is_not_allowed() =>
        Assert.That(await As("li", TestOffice.Password, "batch", "approve", Batch, "--sha256", _office.Sha256("2026-1-320303-ocr")),
            Is.EqualTo(ExitCode.NotAllowed));

    [Test]
    public async Task A_release_before_the_approval_is_not_allowed() =>
        Assert.That(await As("li", TestOffice.Password, "batch", "release", Batch), Is.EqualTo(ExitCode.NotAllowed));

    [Test]
    public async Task What_is_asked_wrongly_is_said_to_be_so()
    {
        int[] codes =
        [
            await As("li", TestOffice.Password, "batch", "approve", Batch),
            await As("li", TestOffice.Password, "batch", "approve", "2031-1-320302-ocr", "--sha256", "00"),
            await As("li", TestOffice.Password, "batch", "reject", Batch),
            await As("li", TestOffice.Password, "batch", "release"),
            await As("chen", TestOffice.Password, "users", "add", "xu", "--role", "king"),
            await Give("", "batch", "approve", Batch, "--sha256", _office.Sha256(Batch), "--password-stdin"),
            await Give("", "batch", "bless", Batch),
            await As("zhang", TestOffice.Password, "returns", "import", Path.Combine(_office.Inputs.Root, "none.csv")),
        ];

        Assert.That(codes, Is.All.EqualTo(ExitCode.Usage));
    }

    [Test]
    public async Task All_batches_of_a_run_are_approved_and_released_within_the_counties_of_the_officer()
    {
        int approved = await As("sun", TestOffice.Password, "batch", "approve", "--run", "2026-1", "--all"),
            released = await As("sun", TestOffice.Password, "batch", "release", "--run", "2026-1", "--all");

        Assert.That((approved, released, _office.StateOf(Batch), _office.StateOf("2026-1-320303-ocr")),
            Is.EqualTo((ExitCode.Done, ExitCode.Done, "proposed", "released")));
    }

    [Test]
    public async Task A_return_file_with_a_line_for_a_person_says_so()
    {
        _office.Send(Batch);
        string good = Path.Combine(_office.Inputs.Root, "good.csv"), bad = Path.Combine(_office.Inputs.Root, "bad.csv");
        ComposeReturns.Write(good, [_office.Answer(Batch + "-000001")]);
        ComposeReturns.Write(bad, [ComposeReturns.Paid("2026-1-320302-ocr-000077")]);

        Assert.That((await As("zhang", TestOffice.Password, "returns", "import", good),
            await As("zhang", TestOffice.Password, "returns", "import", bad), await As("li", TestOffice.Password, "returns", "import",
                good)), Is.EqualTo((ExitCode.Done, ExitCode.NeedsPerson, ExitCode.NotAllowed)));
    }

    [TestCase("li", ExitCode.NotAllowed)]
    [TestCase("zhao", ExitCode.NotAllowed)]
    [TestCase("chen", ExitCode.NotAllowed)]
    [TestCase("zhang", ExitCode.Done)]
    public async Task A_run_is_started_by_an_operator_alone(string officer, int code)
    {
        Assert.That(await As(officer, TestOffice.Password, "run", "--year", "2026", "--inputs", _office.Inputs.Inputs, "--out",
            _office.Inputs.Out), Is.EqualTo(code));
        Assert.That(_office.Number("SELECT COUNT(*) FROM runs"), Is.EqualTo(code == ExitCode.Done ? 2 : 1));
        Assert.That((_office.LastAct()["act"], _office.LastAct()["actor"], _office.LastAct()["outcome"]),
            Is.EqualTo(("run", officer, code == ExitCode.Done ? "done" : "refused")));
    }

    [Test]
    public async Task Once_there_are_officers_nobody_runs_without_a_name() =>
        Assert.That(await Give("", "run", "--year", "2026", "--inputs", _office.Inputs.Inputs, "--out", _office.Inputs.Out,
            "--password-stdin"), Is.EqualTo(ExitCode.Usage));

    [Test]
    public async Task An_officer_is_added_by_an_administrator_alone()
    {
        int refused =
            await As("li", TestOffice.Password + "\nlong enough too", "users", "add", "xu", "--role", "reviewer"), added = await As("chen",
                TestOffice.Password + "\nlong enough too", "users", "add", "xu", "--role", "reviewer", "--counties", "320302");

        Assert.That((refused, added, _office.SignIn("xu", "long enough too")), Is.EqualTo((ExitCode.NotAllowed, ExitCode.Done, "in")));
    }

    private Task<int> As(string officer, string password, params string[] command) =>
        Give(password + "\n", [.. command, "--as", officer, "--password-stdin"]);

    private async Task<int> Give(string input, params string[] command) =>
        (await Disburse.Answer(
            input, [.. command, "--data", _office.Inputs.Data, "--logs", Path.Combine(_office.Inputs.Root, "logs"), "--lang", "en"])).Exit;
}
