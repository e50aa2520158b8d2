using System.Text.Json;
using Disbursement.Jobs.Notices;
using Disbursement.Jobs.Schedule;
using Disbursement.Jobs.Tests.Rosters;
using Disbursement.Jobs.Tests.Schedule;
using Microsoft.Extensions.Time.Testing;
using MimeKit;

namespace Disbursement.Jobs.Tests.Notices;

/// <summary>What the service raises and sends, to servers that are real.</summary>
[NonParallelizable]
public sealed class RaisedNoticesTests
{
    private static readonly DateTimeOffset June = new(2026, 6, 2, 0, 0, 0, TimeSpan.Zero);

    private TestInputs _inputs = null!;

    [SetUp]
    public void SetUp() => _inputs = new TestInputs().Roster("a.csv", A.Household(1));

    [TearDown]
    public void TearDown() => _inputs.Dispose();

    private Outbox Box => new(_inputs.Data, TimeProvider.System);

    [Test]
    public async Task While_notices_are_off_nothing_is_kept()
    {
        await using TestService service = await new TestService(_inputs, new FakeTimeProvider(June)).Start();

        service.Fire(ScheduleName.YearlyRun);
        await service.UntilSaid("Run 2026-1 was made");

        Assert.That(Directory.Exists(Path.Combine(_inputs.Data, "notices")), Is.False);
    }

    [Test]
    public async Task A_sealed_run_is_told_on_both_ways_with_its_numbers()
    {
        await using TestMailServer mails = new();
        await using TestReceiver receiver = await TestReceiver.Start();
        await using TestService service =
            await new TestService(_inputs, new FakeTimeProvider(June), [.. mails.SettingsFor(), .. receiver.SettingsFor()]).Start();

        service.Fire(ScheduleName.YearlyRun);
        await service.Until(() => mails.Mails.Count > 0 && receiver.Posted.Count > 0 && Box.CountWaiting("*") == 0, "both are sent");
        (_, string metrics) = await service.Get("/metrics");

        JsonElement body = JsonDocument.Parse(receiver.Posted.Single().Body).RootElement, numbers = body.GetProperty("numbers");
        MimeMessage mail = mails.Mails.Single();
        Assert.Multiple(() =>
        {
            Assert.That((mail.Subject, mail.MessageId!.Split('@')[0]),
                Is.EqualTo(("【待遇发放】发放 2026-1 已封存", body.GetProperty("id").GetString())));
            Assert.That((body.GetProperty("kind").GetString(), body.GetProperty("subject").GetString()),
                Is.EqualTo(("run-sealed", "2026-1")));
            Assert.That((numbers.GetProperty("accepted").GetInt64(), numbers.GetProperty("heads").GetInt64(),
                numbers.GetProperty("payments").GetInt64()), Is.EqualTo((1, 2, 2)));
            Assert.That(mail.TextBody, Does.Contain(
                (numbers.GetProperty("fen").GetInt64() / 100m).ToString("N2", System.Globalization.CultureInfo.InvariantCulture)));
            Assert.That(metrics, Does.Match("""disburse_notices_sent_total\{[^}]*channel="email"[^}]*\} [1-9]"""));
            Assert.That(metrics, Does.Match("""disburse_notices_waiting\{[^}]*channel="webhook"[^}]*\} 0"""));
        });
    }

    [Test]
    public async Task A_run_that_failed_is_told_once_a_day_however_often_it_is_tried()
    {
        await using TestReceiver receiver = await TestReceiver.Start();
        File.WriteAllText(_inputs.Out, "where a folder should be");
        await using TestService service = await new TestService(_inputs, new FakeTimeProvider(June), receiver.SettingsFor()).Start();

        service.Fire(ScheduleName.YearlyRun);
        await service.UntilSaid("yearly-run came to nothing");
        service.Fire(ScheduleName.YearlyRun);
        await service.Until(() => service.Said.Split("yearly-run came to nothing").Length > 2
            && receiver.Posted.Count > 0, "both starts have failed and it is told");
        await service.Pass(TimeSpan.FromSeconds(20));

        JsonElement body = JsonDocument.Parse(receiver.Posted.Single().Body).RootElement;
        Assert.That((body.GetProperty("kind").GetString(), body.GetProperty("subject").GetString(), body.GetProperty("reason").GetString()),
            Is.EqualTo(("run-failed", "2026-1", "storage")));
    }

