using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Disbursement.Jobs.Notices;
using Disbursement.Jobs.Schedule;
using Disbursement.Jobs.Tests.Faults;
using Disbursement.Jobs.Tests.Privacy;
using Disbursement.Jobs.Tests.Rosters;
using Disbursement.Jobs.Tests.Schedule;
using Disbursement.Jobs.Tests.Tools;
using MimeKit;

namespace Disbursement.Jobs.Tests.Notices;

/// <summary>The program as it is built, with notices on.</summary>
public sealed class NoticesProcessTests
{
    private TestInputs _inputs = null!;

    [SetUp]
    public void SetUp() => _inputs = new TestInputs();

    [TearDown]
    public void TearDown() => _inputs.Dispose();

    private Outbox Box => new(_inputs.Data, TimeProvider.System);

    private DisburseProgram Program => new(_inputs.Root);

    [Test]
    public async Task A_kill_between_keeping_and_sending_loses_nothing_and_sends_nothing_twice()
    {
        _inputs.Roster("a.csv", A.Household(1));
        (int port, string[] settings) = Mute();
        using TcpListener mute = new(IPAddress.Loopback, port);
        mute.Start();
        Configure(settings);
        Assert.That(Program.Run("run", "--year", "2026").Exit, Is.Zero);
        long kept = Box.CountWaiting("email");

        using (Process service = Program.Start("serve", "--urls", "http://127.0.0.1:0"))
        {
            using TcpClient waitsForGreeting = await mute.AcceptTcpClientAsync();
            service.Kill(entireProcessTree: true);
            await service.WaitForExitAsync();
        }

        long afterKill = Box.CountWaiting("email");
        mute.Stop();
        await using TestMailServer up = new(port);
        for (int start = 0; start < 2; start++)
        {
            await using TestService service = await new TestService(_inputs, null, settings).Start();
            await service.Until(() => up.Mails.Count > 0 && Box.CountWaiting("email") == 0, "the mail is sent");
            await Task.Delay(start == 0 ? 0 : 6000);
        }

        Assert.That((kept, afterKill, up.Mails.Count, up.Mails[0].MessageId!.Split('@')[0]),
            Is.EqualTo((1, 1, 1, Box.List(NoticeState.Sent).Single().Notice.Id)));
    }

