using Disbursement.Jobs.Notices;
using Disbursement.Jobs.Tests.Schedule;
using MimeKit;

namespace Disbursement.Jobs.Tests.Notices;

/// <summary>A notice and a mail server that is real.</summary>
public sealed class EmailTests
{
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("disburse-mail").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task A_mail_has_a_readable_chinese_subject_and_the_right_headers()
    {
        await using TestMailServer server = new();
        Notice notice = A.Notice();

        SendProblem? problem = await Send(notice, server.SettingsFor("Notices:Email:To:1=Second <second@example.org>"));

        MimeMessage mail = server.Mails.Single();
        Assert.Multiple(() =>
        {
            Assert.That(problem, Is.Null);
            Assert.That(mail.Subject, Is.EqualTo("【待遇发放】试发通知"));
            Assert.That(mail.TextBody, Does.Contain("这是一条试发通知").And.Contain(notice.Id));
            Assert.That(mail.MessageId, Is.EqualTo($"{notice.Id}@example.org"));
            Assert.That((mail.From.ToString(), mail.To.ToString()),
                Is.EqualTo(("\"Disbursement\" <disburse@example.org>", "office@example.org, \"Second\" <second@example.org>")));
            Assert.That(mail.Date, Is.EqualTo(notice.At));
            Assert.That((mail.Headers[HeaderId.AutoSubmitted], mail.Headers["X-Disburse-Kind"]), Is.EqualTo(("auto-generated", "trial")));
            Assert.That(server.Said, Does.Contain("=?utf-8?"), "the subject travels as ASCII");
        });
    }

    [Test]
    public async Task An_english_mail_is_in_english()
    {
        await using TestMailServer server = new();

        await Send(A.Notice(), server.SettingsFor("Notices:Email:Language=en"));

        Assert.That(
            (server.Mails.Single().Subject, server.Mails.Single().TextBody!.Contains("There is nothing to do.", StringComparison.Ordinal)),
            Is.EqualTo(("[Disbursement] A trial notice", true)));
    }

    [Test]
    public async Task A_certificate_of_an_unknown_authority_is_refused_until_the_authority_is_named()
    {
        using TestCertificates certificates = new(_folder);
        await using TestMailServer server = new() { Certificate = certificates.Server, WantsSignIn = true };
        string[] settings =
            server.SettingsFor($"Notices:Email:User={TestMailServer.User}", $"Notices:Email:Password={TestMailServer.Password}");

        SendProblem? unknown = await Send(A.Notice(), settings);
        string before = server.Said;
        SendProblem? named = await Send(A.Notice(), [.. settings, $"Notices:Email:CaFile={certificates.CaFile}"]);

        Assert.That((unknown?.English, unknown?.IsFinal, named, server.Mails.Count), Is.EqualTo(("The mail server's certificate is not "
            + "trusted, or no encrypted connection came about (Notices:Email:Security, CaFile).", false, (SendProblem?)null, 1)));
        Assert.That(before, Does.Not.Contain("AUTH"), "no password is sent to a server that is not trusted");
    }

    [Test]
    public async Task A_certificate_of_another_server_or_another_authority_is_refused_all_the_same()
    {
        using TestCertificates elsewhere = new(_folder, "mail.example.org"), here = new(_folder);
        await using TestMailServer misnamed = new() { Certificate = elsewhere.Server }, strange = new() { Certificate = here.Server };

        SendProblem? wrongName = await Send(A.Notice(), misnamed.SettingsFor($"Notices:Email:CaFile={elsewhere.CaFile}"));
        SendProblem? wrongAuthority = await Send(A.Notice(), strange.SettingsFor($"Notices:Email:CaFile={elsewhere.CaFile}"));

        Assert.That((wrongName?.English.Contains("not trusted", StringComparison.Ordinal),
            wrongAuthority?.English.Contains("not trusted", StringComparison.Ordinal)), Is.EqualTo((true, true)));
    }

