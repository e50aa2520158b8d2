using System.Globalization;
using Disbursement.Jobs.Cli;
using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Privacy;
using Disbursement.Jobs.Tests.ReturnFiles;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Faults;

/// <summary>
/// SIGKILL in the middle of officers' acts: each is done whole or not at all, the books hold, and the same command ends it. SIGTERM: the
/// same, and the program says so and leaves at once.
/// </summary>
[TestFixture]
internal sealed class KilledActTests
{
    private const int Kills = 3;
    private const int MostTries = 5;

    /// <summary>The exit code of a process that SIGTERM has ended as the system does it.</summary>
    private const int Terminated = 143;

    private TestInputs _inputs = null!;
    private DisburseProgram _program = null!;

    [OneTimeSetUp]
    public void MakeARun()
    {
        _inputs = new TestInputs().WithSample(1200);
        _program = new DisburseProgram(_inputs.Root);
        Done(_program.Run("users", "add", "boss", "--role", "administrator", "--password-stdin"));
        foreach (string role in new[] { "operator", "reviewer" })
            Done(_program.Hire("boss", role, role));
        Done(_program.As("operator", "run", "--year", "2026"));
    }

    [OneTimeTearDown]
    public void RemoveInputs() => _inputs.Dispose();

    [Test]
    public void Each_act_of_a_batch_s_life_is_killed_again_and_again_and_ends_as_if_nothing_had_happened()
    {
        long batches = Number("SELECT COUNT(*) FROM batches"), payments = Number("SELECT COUNT(*) FROM payments");

        Stopped("reviewer", ["batch", "approve", "--run", "2026-1", "--all"], one => one.UntilSaid("is approved"));
        Assert.That(Number("SELECT COUNT(*) FROM batches WHERE state = 'approved'"), Is.InRange(1, batches - 1));
        KillAndEnd("reviewer", ["batch", "approve", "--run", "2026-1", "--all"]);
        Assert.That((Number("SELECT COUNT(*) FROM batches WHERE state = 'approved'"), Number("SELECT COUNT(*) FROM batch_acts WHERE act = "
            + "'approve'")), Is.EqualTo((batches, batches)));

        KillAndEnd("reviewer", ["batch", "release", "--run", "2026-1", "--all"]);
        Assert.That((Number("SELECT COUNT(*) FROM batches WHERE state = 'released'"), Number("SELECT COUNT(*) FROM batch_acts WHERE act = "
            + "'release'")), Is.EqualTo((batches, batches)));
        Assert.That(Number("SELECT COUNT(*) FROM payments WHERE state = 'released'"), Is.EqualTo(payments));

        ComposeReturns.Write(Path.Combine(_inputs.Root, "answers.csv"), Answers());
        int kept = Kept();
        Stopped("operator", ["returns", "import", "answers.csv"], one => one.Until(() => Kept() > kept));
        Assert.That(Number("SELECT COUNT(*) FROM return_files"), Is.Zero);
        KillAndEnd("operator", ["returns", "import", "answers.csv"]);
        Assert.That((Number("SELECT COUNT(*) FROM return_files"),
            Number("SELECT COUNT(*) FROM payments WHERE state = 'paid'") + Number("SELECT COUNT(*) FROM payments WHERE state = 'failed'")),
            Is.EqualTo((1L, payments)));

        KillAndEnd("operator", ["reissue", "--run", "2026-1"]);
        (int exit, string said) = _program.Run("verify", "--replay");
        Assert.That(exit, Is.Zero, said);
    }

    [Test]
    public void Whoever_is_asked_for_a_password_may_leave()
    {
        using WatchedProgram one = new(_program.Start("batch", "release", "--run", "2026-1", "--all", "--as", "boss", "--password-stdin"));
        Thread.Sleep(TimeSpan.FromSeconds(1));
        one.Stop();

        Assert.That(one.EndSoon(), Is.AnyOf(ExitCode.NotFinished, Terminated));
    }

    /// <summary>
    /// Stops a command at a moment: it says that nothing half done is left, and the books hold. A command that was done before the signal
    /// reached it is tried again over the books as they were.
    /// </summary>
    private void Stopped(string officer, string[] command, Func<WatchedProgram, bool> moment)
    {
        string before = Path.Combine(_inputs.Root, "before");
        TestOffice.CopyFiles(_inputs.Data, Path.Combine(before, "data"));
        TestOffice.CopyFiles(_inputs.Out, Path.Combine(before, "out"));
        string said = "";
        for (int tries = 0; tries < MostTries; tries++)
        {
            using WatchedProgram one = WatchedProgram.As(_program, officer, command);
            bool isThere = moment(one);
            one.Stop();
            int end = one.EndSoon();
            said = one.Said;
            (int proved, string books) = _program.Run("verify");
            Assert.That(proved, Is.Zero, books);
            if (isThere && end == ExitCode.NotFinished)
            {
                Assert.That(said, Does.Contain("Stopped. Nothing half done stays behind"));
                Directory.Delete(before, recursive: true);
                return;
            }

            Assert.That(end, Is.AnyOf(0, 1), said);
            Restore(Path.Combine(before, "data"), _inputs.Data);
            Restore(Path.Combine(before, "out"), _inputs.Out);
        }

        Assert.Fail($"it was never stopped in time; it said:\n{said}");
    }

    private static void Restore(string from, string to)
    {
        Directory.Delete(to, recursive: true);
        TestOffice.CopyFiles(from, to);
    }

    private int Kept() => Directory.GetFiles(Path.Combine(_inputs.Data, "archive"), "*", SearchOption.AllDirectories).Length;

    /// <summary>Kills a command at later and later moments, proves the books after each, and gives it once more.</summary>
    private void KillAndEnd(string officer, string[] command)
    {
        string said = "";
        for (int kill = 0; kill < Kills; kill++)
        {
            using WatchedProgram one = WatchedProgram.As(_program, officer, command);
            Thread.Sleep(300 + 250 * kill);
            if (!one.HasExited)
                one.Kill();
            said = one.Said;
        }

        (int proved, string books) = _program.Run("verify");
        Assert.That(proved, Is.Zero, books);
        (int exit, string end) = _program.As(officer, command);
        Assert.That(exit, Is.AnyOf(0, 1), said + end);
        TestContext.Out.WriteLine($"{string.Join(' ', command)}: {end}");
    }

    /// <summary>What the bank says to every payment; each fortieth fails.</summary>
    private IEnumerable<TestReturn> Answers()
    {
        using TestDatabase database = _inputs.Rows();
        return [.. database.Rows("SELECT payment_no, amount_fen FROM payments ORDER BY payment_no")
            .Select((payment, i) => Answer(i % 40 == 0, payment["payment_no"], payment["amount_fen"]))];
    }

    private static TestReturn Answer(bool isFailed, string payment, string fen)
    {
        string yuan = (decimal.Parse(fen, CultureInfo.InvariantCulture) / 100).ToString("0.00", CultureInfo.InvariantCulture);
        // The commands go by the clock of the machine, so the lines name no day.
        return (isFailed ? ComposeReturns.Failed(payment, yuan) : ComposeReturns.Paid(payment, yuan)) with { SettledOn = "" };
    }

    private long Number(string sql)
    {
        using TestDatabase database = _inputs.Rows();
        return database.Number(sql);
    }

    private static void Done((int Exit, string Said) end) => Assert.That(end.Exit, Is.AnyOf(0, 1), end.Said);
}
