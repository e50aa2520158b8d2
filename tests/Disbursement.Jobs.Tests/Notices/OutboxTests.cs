using Disbursement.Jobs.Notices;
using Microsoft.Extensions.Time.Testing;

namespace Disbursement.Jobs.Tests.Notices;

/// <summary>What is kept, in files that are real.</summary>
public sealed class OutboxTests
{
    private static readonly SendProblem Passing = new("暂时", "for now"), Final = new("不行", "for good", IsFinal: true);
    private static readonly string[] Both = ["email", "webhook"];

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero));
    private string _data = "";

    private Outbox Box => new(_data, _clock);

    private string Waiting => Path.Combine(_data, "notices", "waiting");

    [SetUp]
    public void MakeFolder() => _data = Directory.CreateTempSubdirectory("disburse-outbox").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_data, recursive: true);

    [Test]
    public void A_notice_is_kept_for_each_channel_for_its_owner_alone()
    {
        Notice notice = Trial();

        IReadOnlyList<string> kept = Box.Keep(notice, Both);

        string[] files = Directory.GetFiles(Waiting);
        Assert.That((kept.Count, files.Length, Box.Due("email").Single().Notice.Id, Box.Due("webhook").Single().Notice.Chinese.Title),
            Is.EqualTo((2, 2, notice.Id, "试发通知")));
        if (!OperatingSystem.IsWindows())
        {
            Assert.That(files.Select(File.GetUnixFileMode), Is.All.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
            Assert.That(File.GetUnixFileMode(Path.Combine(_data, "notices")),
                Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
        }
    }

    [Test]
    public void A_notice_that_is_there_in_any_state_is_not_kept_again()
    {
        Notice waits = Trial(), sent = Trial(), givenUp = Trial();
        foreach (Notice notice in new[] { waits, sent, givenUp })
            Box.Keep(notice, ["email"]);
        Box.Sent(Kept(sent));
        Box.Failed(Kept(givenUp), Final);

        int again = new[] { waits, sent, givenUp }.Sum(notice => Box.Keep(notice, ["email"]).Count);

        Assert.That((again, Box.List(NoticeState.Waiting).Count, Box.List(NoticeState.Sent).Count, Box.List(NoticeState.GivenUp).Count),
            Is.EqualTo((0, 1, 1, 1)));
    }

    [Test]
    public void Two_processes_that_keep_the_same_notice_keep_one()
    {
        Notice notice = Trial();
        int[] kept = new int[32];

        Parallel.For(0, kept.Length, i => kept[i] = Box.Keep(notice, ["email"]).Count);

        Assert.That((kept.Sum(), Directory.GetFiles(Waiting).Length), Is.EqualTo((1, 1)));
    }

    [Test]
    public void Whoever_opens_a_data_folder_gives_an_event_the_same_id_and_no_other_folder_does()
    {
        string first = Box.Place(), elsewhere = Directory.CreateTempSubdirectory("disburse-outbox").FullName;
        _clock.Advance(TimeSpan.FromDays(1));
        string again = Box.Place(), other = new Outbox(elsewhere, _clock).Place();
        Directory.Delete(elsewhere, recursive: true);

        Assert.That((again, other != first), Is.EqualTo((first, true)));
    }

    [Test]
    public void Pauses_grow_to_a_day_and_then_it_is_given_up()
    {
        Notice notice = Trial();
        Box.Keep(notice, ["email"]);
        List<double> pauses = [];

        KeptNotice next = Kept(notice);
        while (next.EndedAt is null)
        {
            next = Box.Failed(Kept(notice), Passing);
            if (next.EndedAt is not null)
                break;
            pauses.Add((next.NextTry - _clock.GetUtcNow()).TotalMinutes);
            _clock.Advance(next.NextTry - _clock.GetUtcNow() - TimeSpan.FromSeconds(1));
            Assert.That(Box.Due("email"), Is.Empty, "it rests to the end");
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.That(pauses, Is.EqualTo(new double[] { 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 1440 }));
        Assert.That((Box.List(NoticeState.Waiting).Count, Box.List(NoticeState.GivenUp).Single().Tries,
            Box.List(NoticeState.GivenUp).Single().Problem), Is.EqualTo((0, 13, Passing)));
    }

    [Test]
    public void One_that_is_moved_back_from_the_given_up_is_tried_again()
    {
        Notice notice = Trial();
        Box.Keep(notice, ["email"]);
        Box.Failed(Kept(notice), Final);
        string file = Directory.GetFiles(Path.Combine(_data, "notices", "given-up")).Single();

        File.Move(file, Path.Combine(Waiting, Path.GetFileName(file)));

        Assert.That(Box.Due("email").Single().Notice.Id, Is.EqualTo(notice.Id));
    }

    [Test]
    public void A_kill_between_the_last_word_and_the_leaving_sends_nothing_twice()
    {
        Notice notice = Trial();
        Box.Keep(notice, ["email"]);
        string waiting = Directory.GetFiles(Waiting).Single();
        byte[] bytes = File.ReadAllBytes(waiting);
        Box.Sent(Kept(notice));
        File.WriteAllBytes(waiting, bytes);

        Assert.That((Box.Due("email").Count, File.Exists(waiting), Box.List(NoticeState.Sent).Count), Is.EqualTo((0, false, 1)));
    }

    [Test]
    public void What_was_sent_is_forgotten_after_thirty_days_and_what_was_given_up_is_not()
    {
        Notice sent = Trial(), givenUp = Trial();
        Box.Keep(sent, ["email"]);
        Box.Keep(givenUp, ["email"]);
        Box.Sent(Kept(sent));
        Box.Failed(Kept(givenUp), Final);

        _clock.Advance(TimeSpan.FromDays(30));
        Box.Forget();
        int atTheLimit = Box.List(NoticeState.Sent).Count;
        _clock.Advance(TimeSpan.FromSeconds(1));
        Box.Forget();

        Assert.That((atTheLimit, Box.List(NoticeState.Sent).Count, Box.List(NoticeState.GivenUp).Count), Is.EqualTo((1, 0, 1)));
    }

    [TestCase("")]
    [TestCase("{")]
    [TestCase("null")]
    [TestCase("{}")]
    [TestCase("[1]")]
    public void A_file_that_is_no_notice_keeps_back_no_other(string content)
    {
        Box.Keep(Trial(), ["email"]);
        File.WriteAllText(Path.Combine(Waiting, "x.email.json"), content);

        Assert.That(Box.Due("email"), Has.Count.EqualTo(1));
    }

    private KeptNotice Kept(Notice notice) => Box.List(NoticeState.Waiting).Single(kept => kept.Notice.Id == notice.Id);

    private Notice Trial()
    {
        _clock.Advance(TimeSpan.FromTicks(1));
        return new ComposeNotice(_data, _clock).Trial();
    }
}