    [Test]
    public async Task A_start_that_is_refused_while_nobody_looks_is_told_with_its_year()
    {
        _inputs.EditPack("schemes:", "skemes:");
        await using TestReceiver receiver = await TestReceiver.Start();
        await using TestService service = await new TestService(_inputs, new FakeTimeProvider(June), receiver.SettingsFor()).Start();

        service.Fire(ScheduleName.YearlyRun);
        await service.Until(() => receiver.Posted.Count > 0, "it is told");

        JsonElement body = JsonDocument.Parse(receiver.Posted.Single().Body).RootElement;
        Assert.That((body.GetProperty("kind").GetString(), body.GetProperty("subject").GetString(), body.GetProperty("reason").GetString()),
            Is.EqualTo(("run-failed", "2026", "refused")));
    }

    [Test]
    public async Task Batches_that_wait_too_long_are_told_together_once_a_day()
    {
        _inputs.Roster("b.csv", A.Household(2, "320303001001")).Run();
        await using TestReceiver receiver = await TestReceiver.Start();
        FakeTimeProvider clock = new(_inputs.Clock.GetUtcNow().AddDays(16).AddHours(2));
        await using TestService service =
            await new TestService(_inputs, clock, receiver.SettingsFor("Schedules:Deadlines:Cron=0 0 9 1 1 ? 2001")).Start();

        for (int i = 1; i <= 2; i++)
        {
            int asked = i;
            service.Fire(ScheduleName.Deadlines);
            await service.Until(() => service.Said.Split("batches wait longer than 15 days").Length > asked, "the job is done");
        }

        await service.Until(() => receiver.Posted.Count > 0, "it is told");
        await service.Pass(TimeSpan.FromSeconds(20));

        JsonElement body = receiver.Posted.Select(post => JsonDocument.Parse(post.Body).RootElement)
            .Single(one => one.GetProperty("kind").GetString() == "batches-waiting");
        Assert.That(body.GetProperty("batches").EnumerateArray().Select(batch => (batch.GetProperty("batch").GetString(),
            batch.GetProperty("state").GetString(), batch.GetProperty("days")
                .GetInt32())), Is.EqualTo(new[] { ("2026-1-320302-ocr", "proposed", 16), ("2026-1-320303-ocr", "proposed", 16) }));
        Assert.That((body.GetProperty("numbers").GetProperty("payments").GetInt64(),
            body.GetProperty("numbers").GetProperty("daysWaiting").GetInt64()), Is.EqualTo((4, 16)));
    }

    [Test]
    public async Task What_lies_too_long_is_told_once_a_day_by_kind()
    {
        _inputs.Budget("320302,*,*,1.00,doc").Run();
        await using TestReceiver receiver = await TestReceiver.Start();
        await using TestService service = await new TestService(_inputs, new FakeTimeProvider(_inputs.Clock.GetUtcNow().AddDays(1)),
            receiver.SettingsFor("Schedules:Deadlines:Cron=0 0 9 1 1 ? 2001")).Start();

        for (int i = 1; i <= 2; i++)
        {
            int asked = i;
            service.Fire(ScheduleName.Deadlines);
            await service.Until(() => service.Said.Split("1 limit of the budget is used up").Length > asked, "the job is done");
        }

        await service.Until(() => receiver.Posted.Count > 0, "it is told");
        await service.Pass(TimeSpan.FromSeconds(20));

        JsonElement body = JsonDocument.Parse(receiver.Posted.Single().Body).RootElement, numbers = body.GetProperty("numbers");
        Assert.That((body.GetProperty("kind").GetString(), numbers.GetProperty("budgets").GetInt64(),
            numbers.GetProperty("unanswered").GetInt64(), numbers.GetProperty("keys").GetInt64(),
            body.GetProperty("title").GetProperty("zh").GetString()), Is.EqualTo(("overdue", 1, 0, 1, "2 项事务超期")));
    }