    [Test]
    public async Task A_server_without_STARTTLS_gets_nothing_where_the_settings_ask_for_it()
    {
        await using TestMailServer server = new();

        SendProblem? problem = await Send(A.Notice(),
            [.. server.SettingsFor().Where(line => !line.Contains("Security", StringComparison.Ordinal)),
                "Notices:Email:Security=StartTls"]);

        Assert.That((problem?.IsFinal, server.Mails.Count, server.Said.Contains("MAIL", StringComparison.Ordinal)),
            Is.EqualTo((false, 0, false)));
        Assert.That(problem?.English, Does.Contain("does not offer the STARTTLS"));
    }

    [Test]
    public async Task A_wrong_password_is_final_and_a_sentence_of_our_own()
    {
        await using TestMailServer server = new() { WantsSignIn = true };

        SendProblem? problem =
            await Send(A.Notice(), server.SettingsFor($"Notices:Email:User={TestMailServer.User}", "Notices:Email:Password=not this one"));

        Assert.That(problem, Is.EqualTo(new SendProblem("邮件服务器不接受用户名或密码（Notices:Email:User、Password）。", "The mail server does not accept "
            + "the user or the password (Notices:Email:User, Password).", IsFinal: true)));
    }

    [TestCase("454 4.7.0 not now", false)]
    [TestCase("534 5.7.9 another mechanism", true)]
    public async Task Whether_a_sign_in_may_work_later_is_told_by_the_answer(string answer, bool isFinal)
    {
        await using TestMailServer server = new() { WantsSignIn = true, SignInAnswer = answer };

        SendProblem? problem = await Send(A.Notice(),
            server.SettingsFor($"Notices:Email:User={TestMailServer.User}", $"Notices:Email:Password={TestMailServer.Password}"));

        Assert.That(problem?.IsFinal, Is.EqualTo(isFinal));
    }

    [TestCase("452 4.2.2 mailbox full", false)]
    [TestCase("552 5.3.4 too big", true)]
    public async Task A_mail_that_is_not_taken_is_tried_again_or_not_as_the_server_says(string answer, bool isFinal)
    {
        await using TestMailServer server = new() { DataAnswer = answer };

        SendProblem? problem = await Send(A.Notice(), server.SettingsFor());

        Assert.That((problem?.English, problem?.IsFinal),
            Is.EqualTo(($"The mail server does not accept the mail ({answer[..3]}).", isFinal)));
    }

    [Test]
    public async Task One_recipient_whom_the_server_does_not_know_keeps_the_mail_from_nobody_else()
    {
        await using TestMailServer server = new() { Unknown = ["office@"] }, nobody = new() { Unknown = ["office@", "second@"] };

        SendProblem? one = await Send(A.Notice(), server.SettingsFor("Notices:Email:To:1=second@example.org"));
        SendProblem? all = await Send(A.Notice(), nobody.SettingsFor("Notices:Email:To:1=second@example.org"));

        Assert.That((one, server.Mails.Count, all?.English, all?.IsFinal, nobody.Mails.Count),
            Is.EqualTo(((SendProblem?)null, 1, "The mail server does not accept the recipients (550).", true, 0)));
    }

    [Test]
    public async Task A_connection_that_breaks_in_the_middle_of_a_mail_is_tried_again()
    {
        await using TestMailServer server = new() { BreaksInData = 1 };
        Notice notice = A.Notice();

        SendProblem? broken = await Send(notice, server.SettingsFor());
        SendProblem? again = await Send(notice, server.SettingsFor());

        Assert.That((broken?.IsFinal, again, server.Mails.Single().MessageId),
            Is.EqualTo((false, (SendProblem?)null, $"{notice.Id}@example.org")));
    }

    private static Task<SendProblem?> Send(Notice notice, string[] settings) =>
        new SendEmail(NoticeSettings.Read(TestService.Configuration(settings)).Email!).Send(notice, CancellationToken.None);

    private static class A
    {
        public static Notice Notice() => new ComposeNotice("here", TimeProvider.System).Trial();
    }
}
