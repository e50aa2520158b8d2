using System.Globalization;
using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using Serilog;

namespace Disbursement.Jobs.Notices;

/// <summary>Hands a notice to the mail server, one connection a mail.</summary>
internal sealed class SendEmail(EmailSettings settings) : INoticeChannel
{
    public const string Channel = "email";

    /// <summary>How long one answer of the server may take, and the whole.</summary>
    private static readonly TimeSpan OneAnswer = TimeSpan.FromSeconds(20), Whole = TimeSpan.FromSeconds(60);

    public string Name => Channel;

    public async Task<SendProblem?> Send(Notice notice, CancellationToken stop)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Whole);
        using Client client = new() { Timeout = (int)OneAnswer.TotalMilliseconds, CheckCertificateRevocation = false };
        client.ServerCertificateValidationCallback =
            (_, certificate, chain, errors) => TrustAuthorities.Believes(settings.Authorities, certificate, chain, errors);
        try
        {
            await client.ConnectAsync(settings.Host, settings.Port, Security(), limit.Token).ConfigureAwait(false);
            if (settings.User is not null)
                await client.AuthenticateAsync(settings.User, settings.Password!, limit.Token).ConfigureAwait(false);
            using MimeMessage message = Message(notice);
            await client.SendAsync(message, limit.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (!stop.IsCancellationRequested && Problem(exception) is { } problem)
        {
            return problem;
        }

        await Leave(client, limit.Token).ConfigureAwait(false);
        return null;
    }

    /// <summary>The mail as it is sent. Its number is the notice's, so a mail that arrives twice can be known as one.</summary>
    public MimeMessage Message(Notice notice)
    {
        NoticeText text = notice.Text(settings.IsChinese);
        string sender = settings.From.Address;
        MimeMessage message = new()
        {
            Subject = settings.IsChinese ? $"【待遇发放】{text.Title}" : $"[Disbursement] {text.Title}",
            Date = notice.At,
            MessageId = $"{notice.Id}@{sender[(sender.LastIndexOf('@') + 1)..]}",
            Body = new TextPart("plain")
            {
                Text = string.Join("\r\n", [.. text.Lines, "", $"{notice.Kind} {notice.Subject} {Notice.Time(notice.At)}", notice.Id, ""]),
                ContentTransferEncoding = ContentEncoding.Base64,
            },
        };
        message.From.Add(settings.From);
        message.To.AddRange(settings.To);
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        message.Headers.Add("X-Disburse-Kind", notice.Kind);
        return message;
    }

    private SecureSocketOptions Security() => settings.Security switch
    {
        MailSecurity.StartTls => SecureSocketOptions.StartTls,
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        _ => SecureSocketOptions.None,
    };

    /// <summary>The mail is the server's by now: how the two part does not matter.</summary>
    private static async Task Leave(Client client, CancellationToken stop)
    {
        try
        {
            await client.DisconnectAsync(quit: true, stop).ConfigureAwait(false);
        }
        catch (Exception exception)
            when (exception is IOException or ProtocolException or CommandException or SocketException or OperationCanceledException)
        {
            Log.Debug("The mail server took the mail and broke off: {Kind}", exception.GetType().Name);
        }
    }

    private static SendProblem? Problem(Exception exception) => exception switch
    {
        AuthenticationException failed when failed.Message.StartsWith('4') => new("邮件服务器暂时不能登录。",
            "The mail server cannot check the sign-in at present."),
        AuthenticationException => new("邮件服务器不接受用户名或密码（Notices:Email:User、Password）。",
            "The mail server does not accept the user or the password (Notices:Email:User, Password).", IsFinal: true),
        SslHandshakeException => new("邮件服务器的证书不可信，或加密连接未能建立（Notices:Email:Security、CaFile）。",
            "The mail server's certificate is not trusted, or no encrypted connection came about (Notices:Email:Security, CaFile)."),
        NotSupportedException or ServiceNotAuthenticatedException => new("邮件服务器不提供设置所要求的 STARTTLS 或登录方式。",
            "The mail server does not offer the STARTTLS or the sign-in that the settings ask for."),
        SmtpCommandException refused => Refused((int)refused.StatusCode, refused.ErrorCode),
        OperationCanceledException or TimeoutException => new("邮件服务器没有及时应答。", "The mail server did not answer in time."),
        IOException or SocketException or ProtocolException or ServiceNotConnectedException => new("无法连接邮件服务器，或连接中断（Notices:Email:Host、"
            + "Port）。", "The mail server cannot be reached, or the connection broke off (Notices:Email:Host, Port)."),
        _ => null,
    };

    private static SendProblem Refused(int status, SmtpErrorCode what)
    {
        (string chinese, string english) = what switch
        {
            SmtpErrorCode.RecipientNotAccepted => ("收件人", "the recipients"),
            SmtpErrorCode.SenderNotAccepted => ("发件人", "the sender"),
            _ => ("邮件", "the mail"),
        };
        return new(
            string.Create(CultureInfo.InvariantCulture, $"邮件服务器不接受{chinese}（{status}）。"),
            string.Create(CultureInfo.InvariantCulture, $"The mail server does not accept {english} ({status})."),
            IsFinal: status >= 500);
    }

    /// <summary>One recipient whom the server does not know keeps the notice from nobody else.</summary>
    private sealed class Client : SmtpClient
    {
        private SmtpResponse? _refusal;

        protected override void OnRecipientNotAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response)
        {
            _refusal ??= response;
            Log.Warning("The mail server does not accept one of the recipients ({Status})", (int)response.StatusCode);
        }

        protected override void OnNoRecipientsAccepted(MimeMessage message) =>
            throw new SmtpCommandException(SmtpErrorCode.RecipientNotAccepted, _refusal?.StatusCode ?? SmtpStatusCode.TransactionFailed,
                "No recipient was accepted.");
    }
}