    /// <summary>The outbox is held from outside, so that the run is sealed and cannot say so; then it is killed.</summary>
    [TestCase("run", "--year", "2027")]
    [TestCase("serve", "--urls", "http://127.0.0.1:0")]
    public void Killed_between_the_sealing_and_its_notice_the_next_start_tells_it_once(params string[] next)
    {
        _inputs.Roster("a.csv", A.Household(1)).RosterOf(2027, "a.csv", A.Household(1));
        Configure(Mute().Settings);
        string box = Directory.CreateDirectory(Path.Combine(_inputs.Data, "notices")).FullName;
        using (new FileStream(Path.Combine(box, "keep.lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None))
        using (WatchedProgram run = new(Program.Start("run", "--year", "2026")))
        {
            Assert.That(run.Until(() => Directory.Exists(Path.Combine(_inputs.Out, "2026-1"))
                && File.Exists(Path.Combine(box, "place"))), run.Said);
            run.Kill();
        }

        long before = Box.CountWaiting("email");
        for (int start = 0; start < 2; start++)
        {
            using WatchedProgram one = new(Program.Start(next));
            if (next[0] == "run")
                one.End();
            else
                one.UntilSaid("Listening on");
        }

        string[] told = [.. Box.List(NoticeState.Waiting).Where(kept => kept.Notice.Kind == NoticeKind.RunSealed)
            .Select(kept => kept.Notice.Subject).Order(StringComparer.Ordinal)];
        Assert.That((before, string.Join(' ', told)), Is.EqualTo((0L, next[0] == "run" ? "2026-1 2027-1 2027-2" : "2026-1")));
        Assert.That(Directory.GetFiles(Path.Combine(_inputs.Data, "work"), "*.untold"), Is.Empty);
    }

    [Test]
    public async Task No_notice_of_any_kind_names_anybody()
    {
        _inputs.WithSample(300, faultsPercent: 20);
        string[] names = [.. _inputs.Values("name", "account_name").Where(name => name.Length is >= 2 and <= 20)];
        ClearText numbers = new(_inputs.Values("id_number", "bank_account", "phone"));
        await using TestMailServer mails = new();
        await using TestReceiver receiver = await TestReceiver.Start();
        string[] settings = [.. mails.SettingsFor(), .. receiver.SettingsFor()];
        Configure(settings);

        Program.Run("run", "--year", "2026");
        string first = Path.Combine(_inputs.Out, "2026-1", "320302");
        foreach (string file in Directory.GetFiles(first, "*.csv"))
            File.AppendAllText(file, string.Join(',', names.Concat(_inputs.Values("id_number")).Take(50)));
        Program.Run("verify");
        Directory.Move(_inputs.Out, _inputs.Out + "-before");
        Directory.CreateDirectory(_inputs.Out);
        File.WriteAllText(Path.Combine(_inputs.Out, ".2026-2.growing"), "where the folder of the run should be");
        Assert.That(Program.Run("run", "--year", "2026").Exit, Is.EqualTo(4), "this run fails");
        string[] expected = ["batches-waiting", "overdue", "run-failed", "run-sealed", "verification-failed"];
        Microsoft.Extensions.Time.Testing.FakeTimeProvider later = new(TimeProvider.System.GetUtcNow().AddDays(20));
        await using (TestService service = await new TestService(_inputs, later, settings).Start())
        {
            service.Fire(ScheduleName.Deadlines);
            await service.Until(() => !expected.Except(Box.List(NoticeState.Sent).Select(kept => kept.Notice.Kind)).Any()
                && Box.CountWaiting("*") == 0, "a notice of each kind is sent");
        }

        string[] left =
            [.. Directory.GetFiles(Path.Combine(_inputs.Data, "notices"), "*", SearchOption.AllDirectories).Select(File.ReadAllText),
                .. receiver.Posted.Select(posted => Encoding.UTF8.GetString(posted.Body)), .. mails.Mails.SelectMany(Texts), mails.Said];
        Assert.Multiple(() =>
        {
            Assert.That((names.Length > 100, numbers.Count > 500, receiver.Posted.Count >= 5, mails.Mails.Count >= 5),
                Is.EqualTo((true, true, true, true)), "there is something to find, and where to look");
            Assert.That(left.SelectMany(
                text => names.Where(name => text.Contains(name, StringComparison.Ordinal)).Concat(numbers.In(text))), Is.Empty);
        });
    }

    [Test]
    public async Task A_trial_is_sent_at_once_and_the_verb_says_what_happened()
    {
        await using TestMailServer mails = new();
        await using TestReceiver receiver = await TestReceiver.Start(200, 302);
        (int off, string saidOff) = Program.Run("notices", "test", "--to", "email");
        Configure([.. mails.SettingsFor(), .. receiver.SettingsFor()]);

        (int mail, string saidMail) = Program.Run("notices", "test", "--to", "email");
        (int hook, _) = Program.Run("notices", "test", "--to", "webhook");
        (int refused, string saidRefused) = Program.Run("notices", "test", "--to", "webhook");

        Assert.That((off, mail, hook, refused), Is.EqualTo((2, 0, 0, 4)));
        Assert.That((saidOff.Contains("switched off (Notices:Email:Enabled)", StringComparison.Ordinal),
            saidMail.Contains("was taken by the other side", StringComparison.Ordinal),
            saidRefused.Contains("points elsewhere (302)", StringComparison.Ordinal)), Is.EqualTo((true, true, true)));
        Assert.That((mails.Mails.Single().Subject, receiver.Posted.Count), Is.EqualTo(("【待遇发放】试发通知", 2)));
    }

    [Test]
    public async Task The_list_shows_what_waits_and_a_mistake_in_the_settings_stops_the_verb_before_its_work()
    {
        _inputs.Roster("a.csv", A.Household(1));
        await using TestReceiver receiver = await TestReceiver.Start();
        Configure(receiver.SettingsFor());
        string nothing = Program.Run("notices", "list").Said;
        Program.Run("run", "--year", "2026");
        (_, string table) = Program.Run("notices", "list");
        (_, string json) = Program.Run("notices", "list", "--json");
        Configure(
            ["Notices:Webhook:Enabled=true", "Notices:Webhook:Url=http://notices.example/", "Notices:Webhook:Secret=0123456789abcdef"]);
        (int exit, string said) = Program.Run("run", "--year", "2026");

        JsonElement one = JsonDocument.Parse(json).RootElement.EnumerateArray().Single();
        Assert.Multiple(() =>
        {
            Assert.That(nothing, Does.Contain("There are no notices."));
            Assert.That(table, Does.Contain("run-sealed").And.Contain("2026-1").And.Contain("waiting"));
            Assert.That((one.GetProperty("kind").GetString(), one.GetProperty("state").GetString(), one.GetProperty("tries").GetInt32()),
                Is.EqualTo(("run-sealed", "waiting", 0)));
            Assert.That((exit, said.Contains("must begin with https://", StringComparison.Ordinal),
                said.Contains("0123456789abcdef", StringComparison.Ordinal), _inputs.Sealed().Count), Is.EqualTo((2, true, false, 1)));
        });
    }

    /// <summary>A port on which nothing answers, and the settings for it.</summary>
    private static (int Port, string[] Settings) Mute()
    {
        TestMailServer server = new(KeptPort.Draw());
        (int port, string[] settings) = (server.Port, server.SettingsFor());
        server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return (port, settings);
    }

    private static IEnumerable<string> Texts(MimeMessage mail) => [mail.Subject!, mail.TextBody!, mail.Headers.ToString()!];

    /// <summary>Writes the settings to where the program looks for them.</summary>
    private void Configure(string[] settings) =>
        File.WriteAllText(Path.Combine(_inputs.Root, "disburse.json"), JsonSerializer.Serialize(
            settings.ToDictionary(line => line[..line.IndexOf('=', StringComparison.Ordinal)],
                line => line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..])));
}
