using Disbursement.Domain.Officers;
using Disbursement.Jobs.Schedule;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Tables;
using Disbursement.Jobs.Tests.ReturnFiles;
using Disbursement.Jobs.Tests.Rosters;
using Microsoft.Extensions.Time.Testing;

namespace Disbursement.Jobs.Tests.Schedule;

/// <summary>The inbox, the nightly verification, deadlines, health and metrics.</summary>
public sealed class ServiceJobsTests
{
    private TestInputs _inputs = null!;

    [SetUp]
    public void SetUp() => _inputs = new TestInputs().Roster("a.csv", A.Household(1));

    [TearDown]
    public void TearDown() => _inputs.Dispose();

    private string Inbox => Path.Combine(_inputs.Inputs, "returns");

    [Test]
    public async Task The_inbox_takes_each_whole_file_once_and_leaves_a_growing_one_alone()
    {
        Directory.CreateDirectory(Path.Combine(Inbox, "320302"));
        await using TestService service = new(_inputs, new FakeTimeProvider(new DateTimeOffset(2026, 7, 1, 0, 0, 1, TimeSpan.Zero)),
            "Schedules:ReturnInbox:As=operator", "Schedules:ReturnInbox:StableSeconds=20");
        Officer administrator = service.Setting.WithOfficers(OfficerRole.Operator);
        await service.Start();
        Write("320302/return.csv", "2026-1-320302-ocr-000001");
        Write("other.csv", "2026-1-320302-ocr-000002");
        File.Copy(In("other.csv"), In("again.csv"));
        File.WriteAllBytes(In("b.csv"), [0, 1, 2, 3, 0xFF, 0xFE, 0xFD]);
        Write(".hidden.csv", "2026-1-320302-ocr-000003");
        Write("upload.csv.part", "2026-1-320302-ocr-000004");
        using CancellationTokenSource whole = new();
        Task growing = Grow(In("growing.csv"), whole.Token);

        service.Fire(ScheduleName.ReturnInbox, administrator);
        await service.Until(() => Taken().Length == 2 && Refused() == 1, "two files are taken and one is refused");
        await whole.CancelAsync();
        await growing;
        service.Fire(ScheduleName.ReturnInbox, administrator);
        await service.Until(() => Taken().Length == 3, "the file that has stopped growing is taken");
        Write("z.csv", "2026-1-320302-ocr-000005");
        service.Fire(ScheduleName.ReturnInbox, administrator);
        await service.Until(() => Taken().Length == 4, "the last file is taken");

        Assert.That(Taken(), Is.EqualTo(new[] { "return.csv", "again.csv", "growing.csv", "z.csv" }));
        Assert.That((Refused(), _inputs.Acts("import-returns").Count(act => act["outcome"] == "done")), Is.EqualTo((1, 4)),
            "nothing is tried twice");
        Assert.That(Directory.GetFiles(Inbox, "*", SearchOption.AllDirectories), Has.Length.EqualTo(8), "nothing is moved or deleted");
    }

    [Test]
    public async Task What_was_taken_or_refused_is_known_after_a_new_start_of_the_service()
    {
        Directory.CreateDirectory(Inbox);
        Write("return.csv", "2026-1-320302-ocr-000001");
        File.WriteAllBytes(In("b.csv"), [0, 1, 2, 3, 0xFF, 0xFE, 0xFD]);
        Officer? administrator = null;
        for (int start = 0; start < 2; start++)
        {
            await using TestService service = new(_inputs,
                new FakeTimeProvider(new DateTimeOffset(2026, 7, 1, 0, 0, 1 + start, TimeSpan.Zero)), "Schedules:ReturnInbox:As=operator");
            administrator ??= service.Setting.WithOfficers(OfficerRole.Operator);
            await service.Start();
            Write($"new-{start}.csv", $"2026-1-320302-ocr-00001{start}");
            service.Fire(ScheduleName.ReturnInbox, administrator);
            await service.Until(() => Taken().Contains($"new-{start}.csv") && Taken().Contains("return.csv")
                && Refused() > 0, "the files are taken");
        }

        Assert.That((Taken().Length, Refused(), _inputs.Acts("import-returns").Count), Is.EqualTo((3, 1, 4)));
    }

    [Test]
    public async Task The_nightly_verification_reports_a_book_that_somebody_has_altered()
    {
        _inputs.Run();
        using (TestDatabase database = _inputs.Rows())
            database.Tamper("UPDATE transfers SET fen = fen + 100 WHERE id = (SELECT MIN(id) FROM transfers)");
        await using TestService service =
            await new TestService(_inputs, new FakeTimeProvider(new DateTimeOffset(2026, 6, 1, 17, 59, 30, TimeSpan.Zero))).Start();

        await service.UntilSaid("of 12 checks hold");

        Assert.That(service.Said, Does.Contain("Error The books do not hold. Check 1"));
        await service.UntilMeasured("""disburse_verification_breaks_total\{[^}]*check="1"[^}]*\} [1-9]""");
        await service.Until(() => Failed(service).Contains(ProofBook.Books), "it waits for those who must act");
        using (TestDatabase database = _inputs.Rows())
            database.Tamper("UPDATE transfers SET fen = fen - 100 WHERE id = (SELECT MIN(id) FROM transfers)");
        service.Fire(ScheduleName.NightlyVerification);
        await service.Until(() => Failed(service).Length == 0, "the next proof holds");
    }

    [Test]
    public async Task The_nightly_verification_computes_no_run_again_where_it_has_no_time_for_it()
    {
        _inputs.Run();
        await using TestService service = await new TestService(_inputs,
            new FakeTimeProvider(new DateTimeOffset(2026, 6, 1, 17, 59, 30, TimeSpan.Zero)),
            "Schedules:NightlyVerification:ReplayMinutes=0").Start();

        await service.UntilSaid("11 of 11 checks hold");

        Assert.That(service.Said, Does.Contain("the newest 0 of 1 runs, within 0 minutes"));
    }

