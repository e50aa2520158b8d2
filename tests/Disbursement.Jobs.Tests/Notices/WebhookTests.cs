using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Disbursement.Jobs.Notices;
using Disbursement.Jobs.Tests.Schedule;
using Microsoft.Extensions.Time.Testing;

namespace Disbursement.Jobs.Tests.Notices;

/// <summary>A notice and a receiver that is real.</summary>
public sealed class WebhookTests
{
    private static readonly FakeTimeProvider Clock = new(new DateTimeOffset(2026, 6, 1, 0, 0, 5, TimeSpan.Zero));

    [Test]
    public async Task The_body_is_signed_and_tells_when_it_was_sent()
    {
        await using TestReceiver receiver = await TestReceiver.Start();
        Notice notice = new ComposeNotice("here", Clock).Trial();

        SendProblem? problem = await Send(notice, receiver.SettingsFor());

        Posted posted = receiver.Posted.Single();
        string expected =
            "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(TestReceiver.Secret), posted.Body));
        JsonElement body = JsonDocument.Parse(posted.Body).RootElement;
        Assert.Multiple(() =>
        {
            Assert.That((problem, posted.Path, posted.ContentType),
                Is.EqualTo(((SendProblem?)null, "/hook", "application/json; charset=utf-8")));
            Assert.That(posted.Signature, Is.EqualTo(expected));
            Assert.That((posted.Timestamp, body.GetProperty("sentAt").GetString()),
                Is.EqualTo(("2026-06-01T00:00:05Z", "2026-06-01T00:00:05Z")));
            Assert.That((body.GetProperty("id").GetString(), body.GetProperty("kind").GetString(),
                body.GetProperty("title").GetProperty("zh").GetString()), Is.EqualTo((notice.Id, "trial", "试发通知")));
        });
    }

    [Test]
    public void A_signature_changes_with_each_bit_of_the_body_and_with_the_secret()
    {
        byte[] body = PostWebhook.Body(new ComposeNotice("here", Clock).Trial(), "2026-06-01T00:00:05Z"), altered = [.. body];
        altered[^3] ^= 1;

        Assert.That(new[] { PostWebhook.Signature("another secret of it", body), PostWebhook.Signature(TestReceiver.Secret, altered) },
            Has.None.EqualTo(PostWebhook.Signature(TestReceiver.Secret, body)));
    }

    [TestCase(200, null)]
    [TestCase(204, null)]
    [TestCase(500, false)]
    [TestCase(503, false)]
    [TestCase(429, false)]
    [TestCase(408, false)]
    [TestCase(400, true)]
    [TestCase(401, true)]
    [TestCase(404, true)]
    public async Task Whether_a_notice_is_tried_again_is_told_by_the_answer(int answer, bool? isFinal)
    {
        await using TestReceiver receiver = await TestReceiver.Start(answer);

        SendProblem? problem = await Send(receiver.SettingsFor());

        Assert.That((problem?.IsFinal, problem?.English),
            Is.EqualTo((isFinal, isFinal is null ? null : $"The receiver does not take it ({answer}).")));
    }

    [TestCase(301)]
    [TestCase(302)]
    [TestCase(307)]
    [TestCase(308)]
    public async Task A_redirect_is_not_followed(int answer)
    {
        await using TestReceiver receiver = await TestReceiver.Start(answer);

        SendProblem? problem = await Send(receiver.SettingsFor());

        Assert.That((problem?.IsFinal, problem?.English.Contains("points elsewhere", StringComparison.Ordinal), receiver.Posted.Count),
            Is.EqualTo((true, true, 1)));
    }

    [Test]
    public async Task A_receiver_that_does_not_answer_is_left_after_a_while()
    {
        await using TestReceiver receiver = await TestReceiver.Start();
        receiver.Delay = TimeSpan.FromSeconds(30);
        PostWebhook post = new(NoticeSettings.Read(TestService.Configuration(receiver.SettingsFor())).Webhook!, Clock)
        {
            Limit = TimeSpan.FromMilliseconds(300),
        };

        SendProblem? problem = await post.Send(new ComposeNotice("here", Clock).Trial(), CancellationToken.None);

        Assert.That((problem?.English, problem?.IsFinal), Is.EqualTo(("The receiver did not answer in time.", false)));
    }

    [Test]
    public async Task A_receiver_that_is_not_there_is_tried_again()
    {
        string[] settings;
        await using (TestReceiver receiver = await TestReceiver.Start())
            settings = receiver.SettingsFor();

        SendProblem? problem = await Send(settings);

        Assert.That((problem?.IsFinal, problem?.English.Contains("cannot be reached", StringComparison.Ordinal)),
            Is.EqualTo((false, true)));
    }

    [Test]
    public async Task A_certificate_is_believed_only_when_its_authority_is_named()
    {
        string folder = Directory.CreateTempSubdirectory("disburse-hook").FullName;
        using TestCertificates certificates = new(folder);
        await using TestReceiver receiver = await TestReceiver.Start(certificates.Server);

        SendProblem? unknown =
            await Send(receiver.SettingsFor()), named = await Send(receiver.SettingsFor($"Notices:Webhook:CaFile={certificates.CaFile}"));
        Directory.Delete(folder, recursive: true);

        Assert.That((unknown?.English.Contains("not trusted", StringComparison.Ordinal), unknown?.IsFinal, named, receiver.Posted.Count),
            Is.EqualTo((true, false, (SendProblem?)null, 1)));
    }

    private static Task<SendProblem?> Send(string[] settings) => Send(new ComposeNotice("here", Clock).Trial(), settings);

    private static Task<SendProblem?> Send(Notice notice, string[] settings) =>
        new PostWebhook(NoticeSettings.Read(TestService.Configuration(settings)).Webhook!, Clock).Send(notice, CancellationToken.None);
}