    [Test]
    public async Task Books_that_do_not_hold_are_told_with_the_numbers_of_the_checks()
    {
        _inputs.Run();
        using (TestDatabase database = _inputs.Rows())
            database.Tamper("UPDATE transfers SET fen = fen + 100 WHERE id = (SELECT MIN(id) FROM transfers)");
        await using TestMailServer mails = new();
        await using TestService service =
            await new TestService(_inputs, new FakeTimeProvider(June), mails.SettingsFor("Notices:Email:Language=en")).Start();

        service.Fire(ScheduleName.NightlyVerification);
        await service.Until(() => mails.Mails.Any(mail => mail.Subject == "[Disbursement] The books do not hold"), "it is told");

        Assert.That(mails.Mails.Single(mail => mail.Subject == "[Disbursement] The books do not hold").TextBody,
            Does.Contain("1  every chain is whole"));
    }

    [Test]
    public async Task A_mail_server_that_is_down_loses_nothing_and_a_receiver_gets_his_meanwhile()
    {
        int port;
        string[] settings;
        await using (TestMailServer gone = new())
            (port, settings) = (gone.Port, gone.SettingsFor());
        await using TestReceiver receiver = await TestReceiver.Start(500);
        await using TestService service =
            await new TestService(_inputs, new FakeTimeProvider(June), [.. settings, .. receiver.SettingsFor()]).Start();

        service.Fire(ScheduleName.YearlyRun);
        await service.UntilSaid("The mail server cannot be reached");
        await service.Until(() => receiver.Posted.Count == 2 && Box.CountWaiting("webhook") == 0, "500, then 200");
        long waited = Box.CountWaiting("email");
        await using TestMailServer up = new(port);
        await service.Until(() => up.Mails.Count > 0 && Box.CountWaiting("email") == 0, "the mail is sent", seconds: 20);
        await service.Pass(TimeSpan.FromSeconds(20));
        (_, string metrics) = await service.Get("/metrics");

        Assert.That((waited, up.Mails.Count, receiver.Posted.Count, _inputs.Sealed().Count), Is.EqualTo((1, 1, 2, 1)));
        Assert.That(receiver.Posted.Select(posted => JsonDocument.Parse(posted.Body).RootElement.GetProperty("id").GetString()).Distinct()
            .Count(), Is.EqualTo(1), "the repeat has the same id");
        Assert.That(metrics, Does.Match("""disburse_notices_failed_total\{[^}]*channel="email"[^}]*outcome="tried-again"[^}]*\} [1-9]"""));
    }

    [Test]
    public async Task A_mail_that_broke_off_in_the_middle_arrives_with_the_next_try()
    {
        await using TestMailServer mails = new() { BreaksInData = 2 };
        await using TestService service = await new TestService(_inputs, new FakeTimeProvider(June), mails.SettingsFor()).Start();

        service.Fire(ScheduleName.YearlyRun);
        await service.Until(() => mails.Mails.Count > 0 && Box.CountWaiting("email") == 0, "the mail is sent", seconds: 5);

        Assert.That((mails.Mails.Count, Box.List(NoticeState.Sent).Single().Tries), Is.EqualTo((1, 2)));
    }

    [Test]
    public async Task A_wrong_password_is_given_up_with_a_sentence_that_does_not_repeat_it()
    {
        await using TestMailServer mails = new() { WantsSignIn = true };
        await using TestService service = await new TestService(_inputs, new FakeTimeProvider(June),
            mails.SettingsFor($"Notices:Email:User={TestMailServer.User}", "Notices:Email:Password=not this one")).Start();

        service.Fire(ScheduleName.YearlyRun);
        await service.UntilSaid("is given up by email after 1 tries: The mail server does not accept the user or the password");
        (_, string metrics) = await service.Get("/metrics");
        string kept = string.Concat(
            Directory.GetFiles(Path.Combine(_inputs.Data, "notices"), "*", SearchOption.AllDirectories).Select(File.ReadAllText));

        Assert.That((Box.List(NoticeState.GivenUp).Count, Box.CountWaiting("*")), Is.EqualTo((1, 0)));
        Assert.That(service.Said + kept, Does.Not.Contain("not this one").And.Not.Contain("office@"));
        Assert.That(metrics, Does.Match("""disburse_notices_failed_total\{[^}]*outcome="given-up"[^}]*\} [1-9]"""));
    }
}