    [Test]
    public async Task Batches_that_wait_longer_than_the_limit_are_named_with_their_age()
    {
        _inputs.Run();
        await using TestService service =
            await new TestService(_inputs, new FakeTimeProvider(_inputs.Clock.GetUtcNow().AddDays(16)), "Deadlines:Days=15").Start();

        service.Fire(ScheduleName.Deadlines);
        await service.UntilSaid("batches wait longer than 15 days");

        Assert.That(service.Said, Does.Contain("Warning Batch 2026-1-320302-ocr has been proposed for 16 days; the limit is 15"));
        await service.UntilMeasured("""disburse_batches_waiting\{[^}]*age="over-limit"[^}]*state="proposed"[^}]*\} 1""");
    }

    [Test]
    public async Task A_service_measures_on_when_another_one_of_its_process_has_ended()
    {
        _inputs.Run();
        FakeTimeProvider clock = new(_inputs.Clock.GetUtcNow().AddDays(1));
        using TestInputs others = new TestInputs().Roster("a.csv", A.Household(1));
        TestService before = await new TestService(others, clock).Start();
        await using TestService service = await new TestService(_inputs, clock).Start();
        await before.DisposeAsync();
        TestService after = await new TestService(others, clock).Start();
        const string Waiting = """disburse_batches_waiting\{[^}]*age="within-limit"[^}]*state="proposed"[^}]*\} 1""";
        await service.UntilMeasured(Waiting);

        await after.DisposeAsync();

        // What was measured is said again for some tenths of a second.
        await service.Pass(TimeSpan.FromSeconds(60));
        await service.UntilMeasured(Waiting);
    }

    [Test]
    public async Task What_lies_too_long_is_a_line_of_the_log_and_a_metric()
    {
        _inputs.Budget("320302,*,*,1.00,doc").Run();
        await using TestService service =
            await new TestService(_inputs, new FakeTimeProvider(_inputs.Clock.GetUtcNow().AddDays(1))).Start();

        service.Fire(ScheduleName.Deadlines);
        await service.UntilSaid("1 limit of the budget is used up");

        await service.UntilMeasured("""disburse_overdue\{[^}]*kind="budgets"[^}]*\} 1""");
        await service.UntilMeasured("""disburse_overdue\{[^}]*kind="unanswered"[^}]*\} 0""");
    }

    [Test]
    public async Task The_service_is_ready_until_its_database_cannot_be_read()
    {
        _inputs.Run();
        await using TestService service =
            await new TestService(_inputs, new FakeTimeProvider(_inputs.Clock.GetUtcNow().AddHours(1))).Start();
        await service.Until(() => service.Get("/health/ready").Result.Status == 200, "it is ready");

        string wal = _inputs.DatabaseFile + "-wal";
        File.Delete(wal);
        File.WriteAllText(_inputs.DatabaseFile, new string('x', 9000));
        (int ready, string why) = await service.Get("/health/ready");
        (int live, _) = await service.Get("/health/live");

        Assert.That((ready, live), Is.EqualTo((503, 200)));
        Assert.That(why, Does.Contain("The database cannot be read"));
    }

    [Test]
    public async Task The_metrics_tell_runs_and_payments()
    {
        await using TestService service =
            await new TestService(_inputs, new FakeTimeProvider(new DateTimeOffset(2026, 6, 2, 0, 0, 0, TimeSpan.Zero))).Start();

        service.Fire(ScheduleName.YearlyRun);
        await service.UntilSaid("Run 2026-1 was made");
        (int status, string metrics) = await service.Get("/metrics");

        Assert.That(status, Is.EqualTo(200));
        Assert.Multiple(() =>
        {
            Assert.That(metrics, Does.Match("""disburse_runs_total\{[^}]*outcome="sealed"[^}]*\} [1-9]"""));
            Assert.That(metrics, Does.Match("""disburse_payments_total\{[^}]*scheme="ocr"[^}]*\} [1-9]"""));
            Assert.That(metrics, Does.Match("""disburse_payments_fen_total\{[^}]*scheme="ocr"[^}]*\} [1-9]"""));
            Assert.That(metrics, Does.Match("""disburse_rows_read_total\{[^}]*\} [1-9]"""));
        });
    }

    private static string[] Failed(TestService service)
    {
        using DisbursementDb db = service.Setting.Store.Model();
        return [.. ProofBook.Failed(db).Select(one => one.Of)];
    }

    private static async Task Grow(string path, CancellationToken whole)
    {
        await File.WriteAllTextAsync(path, ComposeReturns.Text([ComposeReturns.Paid("2026-1-320302-ocr-000100")]), CancellationToken.None);
        for (int line = 101; !whole.IsCancellationRequested; line++)
        {
            await Task.Delay(10, CancellationToken.None);
            await File.AppendAllTextAsync(path, $"2026-1-320302-ocr-{line:000000},590.00,paid,,2026-06-05\r\n", CancellationToken.None);
        }
    }

    private string In(string name) => Path.Combine(Inbox, name);

    private void Write(string name, string paymentNo) => ComposeReturns.Write(In(name), [ComposeReturns.Paid(paymentNo)]);

    private string[] Taken()
    {
        using TestDatabase database = _inputs.Rows();
        return [.. database.Rows("SELECT name FROM return_files ORDER BY id").Select(row => row["name"])];
    }

    private int Refused() => _inputs.Acts("import-returns").Count(act => act["outcome"] == "refused");
}
